import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** An answer that is no: its status and the sentence that says so. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly status: ContentfulStatusCode;
  readonly sentence: string;

  constructor(status: ContentfulStatusCode, sentence: string) {
    super(String(status));
    this.status = status;
    this.sentence = sentence;
  }
}

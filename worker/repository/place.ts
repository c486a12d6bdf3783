import * as z from 'zod';

const NAME = String.raw`[\w-][\w.-]*`;
const FOLDER = String.raw`[\w-][\w.-]*(?:\/[\w-][\w.-]*)*`;
const GITHUB = new RegExp(`^github:(?<owner>${NAME})/(?<name>${NAME})@(?<branch>${FOLDER})(?::(?<folder>${FOLDER})?)?$`);
const GITEA = new RegExp(
  `^gitea:(?<host>https?://[^/@]+)/(?<owner>${NAME})/(?<name>${NAME})@(?<branch>${FOLDER})(?::(?<folder>${FOLDER})?)?$`,
);

const parts = z.object({
  owner: z.string(),
  name: z.string(),
  branch: z.string(),
  folder: z.string().default(''),
  host: z.string().default('https://api.github.com'),
});

/** A repository on a host that is asked over its API. */
export interface RemotePlace extends z.infer<typeof parts> {
  kind: 'github' | 'gitea';
}

/** A token goes over nothing that can be read on the way; a stand-in on this machine has nobody in between. */
const isPrivateWay = (host: string): boolean => {
  const { protocol, hostname } = new URL(host);
  return protocol === 'https:' || hostname === '127.0.0.1';
};

/** Reads `github:owner/name@branch:folder` or `gitea:https://host/owner/name@branch:folder`; nothing where it is neither. */
export const remotePlace = (written: string): RemotePlace | undefined => {
  const kind = written.startsWith('github:') ? 'github' : 'gitea';
  const found = (kind === 'github' ? GITHUB : GITEA).exec(written)?.groups;
  const place = found && parts.parse(found);
  return place && URL.canParse(place.host) && isPrivateWay(place.host) ? { ...place, kind } : undefined;
};

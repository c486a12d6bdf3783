// Writes one commit after the other until it is killed: REPOSITORY
import { localRepository } from '../../worker/box/repository.ts';

const [dir = ''] = process.argv.slice(2);
const repository = localRepository(dir, 'main');
for (let at = 0; ; at++) {
  const path = `mingdu/notices/n${process.pid}-${at}.md`;
  const written = await repository.write({
    edits: [{ path, text: `${at}\n`, base: undefined }],
    message: String(at),
    author: { name: '贺小真', id: '5f0e' },
  });
  if ('commit' in written) process.send?.({ path, commit: written.commit });
}

// `npm run box:rollback`: the release that was live before is live again, at once. It stays until somebody publishes something new.
import { ask } from './publish/ask.ts';
import { currentName, readRelease } from './publish/release.ts';
import { rollBack } from './publish/releases.ts';
import { boxWorkplace } from './publish/workplace.ts';

const { store } = boxWorkplace(process.env);
const name = rollBack(store);
if (name === undefined) {
  console.error(`没有更早的版本可以退回（现在是第${currentName(store) ?? 0}版）`);
  process.exitCode = 1;
} else {
  const { commit, at } = readRelease(store, name);
  // It was drawn for another hour.
  await ask(store, { refresh: true });
  console.log(`退回到第${name}版：${commit.slice(0, 10)}，${new Date(at).toISOString()}`);
}

// `npm run box:restore -- FILE [--identity KEYFILE]`: into a DATA_DIR that is empty; what is past its time is forgotten again at once.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { compileCode } from '../../site/bundling.ts';
import { openPublisher } from '../../site/publish/publisher.ts';
import { boxWorkplace } from '../../site/publish/workplace.ts';
import { restore } from '../box/backup.ts';
import { openBox } from '../box/open.ts';
import { settingsIn } from '../box/settings.ts';
import { forgetDue } from '../hourly.ts';

const publishInto = async (env: NodeJS.ProcessEnv): Promise<void> => {
  const publisher = await openPublisher(boxWorkplace(env));
  try {
    await publisher.publish();
  } finally {
    publisher.close();
  }
};

const { values, positionals } = parseArgs({ options: { identity: { type: 'string' } }, allowPositionals: true });
const [file] = positionals;
if (!file || positionals.length > 1) {
  console.error('npm run box:restore -- FILE [--identity KEYFILE]');
  process.exit(1);
}
try {
  const settings = settingsIn(process.env);
  compileCode();
  const identities = values.identity ? (readFileSync(values.identity, 'utf8').match(/^AGE-SECRET-KEY-\S+/gm) ?? []) : [];
  await restore(settings.dataDir, file, identities, async (folder) => {
    await publishInto({ ...process.env, DATA_DIR: folder });
    const box = await openBox({ ...settings, dataDir: folder }, '');
    try {
      // A backup brings back what was purged since.
      await forgetDue(box.env);
    } finally {
      await box.close();
    }
  });
  console.log(`${settings.dataDir} is restored: npm run box`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

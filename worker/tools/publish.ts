// What a push calls, and `npm run box:publish`: the box that runs publishes what was pushed; where none runs, this process does.
// `npm run box:roll-back`: the release before the live one is live again.
import { callBox } from '../box/call.ts';
import { openPublishing, type Publishing } from '../box/publishing.ts';
import { pathsIn, settingsIn } from '../box/settings.ts';
import { compileTemplates } from '../box/templates.ts';

const DEEDS: Readonly<Record<string, (publishing: Publishing) => Promise<string>>> = {
  publish: ({ publish }) => publish('pushed'),
  'roll-back': ({ rollBack }) => rollBack(),
};

const [name = 'publish'] = process.argv.slice(2);

const itself = async (deed: (publishing: Publishing) => Promise<string>): Promise<string> => {
  const settings = settingsIn(process.env);
  compileTemplates();
  const publishing = await openPublishing(pathsIn(settings.dataDir), settings.drawing);
  try {
    return await deed(publishing);
  } finally {
    publishing.close();
  }
};

try {
  const deed = DEEDS[name];
  if (!deed) throw new Error(`There is no ${name}: ${Object.keys(DEEDS).join(', ')}`);
  console.log((await callBox(pathsIn(settingsIn(process.env).dataDir).calls, name)) ?? (await itself(deed)));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

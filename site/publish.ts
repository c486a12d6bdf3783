// Publishes what the content repository has: `npm run box:publish` on one machine, `npm run edge:publish` for Cloudflare.
// `--serve` stays, and publishes whenever it is asked; `--export DIR` brings a folder in line, for a host that takes a folder.
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { said } from './catalogue/said.ts';
import { ask } from './publish/ask.ts';
import type { Publication } from './publish/publisher.ts';
import { boxWorkplace, edgeWorkplace } from './publish/workplace.ts';

// What draws is compiled once, not by each process and thread that does. Where the code may not be written to, it goes without.
process.env['NODE_COMPILE_CACHE'] ??= fileURLToPath(new URL('../dist/code', import.meta.url));
enableCompileCache();

const { values } = parseArgs({ options: { serve: { type: 'boolean' }, export: { type: 'string' } } });
const workplace = values.export ? edgeWorkplace(process.env) : boxWorkplace(process.env);

// Git's hook mostly only asks: what draws is loaded where something is drawn.
const publishOnce = async (): Promise<Publication> => {
  const [{ openPublisher }, { collect }] = await Promise.all([import('./publish/publisher.ts'), import('./publish/releases.ts')]);
  const publisher = await openPublisher(workplace);
  try {
    return await publisher.publish();
  } finally {
    publisher.close();
    collect(workplace.store);
  }
};

const serve = async (): Promise<void> => {
  const { servePublisher } = await import('./publish/serve.ts');
  const served = await servePublisher(workplace);
  const close = async (): Promise<void> => {
    await served.close();
    if (process.connected) process.disconnect();
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => void close());
  // Whoever started it goes on as soon as it can be asked, and it ends with whoever started it.
  process.send?.('ready');
  process.once('disconnect', () => void close());
};

try {
  if (values.serve) await serve();
  else {
    const { release, drawn, written, faults, took } = (await ask(workplace.store)) ?? (await publishOnce());
    for (const fault of faults) console.warn(said(fault));
    console.log(`第${release}版：画了${drawn}页，${written}个文件是新的，${Math.round(took)}毫秒`);
    if (values.export) {
      const { exportRelease } = await import('./publish/export.ts');
      console.log(`${values.export}：改了${exportRelease(workplace.store, values.export)}个文件`);
    }
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

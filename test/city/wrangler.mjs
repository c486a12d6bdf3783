// A stand-in for wrangler and the build: writes down what it was asked, takes a while, and fails where it is told to.
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const { STAND_IN, CONTENT_DIR = '' } = process.env;
const args = process.argv.slice(2);
const { fails = [], slow = 0 } = JSON.parse(readFileSync(join(STAND_IN, 'orders.json'), 'utf8'));
const said = args.length === 0 ? 'build' : args.slice(0, args[0] === 'd1' ? 4 : 1).join(' ');
const config = args.includes('--config') ? args[args.indexOf('--config') + 1] : '';
const town = config ? config.split('/').at(-2) : CONTENT_DIR.split('/').at(-1);
const name = `${town}: ${said}`;

appendFileSync(join(STAND_IN, 'asked.log'), `${JSON.stringify({ name, begins: Date.now() })}\n`);
await new Promise((done) => setTimeout(done, slow));
if (said === 'build') {
  mkdirSync(join(STAND_IN, 'dist'), { recursive: true });
  writeFileSync(join(STAND_IN, 'dist/index.html'), town);
}
appendFileSync(join(STAND_IN, 'asked.log'), `${JSON.stringify({ name, ends: Date.now() })}\n`);

// Each order fails so many times, then no more.
const order = fails.find(([which]) => which === name);
const counted = join(STAND_IN, encodeURIComponent(`failed ${name}`));
const before = existsSync(counted) ? readFileSync(counted, 'utf8').length : 0;
if (order && before < order[1]) {
  appendFileSync(counted, 'x');
  console.error('✘ [ERROR] A request to the Cloudflare API failed. Service unavailable [code: 7010]');
  process.exit(1);
}

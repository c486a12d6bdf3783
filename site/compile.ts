// `npm run compile`: the code, where it is another than the last time.
import { compileCode } from './bundling.ts';

try {
  compileCode();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

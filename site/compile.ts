// `npm run compile`: the code, where it is another than the last time.
import { compileCode } from './bundling.ts';

compileCode();

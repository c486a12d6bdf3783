import { defineConfig } from 'vitest/config';
import { worker } from '../vitest.config.ts';

export default defineConfig({
  root: '.',
  plugins: [worker],
  test: { include: ['test/bench/**/*.bench.ts'], setupFiles: ['test/records/migrated.ts'] },
});

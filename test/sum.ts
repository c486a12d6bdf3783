import type { Reporter, TestModule } from 'vitest/node';

/** The last line of a test run: `12 passed, 0 failed`. */
export default class Sum implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string) => tests.filter((test) => test.result().state === state).length;
    // A file that could not be loaded has no test that failed.
    const broken = modules.filter((module) => module.errors().length > 0).length;
    const skipped = count('skipped');
    const line = `${count('passed')} passed, ${count('failed') + broken + errors.length} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
    // After the other reporters' own summary.
    process.once('exit', () => console.log(line));
  }
}

import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll } from 'vitest';

const REAL = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
const folder = mkdtempSync(join(tmpdir(), 'git-'));
mkdirSync(join(folder, 'before'));

// git itself, only that something may happen just before it commits.
const script = `#!/bin/sh
case " $* " in
  *" fast-import "*) for deed in "${folder}"/before/*; do [ -e "$deed" ] && mv "$deed" "${folder}/deed" && . "${folder}/deed"; done ;;
esac
exec ${REAL} "$@"
`;
writeFileSync(join(folder, 'git'), script);
chmodSync(join(folder, 'git'), 0o755);
process.env['PATH'] = folder + delimiter + process.env['PATH'];
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let deeds = 0;
/** Has these shell lines run once, after the portal has looked at the branch and before it commits. */
export const beforeCommit = (lines: string): void => writeFileSync(join(folder, 'before', String(++deeds).padStart(3, '0')), `${lines}\n`);

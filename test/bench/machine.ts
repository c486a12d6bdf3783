import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';

/** What figures were measured on, and when. */
export const machine = () => ({
  cores: availableParallelism(),
  processor: cpus()[0]?.model.trim() ?? '',
  memoryGB: Math.round(totalmem() / 2 ** 30),
  system: /^PRETTY_NAME="(.*)"$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? process.platform,
  node: process.version,
  day: new Date().toISOString().slice(0, 10),
});
export type Machine = ReturnType<typeof machine>;

/** The machine in words. */
export const machineSaid = ({ cores, processor, memoryGB, system, node, day }: Machine): string =>
  `${cores} cores (${processor}), ${memoryGB} GB, ${system}, Node ${node}, ${day}`;

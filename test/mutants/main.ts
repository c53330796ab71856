import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { optionsOf, refuse } from '../support/command-line.ts';
import type { Mutant } from './mutant.ts';
import { mutants } from './mutants.ts';

const root = join(import.meta.dirname, '../..');

const help = `Puts one fault of our own after the other into a copy of the production code, and runs the simulation on it:
every single fault of the example jobs, then 20,000 schedules. A mutant that nothing notices fails the command. About
ten minutes.

  npm run mutants                    all mutants
  npm run mutants -- --only refund   those with this word in their name
`;

const values = optionsOf(help, { only: { type: 'string', default: '' } });
const chosen = mutants.filter(({ name }) => name.includes(values.only));
if (chosen.length === 0) refuse(`No mutant has "${values.only}" in its name.`);

/** A copy, so that nothing of the working tree is ever touched. */
const copy = mkdtempSync(join(tmpdir(), 'darkroom-mutants-'));
try {
  for (const name of ['lambdas', 'lib', 'test', 'admin', 'local', 'package.json', 'cdk.json']) {
    cpSync(join(root, name), join(copy, name), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));

  const sound = simulateIn(copy);
  if (sound.end !== 'lives') throw new Error(`The production code itself does not hold:\n${sound.output}`);
  const survivors = chosen.filter((mutant, index) => !isKilled(mutant, index));
  console.log(`\n${chosen.length - survivors.length} of ${chosen.length} mutants killed.`);
  process.exitCode = survivors.length === 0 ? 0 : 1;
} finally {
  rmSync(copy, { recursive: true, force: true });
}

function isKilled({ name, file, find, replace }: Mutant, index: number): boolean {
  const path = join(copy, file);
  const original = readFileSync(path, 'utf8');
  if (original.split(find).length !== 2) throw new Error(`"${find}" does not stand once in ${file}.`);

  writeFileSync(
    path,
    original.replace(find, () => replace),
  );
  const { end, output } = simulateIn(copy);
  writeFileSync(path, original);
  const [first = ''] = output.split('\n').filter((line) => line.startsWith('  '));
  console.log(
    `${String(index + 1).padStart(2)} ${end.padEnd(7)} ${name}${end === 'killed' ? `: ${first.trim().slice(0, 90)}` : ''}`,
  );
  if (end === 'crashes') console.log(output.slice(0, 600));
  return end === 'killed';
}

function simulateIn(folder: string): {
  readonly end: 'lives' | 'killed' | 'crashes';
  readonly output: string;
} {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', 'test/simulation/main.ts', '--quick', '--first'],
    { cwd: folder, encoding: 'utf8' },
  );
  // A mutant that does not even run says nothing about the simulation.
  const end = status === 0 ? 'lives' : stdout.includes('BROKEN') ? 'killed' : 'crashes';
  return { end, output: stdout + stderr };
}

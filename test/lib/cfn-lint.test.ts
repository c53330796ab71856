import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readOwnSettings } from '../../lib/own-settings.ts';
import { synthesised } from './synthesised.ts';

/** Not of npm, and not always there. `.cfnlintrc.yaml` says what it need not find. */
const isThere = spawnSync('cfn-lint', ['--version']).status === 0;
const missing =
  'cfn-lint is not on PATH, so nobody has checked the templates with it. Install it to run this test.';

// Prod with names of its own has every resource that a stage can have; the others have fewer, and other numbers.
it('cfn-lint finds nothing in the templates of prod', { timeout: 600_000 }, ({ skip }) => {
  skip(!isThere, missing);
  const directory = mkdtempSync(join(tmpdir(), 'darkroom-cfn-lint-'));
  const stacks = Object.entries(synthesised('prod', readOwnSettings('stages.example.json')));
  const files = stacks.map(([stack, template]) => {
    const file = join(directory, `${stack}.json`);
    writeFileSync(file, JSON.stringify(template.toJSON()));
    return file;
  });

  const { status, stdout, stderr } = spawnSync('cfn-lint', ['--', ...files], { encoding: 'utf8' });

  expect(`${stdout}${stderr}`).toBe('');
  expect(status).toBe(0);
});

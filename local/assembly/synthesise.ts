import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';

const root = join(import.meta.dirname, '../..');
const cdkJson = z.object({ context: z.record(z.string(), z.unknown()) });

/** The app could not be synthesised; its own message says why. */
export class SynthesisFailed extends Error {
  override name = 'SynthesisFailed' as const;

  constructor(output: string, options?: ErrorOptions) {
    super(`The CDK app could not be synthesised:\n${output.trim()}`, options);
  }
}

/** Synthesises the CDK app for the stage `laptop`, as the CDK's own command would, into `outputDirectory`. */
export async function synthesise(outputDirectory: string): Promise<void> {
  const { context } = cdkJson.parse(JSON.parse(await readFile(join(root, 'cdk.json'), 'utf8')));
  const env = {
    ...process.env,
    CDK_OUTDIR: outputDirectory,
    CDK_CONTEXT_JSON: JSON.stringify({ ...context, stage: 'laptop' }),
  };
  const synthesis = promisify(execFile)(process.execPath, [join(root, 'bin/darkroom.ts')], {
    cwd: root,
    env,
  });
  // Nobody wants its result when we end before it does.
  const end = () => synthesis.child.kill('SIGKILL');
  process.once('exit', end);
  try {
    await synthesis;
  } catch (error) {
    throw new SynthesisFailed(messageOf(error), { cause: error });
  } finally {
    process.off('exit', end);
  }
}

function messageOf(error: unknown): string {
  const stderr = typeof error === 'object' && error !== null && 'stderr' in error ? String(error.stderr) : '';
  return stderr === '' ? String(error) : stderr;
}

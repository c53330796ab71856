import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

export type CdkOptions = {
  readonly stage: string;
  readonly settings?: string;
  readonly toolkitStackName?: string;
  readonly requireApproval?: string;
  /** Options of the cdk that we do not know. */
  readonly rest?: readonly string[];
};

/** What the project's own cdk is called with. */
export function cdkArguments(
  command: 'synth' | 'diff' | 'deploy',
  { stage, settings, toolkitStackName, requireApproval, rest = [] }: CdkOptions,
): readonly string[] {
  const knowsToolkit = command !== 'synth' && toolkitStackName !== undefined;
  return [
    command,
    ...(command === 'synth' ? ['--quiet'] : []),
    ...(command === 'deploy' ? ['--all'] : []),
    ...['-c', `stage=${stage}`],
    ...(settings === undefined ? [] : ['-c', `settings=${settings}`]),
    ...(knowsToolkit ? ['--toolkit-stack-name', toolkitStackName] : []),
    ...(requireApproval === undefined ? [] : ['--require-approval', requireApproval]),
    ...rest,
  ];
}

/** Runs the cdk in our place: it asks, draws and fails as it does by itself. */
export async function runCdk(args: readonly string[]): Promise<void> {
  const command = join(root, 'node_modules/aws-cdk/bin/cdk');
  const cdk = spawn(process.execPath, [command, ...args], { cwd: root, stdio: 'inherit' });
  // Ctrl-C reaches it too, and it has to tidy up.
  const stay = () => {};
  process.on('SIGINT', stay);
  const [code] = await once(cdk, 'exit');
  process.off('SIGINT', stay);
  process.exitCode = code ?? 1;
}

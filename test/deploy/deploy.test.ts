import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { cdkArguments } from '../../deploy/cdk.ts';
import { afterDeployment, beforeDeployment } from '../../deploy/messages.ts';
import { readOwnSettings } from '../../lib/own-settings.ts';
import { stageNamed } from '../../lib/stages.ts';
import { startCloudFormationStub } from './cloudformation-stub.ts';

const root = join(import.meta.dirname, '../..');
const credentials = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'x' };

/** Runs the command in a shell that knows nothing of AWS but what is given. */
async function run(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, [join(root, 'deploy/main.ts'), ...args], {
    cwd: root,
    env: { PATH, HOME: '/nonexistent', AWS_EC2_METADATA_DISABLED: 'true', ...env },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += String(chunk);
    });
  }
  const [code] = await once(child, 'close');
  return { code, output };
}

async function cloudFormation(stack: Parameters<typeof startCloudFormationStub>[0]) {
  const stub = await startCloudFormationStub(stack);
  onTestFinished(stub.stop);
  return { AWS_ENDPOINT_URL_CLOUDFORMATION: stub.url, AWS_REGION: 'eu-west-1', ...credentials };
}

describe('npm run deploy', () => {
  it.each([
    ['without a stage', [], /required option '--stage/],
    ['for the laptop', ['--stage', 'laptop'], /The laptop is not deployed: npm start/],
    ['for what is no stage', ['--stage', 'production'], /dev, staging, prod/],
    [
      'with settings of more than the account has',
      ['--stage', 'prod', '--settings', 'test/deploy/too-many-waiters.json'],
      /The stage prod needs 7216 of Lambda's concurrent executions/,
    ],
    [
      'with settings that are not there',
      ['--stage', 'dev', '--settings', 'none.json'],
      /none\.json cannot be read/,
    ],
    ['without credentials', ['--stage', 'dev'], /no AWS credentials that work.*AWS_PROFILE/s],
  ])('says what is wrong, and deploys nothing: %s', async (_, args, message) => {
    const { code, output } = await run(['deploy', ...args], { AWS_REGION: 'eu-west-1' });

    expect(output).toMatch(message);
    expect(output).not.toMatch(/\n {4}at /);
    expect(code).toBe(1);
  });

  it('asks for a region where there is none', async () => {
    const { code, output } = await run(['deploy', '--stage', 'dev'], credentials);

    expect(output).toMatch(/names no AWS region.*AWS_REGION/);
    expect(code).toBe(1);
  });

  it('tells how to bootstrap an account that is not', async () => {
    const { code, output } = await run(['deploy', '--stage', 'dev'], await cloudFormation('none'));

    expect(output).toMatch(/no stack CDKToolkit.*npm run cdk -- bootstrap/s);
    expect(code).toBe(1);
  });

  it('deploys nothing into another account than the settings name', async () => {
    const env = await cloudFormation({ account: '444455556666', region: 'eu-west-1' });

    const { code, output } = await run(
      ['deploy', '--stage', 'prod', '--settings', 'stages.example.json'],
      env,
    );

    expect(output).toMatch(/of the account 444455556666, and the settings say that prod is in 111122223333/);
    expect(code).toBe(1);
  });

  it('says what it will do, calls the cdk, and tells what comes next', async () => {
    const env = await cloudFormation({ account: '111122223333', region: 'eu-west-1' });

    // Asked for its help, the cdk deploys nothing.
    const { code, output } = await run(['deploy', '--stage', 'dev', '--', '--help'], env);

    const told = [
      'into the account 111122223333, eu-west-1',
      'cdk deploy',
      'dev is deployed: https://api.test',
    ];
    const places = told.map((text) => output.indexOf(text));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(code).toBe(0);
  });

  it('tells of nothing to come when the cdk fails', async () => {
    const env = await cloudFormation({ account: '111122223333', region: 'eu-west-1' });

    const { code, output } = await run(
      ['deploy', '--stage', 'dev', '--', '--no-such-option=1', '--app', 'false'],
      env,
    );

    expect(output).not.toContain('is deployed');
    expect(code).not.toBe(0);
  });

  it('explains itself', async () => {
    const { code, output } = await run(['deploy', '--help']);

    expect(output).toMatch(/--stage <stage> +dev, staging or prod/);
    expect(output).toContain('--require-approval');
    expect(code).toBe(0);
  });
});

describe("the cdk's own command", () => {
  it('is called for both stacks of the stage, with what was asked for', () => {
    const args = cdkArguments('deploy', {
      stage: 'prod',
      settings: '/etc/studio.json',
      toolkitStackName: 'CDKToolkit',
      requireApproval: 'never',
      rest: ['--concurrency', '2'],
    });

    expect(args.join(' ')).toBe(
      'deploy --all -c stage=prod -c settings=/etc/studio.json --toolkit-stack-name CDKToolkit ' +
        '--require-approval never --concurrency 2',
    );
  });

  it('needs nothing of an account to write templates', () => {
    const args = cdkArguments('synth', { stage: 'dev', toolkitStackName: 'CDKToolkit' });

    expect(args).toEqual(['synth', '--quiet', '-c', 'stage=dev']);
  });
});

describe('what a deployment says', () => {
  it('is before it what it will do and where', () => {
    const stage = stageNamed('prod', readOwnSettings('stages.example.json'));
    const text = beforeDeployment(stage, { id: '111122223333', region: 'eu-west-1' });

    expect(text).toMatch(
      /Darkroom-prod-Data and Darkroom-prod-Service into the account 111122223333, eu-west-1/,
    );
    expect(text).toMatch(/API +api\.example\.com/);
    expect(text).toMatch(/Pictures +pictures\.example\.com/);
    expect(text).toMatch(/Firewall +30000 requests/);
    expect(text).toMatch(
      /Concurrency +sets 700 of Lambda's 2000 aside for POST and 100 for reading references/,
    );
    expect(text).toMatch(/Alarms +on-call@example\.com/);
    expect(text).toMatch(/Data +outlives the stack/);
  });

  it('is after it what comes next', () => {
    const text = afterDeployment(stageNamed('dev'), 'https://api.example.com');

    expect(text).toContain('dev is deployed: https://api.example.com');
    expect(text).toMatch(/--stage dev team create/);
    expect(text).toMatch(/smoke -- --stage dev/);
  });
});

import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SFNClient } from '@aws-sdk/client-sfn';
import * as z from 'zod';
import { connectToLaptop } from '../admin/connection/laptop.ts';
import { StepFunctionsJobRunner } from '../lambdas/adapters/step-functions/job-runner.ts';
import { readAssembly } from '../local/assembly/assembly.ts';
import { stateMachineArn } from '../local/assembly/names.ts';
import { localSdk } from '../local/local-sdk.ts';
import type { Laptop } from '../test/support/laptop-process.ts';
import { apiFace } from './api-face.ts';
import type { Stage } from './scenario.ts';

const root = join(import.meta.dirname, '..');
const endpoints = z.object({ stepFunctions: z.url() });

/** Everything that a game needs of a stack that runs. The caller closes it. */
export async function stageOf(
  laptop: Laptop,
  assemblyDirectory: string,
): Promise<Stage & { close(): Promise<void> }> {
  const data = await connectToLaptop(laptop.home);
  const { stepFunctions } = endpoints.parse(
    JSON.parse(readFileSync(join(laptop.home, 'endpoints.json'), 'utf8')),
  );
  const sfn = new SFNClient(localSdk(stepFunctions));
  const runner = new StepFunctionsJobRunner(sfn, await machineOf(assemblyDirectory));

  return {
    laptop,
    data,
    api: apiFace(laptop.apiUrl, laptop.apiKey),
    admin: async (...args) => {
      const env = { ...process.env, DARKROOM_HOME: laptop.home };
      await promisify(execFile)(process.execPath, [join(root, 'admin/main.ts'), ...args], { cwd: root, env });
    },
    stopWorkflow: async (jobId) => {
      // Accepted is not started.
      while ((await runner.status(jobId)) !== 'running') await new Promise((done) => setTimeout(done, 100));
      await runner.stop(jobId, 'A game day.');
    },
    close: async () => {
      sfn.destroy();
      await data.close();
    },
  };
}

async function machineOf(assemblyDirectory: string): Promise<string> {
  const { resources } = await readAssembly(assemblyDirectory);
  const [logicalId = ''] =
    [...resources].find(([, { Type }]) => Type === 'AWS::StepFunctions::StateMachine') ?? [];
  return stateMachineArn(logicalId);
}

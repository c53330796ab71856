import { newApiKey } from '../../admin/api-keys.ts';
import type { FunctionConfig } from '../../local/lambda/invocation.ts';
import { median } from '../median.ts';
import type { ApiWorld } from './api-world.ts';
import { answerToAnyone, apiFunctions, warmRequests } from './asked-routes.ts';
import { type Asked, gatewayEvent } from './gateway-event.ts';
import { OneEnvironment } from './one-environment.ts';
import type { PeerFunction } from './peer-functions.ts';

type Subject = {
  readonly name: string;
  readonly config: FunctionConfig;
  readonly asked: Asked;
  readonly status: number;
};

type Rounds = { readonly rounds: number; readonly progress: (done: number, total: number) => void };

export type ColdStart = { readonly name: string; readonly millis: number; readonly cpuMillis: number };
export type WarmRequest = { readonly name: string; readonly method: string; readonly cpuMillis: number };

const nothing: Asked = { method: 'GET', resource: '/', apiKey: newApiKey() };

/** Medians of fresh processes, from their start to the end of their first answer; the empty function first, then peers. */
export async function coldStarts(
  world: ApiWorld,
  empty: FunctionConfig,
  peers: readonly PeerFunction[],
  { rounds, progress }: Rounds,
): Promise<readonly ColdStart[]> {
  const subjects: Subject[] = [
    { name: 'empty', config: empty, status: 200, asked: nothing },
    ...peers.map(({ name, config }) => ({ name, config, status: 200, asked: nothing })),
    ...apiFunctions.map(({ entry, method, resource }) => ({
      name: entry,
      config: world.functionOf(method, resource),
      status: answerToAnyone(entry),
      asked: { method, resource, apiKey: newApiKey() },
    })),
  ];

  const samples = subjects.map((subject) => {
    const taken: Omit<ColdStart, 'name'>[] = [];
    return { subject, taken };
  });
  for (let round = 0; round < rounds; round += 1) {
    progress(round, rounds);
    for (const { subject, taken } of samples) taken.push(await coldStart(subject));
  }
  return samples.map(({ subject, taken }) => ({
    name: subject.name,
    millis: median(taken.map(({ millis }) => millis)),
    cpuMillis: median(taken.map(({ cpuMillis }) => cpuMillis)),
  }));
}

async function coldStart({ config, asked, status }: Subject): Promise<Omit<ColdStart, 'name'>> {
  const startedAt = performance.now();
  const environment = new OneEnvironment(config);
  try {
    await environment.ask(gatewayEvent(asked), status);
    return { millis: performance.now() - startedAt, cpuMillis: await environment.cpuMillis() };
  } finally {
    await environment.stop();
  }
}

/** Medians of the CPU time that a request takes of a process that has answered many; the empty one first. */
export async function warmRequestsCpu(
  world: ApiWorld,
  empty: FunctionConfig,
  { rounds, requests, progress }: Rounds & { readonly requests: number },
): Promise<readonly WarmRequest[]> {
  const subjects: Subject[] = [
    { name: 'empty', config: empty, status: 200, asked: nothing },
    ...warmRequests.map(({ entry, status, reads, ...request }) => {
      const route = apiFunctions.find((one) => one.entry === entry);
      const { method, resource } = route ?? nothing;
      const named = { job: { jobId: world.jobId }, image: { imageId: world.imageId }, nothing: {} };
      const pathParameters: Readonly<Record<string, string>> = named[reads ?? 'nothing'];
      const asked: Asked = { method, resource, apiKey: world.apiKey, pathParameters, ...request };
      return { name: entry, config: world.functionOf(method, resource), status, asked };
    }),
  ];

  const warm = subjects.map((subject) => {
    const cpuMillis: number[] = [];
    return { subject, environment: new OneEnvironment(subject.config), cpuMillis };
  });
  try {
    // The first round warms up, and is not counted.
    for (let round = 0; round <= rounds; round += 1) {
      progress(round, rounds + 1);
      for (const { subject, environment, cpuMillis } of warm) {
        const before = await environment.cpuMillis();
        for (let asked = 0; asked < requests; asked += 1)
          await environment.ask(gatewayEvent(subject.asked), subject.status);
        if (round > 0) cpuMillis.push(((await environment.cpuMillis()) - before) / requests);
      }
    }
  } finally {
    await Promise.all(warm.map(({ environment }) => environment.stop()));
  }
  return warm.map(({ subject, cpuMillis }) => ({
    name: subject.name,
    method: subject.asked.method,
    cpuMillis: median(cpuMillis),
  }));
}

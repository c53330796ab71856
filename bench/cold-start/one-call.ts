import { Agent, request } from 'node:http';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { keys } from '../../lambdas/adapters/dynamodb/keys.ts';
import { tables } from '../../test/support/dynamodb.ts';
import { median } from '../median.ts';
import type { ApiWorld } from './api-world.ts';

const rounds = 5;
const callsOfRound = 400;

export type OneCall = {
  /** A consistent GetItem of a small item by the official SDK. */
  readonly sdkCpuMillis: number;
  /** The same path through Node's own HTTP, with nothing signed, written or parsed. */
  readonly bareCpuMillis: number;
};

/** What one call of DynamoDB takes of the caller's processor: the least that a request can take which makes it. */
export async function oneCall({ database: { client, endpoint } }: ApiWorld): Promise<OneCall> {
  const agent = new Agent({ keepAlive: true });
  const read = new GetCommand({ TableName: tables.catalogue, Key: keys.team('none'), ConsistentRead: true });
  const ways = [() => client.send(read), () => bareCall(endpoint, agent)];

  const taken = ways.map((): number[] => []);
  // The first round warms up, and is not counted.
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, call] of ways.entries()) {
      const before = process.cpuUsage();
      for (let calls = 0; calls < callsOfRound; calls += 1) await call();
      const { user, system } = process.cpuUsage(before);
      if (round > 0) taken[index]?.push((user + system) / 1000 / callsOfRound);
    }
  }
  agent.destroy();
  const [sdk = [], bare = []] = taken;
  return { sdkCpuMillis: median(sdk), bareCpuMillis: median(bare) };
}

function bareCall(endpoint: string, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const asked = request(endpoint, { method: 'POST', agent }, (response) => {
      response.resume().once('end', resolve).once('error', reject);
    });
    asked.once('error', reject).end('{}');
  });
}

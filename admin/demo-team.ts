import { DynamoKeyDirectory } from '../lambdas/adapters/dynamodb/key-directory.ts';
import { systemClock } from '../lambdas/adapters/system/clock.ts';
import { creditAmount } from '../lambdas/domain/credits/amount.ts';
import { sha256Hex } from './api-keys.ts';
import { localDocumentClient } from './connection/local-clients.ts';
import { Registry, type Team } from './registry.ts';

/** What the laptop's demo team starts with. */
const demoCredits = creditAmount.parse(1000);
const demoName = 'Demo';

type DemoTeamInput = {
  readonly dynamodbEndpoint: string;
  readonly tables: { readonly catalogue: string; readonly credits: string };
  /** What the last start wrote down, if it is still there. */
  readonly previous?: { readonly teamId: string; readonly apiKey: string };
};

/** The laptop's one demo team, with a key that works: the last one if it still does, else a new one of the same team. */
export async function ensureDemoTeam({ dynamodbEndpoint, tables, previous }: DemoTeamInput) {
  const client = localDocumentClient(dynamodbEndpoint);
  try {
    const registry = new Registry(client, tables, systemClock);
    const team = await oldestTeamNamed(registry, demoName);
    if (team === undefined) return await registry.createTeam(demoName, demoCredits);

    const keyDirectory = new DynamoKeyDirectory(client, tables.catalogue, systemClock);
    const owner = previous && (await keyDirectory.findCaller(sha256Hex(previous.apiKey)));
    if (previous !== undefined && owner?.teamId === team.teamId) {
      return { teamId: team.teamId, apiKey: previous.apiKey };
    }
    return await registry.createKey(team.teamId);
  } finally {
    client.destroy();
  }
}

/** Operators may name a team of their own "Demo"; the laptop's was there first. */
async function oldestTeamNamed(registry: Registry, name: string): Promise<Team | undefined> {
  const named: Team[] = [];
  for await (const team of registry.teams()) if (team.name === name) named.push(team);
  return named.sort((a, b) => a.createdAtMillis - b.createdAtMillis)[0];
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { ensureDemoTeam } from '../admin/demo-team.ts';
import { writeJsonAtomically } from './write-atomically.ts';

const demoTeam = z.object({ teamId: z.string(), apiKey: z.string() });

type Tables = Parameters<typeof ensureDemoTeam>[0]['tables'];

/** The demo team of a data folder, with the key that it had at the last start, which the tables keep as a hash only. */
export async function demoTeamOf(home: string, dynamodbEndpoint: string, tables: Tables) {
  const file = join(home, 'demo-team.json');
  const previous = read(file);
  const team = await ensureDemoTeam({ dynamodbEndpoint, tables, ...(previous && { previous }) });
  writeJsonAtomically(file, team);
  return team;
}

/** Nothing when it is gone or unreadable: a new key is made then. */
function read(file: string): z.output<typeof demoTeam> | undefined {
  try {
    return demoTeam.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}

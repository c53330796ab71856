import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { stackOutputs } from '../../admin/connection/stack-outputs.ts';

/** The API to check, and who asks it. */
export type Target = { readonly apiUrl: string; readonly apiKey: string };

/** What a laptop writes down when it is ready. */
const localJson = z.object({ apiUrl: z.url(), apiKey: z.string() });

/** The deployed stage, or the laptop where none is named. A key that is given wins. */
export async function findTarget(stage: string | undefined, key: string | undefined): Promise<Target> {
  const givenKey = key ?? process.env['DARKROOM_API_KEY'];
  if (stage === undefined) {
    const laptop = await readLaptop(process.env['DARKROOM_HOME'] ?? '.darkroom');
    return { apiUrl: laptop.apiUrl, apiKey: key ?? laptop.apiKey };
  }
  if (givenKey === undefined || givenKey === '') {
    throw new Error(
      `A deployed stage needs a team's key: --key, or DARKROOM_API_KEY. This makes one, and shows it once:\n\n` +
        `  npm run --silent admin -- --stage ${stage} team create --name "Smoke" --credits 10\n`,
    );
  }
  const output = await stackOutputs(`Darkroom-${stage}-Service`);
  return { apiUrl: output('ApiUrl'), apiKey: givenKey };
}

async function readLaptop(home: string): Promise<Target> {
  const file = join(home, 'local.json');
  try {
    return localJson.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    throw new Error(`No stack runs on this machine: ${file} is not there. Start it with npm start.`, {
      cause,
    });
  }
}

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { runAdmin } from './admin.ts';
import type { Laptop } from './laptop.ts';

const models = z.object({ models: z.array(z.looseObject({ id: z.string() })) });

/** Puts a copy of the sandbox model with some things changed, as an operator would. */
export async function putModel(laptop: Laptop, changes: Record<string, unknown>): Promise<void> {
  const listed = models.parse(await runAdmin(laptop.home, ['model', 'list']));
  const sandbox = listed.models.find(({ id }) => id === 'sandbox');
  const path = join(laptop.home, `${String(changes['id'])}.json`);
  writeFileSync(path, JSON.stringify({ ...sandbox, aliases: [], ...changes }));
  await runAdmin(laptop.home, ['model', 'put', '--file', path]);
}

import { readFile } from 'node:fs/promises';
import * as z from 'zod';

/** Reads a JSON file of one shape. Throws with everything that is wrong with it, in words for whoever wrote it. */
export async function parseFile<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
): Promise<z.output<Schema>> {
  const parsed = schema.safeParse(await readJson(path));
  if (!parsed.success) throw new Error(`${path} is refused:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    const why = cause instanceof SyntaxError ? 'it is not JSON' : 'it cannot be read';
    throw new Error(`${path}: ${why}.`, { cause });
  }
}

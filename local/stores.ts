import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { lockHome } from './home-lock.ts';
import { messageOf } from './message-of.ts';
import { progress } from './progress.ts';
import { readSettings } from './settings.ts';
import { assemblyOf, openStores } from './stores-of-home.ts';

/**
 * Opens the data folder's stores without the rest of the stack, for the operators' command: prints where they answer as
 * one JSON line, and closes them when its stdin ends.
 */
try {
  const settings = readSettings(process.env);
  const lock = lockHome(settings.home);
  const last = assemblyOf(settings.home);
  const assemblyDirectory = existsSync(join(last, 'manifest.json')) ? last : settings.assemblyDirectory;
  const stores = await openStores(
    { ...settings, assemblyDirectory },
    progress(() => {}),
  );
  console.log(JSON.stringify(stores.endpoints()));
  process.stdin.resume();
  await once(process.stdin, 'end');
  await stores.close();
  lock.release();
  process.exit(0);
} catch (error) {
  console.error(messageOf(error));
  process.exit(1);
}

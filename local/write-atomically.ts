import { renameSync, writeFileSync } from 'node:fs';

/** A reader sees the old file or the whole new one. Only the user may read it, for it may hold a key. */
export function writeJsonAtomically(file: string, value: object): void {
  const draft = `${file}.${process.pid}.tmp`;
  writeFileSync(draft, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, file);
}

import { SingleBar } from 'cli-progress';

/** Told how much of how much is done. */
export type Progress = (done: number, total: number) => void;

/**
 * A bar on stderr while a person watches; nothing when nobody does, or when only JSON is wanted. `format` is cli-progress's:
 * `{bar}`, `{value}`, `{total}`, `{eta_formatted}`.
 */
export async function withBar<Result>(
  isQuiet: boolean,
  format: string,
  work: (progress: Progress) => Promise<Result>,
): Promise<Result> {
  if (isQuiet) return work(() => {});
  const bar = new SingleBar({ format, clearOnComplete: true });
  bar.start(1, 0);
  try {
    return await work((done, total) => {
      bar.setTotal(total);
      bar.update(done);
    });
  } finally {
    bar.stop();
  }
}

/** Runs so many tasks, no more than `clients` at once: a client begins its next when its last is done. */
export async function load<Result>(
  { clients, tasks }: { readonly clients: number; readonly tasks: number },
  task: (index: number) => Promise<Result>,
): Promise<{ readonly results: readonly Result[]; readonly seconds: number }> {
  const results: Result[] = [];
  let next = 0;
  const client = async () => {
    while (next < tasks) {
      const index = next;
      next += 1;
      results.push(await task(index));
    }
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: clients }, client));
  return { results, seconds: (performance.now() - startedAt) / 1000 };
}

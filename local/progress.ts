/** Says what is going on while a person waits: one line a step, with the time that it took. */
export function progress(write: (text: string) => void) {
  return {
    async step<Value>(what: string, work: () => Promise<Value>): Promise<Value> {
      const startedAt = performance.now();
      write(`  ${what.padEnd(34, '.')} `);
      try {
        const value = await work();
        write(`${((performance.now() - startedAt) / 1000).toFixed(1)} s\n`);
        return value;
      } catch (error) {
        write('failed\n');
        throw error;
      }
    },
  };
}

export type Progress = ReturnType<typeof progress>;

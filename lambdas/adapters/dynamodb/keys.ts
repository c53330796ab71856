/** The only file that spells keys. Every table has the string keys `pk` and `sk`. */
export const keys = {
  job: (jobId: string) => ({ pk: `job#${jobId}`, sk: 'job' }),
  jobParams: (jobId: string) => ({ pk: `job#${jobId}`, sk: 'params' }),

  balance: (teamId: string) => ({ pk: `team#${teamId}`, sk: 'balance' }),
  /** Sorts by time; the id ends it, so that two entries of one millisecond stay apart. */
  ledgerEntry: (teamId: string, createdAtMillis: number, entryId: string) => ({
    pk: `team#${teamId}`,
    sk: `${ledgerEntryPrefix}${String(createdAtMillis).padStart(15, '0')}#${entryId}`,
  }),

  libraryHead: (teamId: string) => ({ pk: `team#${teamId}`, sk: 'library' }),
  libraryRow: (teamId: string, sequence: number) => ({
    pk: `team#${teamId}`,
    sk: `${libraryRowPrefix}${String(sequence).padStart(12, '0')}`,
  }),
  image: (imageId: string) => ({ pk: `image#${imageId}`, sk: 'image' }),

  team: (teamId: string) => ({ pk: `team#${teamId}`, sk: 'team' }),
  apiKey: (keySha256Hex: string) => ({ pk: `key#${keySha256Hex}`, sk: 'key' }),
} as const;

export const ledgerEntryPrefix = 'entry#';
export const libraryRowPrefix = 'image#';

/** Partition of the sparse index of jobs that have not ended; a job leaves it when its `open` attribute goes. */
export const openJobsPartition = 'job';
export const openJobsIndex = 'open-by-deadline';

/** Partitions that hold a list of pictures, each with numbers of its own. */
export const lists = {
  library: (teamId: string) => `team#${teamId}`,
  /** What a team made from one preset: the same rows as in its library, numbered without the others. */
  presetLibrary: (teamId: string, presetId: string) => `team#${teamId}#preset#${presetId}`,
  gallery: 'gallery',
} as const;

/** The only file that spells keys. Every table has the string keys `pk` and `sk`. */
export const keys = {
  job: (jobId: string) => ({ pk: `job#${jobId}`, sk: 'job' }),
  jobParams: (jobId: string) => ({ pk: `job#${jobId}`, sk: 'params' }),
  /** The hash, for a client's key may hold anything. */
  idempotency: (teamId: string, keySha256Hex: string) => ({
    pk: `idempotency#${teamId}#${keySha256Hex}`,
    sk: 'idempotency',
  }),

  balance: (teamId: string) => ({ pk: `team#${teamId}`, sk: 'balance' }),
  /** Sorts by time; the id ends it, so that two entries of one millisecond stay apart. */
  ledgerEntry: (teamId: string, createdAtMillis: number, entryId: string) => ({
    pk: `team#${teamId}`,
    sk: `${ledgerEntryPrefix}${String(createdAtMillis).padStart(15, '0')}#${entryId}`,
  }),

  /** The newest number of a list of pictures. */
  listHead: (list: string) => ({ pk: list, sk: 'list' }),
  /** Next to the head, so that one query reads both. */
  listDeletions: (list: string) => ({ pk: list, sk: 'list-deletions' }),
  listBitmap: (list: string, block: number) => ({
    pk: list,
    sk: `${bitmapPrefix}${String(block).padStart(9, '0')}`,
  }),
  listRow: (list: string, sequence: number) => ({
    pk: list,
    sk: `${rowPrefix}${String(sequence).padStart(12, '0')}`,
  }),
  /** Texts for searches, in partitions of their own, so that a policy can allow searches to write them and nothing else. */
  segment: (teamId: string, stretch: number, segment: number) => ({
    pk: `search#${teamId}#${stretch}`,
    sk: `${segmentPrefix}${String(segment).padStart(9, '0')}`,
  }),
  /** What a search found, in chunks. */
  matches: (teamId: string, searchHash: string, chunk: number) => ({
    pk: `search#${teamId}`,
    sk: `matches#${searchHash}#${String(chunk).padStart(9, '0')}`,
  }),
  image: (imageId: string) => ({ pk: `image#${imageId}`, sk: 'image' }),

  team: (teamId: string) => ({ pk: `team#${teamId}`, sk: 'team' }),
  apiKey: (keySha256Hex: string) => ({ pk: `key#${keySha256Hex}`, sk: 'key' }),
  /** Presets have a partition of their own, so that a policy can allow writing them and not the team. */
  preset: (teamId: string, presetId: string) => ({
    pk: `presets#${teamId}`,
    sk: `${presetPrefix}${presetId}`,
  }),
  /** How fast a team asks: the one item that every request writes. */
  requestBucket: (teamId: string) => ({ pk: `requests#${teamId}`, sk: 'bucket' }),
  /** How many calls wait, over all teams: one item; on a machine that boots, one of each boot. */
  syncWaiters: (bootId: string | undefined) => ({
    pk: 'sync-waiters',
    sk: bootId === undefined ? 'count' : `count#${bootId}`,
  }),
  /** A partition of its own, so that a policy can allow its workers to write it and no model. */
  provider: (provider: string) => ({ pk: `provider#${provider}`, sk: 'state' }),
  model: (modelId: string) => ({ pk: 'models', sk: `${modelPrefix}${modelId}` }),
} as const;

export const ledgerEntryPrefix = 'entry#';
export const bitmapPrefix = 'deletions#';
export const rowPrefix = 'image#';
export const segmentPrefix = 'segment#';
export const presetPrefix = 'preset#';
export const modelPrefix = 'model#';

/** Partition of the sparse index of jobs with something left to do; a job leaves it when its `open` attribute goes. */
export const openJobsPartition = 'job';
/** The same index's partition of jobs that have ended without some of their pictures: objects of theirs may be stored. */
export const leftoversPartition = 'leftovers';
export const openJobsIndex = 'open-by-deadline';

/** Index of a team's jobs by the time of their acceptance. */
export const jobsOfTeamIndex = 'team-by-time';

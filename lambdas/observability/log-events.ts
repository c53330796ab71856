/** One thing that may happen. Searches and alarms find it by its code; the sentence is for whoever reads the line. */
export type LogEvent = { readonly code: string; readonly message: string };

/** Everything that is logged, by module. No line ever carries a prompt, a picture or a key. */
export const logEvents = {
  request: {
    started: { code: 'REQUEST_STARTED', message: 'A request came in.' },
    completed: { code: 'REQUEST_COMPLETED', message: 'The request was answered.' },
    crashed: { code: 'REQUEST_CRASHED', message: 'The request failed in a way that nobody expected.' },
    notCounted: {
      code: 'REQUEST_NOT_COUNTED',
      message: "The team's request bucket did not answer; the request went on.",
    },
    storeUnavailable: { code: 'REQUEST_STORE_UNAVAILABLE', message: 'A store did not answer the request.' },
  },
  job: {
    accepted: { code: 'JOB_ACCEPTED', message: 'A job was accepted.' },
    notStarted: {
      code: 'JOB_NOT_STARTED',
      message: 'An accepted job could not be started; the sweeper starts it.',
    },
    pollFailed: {
      code: 'JOB_POLL_FAILED',
      message: 'A waiting call could not read its job and goes on waiting.',
    },
    answeredWithout: {
      code: 'JOB_ANSWERED_WITHOUT',
      message: 'An accepted job was answered for without something that could not be read.',
    },
    waitOver: { code: 'JOB_WAIT_OVER', message: 'A waiting call gave up; its job goes on.' },
  },
  waiters: {
    full: {
      code: 'WAITERS_FULL',
      message: 'A call that would wait was refused: as many wait as the stage allows.',
    },
    notCounted: {
      code: 'WAITER_NOT_COUNTED',
      message: 'The count of waiting calls did not answer; the call goes on, uncounted.',
    },
    notTakenBack: {
      code: 'WAITER_NOT_TAKEN_BACK',
      message: 'A wait is over and still counted; its place is free again some minutes later.',
    },
  },
  catalogue: {
    broken: {
      code: 'CATALOGUE_ENTRY_BROKEN',
      message: 'A model of the catalogue cannot be read by this version and is offered to nobody.',
    },
  },
  balance: {
    audited: { code: 'BALANCES_AUDITED', message: 'Every balance was compared with its ledger.' },
    mismatch: { code: 'BALANCE_MISMATCH', message: 'A balance is not the sum of its ledger: stop and look.' },
  },
  provider: {
    paused: { code: 'PROVIDER_PAUSED', message: 'A provider wants to be asked less often; everybody waits.' },
    closed: {
      code: 'PROVIDER_CLOSED',
      message: 'A provider refuses our key, our bill or a model; its jobs are refunded at once for a while.',
    },
    modelEnds: {
      code: 'MODEL_ENDS',
      message: 'A model of the catalogue is gone at its provider, or will be soon: put another in its place.',
    },
    stateNotWritten: {
      code: 'PROVIDER_STATE_NOT_WRITTEN',
      message: 'That a provider paused or refused us could not be written; the next sample learns it anew.',
    },
  },
  worker: {
    answeredLate: {
      code: 'PROVIDER_ANSWERED_LATE',
      message: 'A picture came when its job had ended without it; the provider may have billed it.',
    },
    failed: {
      code: 'WORKER_FAILED',
      message: 'A message or a job could not be dealt with; it will come again.',
    },
  },
} as const satisfies Record<string, Record<string, LogEvent>>;

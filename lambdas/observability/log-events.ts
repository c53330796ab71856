/** One thing that may happen. Searches and alarms find it by its code; the sentence is for whoever reads the line. */
export type LogEvent = { readonly code: string; readonly message: string };

/**
 * Everything that is logged, by module. No line ever carries a prompt, a picture, a key or an address: `LogDetails` has no
 * name for one, and `loggableError` lets none through.
 */
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
    replayed: { code: 'JOB_REPLAYED', message: 'A request with a known Idempotency-Key was given its job.' },
    charged: { code: 'JOB_CHARGED', message: 'A job is active; its credits are taken.' },
    chargedBefore: {
      code: 'JOB_CHARGED_BEFORE',
      message: 'Charge ran again for an active job; nothing moved.',
    },
    refused: { code: 'JOB_REFUSED', message: 'A job failed before it was charged.' },
    completed: { code: 'JOB_COMPLETED', message: 'A job keeps what arrived; the rest is paid back.' },
    withoutImages: { code: 'JOB_WITHOUT_IMAGES', message: 'No sample arrived; the job is refunded next.' },
    refunded: { code: 'JOB_REFUNDED', message: 'A job failed; its whole charge went back.' },
    settled: { code: 'JOB_SETTLED', message: 'A job whose workflow broke off was ended.' },
    tidied: { code: 'JOB_TIDIED', message: 'What was stored of pictures that a job lacks is gone.' },
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
  references: {
    kept: { code: 'REFERENCES_KEPT', message: 'The references of a request were read, and are kept.' },
    unavailable: {
      code: 'REFERENCES_UNAVAILABLE',
      message: 'The function that reads references failed, or had no room; the request was answered 503.',
    },
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
  sample: {
    waits: { code: 'SAMPLE_WAITS', message: 'A sample goes back to its queue for a while.' },
    drawn: { code: 'SAMPLE_DRAWN', message: 'A model delivered a picture.' },
    notDrawn: { code: 'SAMPLE_NOT_DRAWN', message: 'A model was asked and delivered no picture.' },
    passedOn: { code: 'SAMPLE_PASSED_ON', message: 'A sample goes to its fallback, proven unbilled.' },
    lost: { code: 'SAMPLE_LOST', message: 'A sample will not arrive; its price goes back.' },
    notWanted: {
      code: 'SAMPLE_NOT_WANTED',
      message: 'A sample was asked for that nobody waits for any more.',
    },
    stored: { code: 'IMAGE_STORED', message: 'A picture and its thumbnail are stored.' },
  },
  sweep: {
    started: {
      code: 'JOB_STARTED_LATE',
      message: 'A job that nobody had started was started by the sweeper.',
    },
    stopped: { code: 'JOB_STOPPED', message: 'A workflow past its deadline was stopped.' },
    askedToSettle: { code: 'JOB_SETTLEMENT_ASKED', message: 'The sweeper asked for a job to be settled.' },
    done: { code: 'SWEEP_DONE', message: 'A sweep looked at every open job.' },
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
    threw: {
      code: 'FUNCTION_FAILED',
      message: 'A function failed; whoever invoked it decides what follows.',
    },
  },
} as const satisfies Record<string, Record<string, LogEvent>>;

import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { keys, openJobsPartition } from '../../lambdas/adapters/dynamodb/keys.ts';
import { nothingAround, type Scenario } from '../scenario.ts';

const picture = { prompt: 'a lighthouse in fog', resolution: 'low' };
/** As many as the alarms want before they believe a share. */
const enough = [1, 2, 3, 4, 5];

export const jobsFail: Scenario = {
  name: 'jobs-fail',
  alarm: 'JobsFail',
  does: 'asks five times for a picture of a model whose provider is down',
  prepare: () => nothingAround(),
  provoke: async ({ api }) => {
    for (const _ of enough) await api.queue({ ...picture, modelVersion: 'sandbox-outage' });
  },
};

export const callersTimeOut: Scenario = {
  name: 'callers-time-out',
  alarm: 'CallersTimeOut',
  does: 'waits five times for a model that takes longer than the stack lets callers wait',
  prepare: () => nothingAround({ DARKROOM_SYNC_WAIT_SECONDS: '5', DARKROOM_SANDBOX_SLOW_SECONDS: '20' }),
  provoke: async ({ api }) => {
    await Promise.all(
      enough.map(async () => {
        // 503: others wait already.
        while ((await api.wait({ ...picture, modelVersion: 'sandbox-slow' })) === 503);
      }),
    );
  },
};

export const waitersRefused: Scenario = {
  name: 'waiters-refused',
  alarm: 'WaitersRefused',
  does: 'lets thirty callers wait where eight may',
  prepare: () => nothingAround({ DARKROOM_SYNC_WAITERS: '8', DARKROOM_SANDBOX_SLOW_SECONDS: '20' }),
  provoke: async ({ api }) => {
    const callers = Array.from({ length: 30 });
    await Promise.all(callers.map(() => api.wait({ ...picture, modelVersion: 'sandbox-slow' })));
  },
};

export const balanceMismatch: Scenario = {
  name: 'balance-mismatch',
  alarm: 'BalanceMismatch',
  does: 'takes a credit from a balance by hand, past the ledger, and waits for the daily audit, a minute after the start',
  prepare: () => nothingAround(),
  provoke: async ({ laptop, data }) => {
    await data.client.send(
      new UpdateCommand({
        TableName: data.tables.credits,
        Key: keys.balance(laptop.teamId),
        UpdateExpression: 'ADD balance :minusOne',
        ExpressionAttributeValues: { ':minusOne': -1 },
      }),
    );
  },
};

export const jobsSettledByRefund: Scenario = {
  name: 'jobs-settled-by-refund',
  alarm: 'JobsSettledByRefund',
  does: 'stops the workflow of a generation from outside, before its picture is drawn',
  prepare: () => nothingAround({ DARKROOM_SANDBOX_SLOW_SECONDS: '20' }),
  provoke: async ({ api, stopWorkflow }) => {
    const jobId = await api.queue({ ...picture, modelVersion: 'sandbox-slow' });
    await stopWorkflow(jobId);
  },
};

export const jobsOverdue: Scenario = {
  name: 'jobs-overdue',
  alarm: 'JobsOverdue',
  does: 'dates the deadline of a running generation back, and waits for the next sweep, at most five minutes',
  prepare: () => nothingAround({ DARKROOM_SANDBOX_SLOW_SECONDS: '590' }),
  provoke: async ({ api, data }) => {
    const jobId = await api.queue({ ...picture, modelVersion: 'sandbox-slow' });
    await data.client.send(
      new UpdateCommand({
        TableName: data.tables.jobs,
        Key: keys.job(jobId),
        UpdateExpression: 'SET deadlineAtMillis = :past, #open = :job',
        ExpressionAttributeNames: { '#open': 'open' },
        ExpressionAttributeValues: { ':past': Date.now() - 1000, ':job': openJobsPartition },
      }),
    );
  },
};

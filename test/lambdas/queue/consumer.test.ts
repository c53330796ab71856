import { describe, expect, it } from 'vitest';
import { AnswerLost, ModelPassedOn, ModelRefused } from '../../../lambdas/domain/generation/errors.ts';
import { StoreUnavailable } from '../../../lambdas/domain/store-unavailable.ts';
import { sampleConsumer } from '../../../lambdas/queue/generate/consumer.ts';
import type { SampleResult } from '../../../lambdas/queue/generate/draw-sample.ts';
import { RecordedLog } from '../../fakes/recorded-log.ts';

const ids = { jobId: 'job_1', teamId: 'team_a', requestId: 'request-1', sampleIndex: 0 };
const body = JSON.stringify({ taskToken: 'token', ...ids });
const arrived: SampleResult = {
  result: 'arrived',
  original: {
    originalKey: 'key',
    mimeType: 'image/png',
    model: null,
    drawnAspectRatio: null,
    costMicroUsd: null,
  },
};
const lost: SampleResult = {
  result: 'lost',
  loss: new AnswerLost('cut off'),
  claim: { holder: 'worker-1', untilMillis: 1_795_000_000_000 },
};
const inQueue = { batchItemFailures: [{ itemIdentifier: 'message-1' }] };
const deleted = { batchItemFailures: [] };

function arrange(
  draw: (claimUntilMillis: number) => Promise<SampleResult>,
  { isTokenAway = false, isTokenStale = false } = {},
) {
  const done: string[] = [];
  const log = new RecordedLog();
  const tell = async (what: string) => {
    if (isTokenAway) throw new StoreUnavailable('answer a workflow');
    done.push(what);
    return isTokenStale ? ('stale' as const) : ('accepted' as const);
  };
  const consume = sampleConsumer({
    draw: (_, claimUntilMillis) => draw(claimUntilMillis),
    claims: {
      remember: async (_, { holder }, { name }) => {
        done.push(`${holder} lost it: ${name}`);
      },
    },
    noteLate: async ({ jobId }) => {
      done.push(`${jobId} may have come late`);
    },
    replies: {
      arrived: (token, { originalKey }) => tell(`${token} arrived ${originalKey}`),
      lost: (token, loss) => tell(`${token} lost ${loss.name}`),
    },
    putBack: async (_, seconds) => {
      done.push(`back after ${seconds} s`);
    },
    log,
    report: (event) => {
      done.push(event);
    },
  });
  const receive = (text = body) =>
    consume({ Records: [{ messageId: 'message-1', receiptHandle: 'r', body: text }] }, 1_795_000_000_000);
  return { receive, done, log };
}

describe('a message that asks for a sample', () => {
  it('is answered with the original and deleted', async () => {
    const { receive, done } = arrange(async () => arrived);

    expect(await receive()).toEqual(deleted);
    expect(done).toEqual(['token arrived key']);
  });

  it('is claimed until 5 s after its worker must have ended', async () => {
    const untilMillis: number[] = [];
    const { receive } = arrange(async (until) => {
      untilMillis.push(until);
      return arrived;
    });
    await receive();

    expect(untilMillis).toEqual([1_795_000_005_000]);
  });

  it('is answered with the loss and deleted', async () => {
    const { receive, done } = arrange(async () => ({ result: 'lost', loss: new AnswerLost('cut off') }));

    expect(await receive()).toEqual(deleted);
    expect(done).toEqual(['token lost AnswerLost']);
  });

  it('keeps a loss with its claim when its token is stale: it may have been sent under another one', async () => {
    const { receive, done } = arrange(async () => lost, { isTokenStale: true });

    expect(await receive()).toEqual(deleted);
    expect(done).toEqual(['token lost AnswerLost', 'worker-1 lost it: AnswerLost']);
  });

  it('keeps a loss with its claim when the workflow cannot be told, and comes back soon', async () => {
    const { receive, done } = arrange(async () => lost, { isTokenAway: true });

    expect(await receive()).toEqual(inQueue);
    expect(done).toEqual(['worker-1 lost it: AnswerLost', 'sample_store_unavailable', 'back after 5 s']);
  });

  it('is deleted when its picture comes too late, or nobody wants it, and the picture is looked into', async () => {
    const late = arrange(async () => arrived, { isTokenStale: true });
    const unwanted = arrange(async () => ({ result: 'not-wanted' }));

    expect(await late.receive()).toEqual(deleted);
    expect(late.done).toEqual(['token arrived key', 'job_1 may have come late']);
    expect(await unwanted.receive()).toEqual(deleted);
    expect(unwanted.done).toEqual(['job_1 may have come late']);
  });

  it('stays in the queue for as long as the sample has to wait', async () => {
    const { receive, done } = arrange(async () => ({ result: 'later', afterSeconds: 4 }));

    expect(await receive()).toEqual(inQueue);
    expect(done).toEqual(['back after 4 s']);
  });

  it('comes back soon when a store is away', async () => {
    const { receive, done } = arrange(() => Promise.reject(new StoreUnavailable('stage an original')));

    expect(await receive()).toEqual(inQueue);
    expect(done).toEqual(['sample_store_unavailable', 'back after 5 s']);
  });

  it('comes back soon when the workflow cannot be told, for the picture is staged', async () => {
    const { receive, done } = arrange(async () => arrived, { isTokenAway: true });

    expect(await receive()).toEqual(inQueue);
    expect(done).toEqual(['sample_store_unavailable', 'back after 5 s']);
  });

  it('gives the sample up when our own code fails, which it would do again', async () => {
    const { receive, done } = arrange(() => Promise.reject(new TypeError('undefined is not a function')));

    expect(await receive()).toEqual(deleted);
    expect(done).toEqual(['sample_broken', 'token lost SampleBroken']);
  });

  it('is named on every line from its first one on, with the request that asked for it', async () => {
    const { receive, log } = arrange(async () => ({ result: 'later', afterSeconds: 4 }));

    await receive();

    expect(log.lines).toEqual([{ code: 'SAMPLE_WAITS', ids, details: { seconds: 4 } }]);
  });

  it('says in the log that its sample is lost, by a code and never in the words of the provider', async () => {
    const loss = new ModelRefused('{"stage":"input","reason":"You asked for: a secret"}');
    const { receive, log } = arrange(async () => ({ result: 'lost', loss }));

    await receive();

    const details = { loss: 'ModelRefused', failureCode: 'content_blocked', isFallback: false };
    expect(log.lines).toEqual([{ code: 'SAMPLE_LOST', ids, details }]);
  });

  it('says in the log that its sample goes to the fallback', async () => {
    const { receive, log } = arrange(async () => ({ result: 'lost', loss: new ModelPassedOn('{}') }));

    await receive();

    expect(log.lines).toMatchObject([{ code: 'SAMPLE_PASSED_ON', ids }]);
  });

  it.each(['not JSON', '{}', 'null'])(
    'that says %s is reported and deleted, for nobody can be answered',
    async (text) => {
      const { receive, done } = arrange(async () => arrived);

      expect(await receive(text)).toEqual(deleted);
      expect(done).toEqual(['sample_message_unreadable']);
    },
  );
});

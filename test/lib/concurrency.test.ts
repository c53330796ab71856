import { describe, expect, it } from 'vitest';
import { concurrencyOfPosts } from '../../lib/functions/post-concurrency.ts';
import { stageNamed } from '../../lib/stages.ts';
import { policies } from './function-policies.ts';
import { resourcesOf, synthesised } from './synthesised.ts';

/** AWS leaves so many to functions that reserve nothing, and deploys no reservation that would take of them. */
const keptByAws = 100;

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

/** What the functions of a stage reserve, by their entries. */
function reservations(stageName: string): Map<string, number> {
  const functions = resourcesOf(synthesised(stageName).service, 'AWS::Lambda::Function');
  return new Map(
    functions.flatMap(([, { Description, ReservedConcurrentExecutions }]) =>
      ReservedConcurrentExecutions === undefined
        ? []
        : [[String(Description).replace(/\. .*/, ''), ReservedConcurrentExecutions]],
    ),
  );
}

/** How many invocations of all workers the queues may run at once. */
function workersOf(stageName: string): number {
  const sources = resourcesOf(synthesised(stageName).service, 'AWS::Lambda::EventSourceMapping');
  return sum(sources.map(([, { ScalingConfig }]) => ScalingConfig.MaximumConcurrency));
}

describe('the concurrency of Lambda', () => {
  it.each(['staging', 'prod'])('is reserved in %s for the POST function, and for it alone', (stageName) => {
    const stage = stageNamed(stageName);

    expect([...reservations(stageName)]).toEqual([['api/create-generation', concurrencyOfPosts(stage)]]);
    expect(concurrencyOfPosts(stage)).toBeGreaterThanOrEqual(stage.syncWaiters + 20);
  });

  it.each(['dev', 'laptop'])(
    'is not reserved in %s, which a new account must be able to deploy',
    (stageName) => {
      expect([...reservations(stageName)]).toEqual([]);
    },
  );

  it.each(['laptop', 'dev', 'staging', 'prod'])(
    'of the account of %s has room for all who may wait, for every worker, and for what they lead to',
    (stageName) => {
      const stage = stageNamed(stageName);
      const reserved = Math.max(concurrencyOfPosts(stage), sum([...reservations(stageName).values()]));
      const workers = workersOf(stageName);

      const left = stage.accountConcurrency - reserved;

      expect(workers).toBeGreaterThan(40);
      expect(left).toBeGreaterThanOrEqual(keptByAws);
      // Each picture that a worker draws is stored, by a step that takes no longer; then there is room for the other
      // steps, which take a fraction of a second, and for the other routes.
      expect(left - 2 * workers).toBeGreaterThanOrEqual(100);
    },
  );

  it('of the laptop lets at least 64 callers wait', () => {
    expect(stageNamed('laptop').syncWaiters).toBeGreaterThanOrEqual(64);
  });
});

describe('counting who waits', () => {
  it('is for the POST function alone, in a partition that holds nothing else', () => {
    const counting = policies.flatMap(({ role, statements }) =>
      statements
        .filter(({ Condition }) => JSON.stringify(Condition ?? {}).includes('sync-waiters'))
        .map(({ Action, Condition }) => ({
          role: role.replace(/Role.*/, ''),
          Action,
          keys: Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'],
        })),
    );

    expect(counting).toEqual([
      { role: 'RoutesCreateGeneration', Action: 'dynamodb:UpdateItem', keys: ['sync-waiters'] },
    ]);
  });
});

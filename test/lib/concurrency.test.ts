import { describe, expect, it } from 'vitest';
import { concurrencyOf } from '../../lib/concurrency.ts';
import { concurrencyOfPosts } from '../../lib/functions/post-concurrency.ts';
import { concurrencyOfReferences } from '../../lib/functions/reference-concurrency.ts';
import { type OwnSettings, readOwnSettings } from '../../lib/own-settings.ts';
import { stageNamed } from '../../lib/stages.ts';
import { policies } from './function-policies.ts';
import { resourcesOf, synthesised } from './synthesised.ts';

const example = readOwnSettings('stages.example.json');

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
function workersOf(stageName: string, own: OwnSettings): number {
  const sources = resourcesOf(synthesised(stageName, own).service, 'AWS::Lambda::EventSourceMapping');
  return sum(sources.map(([, { ScalingConfig }]) => ScalingConfig.MaximumConcurrency));
}

describe('the concurrency of Lambda', () => {
  it.each(['staging', 'prod'])(
    'is reserved in %s for the POST function and what it invokes, and for them alone',
    (stageName) => {
      const stage = stageNamed(stageName);

      expect([...reservations(stageName)].toSorted()).toEqual([
        ['api/create-generation', concurrencyOfPosts(stage)],
        ['invoked/keep-references', concurrencyOfReferences(stage)],
      ]);
      expect(concurrencyOfPosts(stage)).toBeGreaterThanOrEqual(stage.syncWaiters + 20);
    },
  );

  it.each(['dev', 'laptop'])(
    'is not reserved in %s, which a new account must be able to deploy',
    (stageName) => {
      expect([...reservations(stageName)]).toEqual([]);
    },
  );

  it.each([
    ['laptop', {}],
    ['dev', {}],
    ['staging', {}],
    ['prod', {}],
    ['prod', example],
  ] as const)(
    'of the account of %s has room for all who may wait, for every worker, and for what they lead to',
    (stageName, own) => {
      const { accountConcurrency, ...stage } = stageNamed(stageName, own);
      const { workers, all } = concurrencyOf({ accountConcurrency, ...stage });

      expect(workers).toBe(workersOf(stageName, own));
      expect(workers).toBeGreaterThan(40);
      expect(all).toBeLessThanOrEqual(accountConcurrency);
    },
  );

  it('of one account of 1,000 has room for staging and prod together', () => {
    const [staging, prod] = [concurrencyOf(stageNamed('staging')), concurrencyOf(stageNamed('prod'))];

    expect(staging.posts + staging.references + staging.pictures + prod.all).toBeLessThanOrEqual(1000);
  });

  it('of the laptop lets at least 64 callers wait', () => {
    expect(stageNamed('laptop').syncWaiters).toBeGreaterThanOrEqual(64);
  });
});

describe('settings that no account could serve', () => {
  const tooMany = { syncWaiters: 5000, requestsPerSecond: 5000 };

  it('are refused with the stage, the numbers, and what to change', () => {
    expect(() => stageNamed('prod', { prod: tooMany })).toThrow(
      /^The stage prod needs 7216 .* 6500 that POST .* 500 for reading references .* 116 for the workers .* 100 for .* account has 1000 .*Lower syncWaiters/,
    );
    expect(() => stageNamed('staging', { staging: { accountConcurrency: 283 } })).toThrow(/needs 284/);
    expect(stageNamed('staging', { staging: { accountConcurrency: 284 } }).accountConcurrency).toBe(284);
    expect(() => stageNamed('prod', { prod: { providers: { openai: { concurrency: 200 } } } })).toThrow(
      /500 for the workers/,
    );
  });

  it('are those of another stage alone', () => {
    expect(stageNamed('staging', { prod: tooMany }).syncWaiters).toBe(40);
  });

  it('are, where nothing is reserved, more who wait than a third, so that a new account of 10 can have a dev', () => {
    const dev = (syncWaiters: number) => stageNamed('dev', { dev: { accountConcurrency: 10, syncWaiters } });

    expect(dev(3).syncWaiters).toBe(3);
    expect(() => dev(4)).toThrow(/^In the stage dev, 4 calls may wait .* account has 10 /);
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

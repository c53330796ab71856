import { concurrencyOfPosts } from './functions/post-concurrency.ts';
import { concurrencyOfReferences } from './functions/reference-concurrency.ts';
import { billedProviders } from './providers.ts';
import type { Stage } from './stages.ts';

/** Pictures that the sandbox draws at once: it costs CPU only. */
export const sandboxConcurrency = 16;
/** Jobs that are settled at once. */
export const settleConcurrency = 10;

/** AWS leaves so many to functions that reserve nothing, and deploys no reservation that would take of them. */
const keptForOthers = 100;

/** Each picture that a worker draws is stored by a step that takes no longer. */
const functionsOfPicture = 2;

type Settings = Pick<
  Stage,
  'name' | 'syncWaiters' | 'requestsPerSecond' | 'accountConcurrency' | 'reservesConcurrency' | 'providers'
>;

/** What a stage takes of Lambda's concurrent executions when everybody is busy. */
export function concurrencyOf(stage: Settings) {
  const posts = concurrencyOfPosts(stage);
  const references = concurrencyOfReferences(stage);
  const workers = billedProviders.reduce(
    (sum, provider) => sum + stage.providers[provider].concurrency,
    sandboxConcurrency + settleConcurrency,
  );
  const pictures = functionsOfPicture * workers;
  return { posts, references, workers, pictures, all: posts + references + pictures + keptForOthers };
}

/**
 * Throws for settings that cannot be: a reservation that AWS would refuse at the end of a deployment, or callers who wait
 * for workers that get no environment. What reserves nothing must deploy into a new account of 10 as well, where throttled
 * workers are tried again; there, two thirds are for others than those who wait.
 */
export function requireRoom(stage: Settings): void {
  const { name, syncWaiters, accountConcurrency, reservesConcurrency } = stage;
  const { posts, references, pictures, all } = concurrencyOf(stage);
  if (reservesConcurrency && all > accountConcurrency)
    throw new Error(
      `The stage ${name} needs ${all} of Lambda's concurrent executions: ${posts} that POST has to itself (syncWaiters and a part of ` +
        `requestsPerSecond), ${references} for reading references (a part of requestsPerSecond), ${pictures} for the workers ` +
        `(twice their concurrency) and ${keptForOthers} for everything else. ` +
        `Its account has ${accountConcurrency} (accountConcurrency). Lower syncWaiters, requestsPerSecond or the providers' ` +
        'concurrency; or let AWS raise the quota, and write it into accountConcurrency.',
    );
  if (!reservesConcurrency && 3 * syncWaiters > accountConcurrency)
    throw new Error(
      `In the stage ${name}, ${syncWaiters} calls may wait (syncWaiters), and its account has ${accountConcurrency} of Lambda's ` +
        'concurrent executions (accountConcurrency): they would take the environments of the workers that they wait for. ' +
        'Let at most a third wait; or let AWS raise the quota, and write it into accountConcurrency.',
    );
}

import type { Failure } from '../http/failure.ts';

/** The one answer for what does not exist and for what is another team's: the two cannot be told apart. */
export const notFound: Failure = {
  code: 'not_found',
  error: 'There is nothing with this id.',
};

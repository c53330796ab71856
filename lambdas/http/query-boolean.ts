import * as z from 'zod';

/** How a query says yes or no. */
export const queryBoolean = z
  .enum(['true', '1', 'false', '0'])
  .transform((value) => value === 'true' || value === '1');

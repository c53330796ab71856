import * as z from 'zod';

/** The largest single move of credits. Far below 2^53, so that sums of a ledger stay exact integers. */
export const maxCreditAmount = 1_000_000_000;

/**
 * The one parser of amounts: a whole number of credits, at least 1. Costs, charges, refunds and grants all pass
 * here, so a negative or fractional amount cannot reach a balance.
 */
export const creditAmount = z.int().min(1).max(maxCreditAmount).brand<'Credits'>();

export type Credits = z.infer<typeof creditAmount>;

import {
  allowanceOf,
  millisPerToken,
  type RequestAllowance,
  type RequestLimits,
  windowMillis,
} from '../../lambdas/domain/teams/request-limits.ts';

/** Buckets of any number of teams, in memory, at a standing clock. */
export class FakeRequestLimits implements RequestLimits {
  readonly #full = new Map<string, number>();
  nowMillis = Date.parse('2026-11-23T09:00:00.000Z');

  async take(teamId: string, requestsPerMinute: number): Promise<RequestAllowance> {
    const full = Math.max(this.nowMillis, this.#full.get(teamId) ?? 0);
    const next = full + millisPerToken(requestsPerMinute);
    const isAllowed = next <= this.nowMillis + windowMillis;
    if (isAllowed) this.#full.set(teamId, next);
    const bucket = { isAllowed, fullAtMillis: isAllowed ? next : full };
    return allowanceOf(bucket, requestsPerMinute, this.nowMillis);
  }
}

import { createHash } from 'node:crypto';
import type { Caller, KeyDirectory } from '../../lambdas/domain/teams/team.ts';

/** Keys of any number of teams, in memory. */
export class FakeKeyDirectory implements KeyDirectory {
  readonly #callers = new Map<string, Caller>();

  /** Answers the team's new key. */
  issue(teamId: string, settings: Partial<Caller> = {}): string {
    const apiKey = `dr_${createHash('sha256').update(teamId).digest('base64url')}`;
    const team = { teamId, teamHandle: `handle-of-${teamId}`, requestsPerMinute: 600, defaults: {} };
    this.#callers.set(hashOf(apiKey), { ...team, ...settings });
    return apiKey;
  }

  revoke(apiKey: string): void {
    this.#callers.delete(hashOf(apiKey));
  }

  async findCaller(keySha256Hex: string): Promise<Caller | undefined> {
    return this.#callers.get(keySha256Hex);
  }
}

function hashOf(apiKey: string): string {
  return createHash('sha256').update(apiKey).digest('hex');
}

import * as z from 'zod';
import { aspectRatios } from '../generation/aspect-ratio.ts';
import { resolutions } from '../generation/resolution.ts';

/** Requests a minute of a team whose limit nobody set; polls count. */
export const defaultRequestsPerMinute = 600;

/** What a request of the team means that does not say it, and whose preset does not either. */
export const teamDefaults = z.object({
  modelVersion: z.string().optional(),
  aspectRatio: z.enum(aspectRatios).optional(),
  resolution: z.enum(resolutions).optional(),
  negativePrompt: z.string().optional(),
});

export type TeamDefaults = z.output<typeof teamDefaults>;

/** The team behind a request. */
export type Caller = {
  readonly teamId: string;
  /** Stands in storage keys instead of the team's id; opaque. */
  readonly teamHandle: string;
  readonly requestsPerMinute: number;
  readonly defaults: TeamDefaults;
};

/** Finds who a key belongs to. May throw `StoreUnavailable`. */
export interface KeyDirectory {
  /** `undefined` when the key is unknown or revoked. Answers may be up to 30 s old. */
  findCaller(keySha256Hex: string): Promise<Caller | undefined>;
}

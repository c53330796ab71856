import * as z from 'zod';
import { defaultRequestsPerMinute, teamDefaults } from '../../domain/teams/team.ts';

/** The stored shape of a team. */
export const teamRecord = z.object({
  teamId: z.string(),
  teamHandle: z.string(),
  name: z.string(),
  createdAtMillis: z.int(),
  requestsPerMinute: z.int().min(1).default(defaultRequestsPerMinute),
  defaults: teamDefaults.default({}),
});

export type TeamRecord = z.output<typeof teamRecord>;

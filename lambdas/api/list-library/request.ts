import * as z from 'zod';
import { textUpTo } from '../../http/text.ts';
import { pageQuery } from '../page-place.ts';

/** Unknown names are ignored; an empty filter is none. */
export const listLibraryQuery = pageQuery.extend({
  presetId: z.string().optional().describe('Only pictures that were made from this preset.'),
  search: textUpTo(200)
    .optional()
    .describe(
      "Only pictures whose `userPrompt`, or whose preset's name, contains this; case does not matter.",
    ),
});

import * as z from 'zod';

/** Text of at most so many Unicode code points: an emoji counts once. */
export function textUpTo(maxLength: number) {
  return z
    .string()
    .refine((text) => text.isWellFormed(), 'Must be well-formed Unicode.')
    .refine((text) => !isLongerThan(text, maxLength), `Must be at most ${maxLength} characters long.`)
    .meta({ maxLength });
}

export function isLongerThan(text: string, maxLength: number): boolean {
  // A code point takes one or two units: most texts need no counting.
  if (text.length <= maxLength) return false;
  return text.length > 2 * maxLength || [...text].length > maxLength;
}

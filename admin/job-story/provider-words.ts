import { readLossDetails } from '../../lambdas/domain/generation/loss-details.ts';
import type { JobParams } from '../../lambdas/domain/jobs/job.ts';

/** So many characters in a row are no coincidence; a prompt of fewer than the second is in any text by chance. */
const runLength = 12;
const shortestPrompt = 4;

/** What an operator may read of what a provider said: all of it, unless it repeats a part of the prompt. */
export type Quote = (words: string) => string;

export function quoteFor(params: JobParams | undefined): Quote {
  const secrets = [params?.prompt, params?.userPrompt, params?.negativePrompt].flatMap((text) => text ?? []);
  return (words) => {
    const said = readLossDetails(words)?.reason ?? words;
    return secrets.some((secret) => repeats(said, secret)) ? '(left out, for it repeats the prompt)' : said;
  };
}

function repeats(words: string, secret: string): boolean {
  const [said, prompt] = [words.toLowerCase(), secret.trim().toLowerCase()];
  if (prompt.length < shortestPrompt) return false;
  if (prompt.length <= runLength) return said.includes(prompt);

  const runs = new Set<string>();
  for (let at = 0; at + runLength <= prompt.length; at += 1) runs.add(prompt.slice(at, at + runLength));
  for (let at = 0; at + runLength <= said.length; at += 1)
    if (runs.has(said.slice(at, at + runLength))) return true;
  return false;
}

import type { Stack } from './stack.ts';

/** What a person needs first: where it is, a key, and a line that works when pasted. */
export function welcome({
  apiUrl,
  cdnUrl,
  apiKey,
  logFile,
}: Pick<Stack, 'apiUrl' | 'cdnUrl' | 'apiKey' | 'logFile'>): string {
  return `
Darkroom is ready.

  API       ${apiUrl}
  Pictures  ${cdnUrl}
  Demo key  ${apiKey}
  Logs      ${logFile}

Try it:

  curl -s ${apiUrl}/v0/images/generations \\
    -H 'Authorization: Bearer ${apiKey}' -H 'Content-Type: application/json' \\
    -d '{ "prompt": "a serene mountain lake at sunrise", "aspectRatio": "16:9" }'

Ctrl-C stops it; everything is kept.
`;
}

import type { Laptop } from '../../test/support/laptop-process.ts';

/** What a caller sees of a job that it waits for. */
export type AskedJob = {
  readonly status: number;
  readonly requestId: string;
  readonly sentAtMillis: number;
  /** When the whole answer was there. */
  readonly answeredAtMillis: number;
};

/** A blocking POST, by whoever has the demo team's key. */
export async function askJob({ apiUrl, apiKey }: Laptop, body: object): Promise<AskedJob> {
  const sentAtMillis = nowMillis();
  const answer = await fetch(`${apiUrl}/v0/images/generations`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  await answer.arrayBuffer();
  const requestId = answer.headers.get('x-amzn-requestid') ?? '';
  return { status: answer.status, requestId, sentAtMillis, answeredAtMillis: nowMillis() };
}

/** The same clock as that of the functions' logs, with fractions. */
function nowMillis(): number {
  return performance.timeOrigin + performance.now();
}

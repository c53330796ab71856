import * as z from 'zod';

const accepted = z.object({ data: z.object({ id: z.string() }) });

/** What a consumer of the stack does in these games. */
export function apiFace(apiUrl: string, apiKey: string) {
  const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
  const post = (body: object, query: string) =>
    fetch(`${apiUrl}/v0/images/generations${query}`, { method: 'POST', headers, body: JSON.stringify(body) });

  return {
    /** Answers the job's id. Throws when the job is refused. */
    async queue(body: object): Promise<string> {
      const response = await post(body, '?async=true');
      const text = await response.text();
      if (!response.ok) throw new Error(`The stack refused a job with ${response.status}: ${text}`);
      return accepted.parse(JSON.parse(text)).data.id;
    },
    /** Answers the status. */
    async wait(body: object): Promise<number> {
      const response = await post(body, '');
      await response.arrayBuffer();
      return response.status;
    },
  };
}

export type ApiFace = ReturnType<typeof apiFace>;

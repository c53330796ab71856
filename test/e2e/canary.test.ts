import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { logEvents } from '../../lambdas/observability/log-events.ts';
import { logQueries } from '../../lib/monitoring/log-queries.ts';
import { everythingPrinted, type FunctionLine, formsOf, functionLines } from '../support/printed.ts';
import { answerAsOpenAi } from '../support/providers/openai-stub.ts';
import { type StubServer, startStubServer } from '../support/providers/stub-server.ts';
import { runAdmin } from './admin.ts';
import { apiClient } from './api-client.ts';
import { canaries, echo, sendCanaries, sendUpload } from './canaries.ts';
import { type Laptop, startLaptop } from './laptop.ts';
import { startPictureHost } from './picture-host.ts';

let laptop: Laptop;
let openAi: StubServer;
let host: Awaited<ReturnType<typeof startPictureHost>>;
let secrets: readonly string[];
let answers: readonly number[];
let lines: readonly FunctionLine[];

beforeAll(async () => {
  host = await startPictureHost();
  openAi = await startStubServer((request) => {
    const status = /echo(\d{3})/.exec(request.body.toString())?.[1];
    return status === undefined
      ? answerAsOpenAi(request)
      : echo(request.headers, request.body, Number(status));
  });
  laptop = await startLaptop({
    DARKROOM_REFERENCE_ALLOW: host.host,
    OPENAI_API_KEY: canaries.providerKey,
    OPENAI_BASE_URL: `${openAi.url}/v1`,
  });
  await runAdmin(laptop.home, ['provider', 'limit', '--provider', 'openai', '--images-per-minute', '6000']);
  // Not the demo team's: that key is shown to whoever starts the laptop.
  const made = await runAdmin(laptop.home, ['team', 'create', '--name', 'Canary', '--credits', '500']);
  const { apiKey } = z.object({ apiKey: z.string() }).parse(made);
  const api = apiClient(laptop.apiUrl, apiKey);
  const sent = [await sendCanaries(api, host.url), await sendUpload(api)];
  answers = sent.flatMap((one) => one.answers);
  secrets = [apiKey, ...Object.values(canaries), ...sent.flatMap((one) => one.secrets)];
  await laptop.stop();
  lines = functionLines(laptop);
}, 180_000);
afterAll(async () => {
  await laptop.stop();
  await openAi.stop();
  host.stop();
});

const codes = new Set<unknown>(
  Object.values(logEvents).flatMap((group) => Object.values(group).map(({ code }) => code)),
);
/** What CloudWatch makes metrics of, and what the runtime itself prints of an error: neither is ours to name. */
const isForeign = ({ json = {} }: FunctionLine) =>
  '_aws' in json || z.object({ message: z.object({ errorType: z.string() }) }).safeParse(json).success;
const logged = () =>
  lines
    .filter((line) => !isForeign(line))
    .map(({ functionName, json }): Record<string, unknown> => ({ functionName, ...json }));

describe('the log of a laptop', () => {
  it('was written about requests that went every way there is', () => {
    expect(new Set(answers)).toEqual(new Set([200, 204, 400, 401, 404, 422, 502, 503]));
    const seen = new Set(logged().map(({ code }) => code));
    expect([...seen]).toEqual(
      expect.arrayContaining([
        'JOB_ACCEPTED',
        'JOB_REPLAYED',
        'JOB_CHARGED',
        'SAMPLE_DRAWN',
        'SAMPLE_NOT_DRAWN',
        'SAMPLE_WAITS',
        'SAMPLE_LOST',
        'IMAGE_STORED',
        'JOB_COMPLETED',
        'JOB_WITHOUT_IMAGES',
        'JOB_REFUNDED',
        'PROVIDER_CLOSED',
      ]),
    );
  });

  it('shows no prompt, picture, key or address, in no form', () => {
    const printed = everythingPrinted(laptop);

    const leaks = secrets.filter((secret) => formsOf(secret).some((form) => printed.includes(form)));
    expect(leaks).toEqual([]);
  });

  it('would show one, if it were there', () => {
    for (const secret of secrets) {
      const printed = [
        secret,
        encodeURIComponent(secret),
        JSON.stringify({ secret }),
        btoa(`ab${secret}c`),
        btoa(`a${secret}bc`),
      ];
      for (const text of printed)
        expect(
          formsOf(secret).some((form) => text.includes(form)),
          text,
        ).toBe(true);
    }
  });

  it('is of JSON lines with a code of the catalogue', () => {
    const unknown = lines.filter((line) => !isForeign(line) && !codes.has(line.json?.['code']));

    expect(unknown).toEqual([]);
  });

  it('names job, team and request on every line of what runs for a job', () => {
    const nameless = logged().filter(
      ({ functionName, code, jobId, teamId, requestId }) =>
        /Charge|Store|Complete|Refund|Generate/.test(String(functionName)) &&
        code !== 'MODEL_ENDS' &&
        !(jobId && teamId && requestId),
    );

    expect(nameless).toEqual([]);
  });

  it('names the team of a request from its key on, and its job from its acceptance on', () => {
    const started = new Map(logged().map((line) => [line['functionRequestId'], line['jobId']]));
    const answered = logged().filter(({ code }) => code === 'REQUEST_COMPLETED');
    const accepted = logged().filter(({ code }) => code === 'JOB_ACCEPTED');

    for (const line of answered.filter(({ status }) => status !== 401 && status !== 404))
      expect(line).toMatchObject({
        teamId: expect.stringMatching(/^team_/),
        keyId: expect.stringMatching(/^[0-9a-f]{12}$/),
      });
    for (const { functionRequestId, jobId } of accepted) expect(started.get(functionRequestId)).toBe(jobId);
  });

  it.each(Object.values(logQueries))('has every field that the saved query "$name" names', ({ query }) => {
    const fields = new Set(logged().flatMap((line) => Object.keys(line)));

    expect(fieldsOf(query).filter((field) => !fields.has(field))).toEqual([]);
    expect(fieldsOf(query)).not.toEqual([]);
  });

  it.each(Object.values(logQueries))('has every code that the saved query "$name" looks for', ({ query }) => {
    const asked = [...query.matchAll(/"([A-Z_]+)"/g)].map(([, code]) => code);

    expect(asked.filter((code) => code !== 'PASTE' && !codes.has(code))).toEqual([]);
  });
});

const language =
  /^(fields|filter|stats|sort|limit|by|asc|desc|in|and|or|as|count|count_distinct|pct|max|min|avg|bin|ispresent|\d+m?|@\w+)$/;

/** What is left of a query without its texts, its new names and the words of its language. */
function fieldsOf(query: string): readonly string[] {
  const renamed = [...query.matchAll(/\bas (\w+)/g)].map(([, name]) => name);
  const words = query.replaceAll(/"[^"]*"/g, '').match(/@?\w+/g) ?? [];
  return words.filter((word) => !language.test(word) && !renamed.includes(word));
}

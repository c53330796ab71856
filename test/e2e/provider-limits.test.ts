import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetQueueAttributesCommand, ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { localSdk } from '../../local/local-sdk.ts';
import { answerAsOpenAi, openAiRequest } from '../support/providers/openai-stub.ts';
import { type StubServer, startStubServer } from '../support/providers/stub-server.ts';
import { runAdmin } from './admin.ts';
import { apiClient, completed, queued, untilEnded } from './api-client.ts';
import { type Laptop, startLaptop } from './laptop.ts';

/** Five pictures a minute, scaled down two-hundredfold. */
const windowMillis = 300;
const imagesPerWindow = 5;
const teamNames = ['first', 'second', 'third', 'fourth'] as const;
const jobsPerTeam = 50;

let openAi: StubServer;
let laptop: Laptop;
/** Nothing is drawn until all have asked. */
const allAsked = Promise.withResolvers<void>();
/** Whose pictures were drawn, in their order; and how often it was asked too fast. */
const drawn: string[] = [];
let refusals = 0;

beforeAll(async () => {
  let windowStart = 0;
  let inWindow = 0;
  openAi = await startStubServer(async (request) => {
    // A minute after its start the stack asks which models there are: that draws nothing.
    if (request.method === 'GET') return answerAsOpenAi(request);
    await allAsked.promise;
    const now = Date.now();
    if (now - windowStart >= windowMillis) {
      windowStart = now;
      inWindow = 0;
    }
    inWindow += 1;
    if (inWindow > imagesPerWindow) {
      refusals += 1;
      return {
        status: 429,
        headers: { 'retry-after': '1' },
        json: { error: { message: 'Slow down', type: 'requests', code: 'rate_limit_exceeded', param: null } },
      };
    }
    drawn.push(openAiRequest.parse(JSON.parse(request.body.toString())).prompt);
    return answerAsOpenAi(request);
  });
  laptop = await startLaptop({ OPENAI_API_KEY: 'y', OPENAI_BASE_URL: `${openAi.url}/v1` });
  await runAdmin(laptop.home, ['provider', 'limit', '--provider', 'openai', '--images-per-minute', '1000']);
});
afterAll(async () => {
  await laptop?.stop();
  await openAi?.stop();
});

/** Messages for OpenAI that are not done, those that workers hold included. */
async function waitingInQueue(): Promise<number> {
  const endpoints = z
    .object({ s3: z.url() })
    .parse(JSON.parse(readFileSync(join(laptop.home, 'endpoints.json'), 'utf8')));
  const sqs = new SQSClient(localSdk(endpoints.s3));
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand());
  const QueueUrl = QueueUrls.find((url) => url.includes('QueuesOpenAi'));
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
  );
  sqs.destroy();
  return (
    Number(Attributes['ApproximateNumberOfMessages']) +
    Number(Attributes['ApproximateNumberOfMessagesNotVisible'])
  );
}

it('200 jobs of four teams on a provider that draws five at a time all complete, the teams in turn', async () => {
  const created = z.object({ apiKey: z.string() });
  const clients = [];
  for (const name of teamNames) {
    const team = await runAdmin(laptop.home, ['team', 'create', '--name', name, '--credits', '100']);
    clients.push(apiClient(laptop.apiUrl, created.parse(team).apiKey));
  }

  const jobs = [];
  for (const [index, client] of clients.entries()) {
    // The first team's jobs are all there before the last team's first one.
    const asked = {
      prompt: String(teamNames[index]),
      modelVersion: 'gpt-image-2.5-flare',
      resolution: 'low',
    };
    const answers = await Promise.all(
      Array.from({ length: jobsPerTeam }, () => client.generate(asked, '?async=true')),
    );
    jobs.push(...answers.map(({ body }) => ({ client, id: queued.parse(body).data.id })));
  }
  while ((await waitingInQueue()) < 200) await new Promise((resolve) => setTimeout(resolve, 200));
  allAsked.resolve();
  for (const { client, id } of jobs) completed.parse((await untilEnded(client, id)).body);

  expect(drawn).toHaveLength(200);
  expect(openAi.seen.filter(({ method }) => method === 'POST')).toHaveLength(200 + refusals);
  expect(refusals).toBeLessThan(100);
  // The workers held pictures of the first team when the others came. After those, each team has its share of any stretch,
  // as long as all of them have pictures left.
  const stretch = drawn.slice(16, 96);
  const shares = teamNames.map((name) => stretch.filter((prompt) => prompt === name).length);
  expect(Math.min(...shares), `shares of 80: ${shares}`).toBeGreaterThanOrEqual(16);
  expect(await runAdmin(laptop.home, ['audit'])).toMatchObject({ mismatches: [] });
}, 180_000);

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { measurementsOf } from '../../gameday/measurements.ts';
import { play } from '../../gameday/play.ts';
import type { Stage, Surroundings } from '../../gameday/scenario.ts';
import { onlyInAws, scenarios } from '../../gameday/scenarios/scenarios.ts';
import { stageOf } from '../../gameday/stage.ts';
import { openAiModels } from '../../lambdas/domain/generation/catalogue/openai-models.ts';
import { metricCatalogue } from '../../lambdas/observability/metric-catalogue.ts';
import { alarmsOf, metricsOfAlarms, metricsOfDashboard, named } from '../lib/named-metrics.ts';
import { synthesised } from '../lib/synthesised.ts';
import { answerAsOpenAi } from '../support/providers/openai-stub.ts';
import { startStubServer } from '../support/providers/stub-server.ts';
import { type Laptop, startLaptop } from './laptop.ts';

/** One stack for all games. The one that waits for a sweep, up to five minutes, is played by hand. */
const played = scenarios.filter(({ name }) => name !== 'jobs-overdue');
const around: Surroundings[] = [];
let laptop: Laptop;
let stage: Stage & { close(): Promise<void> };
const { service } = synthesised('laptop');

beforeAll(async () => {
  for (const prepare of [ourServer, ...played.map((scenario) => scenario.prepare)])
    around.push(await prepare());
  // Long enough for the games that change what the daily checks look at.
  const soon = { DARKROOM_DAILY_AFTER_SECONDS: '30' };
  laptop = await startLaptop(Object.assign(soon, ...around.map(({ env }) => env)));
  stage = await stageOf(laptop, inject('assembly'));
  // Before the first request: what the functions know of the catalogue is a minute old at the most.
  await putOurModel();
});
afterAll(async () => {
  await stage.close();
  await laptop.stop();
  await Promise.all(around.map(({ stop }) => stop()));
});

describe('a game day', () => {
  it.concurrent.each(played)(
    '$name sees $alarm cross its threshold',
    { timeout: 180_000 },
    async (scenario) => {
      const { value, threshold } = await play(scenario, stage, inject('assembly'), {
        patienceMillis: 150_000,
        tell: () => {},
      });

      expect(value).toBeGreaterThanOrEqual(threshold);
    },
  );

  it('can be played for every alarm, or it is said why not', () => {
    const kinds = new Set(
      alarmsOf(service).map(({ AlarmName }) => AlarmName.replace(/^darkroom-laptop-([a-z]+-)?/, '')),
    );
    const known = [...scenarios.map(({ alarm }) => alarm.replace(/^[a-z]+-/, '')), ...Object.keys(onlyInAws)];

    expect(known.sort()).toEqual([...kinds].sort());
  });
});

describe('metrics that the stack wrote during the games', () => {
  it('are all in the catalogue, and split as it says', () => {
    const catalogue = new Set(
      Object.entries(metricCatalogue).flatMap(([metric, { dimensionSets }]) =>
        dimensionSets.map((names) => named(metric, names)),
      ),
    );
    const written = writtenMetrics();

    expect(written.filter((metric) => !catalogue.has(metric))).toEqual([]);
    expect(measurementsOf(laptop.home).every(({ dimensions }) => dimensions['stage'] === 'laptop')).toBe(
      true,
    );
  });

  it('are all those that alarms and the dashboard name', async () => {
    await others();
    const looked = new Set([...metricsOfAlarms(service), ...metricsOfDashboard(service)]);
    const missing = () => {
      const written = new Set(writtenMetrics());
      return [...looked].filter((metric) => !written.has(metric)).sort();
    };
    await expect.poll(missing, { timeout: 60_000, interval: 500 }).toEqual([]);
  }, 120_000);
});

function writtenMetrics() {
  const all = measurementsOf(laptop.home).map(({ metric, dimensions }) =>
    named(metric, Object.keys(dimensions)),
  );
  return [...new Set(all)];
}

/** What no game brings about. */
async function others(): Promise<void> {
  const { api, admin } = stage;
  const picture = { prompt: 'a lake', resolution: 'low' };
  await admin('team', 'limits', '--team', laptop.teamId, '--active', '1');
  // Some pass the POST at once, and Charge lets one of them run. It is a race, so it is run until somebody loses it.
  while (!writtenMetrics().includes('JobsRefused by stage'))
    await Promise.allSettled([1, 2, 3, 4].map(() => api.queue(picture)));
  await admin('team', 'limits', '--team', laptop.teamId, '--active', '100');
  for (const modelVersion of ['sandbox-blocked', 'sandbox-flaky', 'gemini-3.1-flash-lite-image'])
    await api.queue({ ...picture, modelVersion });
  await api.queue({ ...picture, modelVersion: 'sandbox-partial', sampleCount: 2 });
  await api.queue({ ...picture, modelVersion: 'ours' });
  await api.wait(picture);
}

/** A model of a server of our own, whose price is known. */
async function putOurModel(): Promise<void> {
  const flare = openAiModels.find(({ id }) => id === 'gpt-image-2.5-flare');
  const file = join(laptop.home, 'ours.json');
  writeFileSync(
    file,
    JSON.stringify({ ...flare, id: 'ours', provider: 'compatible', aliases: [], fallback: null }),
  );
  await stage.admin('model', 'put', '--file', file);
}

/** A server that speaks OpenAI's language, and works. */
async function ourServer(): Promise<Surroundings> {
  const stub = await startStubServer(answerAsOpenAi);
  return { env: { OPENAI_COMPATIBLE_BASE_URL: `${stub.url}/v1` }, stop: () => stub.stop() };
}

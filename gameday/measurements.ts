import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

/** One value that a function wrote for CloudWatch, under one of its sets of dimensions. */
export type Measurement = {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly value: number;
};

const embedded = z.looseObject({
  _aws: z.object({
    CloudWatchMetrics: z.array(
      z.object({
        Namespace: z.string(),
        Dimensions: z.array(z.array(z.string())),
        Metrics: z.array(z.object({ Name: z.string() })),
      }),
    ),
  }),
});

/** Every metric in Embedded Metric Format that the stack's functions have written so far. */
export function measurementsOf(home: string): readonly Measurement[] {
  return readFileSync(join(home, 'logs', 'functions.log'), 'utf8')
    .split('\n')
    .filter((line) => line.includes('"_aws"'))
    .flatMap((line) => measurementsIn(JSON.parse(line.slice(line.indexOf('{')))));
}

function measurementsIn(line: unknown): readonly Measurement[] {
  const { _aws, ...values } = embedded.parse(line);
  return _aws.CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics }) =>
    Metrics.flatMap(({ Name }) =>
      Dimensions.map((names) => ({
        namespace: Namespace,
        metric: Name,
        dimensions: Object.fromEntries(names.map((name) => [name, String(values[name])])),
        value: Number(values[Name]),
      })),
    ),
  );
}

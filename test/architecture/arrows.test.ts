import { describe, expect, it } from 'vitest';
import { type SourceFile, sourceFiles } from './source-files.ts';

type Arrow = {
  readonly title: string;
  readonly from: RegExp;
  /** What it may import of this repository, beside its own folder. */
  readonly may: readonly RegExp[];
};

const arrows: readonly Arrow[] = [
  { title: 'bin knows lib', from: /^bin\//, may: [/^lib\//] },
  {
    title:
      'lib knows of the functions only what they need from their environment, and what they count and log',
    from: /^lib\//,
    may: [/^lib\//, /^lambdas\/.*\/env\.ts$/, /^lambdas\/observability\/metric-catalogue\.ts$/],
  },
  { title: 'the domain knows nothing but itself', from: /^lambdas\/domain\//, may: [/^lambdas\/domain\//] },
  {
    title: 'adapters know the domain',
    from: /^lambdas\/adapters\//,
    may: [/^lambdas\/(domain|adapters)\//],
  },
  {
    title: 'an env.ts imports nothing of this repository',
    from: /^lambdas\/.*\/env\.ts$/,
    may: [],
  },
  {
    title:
      'endpoints, steps and requests know the domain and their neighbours, never adapters or the environment',
    from: /^lambdas\/.*\/(endpoint|step|request|response)\.ts$/,
    may: [/^lambdas\/(domain|http|observability)\//, /^lambdas\/workflow\/[^/]+\.ts$/, /^lambdas\/api\//],
  },
  { title: 'lambdas know only lambdas', from: /^lambdas\//, may: [/^lambdas\//] },
  {
    title: 'the laptop runs the synthesised template: of the rest it knows only how to make its demo team',
    from: /^local\//,
    may: [/^local\//, /^admin\/demo-team\.ts$/],
  },
  {
    title: 'the admin command knows the domain and its stores',
    from: /^admin\//,
    may: [/^admin\//, /^lambdas\/(domain|adapters)\//],
  },
  {
    title: 'game days know the stack that they play on, and start it as the tests do',
    from: /^gameday\//,
    may: [/^gameday\//, /^admin\//, /^lambdas\/(domain|adapters)\//, /^local\//, /^test\/support\//],
  },
  {
    title: 'the deployment knows the stages, and finds stacks as the admin command does',
    from: /^deploy\//,
    may: [/^deploy\//, /^lib\/(stages|own-settings|concurrency)\.ts$/, /^admin\/connection\//],
  },
  {
    title: 'the bench knows what it measures, and starts its stores as the tests do',
    from: /^bench\//,
    may: [
      /^bench\//,
      /^admin\//,
      /^lib\/((api|functions)\/|providers\.ts$)/,
      /^lambdas\//,
      /^local\//,
      /^test\/support\//,
    ],
  },
];

const awsOrEnvironment = /^(@aws-sdk|@aws-lambda-powertools|@middy|aws-lambda|sharp)/;

const files = sourceFiles();

describe('the arrows between folders', () => {
  it.each(arrows)('$title', ({ from, may }) => {
    const broken = files
      .filter(({ path }) => from.test(path))
      .flatMap((file) =>
        file.imports.filter((path) => !may.some((allowed) => allowed.test(path))).map(describeImport(file)),
      );

    expect(broken).toEqual([]);
  });

  it('keeps AWS out of the domain, and middy in one file', () => {
    const broken = files
      .filter(({ path }) => path.startsWith('lambdas/domain/'))
      .flatMap((file) =>
        file.packages
          .filter((name) => awsOrEnvironment.test(name) || name.startsWith('node:'))
          .map(describeImport(file)),
      );
    // What we are held against is written as others write it.
    const withMiddy = files
      .filter(({ path }) => !path.startsWith('bench/cold-start/peers/'))
      .filter(({ packages }) => packages.some((name) => name.startsWith('@middy')))
      .map(({ path }) => path);

    expect(broken).toEqual([]);
    expect(withMiddy).toEqual(['lambdas/http/api-route.ts']);
  });

  it('lets an env.ts import zod and nothing else', () => {
    const broken = files
      .filter(({ path }) => /^lambdas\/.*\/env\.ts$/.test(path))
      .flatMap((file) => file.packages.filter((name) => name !== 'zod').map(describeImport(file)));

    expect(broken).toEqual([]);
  });

  it('names zod as a namespace, for its named import is five times as large in a bundle', async () => {
    const { readFileSync } = await import('node:fs');
    const broken = files
      .filter(({ path, packages }) => path.startsWith('lambdas/') && packages.includes('zod'))
      .filter(({ path }) => /import (type )?\{[^}]*\} from 'zod'/.test(readFileSync(path, 'utf8')))
      .map(({ path }) => path);

    expect(broken).toEqual([]);
  });
});

function describeImport({ path }: SourceFile) {
  return (imported: string) => `${path} imports ${imported}`;
}

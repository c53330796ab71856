import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { resourcesOf, synthesised } from './synthesised.ts';

const functions = new Map(
  resourcesOf(synthesised('prod').service, 'AWS::Lambda::Function').map(([, properties]) => [
    /^\S+(?=\. )/.exec(properties['Description'])?.[0] ?? '',
    properties['Environment']?.Variables ?? {},
  ]),
);

/** What CloudFormation makes of it: names and addresses are known to it alone. */
function deployed(value: unknown): unknown {
  if (typeof value === 'string') return value;
  return JSON.stringify(value).includes('https://') ? 'https://d111111abcdef8.cloudfront.net' : 'a-name';
}

describe('the environment of', () => {
  it.each([...functions.keys()])('%s is what its handler asks for', async (entry) => {
    const [[, schema] = []] = Object.entries(
      await import(/* @vite-ignore */ `../../lambdas/${entry}/env.ts`),
    );
    const variables = Object.fromEntries(
      Object.entries(functions.get(entry)).map(([name, value]) => [name, deployed(value)]),
    );

    expect(schema).toBeInstanceOf(z.ZodObject);
    expect(Object.keys(variables)).toEqual(
      expect.arrayContaining(Object.keys((schema as z.ZodObject).shape)),
    );
    expect((schema as z.ZodObject).safeParse(variables)).toMatchObject({ success: true });
  });
});

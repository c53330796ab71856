import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { resourcesOf, synthesised } from './synthesised.ts';

const functions = new Map(
  resourcesOf(synthesised('prod').service, 'AWS::Lambda::Function').map(([, properties]) => [
    /^\S+(?=\. )/.exec(properties['Description'])?.[0] ?? '',
    properties['Environment']?.Variables ?? {},
  ]),
);

const joined = z.object({ 'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]) });

/** What CloudFormation makes of it: names and addresses are known to it alone. */
function deployed(value: unknown): string {
  if (typeof value === 'string') return value;
  const { data } = joined.safeParse(value);
  if (data === undefined) return 'a-name.example';
  const [separator, parts] = data['Fn::Join'];
  return parts.map(deployed).join(separator);
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

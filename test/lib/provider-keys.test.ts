import { describe, expect, it } from 'vitest';
import { policies } from './function-policies.ts';
import { resourcesOf, synthesised } from './synthesised.ts';

const { service } = synthesised();

describe("providers' keys", () => {
  it("can be read by each provider's own worker, and by nobody else", () => {
    const readers = policies.flatMap(({ role, statements }) =>
      statements
        .filter(({ Action }) => String(Action).includes('GetSecretValue'))
        .map(({ Resource }) => [
          role.replace(/Role.*/, ''),
          /secret:([^"]+)-\?/.exec(JSON.stringify(Resource))?.[1],
        ]),
    );

    expect(readers).toEqual([
      ['GenerateGoogle', 'darkroom/dev/google'],
      ['GenerateOpenAi', 'darkroom/dev/openai'],
      ['GenerateCompatible', 'darkroom/dev/compatible'],
    ]);
  });

  it('stand in no environment', () => {
    const variables = resourcesOf(service, 'AWS::Lambda::Function').flatMap(([, { Environment }]) =>
      Object.keys(Environment?.Variables ?? {}),
    );

    expect(variables.filter((name) => /KEY|TOKEN|PASSWORD/.test(name))).toEqual([]);
  });
});

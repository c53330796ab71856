import { describe, expect, it } from 'vitest';
import { synthesised } from './synthesised.ts';
import { differences, maskedTemplate, textOf } from './template-text.ts';

const stages = ['dev', 'staging', 'prod'] as const;
const templates = Object.fromEntries(
  stages.map((stage) => {
    const { data, service } = synthesised(stage);
    return [stage, { data: maskedTemplate(data, stage), service: maskedTemplate(service, stage) }];
  }),
);

const ifMeant =
  'what would be deployed has changed. Read the difference; if you meant it, run ' +
  '`npx vitest run --project unit test/lib/templates.test.ts -u` and commit the snapshot with its cause';

describe.each(['data', 'service'] as const)('the template of the %s stack', (stack) => {
  const prod = templates['prod']?.[stack];

  it('is as committed for prod, so that a review shows what a change deploys', async () => {
    await expect(`${textOf(prod)}\n`, ifMeant).toMatchFileSnapshot(`snapshots/${stack}.prod.json`);
  });

  it.each(['dev', 'staging'] as const)(
    'differs for %s from prod in what is committed, and in nothing else',
    async (stage) => {
      const lines = differences(templates[stage]?.[stack], prod);

      await expect(`${lines.join('\n')}\n`, ifMeant).toMatchFileSnapshot(
        `snapshots/${stack}.${stage}-differs-from-prod.txt`,
      );
    },
  );
});

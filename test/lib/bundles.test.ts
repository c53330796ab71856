import { globSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bundleBudgetsKilobytes, functionEntries } from '../../lib/functions/bundle-budgets.ts';
import { weighFunctions } from '../../lib/functions/bundling/build-functions.ts';
import { replacements } from '../../lib/functions/bundling/left-out.ts';

describe('the bundles of the functions', () => {
  it('have a budget each', () => {
    const folders = globSync('**/handler.ts', { cwd: 'lambdas' }).map((path) =>
      path.replace('/handler.ts', ''),
    );

    expect(functionEntries.toSorted()).toEqual(folders.sort());
  });

  it('stay within it, and it within a tenth of them, for what was saved is to stay saved', async () => {
    const replaced = new Set<RegExp>();
    const bundles = await weighFunctions(functionEntries, (module) => replaced.add(module));

    const off = bundles
      .map(({ entry, weighed }) => ({ entry, part: weighed.bytes / 1000 / bundleBudgetsKilobytes[entry] }))
      .filter(({ part }) => part > 1 || part < 0.9);
    expect(off).toEqual([]);
    expect(bundles).toHaveLength(functionEntries.length);
    // A package that moved a file would else bring back what was left out, unseen.
    expect(replacements.map(({ module }) => module).filter((module) => !replaced.has(module))).toEqual([]);
  }, 120_000);

  it('leave out the chain of credentials, which no function goes through', async () => {
    const chain = /credential-provider-(ini|sso|process|web-identity|http)|nested-clients/;

    const bundles = await weighFunctions(['api/list-library', 'api/create-generation']);

    const left = bundles.flatMap(({ weighed }) =>
      Object.entries(weighed.inputs).filter(
        ([path, { bytesInOutput }]) => chain.test(path) && bytesInOutput > 0,
      ),
    );
    expect(left).toEqual([]);
  }, 120_000);
});

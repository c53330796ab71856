import { describe, expect, it } from 'vitest';
import { aiModelConfig } from '../../../../lambdas/domain/generation/ai-model-config.ts';
import { wholeRatio } from '../../../../lambdas/domain/generation/aspect-ratio.ts';
import { builtInModels } from '../../../../lambdas/domain/generation/catalogue/built-in-models.ts';
import { modelNamed } from '../../../../lambdas/domain/generation/model-life-cycle.ts';

const models = builtInModels({ sandbox: true });
const real = builtInModels({ sandbox: false });

const sizes = models.flatMap(({ id, resolutions, aspectRatios, pixelSizes }) =>
  resolutions.flatMap((resolution) =>
    aspectRatios.map((ratio) => ({ id, resolution, ratio, size: pixelSizes[resolution]?.[ratio] ?? [0, 0] })),
  ),
);

describe('the models that come with this version', () => {
  it.each(models.map(({ id }) => id))('have sizes of the right ratio, within 1 %%: %s', (id) => {
    for (const { ratio, resolution, size } of sizes.filter((row) => row.id === id)) {
      const { across, down } = wholeRatio(ratio);
      const [width, height] = size;
      expect(Math.abs((width * down) / (height * across) - 1), `${ratio} ${resolution}`).toBeLessThan(0.01);
    }
  });

  it.each(models.map((model) => [model.id, model] as const))(
    "are what the schema of operators' models makes of them: %s",
    (_, model) => {
      expect(aiModelConfig.parse(model)).toStrictEqual(model);
    },
  );

  it('have what the schema gives to models that do not say', () => {
    const { aliases: _, ...facts } = modelNamed(models, 'sandbox-slow') ?? {};
    const said = Object.entries(facts).filter(([, value]) => value !== null && value !== true);
    const sparse = Object.fromEntries(said.filter(([, value]) => JSON.stringify(value) !== '{}'));

    expect(aiModelConfig.parse(sparse)).toStrictEqual(modelNamed(models, 'sandbox-slow'));
  });

  it('have names that belong to one model each', () => {
    const names = models.flatMap(({ id, aliases }) => [id, ...aliases.map((alias) => alias.id)]);

    expect(new Set(names).size).toBe(names.length);
  });

  it('are offered without the sandbox where a stage does not want it', () => {
    expect(real.some(({ provider }) => provider === 'sandbox')).toBe(false);
    expect(models.length - real.length).toBe(6);
  });

  it.each([
    ['gemini-3-pro-image-preview', 'gemini-3-pro-image'],
    ['gemini-2.5-flash-image', 'gemini-nano-banana-2.1'],
    ['gpt-image-1', 'gpt-image-2'],
    ['gpt-image-1.5', 'gpt-image-2'],
    ['gpt-image-1-mini', 'gpt-image-2.5-flare'],
  ])('answer to the dead name %s as %s', (name, id) => {
    expect(modelNamed(models, name)?.id).toBe(id);
  });

  it('trim what they draw in the nearest ratio, and refuse what would lose more than a fifth', () => {
    for (const { id, crops } of real) {
      for (const [wanted, drawn] of Object.entries(crops)) {
        const [a, b] = [wholeRatio(wanted as never), wholeRatio(drawn)];
        const lost =
          1 - Math.min((a.across * b.down) / (a.down * b.across), (a.down * b.across) / (a.across * b.down));
        expect(lost, `${id} ${wanted}`).toBeLessThan(0.2);
      }
    }
    expect(modelNamed(models, 'gemini-3-pro-image')?.aspectRatios).not.toContain('1:4');
    expect(modelNamed(models, 'gpt-image-2')?.aspectRatios).not.toContain('8:1');
    expect(modelNamed(models, 'gemini-nano-banana-2.1')?.aspectRatios).toHaveLength(18);
  });
});

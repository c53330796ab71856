import { describe, expect, it } from 'vitest';
import { KeyedModels } from '../../../../lambdas/adapters/image-models/keyed-models.ts';
import type { DrawOutcome } from '../../../../lambdas/domain/generation/image-model.ts';
import { drawRequest } from '../../../support/providers/draw-request.ts';

const refused: DrawOutcome = { outcome: 'unavailable', why: 'credentials', reason: '401' };
const picture: DrawOutcome = {
  outcome: 'image',
  bytes: new Uint8Array([1]),
  mimeType: 'image/png',
  usage: null,
};

function models(cached: string | undefined, fresh: string | undefined) {
  const asked: string[] = [];
  const keyed = new KeyedModels({
    secret: { read: async (options) => (options?.fresh === true ? fresh : cached) },
    secretId: 'darkroom/dev/google',
    modelsWith: (apiKey) => ({
      lookUp: async () => (apiKey === 'good' ? 'there' : 'unknown'),
      draw: async () => {
        asked.push(apiKey);
        return apiKey === 'good' ? picture : refused;
      },
    }),
  });
  return {
    lookUp: () => keyed.lookUp('model-1'),
    draw: () => keyed.draw(drawRequest(), AbortSignal.timeout(1000)),
    asked,
  };
}

describe('models with a key', () => {
  it('are asked with the key that is in place', async () => {
    const { draw, asked } = models('good', 'unused');

    expect(await draw()).toBe(picture);
    expect(asked).toEqual(['good']);
  });

  it('are asked again with a key that was rotated meanwhile', async () => {
    const { draw, asked } = models('revoked', 'good');

    expect(await draw()).toBe(picture);
    expect(asked).toEqual(['revoked', 'good']);
  });

  it('are not asked twice with a key that is refused', async () => {
    const { draw, asked } = models('bad', 'bad');

    expect(await draw()).toBe(refused);
    expect(asked).toEqual(['bad']);
  });

  it('are looked up with the key that is in place, and without one are unknown', async () => {
    expect(await models('good', 'unused').lookUp()).toBe('there');
    expect(await models(undefined, undefined).lookUp()).toBe('unknown');
  });

  it('are not asked without one, and the log can say which secret is empty', async () => {
    const { draw, asked } = models(undefined, undefined);

    expect(await draw()).toEqual({
      outcome: 'unavailable',
      why: 'credentials',
      reason: 'The secret darkroom/dev/google holds no key.',
    });
    expect(asked).toEqual([]);
  });
});

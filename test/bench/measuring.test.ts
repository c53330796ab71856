import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { largestParts, moduleCount } from '../../bench/bundles/parts.ts';
import { gatewayEvent } from '../../bench/cold-start/gateway-event.ts';
import { photograph } from '../../bench/image-set/pictures.ts';
import { median } from '../../bench/median.ts';
import { apiRequest } from '../../lambdas/http/gateway-event.ts';
import { RecordedLog } from '../fakes/recorded-log.ts';

describe('the parts of a bundle', () => {
  const inputs = {
    'node_modules/zod/v4/core/core.js': { bytesInOutput: 5 },
    'node_modules/zod/v4/core/util.js': { bytesInOutput: 6 },
    'node_modules/@aws-sdk/core/node_modules/@aws/store/store.js': { bytesInOutput: 10 },
    'node_modules/zod/index.js': { bytesInOutput: 0 },
    'lambdas/domain/jobs/job.ts': { bytesInOutput: 2 },
    'lambdas/domain/clock.ts': { bytesInOutput: 1 },
  };

  it('are packages and folders of ours, the largest first', () => {
    expect(largestParts(inputs, 2)).toEqual([
      { name: 'zod', bytes: 11 },
      { name: '@aws/store', bytes: 10 },
    ]);
    expect(largestParts(inputs, 3).at(-1)).toEqual({ name: 'lambdas/domain', bytes: 3 });
  });

  it('are counted where something of them is left', () => {
    expect(moduleCount(inputs)).toBe(5);
  });
});

describe('what a bench asks and makes', () => {
  it('is a request as functions read it', () => {
    const event = gatewayEvent({
      method: 'POST',
      resource: '/v0/images/library/{imageId}',
      apiKey: 'dr_key',
      pathParameters: { imageId: 'img_1' },
      query: { async: 'true' },
      json: { prompt: 'a lake' },
    });

    const request = apiRequest(JSON.parse(event), 'request-1', new RecordedLog());

    expect(request).toMatchObject({
      method: 'POST',
      path: '/v0/images/library/img_1',
      query: { async: 'true' },
      headers: { authorization: 'Bearer dr_key' },
    });
    expect(request.body.toString()).toBe('{"prompt":"a lake"}');
  });

  it('is the same picture every time, and no easy one', async () => {
    const [one, two] = [await photograph(96), await photograph(96)];

    const { width, height, channels } = await sharp(one).metadata();
    expect(one.equals(two)).toBe(true);
    expect({ width, height, channels }).toEqual({ width: 96, height: 96, channels: 3 });
    expect(one.byteLength).toBeGreaterThan(96 * 96);
  });

  it('has a middle, which one slow round does not move', () => {
    expect(median([3, 1, 900])).toBe(3);
    expect(median([4, 1, 2, 3])).toBe(3);
  });
});

import { expect, it } from 'vitest';
import { completedJobResponse } from '../../../lambdas/api/job-answer.ts';
import { jobReply } from '../../../lambdas/api/job-reply.ts';
import type { PictureFiles } from '../../../lambdas/domain/library/picture-files.ts';
import { exampleJob } from '../../support/example-job.ts';

const chunk = Buffer.alloc(64 * 1024, 'x');
const chunksOfPicture = 220;

/** Pictures of 14 MB that count how much of them was read. */
class CountedPictures implements Pick<PictureFiles, 'open'> {
  chunksRead = 0;

  async open(): Promise<AsyncIterable<Uint8Array>> {
    return this.#chunks();
  }

  async *#chunks(): AsyncGenerator<Uint8Array> {
    for (let index = 0; index < chunksOfPicture; index += 1) {
      this.chunksRead += 1;
      yield chunk;
    }
  }
}

const jobOf = (bytes: number) =>
  exampleJob({
    status: 'completed',
    sampleCount: 10,
    images: Array.from({ length: 10 }, (_, sampleIndex) => ({
      sampleIndex,
      width: 4096,
      height: 4096,
      bytes,
      model: null,
      drawnAspectRatio: null,
      costMicroUsd: null,
      original: null,
    })),
  });

const answerOf = (pictures: CountedPictures, bytes = chunk.length * chunksOfPicture) =>
  jobReply(
    { job: jobOf(bytes), format: 'b64_json', schema: completedJobResponse, headers: {} },
    { pictures, cdnUrl: 'https://cdn.example' },
  );

async function reply(pictures: CountedPictures) {
  const answer = await answerOf(pictures);
  if ('code' in answer || typeof answer.body === 'string') throw new Error('The answer does not stream.');
  return answer.body;
}

it('an answer in base64 reads pictures no faster than its client does, so that its memory stays flat', async () => {
  const pictures = new CountedPictures();
  const body = await reply(pictures);

  for await (const _ of body) {
    if (pictures.chunksRead > 3) break;
  }

  // Ten times 220 chunks are there to be read: what was read ahead is what one stream buffers.
  expect(pictures.chunksRead).toBeLessThan(40);
});

it('an answer in base64 of 192 MB is whole JSON', async () => {
  const body = await reply(new CountedPictures());
  let letters = 0;
  let end = '';
  for await (const text of body) {
    letters += String(text).length;
    end = String(text).slice(-4);
  }

  expect(letters).toBeGreaterThan(10 * chunk.length * chunksOfPicture * (4 / 3));
  expect(end).toBe(']}}');
});

it('an answer in base64 of more than 200 MB is refused, and says where the pictures are', async () => {
  expect(await answerOf(new CountedPictures(), 15_000_001)).toMatchObject({
    code: 'invalid_request',
    issues: [
      { path: 'response_format', message: expect.stringContaining('GET /v0/images/generations/job_') },
    ],
  });
});

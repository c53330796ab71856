import { setTimeout as wait } from 'node:timers/promises';
import type { DrawOutcome, DrawRequest, ImageModel } from '../../domain/generation/image-model.ts';
import { drawPicture } from '../sandbox-pictures/draw-picture.ts';

/** Attempts of `sandbox-flaky` that are turned away before one works. */
const flakyAttempts = 2;

/** The six models that cost nothing. Each behaves in one known way, so that a consumer can rehearse every outcome. */
export class SandboxModels implements ImageModel {
  readonly #slowSeconds: number;

  constructor({ slowSeconds }: { readonly slowSeconds: number }) {
    this.#slowSeconds = slowSeconds;
  }

  async draw(request: DrawRequest, signal: AbortSignal): Promise<DrawOutcome> {
    switch (request.model) {
      case 'sandbox-blocked':
        return {
          outcome: 'blocked',
          stage: 'input',
          reason: 'sandbox-blocked refuses every prompt',
          usage: null,
        };
      case 'sandbox-outage':
        return { outcome: 'busy', reason: 'sandbox-outage is always down' };
      case 'sandbox-flaky':
        return request.attemptsBefore < flakyAttempts
          ? { outcome: 'busy', reason: `sandbox-flaky turns the first ${flakyAttempts} attempts away` }
          : this.#picture(request);
      case 'sandbox-partial':
        return request.sampleIndex % 2 === 1
          ? { outcome: 'failed', reason: 'sandbox-partial loses every odd sample' }
          : this.#picture(request);
      case 'sandbox-slow':
        return this.#slowPicture(request, signal);
      case 'sandbox':
        return this.#picture(request);
      default:
        return { outcome: 'failed', reason: `The sandbox has no model "${request.model}".` };
    }
  }

  async #slowPicture(request: DrawRequest, signal: AbortSignal): Promise<DrawOutcome> {
    try {
      await wait(this.#slowSeconds * 1000, undefined, { signal });
    } catch {
      return { outcome: 'failed', reason: 'sandbox-slow ran into the ceiling of its provider' };
    }
    return this.#picture(request);
  }

  async #picture({
    prompt,
    negativePrompt,
    widthPixels,
    heightPixels,
    references,
    sampleIndex,
  }: DrawRequest): Promise<DrawOutcome> {
    const { bytes, mimeType } = await drawPicture({
      prompt,
      negativePrompt,
      width: widthPixels,
      height: heightPixels,
      references: references.map((reference) => reference.bytes),
      sampleIndex,
    });
    return { outcome: 'image', bytes, mimeType, usage: null };
  }
}

import type { DrawOutcome, ImageModel } from '../../lambdas/domain/generation/image-model.ts';
import type { SimulatedProcess } from './process.ts';
import type { Scheduler } from './scheduler.ts';

const failed: DrawOutcome = { outcome: 'failed', reason: 'broken' };

const outcomes: readonly DrawOutcome[] = [
  { outcome: 'blocked', stage: 'input', reason: 'refused', usage: null },
  { outcome: 'busy', reason: 'no room' },
  failed,
  { outcome: 'ambiguous', reason: 'answer lost' },
  { outcome: 'unavailable', why: 'billing', reason: 'no money' },
];

/** A provider that bills: what it was asked for and drew, by sample. */
export class ProviderTwin {
  readonly billed = new Map<string, number>();
  readonly #scheduler: Scheduler;
  readonly #loses: 'by-chance' | readonly string[];
  readonly #longestMillis: number;

  /** How samples (`<jobId>/<sampleIndex>`) end that it never draws; it draws all others. */
  constructor(scheduler: Scheduler, loses: 'by-chance' | readonly string[], longestMillis: number) {
    this.#scheduler = scheduler;
    this.#loses = loses;
    this.#longestMillis = longestMillis;
  }

  /** The models as one invocation has them, for one sample. */
  modelFor(process: SimulatedProcess, sample: string): ImageModel {
    const { chance } = this.#scheduler;
    return {
      draw: async () => {
        const outcome = this.#outcomeOf(sample);
        if (outcome === undefined || outcome.outcome === 'ambiguous') {
          this.billed.set(sample, (this.billed.get(sample) ?? 0) + 1);
        }
        await process.clock.sleep(chance() * this.#longestMillis);
        await process.call(`provider ${sample}`, () => undefined).catch(() => undefined);
        return (
          outcome ?? { outcome: 'image', bytes: Buffer.from(sample), mimeType: 'image/png', usage: null }
        );
      },
    };
  }

  #outcomeOf(sample: string): DrawOutcome | undefined {
    if (this.#loses !== 'by-chance') {
      return this.#loses.some((end) => sample.endsWith(end)) ? failed : undefined;
    }
    const kind = this.#scheduler.chance();
    return kind < 0.3 ? outcomes[Math.floor(kind * 16.6)] : undefined;
  }
}

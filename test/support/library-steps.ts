import fc from 'fast-check';
import { type Asked, type ModelledLibrary, presetIds, type Rush } from './library-model.ts';
import type { MadeJob } from './library-world.ts';

type Step = (library: ModelledLibrary) => Promise<void>;

const words = ['fox', 'FOX', 'o', 'ฟ็อกซ์', 'อ', 'é', 'e\u0301', 'İ', 'ı', '🦊', 'ß', ' '];

const text = fc
  .array(fc.constantFrom(...words), { minLength: 1, maxLength: 3 })
  .map((picked) => picked.join(''));

const job = fc.record<MadeJob>({
  samples: fc.integer({ min: 1, max: 4 }),
  presetId: fc.constantFrom(null, ...presetIds),
  userPrompt: text,
  isPublic: fc.boolean(),
  skewMillis: fc.integer({ min: -5000, max: 5000 }),
});

const asked = fc.record<Asked>({
  presetId: fc.constantFrom(undefined, undefined, ...presetIds, 'preset_nobody'),
  // The same again and again, too: what was found is kept.
  text: fc.oneof(fc.constantFrom(undefined, 'fox', 'o'), text),
  limit: fc.integer({ min: 1, max: 6 }),
});

/** Which of the pictures that ever were; some of them twice, some of them gone. */
const picks = fc.array(fc.nat(30), { minLength: 1, maxLength: 3 });

/** A step that fast-check prints as what it does. */
function stepOf<Value>(
  what: string,
  of: fc.Arbitrary<Value>,
  run: (library: ModelledLibrary, value: Value) => Promise<void>,
) {
  return of.map((value): Step => {
    const step: Step = (library) => run(library, value);
    return Object.assign(step, { [fc.toStringMethod]: () => `${what} ${fc.stringify(value)}` });
  });
}

const jobs = fc.array(job, { minLength: 1, maxLength: 4 });
const page = fc.nat(8);
const rush = fc.record<Rush>({ made: jobs, removed: picks, published: picks, isPublic: fc.boolean(), asked });

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: stepOf('complete', jobs, (library, made) => library.complete(made)) },
  { weight: 2, arbitrary: stepOf('at once', rush, (library, all) => library.atOnce(all)) },
  { weight: 1, arbitrary: stepOf('remove', picks, (library, some) => library.remove(some)) },
  {
    weight: 1,
    arbitrary: stepOf('publish', fc.tuple(picks, fc.boolean()), (library, value) =>
      library.publish(...value),
    ),
  },
  {
    weight: 1,
    arbitrary: stepOf('rename', fc.tuple(fc.constantFrom(...presetIds), text), async (library, value) =>
      library.rename(...value),
    ),
  },
  {
    weight: 2,
    arbitrary: stepOf('page', fc.tuple(asked, page), (library, value) => library.comparePage(...value)),
  },
  {
    weight: 1,
    arbitrary: stepOf('walk', fc.tuple(asked, job, fc.nat(30)), (library, value) => library.walk(...value)),
  },
  {
    weight: 1,
    arbitrary: stepOf('gallery walk', fc.tuple(fc.nat(30), job), (library, value) =>
      library.walkGallery(...value),
    ),
  },
  { weight: 1, arbitrary: stepOf('gallery', page, (library, number) => library.compareGallery(number, 3)) },
);

/** What people may do to a library, in any order. */
export const steps = fc.array(step, { minLength: 2, maxLength: 10 });

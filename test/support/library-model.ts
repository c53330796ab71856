import { expect } from 'vitest';
import type { LibraryQuery } from '../../lambdas/domain/library/library.ts';
import { librarySearch } from '../../lambdas/domain/library/matches.ts';
import type { PagePlace, PageStart } from '../../lambdas/domain/library/pages.ts';
import type { LibraryWorld, MadeJob } from './library-world.ts';

type Made = Pick<MadeJob, 'presetId' | 'userPrompt' | 'isPublic'> & { readonly imageId: string };

/** What somebody wants to see. */
export type Asked = {
  readonly presetId: string | undefined;
  readonly text: string | undefined;
  readonly limit: number;
};

/** What happens at once; pictures are picked from all that ever were. */
export type Rush = {
  readonly made: readonly MadeJob[];
  readonly removed: readonly number[];
  readonly published: readonly number[];
  readonly isPublic: boolean;
  readonly asked: Asked;
};

const teamId = 'team_a';
export const presetIds = ['preset_a', 'preset_b'] as const;

/** A library that is a list in memory, beside the real one: every answer is held against it. */
export class ModelledLibrary {
  readonly #world: LibraryWorld;
  /** Newest first. */
  #pictures: readonly Made[] = [];
  /** Ids of what was ever made. */
  readonly #made: string[] = [];
  /** The last published first. */
  #gallery: readonly string[] = [];
  readonly #names = new Map<string, string>(presetIds.map((presetId) => [presetId, presetId]));

  constructor(world: LibraryWorld) {
    this.#world = world;
  }

  /** Jobs complete at once. Who is first is theirs to say; that nobody is lost, doubled or torn is not. */
  async complete(jobs: readonly MadeJob[]): Promise<void> {
    const made = await Promise.all(jobs.map((one) => this.#world.complete(teamId, one)));
    await this.#take(jobs, made);
    await this.#seeGallery();
  }

  /** Everything at once: what comes, what goes, what is published, and who looks. */
  async atOnce({ made: jobs, removed, published, isPublic, asked: query }: Rush): Promise<void> {
    const gone = new Set(removed.map((pick) => this.#pick(pick)));
    const shown = new Set(published.map((pick) => this.#pick(pick)).filter((imageId) => !gone.has(imageId)));
    const looks = [{ limit: query.limit, presetId: query.presetId, text: undefined }, query];
    const [made] = await Promise.all([
      Promise.all(jobs.map((one) => this.#world.complete(teamId, one))),
      ...[...gone].map((imageId) => this.#world.remove(teamId, imageId)),
      ...[...shown].map((imageId) => this.#world.setPublic(teamId, imageId, isPublic)),
      ...looks.map(async (look) => {
        const { images } = await this.#ask(look, { newer: 0 });
        const ids = images.map(({ imageId }) => imageId);
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids.length).toBeLessThanOrEqual(look.limit);
      }),
    ]);

    this.#pictures = this.#pictures
      .filter(({ imageId }) => !gone.has(imageId))
      .map((picture) => (shown.has(picture.imageId) ? { ...picture, isPublic } : picture));
    await this.#take(jobs, made);
    await this.#seeGallery();
  }

  /** Puts what jobs made into the model, in the order that the library gave it. */
  async #take(jobs: readonly MadeJob[], made: readonly (readonly string[])[]): Promise<void> {
    const count = made.flat().length;
    const { images } = await this.#world.library.page({ teamId, start: { newer: 0 }, limit: count + 1 });
    const newest = images.slice(0, count);
    const ids = newest.map(({ imageId }) => imageId);

    expect(ids.toSorted()).toEqual(made.flat().toSorted());
    for (const ofJob of made) {
      const first = ids.indexOf(ofJob.at(-1) ?? '');
      expect(ids.slice(first, first + ofJob.length)).toEqual(ofJob.toReversed());
    }
    expectFalling(images.map(({ createdAtMillis }) => createdAtMillis));
    const jobOf = (imageId: string) => jobs[made.findIndex((ofJob) => ofJob.includes(imageId))];
    const taken = ids.flatMap((imageId) => {
      const one = jobOf(imageId);
      return one === undefined ? [] : [{ ...one, imageId }];
    });
    this.#pictures = [...taken, ...this.#pictures];
    this.#made.push(...made.flat());
  }

  remove(some: readonly number[]): Promise<void> {
    return this.#remove(some.map((pick) => this.#pick(pick)));
  }

  async #remove(ids: readonly string[]): Promise<void> {
    const before = this.#pictures;
    const there = await Promise.all(ids.map((imageId) => this.#world.remove(teamId, imageId)));

    for (const imageId of new Set(ids)) {
      const times = there.filter((was, index) => was && ids[index] === imageId).length;
      expect(times).toBe(before.some((picture) => picture.imageId === imageId) ? 1 : 0);
    }
    this.#pictures = before.filter(({ imageId }) => !ids.includes(imageId));
    await this.#seeGallery();
  }

  async publish(some: readonly number[], isPublic: boolean): Promise<void> {
    const ids = new Set(some.map((pick) => this.#pick(pick)));
    await Promise.all([...ids].map((imageId) => this.#world.setPublic(teamId, imageId, isPublic)));
    this.#pictures = this.#pictures.map((picture) =>
      ids.has(picture.imageId) ? { ...picture, isPublic } : picture,
    );
    await this.#seeGallery();
  }

  rename(presetId: string, name: string): void {
    this.#names.set(presetId, name);
  }

  async comparePage(query: Asked, page: number): Promise<void> {
    const newer = page * query.limit;
    const expected = this.#expected(query);
    const { images, total, next } = await this.#ask(query, { newer });

    expect({ ids: images.map(({ imageId }) => imageId), total, isLast: next === null }).toEqual({
      ids: expected.slice(newer, newer + query.limit),
      total: expected.length,
      isLast: newer + query.limit >= expected.length,
    });
    const shown = new Map(this.#pictures.map((picture) => [picture.imageId, picture]));
    for (const { imageId, isPublic, userPrompt, presetId } of images) {
      const { isPublic: mayLag, ...row } = { isPublic, userPrompt, presetId };
      expect(shown.get(imageId)).toMatchObject(this.#world.mayLag ? row : { ...row, isPublic: mayLag });
    }
  }

  /** From page to page by cursor, while a job completes and a picture goes after the first one. */
  async walk(query: Asked, between: MadeJob, pick: number): Promise<void> {
    const before = this.#expected(query);
    const first = await this.#ask(query, { newer: 0 });
    const seen = first.images.map(({ imageId }) => imageId);
    const removed = this.#pick(pick);
    await this.complete([between]);
    await this.#remove([removed]);

    for (let place: PagePlace | null = first.next; place !== null; ) {
      const { images, next } = await this.#ask(query, place);
      seen.push(...images.map(({ imageId }) => imageId));
      place = next;
    }
    expect(seen).toEqual(before.filter((imageId, rank) => imageId !== removed || rank < query.limit));
  }

  /** From page to page of the gallery, while a picture leaves it and another one enters. */
  async walkGallery(pick: number, between: MadeJob): Promise<void> {
    const before = this.#gallery;
    const limit = 2;
    const first = await this.#world.gallery.page({ start: { newer: 0 }, limit });
    const seen = first.images.map(({ imageId }) => imageId);
    const removed = this.#pick(pick);
    await this.complete([{ ...between, isPublic: true }]);
    await this.#remove([removed]);

    for (let place: PagePlace | null = first.next; place !== null; ) {
      const { images, next } = await this.#world.gallery.page({ start: place, limit });
      seen.push(...images.map(({ imageId }) => imageId));
      place = next;
    }
    expect(seen).toEqual(before.filter((imageId, rank) => imageId !== removed || rank < limit));
  }

  async compareGallery(page: number, limit: number): Promise<void> {
    const newer = page * limit;
    const { images, total, next } = await this.#world.gallery.page({ start: { newer }, limit });

    expect({ ids: images.map(({ imageId }) => imageId), total, isLast: next === null }).toEqual({
      ids: this.#gallery.slice(newer, newer + limit),
      total: this.#gallery.length,
      isLast: newer + limit >= this.#gallery.length,
    });
  }

  /** What stays keeps its order, and what was published since stands before it. */
  async #seeGallery(): Promise<void> {
    const { images } = await this.#world.gallery.page({ start: { newer: 0 }, limit: 100 });
    const ids = images.map(({ imageId }) => imageId);
    const shown = this.#pictures.filter(({ isPublic }) => isPublic).map(({ imageId }) => imageId);
    const stayed = this.#gallery.filter((imageId) => shown.includes(imageId));

    expect(ids.toSorted()).toEqual(shown.toSorted());
    expect(ids.slice(ids.length - stayed.length)).toEqual(stayed);
    this.#gallery = ids;
  }

  #ask({ presetId, text: needle, limit }: Asked, start: PageStart) {
    const presets = [...this.#names].map(([id, name]) => ({ presetId: id, name }));
    const query: LibraryQuery = {
      teamId,
      start,
      limit,
      ...(presetId === undefined ? {} : { presetId }),
      ...(needle === undefined ? {} : { search: librarySearch(needle, presets) }),
    };
    return this.#world.library.page(query);
  }

  /** By brute force, and in words of its own. */
  #expected({ presetId, text: needle }: Asked): readonly string[] {
    const has = (words: string) =>
      words
        .normalize('NFC')
        .toLowerCase()
        .includes((needle ?? '').normalize('NFC').toLowerCase());
    return this.#pictures
      .filter((picture) => presetId === undefined || picture.presetId === presetId)
      .filter((picture) => has(picture.userPrompt) || has(this.#names.get(picture.presetId ?? '') ?? '\0'))
      .map(({ imageId }) => imageId);
  }

  #pick(pick: number): string {
    return this.#made[pick % Math.max(1, this.#made.length)] ?? 'img_of_nobody';
  }
}

function expectFalling(values: readonly number[]): void {
  expect(values).toEqual(values.toSorted((a, b) => b - a));
}

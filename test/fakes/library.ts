import type { LibraryImageDetail } from '../../lambdas/domain/library/image.ts';
import type { Library, LibraryPage, LibraryQuery } from '../../lambdas/domain/library/library.ts';

/** Pictures of any number of teams, in memory, oldest first. */
export class FakeLibrary implements Library {
  readonly images: LibraryImageDetail[] = [];

  async page(query: LibraryQuery): Promise<LibraryPage> {
    const { start, limit } = query;
    const found = [...this.images.entries()]
      .filter(([, image]) => image.teamId === query.teamId && isFound(image, query))
      .reverse();
    const { before } = start;
    const first = before === undefined ? start.newer : found.filter(([index]) => index + 1 >= before).length;
    const page = found.slice(first, first + limit);
    const last = page.at(-1);
    const hasMore = last !== undefined && first + limit < found.length;
    return {
      images: page.map(([, image]) => image),
      total: found.length,
      next: hasMore ? { before: last[0] + 1, newer: start.newer + page.length } : null,
    };
  }

  async find(teamId: string, imageId: string): Promise<LibraryImageDetail | undefined> {
    return this.images.find((image) => image.teamId === teamId && image.imageId === imageId);
  }
}

/** Said a second time, plainly, so that it can differ from the code. */
export function isFound(
  { presetId, userPrompt }: Pick<LibraryImageDetail, 'presetId' | 'userPrompt'>,
  query: Pick<LibraryQuery, 'presetId' | 'search'>,
): boolean {
  if (query.presetId !== undefined && presetId !== query.presetId) return false;
  if (query.search === undefined) return true;
  const { text, presetIds } = query.search;
  const plain = (words: string) => words.normalize('NFC').toLowerCase();
  return (presetId !== null && presetIds.has(presetId)) || plain(userPrompt).includes(plain(text));
}

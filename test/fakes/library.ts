import type { LibraryImageDetail } from '../../lambdas/domain/library/image.ts';
import type { Library, LibraryPage, LibraryQuery } from '../../lambdas/domain/library/library.ts';
import { matches } from '../../lambdas/domain/library/matches.ts';

/** Pictures of any number of teams, in memory, oldest first. */
export class FakeLibrary implements Library {
  readonly images: LibraryImageDetail[] = [];

  async page(query: LibraryQuery): Promise<LibraryPage> {
    const found = this.images
      .filter((image) => image.teamId === query.teamId && matches(image, query))
      .reverse();
    const first = (query.page - 1) * query.limit;
    return { images: found.slice(first, first + query.limit), total: found.length };
  }

  async find(teamId: string, imageId: string): Promise<LibraryImageDetail | undefined> {
    return this.images.find((image) => image.teamId === teamId && image.imageId === imageId);
  }
}

/**
 * Keys of the served objects. They are public to whoever knows them, so `random` carries at least 128 random bits, and
 * `teamHandle` is opaque: it maps to nothing outside the catalogue.
 */
export function storageKeyOf(teamHandle: string, random: string): string {
  return `generated/team-${teamHandle}/${random}.webp`;
}

/** The provider's own bytes stand beside a picture whose stage keeps them. Nobody serves them but the API, to their team. */
export function originalKeyOf(storageKey: string): string {
  return storageKey.replace(/^generated\//, 'originals/').replace(/\.webp$/, '');
}

/** The thumbnail of a stored picture stands beside it, under a prefix of its own. */
export function thumbnailKeyOf(storageKey: string): string {
  return storageKey.replace(/^generated\//, 'thumbnails/');
}

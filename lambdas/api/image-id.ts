/** An id that could never be one of ours need not be looked for. */
export function looksLikeImageId(text: string): boolean {
  return /^img_[0-9a-f]{32}$/.test(text);
}

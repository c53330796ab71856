/** An id that could never be one of ours need not be looked for. */
export function looksLikeJobId(text: string): boolean {
  return /^job_[0-9a-f]{32}$/.test(text);
}

/** `dr_` and 43 base64url characters: 256 random bits, shown once; only the SHA-256 is stored. */
export const apiKeyPattern = /^dr_[A-Za-z0-9_-]{43}$/;

export function looksLikeApiKey(text: string): boolean {
  return apiKeyPattern.test(text);
}

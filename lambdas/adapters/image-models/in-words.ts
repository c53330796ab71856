/** The prompt for a model that has no parameter for what must not be seen. */
export function inWords(prompt: string, negativePrompt: string | null): string {
  return negativePrompt === null ? prompt : `${prompt}\n\nDo not include: ${negativePrompt}`;
}

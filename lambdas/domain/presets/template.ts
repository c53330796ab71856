/** Where the caller's own prompt goes. */
export const promptPlaceholder = 'prompt';

const placeholder = /\{\{\s*([A-Za-z][A-Za-z0-9_]*)\s*\}\}/g;

/** The names that a template has placeholders for. */
export function placeholdersOf(template: string): ReadonlySet<string> {
  return new Set([...template.matchAll(placeholder)].map(([, name = '']) => name));
}

/** What looks like a placeholder and is none, such as `{{product-name}}`: it would go to the model as it stands. */
export function oddPlaceholdersOf(template: string): readonly string[] {
  return [...template.replace(placeholder, '').matchAll(/\{\{[^{}]{0,100}\}\}/g)].map(([text]) => text);
}

/**
 * Fills a template in one pass: what a value holds is never a placeholder again, and only the map's own keys count. A
 * template without `{{prompt}}` takes the prompt on a line of its own at the end.
 */
export function renderPrompt(
  template: string,
  userPrompt: string,
  values: ReadonlyMap<string, string>,
): string {
  const takesPrompt = placeholdersOf(template).has(promptPlaceholder);
  const rendered = template.replace(placeholder, (_, name: string) =>
    name === promptPlaceholder ? userPrompt : (values.get(name) ?? ''),
  );

  return (takesPrompt || userPrompt.trim() === '' ? rendered : `${rendered}\n${userPrompt}`).trim();
}

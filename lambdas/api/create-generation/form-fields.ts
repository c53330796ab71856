import type { Form } from '../../http/multipart-body.ts';
import { mayHoldMoreValues } from '../../http/value-count.ts';
import { maxValues } from './request.ts';

/** How the text of a form's field becomes what the JSON body has. Text that does not is left for the schema to refuse. */
const readers: Readonly<Record<string, (text: string) => unknown>> = {
  sampleCount: (text) => (/^\d{1,4}$/.test(text) ? Number(text) : text),
  isPublic: (text) => ({ true: true, '1': true, false: false, '0': false })[text] ?? text,
  variables: fromJson,
  refImageBase64: fromJson,
  refImageUrls: fromJson,
  refImageUploads: fromJson,
};

/** The fields of a form, as the JSON body would have them. */
export function bodyOfForm({ fields }: Form): Record<string, unknown> {
  const entries = [...fields].map(([name, text]) => {
    const read = Object.hasOwn(readers, name) ? readers[name] : undefined;
    return [name, read === undefined ? text : read(text)] as const;
  });
  return Object.fromEntries(entries);
}

function fromJson(text: string): unknown {
  if (mayHoldMoreValues(text, maxValues)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

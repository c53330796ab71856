import type { Refusal } from './refusal.ts';

/** What a form says before its file, by lower-case name: S3 does not care for case, and SDKs differ in it. */
export type FormFields = ReadonlyMap<string, string>;

/** S3's own limit for all that precedes the file. */
export const fieldsLimitBytes = 20_000;

/** Gathers the fields of one form. */
export function fieldCollector() {
  const fields = new Map<string, string>();
  let bytes = 0;
  return {
    fields,
    add(name: string, value: string): Refusal | undefined {
      bytes += Buffer.byteLength(name) + Buffer.byteLength(value);
      if (bytes > fieldsLimitBytes) return fieldsTooLarge;
      // Which one S3 would take is not documented, and one could be checked and the other used.
      if (fields.has(name.toLowerCase())) return repeated(name);

      fields.set(name.toLowerCase(), value);
      return undefined;
    },
  };
}

export const fieldsTooLarge: Refusal = {
  status: 400,
  code: 'MaxPostPreDataLengthExceeded',
  message: 'Your POST request fields preceding the upload file were too large.',
};

function repeated(name: string): Refusal {
  return { status: 400, code: 'InvalidArgument', message: `The form has more than one field ${name}.` };
}

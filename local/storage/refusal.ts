/** What S3 answers instead of doing what was asked. */
export type Refusal = { readonly status: number; readonly code: string; readonly message: string };

/** S3's words for a form that its policy does not allow. */
export function againstPolicy(why: string): Refusal {
  return { status: 403, code: 'AccessDenied', message: `Invalid according to Policy: ${why}` };
}

export function notKnown(what: string): Refusal {
  return { status: 501, code: 'NotImplemented', message: `The laptop's S3 does not know ${what}.` };
}

export function xmlOf({ code, message }: Refusal): string {
  return `<Error><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error>`;
}

/** Messages quote what the client sent. */
function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

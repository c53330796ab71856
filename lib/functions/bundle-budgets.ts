import type { RouteEntry } from '../api/routes.ts';

/** The folder of a function under `lambdas/`. */
export type FunctionEntry =
  | RouteEntry
  | 'api/no-route'
  | 'invoked/keep-references'
  | `workflow/${'charge' | 'store' | 'complete' | 'refund'}`
  | `queue/${'settle' | `generate-${'bedrock' | 'compatible' | 'google' | 'openai' | 'sandbox'}`}`
  | 'schedule/audit-balances'
  | 'schedule/sweep';

/**
 * How much each function may carry, in thousands of bytes, minified: a tenth of a millisecond of CPU per start and KB on a
 * slow day. What is over is a question (does every start need this?), and then either a saving or a larger number here,
 * with its reason. The goal of a function of the API is 350; those with S3's client as well are over it: its shapes of XML,
 * checksums and endpoints are 110 alone.
 */
export const bundleBudgetsKilobytes = {
  'api/create-generation': 625,
  'api/create-preset': 330,
  'api/create-upload': 445,
  'api/delete-image': 445,
  'api/delete-preset': 330,
  'api/download-image': 445,
  'api/get-docs': 130,
  'api/get-generation': 450,
  'api/get-health': 130,
  'api/get-image': 330,
  'api/get-openapi': 180,
  'api/get-preset': 330,
  'api/get-usage': 330,
  'api/list-gallery': 330,
  'api/list-generations': 330,
  'api/list-ledger': 330,
  'api/list-library': 350,
  'api/list-models': 345,
  'api/list-presets': 330,
  'api/no-route': 130,
  'api/put-preset': 330,
  'api/update-image': 335,
  'invoked/keep-references': 375,
  'queue/generate-bedrock': 610,
  'queue/generate-compatible': 940,
  'queue/generate-google': 1310,
  'queue/generate-openai': 940,
  'queue/generate-sandbox': 525,
  'queue/settle': 470,
  'schedule/audit-balances': 310,
  'schedule/sweep': 360,
  'workflow/charge': 325,
  'workflow/complete': 330,
  'workflow/refund': 320,
  'workflow/store': 350,
} as const satisfies Record<FunctionEntry, number>;

export const functionEntries: readonly FunctionEntry[] =
  Object.keys(bundleBudgetsKilobytes).filter(isFunctionEntry);

export function isFunctionEntry(text: string): text is FunctionEntry {
  return Object.hasOwn(bundleBudgetsKilobytes, text);
}

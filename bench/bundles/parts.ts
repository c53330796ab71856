/** What an output is made of, as esbuild tells it: bytes by path. */
export type Inputs = Readonly<Record<string, { readonly bytesInOutput: number }>>;

export type Part = { readonly name: string; readonly bytes: number };

/** The largest packages, and folders of our own, of a bundle. */
export function largestParts(inputs: Inputs, count: number): readonly Part[] {
  const byPart = Map.groupBy(Object.entries(inputs), ([path]) => partOf(path));
  return [...byPart]
    .map(([name, files]) => ({ name, bytes: files.reduce((sum, [, file]) => sum + file.bytesInOutput, 0) }))
    .sort((a, b) => b.bytes - a.bytes)
    .slice(0, count);
}

/** Modules of which something is left. */
export function moduleCount(inputs: Inputs): number {
  return Object.values(inputs).filter(({ bytesInOutput }) => bytesInOutput > 0).length;
}

/** `…/node_modules/@smithy/core/dist-es/x.js` → `@smithy/core`; `lambdas/domain/jobs/job.ts` → `lambdas/domain`. */
function partOf(path: string): string {
  const [, packageName] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path) ?? [];
  return packageName ?? path.split('/').slice(0, 2).join('/');
}

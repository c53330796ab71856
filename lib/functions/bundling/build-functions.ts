import { join } from 'node:path';
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';
import type { FunctionEntry } from '../bundle-budgets.ts';
import { type Replacement, replacements } from './left-out.ts';

const root = join(import.meta.dirname, '../../..');

/** What a bundle is made of, as esbuild tells it. */
export type Weighed = Metafile['outputs'][string];

/** Writes `<entry>/index.cjs` for each into a folder. */
export async function buildFunctions(entries: readonly FunctionEntry[], outputFolder: string): Promise<void> {
  await Promise.all(groupsOf(entries).map((group) => build(optionsFor(group, outputFolder))));
}

/** The same without writing anything. `onReplaced` is told of each module that is carried in another form. */
export async function weighFunctions(
  entries: readonly FunctionEntry[],
  onReplaced: (module: RegExp) => void = () => {},
): Promise<readonly { readonly entry: FunctionEntry; readonly weighed: Weighed }[]> {
  const built = await Promise.all(
    groupsOf(entries).map((group) =>
      build({ ...optionsFor(group, 'out', onReplaced), write: false, metafile: true }),
    ),
  );
  const outputs = new Map(built.flatMap(({ metafile }) => Object.entries(metafile.outputs)));
  return entries.flatMap((entry) => {
    const weighed = outputs.get(`out/${entry}/index.cjs`);
    return weighed === undefined ? [] : [{ entry, weighed }];
  });
}

type Group = { readonly entries: readonly FunctionEntry[]; readonly replaced: readonly Replacement[] };

/** Functions with the same replacements are built together: a module that all of them use is read and parsed once. */
function groupsOf(entries: readonly FunctionEntry[]): readonly Group[] {
  const needsAll = (entry: FunctionEntry) => replacements.some(({ but }) => but === entry);
  return [
    { entries: entries.filter((entry) => !needsAll(entry)), replaced: replacements },
    ...entries
      .filter(needsAll)
      .map((entry) => ({ entries: [entry], replaced: replacements.filter(({ but }) => but !== entry) })),
  ].filter((group) => group.entries.length > 0);
}

/**
 * One file a function: CommonJS, for an ES module's imports of Node's own modules cost 30 ms of a cold start, and named
 * so, for a package.json above it may say otherwise. No source map: what a stack trace gains, every cold start would pay.
 */
function optionsFor(
  { entries, replaced }: Group,
  outputFolder: string,
  onReplaced: (module: RegExp) => void = () => {},
): BuildOptions {
  return {
    entryPoints: entries.map((entry) => ({
      in: join(root, 'lambdas', entry, 'handler.ts'),
      out: `${entry}/index`,
    })),
    outdir: outputFolder,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    // `import()` becomes `require()`, for the same reason: the SDK's of node:http took 13 ms of CPU of a first answer.
    supported: { 'dynamic-import': false },
    mainFields: ['module', 'main'],
    legalComments: 'none',
    external: ['sharp', '@img/*'],
    // Zod compiles each object's schema into a function when it parses with it first. That takes 2 ms of CPU of a cold start
    // of reads and 10 of POST's, and saves a warm one a microsecond a row.
    banner: { js: 'globalThis.__zod_globalConfig={jitless:true};' },
    plugins: [leavingOut(replaced, onReplaced)],
    absWorkingDir: root,
    // What reads import.meta has another way to find its files in a bundle.
    logOverride: { 'empty-import-meta': 'silent' },
    logLevel: 'error',
  };
}

function leavingOut(replaced: readonly Replacement[], onReplaced: (module: RegExp) => void): Plugin {
  return {
    name: 'leave-out',
    setup(build) {
      for (const { module, replace } of replaced)
        build.onLoad({ filter: module }, ({ path }) => {
          onReplaced(module);
          return replace(path);
        });
      // 16 KB. Only answers that stream events need this, and their clients import it by themselves, statically.
      build.onResolve({ filter: /^@smithy\/core\/event-streams$/ }, ({ kind, path }) =>
        kind === 'dynamic-import' ? { path, namespace: 'nothing' } : undefined,
      );
      build.onLoad({ filter: /.*/, namespace: 'nothing' }, () => ({ contents: '' }));
    },
  };
}

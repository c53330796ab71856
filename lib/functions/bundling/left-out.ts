import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Loader } from 'esbuild';
import type { FunctionEntry } from '../bundle-budgets.ts';

type Text = { readonly contents: string; readonly loader?: Loader; readonly resolveDir?: string };

/** A module of a package that a function carries in another form than it was published. */
export type Replacement = {
  readonly module: RegExp;
  /** The function that needs the module as it is. */
  readonly but?: FunctionEntry;
  readonly replace: (path: string) => Text;
};

/**
 * What no function ever runs, and is not carried. Each line says what it takes off `api/list-library` (521 KB without any
 * of them) unless it names another function, and what would break it; `bundles.test.ts` notices when a line no longer
 * matches anything.
 */
export const replacements: readonly Replacement[] = [
  {
    // 136 KB. Lambda hands credentials to a function in its environment, and so does the laptop; the SDK's chain of profiles,
    // SSO, processes, web identities and metadata services, with a client for each, comes after that and is never reached.
    // Functions in containers of their own, or restored from snapshots, would get credentials by HTTP: they need the chain.
    module: /@aws-sdk\/credential-provider-node\/dist-es\/index\.js$/,
    replace: (path) => ({
      contents: "export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';",
      resolveDir: dirname(path),
    }),
  },
  {
    // 21 KB. Every schema of zod can describe itself as JSON Schema; only the route that serves the document asks it to.
    module: /zod\/v4\/core\/(to-json-schema|json-schema-processors)\.js$/,
    but: 'api/get-openapi',
    replace: uncallable,
  },
  {
    // 2 KB, and two reads of a disk that has no such files: ~/.aws/config and credentials. Where the environment says nothing,
    // the SDK looks there for its settings; on the laptop they lead to /dev/null. Profiles would need them.
    module: /@smithy\/core\/dist-es\/submodules\/config\/shared-ini-file-loader\/loadSharedConfigFiles\.js$/,
    replace: () => ({
      contents: `export const CONFIG_PREFIX_SEPARATOR = '.';
        export const loadSharedConfigFiles = async () => ({ configFile: {}, credentialsFile: {} });`,
    }),
  },
  {
    // 1 ms of each first call and 0.1 ms of all others. The SDK blackens what is secret in what it would log, even where its
    // logger drops everything, as ours does.
    module: /@smithy\/core\/dist-es\/submodules\/client\/smithy-client\/schemaLogFilter\.js$/,
    replace: () => ({ contents: "export const schemaLogFilter = () => '(left out of the bundle)';" }),
  },
  {
    // 7 KB. DynamoDB's endpoints are discovered only when a client is told to; ours are not.
    module: /@aws-sdk\/endpoint-cache\/dist-es\/EndpointCache\.js$/,
    replace: () => ({ contents: 'export class EndpointCache {}' }),
  },
  {
    // 2 KB for each client, which reads nothing but its own version there.
    module: /@aws-sdk\/client-[^/]+\/package\.json$/,
    replace: (path) => {
      const { version }: { version: string } = JSON.parse(readFileSync(path, 'utf8'));
      return { contents: JSON.stringify({ version }), loader: 'json' };
    },
  },
  {
    // 59 KB of `api/get-generation`: S3's shapes of all its operations, of which we call five. Their computed keys keep
    // esbuild from seeing that an unused one can go; written out, they can.
    module: /@aws-sdk\/client-[^/]+\/dist-es\/schemas\/schemas_\d+\.js$/,
    replace: (path) => ({ contents: writtenOut(readFileSync(path, 'utf8')) }),
  },
];

/** The same exported functions, each of which says that it is not there. */
function uncallable(path: string): Text {
  const names = [...readFileSync(path, 'utf8').matchAll(/^export (?:const|function) (\w+)/gm)];
  const absent = `function absent() { throw new Error('Left out of the bundle: ${path.split('node_modules/').at(-1)}'); }`;
  return { contents: [absent, ...names.map(([, name]) => `export { absent as ${name} };`)].join('\n') };
}

/** `const _h = "http"; … { [_h]: 1 }` → `{ "http": 1 }` */
function writtenOut(source: string): string {
  const values = new Map(
    [...source.matchAll(/^const (_\w+) = ("(?:[^"\\]|\\.)*");$/gm)].map(([, name, value]) => [name, value]),
  );
  return source.replace(/\[(_\w+)\]:/g, (key, name: string) =>
    values.has(name) ? `${values.get(name)}:` : key,
  );
}

import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import type { FunctionConfig } from '../../local/lambda/invocation.ts';
import type { ApiWorld } from './api-world.ts';

const root = join(import.meta.dirname, '../..');

export type PeerFunction = {
  readonly name: string;
  readonly config: FunctionConfig;
  readonly kilobytes: number;
};

/**
 * A function that reads one item, as most write it: the SDK, middy, zod and Powertools, in one minified file by esbuild's own
 * settings, as CDK's NodejsFunction makes it with `minify` and the SDK in the bundle.
 */
export const usuallyWritten = 'a function as usually written and bundled';

/** The least that reads an item: one request, signed by hand. */
const signedByHand = 'a function that signs one request by hand';

/** What a function of ours is held against. Each reads one item of DynamoDB before it answers 200; ours do before a 401. */
export async function peerFunctions(world: ApiWorld): Promise<readonly PeerFunction[]> {
  const like = world.functionOf('GET', '/v0/usage');
  const peers = [
    { file: 'usually-written', name: usuallyWritten },
    { file: 'signed-by-hand', name: signedByHand },
  ];
  return Promise.all(
    peers.map(async ({ file, name }) => {
      const codeDirectory = join(world.folder, file);
      const outfile = join(codeDirectory, 'index.cjs');
      await build({ ...optionsFor(file), outfile });
      const { size } = await stat(outfile);
      return { name, config: { ...like, name: file, codeDirectory }, kilobytes: size / 1000 };
    }),
  );
}

/** Without writing anything. */
export async function kilobytesAsUsuallyWritten(): Promise<number> {
  const { outputFiles } = await build({ ...optionsFor('usually-written'), write: false });
  return (outputFiles[0]?.contents.byteLength ?? Number.NaN) / 1000;
}

function optionsFor(file: string): BuildOptions {
  return {
    entryPoints: [join(import.meta.dirname, 'peers', `${file}.ts`)],
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    absWorkingDir: root,
    logLevel: 'error',
  };
}

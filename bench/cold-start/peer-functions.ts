import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { FunctionConfig } from '../../local/lambda/invocation.ts';
import type { ApiWorld } from './api-world.ts';

const root = join(import.meta.dirname, '../..');

export type PeerFunction = {
  readonly name: string;
  readonly config: FunctionConfig;
  readonly kilobytes: number;
};

/**
 * What a function of ours is held against: one as most write it, with the SDK, middy, zod and Powertools in one minified
 * file by esbuild's own settings, as CDK's NodejsFunction makes it; and one that signs its only request by hand. Each reads
 * one item of DynamoDB before it answers 200, as ours do.
 */
export async function peerFunctions(world: ApiWorld): Promise<readonly PeerFunction[]> {
  const like = world.functionOf('GET', '/v0/usage');
  const peers = [
    { file: 'usually-written', name: 'a function as usually written and bundled' },
    { file: 'signed-by-hand', name: 'a function that signs one request by hand' },
  ];
  return Promise.all(
    peers.map(async ({ file, name }) => {
      const codeDirectory = join(world.folder, file);
      const outfile = join(codeDirectory, 'index.cjs');
      await build({
        entryPoints: [join(import.meta.dirname, 'peers', `${file}.ts`)],
        outfile,
        bundle: true,
        minify: true,
        platform: 'node',
        target: 'node24',
        absWorkingDir: root,
        logLevel: 'error',
      });
      const { size } = await stat(outfile);
      return { name, config: { ...like, name: file, codeDirectory }, kilobytes: size / 1000 };
    }),
  );
}

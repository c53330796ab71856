import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, platform } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';

/** Packages whose versions move figures. */
const measured = ['esbuild', 'sharp', '@aws-sdk/client-dynamodb', '@aws-sdk/client-s3', 'zod', '@middy/core'];

const packageJson = z.object({ version: z.string() });

export type Machine = {
  readonly system: string;
  readonly cpu: string;
  readonly cores: number;
  readonly node: string;
  readonly packages: Readonly<Record<string, string>>;
  /** Processes that wanted a core in the last minute, on average. */
  readonly loadBefore: number;
};

/** What figures were measured on, as of now. */
export function machine(): Machine {
  return {
    system: `${platform()} ${process.arch}`,
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    node: process.version,
    packages: Object.fromEntries(measured.map((name) => [name, versionOf(name)])),
    loadBefore: loadavg()[0] ?? 0,
  };
}

/** Where other work may have stretched times. */
export function isBusy({ loadBefore, cores }: Machine): boolean {
  return loadBefore > cores / 2;
}

export function inWords({ system, cpu, cores, node, packages }: Machine): string {
  const versions = Object.entries(packages).map(([name, version]) => `${name} ${version}`);
  return `${system}, ${cores} cores of ${cpu}, Node ${node}; ${versions.join(', ')}`;
}

function versionOf(name: string): string {
  const path = join(import.meta.dirname, '../node_modules', name, 'package.json');
  return packageJson.parse(JSON.parse(readFileSync(path, 'utf8'))).version;
}

import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';

const root = join(import.meta.dirname, '../..');

/** Where the native image library of an architecture was installed, and the packages that it needs at run time. */
const sharpSources = {
  arm64: join(root, 'vendor/sharp/node_modules'),
  host: join(root, 'node_modules'),
} as const;

export type Bundle = {
  /** Folder under `lambdas/` that holds `handler.ts`. */
  readonly entry: string;
  /** Which build of sharp goes with it; none when absent. */
  readonly sharp?: keyof typeof sharpSources;
  /** Folders under `lambdas/` that go beside the bundle under their own last name, such as fonts. */
  readonly files?: readonly string[];
  readonly packageFiles?: PackageFiles;
};

/** Files of one installed package, which go beside the bundle into a folder. */
export type PackageFiles = {
  readonly packageName: string;
  readonly names: readonly string[];
  /** Name of the folder beside the bundle. */
  readonly folder: string;
};

/**
 * One file per function, made by `bundling/`, and what it reads at run time beside it. It is built by a process of ours, so
 * that synthesis needs neither Docker nor a network. The asset's hash is that of what was built.
 */
export function bundle({ entry, sharp, files = [], packageFiles }: Bundle): Code {
  const folder = join(root, 'lambdas', entry);

  return Code.fromAsset(folder, {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // Never pulled: the local build below always succeeds, or throws.
      image: DockerImage.fromRegistry('scratch'),
      local: {
        tryBundle(outputFolder) {
          cpSync(join(builtFunctions(), entry), outputFolder, { recursive: true });
          if (sharp !== undefined) copySharp(sharpSources[sharp], outputFolder);
          for (const folderOfFiles of files) copyFiles(folderOfFiles, outputFolder);
          if (packageFiles !== undefined) copyPackageFiles(packageFiles, outputFolder);
          return true;
        },
      },
    },
  });
}

let built: string | undefined;

/** All of them at once, when the first is asked for: what most of them use is then parsed once. */
function builtFunctions(): string {
  if (built === undefined) {
    const folder = mkdtempSync(join(tmpdir(), 'darkroom-bundles-'));
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    execFileSync(process.execPath, [join(import.meta.dirname, 'bundling/main.ts'), folder], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    built = folder;
  }
  return built;
}

function copySharp(source: string, outputFolder: string): void {
  for (const name of ['sharp', 'detect-libc', 'semver', '@img']) {
    const target = join(outputFolder, 'node_modules', name);
    mkdirSync(dirname(target), { recursive: true });
    cpSync(join(source, name), target, { recursive: true, dereference: true });
  }
  rmSync(join(outputFolder, 'node_modules/.package-lock.json'), { force: true });
}

function copyFiles(folder: string, outputFolder: string): void {
  cpSync(join(root, 'lambdas', folder), join(outputFolder, basename(folder)), { recursive: true });
}

function copyPackageFiles({ packageName, names, folder }: PackageFiles, outputFolder: string): void {
  for (const name of names) {
    cpSync(join(root, 'node_modules', packageName, name), join(outputFolder, folder, name));
  }
}

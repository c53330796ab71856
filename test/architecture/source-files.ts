import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { parseSync } from 'oxc-parser';

const root = join(import.meta.dirname, '../..');
const folders = ['bin', 'lib', 'lambdas', 'local', 'admin', 'deploy', 'bench', 'gameday', 'test'];

export type SourceFile = {
  /** From the repository's root, with forward slashes. */
  readonly path: string;
  readonly lines: number;
  /** Paths of this repository that it imports, from the root. */
  readonly imports: readonly string[];
  /** Names of packages that it imports. */
  readonly packages: readonly string[];
  /** Lines with an `as` other than `as const`. */
  readonly assertions: readonly number[];
};

export function sourceFiles(): readonly SourceFile[] {
  return folders
    .flatMap((folder) => globSync(`${folder}/**/*.ts`, { cwd: root }))
    .map((path) => read(path.replaceAll('\\', '/')));
}

function read(path: string): SourceFile {
  const text = readFileSync(join(root, path), 'utf8');
  const { module, program } = parseSync(path, text);
  const specifiers = [
    ...module.staticImports.map((found) => found.moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap((entry) => entry.moduleRequest?.value ?? []),
    ),
    ...module.dynamicImports.map((found) =>
      text.slice(found.moduleRequest.start + 1, found.moduleRequest.end - 1),
    ),
  ];

  return {
    path,
    lines: text.split('\n').length - 1,
    imports: specifiers.filter((name) => name.startsWith('.')).map((name) => resolve(path, name)),
    packages: specifiers.filter((name) => !name.startsWith('.')),
    assertions: assertionsIn(program, text),
  };
}

function resolve(from: string, specifier: string): string {
  return relative(root, join(root, dirname(from), specifier)).replaceAll('\\', '/');
}

function assertionsIn(node: unknown, text: string): readonly number[] {
  if (Array.isArray(node)) return node.flatMap((child) => assertionsIn(child, text));
  if (typeof node !== 'object' || node === null) return [];

  const inside = Object.values(node).flatMap((child) => assertionsIn(child, text));
  if (!('type' in node) || node.type !== 'TSAsExpression' || !('start' in node) || !('end' in node))
    return inside;

  const source = text.slice(Number(node.start), Number(node.end));
  const line = text.slice(0, Number(node.start)).split('\n').length;
  return source.endsWith('as const') ? inside : [...inside, line];
}

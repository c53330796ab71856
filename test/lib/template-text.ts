import type { Template } from 'aws-cdk-lib/assertions';

const lineWidth = 120;

/** A template as text that a person can compare: what changes with the code of functions, or with their stage's name, is masked. */
export function maskedTemplate(template: Template, stageName: string): unknown {
  const text = JSON.stringify(template.toJSON())
    .replace(/[0-9a-f]{64}(?=\.(zip|json))/g, '<asset>')
    // A deployment is named by the hash of all that it deploys.
    .replace(/(Deployment[0-9A-Za-z]{8})[0-9a-f]{32}/g, '$1<hash>')
    .replaceAll(new RegExp(`\\b${stageName}\\b`, 'g'), '<stage>')
    .replaceAll(new RegExp(`Darkroom${stageName}(Data|Service)\\w+`, 'g'), (name) =>
      name.replace(stageName, '<stage>').replaceAll(/[0-9A-F]{16}|1[0-9A-F]{8}|[0-9A-F]{8}/g, '<hash>'),
    );
  return JSON.parse(text);
}

/** JSON of which each value that fits stands in one line. */
export function textOf(value: unknown, indent = ''): string {
  const inOneLine = JSON.stringify(value);
  if (typeof value !== 'object' || value === null || indent.length + inOneLine.length <= lineWidth) {
    return inOneLine;
  }
  const deeper = `${indent}  `;
  const lines = Array.isArray(value)
    ? value.map((element) => `${deeper}${textOf(element, deeper)}`)
    : Object.entries(value).map(
        ([name, member]) => `${deeper}${JSON.stringify(name)}: ${textOf(member, deeper)}`,
      );
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  return `${open}\n${lines.join(',\n')}\n${indent}${close}`;
}

/** What differs, a line each, by the path that leads there. */
export function differences(of: unknown, from: unknown, path = ''): readonly string[] {
  if (JSON.stringify(of) === JSON.stringify(from)) return [];
  const [members, others] = [membersOf(of), membersOf(from)];
  if (members === undefined || others === undefined) return [`${path}: ${told(of)}, not ${told(from)}`];

  const names = [...new Set([...members.keys(), ...others.keys()])].toSorted();
  return names.flatMap((name) =>
    differences(members.get(name), others.get(name), path === '' ? name : `${path} / ${name}`),
  );
}

function membersOf(value: unknown): ReadonlyMap<string, unknown> | undefined {
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : undefined;
}

/** A resource that only one of them has is told by its type: the whole stands in the other file. */
function told(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'object' && value !== null && 'Type' in value) return `a ${String(value.Type)}`;
  return JSON.stringify(value);
}

type Item = Readonly<Record<string, unknown>>;

/** Maps whose names are data. */
const freeMaps = /(^|\.)(variables|crops|credits|pixelSizes|qualities)$/;

/**
 * The shape of some items of one kind: by the path of each attribute its types, with `?` where some items lack it. A
 * list's elements are one path, and so are the counters of all models, the claims of all samples and the windows of those who wait.
 */
export function shapeOf(items: readonly Item[]): Readonly<Record<string, string>> {
  const seen = new Map<string, { count: number; readonly types: Set<string> }>();
  const owners = new Map<string, number>();

  const visit = (path: string, value: unknown): void => {
    const at = seen.get(path) ?? { count: 0, types: new Set() };
    seen.set(path, { count: at.count + 1, types: at.types.add(typeOf(value)) });
    if (Array.isArray(value)) for (const element of value) visit(`${path}[]`, element);
    if (isMap(value) && !freeMaps.test(path)) visitMembers(path, value);
  };
  const visitMembers = (path: string, map: Item): void => {
    owners.set(path, (owners.get(path) ?? 0) + 1);
    const members = new Map(Object.entries(map).map(([name, member]) => [generalised(name), member]));
    for (const [name, member] of members) visit(path === '' ? name : `${path}.${name}`, member);
  };
  for (const item of items) visitMembers('', item);

  const shape = [...seen].map(([path, { count, types }]): [string, string] => {
    const owner = path.includes('.') ? path.slice(0, path.lastIndexOf('.')) : '';
    const isOptional = !path.endsWith('[]') && count < (owners.get(owner) ?? 0);
    return [path, `${[...types].toSorted().join(' | ')}${isOptional ? '?' : ''}`];
  });
  return Object.fromEntries(shape.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function generalised(name: string): string {
  return name
    .replace(/^(jobs|images|credits)#.+/, '$1#<model>')
    .replace(/^began\d+$/, 'began<window>')
    .replace(/^(claim|attempts|loss)\d+(Fallback)?$/, '$1<sample>$2');
}

function isMap(value: unknown): value is Item {
  return typeOf(value) === 'map';
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (value instanceof Uint8Array) return 'bytes';
  if (value instanceof Set) return `set of ${typeof [...value][0]}`;
  if (Array.isArray(value)) return 'list';
  return typeof value === 'object' ? 'map' : typeof value;
}

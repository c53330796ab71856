/** One method of one resource, and the function behind it. */
export type Route = {
  /** `ANY` answers what no other method of the path does. */
  readonly method: string;
  /** Such as `/v0/images/generations/{jobId}`; `{proxy+}` takes the rest of a path. */
  readonly path: string;
  readonly resourceId: string;
  readonly functionName: string;
  readonly transferMode: 'STREAM' | 'BUFFERED';
  readonly timeoutMillis: number;
};

/** Values are decoded. */
export type Match = { readonly route: Route; readonly pathParameters: Readonly<Record<string, string>> };

const methodsOfAny: ReadonlySet<string> = new Set([
  'DELETE',
  'GET',
  'HEAD',
  'OPTIONS',
  'PATCH',
  'POST',
  'PUT',
]);

/**
 * Chooses as a REST API does: first the resource, where an exact part beats a parameter, which beats the rest of the
 * path; then its method, before its ANY. A slash at the end does not matter.
 */
export function matchRoute(routes: readonly Route[], method: string, path: string): Match | undefined {
  const parts = partsOf(path);
  const candidates = routes.flatMap((route) => {
    const pathParameters = matchParts(partsOf(route.path), parts);
    return pathParameters === undefined ? [] : [{ route, pathParameters, rank: rankOf(route) }];
  });
  const best = candidates.map(({ rank }) => rank).sort()[0];
  const ofResource = candidates.filter(({ rank }) => rank === best);

  return (
    ofResource.find(({ route }) => route.method === method) ??
    ofResource.find(({ route }) => route.method === 'ANY' && methodsOfAny.has(method))
  );
}

function partsOf(path: string): readonly string[] {
  const inner = path.replace(/^\//, '').replace(/\/$/, '');
  return inner === '' ? [] : inner.split('/');
}

function matchParts(
  pattern: readonly string[],
  parts: readonly string[],
): Record<string, string> | undefined {
  const parameters: [string, string][] = [];
  for (const [index, part] of pattern.entries()) {
    const given = parts[index];
    if (given === undefined) return undefined;
    const [, name, isRest] = /^\{([^}+]+)(\+)?\}$/.exec(part) ?? [];
    if (name !== undefined && isRest !== undefined) {
      return Object.fromEntries([...parameters, [name, parts.slice(index).map(decode).join('/')]]);
    }
    if (name !== undefined) parameters.push([name, decode(given)]);
    else if (part !== decode(given)) return undefined;
  }
  return pattern.length === parts.length ? Object.fromEntries(parameters) : undefined;
}

/** Sorts exact before parameter before rest, part by part. */
function rankOf({ path }: Route): string {
  return partsOf(path)
    .map((part) => (part.endsWith('+}') ? '2' : part.startsWith('{') ? '1' : '0'))
    .join('');
}

/** A part that is not percent-encoded properly is taken as it stands. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

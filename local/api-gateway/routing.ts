export type Route = {
  /** `ANY` answers what no other method of the path does. */
  readonly method: string;
  /** Such as `/v0/images/generations/{jobId}`; `{proxy+}` takes the rest of a path. */
  readonly path: string;
  readonly functionName: string;
  readonly timeoutMillis: number;
};

export type Match = { readonly route: Route; readonly pathParameters: Readonly<Record<string, string>> };

/** Chooses a route as a REST API does: an exact part beats a parameter, which beats the rest; a method beats ANY. */
export function matchRoute(routes: readonly Route[], method: string, path: string): Match | undefined {
  const parts = split(path);
  const matches = routes
    .filter((route) => route.method === method || route.method === 'ANY')
    .flatMap((route) => {
      const pathParameters = matchParts(split(route.path), parts);
      return pathParameters === undefined ? [] : [{ route, pathParameters }];
    });

  return matches.sort((a, b) => rank(a.route).localeCompare(rank(b.route)))[0];
}

function split(path: string): readonly string[] {
  return path.split('/').filter((part) => part !== '');
}

function matchParts(
  pattern: readonly string[],
  parts: readonly string[],
): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const given = parts[index];
    if (given === undefined) return undefined;
    const [, name, isRest] = /^\{([^}+]+)(\+)?\}$/.exec(part) ?? [];
    if (name !== undefined && isRest !== undefined) {
      return { ...parameters, [name]: parts.slice(index).map(decode).join('/') };
    }
    if (name !== undefined) parameters[name] = decode(given);
    else if (part !== given) return undefined;
  }
  return pattern.length === parts.length ? parameters : undefined;
}

/** Sorts exact before parameter before rest, part by part, and a named method before ANY. */
function rank({ path, method }: Route): string {
  const kinds = split(path).map((part) => (part.endsWith('+}') ? '2' : part.startsWith('{') ? '1' : '0'));
  return `${kinds.join('').padEnd(20, '0')}${method === 'ANY' ? '1' : '0'}`;
}

/** A part that is not percent-encoded properly is taken as it stands. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

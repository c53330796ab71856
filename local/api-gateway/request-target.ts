/** The path and the query of a request line. Nothing is normalised: `..` and `//` are parts like others. */
export type RequestTarget = { readonly path: string; readonly query: URLSearchParams };

/** Also takes the absolute form that clients send to a proxy. */
export function parseRequestTarget(url: string): RequestTarget {
  const [beforeFragment = ''] = url.split('#');
  const target = beforeFragment.replace(/^https?:\/\/[^/?]*/i, '');
  const question = target.indexOf('?');
  const path = question === -1 ? target : target.slice(0, question);

  return {
    path: path === '' ? '/' : path,
    query: new URLSearchParams(question === -1 ? '' : target.slice(question + 1)),
  };
}

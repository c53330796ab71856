import { isIP } from 'node:net';
import { isPublicAddress } from './public-address.ts';

/** What `refImageUrls` may name. */
export type UrlRules = {
  /** Plain http beside https. */
  readonly allowHttp: boolean;
  /** `host:port`: reached whatever else the rules say, by http too. Empty but where the service itself is tested. */
  readonly allowedHosts: readonly string[];
};

export type PermittedUrl =
  | {
      readonly url: URL /** By name: the address that it has is not looked at. */;
      readonly isAllowedHost: boolean;
    }
  /** One sentence. */
  | { readonly refusal: string };

/** Everything that can be told from the text of a URL alone. Names are looked up later, inside the connection. */
export function permittedUrl(
  text: string,
  base: URL | undefined,
  { allowHttp, allowedHosts }: UrlRules,
): PermittedUrl {
  const url = URL.parse(text, base?.href);
  if (url === null) return { refusal: 'It is not a URL.' };

  const isHttp = url.protocol === 'http:';
  if (url.username !== '' || url.password !== '')
    return { refusal: 'A user or password in the URL is not allowed.' };
  if (!isHttp && url.protocol !== 'https:') return { refusal: 'Only https URLs are fetched.' };
  if (allowedHosts.includes(`${url.hostname}:${portOf(url)}`)) return { url, isAllowedHost: true };
  if (isHttp && !allowHttp) return { refusal: 'Only https URLs are fetched, and this one is http.' };
  if (!['80', '443'].includes(portOf(url))) return { refusal: 'Only the ports 80 and 443 are allowed.' };

  const literal = url.hostname.replace(/^\[|\]$/g, '');
  return isIP(literal) !== 0 && !isPublicAddress(literal)
    ? { refusal: 'Its address is not a public one.' }
    : { url, isAllowedHost: false };
}

function portOf({ port, protocol }: URL): string {
  if (port !== '') return port;
  return protocol === 'https:' ? '443' : '80';
}

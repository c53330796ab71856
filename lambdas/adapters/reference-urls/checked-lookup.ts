import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import { isPublicAddress } from './public-address.ts';

/** Every address of a name. */
export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>;

export const resolveBySystem: Resolve = (hostname) => lookup(hostname, { all: true });

/** The name has an address that is not public. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
}

/**
 * The lookup of one connection. It resolves once, and hands the connection the very addresses that it checked: a name
 * that answers with another address a moment later (DNS rebinding) is not asked again. One address that is not public
 * refuses the name, for the connection may choose any.
 */
export function checkedLookup(resolve: Resolve): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname).then(
      (addresses) => {
        const [first] = addresses;
        if (first === undefined || !addresses.every(({ address }) => isPublicAddress(address))) {
          callback(new AddressRefused(`${hostname} does not resolve to public addresses only`), []);
        } else if (options.all === true) {
          callback(null, [...addresses]);
        } else {
          callback(null, first.address, first.family);
        }
      },
      (error: unknown) => {
        callback(
          error instanceof Error ? error : new Error('The name did not resolve', { cause: error }),
          [],
        );
      },
    );
  };
}

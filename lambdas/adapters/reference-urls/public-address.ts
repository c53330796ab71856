import ipaddr from 'ipaddr.js';

/**
 * Inside global unicast space, and yet a way to an IPv4 address that was not looked at: 6to4 (RFC 3056) and Teredo
 * (RFC 4380). What else does that (`::/96`, `64:ff9b::/96`, `64:ff9b:1::/48`) lies outside that space.
 */
const tunnels = [ipaddr.parseCIDR('2002::/16'), ipaddr.parseCIDR('2001::/32')];

/** Global unicast (RFC 4291, 2.4): the only IPv6 space that is handed out to the public. */
const globalUnicast = ipaddr.parseCIDR('2000::/3');

/**
 * Whether anybody on the internet could be at this address. Asks what is known to be public, not what is known to be
 * private, so that a range reserved tomorrow, or one that hides an IPv4 address in an IPv6 one, is refused.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.parse(text);
  if (address.range() !== 'unicast') return false;

  return (
    address.kind() === 'ipv4' ||
    (address.match(globalUnicast) && !tunnels.some((range) => address.match(range)))
  );
}

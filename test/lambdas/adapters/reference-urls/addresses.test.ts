import { describe, expect, it } from 'vitest';
import {
  AddressRefused,
  checkedLookup,
  type Resolve,
} from '../../../../lambdas/adapters/reference-urls/checked-lookup.ts';
import { permittedUrl } from '../../../../lambdas/adapters/reference-urls/permitted-url.ts';
import { isPublicAddress } from '../../../../lambdas/adapters/reference-urls/public-address.ts';

const rules = { allowHttp: false, allowedHosts: [] };

describe('an address', () => {
  it.each(['1.1.1.1', '93.184.216.34', '8.8.8.8', '2606:4700:4700::1111', '2a00:1450:4001::200e'])(
    '%s is public',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );

  it.each([
    // IPv4: this network, private, shared, loopback, link-local with metadata, documentation, benchmarks, multicast, reserved
    '0.0.0.0',
    '0.1.2.3',
    '10.0.0.1',
    '100.64.0.1',
    '127.0.0.1',
    '127.255.255.254',
    '169.254.169.254',
    '169.254.170.2',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.1',
    '192.0.2.1',
    '192.88.99.1',
    '192.168.0.1',
    '198.18.0.1',
    '198.51.100.1',
    '203.0.113.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    // IPv6: unspecified, loopback, local, metadata, documentation, multicast, discard
    '::',
    '::1',
    'fe80::1',
    'fc00::1',
    'fd00:ec2::254',
    'fec0::1',
    '2001:db8::1',
    '3fff::1',
    'ff02::1',
    '100::1',
    // IPv6 that hides an IPv4 address: mapped, compatible, NAT64, its local form, 6to4, Teredo
    '::ffff:127.0.0.1',
    '::ffff:a9fe:a9fe',
    '::ffff:8.8.8.8',
    '::7f00:1',
    '::8.8.8.8',
    '64:ff9b::a9fe:a9fe',
    '64:ff9b::808:808',
    '64:ff9b:1::a00:1',
    '2002:7f00:1::',
    '2002:808:808::1',
    '2001::1',
    '2001:0:4136:e378:8000:63bf:3fff:fdd2',
    // with a zone, and nothing at all
    'fe80::1%eth0',
    'localhost',
    '',
  ])('%s is not', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

describe('a URL', () => {
  it.each([
    ['another scheme', 'ftp://example.com/a.png'],
    ['a file', 'file:///etc/passwd'],
    ['data', 'data:image/png;base64,AAAA'],
    ['plain http', 'http://example.com/a.png'],
    ['a user', 'https://me@example.com/'],
    ['a user and a password', 'https://me:secret@example.com/'],
    ['another port', 'https://example.com:8443/'],
    ['the port of a database', 'https://example.com:6379/'],
    ['no host', 'https://'],
    ['nothing', ''],
    ['text', 'a picture of a cat'],
    ['loopback', 'https://127.0.0.1/'],
    ['loopback, short', 'https://127.1/'],
    ['loopback as a number', 'https://2130706433/'],
    ['loopback in octal', 'https://0177.0.0.1/'],
    ['loopback in hex', 'https://0x7f000001/'],
    ['loopback in full width', 'https://１２７.０.０.１/'],
    ['loopback in circled digits', 'https://①②⑦.⓪.⓪.①/'],
    ['loopback with a dot at its end', 'https://127.0.0.1./'],
    ['loopback in IPv6', 'https://[::1]/'],
    ['IPv4 in IPv6', 'https://[::ffff:127.0.0.1]/'],
    ['IPv4 in IPv6, in hex', 'https://[0:0:0:0:0:ffff:7f00:1]/'],
    ['NAT64', 'https://[64:ff9b::169.254.169.254]/'],
    ['6to4', 'https://[2002:a9fe:a9fe::]/'],
    ['metadata', 'https://169.254.169.254/latest/meta-data/'],
    ['metadata of containers', 'https://169.254.170.2/v2/credentials'],
    ['metadata in hex', 'https://0xa9fea9fe/'],
    ['metadata in IPv6', 'https://[fd00:ec2::254]/'],
    ['a zone', 'https://[fe80::1%25eth0]/'],
  ])('with %s is refused by its text alone', (_, text) => {
    expect(permittedUrl(text, undefined, rules)).toEqual({ refusal: expect.any(String) });
  });

  it.each([
    'https://example.com/a.png',
    'https://example.com:443/',
    'https://1.1.1.1/',
    'https://[2606:4700:4700::1111]/',
  ])('like %s may be looked up', (text) => {
    expect(permittedUrl(text, undefined, rules)).toMatchObject({ isAllowedHost: false });
  });

  it('of plain http may be looked up where the stage allows it, on its own port', () => {
    const http = { ...rules, allowHttp: true };

    expect(permittedUrl('http://example.com/', undefined, http)).toMatchObject({ isAllowedHost: false });
    expect(permittedUrl('http://example.com:8080/', undefined, http)).toHaveProperty('refusal');
    expect(permittedUrl('http://127.0.0.1/', undefined, http)).toHaveProperty('refusal');
  });

  it('of an allowed host may be asked, by that port alone', () => {
    const tested = { ...rules, allowedHosts: ['127.0.0.1:9555'] };

    expect(permittedUrl('http://127.0.0.1:9555/a', undefined, tested)).toMatchObject({ isAllowedHost: true });
    expect(permittedUrl('http://127.0.0.1:9556/a', undefined, tested)).toHaveProperty('refusal');
    expect(permittedUrl('https://127.0.0.1/a', undefined, tested)).toHaveProperty('refusal');
  });
});

describe('the lookup of a connection', () => {
  const look = (resolve: Resolve, all: boolean) =>
    new Promise((done) => {
      checkedLookup(resolve)('pictures.example', { all }, (error, address) => done(error ?? address));
    });
  const of =
    (...addresses: readonly string[]): Resolve =>
    async () =>
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));

  it('hands on the addresses that it checked', async () => {
    expect(await look(of('1.1.1.1', '2606:4700::1'), true)).toEqual([
      { address: '1.1.1.1', family: 4 },
      { address: '2606:4700::1', family: 6 },
    ]);
    expect(await look(of('1.1.1.1', '8.8.8.8'), false)).toBe('1.1.1.1');
  });

  it.each([['127.0.0.1'], ['1.1.1.1', '10.0.0.1'], ['1.1.1.1', '::ffff:169.254.169.254'], []])(
    'refuses a name of %s, %s',
    async (...addresses) => {
      expect(await look(of(...addresses), true)).toBeInstanceOf(AddressRefused);
    },
  );

  it('asks once, so that a name that is public first and private then is connected to as it was checked', async () => {
    const answers = [['1.1.1.1'], ['127.0.0.1']];
    let asked = 0;
    const rebinding: Resolve = (hostname) => of(...(answers[asked++] ?? []))(hostname);

    expect(await look(rebinding, true)).toEqual([{ address: '1.1.1.1', family: 4 }]);
    expect(asked).toBe(1);
    // The next connection asks again, and sees what is there then.
    expect(await look(rebinding, true)).toBeInstanceOf(AddressRefused);
  });

  it('passes on that a name does not resolve', async () => {
    expect(await look(() => Promise.reject(new Error('ENOTFOUND')), true)).toMatchObject({
      message: 'ENOTFOUND',
    });
  });
});

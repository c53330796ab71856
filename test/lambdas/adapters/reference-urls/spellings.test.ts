import { createHook } from 'node:async_hooks';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GuardedReferenceUrls } from '../../../../lambdas/adapters/reference-urls/guarded-reference-urls.ts';
import { isPublicAddress } from '../../../../lambdas/adapters/reference-urls/public-address.ts';

let connects = 0;
let resolved: string[] = [];
// What a socket makes when it dials, whoever asked for the socket: refused means that nobody was dialled.
const dials = createHook({
  init: (_, type) => {
    if (type === 'TCPCONNECTWRAP') connects += 1;
  },
});

beforeEach(() => {
  connects = 0;
  resolved = [];
  dials.enable();
});
afterEach(() => void dials.disable());

const urls = new GuardedReferenceUrls({
  allowHttp: true,
  allowedHosts: [],
  resolve: async (hostname) => {
    resolved.push(hostname);
    return [
      { address: '93.184.216.34', family: 4 },
      { address: '10.0.0.1', family: 4 },
    ];
  },
});

it('A dial is counted, or the counts below would say nothing', async () => {
  const server = createServer((_, response) => response.end('bytes'));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  await new GuardedReferenceUrls({ allowHttp: true, allowedHosts: [host] }).fetch(`http://${host}/`);
  await new Promise((closed) => server.close(closed));

  expect(connects).toBe(1);
});

const privateAddresses = [
  '0.0.0.0',
  '10.0.0.1',
  '100.64.0.1',
  '127.0.0.1',
  '169.254.169.254',
  '169.254.170.2',
  '172.16.0.1',
  '192.168.1.1',
  '224.0.0.251',
  '255.255.255.255',
];

/** Every way to write an IPv4 address that a URL takes. */
function spellings(address: string): readonly string[] {
  const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
  const number = ((a * 256 + b) * 256 + c) * 256 + d;
  const octal = (value: number) => `0${value.toString(8)}`;
  const hex = (value: number) => `0x${value.toString(16)}`;
  const wide = [...address].map((sign) =>
    sign === '.' ? '。' : String.fromCodePoint(0xff10 + Number(sign)),
  );
  const groups = `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
  return [
    address,
    `${address}.`,
    `${number}`,
    octal(number),
    hex(number),
    hex(number).toUpperCase(),
    [a, b, c, d].map(octal).join('.'),
    [a, b, c, d].map((value) => `000${octal(value)}`).join('.'),
    [a, b, c, d].map(hex).join('.'),
    `${hex(a)}.${octal(b)}.${c * 256 + d}`,
    `${a}.${(b * 256 + c) * 256 + d}`,
    wide.join(''),
    [...address].map((sign) => `%${sign.charCodeAt(0).toString(16)}`).join(''),
    `[::ffff:${address}]`,
    `[::ffff:${groups}]`,
    `[0:0:0:0:0:FFFF:${groups}]`,
    `[::${address}]`,
    `[::ffff:0:${groups}]`,
    `[64:ff9b::${address}]`,
    `[64:ff9b:1::${groups}]`,
    `[64:ff9b:1:ffff:ffff:ffff:${groups}]`,
    `[2002:${groups}::1]`,
    `[2001:0:${groups}::1]`,
    `[2001::${groups}]`,
  ];
}

describe('a reference by its address', () => {
  it.each(privateAddresses)('is refused without a socket, however %s is written', async (address) => {
    for (const host of spellings(address)) {
      for (const scheme of ['http', 'https']) {
        const answer = await urls.fetch(`${scheme}://${host}/latest/meta-data/`);

        expect([host, answer]).toEqual([host, { outcome: 'refused', reason: expect.any(String) }]);
      }
    }
    expect({ connects, resolved }).toEqual({ connects: 0, resolved: [] });
  });

  it.each([
    'https://[fd00:ec2::254]/',
    'https://[FD00:0EC2:0:0:0:0:0:0254]/',
    'https://[fe80::a9fe:a9fe]/',
    'https://[fec0::1]/',
    'https://[ff02::1]/',
    'https://[::]/',
    'https://[2001:db8::1]/',
    'https://1.1.1.1:22/',
    'https://1.1.1.1:80@127.0.0.1/',
    'https://127.0.0.1:80@1.1.1.1/',
    'https://:secret@1.1.1.1/',
    'https:127.0.0.1',
    'https:\\\\127.0.0.1\\a',
    ' https://127.0.\n0.1/ ',
    'https://256.1.1.1/',
    'https://1.1.1.1.1.0x/',
    'gopher://1.1.1.1/',
    'javascript:alert(1)',
    'blob:https://1.1.1.1/a',
    'ws://1.1.1.1/',
  ])('is refused without a socket when it is %j', async (text) => {
    expect(await urls.fetch(text)).toEqual({ outcome: 'refused', reason: expect.any(String) });
    expect({ connects, resolved }).toEqual({ connects: 0, resolved: [] });
  });

  it('is refused without a socket when one address of its name is private, and its name is asked for once', async () => {
    for (const scheme of ['http', 'https']) {
      expect(await urls.fetch(`${scheme}://pictures.example/a.png`)).toMatchObject({ outcome: 'refused' });
    }
    expect({ connects, resolved }).toEqual({
      connects: 0,
      resolved: ['pictures.example', 'pictures.example'],
    });
  });
});

describe('the edge of a range', () => {
  it.each([
    ['9.255.255.255', '10.0.0.0', '10.255.255.255', '11.0.0.0'],
    ['100.63.255.255', '100.64.0.0', '100.127.255.255', '100.128.0.0'],
    ['126.255.255.255', '127.0.0.0', '127.255.255.255', '128.0.0.0'],
    ['169.253.255.255', '169.254.0.0', '169.254.255.255', '169.255.0.0'],
    ['172.15.255.255', '172.16.0.0', '172.31.255.255', '172.32.0.0'],
    ['192.167.255.255', '192.168.0.0', '192.168.255.255', '192.169.0.0'],
    ['198.17.255.255', '198.18.0.0', '198.19.255.255', '198.20.0.0'],
    ['2003::', '2002::', '2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff', '2003::1'],
  ])('is public up to %s, not from %s to %s, and public from %s', (before, first, last, after) => {
    expect([before, first, last, after].map(isPublicAddress)).toEqual([true, false, false, true]);
  });

  it.each([
    ['223.255.255.255', '224.0.0.0'],
    ['1.0.0.0', '0.255.255.255'],
    ['2600::', '4000::'],
    ['2001:200::', '2001:0:ffff:ffff:ffff:ffff:ffff:ffff'],
  ])('is public at %s, and not at %s', (inside, outside) => {
    expect([inside, outside].map(isPublicAddress)).toEqual([true, false]);
  });
});

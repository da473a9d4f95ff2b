import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BadToken, TokenReader } from '../../src/access/token.ts';
import { Unavailable } from '../../src/db/deadline.ts';
import { publishedKeys } from '../../src/published-keys.ts';

const ISSUER = 'https://sign-in.example';

interface Key {
  readonly published: JWK;
  token(): Promise<string>;
}

async function makeKey(kid: string | null): Promise<Key> {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const named = kid === null ? {} : { kid };
  return {
    published: { ...(await exportJWK(publicKey)), ...named, alg: 'ES256', use: 'sig' },
    token: () =>
      new SignJWT({ role: 'analyst' })
        .setProtectedHeader({ alg: 'ES256', ...named })
        .setSubject('somebody')
        .setIssuer(ISSUER)
        .setAudience('onepot')
        .setIssuedAt()
        .setJti(`${Math.random()}`)
        .setExpirationTime('1h')
        .sign(privateKey),
  };
}

let issuer: Server;
let keys: Key[];
let up: boolean;
let asked: number;
let now: number;
let reader: TokenReader;

beforeEach(async () => {
  keys = [await makeKey('one')];
  up = true;
  asked = 0;
  now = 1_000_000;
  issuer = createServer((_req, res) => {
    asked += 1;
    if (!up) res.writeHead(500).end();
    else res.end(JSON.stringify({ keys: keys.map(({ published }) => published) }));
  });
  await new Promise<void>((resolve) => issuer.listen(0, '127.0.0.1', resolve));
  const { port } = issuer.address() as AddressInfo;
  const settings = { issuer: ISSUER, audience: 'onepot' };
  const published = publishedKeys(`http://127.0.0.1:${port}`, () => now);
  reader = new TokenReader({ ...settings, keys: published });
});
afterEach(() => {
  issuer.close();
  issuer.closeAllConnections();
});

const accepts = async (key: Key): Promise<void> => {
  expect(await reader.viewerOf(await key.token())).toMatchObject({ subject: 'somebody' });
};
const refuses = async (key: Key): Promise<void> => {
  await expect(reader.viewerOf(await key.token())).rejects.toThrow(BadToken);
};
const [first, second] = [() => keys[0] as Key, () => keys[1] as Key];

describe('the keys of an issuer', () => {
  it('are rotated without a start: a new key is accepted beside the old one', async () => {
    await accepts(first());
    keys.push(await makeKey('two'));
    now += 6000;
    await accepts(second());
    await accepts(first());
    expect(asked).toBe(2);
  });

  it('a key of the same name, or of none, is accepted within 30 seconds', async () => {
    await accepts(first());
    for (const name of ['one', null]) {
      keys = [await makeKey(name)];
      now += 16_000;
      // The first token makes the hub look for new keys, and does not wait for them.
      const before = asked;
      await reader.viewerOf(await first().token()).catch(() => undefined);
      await expect.poll(() => asked).toBe(before + 1);
      await sleep(50);
      await accepts(first());
    }
  });

  it('a key that is withdrawn is refused within 30 seconds', async () => {
    const [old] = keys as [Key];
    await accepts(old);
    keys = [await makeKey('two')];
    now += 16_000;
    await accepts(first());
    await refuses(old);
  });

  it('an unknown key is refused, and the issuer is not asked each time', async () => {
    await accepts(first());
    const unknown = await makeKey('unknown');
    for (let time = 0; time < 5; time += 1) await refuses(unknown);
    expect(asked).toBe(1);
    now += 6000;
    for (let time = 0; time < 5; time += 1) await refuses(unknown);
    expect(asked).toBe(2);
  });

  it('hold while the issuer is down, for days', async () => {
    await accepts(first());
    up = false;
    for (let day = 0; day < 3; day += 1) {
      now += 86_400_000;
      await accepts(first());
      await refuses(await makeKey('unknown'));
    }
    up = true;
    keys.push(await makeKey('two'));
    now += 6000;
    await accepts(second());
  });

  it('that never answered make the hub unavailable, not the token bad', async () => {
    up = false;
    await expect(reader.viewerOf(await first().token())).rejects.toThrow(Unavailable);
    up = true;
    now += 6000;
    await accepts(first());
  });
});

import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { BadToken, TokenReader, type TokenSettings } from '../../src/access/token.ts';

const ISSUER = 'https://sign-in.example';
const AUDIENCE = 'onepot';
const NHS = '9990000018';

let key: Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];
let settings: TokenSettings;

beforeAll(async () => {
  const pair = await generateKeyPair('ES256', { extractable: true });
  key = pair.privateKey;
  const published = await exportJWK(pair.publicKey);
  const keys = createLocalJWKSet({ keys: [{ ...published, alg: 'ES256', kid: 'one' }] });
  settings = { issuer: ISSUER, audience: AUDIENCE, keys };
});

interface Made {
  readonly claims?: Record<string, unknown>;
  readonly issuer?: string;
  readonly audience?: string;
  readonly issued?: number;
  readonly expires?: number | null;
}

const NOW = Math.floor(Date.now() / 1000);

function make({ claims, issuer, audience, issued, expires }: Made = {}): Promise<string> {
  const jwt = new SignJWT({ sub: 'ann', role: 'holder', ...claims })
    .setProtectedHeader({ alg: 'ES256', kid: 'one' })
    .setIssuer(issuer ?? ISSUER)
    .setAudience(audience ?? AUDIENCE)
    .setIssuedAt(issued ?? NOW);
  return (expires === null ? jwt : jwt.setExpirationTime(expires ?? NOW + 3600)).sign(key);
}

describe('a token is accepted', () => {
  it('and says who asks', async () => {
    const token = await make({ claims: { nhs_number: NHS, vot: 'P9.Cp.Cd', org: 'QF7' } });
    expect(await new TokenReader(settings).viewerOf(token)).toEqual({
      ...{ subject: 'ann', role: 'holder', organisation: 'QF7', nhsNumber: NHS },
    });
  });

  it.each([undefined, 'P5.Cp.Cd', 'P9'])(
    'but a holder whose sign-in proved no more than %s is nobody in particular',
    async (vot) => {
      const token = await make({ claims: { nhs_number: NHS, ...(vot ? { vot } : {}) } });
      expect((await new TokenReader(settings).viewerOf(token)).nhsNumber).toBeNull();
    },
  );

  it('and an NHS number in another role’s token counts for nothing', async () => {
    const claims = { role: 'care-team', nhs_number: NHS, vot: 'P9.Cp.Cd' };
    const viewer = await new TokenReader(settings).viewerOf(await make({ claims }));
    expect(viewer.nhsNumber).toBeNull();
  });
});

describe('a token is refused', () => {
  it.each<[string, Made]>([
    ['for another audience', { audience: 'another' }],
    ['of another issuer', { issuer: 'https://elsewhere.example' }],
    ['without an end', { expires: null }],
    ['that has ended', { issued: NOW - 7200, expires: NOW - 60 }],
    [
      'that is older than a day, whatever its end',
      { issued: NOW - 90_000, expires: NOW + 10 ** 9 },
    ],
    ['with a role that is none', { claims: { role: 'king' } }],
    ['without a role', { claims: { role: undefined } }],
    ['with a malformed NHS number', { claims: { nhs_number: '123', vot: 'P9.Cp.Cd' } }],
  ])('%s', async (_why, made) => {
    await expect(new TokenReader(settings).viewerOf(await make(made))).rejects.toThrow(BadToken);
  });

  it('signed by a key that the issuer does not publish', async () => {
    const { privateKey } = await generateKeyPair('ES256');
    const token = await new SignJWT({ sub: 'ann', role: 'holder' })
      .setProtectedHeader({ alg: 'ES256', kid: 'one' })
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(privateKey);
    await expect(new TokenReader(settings).viewerOf(token)).rejects.toThrow(BadToken);
  });

  it.each([
    ['ten seconds after it was accepted', 3600],
    ['at its end, when that comes sooner', 5],
  ])('or accepted only after a second look %s', async (_when, lasts) => {
    let now = Date.now();
    let looks = 0;
    const keys: TokenSettings['keys'] = (...asked) => {
      looks += 1;
      return settings.keys(...asked);
    };
    const reader = new TokenReader({ ...settings, keys }, () => now);
    const token = await make({ expires: NOW + lasts });
    await reader.viewerOf(token);
    now += 1000;
    await reader.viewerOf(token);
    expect(looks).toBe(1);
    now += Math.min(lasts, 10) * 1000;
    await reader.viewerOf(token);
    expect(looks).toBe(2);
  });
});

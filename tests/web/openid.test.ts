import { EncryptJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openIdSignIn } from '../../src/web/openid.ts';
import { sessionKey } from '../../src/web/secret.ts';
import { SESSION_COOKIE } from '../../src/web/session.ts';
import { CLIENT, type Issuer, type Lies, openIssuer } from './issuer.ts';
import { openServed, type Served } from './served.ts';
import { hiddenIn, Visitor } from './visitor.ts';

const HUB = 'https://hub.example';
const SECRET = sessionKey('a test');
const SIGNING_IN = 'onepot-signing-in';

let issuer: Issuer;
let served: Served;
beforeAll(async () => {
  issuer = await openIssuer();
  const signIn = openIdSignIn({
    ...{ issuer: issuer.url, clientId: CLIENT, clientSecret: null, publicUrl: HUB },
    ...{ secret: SECRET, tokens: issuer.tokens },
  });
  served = await openServed({ kind: 'openid', ...signIn });
});
afterAll(async () => {
  await served.close();
  await issuer.close();
});

/** Somebody who was sent away to sign in, and to where. */
async function begun(): Promise<{ visitor: Visitor; to: URL }> {
  const visitor = new Visitor(served.server);
  const { status, headers } = await visitor.get('/sign-in');
  expect(status).toBe(303);
  return { visitor, to: new URL(headers.get('location') as string) };
}

async function expectRefused(visitor: Visitor, path: string): Promise<void> {
  const { status, text } = await visitor.get(path);
  expect([status, visitor.cookies.has(SESSION_COOKIE)]).toEqual([403, false]);
  expect(text).toContain('You are not signed in');
  expect((await visitor.get('/')).text).toContain('Sign in');
}

describe('signing in by OpenID Connect', () => {
  it('asks with state, nonce and a challenge, new each time, and remembers them sealed', async () => {
    const { visitor, to } = await begun();
    expect(to.origin).toBe(issuer.url);
    const asked = Object.fromEntries(to.searchParams);
    expect(asked).toMatchObject({
      ...{ response_type: 'code', client_id: CLIENT, scope: 'openid' },
      ...{ redirect_uri: `${HUB}/sign-in/return`, code_challenge_method: 'S256' },
    });
    const other = Object.fromEntries((await begun()).to.searchParams);
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(asked[name]?.length).toBeGreaterThan(40);
      expect(other[name]).not.toBe(asked[name]);
    }
    const remembered = visitor.setCookies.find((each) => each.startsWith(SIGNING_IN)) ?? '';
    for (const part of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Max-Age=600']) {
      expect(remembered).toContain(part);
    }
    expect(remembered).not.toContain(asked.state);
  });

  it('lets in whom the issuer names, once', async () => {
    const { visitor, to } = await begun();
    const back = issuer.signIn(to);
    const { status, headers } = await visitor.get(back);
    expect([status, headers.get('location')]).toEqual([303, '/']);
    expect(visitor.cookies.has(SIGNING_IN)).toBe(false);
    expect((await visitor.get('/')).text).toContain('You have £760.00 in your account today.');
    await expectRefused(new Visitor(served.server), back);
  });

  it('leads a worker to the people they work with', async () => {
    const { visitor, to } = await begun();
    const claims = { role: 'care-team', org: 'E08000039' };
    const { headers } = await visitor.get(issuer.signIn(to, { claims }));
    expect(headers.get('location')).toBe('/people');
  });

  it.each<[string, Lies]>([
    ['a nonce that was not asked for', { nonce: 'another' }],
    ['an identity meant for another client', { idAudience: 'another' }],
    ['a token meant for another service', { audience: 'another' }],
    ['no role', { claims: {} }],
    ['a role that is none', { claims: { role: 'king' } }],
    ['a holder without proof of identity', { claims: { role: 'holder', vot: 'P0.Cp' } }],
  ])('lets in nobody with %s', async (why, lies) => {
    const { visitor, to } = await begun();
    const back = issuer.signIn(to, lies);
    if (why.startsWith('a holder')) {
      // They are signed in, and are nobody here: the number was not proven.
      await visitor.get(back);
      expect((await visitor.get('/')).status).toBe(404);
      return;
    }
    await expectRefused(visitor, back);
  });

  it('lets in nobody whose state, code or verifier is another’s', async () => {
    const [one, two] = [await begun(), await begun()];
    await expectRefused(one.visitor, issuer.signIn(two.to));
    const { visitor, to } = await begun();
    const stolen = new URL(issuer.signIn((await begun()).to), HUB);
    stolen.searchParams.set('state', to.searchParams.get('state') as string);
    await expectRefused(visitor, `${stolen.pathname}${stolen.search}`);
    const state = (await begun()).to.searchParams.get('state') ?? '';
    await expectRefused((await begun()).visitor, `/sign-in/return?code=x&state=${state}`);
  });

  it('lets in nobody whom the issuer turned away, who comes late, or who comes by themself', async () => {
    const { visitor, to } = await begun();
    const state = to.searchParams.get('state') as string;
    await expectRefused(visitor, `/sign-in/return?error=access_denied&state=${state}`);
    await expectRefused(new Visitor(served.server), issuer.signIn((await begun()).to));
    await expectRefused((await begun()).visitor, '/sign-in/return');
    const late = await begun();
    const claims = { state, nonce: 'n', verifier: 'v' };
    const sealed = await new EncryptJWT(claims)
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
      .setAudience('signing-in')
      .setExpirationTime(Math.floor(Date.now() / 1000) - 1)
      .encrypt(SECRET);
    late.visitor.cookies.set(SIGNING_IN, sealed);
    await expectRefused(late.visitor, issuer.signIn(late.to));
  });

  it('keeps no session cookie for what was remembered, nor the other way', async () => {
    const { visitor } = await begun();
    const remembered = visitor.cookies.get(SIGNING_IN) as string;
    visitor.cookies.set(SESSION_COOKIE, remembered);
    expect((await visitor.get('/')).text).toContain('Sign in');
  });

  it('signs out at the issuer too', async () => {
    const { visitor, to } = await begun();
    await visitor.get(issuer.signIn(to));
    const { html } = await visitor.get('/');
    const { headers } = await visitor.post('/sign-out', hiddenIn(html, '/sign-out'));
    const away = new URL(headers.get('location') as string);
    expect(`${away.origin}${away.pathname}`).toBe(`${issuer.url}/end`);
    expect(away.searchParams.get('post_logout_redirect_uri')).toBe(HUB);
    expect(visitor.cookies.has(SESSION_COOKIE)).toBe(false);
  });

  it('is not by a form that names somebody', async () => {
    const visitor = new Visitor(served.server);
    await visitor.signIn('ann');
    expect(visitor.cookies.has(SESSION_COOKIE)).toBe(false);
  });
});

import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLocalJWKSet, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import type { TokenSettings } from '../../src/access/token.ts';

export const CLIENT = 'onepot-pages';
const AUDIENCE = 'onepot';

/** What an issuer is asked at its front door, by the address a browser is sent to. */
interface Asked {
  readonly challenge: string;
  readonly nonce: string;
  readonly returnTo: string;
}

/** What the issuer says of whom, where it does not tell the truth. */
export interface Lies {
  readonly nonce?: string;
  readonly idAudience?: string;
  readonly audience?: string;
  readonly claims?: Readonly<Record<string, unknown>>;
}

/** A small issuer of OpenID Connect on this machine: it checks PKCE and gives each code once. */
export interface Issuer {
  readonly url: string;
  readonly tokens: TokenSettings;
  /** Somebody signs in at the address they were sent to; gives the address they come back to. */
  signIn(at: URL, lies?: Lies): string;
  close(): Promise<void>;
}

export async function openIssuer(): Promise<Issuer> {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const key: JWK = { ...(await exportJWK(publicKey)), kid: 'k', alg: 'ES256', use: 'sig' };
  const codes = new Map<string, Asked & { lies: Lies }>();
  let url = '';

  const token = (claims: Readonly<Record<string, unknown>>, audience: string) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'ES256', kid: 'k' })
      .setIssuer(url)
      .setSubject('somebody')
      .setAudience(audience)
      .setIssuedAt()
      .setExpirationTime('5 minutes')
      .sign(privateKey);

  async function exchanged(form: URLSearchParams): Promise<object | null> {
    const code = form.get('code') ?? '';
    const asked = codes.get(code);
    codes.delete(code);
    const verifier = createHash('sha256').update(form.get('code_verifier') ?? '');
    const isTheirs = asked && verifier.digest('base64url') === asked.challenge;
    if (!isTheirs || form.get('redirect_uri') !== asked.returnTo) return null;
    const { lies, nonce } = asked;
    const claims = lies.claims ?? { role: 'holder', nhs_number: '9990000018', vot: 'P9.Cp.Cd' };
    return {
      ...{ token_type: 'Bearer', expires_in: 300 },
      id_token: await token({ nonce: lies.nonce ?? nonce }, lies.idAudience ?? CLIENT),
      access_token: await token(claims, lies.audience ?? AUDIENCE),
    };
  }

  async function answer(req: IncomingMessage): Promise<[number, object]> {
    switch (req.url) {
      case '/.well-known/openid-configuration':
        return [200, described(url)];
      case '/keys':
        return [200, { keys: [key] }];
      case '/token': {
        const given = await exchanged(new URLSearchParams(await bodyOf(req)));
        return given ? [200, given] : [400, { error: 'invalid_grant' }];
      }
      default:
        return [404, {}];
    }
  }

  const server = createServer((req, res) => {
    void answer(req).then(([status, body]) => {
      res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    tokens: { issuer: url, audience: AUDIENCE, keys: createLocalJWKSet({ keys: [key] }) },
    signIn: ({ searchParams }, lies = {}) => {
      const said = (name: string) => searchParams.get(name) ?? '';
      const code = randomUUID();
      const asked = { challenge: said('code_challenge'), nonce: said('nonce') };
      codes.set(code, { ...asked, returnTo: said('redirect_uri'), lies });
      return `/sign-in/return?${new URLSearchParams({ code, state: said('state') })}`;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

const described = (url: string) => ({
  issuer: url,
  authorization_endpoint: `${url}/authorise`,
  token_endpoint: `${url}/token`,
  jwks_uri: `${url}/keys`,
  end_session_endpoint: `${url}/end`,
  response_types_supported: ['code'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['ES256'],
  code_challenge_methods_supported: ['S256'],
});

async function bodyOf(req: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of req) body += chunk;
  return body;
}

import { EncryptJWT, errors, jwtDecrypt } from 'jose';
import * as oidc from 'openid-client';
import { z } from 'zod';
import { BadToken, TokenReader, type TokenSettings } from '../access/token.ts';
import type { OpenIdSignIn } from './sign-in.ts';

export interface OpenIdSettings {
  readonly issuer: string;
  readonly clientId: string;
  /** Null: a public client, held by PKCE alone. */
  readonly clientSecret: string | null;
  /** Where people reach the hub, without a path. */
  readonly publicUrl: string;
  /** What is remembered of somebody on their way is sealed with it. */
  readonly secret: Uint8Array;
  /** Their access token is checked by the same rules as one sent to the API. */
  readonly tokens: TokenSettings;
}

const remembered = z.object({ state: z.string(), nonce: z.string(), verifier: z.string() });

/** Sign-in by OpenID Connect: authorisation code with PKCE, state and nonce. */
export function openIdSignIn(settings: OpenIdSettings): OpenIdSignIn {
  const { publicUrl, secret } = settings;
  const returnTo = `${publicUrl}/sign-in/return`;
  const issuer = discovered(settings);
  const reader = new TokenReader(settings.tokens);
  return {
    begin: async () => {
      const verifier = oidc.randomPKCECodeVerifier();
      const [state, nonce] = [oidc.randomState(), oidc.randomNonce()];
      const to = oidc.buildAuthorizationUrl(await issuer(), {
        ...{ redirect_uri: returnTo, scope: 'openid', state, nonce },
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      });
      return { to: to.href, remember: await sealed({ state, nonce, verifier }, secret) };
    },
    finish: async (address, text) => {
      const asked = await unsealed(text, secret);
      if (!asked) return null;
      const came = new URL(returnTo);
      came.search = address.search;
      try {
        const granted = await oidc.authorizationCodeGrant(await issuer(), came, {
          ...{ expectedState: asked.state, expectedNonce: asked.nonce },
          pkceCodeVerifier: asked.verifier,
          idTokenExpected: true,
        });
        return await reader.viewerOf(granted.access_token);
      } catch (error) {
        if (isRefused(error)) return null;
        throw error;
      }
    },
    endAt: async () => {
      const found = await issuer();
      if (found.serverMetadata().end_session_endpoint === undefined) return null;
      return oidc.buildEndSessionUrl(found, { post_logout_redirect_uri: publicUrl }).href;
    },
  };
}

/** What came back is not what was asked for: the reader is told to try again, and nothing is lost. */
function isRefused(error: unknown): boolean {
  return (
    error instanceof BadToken ||
    error instanceof oidc.AuthorizationResponseError ||
    error instanceof oidc.ResponseBodyError ||
    error instanceof oidc.ClientError
  );
}

/** The issuer's own description, read when somebody first signs in, and again after a failure. */
function discovered({ issuer, clientId, clientSecret }: OpenIdSettings) {
  let known: Promise<oidc.Configuration> | null = null;
  const address = new URL(issuer);
  // Only what is reached over this machine's own loopback is spoken to without TLS.
  const execute = address.protocol === 'http:' ? [oidc.allowInsecureRequests] : [];
  const authentication = clientSecret === null ? oidc.None() : oidc.ClientSecretPost(clientSecret);
  return (): Promise<oidc.Configuration> => {
    known ??= oidc
      .discovery(address, clientId, undefined, authentication, { execute })
      .catch((error: unknown) => {
        known = null;
        throw error;
      });
    return known;
  };
}

const TAKES_AT_MOST = '10 minutes';

function sealed(claims: z.output<typeof remembered>, secret: Uint8Array): Promise<string> {
  return new EncryptJWT(claims)
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .setAudience('signing-in')
    .setExpirationTime(TAKES_AT_MOST)
    .encrypt(secret);
}

async function unsealed(text: string, secret: Uint8Array) {
  try {
    const { payload } = await jwtDecrypt(text, secret, {
      ...{ audience: 'signing-in', requiredClaims: ['exp'] },
      keyManagementAlgorithms: ['dir'],
      contentEncryptionAlgorithms: ['A256GCM'],
    });
    return remembered.parse(payload);
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof z.ZodError) return null;
    throw error;
  }
}

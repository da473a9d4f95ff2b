import { createRemoteJWKSet, errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { z } from 'zod';
import { BadValue } from '../values/bad-value.ts';
import { parseNhsNumber } from '../values/nhs-number.ts';
import { ROLES, type Viewer } from './viewer.ts';

/** Where tokens come from and for whom they are meant. */
export interface TokenSettings {
  readonly issuer: string;
  readonly audience: string;
  readonly keys: JWTVerifyGetKey;
}

/** A token that is not accepted; says what is wrong with it, never what is in it. */
export class BadToken extends Error {
  override readonly name = 'BadToken';
}

/** A holder signed in so that we know who they are: NHS login, high level of identity proofing. */
const PROVEN = new Set(['P9.Cp.Cd', 'P9.Cp.Ck', 'P9.Cm']);

const ALGORITHMS = ['RS256', 'RS512', 'PS256', 'ES256', 'ES384', 'EdDSA'];

const claims = z.object({
  sub: z.string().min(1).max(200),
  role: z.enum(ROLES),
  org: z.string().min(1).max(40).optional(),
  nhs_number: z.string().optional(),
  vot: z.string().optional(),
});

/** Keys that an issuer publishes; a rotated key is fetched at most every ten seconds. */
export function publishedKeys(url: string): JWTVerifyGetKey {
  return createRemoteJWKSet(new URL(url), { cooldownDuration: 10_000, cacheMaxAge: 600_000 });
}

/** Checks a bearer token and says who is asking. Throws BadToken. */
export async function viewerOf(settings: TokenSettings, token: string): Promise<Viewer> {
  const { issuer, audience, keys } = settings;
  const { payload } = await jwtVerify(token, keys, {
    issuer,
    audience,
    algorithms: ALGORITHMS,
    clockTolerance: '5 s',
    maxTokenAge: '24 h',
    requiredClaims: ['sub', 'exp', 'iat', 'role'],
  }).catch((error: unknown) => {
    if (error instanceof errors.JOSEError) throw new BadToken('the token is not accepted');
    throw error;
  });
  const read = claims.safeParse(payload);
  if (!read.success) throw new BadToken('the token lacks a claim or a claim is malformed');
  const { sub, role, org, nhs_number, vot } = read.data;
  return {
    subject: sub,
    role,
    organisation: org ?? null,
    nhsNumber: role === 'holder' ? ownNumber(nhs_number, vot) : null,
  };
}

function ownNumber(number: string | undefined, vot: string | undefined): Viewer['nhsNumber'] {
  if (number === undefined || vot === undefined || !PROVEN.has(vot)) return null;
  try {
    return parseNhsNumber(number);
  } catch (error) {
    if (error instanceof BadValue) throw new BadToken('the token’s nhs_number is malformed');
    throw error;
  }
}

import { errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
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

/** A token that has been checked holds so long without a second look, and never past its end. */
const TRUSTED_FOR = 10_000;
const MOST_KEPT = 2000;

/**
 * Checks tokens and says who is asking. A signature costs half a millisecond, and a client sends
 * the same token with every request: one that was accepted is taken again for ten seconds.
 */
export class TokenReader {
  private readonly accepted = new Map<string, { viewer: Viewer; until: number }>();

  constructor(
    private readonly settings: TokenSettings,
    private readonly now: () => number = Date.now,
  ) {}

  /** Throws BadToken. */
  async viewerOf(token: string): Promise<Viewer> {
    const known = this.accepted.get(token);
    if (known && this.now() < known.until) return known.viewer;
    this.accepted.delete(token);
    const { viewer, expires } = await checkToken(this.settings, token);
    const until = Math.min(this.now() + TRUSTED_FOR, expires);
    this.accepted.set(token, { viewer, until });
    if (this.accepted.size > MOST_KEPT) {
      this.accepted.delete(this.accepted.keys().next().value as string);
    }
    return viewer;
  }
}

async function checkToken(
  settings: TokenSettings,
  token: string,
): Promise<{ viewer: Viewer; expires: number }> {
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
  const viewer: Viewer = {
    subject: sub,
    role,
    organisation: org ?? null,
    nhsNumber: role === 'holder' ? ownNumber(nhs_number, vot) : null,
  };
  return { viewer, expires: (payload.exp ?? 0) * 1000 };
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

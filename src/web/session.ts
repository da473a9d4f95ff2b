import { randomBytes } from 'node:crypto';
import { EncryptJWT, errors, jwtDecrypt } from 'jose';
import { z } from 'zod';
import { ROLES, type Viewer } from '../access/viewer.ts';
import type { NhsNumber } from '../values/nhs-number.ts';

/** Somebody signed in to the pages. Kept in their cookie alone, encrypted: the hub stores none. */
export interface Session {
  /** Random; forms belong to it. */
  readonly id: string;
  readonly viewer: Viewer;
  /** When they signed in, in milliseconds; a session never lasts longer than a working day. */
  readonly startedAt: number;
  /** Until when it holds unless they do something. */
  readonly endsAt: number;
}

export const SESSION_COOKIE = 'onepot-session';

/** However busy they are, they sign in again after so long. */
export const LONGEST = 12 * 60 * 60 * 1000;

export interface SessionSettings {
  /** 32 bytes; whoever has it can sign anybody in. */
  readonly secret: Uint8Array;
  /** Signed out after so long without a page, in minutes. */
  readonly idleMinutes: number;
}

const claims = z.object({
  sid: z.string(),
  sub: z.string(),
  role: z.enum(ROLES),
  org: z.string().nullable(),
  nhs: z.string().nullable(),
  since: z.number(),
});

export function newSession(viewer: Viewer, now: number, settings: SessionSettings): Session {
  const id = randomBytes(16).toString('base64url');
  return { id, viewer, startedAt: now, endsAt: endOf(now, now, settings) };
}

/** The same session, held for longer because they are still there. */
export function renewed(session: Session, now: number, settings: SessionSettings): Session {
  return { ...session, endsAt: endOf(session.startedAt, now, settings) };
}

const endOf = (startedAt: number, now: number, { idleMinutes }: SessionSettings): number =>
  Math.min(startedAt + LONGEST, now + idleMinutes * 60_000);

export function sealSession(session: Session, { secret }: SessionSettings): Promise<string> {
  const { viewer, id, startedAt, endsAt } = session;
  return new EncryptJWT({
    ...{ sid: id, role: viewer.role, org: viewer.organisation, nhs: viewer.nhsNumber },
    since: startedAt,
  })
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .setSubject(viewer.subject)
    .setExpirationTime(Math.floor(endsAt / 1000))
    .encrypt(secret);
}

/** The session of a cookie; null where there is none that holds: forged, ended or of another hub. */
export async function openSession(
  sealed: string | undefined,
  { secret }: SessionSettings,
): Promise<Session | null> {
  if (sealed === undefined) return null;
  try {
    const { payload } = await jwtDecrypt(sealed, secret, {
      keyManagementAlgorithms: ['dir'],
      contentEncryptionAlgorithms: ['A256GCM'],
      requiredClaims: ['sub', 'exp'],
    });
    const { sid, sub, role, org, nhs, since } = claims.parse(payload);
    const nhsNumber = nhs as NhsNumber | null;
    const viewer: Viewer = { subject: sub, role, organisation: org, nhsNumber };
    return { id: sid, viewer, startedAt: since, endsAt: (payload.exp ?? 0) * 1000 };
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof z.ZodError) return null;
    throw error;
  }
}

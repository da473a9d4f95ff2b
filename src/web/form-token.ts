import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Session } from './session.ts';

/** A form may be sent so long after its page was made, in milliseconds. */
const FORM_HOLDS = 60 * 60 * 1000;

/** A mark that a form came from a page of this hub, for this session and this address. */
export function formToken(
  { id }: Pick<Session, 'id'>,
  path: string,
  secret: Uint8Array,
  now: number,
): string {
  const until = now + FORM_HOLDS;
  return `${until}.${markOf(id, path, until, secret)}`;
}

/** Whether a form that was sent carries a mark that still holds. */
export function isFormOurs(
  sent: unknown,
  { id }: Pick<Session, 'id'>,
  path: string,
  secret: Uint8Array,
  now: number,
): boolean {
  const [, until, mark] =
    /^(\d{1,15})\.([\w-]{43})$/.exec(typeof sent === 'string' ? sent : '') ?? [];
  if (until === undefined || mark === undefined || Number(until) < now) return false;
  const right = markOf(id, path, Number(until), secret);
  return timingSafeEqual(Buffer.from(mark), Buffer.from(right));
}

function markOf(id: string, path: string, until: number, secret: Uint8Array): string {
  const text = JSON.stringify([id, path, until]);
  return createHmac('sha256', secret).update('form').update(text).digest('base64url');
}

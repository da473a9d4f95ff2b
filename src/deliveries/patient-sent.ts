import { createHmac } from 'node:crypto';
import { parseNhsNumber } from '../values/nhs-number.ts';

/** What a commissioning extract calls a patient by: an NHS number, or something in its place. */
export type SentNumber =
  | { readonly kind: 'NHS_NUMBER'; readonly text: string }
  | { readonly kind: 'PSEUDONYM'; readonly text: string };

/** How a row tells patients apart; nothing of it is ever kept. Null where it does not. */
export interface PatientAsSent {
  readonly number: SentNumber | null;
  /** A provider's own number of the patient, where there is nothing better. */
  readonly localId: { readonly provider: string; readonly text: string } | null;
}

/** What may be meant as an NHS number, and must then be a valid one. */
const LIKE_NHS_NUMBER = /^(?:\d{9,10}|\d(?:\.\d+)?[eE]\+?\d+)$/;

/**
 * An NHS number or a pseudonym, whichever a commissioner was sent. A mistyped NHS number would be one
 * more patient, so what has the form of one is checked. Throws BadValue.
 */
export function sentNumber(text: string): SentNumber {
  if (!LIKE_NHS_NUMBER.test(text)) return { kind: 'PSEUDONYM', text };
  return { kind: 'NHS_NUMBER', text: parseNhsNumber(text) };
}

/**
 * The mark that stands for a patient in every delivery: the same for one NHS number whoever sends it,
 * for a pseudonym within its sender, for a local number within its provider. Without the hub's key
 * nobody can work it out or undo it. Null where the row does not say whose it is.
 */
export function patientMark(key: string, sender: string, patient: PatientAsSent): string | null {
  const { number, localId } = patient;
  if (number?.kind === 'NHS_NUMBER') return markOf(key, ['nhs-number', number.text]);
  if (number) return markOf(key, ['pseudonym', sender, number.text]);
  return localId && markOf(key, ['local', localId.provider, localId.text]);
}

function markOf(key: string, said: readonly string[]): string {
  return createHmac('sha256', key).update(JSON.stringify(said)).digest('base64url').slice(0, 27);
}

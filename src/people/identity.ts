import { createHash } from 'node:crypto';
import type { NhsNumber } from '../values/nhs-number.ts';
import type { Nino } from '../values/nino.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { Postcode } from '../values/postcode.ts';

/** How one source describes somebody. `localId` is the source's own key for them, if it has one. */
export interface IdentityDraft {
  /** The organisation that keeps the local id. */
  readonly source: string;
  /** Whose numbering the local id belongs to; ids of two namespaces are never compared. */
  readonly namespace: string;
  readonly localId: string | null;
  readonly nhsNumber: NhsNumber | null;
  readonly nino: Nino | null;
  readonly surname: string | null;
  readonly givenNames: string | null;
  readonly birthDate: PlainDate | null;
  readonly deathDate: PlainDate | null;
  readonly postcode: Postcode | null;
}

/**
 * Identities never change: a source that says something new about somebody makes a new identity, so
 * that taking a delivery back leaves no trace of it. The fingerprint tells them apart.
 */
export function fingerprintOf(draft: IdentityDraft): string {
  const said = [
    draft.source,
    draft.namespace,
    draft.localId,
    draft.nhsNumber,
    draft.nino,
    draft.surname,
    draft.givenNames,
    draft.birthDate,
    draft.deathDate,
    draft.postcode,
  ];
  return createHash('sha256').update(JSON.stringify(said)).digest('base64url');
}

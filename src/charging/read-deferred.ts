import type { Viewer } from '../access/viewer.ts';
import type { Database } from '../db/database.ts';
import type { PersonKey, VisiblePerson } from '../people/visible.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { recordedByCouncil } from './assessor.ts';
import type { RecordedAgreement } from './deferred-agreement.ts';
import { agreementsOfPeople } from './deferred-store.ts';
import { meansFor } from './read-assessments.ts';

/** What is deferred is charged for an adult's own care: a carer's support has no property behind it. */
export const DEFERRED_STREAM = 'adult-social-care';

/**
 * The deferred payment agreements of people, for each whom the viewer may be told of their means, else
 * null: as with their financial assessments.
 */
export async function agreementsFor(
  db: Database,
  viewer: Viewer,
  people: readonly VisiblePerson[],
): Promise<(RecordedAgreement[] | null)[]> {
  return meansFor(db, viewer, people, {
    read: agreementsOfPeople,
    about: ({ council }) => ({ stream: DEFERRED_STREAM, council: council.code }),
  });
}

/** Those of the viewer's own council; null where they may not assess that person, or there is none. */
export async function agreementsByCouncil(
  db: Database,
  viewer: Viewer,
  key: PersonKey,
  today: PlainDate,
): Promise<{ personId: string; recorded: RecordedAgreement[] } | null> {
  return recordedByCouncil(db, viewer, key, today, (tx, id) => agreementsOfPeople(tx, [id]));
}

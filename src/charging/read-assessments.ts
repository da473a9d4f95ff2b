import { isShown } from '../access/sharing.ts';
import { reachOf, type Viewer } from '../access/viewer.ts';
import type { Database } from '../db/database.ts';
import { openedFor, type VisiblePerson } from '../people/visible.ts';
import type { RecordedAssessment } from './assessment.ts';
import { assessmentsOfPeople } from './assessment-store.ts';

/** The stream that an assessment is of, which a representative must have been granted. */
export function streamOf({ legalBasis }: Pick<RecordedAssessment, 'legalBasis'>): string {
  return legalBasis === 'CARER' ? 'carer-support' : 'adult-social-care';
}

/**
 * The assessments of people, for each whom the viewer may be told of their means, else null: the
 * person themself, a representative to whom the stream is granted, and a team of the council that
 * made the assessment. Never in a record opened in an emergency.
 */
export async function assessmentsFor(
  db: Database,
  viewer: Viewer,
  people: readonly VisiblePerson[],
): Promise<(RecordedAssessment[] | null)[]> {
  const readers = people.map((person) => readerOf(viewer, person));
  const ids = people.filter((_person, at) => readers[at]).map(({ id }) => id);
  const all = ids.length === 0 ? [] : await assessmentsOfPeople(openedFor(db, people), ids);
  return people.map(({ id }, at) => {
    const mayRead = readers[at];
    return mayRead ? all.filter((each) => each.personId === id && mayRead(each)) : null;
  });
}

type Reader = (assessment: RecordedAssessment) => boolean;

/** Which of a person's assessments the viewer may read; null where none could be. */
function readerOf(viewer: Viewer, person: VisiblePerson): Reader | null {
  const { sharing, seenBy, openedAs } = person;
  const isOfShown: Reader = (each) =>
    isShown(sharing, { code: streamOf(each), sector: 'SOCIAL_CARE' }, each.council.code);
  switch (reachOf(viewer, 'read-means')) {
    case 'self':
      return () => true;
    case 'represented': {
      const isGranted = (['ADULT', 'CARER'] as const).some((legalBasis) =>
        isShown(sharing, { code: streamOf({ legalBasis }), sector: 'SOCIAL_CARE' }, null),
      );
      return isGranted ? isOfShown : null;
    }
    case 'related':
      if (seenBy !== 'council' || openedAs === 'BREAK_GLASS') return null;
      return (each) => each.council.code === viewer.organisation && isOfShown(each);
    default:
      return null;
  }
}

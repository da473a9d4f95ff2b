import { isShown } from '../access/sharing.ts';
import { reachOf, type Viewer } from '../access/viewer.ts';
import type { Database, Queries } from '../db/database.ts';
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
  return meansFor(db, viewer, people, {
    read: assessmentsOfPeople,
    about: (each) => ({ stream: streamOf(each), council: each.council.code }),
  });
}

interface About {
  readonly stream: string;
  readonly council: string;
}

/** How something that follows from people's means is read, and whose and of what it is. */
interface Read<Item> {
  read(queries: Queries, ids: readonly string[]): Promise<Item[]>;
  about(item: Item): About;
}

/** For each of the people whose means the viewer may be told of, what is recorded; else null. */
export async function meansFor<Item extends { readonly personId: string }>(
  db: Database,
  viewer: Viewer,
  people: readonly VisiblePerson[],
  { read, about }: Read<Item>,
): Promise<(Item[] | null)[]> {
  const readers = people.map((person) => readerOf(viewer, person));
  const ids = people.filter((_person, at) => readers[at]).map(({ id }) => id);
  const all = ids.length === 0 ? [] : await read(openedFor(db, people), ids);
  return people.map(({ id }, at) => {
    const mayRead = readers[at];
    return mayRead ? all.filter((each) => each.personId === id && mayRead(about(each))) : null;
  });
}

type Reader = (about: About) => boolean;

/** What of a person's means the viewer may read; null where nothing could be. */
function readerOf(viewer: Viewer, person: VisiblePerson): Reader | null {
  const { sharing, seenBy, openedAs } = person;
  const isOfShown: Reader = ({ stream, council }) =>
    isShown(sharing, { code: stream, sector: 'SOCIAL_CARE' }, council);
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
      return (about) => about.council === viewer.organisation && isOfShown(about);
    default:
      return null;
  }
}

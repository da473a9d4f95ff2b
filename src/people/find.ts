import { isShown } from '../access/sharing.ts';
import { reachOf, type Viewer } from '../access/viewer.ts';
import type { Database, Queries } from '../db/database.ts';
import type { PersonId } from '../values/ids.ts';
import type { NhsNumber } from '../values/nhs-number.ts';
import type { PlainDate } from '../values/plain-date.ts';
import {
  chosen,
  namesOfBirthDate,
  numbered,
  type Searching,
  type SoughtRow,
  soughtPeople,
} from './find-store.ts';
import { Matcher } from './match.ts';
import { latestModel } from './match-model-store.ts';
import { plainName } from './match-names.ts';
import { type IdentityCells, isIdentityShown, sharingFor, tellsOfMoney } from './visible.ts';

/** Whom a search asks for: nobody can be come upon without a number or a whole birth date. */
export type Sought = { readonly nhsNumber: NhsNumber } | SoughtByName;

export interface SoughtByName {
  readonly surname: string;
  /** Null: whatever they are. */
  readonly givenNames: string | null;
  readonly birthDate: PlainDate;
}

/** Somebody on the books of the viewer's organisation, as its own sources tell of them. */
export interface FoundPerson {
  readonly id: PersonId;
  readonly surname: string | null;
  readonly givenNames: string | null;
  readonly birthDate: PlainDate | null;
  /** Whether the viewer sees the record already. */
  readonly worksWith: boolean;
}

export interface FoundPage {
  readonly after: string | null;
  readonly count: number;
}

/**
 * The people of the viewer's organisation who are asked for, in order of id: those of whom its own
 * sources tell what its team is shown anyway. Nobody there and not allowed are the same empty page;
 * a restricted record is found by its NHS number alone.
 */
export async function findPeople(
  db: Database,
  viewer: Viewer,
  sought: Sought,
  { after, count }: FoundPage,
  today: PlainDate,
): Promise<FoundPerson[]> {
  const { organisation } = viewer;
  if (reachOf(viewer, 'find-people') !== 'everyone' || organisation === null) return [];
  const searching = { ...viewer, organisation };
  const found =
    'nhsNumber' in sought
      ? await findByNumber(db, searching, sought.nhsNumber, today)
      : await findByName(db, searching, sought, today);
  return found.filter(({ id }) => after === null || id > after).slice(0, count);
}

/** The number may be told by any source that the team is shown, the person must be its own. */
async function findByNumber(
  queries: Queries,
  viewer: Searching,
  nhsNumber: NhsNumber,
  today: PlainDate,
): Promise<FoundPerson[]> {
  const rows = await soughtPeople(queries, viewer, numbered(viewer, nhsNumber), today);
  return rows.flatMap((row) => {
    const { own, shown } = toldIn(viewer, row);
    const isTold = [...own, ...shown].some((cells) => cells[2] === nhsNumber);
    return isTold && own.length > 0 ? [found(row, own)] : [];
  });
}

async function findByName(
  db: Database,
  viewer: Searching,
  sought: SoughtByName,
  today: PlainDate,
): Promise<FoundPerson[]> {
  const model = await latestModel(db);
  const namedAlike = nameRule(sought, model ? new Matcher(model) : null);
  const named = await namesOfBirthDate(db.under({ task: 'FINDING' }), viewer, sought.birthDate);
  const ids = named.filter(namedAlike).map(({ personId }) => personId);
  // Asked although there may be nobody: every search by name sends the same statements.
  const rows = await soughtPeople(db, viewer, chosen([...new Set(ids)]), today);
  return rows.flatMap((row) => {
    const { own } = toldIn(viewer, row);
    // What a source says that the team is not shown must not find anybody either.
    const isTold =
      own.some((cells) => cells[5] === sought.birthDate) &&
      own.some(([, , , surname, givenNames]) => namedAlike({ surname, givenNames }));
    return isTold && !row.restricted ? [found(row, own)] : [];
  });
}

/** What the team is shown of somebody, and what of it their own organisation tells. */
function toldIn(
  viewer: Searching,
  row: SoughtRow,
): Record<'own' | 'shown', readonly IdentityCells[]> {
  const sharing = sharingFor(viewer, row);
  // Somebody of whom nothing passes to the team cannot be opened to it, and is not told of.
  const passes = (row.streams ?? []).some((stream) => isShown(sharing, stream, null));
  if (!passes) return { own: [], shown: [] };
  const shown = row.identities.filter((cells) => isIdentityShown(sharing, cells));
  const own = row.identities.filter(
    // A caseload belongs to no sector: that the case is theirs is the organisation's own word.
    (cells) => row.codes.includes(cells[0]) && (!tellsOfMoney(cells) || shown.includes(cells)),
  );
  return { own, shown };
}

/** The newest name and birth date, as in the record itself. */
function found(row: SoughtRow, own: readonly IdentityCells[]): FoundPerson {
  const [, , , surname = null, givenNames = null] = own.find((cells) => cells[3]) ?? [];
  return {
    id: row.id,
    surname,
    givenNames,
    birthDate: own.find((cells) => cells[5])?.[5] ?? null,
    worksWith: row.works_with,
  };
}

type Names = Pick<SoughtByName, 'givenNames'> & { readonly surname: string | null };

/**
 * Whether a name is the one sought, as the matching reads names: without case, accents, hyphens and
 * spaces; the first given name the same, or another that one person may go by.
 */
function nameRule(
  { surname, givenNames }: SoughtByName,
  matcher: Matcher | null,
): (told: Names) => boolean {
  return (told) => {
    if (solid(surname) === '' || solid(surname) !== solid(told.surname)) return false;
    if (givenNames === null) return true;
    const [asked, first] = [firstOf(givenNames), firstOf(told.givenNames)];
    return (asked !== '' && asked === first) || isNickname(matcher, givenNames, told.givenNames);
  };
}

const solid = (name: string | null): string => plainName(name ?? '').replaceAll(' ', '');
const firstOf = (names: string | null): string => plainName(names ?? '').split(' ')[0] ?? '';

const UNSAID = { nhsNumber: null, nino: null, surname: null, birthDate: null, postcode: null };

function isNickname(matcher: Matcher | null, asked: string, told: string | null): boolean {
  const named = (givenNames: string | null) => ({ ...UNSAID, givenNames });
  return matcher?.levelsOf(named(asked), named(told)).givenNames === 'NICKNAME';
}

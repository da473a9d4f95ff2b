import { isShown, type Sharing } from '../access/sharing.ts';
import type { Mode, RecordedByFunder } from '../awards/award.ts';
import type { Database, Queries } from '../db/database.ts';
import { openedFor, type VisiblePerson } from '../people/visible.ts';
import type { Stream } from '../streams/stream.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { Per } from '../values/rate.ts';
import { decimal, type Ratio } from '../values/ratio.ts';
import { type RecordedAwardRow, recordedAwardsOf } from './awards-store.ts';
import { recordedOf } from './recorded.ts';

/** An award that its funder recorded itself, with what became of it. */
export interface RecordedAward extends RecordedByFunder {
  readonly id: string;
  readonly personId: string;
  readonly stream: Stream;
  readonly funder: { readonly code: string; readonly name: string };
  readonly basis: 'RECURRING' | 'ONE_OFF';
  readonly mode: Mode;
  readonly legalBasis: string;
  readonly reference: string | null;
  readonly description: string;
  readonly ratePounds: Ratio;
  readonly per: Per;
  readonly unitsPerWeek: Ratio | null;
  /** As it was recorded, whatever ended it since. */
  readonly days: { readonly from: PlainDate; readonly until: PlainDate | null };
}

function awardOf(row: RecordedAwardRow): RecordedAward {
  const { stream: code, stream_name: name, sector, nature } = row;
  return {
    ...recordedOf(row.recorded),
    ...{ id: row.id, personId: row.person_id, stream: { code, name, sector, nature } },
    funder: { code: row.funder, name: row.funder_name },
    basis: row.basis as RecordedAward['basis'],
    ...{ mode: row.mode, legalBasis: row.legal_basis, reference: row.reference },
    ...{ description: row.description, ratePounds: decimal(row.amount), per: row.per },
    unitsPerWeek: row.units_per_week === null ? null : decimal(row.units_per_week),
    days: { from: row.first_day, until: row.until_day },
  };
}

/** Whether a viewer is shown what an organisation recorded of a stream: as a line of its money. */
export function isRecordShown(
  sharing: Sharing,
  stream: Pick<Stream, 'code' | 'sector'>,
  organisation: string,
): boolean {
  if (sharing.fundedBy !== undefined) return sharing.fundedBy === organisation;
  return isShown(sharing, stream, organisation);
}

/** What funders recorded of people, for each what the viewer is shown, in the order recorded. */
export async function recordedAwardsFor(
  db: Database,
  people: readonly VisiblePerson[],
): Promise<RecordedAward[][]> {
  const ids = people.map(({ id }) => id);
  const rows = await recordedAwardsOf(openedFor(db, people), ids, null);
  const awards = rows.map(awardOf);
  return people.map(({ id, sharing }) =>
    awards.filter(
      ({ personId, stream, funder }) =>
        personId === id && isRecordShown(sharing, stream, funder.code),
    ),
  );
}

/** One award of a person whose identities are open. */
export async function recordedAward(
  queries: Queries,
  personId: string,
  id: string,
): Promise<RecordedAward> {
  const found = (await recordedAwardsOf(queries, [personId], null)).find((row) => row.id === id);
  if (!found) throw new Error('an award that was recorded is there');
  return awardOf(found);
}

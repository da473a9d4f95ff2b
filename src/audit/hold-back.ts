import { type Database, type Queries, sql } from '../db/database.ts';
import { BadValue } from '../values/bad-value.ts';
import { addDays, addMonths, type PlainDate } from '../values/plain-date.ts';
import { parseText } from '../values/text.ts';
import { note } from './store.ts';

/** A read that cannot be held back: which field, a code, and why in words to act on. */
export class HoldRefused extends Error {
  override readonly name = 'HoldRefused';
  constructor(
    readonly field: string,
    readonly code: string,
    reason: string,
  ) {
    super(`${field} ${reason}`);
  }
}

export interface HoldRequest {
  /** The id of the read. */
  readonly read: bigint;
  /** The last day on which the person is not told of it. */
  readonly lastDay: PlainDate;
  readonly reason: string;
  /** The Caldicott Guardian, as their token names them. */
  readonly by: string;
  readonly today: PlainDate;
  readonly actor: string;
}

/** A hold is looked at again within so many months: it can be renewed, and none is for ever. */
const LONGEST_MONTHS = 12;

/**
 * Holds one entry back from the list that its person sees, for a stated time (serious harm, an
 * enquiry). The entry itself is never changed. A later hold of the same entry stands instead.
 */
export async function holdBack(
  db: Database,
  request: HoldRequest,
): Promise<'HELD_BACK' | 'ALREADY_HELD_BACK'> {
  const { read, lastDay, by, actor } = request;
  const reason = wordsOf('reason', request.reason);
  refuseDays(request);
  const until = addDays(lastDay, 1);
  return db.transaction(async (tx) => {
    if (!(await isKnown(tx, read))) {
      throw new HoldRefused('read', 'NO_READ', 'is not the id of an entry that is kept here');
    }
    const hold = { read, until, reason, by: wordsOf('by', by) };
    if (!(await keepHold(tx, hold))) return 'ALREADY_HELD_BACK';
    await note(tx, actor, { action: 'read-held-back', ...hold, read: String(read) });
    return 'HELD_BACK';
  });
}

function wordsOf(field: string, text: string): string {
  if (text.trim() === '') throw new HoldRefused(field, 'BLANK', 'needs words');
  try {
    return parseText(text.trim());
  } catch (error) {
    if (!(error instanceof BadValue)) throw error;
    throw new HoldRefused(field, error.code, error.message);
  }
}

function refuseDays({ lastDay, today }: HoldRequest): void {
  if (lastDay < today) throw new HoldRefused('last day', 'PAST', 'is over already');
  if (lastDay > addMonths(today, LONGEST_MONTHS)) {
    const reason = `is more than ${LONGEST_MONTHS} months ahead; hold it back again when it ends`;
    throw new HoldRefused('last day', 'TOO_LONG', reason);
  }
}

async function isKnown(queries: Queries, read: bigint): Promise<boolean> {
  const rows = await queries.rows(
    'audit.find-read',
    sql`select from reads where id = ${read}::bigint`,
  );
  return rows.length > 0;
}

interface Hold {
  readonly read: bigint;
  readonly until: PlainDate;
  readonly reason: string;
  readonly by: string;
}

/** Gives false when the same was held already. */
async function keepHold(queries: Queries, { read, until, reason, by }: Hold): Promise<boolean> {
  const changed = await queries.rows(
    'audit.keep-hold',
    sql`insert into read_holds as kept (read_id, until_day, reason, held_by)
        values (${read}::bigint, ${until}::date, ${reason}, ${by})
        on conflict (read_id) do update
          set until_day = excluded.until_day, reason = excluded.reason,
            held_by = excluded.held_by, recorded_at = now()
          where (kept.until_day, kept.reason, kept.held_by)
            is distinct from (excluded.until_day, excluded.reason, excluded.held_by)
        returning read_id`,
  );
  return changed.length > 0;
}

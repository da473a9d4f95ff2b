import { createReadStream } from 'node:fs';
import { z } from 'zod';
import { note } from '../audit/store.ts';
import type { Database, Transaction } from '../db/database.ts';
import { type AreaSaid, keepAreas } from '../people/deprivation-store.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { parsePostcode } from '../values/postcode.ts';
import { FileRefused, type Reject } from './delivery.ts';
import { oneOf, readRow, required } from './fields.ts';
import { filesOf } from './files.ts';
import { headedCsv } from './headed-csv.ts';

/**
 * Postcodes and the fifth of areas by deprivation that each is in, 1 the most deprived; the layout is
 * our own. Other columns may be there and are not read.
 */
const areaRow = z.object({
  postcode: required((text) => parsePostcode(text).replaceAll(/[ -]/g, '')),
  fifth: required((text) => Number(oneOf(['1', '2', '3', '4', '5'])(text))),
});

export interface DeprivationRequest {
  readonly path: string;
  /** Which index and which year of it, and who worked the fifths out. */
  readonly source: string;
  readonly today: PlainDate;
  readonly actor: string;
}

export interface DeprivationOutcome {
  readonly status: 'LOADED' | 'ALREADY_LOADED' | 'REFUSED';
  readonly rows: number;
  readonly added: number;
  readonly alreadyThere: number;
  readonly reason: string | null;
  /** The first of the rows that cannot be taken. */
  readonly rejects: readonly Reject[];
}

const ROWS_AT_ONCE = 5000;
const REJECTS_SHOWN = 1000;

/** Carries the faults out of a transaction, so that nothing of the file is kept. */
class RowsRefused extends Error {
  constructor(
    readonly rows: number,
    readonly rejects: readonly Reject[],
  ) {
    super('some rows cannot be taken, and the list is loaded all or none');
  }
}

/** Loads a list of postcodes with the fifth that each is in, all of it or nothing. */
export async function loadDeprivation(
  db: Database,
  request: DeprivationRequest,
): Promise<DeprivationOutcome> {
  const refused = { status: 'REFUSED', added: 0, alreadyThere: 0 } as const;
  try {
    await filesOf([request.path]);
    return await db.exclusively('load deprivation', () =>
      db.transaction((tx) => load(tx, request)),
    );
  } catch (error) {
    if (error instanceof FileRefused) {
      return { ...refused, rows: 0, reason: error.message, rejects: [] };
    }
    if (!(error instanceof RowsRefused)) throw error;
    const { rows, message: reason, rejects } = error;
    return { ...refused, rows, reason, rejects };
  }
}

async function load(tx: Transaction, request: DeprivationRequest): Promise<DeprivationOutcome> {
  const { path, source, today, actor } = request;
  const list = new ListBeingRead(tx, { source, knownFrom: today });
  const csv = headedCsv({ required: Object.keys(areaRow.shape), optional: 'any' });
  for await (const raw of csv.read(createReadStream(path))) {
    const { values, faults } = readRow(areaRow, raw);
    await list.take(raw.row, values, faults ?? []);
  }
  await list.flush();
  const { rows, added, rejects } = list;
  if (rejects.length > 0)
    throw new RowsRefused(
      rows,
      rejects.sort((a, b) => a.row - b.row),
    );
  const counts = { rows, added, alreadyThere: rows - added, reason: null, rejects };
  if (added === 0) return { ...counts, status: 'ALREADY_LOADED' };
  await note(tx, actor, { action: 'deprivation-loaded', source, rows, added });
  return { ...counts, status: 'LOADED' };
}

/** What has been read of the list and is not yet kept. */
class ListBeingRead {
  rows = 0;
  added = 0;
  readonly rejects: Reject[] = [];
  private areas: AreaSaid[] = [];
  private readonly seen = new Set<string>();

  constructor(
    private readonly tx: Transaction,
    private readonly by: { readonly source: string; readonly knownFrom: PlainDate },
  ) {}

  async take(
    row: number,
    said: z.output<typeof areaRow> | null,
    faults: readonly Omit<Reject, 'row'>[],
  ): Promise<void> {
    this.rows += 1;
    for (const fault of faults) this.reject({ row, ...fault });
    if (!said) return;
    if (this.seen.has(said.postcode)) {
      const reason = 'is the postcode of an earlier row';
      this.reject({ row, field: 'postcode', code: 'TWICE', reason });
      return;
    }
    this.seen.add(said.postcode);
    this.areas.push({ row, ...said });
    if (this.areas.length >= ROWS_AT_ONCE) await this.flush();
  }

  private reject(fault: Reject): void {
    if (this.rejects.length < REJECTS_SHOWN) this.rejects.push(fault);
  }

  async flush(): Promise<void> {
    const areas = this.areas;
    this.areas = [];
    if (areas.length === 0) return;
    const { added, clashing } = await keepAreas(this.tx, areas, this.by);
    this.added += added;
    const reason = 'is another than the one known from today, or is said by another source';
    for (const row of clashing) this.reject({ row, field: 'fifth', code: 'OTHER_FIFTH', reason });
  }
}

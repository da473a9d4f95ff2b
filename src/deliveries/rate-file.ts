import { createReadStream } from 'node:fs';
import type { z } from 'zod';
import { note } from '../audit/store.ts';
import type { DatedFigure } from '../charging/rates.ts';
import type { Database, Queries, Transaction } from '../db/database.ts';
import { allOrganisations } from '../streams/store.ts';
import type { Organisation } from '../streams/stream.ts';
import { intersect } from '../values/period.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { FileRefused, type Reject } from './delivery.ts';
import { readRow } from './fields.ts';
import { filesOf } from './files.ts';
import { headedCsv } from './headed-csv.ts';

export interface RatesRequest {
  readonly path: string;
  readonly today: PlainDate;
  /** Rates may be known from days that have passed, for setting a hub up. */
  readonly history: boolean;
  readonly actor: string;
  /** Judges the file and writes nothing. */
  readonly dryRun: boolean;
}

export interface RatesOutcome {
  readonly status: 'LOADED' | 'ALREADY_LOADED' | 'REFUSED';
  readonly rows: number;
  readonly added: number;
  readonly alreadyThere: number;
  readonly reason: string | null;
  readonly rejects: readonly Reject[];
}

export type RateFault = Omit<Reject, 'row'>;

/** What is particular to a kind of dated rates; the layouts are our own. */
export interface RateLayout<Schema extends z.ZodObject, Rate extends DatedFigure<string>> {
  /** What the rates are called, in the plural. */
  readonly name: string;
  readonly action: 'charging-rates-loaded' | 'deferred-rates-loaded';
  readonly row: Schema;
  rateOf(said: z.output<Schema>, today: PlainDate): Rate;
  isSameFigure(a: Rate, b: Rate): boolean;
  /** The field of the figure. */
  readonly figure: string;
  /** Why a rate may not stand beside the others. */
  faultOf(rate: Rate, rates: readonly Rate[]): RateFault | null;
  all(queries: Queries): Promise<Rate[]>;
  keep(queries: Queries, rates: readonly Rate[]): Promise<number>;
}

const NOTHING = { rows: 0, added: 0, alreadyThere: 0, rejects: [] };

/** Loads a file of dated rates, all of it or nothing. */
export async function loadRates<Schema extends z.ZodObject, Rate extends DatedFigure<string>>(
  db: Database,
  layout: RateLayout<Schema, Rate>,
  request: RatesRequest,
): Promise<RatesOutcome> {
  try {
    const rows = await rowsOf(layout.row, request.path);
    return await db.exclusively(`load ${layout.name}`, () =>
      db.transaction((tx) => load(tx, layout, request, rows)),
    );
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    return { ...NOTHING, status: 'REFUSED', reason: error.message };
  }
}

interface Read<Said> {
  readonly row: number;
  readonly said: Said | null;
  readonly faults: readonly Reject[];
}

async function rowsOf<Schema extends z.ZodObject>(
  schema: Schema,
  path: string,
): Promise<Read<z.output<Schema>>[]> {
  await filesOf([path]);
  const csv = headedCsv({ required: Object.keys(schema.shape), optional: [] });
  const rows: Read<z.output<Schema>>[] = [];
  for await (const raw of csv.read(createReadStream(path))) {
    const { values, faults } = readRow(schema, raw);
    const rejects = (faults ?? []).map((fault) => ({ row: raw.row, ...fault }));
    rows.push({ row: raw.row, said: values, faults: rejects });
  }
  return rows;
}

async function load<Schema extends z.ZodObject, Rate extends DatedFigure<string>>(
  tx: Transaction,
  layout: RateLayout<Schema, Rate>,
  { today, history, actor, dryRun }: RatesRequest,
  rows: readonly Read<z.output<Schema>>[],
): Promise<RatesOutcome> {
  const organisations = await allOrganisations(tx);
  const stored = await layout.all(tx);
  const said = rows.flatMap((read) =>
    read.said ? [{ row: read.row, rate: layout.rateOf(read.said, today) }] : [],
  );
  const judging = { layout, said, stored, organisations, today, history };
  const rejects = [
    ...rows.flatMap(({ faults }) => faults),
    ...said.flatMap(({ row, rate }) => {
      const fault = faultOf({ row, rate }, judging);
      return fault ? [{ row, ...fault }] : [];
    }),
  ];
  if (rejects.length > 0) {
    const reason = `some rows cannot be taken, and ${layout.name} are loaded all or none`;
    return { ...NOTHING, rows: rows.length, rejects, status: 'REFUSED', reason };
  }
  const fresh = said.flatMap(({ rate }) => (stands(layout, rate, stored) ? [] : [rate]));
  const counts = { rows: rows.length, added: fresh.length, reason: null, rejects };
  const alreadyThere = rows.length - fresh.length;
  if (fresh.length === 0) return { ...counts, alreadyThere, status: 'ALREADY_LOADED' };
  if (!dryRun) {
    if ((await layout.keep(tx, fresh)) !== fresh.length) {
      throw new Error(`some ${layout.name} were there already, unseen`);
    }
    const { action } = layout;
    await note(tx, actor, { action, rows: rows.length, added: fresh.length, history });
  }
  return { ...counts, alreadyThere, status: 'LOADED' };
}

type Sameness<Rate> = { isSameFigure(a: Rate, b: Rate): boolean };

/** What is known by then for the very days says the same: nothing new is said. */
function stands<Rate extends DatedFigure<string>>(
  layout: Sameness<Rate>,
  rate: Rate,
  stored: readonly Rate[],
): boolean {
  const last = stored
    .filter((each) => isOfSameDays(each, rate) && each.knownFrom <= rate.knownFrom)
    .sort((a, b) => (a.knownFrom < b.knownFrom ? -1 : 1))
    .at(-1);
  return last !== undefined && layout.isSameFigure(last, rate);
}

function isOfSameDays(a: DatedFigure<string>, b: DatedFigure<string>): boolean {
  const days = a.days.from === b.days.from && a.days.until === b.days.until;
  return days && a.kind === b.kind && a.authority === b.authority;
}

interface Judging<Rate> {
  readonly layout: Sameness<Rate> & {
    readonly figure: string;
    faultOf(rate: Rate, rates: readonly Rate[]): RateFault | null;
  };
  readonly said: readonly { readonly row: number; readonly rate: Rate }[];
  readonly stored: readonly Rate[];
  readonly organisations: ReadonlyMap<string, Organisation>;
  readonly today: PlainDate;
  readonly history: boolean;
}

function faultOf<Rate extends DatedFigure<string>>(
  { row, rate }: { readonly row: number; readonly rate: Rate },
  { layout, said, stored, organisations, today, history }: Judging<Rate>,
): RateFault | null {
  const reject = (field: string, code: string, reason: string) => ({ field, code, reason });
  const { kind, authority, days, knownFrom } = rate;
  if (days.until !== null && days.until <= days.from) {
    return reject('Last Day', 'END_BEFORE_START', 'is before the first day');
  }
  if (knownFrom < today && !history) {
    const reason = 'is a day gone by: answers since would be others; load it as history';
    return reject('Known From', 'BACKDATED', reason);
  }
  const isSame = (each: Rate) => each.kind === kind && each.authority === authority;
  const twice = said.some(
    (each) => each.row < row && isSame(each.rate) && intersect(each.rate.days, days),
  );
  if (twice) return reject('First Day', 'TWICE', 'is of days that an earlier row gives this of');
  if (authority !== null && organisations.get(authority)?.kind !== 'council') {
    return reject('Authority', 'UNKNOWN_ORGANISATION', 'is not the code of a council known here');
  }
  const fault = layout.faultOf(rate, [...stored, ...said.map((each) => each.rate)]);
  if (fault) return fault;
  const known = stored.find(
    (each) => isSame(each) && each.days.from === days.from && each.knownFrom === knownFrom,
  );
  if (!known || stands(layout, rate, stored)) return null;
  const reason = 'is another figure than the one known from that day for these days';
  return reject(layout.figure, 'OTHER_FIGURE', reason);
}

import { createReadStream } from 'node:fs';
import { z } from 'zod';
import { note } from '../audit/store.ts';
import { allChargingRates, keepChargingRates } from '../charging/rate-store.ts';
import { type ChargingRate, faultOfOwnRate, RATE_KINDS } from '../charging/rates.ts';
import type { Database, Transaction } from '../db/database.ts';
import { allOrganisations } from '../streams/store.ts';
import type { Organisation } from '../streams/stream.ts';
import { BadValue } from '../values/bad-value.ts';
import { type Pence, parsePounds } from '../values/money.ts';
import { fromFirstToLast, intersect } from '../values/period.ts';
import { type PlainDate, parsePlainDate } from '../values/plain-date.ts';
import { FileRefused, type Reject } from './delivery.ts';
import { anyText, oneOf, optional, readRow, required } from './fields.ts';
import { filesOf } from './files.ts';
import { headedCsv } from './headed-csv.ts';

/**
 * Rates of charging for council care; the layout is our own. A blank Authority is the national
 * figure, a blank Last Day runs on, a blank Known From is the day of loading, a blank Deduced is no.
 */
const rateRow = z.object({
  Kind: required(oneOf(RATE_KINDS)),
  Authority: optional(anyText),
  'First Day': required(parsePlainDate),
  'Last Day': optional(parsePlainDate),
  'Known From': optional(parsePlainDate),
  Pounds: required(aboveNothing),
  Deduced: optional(oneOf(['yes', 'no'])),
  Source: required(anyText),
});

type RateRow = z.output<typeof rateRow>;

const layout = headedCsv({ required: Object.keys(rateRow.shape), optional: [] });

function aboveNothing(text: string): Pence {
  const amount = parsePounds(text);
  if (amount <= 0n) throw new BadValue('BAD_MONEY', 'is not above nothing');
  return amount;
}

export interface ChargingRatesRequest {
  readonly path: string;
  readonly today: PlainDate;
  /** Rates may be known from days that have passed, for setting a hub up. */
  readonly history: boolean;
  readonly actor: string;
  /** Judges the file and writes nothing. */
  readonly dryRun: boolean;
}

export interface ChargingRatesOutcome {
  readonly status: 'LOADED' | 'ALREADY_LOADED' | 'REFUSED';
  readonly rows: number;
  readonly added: number;
  readonly alreadyThere: number;
  readonly reason: string | null;
  readonly rejects: readonly Reject[];
}

const NOTHING = { rows: 0, added: 0, alreadyThere: 0, rejects: [] };
const WRONG_ROWS = 'some rows cannot be taken, and charging rates are loaded all or none';

/**
 * Loads a file of charging rates, all of it or nothing. What was assessed before is not changed: the
 * council assesses anew. A council's own guarantee below the national floor is refused.
 */
export async function loadChargingRates(
  db: Database,
  request: ChargingRatesRequest,
): Promise<ChargingRatesOutcome> {
  try {
    const rows = await rowsOf(request.path);
    return await db.exclusively('load charging rates', () =>
      db.transaction((tx) => load(tx, request, rows)),
    );
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    return { ...NOTHING, status: 'REFUSED', reason: error.message };
  }
}

interface Read {
  readonly row: number;
  readonly said: RateRow | null;
  readonly faults: readonly Reject[];
}

async function rowsOf(path: string): Promise<Read[]> {
  await filesOf([path]);
  const rows: Read[] = [];
  for await (const raw of layout.read(createReadStream(path))) {
    const { values, faults } = readRow(rateRow, raw);
    const rejects = (faults ?? []).map((fault) => ({ row: raw.row, ...fault }));
    rows.push({ row: raw.row, said: values, faults: rejects });
  }
  return rows;
}

async function load(
  tx: Transaction,
  { today, history, actor, dryRun }: ChargingRatesRequest,
  rows: readonly Read[],
): Promise<ChargingRatesOutcome> {
  const organisations = await allOrganisations(tx);
  const stored = await allChargingRates(tx);
  const said = rows.flatMap((read) =>
    read.said ? [{ row: read.row, rate: rateOf(read.said, today) }] : [],
  );
  const rejects = [
    ...rows.flatMap(({ faults }) => faults),
    ...said.flatMap((each) => faultsOf(each, { said, stored, organisations, today, history })),
  ];
  if (rejects.length > 0) {
    const counts = { ...NOTHING, rows: rows.length, rejects };
    return { ...counts, status: 'REFUSED', reason: WRONG_ROWS };
  }
  const fresh = said.flatMap(({ rate }) => (stands(rate, stored) ? [] : [rate]));
  const counts = { rows: rows.length, added: fresh.length, reason: null, rejects };
  const alreadyThere = rows.length - fresh.length;
  if (fresh.length === 0) return { ...counts, alreadyThere, status: 'ALREADY_LOADED' };
  if (!dryRun) {
    if ((await keepChargingRates(tx, fresh)) !== fresh.length) {
      throw new Error('some charging rates were there already, unseen');
    }
    const event = { action: 'charging-rates-loaded', rows: rows.length } as const;
    await note(tx, actor, { ...event, added: fresh.length, history });
  }
  return { ...counts, alreadyThere, status: 'LOADED' };
}

function rateOf(said: RateRow, today: PlainDate): ChargingRate {
  const first = said['First Day'];
  return {
    kind: said.Kind,
    authority: said.Authority,
    days: { from: first, until: fromFirstToLast(first, said['Last Day']).until },
    knownFrom: said['Known From'] ?? today,
    amount: said.Pounds,
    deduced: said.Deduced === 'yes',
    source: said.Source,
  };
}

/** What is known by then for the very days says the same: nothing new is said. */
function stands(rate: ChargingRate, stored: readonly ChargingRate[]): boolean {
  const same = stored
    .filter((each) => isOfSameDays(each, rate) && each.knownFrom <= rate.knownFrom)
    .sort((a, b) => (a.knownFrom < b.knownFrom ? -1 : 1));
  return same.at(-1)?.amount === rate.amount;
}

function isOfSameDays(a: ChargingRate, b: ChargingRate): boolean {
  const days = a.days.from === b.days.from && a.days.until === b.days.until;
  return days && a.kind === b.kind && a.authority === b.authority;
}

interface Judging {
  readonly said: readonly { readonly row: number; readonly rate: ChargingRate }[];
  readonly stored: readonly ChargingRate[];
  readonly organisations: ReadonlyMap<string, Organisation>;
  readonly today: PlainDate;
  readonly history: boolean;
}

function faultsOf(
  { row, rate }: Judging['said'][number],
  { said, stored, organisations, today, history }: Judging,
): Reject[] {
  const reject = (field: string, code: string, reason: string) => [{ row, field, code, reason }];
  const { kind, authority, days, knownFrom } = rate;
  if (days.until !== null && days.until <= days.from) {
    return reject('Last Day', 'END_BEFORE_START', 'is before the first day');
  }
  if (knownFrom < today && !history) {
    const reason = 'is a day gone by: answers since would be others; load it as history';
    return reject('Known From', 'BACKDATED', reason);
  }
  const isSame = (each: ChargingRate) => each.kind === kind && each.authority === authority;
  const twice = said.some(
    (each) => each.row < row && isSame(each.rate) && intersect(each.rate.days, days),
  );
  if (twice) return reject('First Day', 'TWICE', 'is of days that an earlier row gives this of');
  if (authority !== null && organisations.get(authority)?.kind !== 'council') {
    return reject('Authority', 'UNKNOWN_ORGANISATION', 'is not the code of a council known here');
  }
  const rates = [...stored, ...said.map((each) => each.rate)];
  const fault = authority === null ? null : faultOfOwnRate(rate, { rates });
  if (fault !== null) return reject('Pounds', 'BELOW_FLOOR', fault);
  const known = stored.find(
    (each) => isSame(each) && each.days.from === days.from && each.knownFrom === knownFrom,
  );
  if (!known || stands(rate, stored)) return [];
  const reason = 'is another figure than the one known from that day for these days';
  return reject('Pounds', 'OTHER_FIGURE', reason);
}

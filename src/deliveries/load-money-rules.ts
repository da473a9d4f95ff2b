import { createReadStream } from 'node:fs';
import { z } from 'zod';
import { note } from '../audit/store.ts';
import type { Database, Transaction } from '../db/database.ts';
import {
  faultOfMoneyRule,
  MONEY_RULE_KINDS,
  type MoneyRule,
  REVIEW_KINDS,
} from '../streams/money-rule.ts';
import { allMoneyRules, keepMoneyRules } from '../streams/money-rules-store.ts';
import { allOrganisations, allStreams } from '../streams/store.ts';
import { ORGANISATION_KINDS } from '../streams/stream.ts';
import { fromFirstToLast, intersect } from '../values/period.ts';
import { type PlainDate, parsePlainDate } from '../values/plain-date.ts';
import { FileRefused, type Reject } from './delivery.ts';
import { anyText, oneOf, optional, readRow, required } from './fields.ts';
import { filesOf } from './files.ts';
import { headedCsv } from './headed-csv.ts';

/**
 * Rules of money held for people; the layout is our own. A blank Authority, Kind Of Authority or
 * Stream is every one, a blank Last Day runs on, a blank Known From is the day of loading, a blank
 * Local is yes: what an authority loads is its policy unless it says that it is law.
 */
const ruleRow = z.object({
  Kind: required(oneOf(MONEY_RULE_KINDS)),
  Review: optional(oneOf(REVIEW_KINDS)),
  Authority: optional(anyText),
  'Kind Of Authority': optional(oneOf(ORGANISATION_KINDS)),
  Stream: optional(anyText),
  'First Day': required(parsePlainDate),
  'Last Day': optional(parsePlainDate),
  'Known From': optional(parsePlainDate),
  Value: required(anyText),
  Local: optional(oneOf(['yes', 'no'])),
  Source: required(anyText),
});

type RuleRow = z.output<typeof ruleRow>;

const layout = headedCsv({ required: Object.keys(ruleRow.shape), optional: [] });

export interface MoneyRulesRequest {
  readonly path: string;
  readonly today: PlainDate;
  /** Rules may be known from days that have passed, for setting a hub up. */
  readonly history: boolean;
  readonly actor: string;
  /** Judges the file and writes nothing. */
  readonly dryRun: boolean;
}

export interface MoneyRulesOutcome {
  readonly status: 'LOADED' | 'ALREADY_LOADED' | 'REFUSED';
  readonly rows: number;
  readonly added: number;
  readonly alreadyThere: number;
  readonly reason: string | null;
  readonly rejects: readonly Reject[];
}

const NOTHING = { rows: 0, added: 0, alreadyThere: 0, rejects: [] };
const WRONG_ROWS = 'some rows cannot be taken, and money rules are loaded all or none';

/**
 * Loads a file of money rules, all of it or nothing. What was decided by an earlier rule stands: a
 * later row, known from a later day, is asked from that day on alone.
 */
export async function loadMoneyRules(
  db: Database,
  request: MoneyRulesRequest,
): Promise<MoneyRulesOutcome> {
  try {
    const rows = await rowsOf(request.path);
    return await db.exclusively('load money rules', () =>
      db.transaction((tx) => load(tx, request, rows)),
    );
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    return { ...NOTHING, status: 'REFUSED', reason: error.message };
  }
}

interface Read {
  readonly row: number;
  readonly said: RuleRow | null;
  readonly faults: readonly Reject[];
}

async function rowsOf(path: string): Promise<Read[]> {
  await filesOf([path]);
  const rows: Read[] = [];
  for await (const raw of layout.read(createReadStream(path))) {
    const { values, faults } = readRow(ruleRow, raw);
    const rejects = (faults ?? []).map((fault) => ({ row: raw.row, ...fault }));
    rows.push({ row: raw.row, said: values, faults: rejects });
  }
  return rows;
}

async function load(
  tx: Transaction,
  { today, history, actor, dryRun }: MoneyRulesRequest,
  rows: readonly Read[],
): Promise<MoneyRulesOutcome> {
  const organisations = await allOrganisations(tx);
  const streams = new Set((await allStreams(tx)).map(({ code }) => code));
  const stored = await allMoneyRules(tx);
  const said = rows.flatMap((read) =>
    read.said ? [{ row: read.row, rule: ruleFrom(read.said, today) }] : [],
  );
  const known = { said, stored, organisations, streams, today, history };
  const rejects = [
    ...rows.flatMap(({ faults }) => faults),
    ...said.flatMap((each) => faultsOf(each, known)),
  ];
  if (rejects.length > 0) {
    const counts = { ...NOTHING, rows: rows.length, rejects };
    return { ...counts, status: 'REFUSED', reason: WRONG_ROWS };
  }
  const fresh = said.flatMap(({ rule }) => (stands(rule, stored) ? [] : [rule]));
  const counts = { rows: rows.length, added: fresh.length, reason: null, rejects };
  const alreadyThere = rows.length - fresh.length;
  if (fresh.length === 0) return { ...counts, alreadyThere, status: 'ALREADY_LOADED' };
  if (!dryRun) {
    if ((await keepMoneyRules(tx, fresh)) !== fresh.length) {
      throw new Error('some money rules were there already, unseen');
    }
    const event = { action: 'money-rules-loaded', rows: rows.length } as const;
    await note(tx, actor, { ...event, added: fresh.length, history });
  }
  return { ...counts, alreadyThere, status: 'LOADED' };
}

function ruleFrom(said: RuleRow, today: PlainDate): MoneyRule {
  const first = said['First Day'];
  return {
    kind: said.Kind,
    review: said.Review,
    organisation: said.Authority,
    organisationKind: said['Kind Of Authority'],
    stream: said.Stream,
    days: { from: first, until: fromFirstToLast(first, said['Last Day']).until },
    knownFrom: said['Known From'] ?? today,
    value: said.Value,
    local: said.Local !== 'no',
    source: said.Source,
  };
}

function isOfSameScope(a: MoneyRule, b: MoneyRule): boolean {
  return (
    a.kind === b.kind &&
    a.review === b.review &&
    a.organisation === b.organisation &&
    a.organisationKind === b.organisationKind &&
    a.stream === b.stream
  );
}

/** What is known by then for the very days says the same: nothing new is said. */
function stands(rule: MoneyRule, stored: readonly MoneyRule[]): boolean {
  const same = stored
    .filter(
      (each) =>
        isOfSameScope(each, rule) &&
        each.days.from === rule.days.from &&
        each.days.until === rule.days.until &&
        each.knownFrom <= rule.knownFrom,
    )
    .sort((a, b) => (a.knownFrom < b.knownFrom ? -1 : 1));
  return same.at(-1)?.value === rule.value;
}

interface Judging {
  readonly said: readonly { readonly row: number; readonly rule: MoneyRule }[];
  readonly stored: readonly MoneyRule[];
  readonly organisations: ReadonlyMap<string, unknown>;
  readonly streams: ReadonlySet<string>;
  readonly today: PlainDate;
  readonly history: boolean;
}

const COLUMN_OF = {
  value: 'Value',
  review: 'Review',
  kindOfAuthority: 'Kind Of Authority',
} as const;

function faultsOf({ row, rule }: Judging['said'][number], known: Judging): Reject[] {
  const reject = (field: string, code: string, reason: string) => [{ row, field, code, reason }];
  const { days, knownFrom, organisation, stream } = rule;
  const { said, stored, organisations, streams, today, history } = known;
  if (days.until !== null && days.until <= days.from) {
    return reject('Last Day', 'END_BEFORE_START', 'is before the first day');
  }
  if (knownFrom < today && !history) {
    const reason =
      'is a day gone by: what was decided since would be otherwise; load it as history';
    return reject('Known From', 'BACKDATED', reason);
  }
  const fault = faultOfMoneyRule(rule);
  if (fault) return reject(COLUMN_OF[fault.field], 'BAD_RULE', fault.reason);
  if (organisation !== null && !organisations.has(organisation)) {
    return reject('Authority', 'UNKNOWN_ORGANISATION', 'is not an organisation known here');
  }
  if (stream !== null && !streams.has(stream)) {
    return reject('Stream', 'UNKNOWN_CODE', 'is not a stream known here');
  }
  const isTwice = said.some(
    (each) =>
      each.row < row && isOfSameScope(each.rule, rule) && intersect(each.rule.days, days) !== null,
  );
  if (isTwice) return reject('First Day', 'TWICE', 'is of days that an earlier row gives this of');
  const isThere = stored.some(
    (each) =>
      isOfSameScope(each, rule) && each.days.from === days.from && each.knownFrom === knownFrom,
  );
  if (!isThere || stands(rule, stored)) return [];
  return reject(
    'Value',
    'OTHER_RULE',
    'is another than the one known from that day for these days',
  );
}

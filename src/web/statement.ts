import { stringify } from 'csv-stringify/sync';
import { dueIn } from '../ledger/read-expected.ts';
import type { VisiblePerson } from '../people/visible.ts';
import type { Ahead } from '../statements/ahead.ts';
import type { Change } from '../statements/change.ts';
import { aheadOf } from '../statements/read-ahead.ts';
import { type FoundStatement, statementsOf } from '../statements/service.ts';
import type { Statement, StatementRow } from '../statements/statement.ts';
import { usesOfStreams } from '../streams/purposes-store.ts';
import { BadValue } from '../values/bad-value.ts';
import { daysOf, financialYearOf } from '../values/financial-year.ts';
import { poundsText } from '../values/money.ts';
import { addDays, addMonths, type PlainDate, parsePlainDate } from '../values/plain-date.ts';
import { heldIn } from './held.ts';
import { moneyBySource } from './money-by-source.ts';
import type { Page } from './page.ts';
import type { Asked, PageAnswer, PageRoute } from './route.ts';
import { changeSaid, dueSaid, rechargeSaid } from './statement-changes.ts';
import { saidOf } from './statement-rows.ts';

/** Longer than this nobody reads at once; what is older is asked for by its own days. */
const LONGEST_IN_MONTHS = 60;

/** The holder's one statement: the number first, then where every pound came from and went. */
export const statement: PageRoute = {
  path: '/statement',
  get: async (page, asked) => {
    const person = await page.own();
    if (!person) return null;
    const days = daysAsked(page.today, asked.query);
    if ('problem' in days) return refused(page, asked.query, days.problem);
    const version = versionAsked(asked.query.version);
    const found = await statementOver(page, person, days, version);
    const { statement: told } = found;
    if (asked.query.as === 'csv') return csvOf(page, told);
    const ahead = await aheadFor(page, found);
    if (asked.query.as === 'json') return jsonOf(told, ahead);
    const model = await modelOf(page, found, ahead, version === null && told.to === page.today);
    const name = `${fileName(told)}.pdf`;
    return asked.query.as === 'pdf'
      ? { print: { view: 'statement', model, name } }
      : { view: 'statement', model };
  },
};

export async function aheadFor(page: Page, found: FoundStatement): Promise<Ahead> {
  const [ahead] = await aheadOf(page.db, page.viewer, [found]);
  const told = ahead as Ahead;
  const { nextPayments, stillToCome, arrears, reviewsDue, changes } = told;
  const streams = [...stillToCome, ...arrears, ...reviewsDue].map(({ stream }) => stream.code);
  page.tells(found.person, [
    ...nextPayments.map(({ schedule }) => schedule.stream),
    ...streams,
    ...changes.map(({ source }) => source.code),
  ]);
  return told;
}

const isNotListed =
  ({ from }: Statement) =>
  ({ kind, date }: Statement['changes'][number]): boolean =>
    kind === 'MOVEMENT' || date < from;

/** All that the page shows; what is held is said of today alone, and not of days gone by. */
export async function modelOf(
  page: Page,
  { person, statement: told, accounts }: FoundStatement,
  ahead: Ahead,
  isNow: boolean,
) {
  const year = financialYearOf(told.to);
  const budget = await page.budget(person, year);
  const uses = await usesOfStreams(page.db);
  return {
    ...{ statement: told, asOf: page.today, year },
    yearEnd: addDays(daysOf(year).until, -1),
    ...{ held: isNow ? heldIn(accounts) : null, toCome: isNow ? dueIn(ahead) : null },
    rows: told.movements.map((row) => ({ ...row, said: saidOf(page, row.change) })),
    sources: moneyBySource({ statement: told, accounts, budget, isNow, uses }),
    bars: barsOf(told),
    ...aheadSaid(page, told, ahead),
  };
}

function aheadSaid(page: Page, told: Statement, ahead: Ahead) {
  // A recharge of these days is listed with them.
  const changes = [...told.changes.filter(isNotListed(told)), ...ahead.changes];
  return {
    ...{ next: ahead.nextPayments, arrears: ahead.arrears },
    changes: changes.map((change) => changeSaid(page, change)),
    recharges: told.recharges.map((recharge) => rechargeSaid(page, recharge)),
    reviews: ahead.reviewsDue.map((due) => dueSaid(page, due)),
  };
}

export interface Days {
  readonly from: PlainDate;
  readonly to: PlainDate;
}

export type DaysProblem = 'not-a-day' | 'backwards' | 'too-long';

/** The days of the address; the financial year so far where it names none. */
export function daysAsked(
  today: PlainDate,
  { from, to }: Asked['query'],
): Days | { problem: DaysProblem } {
  try {
    const first = from ? parsePlainDate(from) : daysOf(financialYearOf(today)).from;
    const last = to ? parsePlainDate(to) : today;
    if (last < first) return { problem: 'backwards' };
    if (last > addMonths(first, LONGEST_IN_MONTHS)) return { problem: 'too-long' };
    return { from: first, to: last };
  } catch (error) {
    if (error instanceof BadValue) return { problem: 'not-a-day' };
    throw error;
  }
}

function versionAsked(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : null;
}

function refused(page: Page, { from, to }: Asked['query'], problem: DaysProblem): PageAnswer {
  const typed = { from: from ?? '', to: to ?? '' };
  return { view: 'statement-days', status: 422, model: { problem, typed, asOf: page.today } };
}

async function statementOver(
  page: Page,
  person: VisiblePerson,
  days: Days,
  version: number | null,
): Promise<FoundStatement> {
  const asked = { ...days, version, since: null };
  const [found] = await statementsOf(page.db, page.viewer, [person], asked, page.today);
  const told = found as FoundStatement;
  for (const { sources } of told.accounts) {
    page.tells(
      person,
      sources.map(({ stream }) => stream.code),
    );
  }
  return told;
}

/** Of each source's money in, how much of the largest it is, in whole per cent, for a bar. */
function barsOf({ moneyInBySource }: Statement) {
  const most = moneyInBySource.reduce(
    (max, { amount }) => (amount > max ? amount : max),
    0n as bigint,
  );
  return moneyInBySource.map(({ amount }) =>
    most === 0n || amount <= 0n ? 0 : Number((amount * 100n) / most),
  );
}

/** The rows with a control total under them, for a spreadsheet; nothing in it is a formula. */
function csvOf(page: Page, told: Statement): PageAnswer {
  const { say } = page;
  const heads = ['date', 'what', 'payee', 'source', 'in', 'out', 'balance'].map((name) =>
    say(`statement.csv-${name}`),
  );
  const rows = told.movements.map((row) => rowOf(page, row));
  const total = [told.to, say('statement.control'), '', '', told.moneyIn, told.moneyOut];
  const last = [...total.map(textOf), poundsText(told.carriedForward)];
  const body = stringify([heads, ...rows, last], { escape_formulas: true, bom: true });
  return { file: { type: 'text/csv; charset=utf-8', name: `${fileName(told)}.csv`, body } };
}

const textOf = (value: string | bigint): string =>
  typeof value === 'bigint' ? poundsText(value as Statement['moneyIn']) : value;

function rowOf(page: Page, row: StatementRow): string[] {
  const { date, payee, source, balance, change } = row;
  return [
    ...[date, saidOf(page, change), payee ?? ''],
    source ? page.say(`stream.${source.code}`) : page.say('statement.nobody'),
    ...[poundsText(row.in), poundsText(row.out), poundsText(balance)],
  ];
}

/** The same for a program: what is said in words on the page has its words beside its data. */
function jsonOf(told: Statement, ahead: Ahead): PageAnswer {
  const { movements, recharges, changes, ...rest } = told;
  const rows = movements.map(withoutChange);
  const answer = {
    ...{ ...rest, movements: rows, recharges: recharges.map(withoutChange) },
    nextPayments: ahead.nextPayments.map(nextOf),
    reviewsDue: ahead.reviewsDue,
    toPay: ahead.arrears,
    changes: [...changes.map(withoutChange), ...ahead.changes],
    control: { rows: rows.length, in: told.moneyIn, out: told.moneyOut },
  };
  const plain = (_key: string, value: unknown) =>
    typeof value === 'bigint' ? Number(value) : value;
  const body = JSON.stringify(answer, plain, 2);
  return { file: { type: 'application/json', name: `${fileName(told)}.json`, body } };
}

function withoutChange<Told extends { readonly change: Change }>({ change: _, ...told }: Told) {
  return told;
}

const nextOf = ({ dueOn, amount, schedule }: Ahead['nextPayments'][number]) => ({
  ...{ dueOn, amount, source: schedule.ofStream },
  funder: { code: schedule.ofFunder.code, name: schedule.ofFunder.name },
});

/** Its days and version: nothing of whose it is. */
export const fileName = ({ number }: Statement): string =>
  `statement-${number.replaceAll('/', '_')}`;

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeYear } from '../../src/ledger/close-year.ts';
import { verifyLedger } from '../../src/ledger/verify.ts';
import type { FinancialYear } from '../../src/values/financial-year.ts';
import { testNhsNumbers } from '../people/numbers.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { foundWhere } from '../support/planted.ts';
import { moveEverything } from './every-kind.ts';
import { keepOfAccount } from './kept-of-account.ts';
import {
  BOARD,
  COUNCIL,
  deposit,
  depositInput,
  finance,
  HEALTH,
  makeKnown,
  openAccount,
  record,
  TODAY,
} from './money.ts';

const SUM = 'each movement sums to nothing, of each source too';
const REVERSED = 'a movement is reversed once at most, by its exact opposite';
const BALANCE = 'each balance is the sum of its entries';
const MONTH = 'each month of spending is the sum of its entries';
const ABOUT = 'what ends, pays, gives back or decides a movement does so once, and within it';
const RECHARGED = 'what funders give each other sums to nothing';
const CARRIED = 'what was carried forward is what was left when the year closed';
const SCHEDULED = 'what ends or meets a schedule agrees with it';
const OFFSET = 'surplus is taken off a payment of its schedule, and within it';
const NOTICED = 'what was given back by a notice is within it';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub(TODAY);
  const [ann, bob] = testNhsNumbers(2) as [string, string];
  await makeKnown(hub, ann, bob);
  const { directPayment } = await moveEverything(hub, ann);
  // Set aside in the year that closes, of sources too that had nothing in it yet.
  const put = { account: directPayment, effectiveDate: '2025-03-31' };
  await record(hub, 'setAside', { ...put, amount: 2_50 });
  const account = await openAccount(hub, bob);
  await deposit(hub, depositInput(account, { amount: 1_000 }));
  await deposit(hub, depositInput(account, { stream: HEALTH, funder: BOARD }));
  const { schedule } = await keepOfAccount(hub, account);
  // £210.00 a week less £45.50, for four weeks.
  await deposit(hub, depositInput(account, { schedule, amount: 658_00 }));
  const office = { ...finance(COUNCIL), nhsNumber: null };
  await closeYear(hub.serving, office, '2024-25' as FinancialYear, hub.day);
  // Of the year before the one that closed: it is open still, and was not carried.
  const earlier = { amount: 77_00, effectiveDate: '2024-03-20' };
  expect(await deposit(hub, depositInput(account, earlier))).toMatchObject({ replayed: false });
});
afterAll(() => hub.close());

it('finds a ledger whole in which money has moved in every way, whoever looks', async () => {
  const checks = await verifyLedger(hub.db);
  expect(checks.filter(({ ok }) => !ok)).toEqual([]);
  const details = checks.map(({ name, detail }) => [name, detail]);
  // Of three sources in one account, and of one in the other.
  expect(details).toContainEqual([CARRIED, '4 carried forward']);
  expect(details).toContainEqual([SCHEDULED, '1 schedules']);
  expect(details).toContainEqual([OFFSET, '1 payments']);
  expect(details).toContainEqual([NOTICED, '1 notices']);
  expect(await verifyLedger(hub.serving)).toEqual(checks);
});

/** The id of the first movement of a kind. */
const first = (kind: string) =>
  `(select id from journals where kind = '${kind}' order by ordinal limit 1)`;
const change = (table: string, set: string, where = 'true') =>
  [table, `update ${table} set ${set} where ${where}`] as const;
const gone = (table: string, where: string) =>
  [table, `delete from ${table} where ${where}`] as const;
const about = (kind: string, what: string) =>
  change('journals', `about = ${what}`, `id = ${first(kind)}`);
/** So many pence more in one kind of place, and as many less in the others of the movement. */
const moved = (journal: string, pence: number, kind: string) =>
  [
    'entries',
    `update entries e set amount_pence = e.amount_pence
        + (case when l.kind = '${kind}' then ${pence} else ${-pence} end)
      from ledger_accounts l where l.id = e.ledger_account_id and e.journal_id = ${journal}`,
  ] as const;

type Planted = readonly [what: string, table: string, text: string, ...found: string[]];
const isFound = async (...[, table, text, ...names]: Planted) => {
  const found = await foundWhere(hub.db, table, text, verifyLedger);
  expect(found.sort()).toEqual(names.toSorted());
};

const SETTLED = "(select about from journals where kind = 'SETTLEMENT')";
const ANOTHERS = `(select id from journals where kind = 'HOLD' and account_id <> (
  select account_id from journals where kind = 'RELEASE'))`;

describe('a movement about an earlier one is found wrong', () => {
  const PLANTED: readonly Planted[] = [
    ['that pays no promise', ...about('SETTLEMENT', first('DEPOSIT')), ABOUT],
    ['that ends a promise again', ...about('RELEASE', SETTLED), ABOUT],
    ['that ends a promise of another account', ...about('RELEASE', ANOTHERS), ABOUT],
    ['that decides what was not in question', ...about('ATTRIBUTION', first('SPENDING')), ABOUT],
    ['that gives back what came in', ...about('REFUND', first('DEPOSIT')), ABOUT],
    [
      'that gives back more than was paid',
      ...moved(first('REFUND'), -30_00, 'PROVIDER'),
      BALANCE,
      ABOUT,
      MONTH,
    ],
    ['that leaves a promise', ...moved(first('RELEASE'), 1, 'COMMITTED'), BALANCE, ABOUT],
    [
      'that leaves a question',
      ...moved(first('ATTRIBUTION'), 1, 'IN_QUESTION'),
      BALANCE,
      ABOUT,
      SUM,
      MONTH,
    ],
    [
      'of what was taken back',
      ...change('journals', `reverses = ${SETTLED}`, 'reverses is not null'),
      REVERSED,
      ABOUT,
    ],
  ];
  it.each(PLANTED)('%s', isFound);
});

describe('what funders give each other is found wrong', () => {
  const ONE_SIDE = `update entries e set amount_pence = e.amount_pence
      + (case when l.kind = 'RECHARGE' then 1 else -1 end)
    from ledger_accounts l where l.id = e.ledger_account_id and l.funder = '${BOARD}'
      and e.journal_id = ${first('RECHARGE')}`;
  const PLANTED: readonly Planted[] = [
    ['where one gets more than the other gives', 'entries', ONE_SIDE, BALANCE, RECHARGED],
  ];
  it.each(PLANTED)('%s', isFound);
});

/** The account of the person for whom payments are scheduled, or another one. */
const ELSEWHERE = `account_id = (select id from accounts a where not exists (
  select from payment_schedules p where p.account_id = a.id) order by id limit 1)`;
const SCHEDULE = '(select id from payment_schedules)';

describe('what is kept beside movements is found wrong', () => {
  const PLANTED: readonly Planted[] = [
    [
      'a penny more carried forward',
      ...change('carry_forwards', 'kept_pence = kept_pence + 1'),
      CARRIED,
    ],
    [
      'less set aside',
      ...change('carry_forwards', 'contingency_pence = 0', 'contingency_pence > 0'),
      CARRIED,
    ],
    ['nothing carried forward', ...gone('carry_forwards', 'contingency_pence = 0'), CARRIED],
    [
      'carried forward in a year that is open',
      ...change('carry_forwards', "year = '2023-24'"),
      CARRIED,
    ],
    [
      'an entry of the year that closed',
      ...moved("(select id from journals where effective_day = '2025-03-20')", 1, 'FUNDING'),
      ...[BALANCE, CARRIED],
    ],
    [
      'a movement recorded after it, as if before',
      ...change('journals', "recorded_at = '2025-01-01'", "effective_day = '2024-03-20'"),
      CARRIED,
    ],
    ['an end in another account', ...change('payment_schedule_ends', ELSEWHERE), SCHEDULED],
    [
      'an end that ends nothing',
      ...change('payment_schedules', "until_day = '2026-07-01'"),
      SCHEDULED,
    ],
    ['a schedule that is gone', ...gone('payment_schedules', 'true'), SCHEDULED, OFFSET],
    [
      'money that meets the payment of another source',
      ...change('payment_schedules', `stream = '${HEALTH}', funder = '${BOARD}'`),
      SCHEDULED,
    ],
    [
      'money that meets the payment of another account',
      ...change('journals', `schedule_id = ${SCHEDULE}`, `id = ${first('DEPOSIT')}`),
      SCHEDULED,
    ],
    ['an offset in another account', ...change('surplus_offsets', ELSEWHERE), OFFSET],
    [
      'an offset on a day of no payment',
      ...change('surplus_offsets', 'due_day = due_day + 1'),
      OFFSET,
    ],
    // £658.00 are due, and a penny is let pass.
    ['an offset of more than is due', ...change('surplus_offsets', 'amount_pence = 65802'), OFFSET],
    ['a withdrawal in another account', ...change('reclaim_withdrawals', ELSEWHERE), NOTICED],
    ['what was given back in another account', ...change('reclaim_payments', ELSEWHERE), NOTICED],
    ['more given back than was asked', ...change('reclaim_notices', 'amount_pence = 39'), NOTICED],
    [
      'given back to another funder',
      ...change('reclaim_notices', `stream = '${HEALTH}', funder = '${BOARD}'`),
      NOTICED,
    ],
    [
      'given back by no reclaim',
      ...change('reclaim_payments', `journal_id = ${first('DEPOSIT')}`),
      NOTICED,
    ],
  ];
  it.each(PLANTED)('%s', isFound);
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../src/db/database.ts';
import {
  ADULTS,
  BOARD,
  COUNCIL,
  deposit,
  depositInput,
  finance,
  HEALTH,
  makeKnown,
  openAccount,
  reverse,
  reverseInput,
  spend,
  spendInput,
  TODAY,
} from '../ledger/money.ts';
import { testNhsNumbers } from '../people/numbers.ts';
import { holder, openTestHub, type TestHub } from '../support/hub.ts';
import { STATEMENT } from '../support/queries.ts';
import { statementOf } from './stating.ts';

const [ANN, BOB] = testNhsNumbers(2) as [string, string];

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub(TODAY);
  await makeKnown(hub, ANN, BOB);
});
afterAll(() => hub.close());

async function statement(nhsNumber: string, from: string, to: string) {
  const { data, errors } = await hub.ask(holder(nhsNumber), STATEMENT, { nhsNumber, from, to });
  if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
  return data.person.statement;
}

describe('a statement', () => {
  it('tells every pound of its days, one row a source, oldest first', async () => {
    const account = await openAccount(hub, ANN);
    await deposit(hub, depositInput(account, { amount: 60_00, effectiveDate: '2025-12-31' }));
    const health = { stream: HEALTH, funder: BOARD, amount: 30_00, effectiveDate: '2026-01-05' };
    await deposit(hub, depositInput(account, health));
    const care = await spend(
      hub,
      spendInput(account, { amount: 10_01, effectiveDate: '2026-01-06' }),
    );
    await reverse(hub, reverseInput(care.movement.id, { effectiveDate: '2026-01-07' }));
    await spend(hub, spendInput(account, { amount: 9_00, effectiveDate: '2026-01-08' }));

    const told = await statement(ANN, '2026-01-01', '2026-01-07');
    // £60.00 brought forward; in: £30.00, and £10.01 taken back; out: £10.01. Recorded before the
    // five movements: the council's file, which tells of support.
    expect(told).toMatchObject({
      ...{ broughtForward: { pence: 6000 }, moneyIn: { pence: 4001 }, moneyOut: { pence: 1001 } },
      ...{ carriedForward: { pence: 9000 }, number: '2026-01-01/2026-01-07/6' },
    });
    const board = 'South Yorkshire and Bassetlaw';
    const row = (
      [date, description, source, payee]: [string, string, string, string | null],
      [into, out, balance]: [number, number, number],
    ) => ({
      ...{ date, description, source: { code: source }, payee },
      ...{ in: { pence: into }, out: { pence: out }, balance: { pence: balance } },
    });
    const back = 'Taken back: Personal care (recorded by mistake)';
    expect(told.movements).toEqual([
      row(['2026-01-05', `Money from ${board}`, HEALTH, null], [3000, 0, 9000]),
      row(['2026-01-06', 'Personal care', ADULTS, 'Helping Hands'], [0, 667, 8333]),
      row(['2026-01-06', 'Personal care', HEALTH, 'Helping Hands'], [0, 334, 7999]),
      row(['2026-01-07', back, ADULTS, 'Helping Hands'], [667, 0, 8666]),
      row(['2026-01-07', back, HEALTH, 'Helping Hands'], [334, 0, 9000]),
    ]);
    const next = await statement(ANN, '2026-01-08', '2026-01-15');
    expect(next).toMatchObject({
      ...{ broughtForward: { pence: 9000 }, moneyIn: { pence: 0 }, moneyOut: { pence: 900 } },
      carriedForward: { pence: 8100 },
    });
  });

  it('adds up by source, and by purpose and payee', async () => {
    const query = `query ($nhsNumber: NhsNumber!, $since: Int) { person(by: { nhsNumber: $nhsNumber }) {
      statement(from: "2026-01-08", to: "2026-01-15", since: $since) { leftOut
        moneyInBySource { source { code } funder { code } amount { pence } } movedWithin { pence }
        moneyOutByPurpose { purpose { code } payee amount { pence } } setAside { pence }
        promised { pence } holds { amount { pence } } inQuestion { pence } recharges { words }
        bought { description } changes { date words amount { pence } } } } }`;
    const ask = async (viewer: Parameters<TestHub['ask']>[0], since: number | null = null) =>
      (await hub.ask(viewer, query, { nhsNumber: ANN, since })).data.person.statement;
    expect(await ask(holder(ANN))).toMatchObject({
      ...{ leftOut: null, moneyInBySource: [], movedWithin: { pence: 0 }, holds: [] },
      moneyOutByPurpose: [
        { purpose: { code: 'personal-care' }, payee: 'Helping Hands', amount: { pence: 900 } },
      ],
      ...{ setAside: { pence: 0 }, promised: { pence: 0 }, inQuestion: { pence: 0 } },
    });
    const { changes } = await ask(holder(ANN), 4);
    expect(changes).toMatchObject([
      {
        words: 'Taken back: Personal care (recorded by mistake), which was told of 2026-01-06',
        amount: { pence: 667 },
      },
      { amount: { pence: 334 } },
      { date: '2026-01-08', amount: { pence: -600 } },
      { date: '2026-01-08', amount: { pence: -300 } },
    ]);
    expect(await ask(finance(COUNCIL))).toMatchObject({
      leftOut: 'Accounts that another organisation hosts are not in this statement.',
    });
  });

  it('is the same to the letter when asked for again by its version', async () => {
    const before = await statement(ANN, '2026-01-01', '2026-01-15');
    const [first] = (await hub.ask(holder(ANN), `{ viewer { person { accounts { id } } } }`)).data
      .viewer.person.accounts;
    await spend(hub, spendInput(first.id, { amount: 1, effectiveDate: '2026-01-02' }));
    expect(await statement(ANN, '2026-01-01', '2026-01-15')).not.toEqual(before);
    const again = STATEMENT.replace('to: $to)', 'to: $to, version: 6)');
    const variables = { nhsNumber: ANN, from: '2026-01-01', to: '2026-01-15' };
    const { data } = await hub.ask(holder(ANN), again, variables);
    expect(JSON.stringify(data.person.statement)).toBe(JSON.stringify(before));
  });

  it('of nothing is nothing', async () => {
    expect(await statement(BOB, '2026-01-01', '2026-01-15')).toEqual({
      ...{ number: '2026-01-01/2026-01-15/1', movements: [] },
      ...{ broughtForward: { pence: 0 }, moneyIn: { pence: 0 }, moneyOut: { pence: 0 } },
      carriedForward: { pence: 0 },
    });
  });

  it('of days that end before they begin is refused', async () => {
    await expect(statement(BOB, '2026-01-15', '2026-01-14')).rejects.toThrow('to is before from');
  });
});

it('a year of 5 movements and one of 500 are the same six statements to the database, and ten for all of it', async () => {
  const account = await openAccount(hub, BOB);
  await deposit(hub, depositInput(account, { amount: 1_000_000 }));
  let recorded = 1;
  // £10,000.00 less 4 and less 499 payments of 7p.
  for (const [movements, left] of [
    [5, 999_972],
    [500, 996_507],
  ] as const) {
    await pay(account, recorded, movements - 1);
    recorded = movements;
    const told = await statement(BOB, '2025-04-01', '2026-03-31');
    expect(told.movements).toHaveLength(movements);
    expect(told.carriedForward).toEqual({ pence: left });
    expect(hub.statements).toEqual([
      ...['people.open-person', 'people.visible-person'],
      ...['ledger.accounts-of-people', 'statements.happened-to', 'statements.told-over'],
      'audit.keep-reads',
    ]);
    const whole = await statementOf(hub, BOB, { from: '2025-04-01', to: '2026-03-31' });
    expect(whole.movements).toHaveLength(movements);
    expect(hub.statements).toEqual([
      ...['people.open-person', 'people.visible-person'],
      ...['ledger.accounts-of-people', 'statements.happened-to', 'statements.told-over'],
      ...['ledger.expected-facts', 'plans.supports-of-people', 'streams.rule-book'],
      ...['plans.reviews-of-people', 'audit.keep-reads'],
    ]);
  }
});

/** Payments of 7p from one number to another, kept at once: one by one they take a minute. */
async function pay(account: string, first: number, last: number): Promise<void> {
  await hub.db.rows(
    'test.pay',
    sql`with kept as (
          insert into journals (account_id, host, kind, effective_day, year, recorded_at, actor,
            operation, key_scope, idempotency_key, input_hash, payee, purpose)
          select a.id, a.host, 'SPENDING', '2026-01-12', '2025-26', now(), 'x', 'spend', 'x',
            'payment ' || n, 'x', 'x', 'travel'
          from accounts a, generate_series(${first}::int, ${last}::int) n
          where a.id = ${account}::uuid returning id, year, account_id
        ), gone as (
          insert into ledger_accounts (account_id, stream, funder, kind, balance_pence)
          select account_id, stream, funder, 'PROVIDER', 0 from ledger_accounts
          where account_id = ${account}::uuid and kind = 'FUNDING'
          on conflict (account_id, stream, funder, kind)
            do update set balance_pence = ledger_accounts.balance_pence
          returning id, account_id
        ), moves as (
          select id, account_id, -7 as pence from ledger_accounts
          where account_id = ${account}::uuid and kind = 'DIRECT_PAYMENT'
          union all select id, account_id, 7 from gone
        )
        insert into entries (year, journal_id, line, ledger_account_id, account_id, amount_pence)
        select kept.year, kept.id, case when pence < 0 then 0 else 1 end, moves.id,
          moves.account_id, pence
        from kept, moves`,
  );
  const sum = 7 * (last - first + 1);
  await hub.db.rows(
    'test.paid',
    sql`update ledger_accounts
        set balance_pence = balance_pence + case kind when 'PROVIDER' then ${sum}::int else -${sum}::int end
        where account_id = ${account}::uuid and kind in ('PROVIDER', 'DIRECT_PAYMENT')`,
  );
}

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { splitPence } from '../../src/awards/share.ts';
import { sql } from '../../src/db/database.ts';
import { closeYear } from '../../src/ledger/close-year.ts';
import { journalsAfter } from '../../src/ledger/export-store.ts';
import { hledgerTransaction } from '../../src/ledger/hledger.ts';
import { verifyLedger } from '../../src/ledger/verify.ts';
import type { FinancialYear } from '../../src/values/financial-year.ts';
import type { OrganisationCode } from '../../src/values/ids.ts';
import { addPence, parsePounds, pence } from '../../src/values/money.ts';
import type { NhsNumber } from '../../src/values/nhs-number.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { ratio } from '../../src/values/ratio.ts';
import {
  ADULTS,
  BOARD,
  COUNCIL,
  finance,
  newKey,
  openAccount,
  record,
  reverse,
  reverseInput,
} from '../ledger/money.ts';
import { testNhsNumbers } from '../people/numbers.ts';
import { budgetOf, loaded } from '../stories/reading.ts';
import { cldFile } from '../support/cld.ts';
import { type Answer, holder, openTestHub, type TestHub } from '../support/hub.ts';

const PEOPLE = testNhsNumbers(10) as NhsNumber[];
type Five = [NhsNumber, NhsNumber, NhsNumber, NhsNumber, NhsNumber];
const [ANN, BEN, CLEO, DAN, EVE] = PEOPLE as Five;
const OTHERS = PEOPLE.slice(5);
const RECORD = `mutation ($input: RecordDecisionInput!) { answer: recordDecision(input: $input) {
  __typename ... on Refusal { code message } ... on RecordDecisionSuccess { replayed unpaid
    decision { id } recharges { from { code } to { code } amount { pence } firstDay lastDay account
      movement } } } }`;
const HALVES = { [COUNCIL]: '50', [BOARD]: '50' };

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub('2025-06-01');
  const rows = PEOPLE.map((number) => ({
    ...{ 'NHS Number': number, 'LA Person Unique Identifier': `P${number}` },
    'Delivery Mechanism': 'Direct payment',
  }));
  loaded(await hub.receive('social-care-cld', COUNCIL, cldFile(...rows)));
});
afterAll(() => hub.close());

async function settle(
  nhsNumber: string,
  shares: Readonly<Record<string, string>>,
  differs: object = {},
): Promise<Answer['data']> {
  const input = {
    ...{ person: { nhsNumber }, stream: ADULTS, kind: 'JOINT', state: 'SETTLED' },
    shares: Object.entries(shares).map(([funder, percent]) => ({ funder, percent })),
    ...{ firstDay: '2025-04-15', reason: 'who pays was settled', evidence: 'minutes of 30 May' },
    ...{ idempotencyKey: newKey(), ...differs },
  };
  const { data, errors } = await hub.ask(finance(BOARD), RECORD, { input });
  if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
  return data.answer;
}

const told = ({ recharges }: Answer['data']): string[] =>
  recharges.map((each: Answer['data']) =>
    [each.from.code, each.to.code, each.amount.pence, each.firstDay, each.lastDay].join(' '),
  );

const paidIn = (account: string, amount: number, more: object = {}) =>
  record(hub, 'recordDeposit', {
    ...{ account, stream: ADULTS, funder: COUNCIL, amount, effectiveDate: '2025-04-01' },
    ...{ firstDay: '2025-04-01', lastDay: '2025-04-28', ...more },
  });

const isClean = async () => {
  for (const check of await verifyLedger(hub.db)) expect(check).toMatchObject({ ok: true });
};

/** What the budget says that each funder has paid. */
const paidOf = async (nhsNumber: string) =>
  Object.fromEntries(
    (await budgetOf(hub, nhsNumber)).streams.map((each: Answer['data']) => [
      each.funder.code,
      each.figures.paid?.pence ?? null,
    ]),
  );

describe('a settlement of days that have passed', () => {
  let account: string;
  let first: Answer['data'];
  const key = newKey();
  beforeAll(async () => {
    account = await openAccount(hub, ANN);
    await paidIn(account, 1_000_00);
    first = await settle(ANN, HALVES, { idempotencyKey: key });
  });

  it('£1,000.00 for 28 days, the last 14 by halves: the board, not the host, owes £250.00', async () => {
    expect(told(first)).toEqual([`${BOARD} ${COUNCIL} 25000 2025-04-15 2025-05-31`]);
    expect(first.recharges[0]).toMatchObject({ account, movement: expect.any(String) });
    expect(first.unpaid).toBe(
      'The ledger knows no payment for 2025-04-29 to 2025-05-31: nothing is recharged for these days.',
    );
    await isClean();
  });

  it('again by the same key is answered the same, and moves nothing', async () => {
    expect(await settle(ANN, HALVES, { idempotencyKey: key })).toEqual({
      ...{ ...first, replayed: true },
    });
  });

  it('moves no money in the account; what it was is told', async () => {
    const query = `query ($id: ID!) { account(id: $id) { bookBalance { pence }
      movements(first: 9) { nodes { kind amount { pence } effectiveDate reason } } } }`;
    const { data } = await hub.ask(finance(COUNCIL), query, { id: account });
    expect(data.account.bookBalance.pence).toBe(1_000_00);
    expect(data.account.movements.nodes[1]).toEqual({
      ...{ kind: 'RECHARGE', amount: { pence: 250_00 }, effectiveDate: '2025-06-01' },
      reason: 'who pays was settled',
    });
  });

  it('counts in the budget to the funder that bears it', async () => {
    expect(await paidOf(ANN)).toEqual({ [COUNCIL]: 750_00, [BOARD]: 250_00 });
  });

  it('leaves the statement as it was', async () => {
    const query = `query ($id: NhsNumber!) { person(by: { nhsNumber: $id }) {
      statement(from: "2025-04-01", to: "2025-06-01") { moneyIn { pence } moneyOut { pence }
        carriedForward { pence } } } }`;
    const { data } = await hub.ask(holder(ANN), query, { id: ANN });
    expect(data.person.statement).toEqual({
      ...{ moneyIn: { pence: 1_000_00 }, moneyOut: { pence: 0 } },
      carriedForward: { pence: 1_000_00 },
    });
  });

  it('settled anew moves the difference: 75 per cent in place of 50 is £125.00 more', async () => {
    const found = await settle(ANN, { [COUNCIL]: '25', [BOARD]: '75' });
    expect(told(found)).toEqual([`${BOARD} ${COUNCIL} 12500 2025-04-15 2025-05-31`]);
    expect(await paidOf(ANN)).toEqual({ [COUNCIL]: 625_00, [BOARD]: 375_00 });
    expect(told(await settle(ANN, { [COUNCIL]: '25', [BOARD]: '75' }))).toEqual([]);
    await isClean();
  });

  it('of days to come, proposed or disputed moves nothing', async () => {
    for (const differs of [
      { firstDay: '2025-06-01' },
      { state: 'PROPOSED' },
      { state: 'DISPUTED', interimPayer: BOARD },
    ]) {
      const found = await settle(ANN, { [COUNCIL]: '50', [BOARD]: '50' }, differs);
      expect(found).toMatchObject({ recharges: [], unpaid: null });
    }
  });
});

describe('settled to be aftercare', () => {
  it('gives back what the person was charged, of a direct payment and of care that is bought', async () => {
    const direct = await openAccount(hub, BEN);
    const bought = await openAccount(hub, BEN, 'COMMISSIONED');
    await paidIn(direct, 800_00);
    const days = { firstDay: '2025-04-01', lastDay: '2025-04-28', effectiveDate: '2025-04-20' };
    const own = { stream: ADULTS, amount: 200_00, ...days };
    await record(hub, 'recordContribution', { account: direct, ...own });
    await record(hub, 'recordContribution', { account: bought, ...own, amount: 100_00 });
    const spent = { payee: 'Helping Hands', purpose: 'personal-care', effectiveDate: '2025-04-20' };
    const source = { stream: ADULTS, funder: COUNCIL };
    await record(hub, 'recordSpend', { account: bought, ...spent, ...source, amount: 400_00 });
    const found = await settle(BEN, HALVES, { kind: 'SECTION_117', firstDay: '2025-04-01' });
    const of = (account: string) =>
      told({
        recharges: found.recharges.filter((each: Answer['data']) => each.account === account),
      });
    const span = '2025-04-01 2025-05-31';
    // £800.00 and £200.00: each carries £500.00 and the person nothing
    expect(of(direct)).toEqual([
      `${BOARD} ${COUNCIL} 30000 ${span}`,
      `${BOARD} SELF 20000 ${span}`,
    ]);
    // £400.00, of which the council collected £100.00: each carries £200.00 and the person nothing
    expect(of(bought)).toEqual([
      `${BOARD} ${COUNCIL} 10000 ${span}`,
      `${BOARD} SELF 10000 ${span}`,
    ]);
    await isClean();
  });
});

describe('a bill that was paid and partly came back', () => {
  it('is of the days of the bill: of £280.00 less £28.00 half the days by halves are £63.00', async () => {
    const account = await openAccount(hub, EVE, 'COMMISSIONED');
    const effectiveDate = '2025-05-10';
    const bill = await record(hub, 'recordInvoice', {
      ...{ account, provider: 'Helping Hands', number: 'HH 1', amount: 280_00, effectiveDate },
      ...{ purpose: 'personal-care', firstDay: '2025-04-01', lastDay: '2025-04-28' },
      ...{ dueOn: '2025-05-31', stream: ADULTS, funder: COUNCIL },
    });
    const said = { hold: bill.movement.id, amount: 280_00, effectiveDate };
    const { movement } = await record(hub, 'settleHold', said);
    await record(hub, 'recordRefund', { movement: movement.id, amount: 28_00, effectiveDate });
    const span = '2025-04-15 2025-05-31';
    expect(told(await settle(EVE, HALVES))).toEqual([`${BOARD} ${COUNCIL} 6300 ${span}`]);
    // Taken back, the refund was none: £280.00, of which £70.00
    const { nodes } = (await movementsOf(account)).data.account.movements;
    const refund = nodes.find(({ kind }: { kind: string }) => kind === 'REFUND');
    await reverse(hub, reverseInput(refund.id, { effectiveDate: '2025-05-11' }));
    expect(told(await settle(EVE, HALVES))).toEqual([`${BOARD} ${COUNCIL} 700 ${span}`]);
    await isClean();
  });

  const movementsOf = (account: string) => {
    const query = `query ($id: ID!) { account(id: $id) { movements(first: 9) { nodes { id kind } } } }`;
    return hub.ask(finance(COUNCIL), query, { id: account });
  };
});

/** What each funder has borne in an account, in pence: what came from it less what came back. */
async function borneIn(account: string): Promise<Record<string, number>> {
  const rows = await hub.db.rows<{ funder: string; borne: bigint }>(
    'test.borne',
    sql`select funder, (-balance_pence)::bigint as borne from ledger_accounts
        where account_id = ${account}::uuid and kind = 'FUNDING'`,
  );
  return Object.fromEntries(rows.map(({ funder, borne }) => [funder, Number(borne)]));
}

const borne = (sums: Record<string, number>) =>
  Object.fromEntries(Object.entries(sums).filter(([, sum]) => sum !== 0));

const percents = (council: number) => ({ [COUNCIL]: `${council}`, [BOARD]: `${100 - council}` });

/** Half-pence go to the council, whose code is first. */
const sharesOf = (whole: number, council: number): Record<string, number> => {
  const [own, other] = splitPence(pence(whole), [
    { funder: COUNCIL as OrganisationCode, percent: ratio(council) },
    { funder: BOARD as OrganisationCode, percent: ratio(100 - council) },
  ]);
  return { [COUNCIL]: Number(own), [BOARD]: Number(other) };
};

describe('after any settlements', () => {
  it('each funder has borne its share of all that was paid, to the penny', async () => {
    let turn = 0;
    const step = fc.record({
      funder: fc.constantFrom(COUNCIL, BOARD),
      amount: fc.integer({ min: 1, max: 99_999 }),
      council: fc.integer({ min: 1, max: 99 }),
    });
    const run = fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 4 }), async (steps) => {
      const nhsNumber = OTHERS[turn % OTHERS.length] as NhsNumber;
      turn += 1;
      const account = await openAccount(hub, nhsNumber);
      const before = await wholeOf(nhsNumber);
      let whole = before;
      for (const { funder, amount, council } of steps) {
        await paidIn(account, amount, { funder });
        whole += amount;
        await settle(nhsNumber, percents(council), { firstDay: '2025-04-01' });
        // Whose share comes to nothing may never have been posted.
        expect(borne(await sumsOf(nhsNumber))).toEqual(borne(sharesOf(whole, council)));
      }
    });
    await fc.assert(run, { numRuns: 5, endOnFailure: true });
    await isClean();
  });

  it('also where they and payments are recorded at the same moment', async () => {
    const account = await openAccount(hub, DAN);
    const at = { firstDay: '2025-04-01' };
    const found = await Promise.all([
      ...[101, 203, 307].map((amount) => paidIn(account, amount)),
      ...[20, 30, 40].map((council) => settle(DAN, percents(council), at)),
    ]);
    for (const { code } of found) expect(code).toBeUndefined();
    await settle(DAN, percents(50), at);
    expect(await borneIn(account)).toEqual(sharesOf(611, 50));
    await isClean();
  });

  const sumsOf = async (nhsNumber: string) => {
    const query = `query ($id: NhsNumber!) { person(by: { nhsNumber: $id }) { accounts { id } } }`;
    const { data } = await hub.ask(holder(nhsNumber), query, { id: nhsNumber });
    const sums: Record<string, number> = {};
    for (const { id } of data.person.accounts) {
      for (const [funder, borne] of Object.entries(await borneIn(id))) {
        sums[funder] = (sums[funder] ?? 0) + borne;
      }
    }
    return sums;
  };
  const wholeOf = async (nhsNumber: string) =>
    Object.values(await sumsOf(nhsNumber)).reduce((sum, each) => sum + each, 0);
});

it('what is exported of recharges comes to nothing', async () => {
  const journals = await journalsAfter(hub.db, 0n, 1000);
  const lines = journals.map(hledgerTransaction).join('\n').split('\n');
  const sums = lines.flatMap((line) => {
    const found = /equity:recharge:\S+ {2}(\S+) GBP/.exec(line);
    return found ? [parsePounds(found[1] as string)] : [];
  });
  expect(sums.length).toBeGreaterThan(0);
  expect(addPence(...sums)).toBe(0n);
});

describe('what cannot be recharged', () => {
  it('of nothing paid says so', async () => {
    await openAccount(hub, CLEO);
    expect(await settle(CLEO, HALVES)).toMatchObject({
      recharges: [],
      unpaid:
        'The ledger knows no payment for 2025-04-15 to 2025-05-31: nothing is recharged for these days.',
    });
  });

  it('in a year that the host has closed is refused, and nothing is written', async () => {
    const account = await openAccount(hub, CLEO);
    await paidIn(account, 1_000);
    const office = { ...finance(COUNCIL), nhsNumber: null };
    const year = '2025-26' as FinancialYear;
    await closeYear(hub.db, office, year, '2026-04-01' as PlainDate);
    const decided = async () => hub.db.rows('test.decided', sql`select id from funding_decisions`);
    const before = await decided();
    expect(await settle(CLEO, HALVES)).toMatchObject({ code: 'CLOSED_YEAR' });
    expect(await decided()).toEqual(before);
  });
});

import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../src/access/viewer.ts';
import { packageRoot } from '../../src/db/package-root.ts';
import { closeYear } from '../../src/ledger/close-year.ts';
import { loadPool } from '../../src/pools/load-pool.ts';
import { verifyPools } from '../../src/pools/verify.ts';
import type { FinancialYear } from '../../src/values/financial-year.ts';
import { behindTriggers } from '../audit/entries.ts';
import {
  BOARD,
  COUNCIL,
  deposit,
  depositInput,
  finance,
  HEALTH,
  makeKnown,
  newKey,
  openAccount,
  spend,
  spendInput,
} from '../ledger/money.ts';
import { dfgFile } from '../stories/files.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { POOL as CONTRACT } from '../support/queries.ts';
import { day } from './rules.ts';

const ANN = '9990000018';
const BOB = '9990000026';
/** Day 290 of 365 of 2025-26. */
const TODAY = day('2026-01-15');

const MEASURES =
  'measures { planned { pence } spend { pence } committed { pence } forecast { pence } }';
const WHOLE = `query ($code: String!, $year: FinancialYear!) { pool(code: $code) { year(year: $year) {
  asOf agreement { reference accounts manager firstDay lastDay carryForwardPercent }
  planned { pence } planSent spend { pence } forecast { pence } broughtForward { pence }
  revenue { planned { pence } spend { pence } } capital { planned { pence } spend { pence } }
  carriedByNobody { planned { pence } spend { pence } committed { pence } }
  schemes { code name ${MEASURES} } partners { partner { code } ${MEASURES} }
  streams { stream { code } ${MEASURES} }
  unattributed { stream { code } funder { code } amount { pence } }
  carriedForward { kept { pence } returned { partner { code } amount { pence } } working { step } }
  grants { reference amount { pence } } } } }`;

const OUTLOOK = `query ($code: String!, $year: FinancialYear!) { pool(code: $code) { year(year: $year) {
  awardsLeftOut awardsCountedWhole forecastByCurrency { forecast { pence } variance { pence }
    currencies { scheme code spend { pence } committed { pence } forecast { pence } working { step result } } } } } }`;

const POOL = 'sheffield-bcf';

/**
 * Two packages of £100.00 a week from 16 January on: 16 days are £228.57, February £400.00, and with
 * March £1,071.43, so that March is £442.86. Of £457.14 the pool bears £274.29 and £57.14, of £800.00
 * £480.00 and £100.00, of £885.72 £531.43 and £110.72. Of the grant £5,000.00 is approved and not paid.
 */
const AGREED = 274_29 + 57_14 + 580_00 + 531_43 + 110_72 + 5000_00;

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub(TODAY);
  await load();
  await makeKnown(hub, ANN, BOB);
  const [ann, bob] = [await openAccount(hub, ANN), await openAccount(hub, BOB)];
  for (const account of [ann, bob]) {
    await deposit(hub, depositInput(account, { amount: 500_00, effectiveDate: '2025-05-01' }));
  }
  const health = { stream: HEALTH, funder: BOARD, amount: 900_00, effectiveDate: '2025-05-01' };
  await deposit(hub, depositInput(bob, health));
  // Of adult social care the pool bears 60 % and 1/8; £10.01 + £20.02 in May is one sum of £30.03.
  await pay(ann, 10_01, '2025-05-10');
  await pay(bob, 20_02, '2025-05-20', { stream: 'adult-social-care', funder: COUNCIL });
  await pay(bob, 400_00, '2025-06-01', { stream: HEALTH, funder: BOARD });
  await hub.receive('housing-dfg', COUNCIL, dfgFile(GRANT));
});
afterAll(() => hub.close());

/** A grant of which £4,000.00 was paid, in the year asked for. */
const GRANT: Readonly<Record<string, string>> = {
  ...{ 'NHS Number': ANN, 'Case Reference': 'C1', 'Approval Date': '2025-04-20' },
  ...{ 'Eligible Expense': '9000.00', 'Mandatory Grant': '9000.00', 'Stage Reference': 'S1' },
  ...{ 'Applicant Contribution': '0.00', 'Discretionary Help': '0.00', 'Other Funding': '0.00' },
  ...{ 'Stage Payment': '4000.00', 'Stage Payment Date': '2025-09-30', 'Completion Date': '' },
};

async function load(change: (file: never) => void = () => undefined): Promise<void> {
  const file = JSON.parse(readFileSync(join(packageRoot(), 'seeds/demo/pool.json'), 'utf8'));
  change(file as never);
  const path = join(hub.folder, 'pool.json');
  await writeFile(path, JSON.stringify(file));
  const request = { path, today: TODAY, history: true, dryRun: false, actor: 'test' };
  const { status, faults } = await loadPool(hub.db, request);
  if (status !== 'LOADED') throw new Error(JSON.stringify(faults));
}

const pay = (account: string, amount: number, effectiveDate: string, more: object = {}) =>
  spend(hub, spendInput(account, { amount, effectiveDate, ...more }));

async function ask(query: string, year = '2025-26', viewer: object = finance(COUNCIL)) {
  const asking = viewer as ReturnType<typeof finance>;
  const { data, errors } = await hub.ask(asking, query, { code: POOL, year });
  expect(errors).toBeUndefined();
  return data.pool;
}

async function record(operation: string, input: object, office = COUNCIL) {
  const name = `${operation[0]?.toUpperCase()}${operation.slice(1)}Input`;
  const { data, errors } = await hub.ask(
    finance(office),
    `mutation ($input: ${name}!) { ${operation}(input: $input) { __typename
      ... on PoolEntryRecorded { entry replayed } ... on Refusal { code message } } }`,
    { input: { idempotencyKey: newKey(), ...input } },
  );
  if (errors) throw new Error(JSON.stringify(errors));
  return data[operation];
}

const TEAM = {
  ...{ pool: POOL, scheme: '3', partner: BOARD, carrier: 'TEAM', nature: 'REVENUE' },
  ...{ amount: 29_000_00, incurredOn: '2025-12-31', words: 'Discharge team, April to December' },
};
const RECEIPT = {
  ...{ pool: POOL, partner: BOARD, year: '2025-26', amount: 90_000_00, receivedOn: '2025-04-15' },
};

describe('the account of a pool', () => {
  it('tells what was spent for people, by the rules of each month and to the penny', async () => {
    const { code, host, year } = await ask(CONTRACT);
    expect([code, host.code]).toEqual([POOL, COUNCIL]);
    expect(year.contributions).toEqual([
      { partner: { code: COUNCIL }, due: { pence: 250_000_00 }, received: { pence: 0 } },
      { partner: { code: BOARD }, due: { pence: 360_000_00 }, received: { pence: 0 } },
    ]);
    // £30.03: 60 % is £18.018, 1/8 £3.75375, the rest £8.25825: with the penny left, 18.02 + 3.75.
    const spent = 18_02 + 3_75 + 400_00 + 4000_00;
    // × 365 ÷ 290 = 556 529.93 p.
    expect([year.spend.pence, year.committed.pence]).toEqual([spent, AGREED]);
    expect(year.forecast.pence).toBe(Math.round((spent * 365) / 290));
    expect(year.variance.pence).toBe(year.forecast.pence - 610_000_00);
    const [council, board] = year.riskShare;
    expect(council.amount.pence + board.amount.pence).toBe(year.variance.pence);
    expect(council.amount.pence).toBe(Math.round((year.variance.pence * 2) / 5));
    expect(council.working[0].result).toBe(`${year.variance.pence / 100}`);
  });

  it('is the same by scheme, by partner, by stream, and by revenue and capital', async () => {
    const { year } = await ask(WHOLE);
    const sum = (parts: { measures: { spend: { pence: number } } }[]) =>
      parts.reduce((all, { measures }) => all + measures.spend.pence, 0);
    expect(year.schemes.map(({ code, measures }: never) => [code, measures])).toEqual([
      ['1', expect.objectContaining({ planned: { pence: 150_000_00 }, spend: { pence: 18_02 } })],
      ['2', expect.objectContaining({ planned: { pence: 210_000_00 }, spend: { pence: 400_00 } })],
      ['3', expect.objectContaining({ planned: { pence: 150_000_00 }, spend: { pence: 3_75 } })],
      ['4', expect.objectContaining({ planned: { pence: 90_000_00 }, spend: { pence: 4000_00 } })],
    ]);
    for (const parts of [year.schemes, year.partners, year.streams]) {
      expect(sum(parts)).toBe(year.spend.pence);
    }
    expect(year.revenue.spend.pence + year.capital.spend.pence).toBe(year.spend.pence);
    expect(year.capital).toEqual({ planned: { pence: 90_000_00 }, spend: { pence: 4000_00 } });
    expect(year.partners[0].measures.planned).toBeNull();
    const codes = year.streams.map(
      ({ stream }: { stream: { code: string } | null }) => stream?.code,
    );
    expect(codes).toEqual(['adult-social-care', 'disabled-facilities-grant', HEALTH]);
  });

  it('shows what no rule catches, and drops none of it', async () => {
    const { year } = await ask(WHOLE);
    expect(year.unattributed).toEqual([
      {
        stream: { code: 'adult-social-care' },
        funder: { code: COUNCIL },
        amount: { pence: 30_03 - 18_02 - 3_75 },
      },
    ]);
  });

  it('has grants beside it, and in none of its figures', async () => {
    const { year } = await ask(WHOLE, '2026-27');
    expect(year.grants).toEqual([{ reference: 's256-2026', amount: { pence: 40_000_00 } }]);
    expect(year).toMatchObject({ asOf: null, forecast: null, planned: { pence: 645_000_50 } });
    const { year: untold } = await ask(CONTRACT, '2026-27');
    expect(untold).toMatchObject({ variance: null, riskShare: [] });
    // With the variation of April 2026.
    expect(untold.contributions[1].due.pence).toBe(395_000_50);
  });

  it('is of years of which an agreement has a day', async () => {
    expect((await ask(CONTRACT, '2027-28')).year).toBeNull();
  });

  it('has what no person carries as a line of its own, committed until it is paid', async () => {
    const before = (await ask(CONTRACT)).year;
    const { entry, replayed } = await record('recordPoolSpending', TEAM);
    expect(replayed).toBe(false);
    const promised = (await ask(WHOLE)).year;
    expect(promised.spend.pence).toBe(before.spend.pence);
    expect(promised.carriedByNobody).toEqual({
      ...{ planned: null, spend: { pence: 0 }, committed: { pence: 29_000_00 } },
    });
    const paid = { spending: entry, paidOn: '2026-01-14' };
    expect((await record('recordPoolSpendingPaid', paid)).__typename).toBe('PoolEntryRecorded');
    const after = (await ask(WHOLE)).year;
    expect(after.spend.pence).toBe(before.spend.pence + 29_000_00);
    expect(after.carriedByNobody).toMatchObject({
      spend: { pence: 29_000_00 },
      committed: { pence: 0 },
    });
    expect(after.streams[0]).toMatchObject({
      stream: null,
      measures: { spend: { pence: 29_000_00 } },
    });
    expect(await record('recordPoolSpendingPaid', paid)).toMatchObject({ code: 'ALREADY_SETTLED' });
    const back = { entry, reason: 'of another pool', effectiveDate: '2026-01-15' };
    expect((await record('reversePoolEntry', back)).__typename).toBe('PoolEntryRecorded');
    expect((await ask(CONTRACT)).year.spend).toEqual(before.spend);
    expect(await record('reversePoolEntry', back)).toMatchObject({ code: 'ALREADY_REVERSED' });
  });

  it('counts promises to providers apart from what was paid', async () => {
    const account = await openAccount(hub, ANN, 'NOTIONAL');
    await deposit(hub, depositInput(account, { effectiveDate: '2025-05-01' }));
    const input = {
      ...{ account, amount: 10_00, payee: 'Helping Hands', purpose: 'personal-care' },
      ...{ effectiveDate: '2026-01-12', idempotencyKey: newKey() },
    };
    const query = `mutation ($input: PlaceHoldInput!) { placeHold(input: $input) { __typename } }`;
    const before = (await ask(CONTRACT)).year.spend;
    expect((await hub.ask(finance(COUNCIL), query, { input })).errors).toBeUndefined();
    const { spend: after, committed } = (await ask(CONTRACT)).year;
    // Ann’s award pays for it: £10.00 is promised now, and no more to come of the award.
    expect([after, committed]).toEqual([before, { pence: AGREED }]);
    const { forecastByCurrency } = (await ask(OUTLOOK)).year;
    expect(forecastByCurrency.currencies[0].working.map(({ result }: never) => result)).toEqual([
      ...[after.pence, 6_00 + 1_25, AGREED - 7_25].map((pence) => (pence / 100).toFixed(2)),
    ]);
  });

  it('takes contributions as they come in, and once', async () => {
    const idempotencyKey = newKey();
    const first = await record('recordPoolContribution', { ...RECEIPT, idempotencyKey });
    const again = await record('recordPoolContribution', { ...RECEIPT, idempotencyKey });
    expect([first.replayed, again.replayed]).toEqual([false, true]);
    expect(again.entry).toBe(first.entry);
    const other = await record('recordPoolContribution', { ...RECEIPT, amount: 1, idempotencyKey });
    expect(other.code).toBe('IDEMPOTENCY_MISMATCH');
    const received = async () => (await ask(CONTRACT)).year.contributions[1].received.pence;
    expect(await received()).toBe(90_000_00);
    await record('reversePoolEntry', {
      ...{ entry: first.entry, reason: 'it was another’s', effectiveDate: '2026-01-15' },
    });
    expect(await received()).toBe(0);
  });

  it('plans by what its host sent, where it did', async () => {
    const folder = join(packageRoot(), 'adapters/pooled-fund-plan/sample');
    const text = readFileSync(join(folder, 'sheffield-bcf-2026-27.csv'), 'utf8');
    // A partner's file names the pool and changes nothing: its host alone plans.
    await hub.receive('pooled-fund-plan', BOARD, text.replace('Provider', 'Pool'));
    expect((await ask(WHOLE, '2026-27')).year.planSent).toBe(false);
    await hub.receive('pooled-fund-plan', COUNCIL, text);
    const { year } = await ask(WHOLE, '2026-27');
    // Without the row whose shares are not 100 %.
    expect([year.planSent, year.planned.pence]).toEqual([true, 630_000_00]);
  });
});

describe('what was recorded of a pool', () => {
  const ENTRIES = `query ($code: String!, $year: FinancialYear!, $first: Int!, $after: String) {
    pool(code: $code) { entries(year: $year, first: $first, after: $after) {
      nodes { id kind amount { pence } day incurredOn partner { code name } scheme carrier nature words
        about recordedOn recordedBy { code } } pageInfo { hasNextPage endCursor } } } }`;
  const listed = async (page: object = {}, viewer = finance(COUNCIL)) => {
    const variables = { code: POOL, year: '2025-26', first: 100, ...page };
    const { data, errors } = await hub.ask(viewer, ENTRIES, variables);
    expect(errors).toBeUndefined();
    return data.pool.entries;
  };

  it('is listed as it was recorded, page by page, to its host and partners alike', async () => {
    const { nodes, pageInfo } = await listed();
    expect(pageInfo.hasNextPage).toBe(false);
    expect(nodes.map(({ kind }: never) => kind)).toEqual([
      ...['SPENT', 'PAID', 'REVERSED', 'RECEIVED', 'REVERSED'],
    ]);
    const [spent, paid, back, received] = nodes;
    expect(spent).toMatchObject({
      ...{ amount: { pence: 29_000_00 }, day: null, incurredOn: '2025-12-31', scheme: '3' },
      ...{ partner: { code: BOARD }, carrier: 'TEAM', nature: 'REVENUE', words: TEAM.words },
      ...{ about: null, recordedBy: { code: COUNCIL } },
    });
    expect(paid).toMatchObject({ about: spent.id, day: '2026-01-14', amount: spent.amount });
    expect(back).toMatchObject({ about: spent.id, words: 'of another pool', partner: null });
    expect(received).toMatchObject({ amount: { pence: 90_000_00 }, day: '2025-04-15' });
    const first = await listed({ first: 2 });
    const rest = await listed({ first: 100, after: first.pageInfo.endCursor });
    expect([first.pageInfo.hasNextPage, [...first.nodes, ...rest.nodes]]).toEqual([true, nodes]);
    expect((await listed({}, finance(BOARD))).nodes).toEqual(nodes);
  });

  it('is of the year asked for alone', async () => {
    expect((await listed({ year: '2026-27' })).nodes).toEqual([]);
    expect((await listed({ year: '2030-31' })).nodes).toEqual([]);
  });
});

describe('a year that is over', () => {
  it('tells what is carried forward by the agreement, and the next year begins with it', async () => {
    hub.day = day('2026-05-01');
    try {
      const { year } = await ask(WHOLE);
      const { year: contract } = await ask(CONTRACT);
      expect(contract.forecast).toEqual(contract.spend);
      const left = 610_000_00 - contract.spend.pence;
      // Up to 2 % of £610,000.00.
      expect(year.carriedForward.kept.pence).toBe(12_200_00);
      const returned = year.carriedForward.returned.map(
        ({ amount }: { amount: { pence: number } }) => amount.pence,
      );
      expect(returned.reduce((a: number, b: number) => a + b, 0)).toBe(left - 12_200_00);
      const next = (await ask(WHOLE, '2026-27')).year;
      expect(next.broughtForward.pence).toBe(12_200_00);
      const { variance, forecast } = (await ask(CONTRACT, '2026-27')).year;
      expect(variance.pence).toBe(forecast.pence - 655_000_50 - 12_200_00);
    } finally {
      hub.day = TODAY;
    }
  });
});

describe('refused', () => {
  it.each([
    ['another pool', { pool: 'none' }, 'NOT_FOUND'],
    ['another scheme', { scheme: '9' }, 'UNKNOWN_CODE'],
    ['a day without an agreement', { incurredOn: '2027-04-01' }, 'UNKNOWN_CODE'],
    ['no partner', { partner: 'DWP' }, 'UNKNOWN_CODE'],
    ['nothing', { amount: 0 }, 'BAD_AMOUNT'],
    ['no words', { words: ' ' }, 'BAD_TEXT'],
    ['a payment to come', { paidOn: '2026-01-16' }, 'FUTURE_DATE'],
  ])('spending of %s', async (_what, more, code) => {
    expect((await record('recordPoolSpending', { ...TEAM, ...more })).code).toBe(code);
  });

  it.each([
    ['no partner', { partner: 'DWP' }, 'UNKNOWN_CODE'],
    ['a year that is not agreed', { year: '2024-25' }, 'UNKNOWN_CODE'],
    ['a day to come', { receivedOn: '2026-01-16' }, 'FUTURE_DATE'],
  ])('a contribution of %s', async (_what, more, code) => {
    expect((await record('recordPoolContribution', { ...RECEIPT, ...more })).code).toBe(code);
  });

  it('what is about an entry that is no spending, or is about another', async () => {
    const { entry } = await record('recordPoolContribution', RECEIPT);
    const paid = await record('recordPoolSpendingPaid', { spending: entry, paidOn: '2026-01-15' });
    expect(paid.code).toBe('NOT_A_HOLD');
    const early = { entry, reason: 'x', effectiveDate: '2025-04-14' };
    expect((await record('reversePoolEntry', early)).code).toBe('BEFORE_ORIGINAL');
    const back = await record('reversePoolEntry', { ...early, effectiveDate: '2026-01-15' });
    const twice = { entry: back.entry, reason: 'x', effectiveDate: '2026-01-15' };
    expect((await record('reversePoolEntry', twice)).code).toBe('REVERSAL_OF_REVERSAL');
  });

  it('what only a partner says, as what is not there', async () => {
    const { entry } = await record('recordPoolSpending', TEAM);
    const refused = await record('recordPoolSpending', TEAM, BOARD);
    expect(refused.code).toBe('NOT_FOUND');
    expect(await record('recordPoolSpending', { ...TEAM, pool: 'none' }, BOARD)).toEqual(refused);
    const paid = { spending: entry, paidOn: '2026-01-15' };
    const one = await record('recordPoolSpendingPaid', paid, BOARD);
    const none = { ...paid, spending: '00000000-0000-4000-8000-000000000000' };
    expect(one.code).toBe('NOT_FOUND');
    expect(await record('recordPoolSpendingPaid', none, BOARD)).toEqual(one);
    expect(await record('recordPoolSpendingPaid', { ...paid, spending: 'x' })).toEqual(one);
  });

  it('what is of a year that the host has closed', async () => {
    const office = { ...finance(COUNCIL), nhsNumber: null };
    await closeYear(hub.serving, office, '2024-25' as FinancialYear, TODAY);
    const early = { ...RECEIPT, receivedOn: '2025-03-31' };
    expect((await record('recordPoolContribution', early)).code).toBe('CLOSED_YEAR');
  });
});

describe('the account is for finance of the host and of its partners alone', () => {
  it('and the same to each', async () => {
    expect(await ask(WHOLE, '2025-26', finance(BOARD))).toEqual(await ask(WHOLE));
  });

  const role = (name: Role, organisation: string | null = COUNCIL) => ({
    ...{ role: name, subject: name, organisation },
  });
  const OTHERS = ['analyst', 'operator', 'care-team', 'holder', 'representative'] as const;

  it.each([
    ['finance of another body', role('finance', 'E06000001')],
    ['finance of no body', role('finance', null)],
    ...OTHERS.map((name): [string, ReturnType<typeof role>] => [name, role(name)]),
  ])('to %s a pool is none', async (_who, viewer) => {
    const read = (code: string) => hub.ask(viewer, CONTRACT, { code, year: '2025-26' });
    const answer = await read(POOL);
    expect(answer).toEqual({ data: { pool: null } });
    expect(await read('none')).toEqual(answer);
  });

  it('sums of months are shown to no statement that is not for it', async () => {
    const { spentSince, promisedOn } = await import('../../src/pools/months-store.ts');
    const first = day('2025-04-01');
    expect(await spentSince(hub.serving.under({ task: 'POOLING' }), first)).not.toEqual([]);
    for (const queries of [hub.serving, hub.db, hub.serving.under({ task: 'CHECKING' })]) {
      expect(await spentSince(queries, first)).toEqual([]);
      expect(await promisedOn(queries, null)).toEqual([]);
    }
  });
});

describe('verify', () => {
  const wrong = async () =>
    (await verifyPools(hub.db)).filter(({ ok }) => !ok).map(({ name }) => name);

  it('finds all of it right', async () => {
    expect(await wrong()).toEqual([]);
  });

  it.each([
    [
      'pool_contributions',
      "update pool_contributions set amount_pence = amount_pence + 1 where year = '2025-26' and source = 'DFG'",
      "update pool_contributions set amount_pence = amount_pence - 1 where year = '2025-26' and source = 'DFG'",
      ['contributions to a pool add up to what was agreed'],
    ],
    [
      'pool_rules',
      "update pool_rules set share_n = 1, share_d = 1 where scheme = '3'",
      "update pool_rules set share_n = 1, share_d = 8 where scheme = '3'",
      [
        'no money is attributed to pools twice',
        'what was spent is attributed to a scheme or to none, to the penny',
      ],
    ],
    [
      'spending_changes',
      'update spending_changes set amount_pence = amount_pence + 1',
      'update spending_changes set amount_pence = amount_pence - 1',
      ['what pools are told was spent is what the ledger holds'],
    ],
    [
      'pool_entries',
      "update pool_entries set day = '2020-01-01' where kind = 'REVERSED'",
      "update pool_entries set day = '2026-01-15' where kind = 'REVERSED'",
      ['what is recorded about an entry of a pool agrees with it'],
    ],
  ])('finds what was changed in %s', async (table, change, back, names) => {
    await behindTriggers(hub.db, table, change);
    expect(await wrong()).toEqual(names);
    await behindTriggers(hub.db, table, back);
    expect(await wrong()).toEqual([]);
  });
});

import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/db/package-root.ts';
import { loadPool } from '../../src/pools/load-pool.ts';
import { behindTriggers } from '../audit/entries.ts';
import {
  BOARD,
  COUNCIL,
  deposit,
  depositInput,
  finance,
  makeKnown,
  newKey,
  openAccount,
  spend,
  spendInput,
} from '../ledger/money.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { day } from './rules.ts';

const ANN = '9990000018';
const TODAY = day('2026-01-15');
const POOL = 'sheffield-bcf';
const REPORT = `query ($code: String!, $year: FinancialYear!, $part: PoolReportPart!, $knownOn: PlainDate) {
  pool(code: $code) { report(year: $year, part: $part, knownOn: $knownOn) {
    part firstDay lastDay knownOn caveats
    schemes { code name nature measures { planned { pence } spend { pence } committed { pence } forecast { pence } } }
    outputs { scheme planned units }
    partners { partner { code } due { pence } received { pence } spend { pence } forecast { pence } variance { pence } }
    account { asOf spend { pence } committed { pence } forecast { pence } variance { pence }
      riskShare { partner { code } amount { pence } } carriedForward { kept { pence } }
      contributions { due { pence } received { pence } } } } } }`;

interface SchemeTold {
  readonly code: string;
  readonly nature: string;
  readonly measures: { readonly spend: { readonly pence: number } };
}

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub(TODAY);
  const path = join(hub.folder, 'pool.json');
  await writeFile(path, readFileSync(join(packageRoot(), 'seeds/demo/pool.json')));
  await loadPool(hub.db, { path, today: TODAY, history: true, dryRun: false, actor: 'test' });
  await makeKnown(hub, ANN);
  const account = await openAccount(hub, ANN);
  await deposit(hub, depositInput(account, { amount: 500_00, effectiveDate: '2025-05-01' }));
  await spend(hub, spendInput(account, { amount: 10_00, effectiveDate: '2025-05-10' }));
  await spend(hub, spendInput(account, { amount: 40_00, effectiveDate: '2025-08-10' }));
  const input = {
    ...{ pool: POOL, partner: BOARD, year: '2025-26', amount: 90_000_00 },
    ...{ receivedOn: '2025-06-30', idempotencyKey: newKey() },
  };
  const record = `mutation ($input: RecordPoolContributionInput!) {
    recordPoolContribution(input: $input) { __typename } }`;
  expect((await hub.ask(finance(COUNCIL), record, { input })).errors).toBeUndefined();
});
afterAll(() => hub.close());

async function report(part: string, more: object = {}, viewer = finance(COUNCIL)) {
  const variables = { code: POOL, year: '2025-26', part, ...more };
  const { data, errors } = await hub.ask(viewer, REPORT, variables);
  expect(errors).toBeUndefined();
  return data.pool?.report;
}

describe('a report of a quarter', () => {
  it('counts from the first day of the year to its last, and nothing later', async () => {
    const first = await report('Q1');
    expect([first.firstDay, first.lastDay, first.account.asOf]).toEqual([
      ...['2025-04-01', '2025-06-30', '2025-06-30'],
    ]);
    // Of £10.00 60 % and 1/8; × 365 ÷ 91 days is £29.08.
    expect(first.account.spend.pence).toBe(7_25);
    expect(first.account.forecast.pence).toBe(29_08);
    expect(first.account.variance.pence).toBe(29_08 - 610_000_00);
    expect(first.account.contributions[1].received.pence).toBe(90_000_00);
    const second = await report('Q2');
    // £50.00 × 0.725, × 365 ÷ 183.
    expect(second.account.spend.pence).toBe(36_25);
    expect(second.account.forecast.pence).toBe(Math.round((36_25 * 365) / 183));
  });

  it('commits what was agreed then for the days that were to come', async () => {
    // £100.00 a week from 1 July, 274 days, are £3,914.29: each month’s 60 % and 1/8 by largest remainder.
    const { account } = await report('Q1');
    expect(account.committed.pence).toBe(2837_85);
  });

  it('keeps revenue and capital of each scheme apart, with what is planned', async () => {
    const { schemes, outputs } = await report('Q2');
    expect(
      (schemes as SchemeTold[]).map(({ code, nature, measures }) => [
        ...[code, nature, measures.spend.pence],
      ]),
    ).toEqual([
      ['1', 'REVENUE', 30_00],
      ['2', 'REVENUE', 0],
      ['3', 'REVENUE', 6_25],
      ['4', 'CAPITAL', 0],
    ]);
    expect(schemes[3].measures.planned.pence).toBe(90_000_00);
    expect(outputs).toEqual([]);
    expect((await report('YEAR', { year: '2026-27' })).outputs).toEqual([
      { scheme: '1', planned: '6200', units: 'Hours of care' },
      { scheme: '4', planned: '11', units: 'Homes adapted' },
    ]);
  });

  it('tells each partner’s over- and underspend, which add up to that of the pool', async () => {
    const { partners, account } = await report('Q2');
    expect(partners[0]).toMatchObject({
      ...{ partner: { code: COUNCIL }, due: { pence: 250_000_00 }, spend: { pence: 36_25 } },
      variance: { pence: account.forecast.pence - 250_000_00 },
    });
    expect(partners[1]).toMatchObject({ received: { pence: 90_000_00 }, spend: { pence: 0 } });
    const sum = (all: { pence: number }[]) => all.reduce((total, { pence }) => total + pence, 0);
    expect(sum(partners.map(({ variance }: never) => variance))).toBe(account.variance.pence);
    expect(sum(account.riskShare.map(({ amount }: never) => amount))).toBe(account.variance.pence);
  });

  it('says what has to be known of it', async () => {
    expect((await report('Q1')).caveats).toEqual(['ORDERS_AS_KNOWN']);
    const open = await report('Q4');
    expect([open.caveats, open.account.asOf]).toEqual([['NOT_OVER'], TODAY]);
  });
});

describe('a report as it was known', () => {
  it('is the same whenever it is asked for, and holds nothing that was recorded later', async () => {
    await behindTriggers(
      hub.db,
      'journals',
      "update journals set recorded_at = '2025-06-01' where effective_day < '2025-06-01'",
    );
    const known = { knownOn: '2025-07-10' };
    const then = await report('Q2', known);
    expect([then.account.asOf, then.knownOn]).toEqual(['2025-07-10', '2025-07-10']);
    expect(then.account.spend.pence).toBe(7_25);
    // The contribution and the council's file were recorded on the day of this test.
    expect(then.account.contributions[1].received.pence).toBe(0);
    expect(then.account.committed.pence).toBe(0);
    expect(then.caveats).toEqual(['NOT_OVER', 'CURRENCIES_AS_NOW', 'SCHEMES_AS_NOW']);
    hub.day = day('2026-05-01');
    try {
      expect(await report('Q2', known)).toEqual(then);
    } finally {
      hub.day = TODAY;
    }
    expect((await report('Q2', { knownOn: '2025-05-31' })).account.spend.pence).toBe(0);
  });

  it('of a day to come is refused', async () => {
    const variables = { code: POOL, year: '2025-26', part: 'Q1', knownOn: '2026-01-16' };
    const { errors } = await hub.ask(finance(COUNCIL), REPORT, variables);
    expect(errors?.[0]?.message).toBe('knownOn is after today');
  });
});

describe('the annual return', () => {
  it('tells of a year that is over what is carried forward', async () => {
    hub.day = day('2026-05-01');
    try {
      const { account, caveats } = await report('YEAR');
      expect([account.asOf, account.spend.pence]).toEqual(['2026-03-31', 36_25]);
      // Up to 2 % of £610,000.00.
      expect(account.carriedForward.kept.pence).toBe(12_200_00);
      expect(caveats).toEqual(['ORDERS_AS_KNOWN']);
      expect((await report('Q3')).account.carriedForward).toBeNull();
    } finally {
      hub.day = TODAY;
    }
  });

  it('is the same to each partner, and none to others', async () => {
    expect(await report('YEAR', {}, finance(BOARD))).toEqual(await report('YEAR'));
    expect(await report('YEAR', {}, finance('E06000001'))).toBeUndefined();
    expect(await report('YEAR', { year: '2030-31' })).toBeNull();
  });
});

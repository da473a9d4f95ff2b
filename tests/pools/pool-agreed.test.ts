import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAgreed } from '../../src/budgets/read-agreed.ts';
import { packageRoot } from '../../src/db/package-root.ts';
import { loadPool } from '../../src/pools/load-pool.ts';
import type { FinancialYear } from '../../src/values/financial-year.ts';
import {
  COUNCIL,
  deposit,
  depositInput,
  finance,
  openAccount,
  spend,
  spendInput,
} from '../ledger/money.ts';
import { localAwardsFile } from '../stories/files.ts';
import { cldFile } from '../support/cld.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { day } from './rules.ts';

const ANN = '9990000018';
const BOB = '9990000026';
const TODAY = day('2026-01-15');
const YEAR = '2025-26' as FinancialYear;
const NEXT = '2026-27' as FinancialYear;
const CARE = 'adult-social-care';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub(TODAY);
  const care = await hub.receive('social-care-cld', COUNCIL, cldFile(OF_ANN, OF_BOB));
  const local = localAwardsFile(HOURS, CHAIR, LATER, SINGLE, UNTOLD);
  const awards = await hub.receive('local-awards', COUNCIL, local);
  expect([care.rejects, awards.rejects]).toEqual([[], []]);
});
afterAll(() => hub.close());

/** £100.00 a week, of which nobody says what she pays. */
const OF_ANN = {
  ...{ 'NHS Number': ANN, 'LA Person Unique Identifier': 'A' },
  'Client Funding Status': 'Joint client and social care funded',
};
/** An hourly package without planned hours has no price. */
const OF_BOB = {
  ...{ 'NHS Number': BOB, 'LA Person Unique Identifier': 'B', 'Unit Cost': '20.00' },
  ...{ 'Cost Frequency (Unit Type)': 'Hourly', 'Planned units per week': '' },
};
const OF = { 'NHS Number': BOB, 'Date of Birth': '1950-01-01', 'Legal Basis': 'Care Act 2014 s18' };
/** £70.00 a week less £7.00 that he pays, priced by hours of home care, to the end of February. */
const HOURS = {
  ...{ ...OF, 'Award Reference': 'H1', Stream: CARE, 'Last Day': '2026-02-28' },
  ...{ 'Contribution per Week': '7.00', 'Priced By': 'home-care-hour:council-average' },
};
/** Of a stream that nobody asks about. */
const CHAIR = {
  ...{ ...OF, 'Award Reference': 'W1', Stream: 'wheelchair-budget', Funder: 'QF7' },
  ...{ 'Contribution per Week': '', 'Legal Basis': 'NHS Act 2006' },
};
/** £35.00 a week from April on. */
const LATER = {
  ...{ ...OF, 'Award Reference': 'L1', Stream: 'carer-support', 'First Day': '2026-04-01' },
  ...{ Amount: '35.00', 'Legal Basis': 'Care Act 2014 s20' },
};
/** £900.00 once, of which £250.00 was paid; completed on its day, so that the rest is still due. */
const SINGLE = {
  ...{ ...OF, 'Award Reference': 'S1', Stream: 'carer-support', Basis: 'ONE_OFF', Per: 'once' },
  ...{ Amount: '900.00', 'First Day': '2025-12-01' },
  ...{ 'Legal Basis': 'Care Act 2014 s20', 'Payment Reference': 'P1', 'Payment Amount': '250.00' },
  ...{ 'Payment Basis': 'NET', 'Payment Date': '2025-12-05' },
  ...{ 'Payment For First Day': '2025-12-01', 'Payment For Last Day': '2025-12-01' },
};
/** £40.00 once that is agreed for a day to come, and of which no payment is told. */
const UNTOLD = {
  ...{ ...OF, 'Award Reference': 'S2', Stream: 'carer-support', Basis: 'ONE_OFF', Per: 'once' },
  ...{ Amount: '40.00', 'First Day': '2026-02-01' },
  ...{ 'Legal Basis': 'Care Act 2014 s20' },
};

const agreed = async (year: FinancialYear, ...streams: string[]) =>
  (await readAgreed(hub.serving, { year, today: hub.day, knownAt: null, streams })).map(
    ({ stream, currency, month, amount, ...counts }) => ({
      ...{ stream, currency: currency?.code ?? null, month, amount: Number(amount) },
      ...{ unpriced: counts.unpriced, unassessed: counts.unassessed },
    }),
  );

const sum = (currency: string | null, month: string, amount: number, counts: object = {}) => ({
  ...{ stream: CARE, currency, month, amount, unpriced: 0, unassessed: 0, ...counts },
});

describe('what awards come to that is still to come', () => {
  it('is the rest of the year by month and currency, without what people pay', async () => {
    // From 16 January: of £63.00 a week £9.00 a day, 16 days and 28. £100.00 a week over the same is
    // £228.57 and £400.00, and £1,071.43 to the end of March.
    expect(await agreed(YEAR, CARE)).toEqual([
      sum('council-average', '2026-01-01', 144_00),
      sum('council-average', '2026-02-01', 252_00),
      sum(null, '2026-01-01', 228_57, { unpriced: 1, unassessed: 1 }),
      sum(null, '2026-02-01', 400_00),
      sum(null, '2026-03-01', 442_86),
    ]);
  });

  it('is a single sum that is approved, less what was paid; one that nobody tells of is counted', async () => {
    const found = await agreed(YEAR, 'carer-support');
    const carers = { stream: 'carer-support' };
    expect(found).toEqual([sum(null, '2026-01-01', 650_00, { ...carers, unpriced: 1 })]);
  });

  it('is all of a year that is to come, as the budgets of that year say', async () => {
    const found = await agreed(NEXT, 'carer-support');
    // 365 days of £5.00.
    expect(found.reduce((all, { amount }) => all + amount, 0)).toBe(1825_00);
    expect(found.length).toBe(12);
    const query = `query ($nhs: NhsNumber!, $year: FinancialYear!) { person(by: { nhsNumber: $nhs }) {
      integratedBudget(year: $year) { streams { stream { code } figures { awarded { pence } } } } } }`;
    const { data } = await hub.ask(finance(COUNCIL), query, { nhs: BOB, year: NEXT });
    const { streams } = data.person.integratedBudget;
    const carers = streams.find(
      ({ stream }: never) => (stream as { code: string }).code === 'carer-support',
    );
    expect(carers.figures.awarded.pence).toBe(1825_00);
  });

  it('is as it was at the end of a day that has passed', async () => {
    const before = { year: YEAR, knownAt: null, streams: ['carer-support'] };
    const on = async (text: string) =>
      (await readAgreed(hub.serving, { ...before, today: day(text) })).map(({ amount }) => amount);
    // Nothing was paid of the £900.00 on the fourth of December.
    expect([await on('2025-12-04'), await on('2025-12-05')]).toEqual([[900_00n], [650_00n]]);
    expect(
      await readAgreed(hub.serving, { ...before, today: TODAY, knownAt: new Date(0) }),
    ).toEqual([]);
  });

  it('of no stream asked about is nothing', async () => {
    expect(await agreed(YEAR)).toEqual([]);
  });
});

describe('a pool with a rule of one currency', () => {
  const ASKED = `query ($code: String!, $year: FinancialYear!) { pool(code: $code) { year(year: $year) {
    spend { pence } committed { pence } awardsLeftOut awardsCountedWhole
    unattributed { stream { code } amount { pence } agreed { pence } }
    schemes { code measures { spend { pence } committed { pence } agreed { pence } } }
    forecast { pence } variance { pence }
    forecastByCurrency { forecast { pence } variance { pence } currencies { scheme code
      spend { pence } committed { pence } forecast { pence } working { result } } } } } }`;
  const ask = async (year: string = YEAR) => {
    const { data, errors } = await hub.ask(finance(COUNCIL), ASKED, {
      code: 'sheffield-bcf',
      year,
    });
    expect(errors).toBeUndefined();
    return data.pool.year;
  };

  beforeAll(async () => {
    const file = JSON.parse(readFileSync(join(packageRoot(), 'seeds/demo/pool.json'), 'utf8'));
    file.rules = [
      { stream: CARE, shares: [{ scheme: '1', share: '1/1' }] },
      {
        ...{ stream: CARE, currency: { scheme: 'home-care-hour' } },
        shares: [{ scheme: '3', share: '1/2' }],
      },
    ];
    const path = join(hub.folder, 'pool.json');
    await writeFile(path, JSON.stringify(file));
    const request = { path, today: TODAY, history: true, dryRun: false, actor: 'test' };
    expect(await loadPool(hub.db, request)).toMatchObject({ status: 'LOADED' });
    for (const [who, amount] of [
      [ANN, 30_00],
      [BOB, 50_00],
    ] as const) {
      const account = await openAccount(hub, who);
      await deposit(hub, depositInput(account, { amount: 100_00, effectiveDate: '2025-10-01' }));
      await spend(hub, spendInput(account, { amount, effectiveDate: '2025-10-10' }));
    }
  });

  it('draws on it by what awards are priced by, and shows the rest', async () => {
    const year = await ask();
    const { schemes, unattributed } = year;
    // £228.57 + £400.00 + £442.86 whole, and half of £144.00 + £252.00.
    expect(year.committed.pence).toBe(1071_43 + 198_00);
    expect(
      schemes.map(({ code, measures }: never) => [
        code,
        (measures as { agreed: { pence: number } }).agreed.pence,
      ]),
    ).toEqual([
      ['1', 1071_43],
      ['2', 0],
      ['3', 198_00],
      ['4', 0],
    ]);
    expect([year.awardsLeftOut, year.awardsCountedWhole]).toEqual([1, 1]);
    expect(unattributed).toEqual([
      { stream: { code: CARE }, amount: { pence: 0 }, agreed: { pence: 198_00 } },
    ]);
  });

  it('gives what was spent the currency of the award where all in force name one, else none', async () => {
    const year = await ask();
    // Bob has two awards of the stream, and one names no currency: what he spent is of none.
    expect(year.spend.pence).toBe(80_00);
    await hub.receive('social-care-cld', COUNCIL, cldFile(OF_ANN));
    const now = await ask();
    // With the award by the hour alone half of his £50.00 is scheme 3’s.
    expect(now.schemes[0].measures.spend.pence).toBe(30_00);
    expect(now.schemes[2].measures.spend.pence).toBe(25_00);
    expect(now.unattributed[0].amount.pence).toBe(25_00);
    expect(now.awardsLeftOut).toBe(0);
  });

  it('forecasts by currency, with its working, beside the straight line', async () => {
    const { forecastByCurrency: told, ...year } = await ask();
    expect(told.currencies).toEqual([
      {
        ...{ scheme: 'home-care-hour', code: 'council-average' },
        ...{ spend: { pence: 25_00 }, committed: { pence: 198_00 }, forecast: { pence: 223_00 } },
        working: [{ result: '25.00' }, { result: '0.00' }, { result: '198.00' }],
      },
      {
        ...{ scheme: null, code: null, spend: { pence: 30_00 }, committed: { pence: 1071_43 } },
        forecast: { pence: 1101_43 },
        working: [{ result: '30.00' }, { result: '0.00' }, { result: '1071.43' }],
      },
    ]);
    expect(told.forecast.pence).toBe(1324_43);
    expect(told.variance.pence).toBe(1324_43 - 610_000_00);
    // £55.00 × 365 ÷ 290 is £69.22.
    expect([year.forecast.pence, year.variance.pence]).toEqual([69_22, 69_22 - 610_000_00]);
  });

  it('of a year to come forecasts what is agreed for it, and no straight line', async () => {
    const year = await ask(NEXT);
    expect([year.forecast, year.variance]).toEqual([null, null]);
    // Ann’s package goes on: 365 days of £100.00 a week are £5,214.29.
    expect(year.forecastByCurrency.forecast.pence).toBe(5214_29);
  });
});

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../src/db/database.ts';
import { loadPool } from '../../src/pools/load-pool.ts';
import type { Part } from '../../src/pools/publication.ts';
import { publishUsage } from '../../src/pools/publish.ts';
import type { FinancialYear } from '../../src/values/financial-year.ts';
import { COUNCIL } from '../ledger/money.ts';
import { testNhsNumbers } from '../people/numbers.ts';
import { dfgFile, localAwardsFile } from '../stories/files.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { day } from './rules.ts';

const YEAR = '2026-27' as FinancialYear;
const TODAY = day('2027-06-15');
const PEOPLE = testNhsNumbers(24);
const [CARED_FOR, GRANTED] = [PEOPLE.slice(0, 12), PEOPLE.slice(12)];
const CARE = 'adult-social-care';
const GRANT = 'disabled-facilities-grant';
const ANALYST = { role: 'analyst', subject: 'numbers', organisation: COUNCIL } as const;

const USAGE = `query Usage($input: PoolUsageInput!) {
  poolUsage(input: $input) { cells { keys { code } measures { measure
    value { ...Told } yearBefore { ...Told } } suppressed }
    totals { measures { measure value { ...Told } } } } }
fragment Told on UsageFigure { ... on PublishedMoney { money { pence } }
  ... on PublishedCount { value }
  ... on PublishedUnitCost { median { pence } deciles { tenth money { pence } } }
  ... on Suppressed { reason } }`;

/** A pool of half of what care at home costs, planned at £10,000.00, and of all that grants pay. */
const AGREEMENT = {
  pool: { code: 'BCF', name: 'Better Care Fund', host: COUNCIL },
  agreement: {
    ...{ reference: '2026-28', aims: 'a', functions: 'f', services: 's', manager: 'Head' },
    ...{ firstDay: '2026-04-01', lastDay: '2028-03-31', accounts: 'CASH', riskShare: 'PRO_RATA' },
    carryForward: { rule: 'KEEP' },
    partners: [{ organisation: COUNCIL }, { organisation: 'QF7' }],
  },
  years: [
    {
      year: YEAR,
      total: '10000.00',
      contributions: [
        { partner: COUNCIL, source: 'Additional LA Contribution', amount: '10000.00' },
      ],
    },
  ],
  schemes: [
    {
      ...{
        code: 'home',
        name: 'Care at home',
        type: 'Home Care or Domiciliary Care',
        commissioner: 'LA',
      },
      plan: [
        {
          ...{ year: YEAR, source: 'Additional LA Contribution', nature: 'REVENUE' },
          planned: '10000.00',
        },
      ],
    },
    { ...{ code: 'dfg', name: 'Grants', type: 'DFG Related Schemes', commissioner: 'LA' } },
  ],
  rules: [
    { stream: CARE, shares: [{ scheme: 'home', share: '1/2' }] },
    { stream: GRANT, shares: [{ scheme: 'dfg', share: '100%' }] },
  ],
  knownFrom: '2026-03-01',
};

/** £70.00 a week for all of the year, priced by hours of home care. */
const care = (nhsNumber: string, at: number) => ({
  ...{ 'NHS Number': nhsNumber, 'Award Reference': `C${at}`, Stream: CARE, Mode: 'NOTIONAL' },
  ...{ 'Legal Basis': 'Care Act 2014 s18', 'First Day': '2026-04-01', 'Last Day': '2027-03-31' },
  ...{ Amount: '70.00', 'Priced By': 'home-care-hour:council-average' },
});

/** £2,000.00 once, of which £1,000.00 was paid in May. */
const grant = (nhsNumber: string, at: number, stage: Record<string, string> = {}) => ({
  ...{ 'NHS Number': nhsNumber, NINO: '', 'Case Reference': `G${at}`, Council: COUNCIL },
  ...{ 'Approval Date': '2026-04-10', 'Eligible Expense': '2000.00', 'Mandatory Grant': '2000.00' },
  ...{ 'Discretionary Help': '0.00', 'Applicant Contribution': '0.00' },
  ...{ 'Stage Reference': 'S1', 'Stage Payment': '1000.00', 'Stage Payment Date': '2026-05-10' },
  ...stage,
});
const SECOND = {
  ...{ 'Stage Reference': 'S2', 'Stage Payment': '500.00', 'Stage Payment Date': '2026-06-20' },
};

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub(TODAY);
  const cared = localAwardsFile(...CARED_FOR.map(care));
  const awards = await hub.receive('local-awards', COUNCIL, cared);
  const granted = dfgFile(...GRANTED.map((each, at) => grant(each, at)));
  const grants = await hub.receive('housing-dfg', COUNCIL, granted);
  expect([awards.rejects, grants.rejects]).toEqual([[], []]);
  const path = join(hub.folder, 'pool.json');
  await writeFile(path, JSON.stringify(AGREEMENT));
  const loaded = await loadPool(hub.db, {
    ...{ path, actor: 'test', today: TODAY, history: true, dryRun: false },
  });
  expect(loaded).toMatchObject({ status: 'LOADED', faults: [] });
});
afterAll(() => hub.close());

const publish = (part: Part, year = YEAR) =>
  publishUsage(hub.db, { pool: 'BCF', year, part, by: 'test' }, TODAY);

type Told = { money?: { pence: number }; value?: number; reason?: string; median?: object };
const told = ({ money, value, reason, ...more }: Told) => money?.pence ?? value ?? reason ?? more;
const MEASURES = ['PEOPLE', 'PLANNED', 'COMMITTED', 'ACTUAL', 'UNIT_COST'];
async function ask(by: string[], more: object = {}) {
  const input = { pool: 'BCF', year: YEAR, measures: MEASURES, by, ...more };
  const { data, errors } = await hub.ask(ANALYST, USAGE, { input });
  expect(errors).toBeUndefined();
  return data.poolUsage.cells.map(
    (cell: { keys: { code: string }[]; measures: { measure: string; value: Told }[] }) => [
      cell.keys.map(({ code }) => code).join(' '),
      ...cell.measures.map(({ value }) => told(value)),
    ],
  );
}

describe('what was agreed and what sources report of a pool', () => {
  it('is published beside what was spent, each measure by itself', async () => {
    expect(await publish('Q1')).toMatchObject({ people: 24 });
    const week = { tenth: 5, money: { pence: 70_00 } };
    const cells = await ask(['SCHEME', 'QUARTER']);
    // 13 weeks of £70.00 are £910.00, half of it the pool’s: 12 × £455.00 = £5,460.00, to whole £500s.
    // 12 × £1,000.00 of grants.
    expect(cells).toEqual([
      ['dfg Q1', 10, 'NOT_PLANNED', 'NOT_REPORTED', 12_000_00, 'NOT_REPORTED'],
      ['home Q1', 10, 'NOT_PLANNED', 5500_00, 'NOT_REPORTED', expect.anything()],
    ]);
    expect(cells[1].at(-1)).toMatchObject({
      median: { pence: 70_00 },
      deciles: expect.arrayContaining([week, { tenth: 1, money: null }]),
    });
  });

  it('is planned by scheme, for the whole year', async () => {
    const planned = (await ask(['SCHEME'])).map((cell: unknown[]) => [cell[0], cell[2]]);
    expect(planned).toEqual([
      ['dfg', 'NOT_PLANNED'],
      ['home', 10_000_00],
    ]);
  });

  it('is told by the way in which it is held, with each way’s share of what is shown', async () => {
    const figure = `figure { ... on PublishedMoney { money { pence } } ... on Suppressed { reason } }
      share { ... on PublishedShare { percent } ... on Suppressed { reason } }`;
    const { data, errors } = await hub.ask(
      ANALYST,
      `{ modeMix(pool: "BCF", year: "${YEAR}") { modes { mode committed { ${figure} }
        spend { ${figure} } } } }`,
    );
    expect(errors).toBeUndefined();
    type Told = { figure: { money?: { pence: number }; reason?: string }; share: object };
    const of = (mode: string) =>
      data.modeMix.modes.find((each: { mode: string }) => each.mode === mode);
    const told = ({ figure: { money, reason }, share }: Told) => [money?.pence ?? reason, share];
    // Awards of care are all notional, and grants all commissioned: each is all that is shown of its measure.
    expect(told(of('NOTIONAL').committed)).toEqual([5500_00, { percent: '100.0' }]);
    expect(told(of('COMMISSIONED').spend)).toEqual([12_000_00, { percent: '100.0' }]);
    expect(told(of('NOTIONAL').spend)[0]).toBe('NOT_REPORTED');
    expect(told(of('COMMISSIONED').committed)[0]).toBe('NOT_REPORTED');
  });

  it('is under the currency, mode and month of its award', async () => {
    const codes = (await ask(['CURRENCY', 'MODE', 'MONTH'])).map(([code]: string[]) => code);
    expect(codes).toEqual([
      'NOT_KNOWN COMMISSIONED 2026-05',
      'home-care-hour:council-average NOTIONAL 2026-04',
      'home-care-hour:council-average NOTIONAL 2026-05',
      'home-care-hour:council-average NOTIONAL 2026-06',
    ]);
  });

  it('tells in the next quarter what a source has told since of the one before', async () => {
    const stages = GRANTED.flatMap((each, at) => [grant(each, at), grant(each, at, SECOND)]);
    await hub.receive('housing-dfg', COUNCIL, dfgFile(...stages));
    await publish('Q2');
    const late = (await ask(['STREAM', 'MONTH', 'QUARTER'])).filter(([code]: string[]) =>
      code?.includes('LATE'),
    );
    expect(late).toEqual([
      [`${GRANT} LATE Q2`, 10, 'NOT_PLANNED', 'NOT_REPORTED', 6000_00, 'NOT_REPORTED'],
    ]);
  });

  it('of the year before stands beside it, of the quarters that both have', async () => {
    await publish('Q3');
    await publish('Q4');
    await publish('YEAR');
    const next = '2027-28' as FinancialYear;
    hub.day = day('2027-07-02');
    const renewed = CARED_FOR.map((each, at) => ({
      ...care(each, at),
      ...{ 'Award Reference': `N${at}`, 'First Day': '2027-04-01', 'Last Day': '2028-03-31' },
      Amount: '77.00',
    }));
    await hub.receive('local-awards', COUNCIL, localAwardsFile(...CARED_FOR.map(care), ...renewed));
    await publishUsage(hub.db, { pool: 'BCF', year: next, part: 'Q1', by: 'test' }, hub.day);
    const input = { pool: 'BCF', year: next, measures: ['COMMITTED'], by: ['SCHEME', 'MONTH'] };
    const { data } = await hub.ask(ANALYST, USAGE, { input });
    const [april] = data.poolUsage.cells;
    // 30 days of £11.00 and of £10.00 a day, half of it, twelve times: £1,980.00 and £1,800.00, to £200s.
    expect(april.keys.map(({ code }: { code: string }) => code)).toEqual(['home', '2027-04']);
    expect([told(april.measures[0].value), told(april.measures[0].yearBefore)]).toEqual([
      2000_00, 1800_00,
    ]);
  });

  it('keeps to the penny what was frozen of payments, and of nobody by name', async () => {
    const [row] = await hub.db.rows<{ sum: bigint }>(
      'test.frozen',
      sql`select sum(amount_pence)::bigint as sum from published_payments`,
    );
    expect(row?.sum).toBe(18_000_00n);
  });

  it('is to the penny what the pool’s account says was spent for people', async () => {
    const [facts] = await hub.db.rows<{ sum: string }>(
      'test.facts',
      sql`select sum((f.amounts ->> 'ACTUAL')::bigint)::text as sum
          from publication_facts f join publications p on p.id = f.publication_id
          where p.year = ${YEAR} and p.part <> 'YEAR'`,
    );
    const { data } = await hub.ask(
      { role: 'finance', subject: 'books', organisation: COUNCIL },
      `{ pool(code: "BCF") { year(year: "${YEAR}") { spend { pence } carriedByNobody { spend { pence } } } } }`,
    );
    const { spend, carriedByNobody } = data.pool.year;
    expect(carriedByNobody.spend.pence).toBe(0);
    expect(Number(facts?.sum)).toBe(spend.pence);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { raw, sql } from '../../src/db/database.ts';
import { keepAgreement, keepSchemes } from '../../src/pools/agreements-store.ts';
import type { PoolAgreement } from '../../src/pools/pool.ts';
import { keepPool } from '../../src/pools/pools-store.ts';
import type { Part } from '../../src/pools/publication.ts';
import { publishUsage } from '../../src/pools/publish.ts';
import { keepRules } from '../../src/pools/rules-store.ts';
import type { FinancialYear } from '../../src/values/financial-year.ts';
import { parsePounds } from '../../src/values/money.ts';
import { ratio } from '../../src/values/ratio.ts';
import {
  deposit,
  depositInput,
  makeKnown,
  openAccount,
  spend,
  spendInput,
} from '../ledger/money.ts';
import { testNhsNumbers } from '../people/numbers.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { body, day, days } from './rules.ts';

const COUNCIL = body('E08000039');
const YEAR = '2025-26' as FinancialYear;
const TODAY = day('2026-06-15');
const PEOPLE = testNhsNumbers(12);
const ANALYST = { role: 'analyst', subject: 'numbers', organisation: COUNCIL } as const;

const USAGE = `query Usage($input: PoolUsageInput!) {
  poolUsage(input: $input) { asOf rule { version } cells { keys { dimension code } measures { measure value { __typename ... on PublishedMoney { money { pence } } ... on PublishedCount { value } ... on Suppressed { reason } } } people { __typename ... on PublishedCount { value } ... on Suppressed { reason } } spend { __typename ... on PublishedMoney { money { pence } } ... on Suppressed { reason } } } totals { people { __typename ... on PublishedCount { value } ... on Suppressed { reason } } spend { __typename ... on PublishedMoney { money { pence } } ... on Suppressed { reason } } } }
}`;
const asked = (more: object = {}) => ({
  ...{ pool: 'BCF', year: YEAR, measures: ['PEOPLE', 'ACTUAL'], by: ['STREAM'] },
  ...more,
});

let hub: TestHub;
let accounts: string[];
beforeAll(async () => {
  hub = await openTestHub(TODAY);
  await agreeOnPool(hub);
  await makeKnown(hub, ...PEOPLE);
  accounts = [];
  for (const nhsNumber of PEOPLE) {
    const account = await openAccount(hub, nhsNumber);
    await deposit(hub, depositInput(account, { amount: 5000_00, effectiveDate: '2025-04-01' }));
    accounts.push(account);
  }
  // Twelve people with £100.00 each in May, of which the pool bears half.
  for (const account of accounts) await pay(account, 100_00, '2025-05-10');
});
afterAll(() => hub.close());

async function agreeOnPool({ db }: TestHub): Promise<void> {
  await keepPool(db, { code: 'BCF', name: 'Better Care Fund', host: COUNCIL });
  const terms: PoolAgreement = {
    ...{ pool: 'BCF', reference: '2025-27', aims: 'a', functions: 'f', services: 's' },
    ...{ manager: 'Head of Joint Commissioning', days: days('2025-04-01', '2027-03-31') },
    ...{ accounts: 'ACCRUED', riskShare: 'PRO_RATA', carry: 'KEEP', carryShare: null },
    ...{ grantPassesWhole: true, knownFrom: day('2025-03-01') },
    partners: [
      { organisation: COUNCIL, share: null, most: null },
      { organisation: body('QF7'), share: null, most: parsePounds('1.00') },
    ],
  };
  const id = await keepAgreement(db, terms);
  const scheme = { code: 'home', name: 'Care at home', type: 'Home Care', subType: null };
  const more = { description: null, areaOfSpend: null, commissioner: 'LA', provider: null };
  await keepSchemes(db, id, 'BCF', [{ ...scheme, ...more }]);
  const rule = { pool: 'BCF', scheme: 'home', stream: 'adult-social-care', funder: null };
  await keepRules(db, id, [
    {
      ...{ ...rule, currency: null, share: ratio(1, 2), days: days('2025-04-01', '2027-03-31') },
      knownFrom: day('2025-03-01'),
    },
  ]);
}

const pay = (account: string, amount: number, effectiveDate: string) =>
  spend(hub, spendInput(account, { amount, effectiveDate }));
const publish = (part: Part) =>
  publishUsage(hub.db, { pool: 'BCF', year: YEAR, part, by: 'test' }, TODAY);
/** Cells of which something was spent, by the codes of their keys; awards are told of other months too. */
type SpentCell = { keys: { code: string }[]; spend: { reason?: string } };
const spentIn = (cells: SpentCell[]) =>
  cells
    .filter(({ spend }) => spend.reason !== 'NOT_REPORTED')
    .map(({ keys, spend }) => [keys.map(({ code }) => code).join(' '), spend]);
const ask = async (input: object = asked()) => {
  const { data, errors } = await hub.ask(ANALYST, USAGE, { input });
  expect(errors).toBeUndefined();
  return data.poolUsage;
};

describe('how a pool was used', () => {
  it('is not published before it is, and that is not nothing', async () => {
    const { asOf, cells, totals } = await ask();
    expect([asOf, cells]).toEqual([null, []]);
    const none = { __typename: 'Suppressed', reason: 'NOT_PUBLISHED' };
    expect(totals).toEqual({ people: none, spend: none });
  });

  it('is published by quarters in their turn, each once, and only when it is over', async () => {
    await expect(publish('Q2')).rejects.toThrow('publish Q1 of 2025-26 first');
    expect(await publish('Q1')).toMatchObject({ asOf: '2025-06-30', people: 12 });
    await expect(publish('Q1')).rejects.toThrow('Q1 of 2025-26 was published');
    await expect(publish('YEAR')).rejects.toThrow('publish Q2 of 2025-26 first');
    const early = {
      pool: 'BCF',
      year: '2026-27' as FinancialYear,
      part: 'Q1' as const,
      by: 'test',
    };
    await expect(publishUsage(hub.db, early, TODAY)).rejects.toThrow('is not over');
    const other = { ...early, pool: 'NONE', year: YEAR };
    await expect(publishUsage(hub.db, other, TODAY)).rejects.toThrow('there is no pool NONE');
  });

  it('is told in rounded figures', async () => {
    // 12 × £50.00 = £600.00, of which the largest brings £50.00: to whole fifties.
    const { asOf, rule, cells, totals } = await ask(asked({ by: ['STREAM', 'QUARTER'] }));
    expect([asOf, rule.version]).toEqual(['2025-06-30', 2]);
    const people = { __typename: 'PublishedCount', value: 10 };
    const spend = { __typename: 'PublishedMoney', money: { pence: 600_00 } };
    expect(cells).toEqual([
      {
        keys: [
          { dimension: 'STREAM', code: 'adult-social-care' },
          { dimension: 'QUARTER', code: 'Q1' },
        ],
        measures: [
          { measure: 'PEOPLE', value: people },
          { measure: 'ACTUAL', value: spend },
        ],
        ...{ people, spend },
      },
    ]);
    expect(totals.spend).toEqual(spend);
  });

  it('tells what came late in the next quarter, and leaves what was published as it was', async () => {
    const before = await ask(asked({ by: ['MONTH', 'QUARTER'] }));
    for (const account of accounts.slice(0, 9)) await pay(account, 40_00, '2025-06-30');
    for (const account of accounts) await pay(account, 200_00, '2025-08-01');
    expect(await ask(asked({ by: ['MONTH', 'QUARTER'] }))).toEqual(before);
    await publish('Q2');
    const { cells } = await ask(asked({ by: ['MONTH', 'QUARTER'] }));
    expect(spentIn(cells)).toEqual([
      ['2025-05 Q1', { __typename: 'PublishedMoney', money: { pence: 600_00 } }],
      ['2025-08 Q2', { __typename: 'PublishedMoney', money: { pence: 1200_00 } }],
      // 9 × £20.00, to whole twenties.
      ['LATE Q2', { __typename: 'PublishedMoney', money: { pence: 180_00 } }],
    ]);
  });

  it('tells people of the year when all of it is published', async () => {
    expect((await ask()).cells[0].people.reason).toBe('YEAR_NOT_OVER');
    await publish('Q3');
    await publish('Q4');
    expect(await publish('YEAR')).toMatchObject({ asOf: '2026-03-31', people: 12 });
    const { cells, totals } = await ask();
    expect(cells[0].people).toEqual({ __typename: 'PublishedCount', value: 10 });
    // £600.00, and of £1,380.00 in the second quarter, of which the largest bring £120.00, £1,400.00.
    expect(cells[0].spend).toEqual({ __typename: 'PublishedMoney', money: { pence: 2000_00 } });
    expect(totals.people).toEqual({ __typename: 'PublishedCount', value: 10 });
  });

  it('tells what came after the last quarter in the first of the next year', async () => {
    for (const account of accounts) await pay(account, 100_00, '2026-04-10');
    for (const account of accounts.slice(0, 9)) await pay(account, 60_00, '2026-03-10');
    const next = '2026-27' as FinancialYear;
    const request = { pool: 'BCF', year: next, part: 'Q1' as const, by: 'test' };
    expect(await publishUsage(hub.db, request, day('2026-07-01'))).toMatchObject({ people: 12 });
    const { cells } = await ask(asked({ year: next, by: ['MONTH', 'QUARTER'] }));
    // 12 × £50.00; and 9 × £30.00 = £270.00 to whole fifties.
    expect(spentIn(cells)).toEqual([
      ['2026-04 Q1', { __typename: 'PublishedMoney', money: { pence: 600_00 } }],
      ['LATE Q1', { __typename: 'PublishedMoney', money: { pence: 250_00 } }],
    ]);
  });

  it.each([
    [{ by: ['STREAM', 'SCHEME', 'AREA', 'MODE'] }, 'at most 3 dimensions'],
    [
      { by: ['STREAM', 'SCHEME', 'AREA'], filter: [{ dimension: 'MODE', codes: ['x'] }] },
      'at most 3 dimensions',
    ],
    [{ by: ['STREAM', 'STREAM'] }, 'names a dimension twice'],
    [
      { filter: [{ dimension: 'AGE_BAND', codes: ['67'] }] },
      'AGE_BAND does not have: they are UND',
    ],
    [{ filter: [{ dimension: 'SCHEME', codes: ['none'] }] }, 'SCHEME does not have: they are home'],
    [{ filter: [{ dimension: 'STREAM', codes: ['nhs number'] }] }, 'a code that STREAM does not'],
    [{ filter: [{ dimension: 'MONTH', codes: ['2024-04'] }] }, 'a code that MONTH does not have'],
    [{ filter: [{ dimension: 'SEX', codes: [] }] }, 'filters by no code of SEX'],
  ])('is refused for %o', async (more, why) => {
    const { data, errors } = await hub.ask(ANALYST, USAGE, { input: asked(more) });
    expect(data).toEqual({ poolUsage: null });
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
    expect(errors?.[0]?.message).toContain(why);
  });

  it('is told to analysts and finance alone, and of a pool that is none to nobody', async () => {
    for (const viewer of [
      { role: 'care-team', subject: 'x', organisation: COUNCIL },
      { role: 'operator', subject: 'x' },
      { role: 'holder', subject: 'x', nhsNumber: PEOPLE[0] as never },
    ] as const) {
      const { data, errors } = await hub.ask(viewer, USAGE, { input: asked() });
      expect(data).toEqual({ poolUsage: null });
      expect(errors?.[0]).toMatchObject({ extensions: { code: 'FORBIDDEN' } });
    }
    expect(await ask(asked({ pool: 'NONE' }))).toBeNull();
  });

  it('keeps what was asked, and tells of nobody in it', async () => {
    await ask();
    const noted = await hub.db.rows<{ actor: string; details: object }>(
      'test.noted',
      sql`select actor, details from audit_events where action = 'usage-asked' order by id desc`,
    );
    expect(noted[0]).toMatchObject({ actor: 'numbers', details: { pool: 'BCF', by: ['STREAM'] } });
  });

  it('is shown by the database to that task alone, under numbers, and never changed', async () => {
    const facts = () => sql`${raw('select * from publication_facts')}`;
    expect(await hub.serving.rows('test.facts', facts())).toEqual([]);
    const published = hub.serving.under({ task: 'PUBLISHING' });
    const rows = await published.rows<Record<string, unknown>>('test.facts', facts());
    expect(rows.length).toBeGreaterThan(12);
    const ids = await hub.db.rows<{ id: string }>('test.ids', sql`select id from identities`);
    const told = JSON.stringify(rows, (_key, value) =>
      typeof value === 'bigint' ? `${value}` : value,
    );
    for (const { id } of ids) expect(told).not.toContain(id);
    for (const nhsNumber of PEOPLE) expect(told).not.toContain(nhsNumber);
    for (const table of [
      'publications',
      'published_months',
      'publication_facts',
      'publication_tables',
    ]) {
      const change = sql`${raw(`delete from ${table}`)}`;
      await expect(hub.db.rows('test.change', change)).rejects.toThrow('rewritten');
    }
  });
});

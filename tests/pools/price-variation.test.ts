import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../src/db/database.ts';
import { pricesOfArea } from '../../src/pools/prices-facts.ts';
import { publishArea } from '../../src/pools/publish-area.ts';
import type { FinancialYear } from '../../src/values/financial-year.ts';
import { AWARD, textOf } from '../adapters/local-awards-rows.ts';
import { BOARD, COUNCIL, HEALTH } from '../ledger/money.ts';
import { testNhsNumbers } from '../people/numbers.ts';
import { cldFile } from '../support/cld.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';

const OTHER = 'E08000016';
const YEAR = '2025-26' as FinancialYear;
const PEOPLE = testNhsNumbers(40);
const HOME = 'Home support or domiciliary care';
const ANALYST = { role: 'analyst', subject: 'numbers', organisation: COUNCIL } as const;

const ASKED = `query ($year: FinancialYear!, $part: PublishedQuarter, $service: String) {
  priceVariation(year: $year, part: $part, service: $service) { part asOf rule { version } suppressed
    services { service weekly { ...prices } hourly { ...prices }
      reference { prices { scheme code per price { pence } illustrative } none }
      areas { area name weekly { ...prices } hourly { ...prices } } } } }
  fragment prices on UnitPrices { people { ...figure } cost { ...figure } }
  fragment figure on UsageFigure { __typename ... on PublishedCount { value }
    ... on PublishedUnitCost { median { pence } deciles { tenth money { pence } } }
    ... on Suppressed { reason } }`;

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub('2025-10-15');
  await receive('social-care-cld', COUNCIL, cldFile(...council()));
  await receive('social-care-cld', OTHER, cldFile(...other()));
  // Of eight people who have care at home too, in words that are about them.
  const health = PEOPLE.slice(0, 8).map((number, at) => ({
    ...{ ...AWARD, 'Award Reference': `R-${at}`, 'NHS Number': number, Stream: HEALTH },
    ...{
      Funder: BOARD,
      Amount: '80.00',
      'Contribution per Week': '',
      Conditions: 'told in private',
    },
  }));
  await receive('local-awards', BOARD, textOf(health));
});
afterAll(() => hub.close());

async function receive(adapter: string, from: string, text: string): Promise<void> {
  const { status, rejects } = await hub.receive(adapter, from, text);
  expect([status, rejects]).toEqual(['LOADED', []]);
}

type Row = Readonly<Record<string, string>>;
const of = (at: number, more: Row): Row => ({
  ...{ 'NHS Number': PEOPLE[at] as string, 'LA Person Unique Identifier': `P${at}` },
  ...{ 'Reporting Period End Date': '2025-06-30', ...more },
});
const byTheHour = (at: number, cost: number, hours = '10'): Row =>
  of(at, {
    ...{ 'Unit Cost': `${cost}.00`, 'Cost Frequency (Unit Type)': 'Hourly' },
    'Planned units per week': hours,
  });

/** Care at home for eleven, at £20 to £30 an hour; for one more whose second line has no price. */
const council = (): Row[] => [
  ...[0, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((at) => byTheHour(at, 20 + at)),
  // 5 × £20.00 and 5 × £22.00: £210.00 a week, £21.00 an hour.
  ...[byTheHour(1, 20, '5'), byTheHour(1, 22, '5')],
  ...[byTheHour(11, 25), byTheHour(11, 26, '')],
  // £4,000.00 a month: £923.08 a week.
  ...[12, 13, 14, 15, 16, 17, 18, 19].map((at) =>
    of(at, {
      ...{ 'Service Component': 'Long term residential care', 'Unit Cost': '4000.00' },
      ...{ 'Service Type': 'Long term support: Residential care' },
      'Cost Frequency (Unit Type)': 'Monthly',
    }),
  ),
  ...[20, 21, 22].map((at) => of(at, { 'Service Component': 'Meals', 'Unit Cost': '10.00' })),
  ...[23, 24, 25, 26, 27, 28, 29, 30].map((at) =>
    of(at, { 'Service Component': 'Transport', 'Unit Cost': '20.00' }),
  ),
  // Over before the day, and a sum that does not recur.
  of(39, { 'Unit Cost': '9999.00', 'Event End Date': '2025-06-29' }),
  of(39, { 'Unit Cost': '9999.00', 'Cost Frequency (Unit Type)': 'One-off' }),
];

/** Care at home for eight in another council’s area, at £30 an hour. */
const other = (): Row[] =>
  [31, 32, 33, 34, 35, 36, 37, 38].map((at) => ({ ...byTheHour(at, 30), 'LA Code': OTHER }));

const publish = () =>
  publishArea(
    hub.db,
    { subject: 'PRICES', year: YEAR, part: 'Q1', by: 'test' },
    pricesOfArea,
    hub.day,
  );

// biome-ignore lint/suspicious/noExplicitAny: answers of many shapes
type Answer = any;
/** In pounds; of a decile that is not told null. */
const deciles = ({ cost }: Answer) =>
  cost.reason ?? cost.deciles.map(({ money }: Answer) => money && money.pence / 100);
const people = (prices: Answer) => prices.people.reason ?? prices.people.value;
async function ask(service: string | null = null) {
  const { data, errors } = await hub.ask(ANALYST, ASKED, { year: YEAR, service });
  expect(errors).toBeUndefined();
  return data.priceVariation;
}

describe('what support costs', () => {
  it('is not published before it is', async () => {
    expect(await ask()).toEqual({
      ...{ part: null, asOf: null, rule: { version: 2 }, suppressed: 0, services: [] },
    });
  });

  it('is told by service over all areas, by the week and by the hour', async () => {
    expect(await publish()).toMatchObject({ asOf: '2025-06-30', people: 39 });
    const { part, asOf, services } = await ask();
    expect([part, asOf]).toEqual(['Q1', '2025-06-30']);
    const few = 'FEW_PEOPLE';
    const none = 'NOT_REPORTED';
    const told = services.map((each: Answer) => [
      ...[each.service, people(each.weekly), deciles(each.weekly)],
      ...[people(each.hourly), deciles(each.hourly)],
    ]);
    // 19 people: £200 to £290 a week in tens, then £300 nine times; to whole fives, and by the hour
    // to whole pounds, the first and last of which rest on too few.
    expect(told).toEqual([
      [
        ...[HOME, 20, [null, 235, 255, 270, 290, 300, 300, 300, null]],
        ...[20, [null, 24, 25, 27, 29, 30, 30, 30, null]],
      ],
      // £923.08 eight times, to whole tens.
      [
        'Long term residential care',
        10,
        [null, null, 920, 920, 920, 920, 920, null, null],
        none,
        none,
      ],
      // Three people; and what would tell of them.
      ['Meals', few, few, few, few],
      ['Transport', ...Array.from({ length: 4 }, () => 'PROTECTS_OTHERS')],
      [HEALTH, 10, [null, null, 80, 80, 80, 80, 80, null, null], none, none],
    ]);
    expect(JSON.stringify(services)).not.toContain('private');
  });

  it('is told by area, so that councils can be compared', async () => {
    const { services } = await ask(HOME);
    expect(services).toHaveLength(1);
    const [{ areas }] = services;
    expect(
      areas.map((each: Answer) => [
        each.name,
        people(each.weekly),
        deciles(each.weekly),
        deciles(each.hourly),
      ]),
    ).toEqual([
      [
        'Barnsley',
        10,
        [null, null, 300, 300, 300, 300, 300, null, null],
        [null, null, 30, 30, 30, 30, 30, null, null],
      ],
      // Eleven: £200 to £300 in tens. Whoever has a line without a price is none of them.
      [
        ...['Sheffield', 10, [null, 220, 230, 240, 250, 260, 270, 280, null]],
        [null, 22, 23, 24, 25, 26, 27, 28, null],
      ],
    ]);
  });

  it('stands beside the tariffs in force on the day', async () => {
    const { services } = await ask();
    const reference = Object.fromEntries(
      services.map((each: Answer) => [each.service, each.reference]),
    );
    const home = { scheme: 'home-care-hour', per: 'HOUR', illustrative: true };
    expect(reference).toMatchObject({
      [HOME]: {
        none: null,
        prices: [
          { ...home, code: 'council-average', price: { pence: 24_10 } },
          { ...home, code: 'minimum', price: { pence: 32_14 } },
        ],
      },
      // Its last price ended on 31 March 2025.
      'Long term residential care': { prices: [], none: 'NOT_IN_FORCE' },
      [HEALTH]: { prices: [], none: 'NO_TARIFF' },
    });
  });

  it('is told to analysts and finance alone, and each question is noted', async () => {
    for (const viewer of [
      { role: 'care-team', subject: 'x', organisation: COUNCIL },
      { role: 'operator', subject: 'x' },
      { role: 'holder', subject: 'x', nhsNumber: PEOPLE[0] as never },
    ] as const) {
      const { data, errors } = await hub.ask(viewer, ASKED, { year: YEAR });
      expect(data).toBeNull();
      expect(errors?.[0]).toMatchObject({ extensions: { code: 'FORBIDDEN' } });
    }
    const [noted] = await hub.db.rows<{ actor: string; details: object }>(
      'test.noted',
      sql`select actor, details from audit_events where action = 'figures-asked' order by id desc`,
    );
    expect(noted).toMatchObject({ details: { subject: 'PRICES', by: ['SERVICE', 'AREA'] } });
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../src/db/database.ts';
import type { Quarter } from '../../src/pools/publication.ts';
import { publishArea } from '../../src/pools/publish-area.ts';
import { streamsOfArea } from '../../src/pools/streams-facts.ts';
import type { FinancialYear } from '../../src/values/financial-year.ts';
import { AWARD, type Row, textOf } from '../adapters/local-awards-rows.ts';
import {
  ADULTS,
  BOARD,
  COUNCIL,
  deposit,
  depositInput,
  HEALTH,
  openAccount,
  spend,
  spendInput,
} from '../ledger/money.ts';
import { testNhsNumbers } from '../people/numbers.ts';
import { cldFile } from '../support/cld.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';

const OTHER = 'E08000016';
const YEAR = '2025-26' as FinancialYear;
const TODAY = '2025-10-15';
const PEOPLE = testNhsNumbers(58);
const ANALYST = { role: 'analyst', subject: 'numbers', organisation: COUNCIL } as const;

const ASKED = `query ($year: FinancialYear!, $part: PublishedQuarter) {
  multiStream(year: $year, part: $part) { part asOf rule { version } suppressed
    people { ...figure } byStreams { code people { ...figure } } bySectors { code people { ...figure } }
    areas { area name people { ...figure } byStreams { people { ...figure } } bySectors { people { ...figure } } } } }
  fragment figure on UsageFigure { __typename ... on PublishedCount { value } ... on Suppressed { reason } }`;

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub(TODAY);
  await receive('social-care-cld', COUNCIL, careFile(COUNCIL, 0, 30));
  await receive('social-care-cld', OTHER, careFile(OTHER, 30, 50));
  await receive('local-awards', COUNCIL, housing());
  await receive('local-awards', OTHER, carers());
  await receive('local-awards', BOARD, health());
  await money();
});
afterAll(() => hub.close());

async function receive(adapter: string, from: string, text: string): Promise<void> {
  const { status, rejects } = await hub.receive(adapter, from, text);
  expect([status, rejects]).toEqual(['LOADED', []]);
}

const numbered = (from: number, until: number): readonly string[] => PEOPLE.slice(from, until);

/** Care at home, of people whom the council tells of. */
const careFile = (council: string, from: number, until: number): string =>
  cldFile(
    ...numbered(from, until).map((number) => ({
      ...{ 'NHS Number': number, 'LA Person Unique Identifier': `P${number}`, 'LA Code': council },
      'Reporting Period End Date': '2025-06-30',
    })),
  );

let references = 0;
function award(number: string | undefined, stream: string, funder: string, more: Row = {}): Row {
  references += 1;
  return {
    ...{ ...AWARD, 'Award Reference': `R-${references}`, 'NHS Number': number as string },
    ...{ Stream: stream, Funder: funder, 'Legal Basis': 'a scheme', 'Contribution per Week': '' },
    ...more,
  };
}

/** The first ten and eight more; one ends before the day, one begins after it, one is a single sum. */
const housing = (): string => {
  const of = (number: string | undefined, more: Row = {}) =>
    award(number, 'housing-related-support', COUNCIL, more);
  return textOf([
    ...numbered(0, 18).map((number) => of(number)),
    of(PEOPLE[18], { 'Last Day': '2025-06-29' }),
    of(PEOPLE[19], { 'First Day': '2025-07-01' }),
    of(PEOPLE[20], { Basis: 'ONE_OFF', Per: 'once', 'First Day': '2025-05-01' }),
  ]);
};

const carers = (): string =>
  textOf(numbered(42, 50).map((number) => award(number, 'carer-support', OTHER)));

/** Of eight people with two streams besides, one until July; and of eight of whom no council tells. */
const health = (): string =>
  textOf(
    [...numbered(10, 18), ...numbered(50, 58)].map((number) =>
      award(number, HEALTH, BOARD, number === PEOPLE[10] ? { 'Last Day': '2025-07-31' } : {}),
    ),
  );

/** Money in accounts: on the day, spent before it, and paid in after it. */
async function money(): Promise<void> {
  const paidIn = async (number: string | undefined, effectiveDate: string): Promise<string> => {
    const account = await openAccount(hub, number as string);
    const source = { stream: HEALTH, funder: BOARD, amount: 100_00, effectiveDate };
    await deposit(hub, depositInput(account, source));
    return account;
  };
  await paidIn(PEOPLE[21], '2025-06-15');
  const spent = await paidIn(PEOPLE[22], '2025-06-15');
  await spend(hub, spendInput(spent, { amount: 100_00, effectiveDate: '2025-06-20' }));
  await paidIn(PEOPLE[23], '2025-07-05');
  // Of a stream that they have already.
  const same = await openAccount(hub, PEOPLE[30] as string);
  await deposit(hub, depositInput(same, { stream: ADULTS, effectiveDate: '2025-06-15' }));
}

const publish = (part: Quarter) =>
  publishArea(hub.db, { subject: 'STREAMS', year: YEAR, part, by: 'test' }, streamsOfArea, hub.day);

type Shown = { readonly value?: number; readonly reason?: string };
const shown = ({ value, reason }: Shown) => value ?? reason;
const rows = (all: readonly { readonly people: Shown }[]) => all.map(({ people }) => shown(people));
async function ask(part: Quarter | null = null) {
  const { data, errors } = await hub.ask(ANALYST, ASKED, { year: YEAR, part });
  expect(errors).toBeUndefined();
  const { people, byStreams, bySectors, areas, ...said } = data.multiStream;
  return {
    ...said,
    whole: [shown(people), rows(byStreams), rows(bySectors)],
    areas: areas.map((each: typeof data.multiStream) => [
      ...[each.area, each.name, shown(each.people)],
      ...[rows(each.byStreams), rows(each.bySectors)],
    ]),
  };
}

describe('how many streams people have', () => {
  it('is not published before it is, and that is not nobody', async () => {
    const none = 'NOT_PUBLISHED';
    const rowsOfNone = [none, none, none, none];
    expect(await ask()).toEqual({
      ...{ part: null, asOf: null, rule: { version: 2 }, suppressed: 9 },
      ...{ whole: [none, rowsOfNone, rowsOfNone], areas: [] },
    });
  });

  it('counts awards that stand on the day, and money in an account on it, once each', async () => {
    expect(await publish('Q1')).toMatchObject({ asOf: '2025-06-30', people: 58 });
    // Of 30 in the first council’s area 10 have one stream, 12 two (ten and one by award, one in an
    // account), 8 three. Of 20 in the other’s 12 have one, 8 two of one sector. 8 have no council.
    expect(await ask()).toEqual({
      ...{ part: 'Q1', asOf: '2025-06-30', rule: { version: 2 }, suppressed: 0 },
      // 30, 20 and 8 of 58 people; 38, 12 and 8 by sectors.
      whole: [60, [30, 20, 10, 0], [40, 10, 10, 0]],
      areas: [
        [OTHER, 'Barnsley', 20, [10, 10, 0, 0], [20, 0, 0, 0]],
        [COUNCIL, 'Sheffield', 30, [10, 10, 10, 0], [10, 10, 10, 0]],
        ['NOT_KNOWN', null, 10, [10, 0, 0, 0], [10, 0, 0, 0]],
      ],
    });
  });

  it('hides few, what would tell of them, and beside them that there is nobody', async () => {
    await publish('Q2');
    const [few, others] = ['FEW_PEOPLE', 'PROTECTS_OTHERS'];
    // Seven have three streams; 23 have two and would tell of them; of one there are 8, 12 and 8.
    const { whole, areas, suppressed } = await ask();
    expect(whole).toEqual([60, [30, others, few, few], [35, others, few, few]]);
    expect(areas).toEqual([
      [OTHER, 'Barnsley', 20, [10, others, few, few], [20, 0, 0, 0]],
      [COUNCIL, 'Sheffield', 30, [10, others, few, few], [10, others, few, few]],
      ['NOT_KNOWN', null, 10, [10, 0, 0, 0], [10, 0, 0, 0]],
    ]);
    expect(suppressed).toBe(15);
  });

  it('stays as it was published, whatever is known later', async () => {
    const before = await ask('Q1');
    await receive('local-awards', OTHER, textOf([award(PEOPLE[31], 'section-117', OTHER)]));
    expect(await ask('Q1')).toEqual(before);
    await expect(publish('Q1')).rejects.toThrow('Q1 of 2025-26 was published');
  });

  it('is told to analysts and finance alone, and each question is noted', async () => {
    const variables = { year: YEAR };
    for (const viewer of [
      { role: 'care-team', subject: 'x', organisation: COUNCIL },
      { role: 'operator', subject: 'x' },
      { role: 'holder', subject: 'x', nhsNumber: PEOPLE[0] as never },
    ] as const) {
      const { data, errors } = await hub.ask(viewer, ASKED, variables);
      expect(data).toBeNull();
      expect(errors?.[0]).toMatchObject({ extensions: { code: 'FORBIDDEN' } });
    }
    const [noted] = await hub.db.rows<{ actor: string; details: object }>(
      'test.noted',
      sql`select actor, details from audit_events where action = 'figures-asked' order by id desc`,
    );
    expect(noted).toMatchObject({
      actor: 'numbers',
      details: { subject: 'STREAMS', year: YEAR, by: ['STREAMS', 'SECTORS', 'AREA'] },
    });
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { budgetsOf } from '../../src/budgets/service.ts';
import { sql } from '../../src/db/database.ts';
import { visiblePerson } from '../../src/people/visible.ts';
import type { FinancialYear } from '../../src/values/financial-year.ts';
import { cldFile } from '../support/cld.ts';
import { holder, openTestHub, type TestHub } from '../support/hub.ts';
import { budgetKnownAt, budgetOf, entryOf, loaded, takeBack } from './reading.ts';

const NHS_NUMBER = '9990000018';
const COUNCIL = ['social-care-cld', 'E08000039'] as const;
const SERVICE = { 'Event Start Date': '2024-05-01' };

/** Twelve months to June 2025: £100 a week. */
const EARLIER = cldFile({
  ...SERVICE,
  'Reporting Period Start Date': '2024-07-01',
  'Reporting Period End Date': '2025-06-30',
});
/** Twelve months to September 2025, nine of them told before: £110 a week. */
const LATER = cldFile({
  ...SERVICE,
  'Reporting Period Start Date': '2024-10-01',
  'Reporting Period End Date': '2025-09-30',
  'Unit Cost': '110.00',
});

const pence = (budget: Awaited<ReturnType<typeof budgetOf>>) => budget.total.awarded?.pence ?? null;
const hubs: TestHub[] = [];
async function hubThatReceived(...texts: readonly string[]): Promise<TestHub> {
  const hub = await openTestHub();
  hubs.push(hub);
  for (const text of texts) loaded(await hub.receive(...COUNCIL, text));
  return hub;
}
afterAll(async () => {
  for (const hub of hubs) await hub.close();
});

describe('a council’s later file replaces what its overlapping period said', () => {
  let inOrder: TestHub;
  let reversed: TestHub;
  beforeAll(async () => {
    inOrder = await hubThatReceived(EARLIER, LATER);
    reversed = await hubThatReceived(LATER, EARLIER);
  });

  it('days before its period keep what the earlier one said, and the year is one line', async () => {
    const budget = await budgetOf(inOrder, NHS_NUMBER, '2024-25');
    const entry = entryOf(budget, 'adult-social-care');
    // 1 July to 30 September: 92 days of 100; to 31 March: 182 of 110
    // (9,200 + 20,020) ÷ 7 = 4,174.2857
    expect(entry.lines).toMatchObject([
      { firstDay: '2024-07-01', lastDay: '2025-03-31', amount: { pence: 417_429 } },
    ]);
    expect(entry.lines[0].weekly.pence).toBe(11_000);
  });

  it('days inside it are only what it says, and the service runs on projected', async () => {
    // 110 × 365 ÷ 7 = 5,735.714; never 100 and 110 together
    const budget = await budgetOf(inOrder, NHS_NUMBER);
    expect(pence(budget)).toBe(573_571);
    const query = `query Projected($nhsNumber: NhsNumber!) { person(by: { nhsNumber: $nhsNumber }) {
      integratedBudget(year: "2025-26") { streams { lines { projectedFrom } } } } }`;
    const { data } = await inOrder.ask(holder(NHS_NUMBER), query, { nhsNumber: NHS_NUMBER });
    expect(data.person.integratedBudget.streams).toEqual([
      { lines: [{ projectedFrom: '2025-10-01' }] },
    ]);
  });

  it('days that nobody has told of are a gap of the year', async () => {
    const { complete, gaps } = await budgetOf(inOrder, NHS_NUMBER, '2024-25');
    expect(complete).toBe(false);
    expect(gaps.map(({ reason }: { reason: string }) => reason)).toEqual([
      'nothing is known of 2024-04-01 to 2024-06-30: E08000039 has told of no day before 2024-07-01',
    ]);
    expect(await budgetOf(inOrder, NHS_NUMBER)).toMatchObject({ complete: true, gaps: [] });
  });

  it('the order of arrival makes no difference to any year', async () => {
    for (const year of ['2023-24', '2024-25', '2025-26', '2026-27', '2027-28']) {
      const first = await budgetOf(inOrder, NHS_NUMBER, year);
      expect(await budgetOf(reversed, NHS_NUMBER, year)).toEqual(first);
    }
  });

  it('nor does a file that was taken back and sent again', async () => {
    const hub = await hubThatReceived();
    const earlier = loaded(await hub.receive(...COUNCIL, EARLIER));
    loaded(await hub.receive(...COUNCIL, LATER));
    const whole = await budgetOf(hub, NHS_NUMBER, '2024-25');
    expect(await takeBack(hub, earlier)).toBe('WITHDRAWN');
    // from 1 October 2024 only: 26 weeks of 110
    expect(pence(await budgetOf(hub, NHS_NUMBER, '2024-25'))).toBe(286_000);
    loaded(await hub.receive(...COUNCIL, EARLIER));
    expect(await budgetOf(hub, NHS_NUMBER, '2024-25')).toEqual(whole);
  });
});

describe('a service that the later file leaves out', () => {
  it('ended with the day before its period', async () => {
    const somebodyElse = { 'NHS Number': '9990000026', 'LA Person Unique Identifier': 'P2' };
    const without = cldFile({
      ...SERVICE,
      ...somebodyElse,
      'Reporting Period Start Date': '2024-10-01',
      'Reporting Period End Date': '2025-09-30',
    });
    const hub = await hubThatReceived(without, EARLIER);
    const { streams } = await budgetOf(hub, NHS_NUMBER, '2024-25');
    // 92 days: 9,200 ÷ 7 = 1,314.2857
    expect(streams[0].lines).toMatchObject([{ lastDay: '2024-09-30', amount: { pence: 131_429 } }]);
    expect((await budgetOf(hub, NHS_NUMBER)).streams).toEqual([]);
  });
});

describe('what was known before', () => {
  const momentOf = async (hub: TestHub) => {
    const [row] = await hub.db.rows<{ at: Date }>('test.now', sql`select clock_timestamp() as at`);
    const at = (row as { at: Date }).at;
    await new Promise((resolve) => setTimeout(resolve, 20));
    return at;
  };

  async function knownAt(hub: TestHub, moment: Date | null): Promise<bigint | null> {
    const subject = { subject: 'somebody', organisation: null };
    const viewer = { ...subject, ...holder(NHS_NUMBER) };
    const key = { nhsNumber: viewer.nhsNumber };
    const person = await visiblePerson(hub.db, viewer, key, hub.day);
    if (!person) throw new Error('nobody');
    const settings = { today: hub.day, staleAfterDays: () => 150 };
    const year = '2025-26' as FinancialYear;
    const [budget] = await budgetsOf(hub.db, [person], { year, knownAt: moment }, settings);
    return budget?.total.awarded ?? null;
  }

  it('stays to be asked for: each moment has its own answer', async () => {
    const hub = await hubThatReceived();
    const beforeAny = await momentOf(hub);
    loaded(await hub.receive(...COUNCIL, EARLIER));
    const withEarlier = await momentOf(hub);
    const later = loaded(await hub.receive(...COUNCIL, LATER));
    const withBoth = await momentOf(hub);
    await takeBack(hub, later);
    // 100 × 365 ÷ 7 = 5,214.2857; 110 × 365 ÷ 7 = 5,735.714
    expect(await knownAt(hub, beforeAny)).toBeNull();
    expect(await knownAt(hub, withEarlier)).toBe(521_429n);
    expect(await knownAt(hub, withBoth)).toBe(573_571n);
    expect(await knownAt(hub, null)).toBe(521_429n);
  });

  it('by the end of a day is what a reader may ask for', async () => {
    const hub = await hubThatReceived(EARLIER);
    const today = new Date().toISOString().slice(0, 10);
    expect(pence(await budgetKnownAt(hub, NHS_NUMBER, today))).toBe(521_429);
    expect(await budgetKnownAt(hub, NHS_NUMBER, '2020-01-01')).toMatchObject({
      total: { awarded: null },
      streams: [],
    });
  });
});

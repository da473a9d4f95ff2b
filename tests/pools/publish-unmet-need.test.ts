import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findNeed, keepNeedEnd } from '../../src/plans/unmet-needs-store.ts';
import { unmetNeedOfArea } from '../../src/pools/gather-unmet-need.ts';
import { daysOfPart } from '../../src/pools/publication.ts';
import type { FinancialYear } from '../../src/values/financial-year.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { COUNCIL, deposit, depositInput, makeKnown, openAccount } from '../ledger/money.ts';
import { scheduleInput, setSchedule } from '../ledger/scheduling.ts';
import { testNhsNumbers } from '../people/numbers.ts';
import { dfgFile } from '../stories/files.ts';
import { loaded } from '../stories/reading.ts';
import { type Answer, openTestHub, type TestHub } from '../support/hub.ts';
import { needOf, publishNeed } from './unmet.ts';

const YEAR = '2025-26' as FinancialYear;
const PEOPLE = testNhsNumbers(12);
const FIGURE = `__typename ... on PublishedMoney { money { pence } } ... on PublishedCount { value }
  ... on Suppressed { reason }`;
const ASK = `query ($input: UnmetNeedInput!) { unmetNeed(input: $input) { asOf rule { version } suppressed
  cells { keys { dimension code } people { ${FIGURE} } costNotKnown { ${FIGURE} } unmet { ${FIGURE} }
    waiting { ${FIGURE} } }
  totals { people { ${FIGURE} } costNotKnown { ${FIGURE} } unmet { ${FIGURE} } waiting { ${FIGURE} } } } }`;
const ANALYST = { role: 'analyst', subject: 'numbers', organisation: COUNCIL } as const;

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub('2026-01-15');
  await makeKnown(hub, ...PEOPLE);
});
afterAll(() => hub.close());

const ask = async (by: string[] = ['AREA'], viewer: Parameters<TestHub['ask']>[0] = ANALYST) =>
  hub.ask(viewer, ASK, { input: { year: YEAR, by } });
const told = async (by?: string[]): Promise<Answer['data']> => (await ask(by)).data.unmetNeed;

/** What everybody brings to the last quarter of 2025, by measure, added up. */
async function brought(part: 'Q2' | 'Q3' = 'Q3'): Promise<Record<string, bigint>> {
  const days = daysOfPart(YEAR, part);
  const facts = await hub.db.transaction((tx) => unmetNeedOfArea(tx, days, hub.day));
  const sums: Record<string, bigint> = {};
  for (const { codes, amounts } of facts) {
    for (const [measure, amount] of Object.entries(amounts)) {
      const key = measure === 'WAITING' ? (codes.REASON as string) : measure;
      sums[key] = (sums[key] ?? 0n) + amount;
    }
  }
  return sums;
}

describe('unmet need that is published', () => {
  it('is none before anything is, and that is not nothing', async () => {
    expect(await told()).toMatchObject({
      ...{ asOf: null, cells: [], suppressed: 0 },
      totals: { people: { reason: 'NOT_PUBLISHED' }, unmet: { reason: 'NOT_PUBLISHED' } },
    });
  });

  it('is what is unmet at the end of the quarter’s last day, and was not recorded in error', async () => {
    const [first] = PEOPLE as [string];
    const ends = async (reason: 'MET' | 'RECORDED_IN_ERROR', on: string) => {
      const needId = await needOf(hub, first);
      const { db } = hub;
      const found = await findNeed(db, needId);
      await keepNeedEnd(db, {
        ...{ needId, identityId: found?.identityId ?? '', reason, on: on as PlainDate },
        ...{ key: `end ${needId}`, request: 'x', recordedBy: 'social worker' },
      });
    };
    await ends('MET', '2025-12-31');
    await ends('RECORDED_IN_ERROR', '2026-01-14');
    await needOf(hub, first, { from: '2026-01-01' as PlainDate });
    expect(await brought()).toEqual({});
    await ends('MET', '2026-01-01');
    // £20.00 × 52
    expect(await brought()).toEqual({ NEEDS: 100n, UNMET: 104_000n });
  });

  it('has beside it what was awarded and is paid to nobody: 8,500.00 − 4,000.00', async () => {
    const row = { 'NHS Number': PEOPLE[0] as string, 'Approval Date': '2025-07-01' };
    const stage = {
      ...{ 'Stage Reference': 'S1', 'Stage Payment': '4000.00' },
      'Stage Payment Date': '2025-10-02',
    };
    loaded(await hub.receive('housing-dfg', COUNCIL, dfgFile({ ...row, ...stage })));
    expect((await brought('Q2')).AWARDED_NOT_PAID).toBe(850_000n);
    expect((await brought()).AWARDED_NOT_PAID).toBe(450_000n);
  });

  it('and what was due into an account and has not come: two times 658.00, then one', async () => {
    const account = await openAccount(hub, PEOPLE[1] as string);
    await setSchedule(hub, scheduleInput(account));
    // (210.00 − 45.50) × 4, due on 1 and 29 December.
    expect((await brought()).PAYMENT_OVERDUE).toBe(131_600n);
    await deposit(hub, depositInput(account, { amount: 658_00, effectiveDate: '2025-12-02' }));
    await deposit(hub, depositInput(account, { amount: 658_00, effectiveDate: '2026-01-05' }));
    // What came after the last day had not come on it.
    expect((await brought()).PAYMENT_OVERDUE).toBe(65_800n);
  });

  it('is told to analysts by area, frozen as it was on that day', async () => {
    for (const person of PEOPLE.slice(1)) await needOf(hub, person);
    await publishNeed(hub, 'Q3');
    const published = await told();
    // 12 people, £20.00 × 52 each: £12,480.00, to £2,000.00.
    expect(published).toMatchObject({
      ...{ asOf: '2025-12-31', rule: { version: expect.any(Number) } },
      cells: [
        {
          keys: [{ dimension: 'AREA', code: COUNCIL }],
          people: { __typename: 'PublishedCount', value: 10 },
          unmet: { __typename: 'PublishedMoney', money: { pence: 1_200_000 } },
          waiting: { __typename: 'Suppressed', reason: 'FEW_PEOPLE' },
        },
      ],
      totals: { people: { value: 10 }, unmet: { money: { pence: 1_200_000 } } },
    });
    for (const person of PEOPLE) await needOf(hub, person);
    expect(await told()).toEqual(published);
    await expect(publishNeed(hub, 'Q3')).rejects.toThrow('was published');
  });

  it('is told by two dimensions in the order asked, and by no more', async () => {
    const { cells } = await told(['REASON', 'OUTCOME']);
    expect(
      cells.map(({ keys }: { keys: { code: string }[] }) => keys.map(({ code }) => code)),
    ).toEqual(expect.arrayContaining([['NO_MONEY', 'COMMUNITY']]));
    for (const by of [
      ['AREA', 'OUTCOME', 'REASON'],
      ['AREA', 'AREA'],
    ]) {
      expect((await ask(by)).errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
    }
  });

  it('is refused to whoever is no analyst and no finance, whatever is asked', async () => {
    for (const role of ['care-team', 'operator', 'holder', 'representative'] as const) {
      for (const by of [['AREA'], ['AREA', 'AREA']]) {
        const { errors } = await ask(by, { role, subject: 'x' });
        expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
      }
    }
    expect((await ask(['AREA'], { ...ANALYST, role: 'finance' })).errors).toBeUndefined();
  });
});

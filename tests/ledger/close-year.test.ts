import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../src/db/database.ts';
import { loadMoneyRules } from '../../src/deliveries/load-money-rules.ts';
import { closeYear } from '../../src/ledger/close-year.ts';
import type { FinancialYear } from '../../src/values/financial-year.ts';
import type { NhsNumber } from '../../src/values/nhs-number.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { testNhsNumbers } from '../people/numbers.ts';
import { holder, openTestHub, type TestHub } from '../support/hub.ts';
import { DEPOSIT } from '../support/queries.ts';
import {
  ADULTS,
  BOARD,
  COUNCIL,
  deposit,
  depositInput,
  finance,
  HEALTH,
  makeKnown,
  newKey,
  openAccount,
  TODAY,
} from './money.ts';
import { scheduleInput, setSchedule } from './scheduling.ts';
import { stateRule } from './stating.ts';

const [ANN] = testNhsNumbers(1) as [NhsNumber];
/** A council that is in no other test here. */
const ELSEWHERE = 'E06000001';
const CARRIED = `{ account year stream { code } funder { code } kept { pence } toReturn { pence }
  contingency { pence } rule }`;
const CLOSE = `mutation ($input: CloseYearInput!) { closeYear(input: $input) { __typename
  ... on CloseYearSuccess { replayed carriedForward ${CARRIED} }
  ... on Refusal { code message } } }`;
const READ = `query ($id: NhsNumber!) { person(by: { nhsNumber: $id }) {
  accounts { carryForwards ${CARRIED} available { pence } } } }`;

let hub: TestHub;
let account: string;
beforeAll(async () => {
  hub = await openTestHub(TODAY);
  await makeKnown(hub, ANN);
  account = await openAccount(hub, ANN);
  // The board's is asked back when a year ends; the council's is kept by the default.
  const path = join(hub.folder, 'rules.csv');
  const head =
    'Kind,Review,Authority,Kind Of Authority,Stream,First Day,Last Day,Known From,Value,Local,Source';
  const rule = `CARRY_FORWARD,,${BOARD},,,2020-04-01,,2020-04-01,RETURN,yes,board policy`;
  await writeFile(path, `${head}\n${rule}\n`);
  const today = TODAY as PlainDate;
  const request = { path, today, history: true, dryRun: false, actor: 'test' };
  expect((await loadMoneyRules(hub.db, request)).status).toBe('LOADED');
  await put({ amount: 80_00, effectiveDate: '2025-03-31' });
  await put({ amount: 30_00, effectiveDate: '2025-03-01', stream: HEALTH, funder: BOARD });
  // Of the next year: nothing of it is carried out of this one.
  await put({ amount: 15_00, effectiveDate: '2025-04-01' });
});
afterAll(() => hub.close());

async function put(more: object) {
  const input = depositInput(account, more);
  expect((await hub.ask(finance(COUNCIL), DEPOSIT, { input })).errors).toBeUndefined();
}
const close = async (year: string) => {
  const input = { year, idempotencyKey: newKey() };
  return (await hub.ask(finance(COUNCIL), CLOSE, { input })).data.closeYear;
};

describe('closing a year', () => {
  const sum = (pence: number) => ({ pence });

  it('works out what of each source is carried forward, and moves nothing', async () => {
    const carried = [
      {
        ...{ account, year: '2024-25', stream: { code: ADULTS }, funder: { code: COUNCIL } },
        ...{ kept: sum(80_00), toReturn: sum(0), contingency: sum(0) },
        rule: expect.stringMatching(/^KEEP: This hub's own default/),
      },
      {
        ...{ account, year: '2024-25', stream: { code: HEALTH }, funder: { code: BOARD } },
        ...{
          kept: sum(0),
          toReturn: sum(30_00),
          contingency: sum(0),
          rule: 'RETURN: board policy',
        },
      },
    ];
    const done = await close('2024-25');
    expect(done).toEqual({
      ...{ __typename: 'CloseYearSuccess', replayed: false, carriedForward: carried },
    });
    expect(await close('2024-25')).toMatchObject({ replayed: true, carriedForward: carried });
    const [own] = (await hub.ask(holder(ANN), READ, { id: ANN })).data.person.accounts;
    expect(own).toEqual({ carryForwards: carried, available: sum(125_00) });
  });

  it('keeps so many weeks of what the schedule pays at its end, where the rule says weeks', async () => {
    const today = TODAY as PlainDate;
    const rule = { kind: 'CARRY_FORWARD', organisation: ELSEWHERE } as const;
    await stateRule(hub, { ...rule, value: 'KEEP_UP_TO_WEEKS 4' });
    const other = await openAccount(hub, ANN, 'NOTIONAL', ELSEWHERE);
    const unscheduled = await openAccount(hub, ANN, 'NOTIONAL', ELSEWHERE);
    const office = finance(ELSEWHERE);
    for (const held of [other, unscheduled]) {
      const said = { funder: ELSEWHERE, amount: 90_00, effectiveDate: '2025-03-31' };
      await deposit(hub, depositInput(held, said), office);
    }
    // £50.00 a week less £35.00 to the end of the year, and £60.00 after it.
    const said = { funder: ELSEWHERE, ratePounds: '50', weeklyContribution: 35_00 };
    const days = { firstDay: '2025-01-06', lastDay: '2025-03-31' };
    await setSchedule(hub, scheduleInput(other, { ...said, ...days }), office);
    const later = { ...said, ratePounds: '60', firstDay: '2025-04-01' };
    await setSchedule(hub, scheduleInput(other, later), office);
    const { carried } = await closeYear(
      hub.serving,
      { ...office, nhsNumber: null },
      '2024-25' as FinancialYear,
      today,
    );
    const byAccount = Object.fromEntries(carried.map((each) => [each.accountId, each]));
    // 4 × £15.00 are kept of £90.00.
    expect(byAccount[other]).toMatchObject({ kept: 60_00n, toReturn: 30_00n });
    expect(byAccount[unscheduled]).toMatchObject({
      ...{ kept: 90_00n, toReturn: 0n },
      rule: expect.stringContaining('no schedule says what a week pays'),
    });
  });

  it('is never rewritten', async () => {
    await expect(
      hub.db.rows('test.rewrite', sql`update carry_forwards set kept_pence = 0`),
    ).rejects.toThrow();
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { relate } from '../../src/people/service.ts';
import type { NhsNumber } from '../../src/values/nhs-number.ts';
import {
  ADULTS,
  BOARD,
  COUNCIL,
  deposit,
  depositInput,
  finance,
  HEALTH,
  openAccount,
  reverse,
  reverseInput,
  spend,
  spendInput,
  TODAY,
} from '../ledger/money.ts';
import { scheduleInput, setSchedule } from '../ledger/scheduling.ts';
import { cldFile } from '../support/cld.ts';
import { holder, openTestHub, type TestHub } from '../support/hub.ts';
import { CASELOAD, PERSON_BUDGET } from '../support/queries.ts';
import { loaded } from './reading.ts';

const ANN = '9990000018';
const YEAR = '2025-26';
const WORKER = { role: 'care-team', subject: 'worker', organisation: COUNCIL } as const;

let hub: TestHub;
let account: string;
beforeAll(async () => {
  hub = await openTestHub(TODAY);
  // £100 a week as a direct payment: £5,214.29 in 2025-26.
  loaded(
    await hub.receive(
      'social-care-cld',
      COUNCIL,
      cldFile({ 'Delivery Mechanism': 'Direct payment' }),
    ),
  );
  const key = { nhsNumber: ANN as NhsNumber };
  await relate(hub.db, { subject: 'worker', key, fromDay: null, untilDay: null, actor: 'test' });
  account = await openAccount(hub, ANN);
});
afterAll(() => hub.close());

type Asking = Parameters<TestHub['ask']>[0];

async function read(viewer: Asking = holder(ANN), year = YEAR) {
  const { data } = await hub.ask(viewer, PERSON_BUDGET, { nhsNumber: ANN, year });
  return data.person.integratedBudget;
}
const pence = (figures: Record<string, { pence: number } | null>) =>
  ['awarded', 'contribution', 'paid', 'remaining', 'unreported'].map(
    (each) => figures[each]?.pence ?? null,
  );

describe('the integrated budget', () => {
  it('knows nothing to be paid before anything moved', async () => {
    expect(pence((await read()).total)).toEqual([521_429, 0, null, null, 521_429]);
  });

  it('counts what was paid in, less what was taken back, and not what was spent', async () => {
    await deposit(hub, depositInput(account, { amount: 400_00, effectiveDate: '2025-05-01' }));
    const wrong = await deposit(hub, depositInput(account, { amount: 400_00 }));
    await reverse(hub, reverseInput(wrong.movement.id));
    await spend(hub, spendInput(account, { amount: 150_00 }));
    const budget = await read();
    expect(pence(budget.total)).toEqual([521_429, 0, 40_000, 481_429, 0]);
    expect(budget.streams[0].lines[0].working).toContainEqual({
      step: 'Known to the ledger of all of this stream that is held in this way, for its lines together',
      result: '400.00',
    });
  });

  it('in as many statements as before, of one person and of a page', async () => {
    await read();
    const always = ['budgets.told-in-year', 'audit.keep-reads'];
    expect(hub.statements).toEqual(['people.open-person', 'people.visible-person', ...always]);
    const { data } = await hub.ask(WORKER, CASELOAD, { first: 10, year: YEAR });
    expect(hub.statements).toEqual(['people.open-people', 'people.visible-people', ...always]);
    expect(data.people.nodes[0].integratedBudget.total).toEqual({
      ...{ awarded: { pence: 521_429 }, paid: { pence: 40_000 } },
    });
  });

  it('of the year of its day, and of no other', async () => {
    expect((await read(holder(ANN), '2024-25')).total.paid).toBeNull();
  });

  it('as it was known then', async () => {
    const query = `query ($nhsNumber: NhsNumber!) { person(by: { nhsNumber: $nhsNumber }) {
      integratedBudget(year: "2025-26", knownAt: "2020-01-01") { total { paid { pence } } } } }`;
    const { data } = await hub.ask(holder(ANN), query, { nhsNumber: ANN });
    expect(data.person.integratedBudget.total.paid).toBeNull();
  });
});

describe('money of a stream that no file tells of', () => {
  beforeAll(async () => {
    const health = { stream: HEALTH, funder: BOARD, amount: 30_00 };
    await deposit(hub, depositInput(account, health));
  });
  const entries = async (viewer: Asking) =>
    (await read(viewer)).streams.map(
      (entry: { stream: { code: string }; figures: { paid: { pence: number } } }) => [
        entry.stream.code,
        entry.figures.paid?.pence,
      ],
    );

  it('is shown to the person', async () => {
    expect(await entries(holder(ANN))).toEqual([
      [ADULTS, 40_000],
      [HEALTH, 3_000],
    ]);
  });

  it('to finance only where it is their own', async () => {
    expect(await entries(finance(COUNCIL))).toEqual([[ADULTS, 40_000]]);
  });

  it('to a council’s team as the account is: by what passes to it', async () => {
    const query = `query ($nhsNumber: NhsNumber!) { person(by: { nhsNumber: $nhsNumber }) {
      accounts { sources { stream { code } } } } }`;
    const { data } = await hub.ask(WORKER, query, { nhsNumber: ANN });
    const sources = data.person.accounts[0].sources as { stream: { code: string } }[];
    const shown = await entries(WORKER);
    expect(shown.map(([code]: [string]) => code)).toEqual(sources.map(({ stream }) => stream.code));
  });
});

describe('what is to come', () => {
  const ask = async (viewer: Asking) => {
    const query = `query ($nhsNumber: NhsNumber!) { person(by: { nhsNumber: $nhsNumber }) {
      integratedBudget(year: "2025-26") { leftToUse { pence } stillToCome { pence } }
      statement(from: "2026-01-01", to: "2026-01-15") {
        nextPayments { dueOn amount { pence } } reviewsDue { kind } } } }`;
    const { data, errors } = await hub.ask(viewer, query, { nhsNumber: ANN });
    if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
    return data.person;
  };

  it('is not known before a schedule says so', async () => {
    expect((await ask(holder(ANN))).integratedBudget.stillToCome).toBeNull();
  });

  it('is due by the last day of the year, and the next payment stands beside the statement', async () => {
    const firstDay = '2026-01-26';
    await setSchedule(hub, scheduleInput(account, { firstDay }));
    const { integratedBudget, statement } = await ask(holder(ANN));
    // 4 × (210.00 − 45.50) on 26 January, 23 February and 23 March
    expect(integratedBudget.stillToCome).toEqual({ pence: 197_400 });
    expect(statement.nextPayments).toEqual([{ dueOn: firstDay, amount: { pence: 65_800 } }]);
    expect((await ask(finance(BOARD)))?.integratedBudget.stillToCome ?? null).toBeNull();
  });

  it('is asked of the database only where it is asked for', async () => {
    await read();
    expect(hub.statements).toHaveLength(4);
  });
});

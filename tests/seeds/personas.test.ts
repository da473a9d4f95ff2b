import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_DAY } from '../../seeds/demo/bodies.ts';
import { EDITH } from '../../seeds/demo/edith.ts';
import { JAMIE } from '../../seeds/demo/jamie.ts';
import { NASREEN } from '../../seeds/demo/nasreen.ts';
import type { Persona } from '../../seeds/demo/persona.ts';
import { seedDemo } from '../../seeds/demo/seed.ts';
import { holder, openTestHub, type TestHub } from '../support/hub.ts';
import { PERSON_BUDGET } from '../support/queries.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub(DEMO_DAY);
  await seedDemo(hub);
});
afterAll(() => hub.close());

// biome-ignore lint/suspicious/noExplicitAny: the shape is the query's
type Found = any;

/** A persona's own view of a year. */
async function budgetOf({ nhsNumber }: Persona, year: string): Promise<Found> {
  const { data, errors } = await hub.ask(holder(nhsNumber), PERSON_BUDGET, { nhsNumber, year });
  expect(errors).toBeUndefined();
  return data.person.integratedBudget;
}

/** A total or a stream's figures as plain numbers of pence. */
function inPence(figures: Found): Record<string, number | null> {
  const names = ['awarded', 'contribution', 'paid', 'remaining', 'unreported'];
  return Object.fromEntries(
    names.map((name) => [name, figures[name] === null ? null : Number(figures[name].pence)]),
  );
}

const streamOf = ({ streams }: Found, code: string, funder?: string): Found =>
  streams.find(
    (each: Found) =>
      each.stream.code === code && (funder === undefined || each.funder.code === funder),
  );

const amountOf = (budget: Found, code: string) => Number(streamOf(budget, code).amount.pence);

describe('Jamie, with money in four sectors', () => {
  it('has a complete budget in 2025-26, every stream as worked out by hand', async () => {
    const budget = await budgetOf(JAMIE, '2025-26');
    expect(budget.complete).toBe(true);
    // Direct payment: 365 days × £412.50 ÷ 7 = £21,508.928… → £21,508.93. Day support, 2 June to
    // 31 March: 303 days × 2 × £58.40 ÷ 7 = £5,055.771… → £5,055.77. CLD never says what was paid.
    expect(inPence(streamOf(budget, 'adult-social-care').figures)).toEqual({
      ...{ awarded: 26_564_70, contribution: 0, paid: null, remaining: null },
      unreported: 26_564_70,
    });
    // 1 July to 31 March: 274 days × £384.00 ÷ 28 = £3,757.714… → £3,757.71. Paid: nine payments
    // (£3,456.00) and of the tenth, for 10 March to 6 April, 22 of 28 days: £301.714… → £301.71.
    expect(inPence(streamOf(budget, 'personal-health-budget').figures)).toEqual({
      ...{ awarded: 3757_71, contribution: 0, paid: 3757_71, remaining: 0, unreported: 0 },
    });
    // £30,000 mandatory + £3,400 discretionary + £1,200 his own; paid £12,000 + £11,400 + £6,000,
    // the last of them in May 2026: a grant's payments count in the year it was approved.
    expect(inPence(streamOf(budget, 'disabled-facilities-grant').figures)).toEqual({
      ...{ awarded: 34_600_00, contribution: 1200_00, paid: 29_400_00, remaining: 4000_00 },
      unreported: 0,
    });
    // Claims paid whose support ended by 31 March: £2,360 + £2,180 + £2,300, and £702 of travel.
    expect(inPence(streamOf(budget, 'access-to-work').figures)).toEqual({
      ...{ awarded: 7542_00, contribution: 0, paid: 7542_00, remaining: 0, unreported: 0 },
    });
    // £26,564.70 + £3,757.71 + £34,600.00 + £7,542.00.
    expect(inPence(budget.total)).toEqual({
      ...{ awarded: 72_464_41, contribution: 1200_00, paid: 40_699_71, remaining: 4000_00 },
      unreported: 26_564_70,
    });
  });

  it('has this beside it in 2025-26', async () => {
    const budget = await budgetOf(JAMIE, '2025-26');
    // 365 days × £98.42 ÷ 7 = £5,131.90 of housing benefit; one appointment at £168.24510000.
    expect(amountOf(budget, 'housing-benefit')).toBe(5131_90);
    expect(amountOf(budget, 'nhs-tariff')).toBe(168_25);
    // Left to claim: £15,600 − (£2,360 + £2,240 + £2,300 + £2,330) = £6,370 of support worker,
    // £2,600 − (£1,014 + £169) = £1,417 of travel.
    const { careGiven, entitlements, leftToClaim } = budget.beside;
    expect([careGiven, entitlements, leftToClaim].map(({ pence }) => Number(pence))).toEqual([
      168_25, 5131_90, 7787_00,
    ]);
  });

  it('has a budget in 2026-27 as worked out by hand', async () => {
    const budget = await budgetOf(JAMIE, '2026-27');
    expect(budget.complete).toBe(true);
    // £21,508.93 again, and 365 × 2 × £58.40 ÷ 7 = £6,090.285… → £6,090.29 of day support.
    expect(amountOf(budget, 'adult-social-care')).toBe(27_599_22);
    // 365 × £384.00 ÷ 28 = £5,005.714… → £5,005.71. Paid: the rest of the tenth payment, £384.00 −
    // £301.71 = £82.29, and three whole ones.
    expect(inPence(streamOf(budget, 'personal-health-budget').figures)).toEqual({
      ...{ awarded: 5005_71, contribution: 0, paid: 1234_29, remaining: 3771_42, unreported: 0 },
    });
    // The grant is not completed: it is listed, and counts nothing in this year.
    const grant = streamOf(budget, 'disabled-facilities-grant');
    expect([grant.amount, grant.figures.awarded]).toEqual([null, null]);
    expect(grant.lines).toHaveLength(1);
    // Travel in April, paid; the support worker's claim for April and May is not paid yet.
    expect(amountOf(budget, 'access-to-work')).toBe(117_00);
    // 5 days × £98.42 ÷ 7 + 360 days × £101.15 ÷ 7 = £5,272.30.
    expect(amountOf(budget, 'housing-benefit')).toBe(5272_30);
    // The appointment at £98.40215000; seven nights, two beyond the trim point of five: (£820.00 +
    // 2 × £290.00) × 1.019404 = £1,427.1656 → £1,427.17. The stay in contract monitoring is a repeat.
    expect(amountOf(budget, 'nhs-tariff')).toBe(98_40 + 1427_17);
    // £27,599.22 + £5,005.71 + £117.00; paid £1,234.29 + £117.00.
    expect(inPence(budget.total)).toEqual({
      ...{ awarded: 32_721_93, contribution: 0, paid: 1351_29, remaining: 3771_42 },
      unreported: 27_599_22,
    });
  });

  it('has a stay in hospital that two files tell and that counts once', async () => {
    const { lines } = streamOf(await budgetOf(JAMIE, '2026-27'), 'nhs-tariff');
    expect(lines.map((line: Found) => Number(line.amount.pence))).toEqual([
      1131_54, 1427_17, 98_40,
    ]);
    const steps = lines[1].working.map(({ result }: Found) => result);
    expect(steps).toEqual(
      expect.arrayContaining(['820.000000', '1400.000000', '1427.165600', '1427.17']),
    );
  });

  it('is one person to eight files by three kinds of number', async () => {
    const budget = await budgetOf(JAMIE, '2026-27');
    const sectors = new Set(budget.streams.map((each: Found) => each.stream.sector));
    expect([...sectors].sort()).toEqual(['EMPLOYMENT', 'HEALTH', 'HOUSING', 'SOCIAL_CARE']);
    const funders = new Set(budget.streams.map((each: Found) => each.funder.code));
    expect([...funders].sort()).toEqual(['DWP', 'E08000018', 'E08000039', 'QF7']);
  });
});

describe('Edith, in a nursing home', () => {
  it('has a part nobody can name in 2025-26', async () => {
    const budget = await budgetOf(EDITH, '2025-26');
    expect(budget.complete).toBe(false);
    expect(budget.gaps.map((gap: Found) => gap.stream.code)).toEqual(['adult-social-care']);
    expect(budget.gaps[0].reason).toMatch(/^contribution not known/);
    // 365 days × £742.60 ÷ 7 = £38,721.285… → £38,721.29.
    expect(inPence(streamOf(budget, 'adult-social-care').figures)).toEqual({
      ...{ awarded: 38_721_29, contribution: null, paid: null, remaining: null },
      unreported: 38_721_29,
    });
    // 365 days × £254.06 ÷ 7 = £13,247.414… → £13,247.41, never charged.
    expect(inPence(streamOf(budget, 'funded-nursing-care').figures)).toEqual({
      ...{ awarded: 13_247_41, contribution: 0, paid: null, remaining: null },
      unreported: 13_247_41,
    });
    // £38,721.29 + £13,247.41 + £640.00 for a wheelchair, which alone is known to be paid.
    expect(inPence(budget.total)).toEqual({
      ...{ awarded: 52_608_70, contribution: 0, paid: 640_00, remaining: 0 },
      unreported: 51_968_70,
    });
    // A stay in hospital at £6,902.44170000 stands beside, in no budget.
    expect(Number(budget.beside.careGiven.pence)).toBe(6902_44);
  });

  it('has a stale NHS file in 2026-27 that was fresh for the year before', async () => {
    const last = await budgetOf(EDITH, '2025-26');
    const fresh = { status: 'FRESH', asOf: '2026-03-31' };
    expect(streamOf(last, 'funded-nursing-care').source).toEqual(fresh);
    const budget = await budgetOf(EDITH, '2026-27');
    // From 31 March to 15 June are 76 days; a report may be 45 days old.
    const { source, amount } = streamOf(budget, 'funded-nursing-care');
    expect(source).toEqual({ status: 'STALE', asOf: '2026-03-31' });
    expect(Number(amount.pence)).toBe(13_247_41);
    // £38,721.29 + £13,247.41; nobody reports a payment, so none is 0.
    expect(inPence(budget.total)).toEqual({
      ...{ awarded: 51_968_70, contribution: 0, paid: null, remaining: null },
      unreported: 51_968_70,
    });
    expect(Number(budget.beside.careGiven.pence)).toBe(142_12);
  });
});

describe('Nasreen, who cares for her father', () => {
  it('has one line without a price and one council that is silent, in both years', async () => {
    for (const year of ['2025-26', '2026-27']) {
      const budget = await budgetOf(NASREEN, year);
      expect(budget.complete).toBe(false);
      const missing = streamOf(budget, 'disabled-facilities-grant', 'E08000038');
      expect(missing.source).toEqual({ status: 'MISSING', asOf: null });
      expect([missing.amount, missing.figures.awarded, missing.lines]).toEqual([null, null, []]);
      const { lines } = streamOf(budget, 'carer-support');
      const unpriced = lines.filter((line: Found) => line.__typename === 'UnpricedLine');
      expect(unpriced).toHaveLength(1);
      expect(unpriced[0].reason).toMatch(/no planned units per week$/);
      const gaps = budget.gaps.map((gap: Found) => gap.stream.code);
      expect(gaps.sort()).toEqual(['carer-support', 'disabled-facilities-grant']);
    }
  });

  it('has what is known of 2025-26 as worked out by hand', async () => {
    const budget = await budgetOf(NASREEN, '2025-26');
    expect(amountOf(budget, 'carer-support')).toBe(300_00);
    // 2 June to 31 March: 303 days × £38.50 ÷ 7 = £1,666.50, of which hers 303 × £5.00 ÷ 7 =
    // £216.428… → £216.43; paid gross £665.50 + £506.00 + £495.00, so £1,450.07 of it public.
    expect(inPence(streamOf(budget, 'housing-related-support').figures)).toEqual({
      ...{ awarded: 1666_50, contribution: 216_43, paid: 1450_07, remaining: 0, unreported: 0 },
    });
    // £300.00 + £1,666.50.
    expect(inPence(budget.total)).toEqual({
      ...{ awarded: 1966_50, contribution: 216_43, paid: 1450_07, remaining: 0 },
      unreported: 300_00,
    });
  });

  it('has a rent beside it whose support charge her award pays, and an operation nobody paid for', async () => {
    const budget = await budgetOf(NASREEN, '2026-27');
    // 6 April to 31 March: 360 days × £112.40 ÷ 7 = £5,780.571… → £5,780.57, and 360 × £38.50 ÷ 7 =
    // £1,980.00 of support.
    expect(amountOf(budget, 'tenancy-costs')).toBe(5780_57 + 1980_00);
    // A day case under a block contract: £760.00 × 1.021007 = £775.96532 → £775.97, a shadow.
    expect(amountOf(budget, 'nhs-tariff')).toBe(775_97);
    const [operation] = streamOf(budget, 'nhs-tariff').lines;
    const steps = operation.working.map(({ step }: Found) => step);
    expect(steps.some((step: string) => step.startsWith('Shadow price'))).toBe(true);
  });

  it('has what is known of 2026-27 as worked out by hand', async () => {
    const budget = await budgetOf(NASREEN, '2026-27');
    // £25.00 a month from May to March, recorded by Barnsley: 11 × £25.00. What is paid of it is not
    // reported beside a line that is held in another way and has no price.
    expect(amountOf(budget, 'carer-support')).toBe(275_00);
    expect(streamOf(budget, 'carer-support').figures.paid).toBeNull();
    // 365 × £38.50 ÷ 7 = £2,007.50, hers 365 × £5.00 ÷ 7 = £260.714… → £260.71; paid gross £500.50
    // for 91 days, of which £65.00 is hers: £435.50.
    expect(inPence(budget.total)).toEqual({
      ...{ awarded: 2282_50, contribution: 260_71, paid: 435_50, remaining: 1311_29 },
      unreported: 275_00,
    });
  });
});

/** What is held for a persona, what is to come and what they asked, as they read it. */
async function moneyOf({ nhsNumber }: Persona): Promise<Found> {
  const query = `query ($nhsNumber: NhsNumber!) { person(by: { nhsNumber: $nhsNumber }) {
    accounts { mode available { pence } setAside { pence } committed { pence } }
    integratedBudget(year: "2026-27") { leftToUse { pence } stillToCome { pence }
      streams { stream { code } told { on how amount { pence } } } }
    queries { open askedOn answerBy }
    statement(from: "2026-04-01", to: "2026-06-15") {
      broughtForward { pence } moneyIn { pence } moneyOut { pence } carriedForward { pence }
      nextPayments { dueOn amount { pence } } reviewsDue { kind dueOn stream { code } } } } }`;
  const { data, errors } = await hub.ask(holder(nhsNumber), query, { nhsNumber });
  expect(errors).toBeUndefined();
  return data.person;
}

const sumsIn = ({ statement }: Found): number[] =>
  ['broughtForward', 'moneyIn', 'moneyOut', 'carriedForward'].map((name) => statement[name].pence);
const nextIn = ({ statement }: Found): [string, number][] =>
  statement.nextPayments.map(({ dueOn, amount }: Found) => [dueOn, amount.pence]);
const heldIn = ({ accounts }: Found) =>
  accounts
    .map(({ mode, available, setAside, committed }: Found) => [
      ...[mode, available.pence, setAside.pence, committed.pence],
    ])
    .sort();

describe('the money that is held', () => {
  it('for Jamie is council and health money in one account', async () => {
    const money = await moneyOf(JAMIE);
    // March: £1,650.00 + £384.00 − £1,084.60 of wages = £949.40. Since then 3 × (£1,650.00 +
    // £384.00) = £6,102.00 in, and £36.00 of what was recorded twice; out £1,084.60 + £212.40 +
    // £48.00 + £1,118.20 + £98.40 + £27.50 = £2,589.10 and 2 × £36.00.
    expect(sumsIn(money)).toEqual([949_40, 6138_00, 2661_10, 4426_30]);
    // £4,426.30 less £800.00 set aside and £1,118.20 of a bill.
    expect(heldIn(money)).toEqual([['DIRECT_PAYMENT', 2508_10, 800_00, 1118_20]]);
    expect(money.integratedBudget.leftToUse.pence).toBe(2508_10);
    // From 29 June and 30 June ten payments each until March: £16,500.00 + £3,840.00.
    expect(money.integratedBudget.stillToCome.pence).toBe(20_340_00);
    expect(nextIn(money)).toEqual([
      ['2026-06-29', 1650_00],
      ['2026-06-30', 384_00],
    ]);
    expect(money.statement.reviewsDue[1]).toEqual({
      ...{ kind: 'PLAN', dueOn: '2026-08-20', stream: { code: 'adult-social-care' } },
    });
    expect(streamOf(money.integratedBudget, 'personal-health-budget').told).toEqual({
      ...{ on: '2026-04-14', how: 'EASY_READ', amount: { pence: 5005_71 } },
    });
    // Twenty working days after Tuesday 9 June.
    expect(money.queries).toEqual([{ open: true, askedOn: '2026-06-09', answerBy: '2026-07-07' }]);
  });

  it('for Edith is kept by the council, beside what she pays on account', async () => {
    const money = await moneyOf(EDITH);
    // £80.00 − £64.00 in March; then 3 × £80.00 in and 2 × £64.00 + £23.50 out.
    expect(sumsIn(money)).toEqual([16_00, 240_00, 151_50, 104_50]);
    // £104.50 less £64.00 of a bill.
    expect(heldIn(money)).toEqual([
      ['COMMISSIONED', 0, 0, 0],
      ['NOTIONAL', 40_50, 0, 64_00],
    ]);
    expect(nextIn(money)).toEqual([['2026-07-01', 80_00]]);
    expect(money.queries.map(({ open }: Found) => open)).toEqual([true]);
  });

  it('for Nasreen is what is left of last year, and a little each month', async () => {
    const money = await moneyOf(NASREEN);
    // £300.00 − £164.00 − £40.00; then 2 × £25.00 in and £38.80 out.
    expect(sumsIn(money)).toEqual([96_00, 50_00, 38_80, 107_20]);
    // £107.20 less £20.00 set aside and £60.00 of a bill.
    expect(heldIn(money)).toEqual([
      ['COMMISSIONED', 0, 0, 0],
      ['DIRECT_PAYMENT', 27_20, 20_00, 60_00],
    ]);
    expect(nextIn(money)).toEqual([['2026-07-01', 25_00]]);
    expect(money.queries.map(({ open }: Found) => open)).toEqual([false]);
    // A year after the first money that she held herself.
    const [audit] = money.statement.reviewsDue;
    expect([audit.kind, audit.dueOn]).toEqual(['DIRECT_PAYMENT_AUDIT', '2026-05-27']);
  });
});

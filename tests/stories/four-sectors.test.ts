import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cldFile } from '../support/cld.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { accessToWorkFile, chcFile, claimCells, dfgFile, scanFile } from './files.ts';
import { budgetOf, entryOf, inPence, loaded } from './reading.ts';

const NHS_NUMBER = '9990000018';
const HOME_SUPPORT = {
  'Unit Cost': '22.40',
  'Cost Frequency (Unit Type)': 'Hourly',
  'Planned units per week': '10',
};
const DIRECT_PAYMENT = {
  'Event Start Date': '2025-10-01',
  'Service Component': 'Direct payment',
  'Delivery Mechanism': 'Direct payment',
  'Unit Cost': '52.50',
  'Client Funding Status': 'Joint client and social care funded',
};
const CLAIM = {
  ...claimCells('CL1', '2025-06-01', '2025-06-30', '1764.00'),
  'Amount Paid': '1680.00',
  'Payment Date': '2025-07-18',
};

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub('2026-01-15');
  const receive = async (...file: Parameters<TestHub['receive']>) =>
    loaded(await hub.receive(...file));
  await receive('social-care-cld', 'E08000039', cldFile(HOME_SUPPORT, DIRECT_PAYMENT));
  await receive('health-chc', 'QF7', chcFile({}));
  const stage = {
    'Stage Reference': 'S1',
    'Stage Payment': '4000.00',
    'Stage Payment Date': '2025-08-15',
  };
  await receive('housing-dfg', 'E08000039', dfgFile(stage));
  const unpaid = claimCells('CL2', '2025-12-01', '2025-12-31', '1344.00');
  await receive('employment-access-to-work', 'DWP', accessToWorkFile(CLAIM, unpaid));
  await receive('housing-shbe', 'E08000039', scanFile('08-12-2025', {}));
});
afterAll(() => hub.close());

describe('one person of four sectors, joined by NHS number and by NINO through a case with both', () => {
  it('has five streams in the order in which people are shown them', async () => {
    const { streams } = await budgetOf(hub, NHS_NUMBER);
    expect(streams.map(({ stream, funder }: never) => [stream, funder])).toMatchObject([
      [
        { code: 'adult-social-care', sector: 'SOCIAL_CARE', nature: 'BUDGET' },
        { code: 'E08000039' },
      ],
      [{ code: 'continuing-healthcare', sector: 'HEALTH', nature: 'BUDGET' }, { code: 'QF7' }],
      [
        { code: 'disabled-facilities-grant', sector: 'HOUSING', nature: 'BUDGET' },
        { code: 'E08000039', name: 'Sheffield' },
      ],
      [
        { code: 'housing-benefit', sector: 'HOUSING', nature: 'ENTITLEMENT' },
        { code: 'E08000039' },
      ],
      [{ code: 'access-to-work', sector: 'EMPLOYMENT', nature: 'BUDGET' }, { code: 'DWP' }],
    ]);
  });

  it('the council’s care: two lines, one of which the person pays an unknown part of', async () => {
    const entry = entryOf(await budgetOf(hub, NHS_NUMBER), 'adult-social-care');
    // 22.40 × 10 = 224 a week: 32 a day × 365 = 11,680.00; 52.50 × 26 weeks = 1,365.00
    expect(entry.lines).toMatchObject([
      {
        ...{ __typename: 'PricedLine', basis: 'RECURRING', mode: 'NOTIONAL' },
        ...{ legalBasis: 'Care Act 2014 s18-19', firstDay: '2025-04-01', lastDay: '2026-03-31' },
        ...{ amount: { pence: 1_168_000 }, weekly: { pence: 22_400 }, currency: null },
      },
      {
        ...{ basis: 'RECURRING', mode: 'DIRECT_PAYMENT', firstDay: '2025-10-01' },
        ...{ lastDay: '2026-03-31', amount: { pence: 136_500 }, weekly: { pence: 5_250 } },
      },
    ]);
    expect(entry).toMatchObject({
      source: { status: 'FRESH', asOf: '2026-03-31' },
      amount: { pence: 1_304_500 },
      ceilings: [],
    });
    expect(inPence(entry.figures)).toEqual([1_304_500, null, null, null, 1_304_500]);
  });

  it('the NHS package: free, held by the person, payments not reported', async () => {
    const entry = entryOf(await budgetOf(hub, NHS_NUMBER), 'continuing-healthcare');
    // 1 October to 31 March, 26 weeks × 350
    expect(entry.lines).toMatchObject([
      {
        ...{ basis: 'RECURRING', mode: 'DIRECT_PAYMENT', firstDay: '2025-10-01' },
        ...{ lastDay: '2026-03-31', amount: { pence: 910_000 }, weekly: { pence: 35_000 } },
      },
    ]);
    expect(entry.source).toEqual({ status: 'FRESH', asOf: '2025-12-31' });
    expect(inPence(entry.figures)).toEqual([910_000, 0, null, null, 910_000]);
  });

  it('the grant: what the applicant is to add, what was paid and what remains', async () => {
    const entry = entryOf(await budgetOf(hub, NHS_NUMBER), 'disabled-facilities-grant');
    expect(entry.lines).toMatchObject([
      {
        ...{ basis: 'ONE_OFF', legalBasis: 'HGCRA 1996 s23', weekly: null },
        ...{ firstDay: '2025-05-06', lastDay: '2025-05-06', amount: { pence: 970_000 } },
      },
    ]);
    expect(entry.source).toEqual({ status: 'FRESH', asOf: '2026-01-15' });
    // 8,000 + 500 + 1,200; asked 1,200; paid 4,000; 9,700 − 1,200 − 4,000
    expect(inPence(entry.figures)).toEqual([970_000, 120_000, 400_000, 450_000, 0]);
  });

  it('support at work: a ceiling shown whole, and the claim paid', async () => {
    const entry = entryOf(await budgetOf(hub, NHS_NUMBER), 'access-to-work');
    // claimed 1,764 + 1,344; left 21,840 − 3,108
    expect(entry.ceilings).toEqual([
      {
        ...{ element: 'Support Worker', firstDay: '2025-05-12', lastDay: '2026-05-11' },
        ...{ ceiling: { pence: 2_184_000 }, claimed: { pence: 310_800 } },
        ...{ paid: { pence: 168_000 }, leftToClaim: { pence: 1_873_200 } },
      },
    ]);
    expect(entry.lines).toMatchObject([
      {
        basis: 'ACTIVITY',
        firstDay: '2025-06-01',
        lastDay: '2025-06-30',
        amount: { pence: 168_000 },
      },
    ]);
    expect(inPence(entry.figures)).toEqual([168_000, 0, 168_000, 0, 0]);
  });

  it('the benefit: an entitlement, in no figure', async () => {
    const entry = entryOf(await budgetOf(hub, NHS_NUMBER), 'housing-benefit');
    // 9,842 pence ÷ 7 = 1,406 a day; 8 December to 31 March are 114 days
    expect(entry).toMatchObject({ figures: null, amount: { pence: 160_284 } });
    expect(entry.lines).toMatchObject([{ firstDay: '2025-12-08', lastDay: '2026-03-31' }]);
    expect(entry.source).toEqual({ status: 'FRESH', asOf: '2025-12-08' });
  });

  it('the whole: totals, what stands beside, and what is not known', async () => {
    const budget = await budgetOf(hub, NHS_NUMBER);
    // 13,045 + 9,100 + 9,700 + 1,680; ? + 0 + 1,200 + 0; 4,000 + 1,680; 4,500 + 0; 13,045 + 9,100
    expect(inPence(budget.total)).toEqual([3_352_500, 120_000, 568_000, 450_000, 2_214_500]);
    expect(budget.total.awarded.pounds).toBe('33525.00');
    expect(budget.beside).toEqual({
      ...{ careGiven: null, entitlements: { pence: 160_284 } },
      leftToClaim: { pence: 1_873_200 },
    });
    expect(budget.withheld).toEqual([]);
    expect(budget).toMatchObject({ complete: false });
    expect(budget.gaps).toEqual([
      {
        stream: { code: 'adult-social-care' },
        reason:
          'contribution not known: the council says that the person pays a part, but not how much',
      },
    ]);
  });

  it('each line explains itself from the figure as sent to the day the data speaks for', async () => {
    const budget = await budgetOf(hub, NHS_NUMBER);
    for (const { lines, source } of budget.streams) {
      for (const { working, amount } of lines) {
        expect(working[0].step).toMatch(/^As sent by /);
        const pounds = `${(amount.pence / 100) | 0}.${String(amount.pence % 100).padStart(2, '0')}`;
        expect(working.map(({ result }: { result: string }) => result)).toContain(pounds);
        expect(working.at(-1).result).toBe(source.asOf);
      }
    }
  });

  it('of the next year has what runs on and nothing of what has ended', async () => {
    const budget = await budgetOf(hub, NHS_NUMBER, '2026-27');
    // 365 × 32 + 365 × 7.50 = 11,680 + 2,737.50; 365 × 50 = 18,250; the grant listed, not counted
    expect(inPence(entryOf(budget, 'adult-social-care').figures)[0]).toBe(1_441_750);
    expect(inPence(entryOf(budget, 'continuing-healthcare').figures)[0]).toBe(1_825_000);
    expect(entryOf(budget, 'disabled-facilities-grant')).toMatchObject({
      amount: null,
      lines: [{ amount: { pence: 970_000 } }],
    });
    expect(entryOf(budget, 'access-to-work')).toMatchObject({
      lines: [],
      ceilings: [{ leftToClaim: { pence: 1_873_200 } }],
    });
    expect(budget.total.awarded.pence).toBe(3_266_750);
  });

  it('another person’s number shows nothing of it', async () => {
    expect(await budgetOf(hub, '9990000026')).toBeNull();
  });
});

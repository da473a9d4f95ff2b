import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectSource } from '../../src/streams/store.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { cldFile } from '../support/cld.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { accessToWorkFile, chcFile, dfgFile, localAwardsFile } from './files.ts';
import { budgetOf, entryOf, inPence, loaded, takeBack } from './reading.ts';

const NHS_NUMBER = '9990000018';
const JOINT = { 'Client Funding Status': 'Joint client and social care funded' };
const OTHER_FREQUENCY = { 'CONTRACT UNIT FREQUENCY CODE (NHS CONTINUING HEALTHCARE)': '05' };

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub();
  const source = { stream: 'access-to-work', adapter: 'employment-access-to-work' };
  await expectSource(hub.db, {
    ...source,
    organisation: 'DWP',
    fromDay: '2024-04-01' as PlainDate,
  });
  const free = { 'Unit Cost': '0.00', 'Service Component': 'Meals' };
  loaded(await hub.receive('social-care-cld', 'E08000039', cldFile(JOINT, free)));
  loaded(await hub.receive('health-chc', 'QF7', chcFile(OTHER_FREQUENCY)));
  loaded(await hub.receive('housing-dfg', 'E08000039', dfgFile({})));
  loaded(await hub.receive('local-awards', 'E08000039', localAwardsFile({})));
});
afterAll(() => hub.close());

describe('not known, missing, not priced and zero are four different answers', () => {
  it('not known: a contribution nobody says, payments nobody reports', async () => {
    const entry = entryOf(await budgetOf(hub, NHS_NUMBER), 'adult-social-care');
    // 100 × 365 ÷ 7 = 5,214.2857
    expect(inPence(entry.figures)).toEqual([521_429, null, null, null, 521_429]);
    expect(entry.source.status).toBe('FRESH');
  });

  it('a cost of 0 carries no money and makes no line', async () => {
    expect(entryOf(await budgetOf(hub, NHS_NUMBER), 'adult-social-care').lines).toHaveLength(1);
  });

  it('missing: expected, and nothing delivered', async () => {
    const entry = entryOf(await budgetOf(hub, NHS_NUMBER), 'access-to-work');
    expect(entry).toMatchObject({
      source: { status: 'MISSING', asOf: null },
      amount: null,
      lines: [],
      ceilings: [],
    });
    expect(inPence(entry.figures)).toEqual([null, null, null, null, null]);
  });

  it('not priced: there, with its reason, and free all the same', async () => {
    const entry = entryOf(await budgetOf(hub, NHS_NUMBER), 'continuing-healthcare');
    expect(entry.lines).toEqual([
      {
        ...{ __typename: 'UnpricedLine', basis: 'RECURRING', mode: 'DIRECT_PAYMENT' },
        reason: 'the commissioner gave a unit cost of another frequency than the data set can name',
      },
    ]);
    expect(entry).toMatchObject({ source: { status: 'FRESH' }, amount: null });
    expect(inPence(entry.figures)).toEqual([null, 0, null, null, null]);
  });

  it('zero: nothing paid yet of a grant, and a recorded assessment of nothing to pay', async () => {
    const budget = await budgetOf(hub, NHS_NUMBER);
    // 9,700 awarded, 1,200 the applicant's, 8,500 still to be paid
    const grant = entryOf(budget, 'disabled-facilities-grant');
    expect(inPence(grant.figures)).toEqual([970_000, 120_000, 0, 850_000, 0]);
    // 70 × 365 ÷ 7; no payment row: not reported
    const support = entryOf(budget, 'housing-related-support');
    expect(inPence(support.figures)).toEqual([365_000, 0, null, null, 365_000]);
  });

  it('and all of them are told apart in what is not complete', async () => {
    const budget = await budgetOf(hub, NHS_NUMBER);
    const gaps = budget.gaps.map(
      (gap: { stream: { code: string }; reason: string }) => `${gap.stream.code}: ${gap.reason}`,
    );
    expect(budget.complete).toBe(false);
    expect(gaps.sort()).toEqual([
      'access-to-work: Department for Work and Pensions is expected to send this and has sent nothing for 2025-26',
      'adult-social-care: contribution not known: the council says that the person pays a part, but not how much',
      'continuing-healthcare: not priced: the commissioner gave a unit cost of another frequency than the data set can name',
    ]);
    // awarded 5,214.29 + 9,700 + 3,650; known: contribution 1,200, paid 0, remaining 8,500
    expect(inPence(budget.total)).toEqual([1_856_429, 120_000, 0, 850_000, 886_429]);
  });

  it('delivered without a word of this person is no longer missing, and is no entry', async () => {
    const about = accessToWorkFile({ NINO: 'AB123457D', 'Award Reference': 'ATW2' });
    const delivery = loaded(await hub.receive('employment-access-to-work', 'DWP', about));
    const { streams, gaps } = await budgetOf(hub, NHS_NUMBER);
    const codes = streams.map(({ stream }: { stream: { code: string } }) => stream.code);
    expect(codes).not.toContain('access-to-work');
    expect(gaps).toHaveLength(2);
    await takeBack(hub, delivery);
  });

  it('a person of whom nothing is known but what is missing has no figure that is 0', async () => {
    const somebody = { 'NHS Number': '9990000026', 'Unit Cost': '0.00' };
    const file = cldFile({
      ...somebody,
      'LA Code': 'E06000001',
      'LA Person Unique Identifier': 'P2',
    });
    loaded(await hub.receive('social-care-cld', 'E06000001', file));
    const budget = await budgetOf(hub, '9990000026');
    expect(inPence(budget.total)).toEqual([null, null, null, null, null]);
    expect(budget.beside).toEqual({ careGiven: null, entitlements: null, leftToClaim: null });
  });
});

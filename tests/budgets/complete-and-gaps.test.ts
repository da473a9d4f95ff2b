import { describe, expect, it } from 'vitest';
import { integrate } from '../../src/budgets/budget.ts';
import { care, day, given, rate } from '../awards/drafts.ts';
import { tell } from '../support/told.ts';
import { area, budgetOf, entryOf, NOTHING_KNOWN, silent, speaking } from './areas.ts';

const UNKNOWN = { kind: 'UNKNOWN', reason: 'nobody says how much' } as const;
const gapsOf = (budget: ReturnType<typeof budgetOf>) =>
  budget.gaps.map(({ stream, reason }) => `${stream.code}: ${reason}`);

describe('complete and gaps speak only of BUDGET streams', () => {
  it('complete where all is known, though no payment is reported', () => {
    expect(budgetOf([tell(care())])).toMatchObject({ complete: true, gaps: [] });
    expect(budgetOf([])).toMatchObject({ complete: true, gaps: [], streams: [] });
  });

  it('false when one has an unpriced line', () => {
    const budget = budgetOf([tell(care({ amount: null, unpricedReason: 'no cost was given' }))]);
    expect(budget.complete).toBe(false);
    expect(gapsOf(budget)).toEqual(['adult-social-care: not priced: no cost was given']);
  });

  it('false when one has a null contribution', () => {
    const budget = budgetOf([tell(care({ contribution: UNKNOWN }))]);
    expect(budget.complete).toBe(false);
    expect(gapsOf(budget)).toEqual([
      'adult-social-care: contribution not known: nobody says how much',
    ]);
  });

  it('names the reason of the submission that leaves a restated line’s contribution open', () => {
    const before = tell(care({ service: 'x', contribution: UNKNOWN }), {
      windows: [{ from: null, until: day('2025-06-01') }],
    });
    const after = tell(care({ service: 'x' }), {
      windows: [{ from: day('2025-06-01'), until: null }],
    });
    expect(gapsOf(budgetOf([before, after]))).toEqual([
      'adult-social-care: contribution not known: nobody says how much',
    ]);
  });

  it('says each gap once, however many lines have it', () => {
    expect(
      gapsOf(
        budgetOf([tell(care({ contribution: UNKNOWN })), tell(care({ contribution: UNKNOWN }))]),
      ),
    ).toHaveLength(1);
  });

  it('true when only care given or an entitlement has no price or a silent source', () => {
    const unpriced = { amount: null, unpricedReason: 'no price' };
    const awards = [
      tell(given('0', '2025-26', unpriced)),
      tell(care({ stream: 'housing-benefit', ...unpriced })),
    ];
    const expected = [silent('housing-benefit', 'E08000039'), silent('nhs-tariff', 'RCF')];
    expect(budgetOf(awards, { expected })).toMatchObject({ complete: true, gaps: [] });
  });
});

describe('a BUDGET stream that is MISSING', () => {
  const expected = [silent('access-to-work', 'DWP')];

  it('is a gap, and an entry of which nothing is known: no figure of it is 0', () => {
    const budget = budgetOf([tell(care())], { expected });
    expect(budget.complete).toBe(false);
    expect(gapsOf(budget)).toEqual([
      'access-to-work: name of DWP is expected to send this and has sent nothing for 2025-26',
    ]);
    expect(entryOf(budget, 'access-to-work')).toMatchObject({
      funder: { code: 'DWP', name: 'name of DWP' },
      source: { status: 'MISSING', asOf: null },
      amount: null,
      figures: NOTHING_KNOWN,
      lines: [],
      ceilings: [],
    });
  });

  it('leaves the totals of the others as they are', () => {
    expect(budgetOf([tell(care())], { expected }).total).toEqual(budgetOf([tell(care())]).total);
  });

  it('is none when it has delivered, or when nobody expects it', () => {
    const delivered = [silent('access-to-work', 'DWP', { delivered: true })];
    expect(budgetOf([], { expected: delivered })).toMatchObject({ complete: true, streams: [] });
  });

  it('of a council concerns the people it has told of, and those no council has told of', () => {
    const council = { isCouncil: true };
    const sources = [
      silent('adult-social-care', 'E08000039', { ...council, delivered: true }),
      silent('adult-social-care', 'E06000001', council),
    ];
    const gapsToldBy = (...toldBy: string[]) =>
      integrate(area({ expected: sources }), [], new Set(toldBy)).gaps.length;
    expect(gapsToldBy('E06000001')).toBe(1);
    expect(gapsToldBy('E08000039')).toBe(0);
    expect(gapsToldBy('QF7')).toBe(1);
  });
});

describe('days before the first that a sender has told of', () => {
  const spoken = (knownFrom: string | null) =>
    speaking({
      adapter: 'test',
      sender: 'E08000039',
      asOf: day('2026-03-31'),
      knownFrom: knownFrom === null ? null : day(knownFrom),
    });

  it('are a gap of the year', () => {
    const budget = budgetOf([tell(care(rate('70', 'WEEK')))], { speaking: spoken('2025-07-01') });
    expect(gapsOf(budget)).toEqual([
      'adult-social-care: nothing is known of 2025-04-01 to 2025-06-30: E08000039 has told of no day before 2025-07-01',
    ]);
  });

  it('are none when it has told of the year’s first day, or looks back without a limit', () => {
    expect(budgetOf([tell(care())], { speaking: spoken('2025-04-01') }).complete).toBe(true);
    expect(budgetOf([tell(care())], { speaking: spoken(null) }).complete).toBe(true);
  });
});

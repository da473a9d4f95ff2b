import { describe, expect, it } from 'vitest';
import type { AwardDraft, ToldAward } from '../../src/awards/award.ts';
import { totalOf } from '../../src/budgets/figures.ts';
import type { OrganisationCode } from '../../src/values/ids.ts';
import type { Pence } from '../../src/values/money.ts';
import { care, ceiling, claim, given, grant, payment, rate } from '../awards/drafts.ts';
import { tell } from '../support/told.ts';
import { budgetOf, entryOf, figuresIn, NOTHING_KNOWN, silent } from './areas.ts';

/** £70 a week: £3,650.00 in the 365 days of 2025-26. */
const CARE = tell(care());
const HEALTH = { stream: 'continuing-healthcare', funder: 'QF7' as OrganisationCode };
const BENEFIT: Partial<AwardDraft> = { stream: 'housing-benefit', ...rate('105', 'WEEK') };

describe('figures exists for BUDGET streams only; total adds those', () => {
  const awards = [CARE, tell(given('98.40', '2025-26')), tell(care(BENEFIT))];

  it('care given and entitlements are never in awarded', () => {
    const budget = budgetOf(awards);
    expect(figuresIn(budget, 'nhs-tariff')).toBeNull();
    expect(figuresIn(budget, 'housing-benefit')).toBeNull();
    expect(budget.total.awarded).toBe(365_000n);
  });

  it('beside adds the others', () => {
    const more = tell(given('1.60', '2025-26', { stream: 'mental-health-cluster' }));
    const reablement = tell(care({ stream: 'reablement', ...rate('7', 'WEEK') }));
    // 98.40 + 1.60 + 365.00; 105 × 365 ÷ 7 = 5,475.00
    expect(budgetOf([...awards, more, reablement]).beside).toEqual({
      careGiven: 46_500n,
      entitlements: 547_500n,
      leftToClaim: null,
    });
  });

  it('beside is null where there is nothing, never 0', () => {
    expect(budgetOf([CARE]).beside).toEqual({
      careGiven: null,
      entitlements: null,
      leftToClaim: null,
    });
  });
});

describe('a total adds what is known', () => {
  it('null when nothing is', () => {
    expect(budgetOf([]).total).toEqual(NOTHING_KNOWN);
    expect(totalOf([])).toEqual(NOTHING_KNOWN);
  });

  it('and leaves out what is not', () => {
    const unknown = { contribution: { kind: 'UNKNOWN', reason: 'nobody says' } } as const;
    const council = tell(care(unknown));
    const nhs = tell(care({ ...HEALTH, ...rate('105', 'WEEK') }));
    const adapted = tell(grant('750', '2025-26'), {
      payments: [payment('NET', '300', '2025-09-01', '2025-09-01')],
    });
    const budget = budgetOf([council, nhs, adapted]);
    // awarded 3,650 + 5,475 + 750; contribution ? + 0 + 0; paid ? + ? + 300; remaining of the grant
    expect(budget.total).toEqual({
      ...{ awarded: 987_500n, contribution: 0n, paid: 30_000n },
      ...{ remaining: 45_000n, unreported: 912_500n },
    });
  });

  it('so that awarded = contribution + paid + remaining + unreported', () => {
    const a = [100n, 20n, null, null, 80n] as (Pence | null)[];
    const b = [50n, 0n, 60n, -10n, 0n] as (Pence | null)[];
    const figures = ([awarded, contribution, paid, remaining, unreported]: (Pence | null)[]) => ({
      awarded: awarded ?? null,
      contribution: contribution ?? null,
      paid: paid ?? null,
      remaining: remaining ?? null,
      unreported: unreported ?? null,
    });
    // 150 = 20 + 60 − 10 + 80
    expect(totalOf([figures(a), figures(b)])).toEqual(
      figures([150n, 20n, 60n, -10n, 80n] as Pence[]),
    );
  });

  it('of streams that are missing is not known, and not nothing', () => {
    const expected = [silent('access-to-work', 'DWP'), silent('continuing-healthcare', 'QF7')];
    const budget = budgetOf([], { expected });
    expect(figuresIn(budget, 'access-to-work')).toEqual(NOTHING_KNOWN);
    expect(budget.total).toEqual(NOTHING_KNOWN);
  });
});

describe('ceilings are per award and element and never divided by days', () => {
  const claims = [
    claim('2025-06-01', '2025-06-30', '1764', '1680'),
    claim('2025-12-01', '2025-12-31', '1344', null),
  ];
  const told = [tell(ceiling(), { claims })];

  it('stand beside the figures: a claim paid is awarded and paid alike, an unpaid one only claimed', () => {
    const entry = entryOf(budgetOf(told), 'access-to-work');
    // claimed 1,764 + 1,344; left 21,840 − 3,108
    expect(entry.ceilings).toMatchObject([
      { ceiling: 2_184_000n, claimed: 310_800n, paid: 168_000n, leftToClaim: 1_873_200n },
    ]);
    expect(entry.figures).toEqual({
      ...{ awarded: 168_000n, contribution: 0n, paid: 168_000n },
      ...{ remaining: 0n, unreported: 0n },
    });
  });

  it('are shown in a year with nothing paid, whose total they do not touch', () => {
    const budget = budgetOf(told, { year: '2026-27' as never });
    expect(entryOf(budget, 'access-to-work')).toMatchObject({
      amount: null,
      lines: [],
      ceilings: [{ leftToClaim: 1_873_200n }],
    });
    expect(budget.total.awarded).toBeNull();
    expect(budget.beside.leftToClaim).toBe(1_873_200n);
  });

  it('what is left to claim is added up beside', () => {
    const travel = tell(ceiling({ element: 'Travel to Work', ceiling: 260_000n as Pence }));
    // 18,732 + 2,600
    expect(budgetOf([...told, travel]).beside.leftToClaim).toBe(2_133_200n);
  });
});

describe('one entry per stream and funder', () => {
  const from = (funder: string, differs: Partial<AwardDraft>): ToldAward =>
    tell(care({ ...differs, funder: funder as OrganisationCode }));
  const joint = { stream: 'joint-package', ...rate('7', 'WEEK') };

  it('in the order in which streams are shown, then of the funder’s code', () => {
    const awards = [
      from('QF7', joint),
      from('E06000001', {}),
      from('E08000039', joint),
      from('E08000039', {}),
      from('E08000039', {}),
    ];
    const entries = budgetOf(awards).streams;
    expect(entries.map(({ stream, funder }) => [stream.code, funder.code, funder.name])).toEqual([
      ['adult-social-care', 'E06000001', 'name of E06000001'],
      ['adult-social-care', 'E08000039', 'name of E08000039'],
      ['joint-package', 'E08000039', 'name of E08000039'],
      ['joint-package', 'QF7', 'name of QF7'],
    ]);
    expect(entries.map(({ amount, lines }) => [amount, lines.length])).toEqual([
      [365_000n, 1],
      [730_000n, 2],
      [36_500n, 1],
      [36_500n, 1],
    ]);
  });

  it('no line is of another stream or funder than its entry, and none is lost', () => {
    const budget = budgetOf([from('QF7', joint), from('E08000039', joint), CARE]);
    for (const { stream, funder, lines } of budget.streams) {
      for (const { award } of lines)
        expect([award.stream, award.funder]).toEqual([stream.code, funder.code]);
    }
    // 365 + 365 + 3,650
    expect(budget.total.awarded).toBe(438_000n);
  });
});

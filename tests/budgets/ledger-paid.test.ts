import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AwardDraft, Contribution, Mode } from '../../src/awards/award.ts';
import type { Figures } from '../../src/budgets/figures.ts';
import type { LedgerMoney } from '../../src/budgets/ledger-paid.ts';
import type { StandingAssessment } from '../../src/charging/assessment.ts';
import type { OrganisationCode } from '../../src/values/ids.ts';
import { parsePounds, pence } from '../../src/values/money.ts';
import { decimal, ratio } from '../../src/values/ratio.ts';
import { decision } from '../awards/decisions.ts';
import { care, days, payment } from '../awards/drafts.ts';
import { tell } from '../support/told.ts';
import { budgetOf, entryOf, figuresIn } from './areas.ts';

const COUNCIL = 'E08000039' as OrganisationCode;
const UNKNOWN: Contribution = { kind: 'UNKNOWN', reason: 'nobody says how much' };
const weekly = (pounds: string): Contribution => ({
  kind: 'WEEKLY',
  pounds: decimal(pounds),
  reason: 'the weekly contribution',
});

/** Council money paid to the person that counts in 2025-26, but for `differs`. */
function moved(pounds: string, differs: Partial<LedgerMoney> = {}): LedgerMoney {
  return {
    ...{ stream: 'adult-social-care', funder: COUNCIL, mode: 'DIRECT_PAYMENT', host: COUNCIL },
    ...{ amount: parsePounds(pounds), gross: false, covers: null },
    ...differs,
  };
}

const span = (first: string, last: string) => days(first, last) as LedgerMoney['covers'];
const gross = (pounds: string, first: string, last: string) =>
  moved(pounds, { gross: true, covers: span(first, last) });

/** £70 a week: £3,650.00 in 2025-26. */
const direct = (differs: Partial<AwardDraft> = {}) => care({ mode: 'DIRECT_PAYMENT', ...differs });
const DIRECT = tell(direct());
const REPORTED = tell(direct({ reportsPayments: true }), {
  payments: [payment('NET', '280', '2025-05-05', '2025-06-01')],
});

const read = (
  awards: Parameters<typeof budgetOf>[0],
  ledger: readonly LedgerMoney[],
  more: { assessments?: readonly StandingAssessment[] } = {},
) => budgetOf(awards, {}, { ...more, ledger });

describe('lines whose source reports no payments take what the ledger knows', () => {
  it('of their stream, funder and mode, as a figure of the entry', () => {
    const budget = read([DIRECT], [moved('1000.00')]);
    expect(figuresIn(budget)).toEqual({
      ...{ awarded: 365_000n, contribution: 0n, paid: 100_000n },
      ...{ remaining: 265_000n, unreported: 0n },
    });
    const entry = entryOf(budget, 'adult-social-care');
    expect(entry).toMatchObject({ ledgerPaid: 100_000n, lines: [{ paid: null }] });
    expect(entry.working).toEqual([
      {
        step: 'Known to the ledger, held as a direct payment: paid in, less what was taken back and reclaimed',
        result: '1000.00',
      },
      {
        step: 'Paid, as the ledger knows: no source of these lines reports payments',
        result: '1000.00',
      },
    ]);
  });

  it('once, however many lines there are', () => {
    const budget = read([DIRECT, tell(direct())], [moved('1000.00')]);
    expect(figuresIn(budget)).toMatchObject({ paid: 100_000n, remaining: 630_000n });
  });

  it('each way of holding its own, and nothing of a way that the ledger does not know', () => {
    const notional = tell(care());
    const both = [moved('1000.00'), moved('50.00', { mode: 'NOTIONAL' })];
    expect(figuresIn(read([DIRECT, notional], both))?.paid).toBe(105_000n);
    expect(figuresIn(read([DIRECT, notional], [moved('1000.00')]))).toEqual({
      ...{ awarded: 730_000n, contribution: 0n, paid: null },
      ...{ remaining: null, unreported: 730_000n },
    });
  });

  it('of nothing moved nothing, and never where it knows no movement', () => {
    expect(figuresIn(read([DIRECT], [moved('0.00')]))?.paid).toBe(0n);
    const others = [
      moved('9.00', { funder: 'QF7' as OrganisationCode }),
      moved('9.00', { stream: 'carer-support' }),
    ];
    const [own] = read([DIRECT], others).streams;
    expect(own).toMatchObject({ figures: { paid: null }, ledgerPaid: null, working: [] });
  });

  it('held otherwise than any line says too, where no source reports', () => {
    const budget = read([DIRECT], [moved('1000.00'), moved('5.00', { mode: 'THIRD_PARTY' })]);
    expect(figuresIn(budget)).toMatchObject({ paid: 100_500n, remaining: 264_500n });
  });

  it('of another funder that shares the stream, of whom no payments are told', () => {
    const ledger = [moved('500.00', { funder: 'QF7' as OrganisationCode })];
    const decisions = [decision('E08000039=50,QF7=50', '2025-04-01')];
    const { streams } = budgetOf([REPORTED], {}, { decisions, ledger });
    expect(streams.map(({ funder, figures }) => [funder.code, figures?.paid])).toEqual([
      [COUNCIL, 28_000n],
      ['QF7', 50_000n],
    ]);
  });
});

describe('where a source reports, it stands', () => {
  it('and what the ledger knows is shown beside it, never added', () => {
    const budget = read([REPORTED], [moved('300.00')]);
    const entry = entryOf(budget, 'adult-social-care');
    expect(entry).toMatchObject({ figures: { paid: 28_000n }, ledgerPaid: 30_000n });
    expect(entry.working.at(-1)).toEqual({
      step: 'Difference: this less what the ledger knows',
      result: '-20.00',
    });
  });

  it('of some lines held alike, what is not reported of the others stays unknown', () => {
    const entry = entryOf(read([REPORTED, DIRECT], [moved('300.00')]), 'adult-social-care');
    expect(entry).toMatchObject({ figures: { paid: null }, ledgerPaid: 30_000n });
  });

  it('of lines held otherwise, the ledger adds what it knows of the others', () => {
    const ledger = [moved('300.00'), moved('40.00', { mode: 'NOTIONAL' })];
    const entry = entryOf(read([REPORTED, tell(care())], ledger), 'adult-social-care');
    expect(entry).toMatchObject({ figures: { paid: 32_000n }, ledgerPaid: 34_000n });
  });
});

describe('money that no source tells an award of', () => {
  it('is shown as paid of a stream of which nothing is known to be awarded', () => {
    const budget = read([], [moved('10.00')]);
    expect(figuresIn(budget)).toEqual({
      ...{ awarded: null, contribution: null, paid: 1_000n },
      ...{ remaining: null, unreported: -1_000n },
    });
    expect(budget.total.paid).toBe(1_000n);
    expect(entryOf(budget, 'adult-social-care').source).toEqual({ status: 'FRESH', asOf: null });
  });
});

describe('what was paid gross counts less the contribution due for its days', () => {
  const paying = tell(direct({ contribution: weekly('14') }));

  it('collected or not, each day once', () => {
    // 2 × 280.00 over the same 28 days, of which 4 × 14.00 is the person’s
    const twice = [
      gross('280.00', '2025-05-05', '2025-06-01'),
      gross('280.00', '2025-05-05', '2025-06-01'),
    ];
    expect(figuresIn(read([paying], twice))?.paid).toBe(50_400n);
    // 280.00 − 56.00 + 100.00
    const some = [gross('280.00', '2025-05-05', '2025-06-01'), moved('100.00')];
    expect(figuresIn(read([paying], some))?.paid).toBe(32_400n);
  });

  it('as the financial assessment says, where the source says nothing', () => {
    const on = days('2025-04-01');
    const asked = { days: on, kind: 'WEEKLY', weekly: parsePounds('21.00') } as const;
    const assessments = [{ council: COUNCIL, days: on, amounts: [asked] }];
    const open = tell(direct({ contribution: UNKNOWN }));
    const paid = [gross('280.00', '2025-05-05', '2025-06-01')];
    // 280.00 − 4 × 21.00; 365 ÷ 7 × 21.00 is asked for over the year
    expect(figuresIn(read([open], paid, { assessments }))).toMatchObject({
      ...{ contribution: 109_500n, paid: 19_600n },
    });
    expect(figuresIn(read([open], paid))?.paid).toBeNull();
  });

  it('only for its days of the year', () => {
    // 28 days, 14 of them in 2025-26: 140.00 less 2 × 14.00
    const across = [gross('280.00', '2026-03-18', '2026-04-14')];
    expect(figuresIn(read([paying], across))?.paid).toBe(11_200n);
  });

  it('and never less than nothing', () => {
    const little = [gross('10.00', '2025-05-05', '2025-06-01')];
    expect(figuresIn(read([paying], little))?.paid).toBe(0n);
  });

  it('nothing is due for a payment that was taken back', () => {
    const back = [gross('0.00', '2025-05-05', '2025-06-01')];
    expect(figuresIn(read([paying], back))?.paid).toBe(0n);
  });
});

describe('money for days of two years', () => {
  it('counts in each for its days, and the parts come to the whole', () => {
    const across = [moved('100.01', { covers: span('2026-03-30', '2026-04-01') })];
    // 100.01 over three days, two of them in 2025-26: 66.673…
    expect(figuresIn(read([DIRECT], across))?.paid).toBe(6_667n);
    const next = budgetOf([DIRECT], { year: '2026-27' as never }, { ledger: across });
    expect(figuresIn(next)?.paid).toBe(3_334n);
  });
});

const MODES: readonly Mode[] = ['DIRECT_PAYMENT', 'THIRD_PARTY', 'NOTIONAL', 'COMMISSIONED'];
const anyAward = fc
  .record({
    mode: fc.constantFrom(...MODES),
    stream: fc.constantFrom('adult-social-care', 'joint-package'),
    reportsPayments: fc.boolean(),
    amount: fc.option(
      fc.integer({ min: 0, max: 99_999 }).map((part) => ratio(part, 100)),
      { nil: null },
    ),
    contribution: fc.constantFrom(UNKNOWN, weekly('14'), weekly('0.01')),
  })
  .map((differs) => tell(care(differs)));
const anyMoney = fc
  .record({
    mode: fc.constantFrom(...MODES),
    stream: fc.constantFrom('adult-social-care', 'joint-package', 'carer-support'),
    amount: fc.bigInt({ min: -500_00n, max: 9_999_99n }).map(pence),
    gross: fc.boolean(),
    covers: fc.option(
      fc.constantFrom(span('2025-05-05', '2025-06-01'), span('2026-03-18', '2026-04-14')),
      { nil: null },
    ),
  })
  .map(({ gross: isGross, covers, ...differs }) =>
    moved('0.00', { ...differs, covers, gross: isGross && covers !== null }),
  );

describe('whatever the ledger knows', () => {
  const holds = ({ awarded, contribution, paid, remaining, unreported }: Figures) =>
    (awarded ?? 0n) ===
    (contribution ?? 0n) + (paid ?? 0n) + (remaining ?? 0n) + (unreported ?? 0n);

  it('awarded = contribution + paid + remaining + unreported, per stream and in total', () => {
    const any = fc.tuple(
      fc.array(anyAward, { maxLength: 4 }),
      fc.array(anyMoney, { maxLength: 5 }),
    );
    fc.assert(
      fc.property(any, ([awards, ledger]) => {
        const budget = read(awards, ledger);
        const figures = budget.streams.flatMap((each) => each.figures ?? []);
        for (const each of [...figures, budget.total]) expect(holds(each)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('what a source reports stays as it is', () => {
    const reported = anyAward.map((award) => ({ ...award, reportsPayments: true }));
    const any = fc.tuple(
      fc.array(reported, { minLength: 1, maxLength: 4 }),
      fc.array(anyMoney, { maxLength: 5 }),
    );
    fc.assert(
      fc.property(any, ([awards, ledger]) => {
        const before = budgetOf(awards).streams.map(({ figures }) => figures);
        const codes = new Set(awards.map(({ stream }) => stream));
        const after = read(awards, ledger).streams.filter(({ stream }) => codes.has(stream.code));
        expect(after.map(({ figures }) => figures)).toEqual(before);
      }),
    );
  });
});

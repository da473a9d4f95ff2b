import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Contribution, ToldAward } from '../../src/awards/award.ts';
import { type Line, linesIn } from '../../src/awards/line.ts';
import { figuresOf } from '../../src/budgets/figures.ts';
import { ASSESSED_KINDS } from '../../src/charging/assess.ts';
import type { StandingAssessment } from '../../src/charging/assessment.ts';
import { withAssessments } from '../../src/charging/contribution.ts';
import type { OrganisationCode } from '../../src/values/ids.ts';
import { NO_PENCE, type Pence, pence, toPence, toPounds } from '../../src/values/money.ts';
import { contains, dayCount, type Period } from '../../src/values/period.ts';
import { addDays, type PlainDate } from '../../src/values/plain-date.ts';
import { minus, plus, type Ratio, ratio, times, ZERO } from '../../src/values/ratio.ts';
import { care, day, year } from '../awards/drafts.ts';
import { budgetOf } from '../budgets/areas.ts';
import { tell } from '../support/told.ts';

const COUNCIL = 'E08000039' as OrganisationCode;
const FIRST = day('2025-04-01');

/** Days about the year: some begin before it, some do not end. */
const days = fc
  .tuple(fc.integer({ min: -60, max: 340 }), fc.integer({ min: 1, max: 400 }), fc.boolean())
  .map(([start, length, open]): Period & { from: PlainDate } => {
    const from = addDays(FIRST, start);
    return { from, until: open ? null : addDays(from, length) };
  });

const sum = fc.integer({ min: 0, max: 60_000 });
const contribution = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Contribution>({ kind: 'UNKNOWN', reason: 'nobody says' }) },
  fc.constantFrom<Contribution>(
    { kind: 'NONE', reason: 'funded in full' },
    { kind: 'WHOLE', reason: 'all of it' },
  ),
  sum.map((part): Contribution => ({ kind: 'WEEKLY', pounds: ratio(part, 100), reason: 'told' })),
);

const award = fc
  .record({
    stream: fc.constantFrom('adult-social-care', 'joint-package', 'carer-support'),
    days,
    amount: fc.option(
      sum.map((part) => ratio(part, 100)),
      { nil: null, freq: 12 },
    ),
    per: fc.constantFrom('WEEK', 'FOUR_WEEKS'),
    contribution,
  })
  .map((differs) => tell(care(differs)));

const assessment = fc
  .tuple(days, fc.constantFrom(...ASSESSED_KINDS), sum)
  .map(([on, kind, part]): StandingAssessment => {
    const known = kind === 'NEVER_CHARGED' ? NO_PENCE : pence(part);
    const weekly = kind === 'NOT_KNOWN' ? null : known;
    return { council: COUNCIL, days: on, amounts: [{ days: on, kind, weekly }] };
  });

const awards = fc.array(award, { minLength: 1, maxLength: 5 });
const assessments = fc.array(assessment, { maxLength: 3 });

const linesOf = (told: readonly ToldAward[], standing: readonly StandingAssessment[]) =>
  withAssessments(linesIn(year('2025-26'), told), standing);

/** What somebody may ask a line to say of itself, whatever was assessed. */
function faultOf(line: Line): string | null {
  const amount = line.kind === 'PRICED' ? line.amount : null;
  const { contribution: asked, paid } = line;
  if (asked === null) {
    const reason = line.assessed?.reason ?? line.award.contribution.reason;
    return reason ? null : 'not known, and no reason';
  }
  if (asked < 0n) return 'below nothing';
  if (amount === null) return null;
  // What a source tells is believed, also where it is more than the care costs.
  const isTold = line.award.contribution.kind === 'WEEKLY';
  if (asked > amount && !isTold) return 'above the amount';
  const figures = figuresOf([{ amount, contribution: asked, paid }]);
  const councils = (figures.remaining ?? figures.unreported ?? NO_PENCE) + (paid ?? NO_PENCE);
  return figures.awarded === asked + councils && (isTold || councils >= 0n)
    ? null
    : 'not a = b + c';
}

/** A rate a week, exactly; null without a price. */
const weeklyCost = ({ award: { amount, per } }: Line): Ratio | null =>
  amount && times(amount, ratio(1, per === 'FOUR_WEEKS' ? 4 : 1));

/** What a source tells that the person pays of it a week; null where none tells. */
function toldOf(line: Line): Ratio | null {
  const { contribution: told } = line.award;
  if (told.kind === 'NONE') return ZERO;
  if (told.kind === 'WEEKLY') return told.pounds;
  return told.kind === 'WHOLE' ? weeklyCost(line) : null;
}

/** What a line is asked for a week by the assessment on a day. */
function dueOn({ assessed }: Line, on: PlainDate): Ratio | null {
  const due = assessed?.due.find((each) => contains(each.days, on));
  return due?.pounds ? times(due.pounds, ratio(7, dayCount(due.days))) : null;
}

const total = (sums: readonly Ratio[]): Ratio => sums.reduce<Ratio>(plus, ZERO);

/** The weekly sum less what sources tell, or the cost, whichever is less; null where not known. */
function expectedOn(
  lines: readonly Line[],
  standing: readonly StandingAssessment[],
  on: PlainDate,
): Ratio | null {
  const last = standing.findLast((each) => each.days.from <= on);
  const [asked] = last && contains(last.days, on) ? last.amounts : [];
  if (!asked || asked.weekly === null) return null;
  const costs = lines.filter((line) => toldOf(line) === null).map(weeklyCost);
  const known = costs.filter((cost) => cost !== null);
  if (asked.kind === 'WHOLE_COST') return total(known);
  const told = total(lines.map((line) => toldOf(line) ?? ZERO));
  const left = toPence(minus(toPounds(asked.weekly), told));
  if (left <= 0n) return ZERO;
  if (known.length < costs.length) return null;
  const cost = toPence(total(known));
  return toPounds(left < cost ? left : cost);
}

/** With a price, and only the assessment can say what the person pays. */
const isOpen = ({ kind, award }: Line): boolean =>
  kind === 'PRICED' && award.contribution.kind === 'UNKNOWN';

describe('whatever a council gives, and whatever it assesses', () => {
  it('each line is the contribution and the council’s part, or says why that is not known', () => {
    fc.assert(
      fc.property(awards, assessments, (told, standing) => {
        expect(linesOf(told, standing).map(faultOf).filter(Boolean)).toEqual([]);
      }),
      { numRuns: 250 },
    );
  });

  it('and so is each stream of the budget, also where funders share a package', () => {
    const shared = fc.tuple(awards, assessments, fc.integer({ min: 1, max: 99 }));
    fc.assert(
      fc.property(shared, ([told, standing, percent]) => {
        const decision = {
          ...{ id: 'd', stream: 'joint-package', days: { from: FIRST, until: null } },
          ...{ state: 'AGREED' as const, interimPayer: null },
          funders: [
            { funder: COUNCIL, percent: ratio(percent) },
            { funder: 'QF7' as OrganisationCode, percent: ratio(100 - percent), isFree: true },
          ],
        };
        const { streams } = budgetOf(told, {}, { decisions: [decision], assessments: standing });
        for (const { figures, lines } of streams) {
          expect((lines ?? []).map(faultOf).filter(Boolean)).toEqual([]);
          if (!figures || figures.contribution === null || figures.awarded === null) continue;
          const councils = figures.awarded - figures.contribution;
          const rest = [figures.paid, figures.remaining, figures.unreported];
          expect(rest.reduce<bigint>((all, each) => all + (each ?? 0n), 0n)).toBe(councils);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('the lines of one day are asked for the weekly sum, or for what they cost where that is less', () => {
    const asked = fc.tuple(awards, assessments, fc.integer({ min: 0, max: 364 }));
    let seen = 0;
    fc.assert(
      fc.property(asked, ([told, standing, at]) => {
        const on = addDays(FIRST, at);
        const lines = linesOf(told, standing).filter(({ award: { days: own } }) =>
          contains(own, on),
        );
        const open = lines.filter(isOpen);
        const dues = open.map((line) => dueOn(line, on));
        const known = dues.filter((due) => due !== null);
        const expected = expectedOn(lines, standing, on);
        if (open.length === 0) return;
        if (expected === null) expect(known.length).toBeLessThan(open.length);
        else {
          expect(total(known)).toEqual(expected);
          expect(known).toHaveLength(open.length);
          seen += 1;
        }
      }),
      { numRuns: 500 },
    );
    expect(seen).toBeGreaterThan(20);
  });

  it('and over its days a line is asked for just that, rounded once', () => {
    fc.assert(
      fc.property(awards, assessments, (told, standing) => {
        for (const line of linesOf(told, standing).filter(isOpen)) {
          if (line.kind !== 'PRICED' || line.contribution === null) continue;
          const due = line.assessed?.due.map(({ pounds }) => pounds as Ratio) ?? [];
          const asked = toPence(total(due));
          const most: Pence = asked < line.amount ? asked : line.amount;
          expect(line.contribution).toBe(most);
        }
      }),
      { numRuns: 150 },
    );
  });
});

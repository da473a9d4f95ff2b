import { describe, expect, it } from 'vitest';
import { STREAMS } from '../../seeds/reference/streams.ts';
import { sharingAsFunder } from '../../src/access/sharing.ts';
import type { ToldAward } from '../../src/awards/award.ts';
import type { FundingDecision } from '../../src/awards/share.ts';
import { integrate, integrateSums } from '../../src/budgets/budget.ts';
import { indicate } from '../../src/budgets/indicative.ts';
import { areaShown, toldOf } from '../../src/budgets/shown.ts';
import type { OrganisationCode, PersonId } from '../../src/values/ids.ts';
import { decision } from '../awards/decisions.ts';
import { care, ceiling, claim, day, given, grant, rate } from '../awards/drafts.ts';
import { tell } from '../support/told.ts';
import { area, entryOf, silent } from './areas.ts';
import { hours, inShort } from './forecasts.ts';

const COUNCIL = 'E08000039';
const BOARD = 'QF7';
const by = (funder: string) => ({ funder: funder as OrganisationCode });

/** £70 a week of the council, £140 of the board, a grant of another council, and a ceiling. */
const CARE = tell(care());
const PACKAGE = tell(
  care({ ...by(BOARD), stream: 'continuing-healthcare', ...rate('140', 'WEEK') }),
);
const GRANT = tell(grant('8000.00', '2025-26', by('E08000038')));
const CLAIM = claim('2025-06-01', '2025-06-30', '1764.00', '1680.00');
const CEILING = tell(ceiling(), { claims: [CLAIM] });
const AWARDS = [CARE, PACKAGE, GRANT, CEILING];

function shownTo(
  funder: string,
  awards: readonly ToldAward[] = AWARDS,
  decisions: readonly FundingDecision[] = [],
) {
  const id = 'person' as PersonId;
  const viewed = { id, sharing: sharingAsFunder(funder) };
  const told = toldOf(viewed, {
    awards: new Map([[id, awards]]),
    decisions: new Map([[id, decisions]]),
    assessments: new Map(),
    ledger: new Map(),
    sources: { streams: STREAMS },
  });
  const expected = [silent('wheelchair-budget', BOARD), silent('housing-related-support', COUNCIL)];
  const shown = areaShown(area({ expected }), viewed);
  const budget = integrate(shown, told.awards, new Set([funder]), told.decisions);
  expect(integrateSums(shown, told.awards, new Set([funder]), told.decisions)).toMatchObject({
    ...{ total: budget.total, beside: budget.beside, complete: budget.complete },
  });
  return { ...told, budget, onlyFunder: funder };
}
const inPence = (of: ReturnType<typeof shownTo>) =>
  of.budget.streams.map(({ stream, funder, amount }) => [stream.code, funder.code, amount]);

describe('finance is shown the lines that its organisation funds', () => {
  it('and no other is in any sum, gap, ceiling or source', () => {
    const { budget } = shownTo(BOARD);
    // 140 ÷ 7 × 365 days
    expect(budget.total.awarded).toBe(730_000n);
    expect(budget.streams.map(({ stream, source }) => [stream.code, source.status])).toEqual([
      ['continuing-healthcare', 'FRESH'],
      ['wheelchair-budget', 'MISSING'],
    ]);
    expect(budget.beside).toEqual({ careGiven: null, entitlements: null, leftToClaim: null });
    expect(budget.gaps.map(({ stream }) => stream.code)).toEqual(['wheelchair-budget']);
    expect(budget.withheld.map(({ sector }) => sector)).toHaveLength(4);
    expect(entryOf(budget, 'continuing-healthcare').lines).toHaveLength(1);
  });

  it('its ceilings and claims with what is left to claim', () => {
    const { budget } = shownTo('DWP');
    expect(inPence(shownTo('DWP'))).toEqual([['access-to-work', 'DWP', 168_000n]]);
    // 21,840.00 less 1,764.00
    expect(budget.beside.leftToClaim).toBe(2_007_600n);
    expect(budget.complete).toBe(true);
  });

  it('and the answer is the same whatever others pay for', () => {
    const without = AWARDS.filter((each) => each !== CARE && each !== CEILING);
    const { budget } = shownTo(BOARD);
    expect(shownTo(BOARD, without).budget).toEqual(budget);
    const others = [decision('E08000039=60,E08000038=40', '2025-04-01')];
    expect(shownTo(BOARD, AWARDS, others).budget).toEqual(budget);
    expect(shownTo('RCF').budget).toMatchObject({ streams: [], gaps: [], complete: true });
  });

  it('of one stream only its own', () => {
    const another = tell(care({ ...by('E08000038'), ...rate('35', 'WEEK') }));
    expect(inPence(shownTo('E08000038', [CARE, another]))).toEqual([
      ['adult-social-care', 'E08000038', 182_500n],
    ]);
  });

  it('and no care given, which is settled where nobody is named', () => {
    const of = { scheme: 'hrg', code: 'HN12F' };
    const activity = tell(given('500.00', '2025-26', { ...by(BOARD), currency: of }));
    const naming = tell(care({ currency: of }));
    const { streams } = shownTo(BOARD, [activity, naming]).budget;
    expect(streams.map(({ stream }) => stream.code)).not.toContain('nhs-tariff');
  });
});

describe('of a cost that funders share', () => {
  const SHARED = [decision('E08000039=60,QF7=40', '2020-01-01')];

  it('each is shown its own part of 3,650.00, whoever told it', () => {
    expect(inPence(shownTo(COUNCIL, [CARE], SHARED))).toEqual([
      ['adult-social-care', COUNCIL, 219_000n],
      ['housing-related-support', COUNCIL, null],
    ]);
    expect(inPence(shownTo(BOARD, [CARE], SHARED))).toEqual([
      ['adult-social-care', BOARD, 146_000n],
      ['wheelchair-budget', BOARD, null],
    ]);
  });

  it('who pays in a dispute is shown all, and nobody else any of it', () => {
    const disputed = [
      decision('E08000039=60,QF7=40', '2020-01-01', undefined, { interimPayer: BOARD }),
    ];
    expect(inPence(shownTo(BOARD, [CARE], disputed))[0]).toEqual([
      ...['adult-social-care', BOARD, 365_000n],
    ]);
    expect(inPence(shownTo(COUNCIL, [CARE], disputed))).toEqual([
      ['housing-related-support', COUNCIL, null],
    ]);
  });

  it('a stream that its funders tell apart already is left as they tell it', () => {
    const own = tell(care({ ...by(BOARD), ...rate('30', 'WEEK') }));
    // 30 ÷ 7 × 365 days is 1,564.29
    expect(inPence(shownTo(BOARD, [CARE, own], SHARED))[0]?.[2]).toBe(156_429n);
  });
});

describe('twelve months ahead', () => {
  const ahead = (of: ReturnType<typeof shownTo>, assumed = false) =>
    indicate({
      ...{ from: day('2026-01-15'), streams: STREAMS, awards: of.awards, decisions: of.decisions },
      ...{ onlyFunder: of.onlyFunder, funderName: (code: string) => code },
      whatIfs: assumed
        ? [
            {
              whatIf: {
                kind: 'HOURS',
                stream: 'adult-social-care',
                scheme: 'home-care-hour',
                code: 'X',
                hoursPerWeek: { n: 7n, d: 1n },
              },
              book: hours(),
            },
          ]
        : [],
    });

  it('holds what the organisation would pay', () => {
    const forecast = ahead(shownTo(BOARD));
    expect(forecast.lines.map(inShort)).toEqual([
      ['IN_FORCE', 'continuing-healthcare', BOARD, 730_000],
    ]);
    expect([forecast.total, forecast.ceilings]).toEqual([730_000n, []]);
    expect(ahead(shownTo('DWP')).ceilings).toHaveLength(1);
    const shared = shownTo(BOARD, [CARE], [decision('E08000039=60,QF7=40', '2020-01-01')]);
    expect(ahead(shared).lines.map(inShort)).toEqual([
      ['IN_FORCE', 'adult-social-care', BOARD, 146_000],
    ]);
  });

  it('and what its team assumes, which nobody pays', () => {
    const lines = ahead(shownTo(BOARD), true).lines.map(inShort);
    expect(lines.map((line) => line.slice(0, 3))).toEqual([
      ['WHAT_IF', 'adult-social-care', null],
      ['IN_FORCE', 'continuing-healthcare', BOARD],
    ]);
    // With or without the council's own care the answer is the same.
    expect(ahead(shownTo(BOARD, [PACKAGE]), true).lines.map(inShort)).toEqual(lines);
  });
});

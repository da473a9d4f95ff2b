import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COST_PERS, OUTCOMES, UNMET_REASONS } from '../../src/plans/unmet-need.ts';
import type { Publication } from '../../src/pools/publication.ts';
import { joinedFacts } from '../../src/pools/published-fact.ts';
import { workedOut } from '../../src/pools/published-tables.ts';
import { unmetNeedFigures } from '../../src/pools/unmet-need.ts';
import {
  NEEDS,
  type NeedDimension,
  type NeedOnDay,
  UNMET,
  unmetNeedFacts,
  type WaitingOnDay,
  yearsValue,
} from '../../src/pools/unmet-need-facts.ts';
import { pence } from '../../src/values/money.ts';

const pounds = (amount: number) => pence(amount * 100);
const [BARNSLEY, ROTHERHAM, SHEFFIELD] = ['E08000038', 'E08000018', 'E08000039'] as const;
const PUBLICATION = {
  ...{ id: 'x', subject: 'UNMET_NEED', pool: null, year: '2025-26', part: 'Q1' },
  ...{ asOf: '2025-06-30', ruleVersion: 2 },
} as unknown as Publication;

/** So many people with one need each of a council’s team. */
const needs = (
  council: string,
  count: number,
  of: Partial<NeedOnDay> = {},
  from = 0,
): NeedOnDay[] =>
  Array.from({ length: count }, (_, at) => ({
    ...{ person: `${council} ${from + at}`, outcome: 'COMMUNITY', reason: 'NO_MONEY', council },
    ...{ cost: { unmet: pounds(20), per: 'WEEK' }, ...of },
  }));

async function figuresBy(
  by: NeedDimension[],
  told: readonly NeedOnDay[],
  waiting: readonly WaitingOnDay[] = [],
) {
  const facts = joinedFacts(unmetNeedFacts(told, waiting, new Map()));
  const order = (['AREA', 'OUTCOME', 'REASON'] as const).filter((each) => by.includes(each));
  const [tables, whole] = [await workedOut(facts, order), await workedOut(facts, [])];
  return unmetNeedFigures(PUBLICATION, by, tables, whole);
}

describe('what an unmet need comes to in a year', () => {
  it('is a weekly sum 52 times, a yearly one, and one that is needed once', () => {
    expect(yearsValue({ unmet: pounds(20), per: 'WEEK' })).toBe(104_000n);
    expect(yearsValue({ unmet: pounds(500), per: 'YEAR' })).toBe(50_000n);
    expect(yearsValue({ unmet: pounds(36_000), per: 'ONCE' })).toBe(3_600_000n);
  });
});

describe('what everybody brings', () => {
  const ANN = { person: 'ann', council: BARNSLEY };

  it('is each person once, their needs’ sums, and that the cost of one is not known', () => {
    const told: NeedOnDay[] = [
      { ...ANN, outcome: 'HYGIENE', reason: 'NO_MONEY', cost: { unmet: pounds(20), per: 'WEEK' } },
      { ...ANN, outcome: 'HYGIENE', reason: 'NO_MONEY', cost: { unmet: pounds(500), per: 'YEAR' } },
      { ...ANN, outcome: 'HYGIENE', reason: 'NO_MONEY', cost: null },
      { ...ANN, outcome: 'HYGIENE', reason: 'NO_MONEY', cost: null },
    ];
    expect(joinedFacts(unmetNeedFacts(told, [], new Map()))).toEqual([
      {
        person: 'ann',
        codes: { AREA: BARNSLEY, OUTCOME: 'HYGIENE', REASON: 'NO_MONEY' },
        // £20.00 × 52 + £500.00; who is counted brings £1.00, so that counts are protected as money is.
        amounts: { NEEDS: 100n, COST_NOT_KNOWN: 100n, UNMET: 154_000n },
      },
    ]);
  });

  it('is in the area that sources say, else that of the council, else one that is not known', () => {
    const areaOf = (council: string | null, areas: [string, string][] = []) => {
      const need = { ...ANN, council, outcome: 'HYGIENE', reason: 'OTHER', cost: null } as const;
      return unmetNeedFacts([need], [], new Map(areas))[0]?.codes.AREA;
    };
    expect(areaOf(BARNSLEY, [['ann', ROTHERHAM]])).toBe(ROTHERHAM);
    expect(areaOf(BARNSLEY)).toBe(BARNSLEY);
    expect(areaOf(null)).toBe('NOT_KNOWN');
  });

  it('adds up to what was recorded, whoever recorded what', () => {
    const need = fc.record({
      person: fc.constantFrom('a', 'b', 'c', 'd'),
      outcome: fc.constantFrom(...OUTCOMES),
      reason: fc.constantFrom(...UNMET_REASONS),
      council: fc.constantFrom(BARNSLEY, ROTHERHAM, null),
      cost: fc.option(
        fc.record({
          unmet: fc.bigInt({ min: 1n, max: 10n ** 9n }).map(pence),
          per: fc.constantFrom(...COST_PERS),
        }),
      ),
    });
    fc.assert(
      fc.property(fc.array(need, { maxLength: 40 }), (told) => {
        const facts = joinedFacts(unmetNeedFacts(told, [], new Map()));
        const sum = facts.reduce((total, { amounts }) => total + (amounts[UNMET] ?? 0n), 0n);
        const weeks = { WEEK: 52n, YEAR: 1n, ONCE: 1n };
        const plain = told.reduce(
          (total, { cost }) => total + (cost ? cost.unmet * weeks[cost.per] : 0n),
          0n,
        );
        expect(sum).toBe(plain);
        const counted = facts.filter(({ amounts }) => amounts[NEEDS] === 100n);
        const places = told.map((each) =>
          JSON.stringify([each.person, each.council, each.outcome, each.reason]),
        );
        expect(counted).toHaveLength(new Set(places).size);
        expect(facts).toHaveLength(counted.length);
      }),
    );
  });
});

describe('figures of unmet need', () => {
  it('are people to the nearest 5 and a year’s money, rounded to hide the largest', async () => {
    const told = [...needs(BARNSLEY, 12), ...needs(SHEFFIELD, 40)];
    const { cells, totals, suppressed, asOf } = await figuresBy(['AREA'], told);
    // 12 × £20.00 × 52 = £12,480.00 and 40 times £41,600.00; to £2,000.00, for one brings £1,040.00.
    expect(cells).toEqual([
      {
        keys: [{ dimension: 'AREA', code: BARNSLEY }],
        ...{ people: { value: 10 }, unmet: { value: 1_200_000n } },
        ...{
          costNotKnown: { suppressed: 'NOT_RECORDED' },
          waiting: { suppressed: 'NOT_RECORDED' },
        },
      },
      {
        keys: [{ dimension: 'AREA', code: SHEFFIELD }],
        ...{ people: { value: 40 }, unmet: { value: 4_200_000n } },
        ...{
          costNotKnown: { suppressed: 'NOT_RECORDED' },
          waiting: { suppressed: 'NOT_RECORDED' },
        },
      },
    ]);
    expect(totals).toMatchObject({ people: { value: 50 }, unmet: { value: 5_400_000n } });
    expect([suppressed, asOf]).toEqual([0, '2025-06-30']);
  });

  it('count whoever’s cost is not known, and no money of theirs', async () => {
    const told = [...needs(BARNSLEY, 10), ...needs(BARNSLEY, 15, { cost: null }, 10)];
    const { totals } = await figuresBy([], told);
    expect(totals).toMatchObject({
      ...{ people: { value: 25 }, costNotKnown: { value: 15 }, unmet: { value: 1_000_000n } },
    });
  });

  it('of fewer than 8 are not shown, nor is another from which they could be told', async () => {
    const told = [...needs(BARNSLEY, 3), ...needs(ROTHERHAM, 12), ...needs(SHEFFIELD, 40)];
    const { cells, suppressed } = await figuresBy(['AREA'], told);
    const shown = cells.map(({ keys: [key], people, unmet }) => [key?.code, people, unmet]);
    expect(shown).toEqual([
      [ROTHERHAM, { suppressed: 'PROTECTS_OTHERS' }, { suppressed: 'PROTECTS_OTHERS' }],
      [BARNSLEY, { suppressed: 'FEW_PEOPLE' }, { suppressed: 'FEW_PEOPLE' }],
      [SHEFFIELD, { value: 40 }, { value: 4_200_000n }],
    ]);
    // Beside what is hidden nobody is told that a measure has nothing either.
    expect(cells[1]?.costNotKnown).toEqual({ suppressed: 'FEW_PEOPLE' });
    expect(suppressed).toBe(8);
  });

  it('of money that waits stand under their own reasons, by area and for what', async () => {
    const waiting = Array.from(
      { length: 10 },
      (_, at): WaitingOnDay => ({
        ...{ person: `waiting ${at}`, waitsFor: 'AWARDED_NOT_PAID', council: BARNSLEY },
        amount: pounds(900),
      }),
    );
    const { cells } = await figuresBy(['REASON', 'AREA'], needs(BARNSLEY, 12), waiting);
    expect(cells.map(({ keys, ...told }) => [keys.map(({ code }) => code), told])).toEqual([
      [
        ['AWARDED_NOT_PAID', BARNSLEY],
        {
          ...{ people: { suppressed: 'NOT_RECORDED' }, unmet: { suppressed: 'NOT_RECORDED' } },
          ...{ costNotKnown: { suppressed: 'NOT_RECORDED' }, waiting: { value: 900_000n } },
        },
      ],
      [
        ['NO_MONEY', BARNSLEY],
        {
          ...{ people: { value: 10 }, unmet: { value: 1_200_000n } },
          ...{
            costNotKnown: { suppressed: 'NOT_RECORDED' },
            waiting: { suppressed: 'NOT_RECORDED' },
          },
        },
      ],
    ]);
  });

  it('say that nothing is published, and that nobody recorded any', async () => {
    const none = unmetNeedFigures(null, ['AREA'], new Map(), new Map());
    expect(none).toMatchObject({ asOf: null, cells: [], suppressed: 0 });
    expect(none.totals.people).toEqual({ suppressed: 'NOT_PUBLISHED' });
    const { totals } = await figuresBy(['AREA'], []);
    expect(totals.unmet).toEqual({ suppressed: 'NOT_RECORDED' });
  });
});

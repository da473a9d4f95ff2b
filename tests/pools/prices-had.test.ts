import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SERVICE_COMPONENT } from '../../adapters/social-care-cld/code-lists.ts';
import { SERVICES, serviceOf } from '../../src/pools/component.ts';
import { priceVariationOf, type ReferenceRow } from '../../src/pools/price-variation.ts';
import { pricesFacts, type RecurringLine } from '../../src/pools/prices-had.ts';
import { workedOut } from '../../src/pools/published-tables.ts';

const HOME = 'Home support or domiciliary care';
const line = (person: string, said: Partial<RecurringLine> = {}): RecurringLine => ({
  ...{ person, stream: 'adult-social-care', description: HOME, isUnpriced: false },
  ...{ amount: '24.10', per: 'HOUR', unitsPerWeek: '10', ...said },
});
const ofOne = (...lines: Partial<RecurringLine>[]) =>
  pricesFacts(
    lines.map((said) => line('one', said)),
    new Map(),
  );

describe('the service of a line', () => {
  it('is a component of Client Level Data, all of which are known', () => {
    expect([...SERVICES].sort()).toEqual([...SERVICE_COMPONENT.release2].sort());
  });

  it('is the stream where the line names none, and never its words', () => {
    const words = {
      description: 'Personal health budget: massage',
      stream: 'personal-health-budget',
    };
    expect(serviceOf(words)).toBe('personal-health-budget');
  });
});

describe('what a week costs for a person', () => {
  it.each([
    // 10 hours of £24.10; a month of £4,000.00 × 12 ÷ 52; a fortnight of £301.01 ÷ 2, half a penny up.
    [{}, { WEEKLY: 241_00n, HOURLY: 24_10n }],
    [{ amount: '4000', per: 'MONTH', unitsPerWeek: null }, { WEEKLY: 923_08n }],
    [{ amount: '301.01', per: 'FORTNIGHT', unitsPerWeek: null }, { WEEKLY: 150_51n }],
    [{ unitsPerWeek: '0' }, { WEEKLY: 0n }],
    [{ isUnpriced: true }, {}],
    [{ unitsPerWeek: null }, {}],
    [{ amount: null }, {}],
  ] as const)('of %o is %o', (said, amounts) => {
    expect(ofOne(said)).toEqual([
      { person: 'one', codes: { SERVICE: HOME, AREA: 'NOT_KNOWN' }, amounts },
    ]);
  });

  it('is the sum of their lines of a service, and an hour of it is the average of their hours', () => {
    // 5 × £20.00 + 10 × £26.00 = £360.00 of 15 hours: £24.00 an hour.
    const [fact] = ofOne({ amount: '20', unitsPerWeek: '5' }, { amount: '26' });
    expect(fact?.amounts).toEqual({ WEEKLY: 360_00n, HOURLY: 24_00n });
    const [mixed] = ofOne({}, { amount: '9', per: 'WEEK', unitsPerWeek: null });
    expect(mixed?.amounts).toEqual({ WEEKLY: 250_00n });
  });

  it('is not known where a line of the service has no price, and stands by itself for each service', () => {
    const facts = ofOne({}, { isUnpriced: true }, { description: 'Meals' });
    expect(facts.map(({ codes, amounts }) => [codes.SERVICE, amounts])).toEqual([
      [HOME, {}],
      ['Meals', { WEEKLY: 241_00n, HOURLY: 24_10n }],
    ]);
  });
});

describe('what services cost', () => {
  const PUBLICATION = {
    ...{ id: 'p', subject: 'PRICES', pool: null, year: '2025-26', part: 'Q1', ruleVersion: 2 },
    asOf: '2025-06-30',
  } as never;

  it('never tells anybody’s own figure, nor moves with who pays most', async () => {
    // Nobody pays whole pounds, and what is told is whole pounds.
    const costs = fc.array(fc.integer({ min: 5, max: 900 }), { minLength: 1, maxLength: 24 });
    await fc.assert(
      fc.asyncProperty(costs, fc.integer({ min: 0, max: 24 }), async (pounds, split) => {
        const told = async (most: number) => {
          const lines = pounds.map((amount, at) =>
            line(`person ${at}`, {
              ...{ amount: `${amount + (amount === Math.max(...pounds) ? most : 0)}.37` },
              ...{ per: 'WEEK', unitsPerWeek: null },
            }),
          );
          const areas = new Map(lines.map(({ person }, at) => [person, at < split ? 'A' : 'B']));
          const facts = pricesFacts(lines, areas);
          const tables = {
            byService: await workedOut(facts, ['SERVICE']),
            byArea: await workedOut(facts, ['SERVICE', 'AREA']),
          };
          return priceVariationOf(PUBLICATION, tables, [], () => null);
        };
        const [{ weekly, areas }] = (await told(0)).services as [never] as [
          Awaited<ReturnType<typeof told>>['services'][number],
        ];
        for (const { people, cost } of [weekly, ...areas.map((each) => each.weekly)]) {
          if ('suppressed' in cost) continue;
          expect(people).toMatchObject({ value: expect.any(Number) });
          expect('value' in people && people.value).toBeGreaterThanOrEqual(10);
          for (const each of cost.value.deciles) expect((each ?? 0n) % 100n).toBe(0n);
        }
        if (pounds.length < 8) expect(weekly.cost).toEqual({ suppressed: 'FEW_PEOPLE' });
        const higher = (await told(1)).services[0]?.weekly.cost as object;
        if ('value' in higher && 'value' in weekly.cost && isAlone(pounds)) {
          expect(higher.value).toEqual(weekly.cost.value);
        }
      }),
      { numRuns: 25 },
    );
  });

  const isAlone = (pounds: readonly number[]) =>
    pounds.filter((each) => each === Math.max(...pounds)).length === 1;

  it('stands beside the tariff of its unit, or why there is none', async () => {
    const lines = ['Meals', 'Long term residential care', HOME].flatMap((description) =>
      Array.from({ length: 9 }, (_, at) => line(`person ${at}`, { description })),
    );
    const tables = { byService: await workedOut(pricesFacts(lines, new Map()), ['SERVICE']) };
    const price: ReferenceRow = {
      ...{ scheme: 'home-care-hour', code: 'minimum', name: 'Hour', per: 'HOUR', pounds: '32.14' },
      ...{ illustrative: true, source: 'a list' },
    };
    const rows = [price, { ...price, per: 'WEEK' as const }];
    const { services } = priceVariationOf(
      PUBLICATION,
      { ...tables, byArea: new Map() },
      rows,
      () => null,
    );
    const { pounds: _, ...told } = { ...price, price: 32_14n };
    expect(services.map(({ service, reference }) => [service, reference])).toEqual([
      [HOME, { prices: [told], none: null }],
      ['Long term residential care', { prices: [], none: 'NOT_IN_FORCE' }],
      ['Meals', { prices: [], none: 'NO_TARIFF' }],
    ]);
  });
});

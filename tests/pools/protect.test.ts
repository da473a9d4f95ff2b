import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fact } from '../../src/pools/cell.ts';
import { protectedTable } from '../../src/pools/protect.ts';
import { pence } from '../../src/values/money.ts';
import { attack, type Bounds, type Of, type Published } from './attacker.ts';

/** Every table by up to all of the dimensions. */
async function everyTable(facts: readonly Fact[], dimensions: number): Promise<Published[]> {
  const tables = Array.from({ length: 2 ** dimensions }, async (_, bits) => {
    const by = Array.from({ length: dimensions }, (_each, at) => at).filter(
      (at) => (bits & (1 << at)) !== 0,
    );
    const only = facts.map((fact) => ({
      ...fact,
      codes: by.map((at) => fact.codes[at] as string),
    }));
    return { by, cells: await protectedTable(only, by.length) };
  });
  return Promise.all(tables);
}

const facts = (dimensions: number) =>
  fc
    .array(
      fc.record({
        amount: fc.oneof(
          fc.integer({ min: 1, max: 900_00 }),
          fc.integer({ min: 1, max: 50_000_00 }),
        ),
        codes: fc.tuple(
          ...Array.from({ length: dimensions }, () =>
            fc.constantFrom('a', 'a', 'a', 'b', 'b', 'c', 'd'),
          ),
        ),
      }),
      { minLength: 20, maxLength: 200 },
    )
    .map((all): Fact[] =>
      all.map(({ amount, codes }, at) => ({ person: `p${at}`, amount: pence(amount), codes })),
    );

/** So many people of a code, each with so much. */
const many = (code: string, people: number, pounds: number): Fact[] =>
  Array.from({ length: people }, (_, at) => ({
    ...{ person: `${code}${at}`, codes: [code], amount: pence(pounds * 100) },
  }));

describe('a table', () => {
  it.each([
    [7, null],
    [8, 10],
    [12, 10],
    [13, 15],
  ])('of one cell of %i people', async (people, shown) => {
    const [cell] = await protectedTable(many('a', people, 50), 1);
    expect(cell?.shown?.people ?? null).toBe(shown);
    expect(cell?.withheld).toBe(shown === null ? 'FEW_PEOPLE' : null);
  });

  it('rounds money to no less than what the largest brings', async () => {
    // 8 × £510 + £640 = £4,720, of which £640 is hidden in whole thousands.
    const [cell] = await protectedTable([...many('a', 8, 510), ...one('a', 640_00n)], 1);
    expect(cell?.shown).toMatchObject({ people: 10, amount: 5000_00n, base: 1000_00n });
  });

  it.each([
    // £9,100 of £9,900 are two people’s.
    ['DOMINATED', [...many('a', 9, 100), ...one('a', 9000_00n)]],
    ['NEGATIVE', [...many('a', 9, 100), ...one('a', -1n)]],
  ] as const)('does not show what is %s', async (why, all) => {
    expect(await protectedTable(all, 1)).toEqual([{ codes: ['a'], shown: null, withheld: why }]);
  });

  it('hides a second cell where the total would tell the first', async () => {
    const all = [...many('a', 20, 50), ...many('b', 3, 50), ...many('c', 12, 50)];
    expect((await protectedTable(all, 1)).map(({ withheld }) => withheld)).toEqual([
      null,
      'FEW_PEOPLE',
      'PROTECTS_OTHERS',
    ]);
    expect(
      await protectedTable(
        all.map((fact) => ({ ...fact, codes: [] })),
        0,
      ),
    ).toMatchObject([{ shown: { people: 35 } }]);
  });

  it('counts nobody twice, and shows somebody for whom nothing was spent', async () => {
    const all = [...many('a', 9, 0), ...many('a', 9, 0)];
    expect((await protectedTable(all, 1))[0]?.shown).toMatchObject({
      people: 10,
      amount: 0n,
      base: 1n,
    });
  });

  it('of too many cells is refused', async () => {
    const all = Array.from({ length: 2001 }, (_, at) => one(`${at}`, 1n)).flat();
    await expect(protectedTable(all, 1)).rejects.toThrow('at most 2000 are published');
  });
});

const one = (code: string, amount: bigint): Fact[] => [
  { person: 'one', codes: [code], amount: pence(amount) },
];

describe.each([1, 2, 3])('an attacker of every table by up to %i dimensions', (dimensions) => {
  const attacks = async (
    of: Of,
    exactly: boolean,
    isFound: (bounds: Bounds) => boolean,
  ): Promise<void> => {
    let tried = 0;
    await fc.assert(
      fc.asyncProperty(facts(dimensions), async (all) => {
        const bounds = await attack(all, await everyTable(all, dimensions), { of, exactly });
        tried += bounds.length;
        expect(bounds.filter(isFound)).toEqual([]);
      }),
      { numRuns: dimensions === 3 ? 12 : 40 },
    );
    expect(tried).toBeGreaterThan(10);
  };

  it(
    'comes within 10 % of no money that is not safe',
    () => attacks('money', false, ({ truth, least, most }) => most - least < truth * 0.1),
    300_000,
  );

  it(
    'recovers none even from the exact sums of what is shown',
    () => attacks('money', true, ({ truth, least, most }) => most - least < truth * 0.001),
    300_000,
  );

  it(
    'counts no few people',
    () => attacks('people', false, ({ least, most }) => Math.floor(most) - Math.ceil(least) < 1),
    300_000,
  );
});

describe('the attack', () => {
  it('recovers what only small cells are hidden of, so that the attack is one', async () => {
    const all = [...many('a', 20, 50), ...many('b', 3, 50)];
    const [whole, byCode] = (await everyTable(all, 1)) as [Published, Published];
    const shownAgain = byCode.cells.map((cell) =>
      cell.withheld === 'PROTECTS_OTHERS'
        ? {
            ...cell,
            shown: { people: 20, amount: pence(1n), base: pence(1n), deciles: null },
            withheld: null,
          }
        : cell,
    );
    const [found] = await attack(all, [whole, { ...byCode, cells: shownAgain }], {
      of: 'money',
      exactly: true,
    });
    expect(found).toMatchObject({ codes: ['b'], truth: 150_00, least: 150_00, most: 150_00 });
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fact } from '../../src/pools/cell.ts';
import { protectedTables } from '../../src/pools/protect.ts';
import { pence } from '../../src/values/money.ts';

const facts = (code: string, from: number, count: number, pounds: number): Fact[] =>
  Array.from({ length: count }, (_, at) => ({
    ...{ person: `${from + at}`, codes: [code], amount: pence(pounds * 100) },
  }));

const shown = async (actual: Fact[], committed: Fact[]) => {
  const tables = await protectedTables(
    new Map([
      ['ACTUAL', actual],
      ['COMMITTED', committed],
    ]),
    1,
  );
  return [...tables].map(([measure, cells]) => [
    measure,
    cells.map(({ codes, withheld }) => `${codes} ${withheld}`),
  ]);
};

describe('two measures of a cell', () => {
  it('are shown both or neither where they are of the same people', async () => {
    // In b two people bring nearly all that was spent; what was committed alone would be safe.
    const actual = [
      ...[...facts('a', 1, 20, 50), ...facts('b', 21, 10, 1)],
      ...[...facts('b', 31, 2, 500), ...facts('c', 41, 20, 50)],
    ];
    const committed = [
      ...[...facts('a', 1, 20, 60), ...facts('b', 21, 12, 100), ...facts('c', 41, 20, 90)],
    ];
    expect(await shown(actual, committed)).toEqual([
      ['ACTUAL', ['a PROTECTS_OTHERS', 'b DOMINATED', 'c null']],
      ['COMMITTED', ['a PROTECTS_OTHERS', 'b PROTECTS_OTHERS', 'c null']],
    ]);
  });

  it('stand alone where most bring to one of them only', async () => {
    const actual = [...facts('a', 1, 20, 50), ...facts('b', 21, 3, 50), ...facts('c', 41, 20, 50)];
    const committed = [
      ...[...facts('a', 1, 20, 60), ...facts('b', 21, 200, 60), ...facts('c', 41, 60, 60)],
    ];
    expect(await shown(actual, committed)).toEqual([
      ['ACTUAL', ['a PROTECTS_OTHERS', 'b FEW_PEOPLE', 'c null']],
      ['COMMITTED', ['a PROTECTS_OTHERS', 'b null', 'c null']],
    ]);
  });

  it('under a margin that a twin hides are hidden with it', async () => {
    const two = (own: Fact[], other: string) =>
      own.map((fact, at) => ({ ...fact, codes: [...fact.codes, at % 2 === 0 ? other : 'z'] }));
    const actual = [...two(facts('a', 1, 18, 1), 'x'), ...two(facts('a', 21, 2, 500), 'x')];
    const committed = [...two(facts('a', 1, 20, 60), 'x')];
    const tables = await protectedTables(
      new Map([
        ['ACTUAL', [...actual, ...two(facts('b', 61, 40, 50), 'x')]],
        ['COMMITTED', [...committed, ...two(facts('b', 61, 40, 50), 'x')]],
      ]),
      2,
    );
    const told = (measure: string) =>
      tables.get(measure)?.map(({ codes, shown: isShown }) => [codes.join(' '), isShown !== null]);
    expect(told('COMMITTED')?.filter(([code]) => `${code}`.startsWith('a'))).toEqual([
      ['a x', false],
      ['a z', false],
    ]);
  });

  it('that follow each other are hidden in the same places, whoever brings what', async () => {
    const brought = fc.record({
      code: fc.constantFrom('a', 'b', 'c'),
      other: fc.constantFrom('x', 'y'),
      pounds: fc.integer({ min: 1, max: 3000 }),
      // What was spent of what was agreed, in per cent.
      spent: fc.integer({ min: 90, max: 100 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(brought, { minLength: 20, maxLength: 90 }), async (all) => {
        const of = (share: (each: { spent: number }) => number): Fact[] =>
          all.map((each, at) => ({
            ...{ person: `${at}`, codes: [each.code, each.other] },
            amount: pence(each.pounds * share(each)),
          }));
        const tables = await protectedTables(
          new Map([
            ['ACTUAL', of(({ spent }) => spent)],
            ['COMMITTED', of(() => 100)],
          ]),
          2,
        );
        const [actual, committed] = [...tables.values()].map((cells) =>
          cells.map(({ codes, shown: told }) => [codes, told !== null]),
        );
        expect(actual).toEqual(committed);
      }),
      { numRuns: 25 },
    );
  });

  it('leaves how many people there are to itself', async () => {
    const money = [...facts('a', 1, 10, 1), ...facts('a', 11, 2, 900), ...facts('b', 21, 20, 50)];
    const people = money.map((fact) => ({ ...fact, amount: pence(1) }));
    const tables = await protectedTables(
      new Map([
        ['ACTUAL', money],
        ['PEOPLE', people],
      ]),
      1,
      { counted: ['PEOPLE'] },
    );
    const [actual, counted] = [...tables.values()];
    expect(actual?.map(({ withheld }) => withheld)).toEqual(['DOMINATED', 'PROTECTS_OTHERS']);
    expect(counted?.map(({ shown: told }) => told?.people)).toEqual([10, 20]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fact } from '../../src/pools/cell.ts';
import type { Dimension } from '../../src/pools/dimension.ts';
import { protectedTable } from '../../src/pools/protect.ts';
import { QUARTERS } from '../../src/pools/publication.ts';
import { type PublishedPart as AnsweredPart, usageOf } from '../../src/pools/usage.ts';
import { LATE } from '../../src/pools/usage-facts.ts';
import { pence } from '../../src/values/money.ts';
import { attackOverTime, leavesOf, type PublishedPart } from './attack-over-time.ts';
import { attack, type Published } from './attacker.ts';
import { day } from './rules.ts';

/** How many random areas are attacked; `ATTACKS=50` for more than the suite has time for. */
const RUNS = Number(process.env.ATTACKS ?? 2);
const NAMES = ['MODE', 'AGE_BAND', 'SEX'] as const satisfies Dimension[];
const BYS = Array.from({ length: 8 }, (_, bits) => [0, 1, 2].filter((at) => bits & (1 << at)));

/** Somebody's codes all year, and what they brought in each quarter and late in it; null where they are not in it. */
interface Someone {
  readonly codes: readonly string[];
  readonly brought: readonly (number | null)[];
  readonly late: readonly (number | null)[];
}

const amount = fc.oneof(
  fc.integer({ min: 1, max: 900_00 }),
  fc.integer({ min: 1, max: 50_000_00 }),
);
const people = fc.array(
  fc.record<Someone>({
    codes: fc.tuple(
      fc.constantFrom('a', 'a', 'a', 'b', 'c'),
      fc.constantFrom('a', 'a', 'b', 'c'),
      fc.constantFrom('a', 'a', 'b'),
    ),
    brought: fc.array(fc.option(amount, { freq: 4 }), { minLength: 4, maxLength: 4 }),
    late: fc.array(fc.option(amount, { freq: 1 }), { minLength: 4, maxLength: 4 }),
  }),
  { minLength: 30, maxLength: 160 },
);

/** Facts of a quarter; what came late is under a code of its own in the first dimension. */
const factsIn = (all: readonly Someone[], quarter: number, withLate: boolean): Fact[] =>
  all.flatMap(({ codes, brought, late }, at) => {
    const person = `p${at}`;
    const [now, then] = [brought[quarter] ?? null, withLate ? (late[quarter] ?? null) : null];
    return [
      ...(now === null ? [] : [{ person, codes, amount: pence(now) }]),
      ...(then === null ? [] : [{ person, codes: [LATE, ...codes.slice(1)], amount: pence(then) }]),
    ];
  });

async function tablesOf(facts: readonly Fact[]): Promise<Published[]> {
  const tables: Published[] = [];
  for (const by of BYS) {
    const only = facts.map((fact) => ({
      ...fact,
      codes: by.map((at) => fact.codes[at] as string),
    }));
    tables.push({ by, cells: await protectedTable(only, by.length) });
  }
  return tables;
}

/** In 1 to 4 quarters, and in the year, which counts everybody once. */
async function partsOf(all: readonly Someone[]): Promise<PublishedPart[]> {
  const quarters = [0, 1, 2, 3];
  const facts = quarters.map((at) => factsIn(all, at, false));
  const parts: PublishedPart[] = [];
  for (const at of quarters) {
    parts.push({ quarters: [at], tables: await tablesOf(facts[at] as Fact[]) });
  }
  return [...parts, { quarters, tables: await tablesOf(facts.flat()) }];
}

describe('an attacker of four quarters and the year, by up to three dimensions', () => {
  it('counts no few people from people of the year against those of its quarters', {
    timeout: 600_000,
  }, async () => {
    let tried = 0;
    await fc.assert(
      fc.asyncProperty(people, async (all) => {
        const leaves = leavesOf([0, 1, 2, 3].flatMap((at) => factsIn(all, at, false)));
        const bounds = await attackOverTime(leaves, await partsOf(all));
        tried += bounds.length;
        expect(bounds.filter(({ least, most }) => Math.floor(most) - Math.ceil(least) < 1)).toEqual(
          [],
        );
      }),
      { numRuns: RUNS },
    );
    expect(tried).toBeGreaterThan(5);
  });

  it('finds what counts would tell, so that the attack is one', async () => {
    // 10 in the year are 12 at most, and 14 of the first quarter are 12 at least: nobody is left.
    const shown = (count: number) => ({
      ...{ people: count, amount: pence(1n), base: pence(1n), deciles: null },
    });
    const whole = { by: [], cells: [{ codes: [], shown: shown(10), withheld: null }] };
    const byCode = {
      by: [0],
      cells: [
        { codes: ['a'], shown: shown(14), withheld: null },
        { codes: ['b'], shown: null, withheld: 'FEW_PEOPLE' as const },
      ],
    };
    const parts = [
      { quarters: [0], tables: [byCode] },
      { quarters: [0, 1, 2, 3], tables: [whole] },
    ];
    const [found] = await attackOverTime([['a'], ['b']], parts);
    expect(found).toMatchObject({ codes: ['b'], least: 0, most: 0 });
  });

  it('comes within 10 % of no money that is not shown, late money included', {
    timeout: 600_000,
  }, async () => {
    let tried = 0;
    await fc.assert(
      fc.asyncProperty(people, async (all) => {
        for (const quarter of [0, 1, 2, 3]) {
          const facts = factsIn(all, quarter, true);
          const how = { of: 'money', exactly: false } as const;
          const bounds = await attack(facts, await tablesOf(facts), how);
          tried += bounds.length;
          expect(bounds.filter(({ truth, least, most }) => most - least < truth * 0.1)).toEqual([]);
        }
      }),
      { numRuns: RUNS },
    );
    expect(tried).toBeGreaterThan(5);
  });

  it('is told by filters nothing that the tables do not tell', { timeout: 600_000 }, async () => {
    let tried = 0;
    await fc.assert(
      fc.asyncProperty(people, async (all) => {
        for (const by of BYS.filter(({ length }) => length > 0)) {
          const parts: AnsweredPart[] = [];
          for (const [at, part] of QUARTERS.entries()) {
            const tables = await tablesOf(factsIn(all, at, true));
            const cells = (of: readonly number[]) =>
              tables.find((each) => each.by.join() === of.join())?.cells ?? [];
            const kept = (of: readonly number[]) =>
              new Map([
                ['ACTUAL', cells(of)],
                ['PEOPLE', cells(of)],
              ]);
            const told = { part, asOf: day('2025-06-30'), ruleVersion: 1 };
            parts.push({ ...told, tables: kept(by), whole: kept([]) });
          }
          const [first, ...others] = by.map((at) => NAMES[at] as Dimension);
          const codes = ['a', 'b'];
          const filter = [{ dimension: first as Dimension, codes }];
          const answer = usageOf({ by: others, filter }, parts);
          for (const { keys, spend, suppressed } of answer.cells) {
            const own = parts
              .flatMap(({ tables }) => tables.get('ACTUAL') ?? [])
              .filter((cell) => codes.includes(cell.codes[0] as string))
              .filter((cell) => keys.every(({ code }, at) => cell.codes[at + 1] === code));
            const shown = own.flatMap((cell) => cell.shown?.amount ?? []);
            tried += 1;
            expect(suppressed).toBe(own.length - shown.length);
            if (shown.length === 0) expect(spend).toHaveProperty('suppressed');
            else expect(spend).toEqual({ value: shown.reduce((sum, each) => pence(sum + each)) });
          }
        }
      }),
      { numRuns: RUNS },
    );
    expect(tried).toBeGreaterThan(5);
  });
});

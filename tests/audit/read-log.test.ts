import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PersonRead } from '../../src/audit/read.ts';
import { ReadLog } from '../../src/audit/read-log.ts';
import { Deadline, DeadlinePassed, under } from '../../src/db/deadline.ts';
import { errorOf } from '../db/scratch.ts';

const read = (personId: string, more: Partial<PersonRead> = {}): PersonRead => ({
  ...{ subject: 'worker', role: 'care-team', organisation: 'QF7', personId },
  ...{ streams: [], reason: 'direct care', requestId: null, ...more },
});

/** A table in memory, and the inserts that were made into it. */
class Table {
  readonly inserts: string[][] = [];
  readonly ids: string[] = [];
  private underWay = 0;
  private made = 0;

  /** `times` are how long each insert takes, and whether it fails; then over again. */
  constructor(private readonly times: readonly { turns: number; fails: boolean }[]) {}

  insert = async (reads: readonly PersonRead[]): Promise<void> => {
    this.underWay += 1;
    expect(this.underWay).toBe(1);
    const { turns, fails } = this.times[this.made % this.times.length] as Table['times'][number];
    this.made += 1;
    const ids = reads.map(({ personId }) => personId);
    this.inserts.push(ids);
    for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
    this.underWay -= 1;
    if (fails) throw new Error(`insert of ${ids.join(' ')} failed`);
    this.ids.push(...ids);
  };
}

const times = fc.array(fc.record({ turns: fc.nat({ max: 6 }), fails: fc.boolean() }), {
  minLength: 1,
  maxLength: 6,
});
/** How many people each answer tells of, and how long after the answer before it comes. */
const answers = fc.array(fc.record({ people: fc.nat({ max: 4 }), after: fc.nat({ max: 6 }) }), {
  maxLength: 25,
});

describe('the log of reads', () => {
  it('has every row of an answer before it ends, fails for those that waited, and writes none twice', async () => {
    await fc.assert(
      fc.asyncProperty(times, answers, async (takes, asked) => {
        const table = new Table(takes);
        const log = new ReadLog(table.insert);
        const kept: Promise<{ ids: string[]; there: boolean; failed: boolean }>[] = [];
        for (const [at, { people, after }] of asked.entries()) {
          for (let turn = 0; turn < after; turn += 1) await Promise.resolve();
          const ids = Array.from({ length: people }, (_, each) => `${at}/${each}`);
          const outcome = (failed: boolean) => () => ({
            ...{ ids, failed },
            there: ids.every((id) => table.ids.includes(id)),
          });
          kept.push(log.keep(ids.map((id) => read(id))).then(outcome(false), outcome(true)));
        }
        const outcomes = await Promise.all(kept);
        for (const { ids, there, failed } of outcomes) {
          if (!failed) expect(there).toBe(true);
          else expect(table.ids.some((id) => ids.includes(id))).toBe(false);
          // An answer's rows stand in one insert, so that they are there together or not at all.
          const inserts = table.inserts.filter((insert) => ids.some((id) => insert.includes(id)));
          expect(inserts).toHaveLength(ids.length === 0 ? 0 : 1);
        }
        const all = table.inserts.flat();
        expect(new Set(all).size).toBe(all.length);
        expect(all.length).toBe(asked.reduce((sum, { people }) => sum + people, 0));
      }),
      { numRuns: 300 },
    );
  });

  it('writes all that wait in one insert', async () => {
    const table = new Table([{ turns: 20, fails: false }]);
    const log = new ReadLog(table.insert);
    await Promise.all(['a', 'b', 'c', 'd'].map((id) => log.keep([read(id)])));
    expect(table.inserts).toEqual([['a'], ['b', 'c', 'd']]);
  });

  it('keeps an insert within bounds, however many wait', async () => {
    const table = new Table([{ turns: 20, fails: false }]);
    const log = new ReadLog(table.insert);
    const page = (name: string) => Array.from({ length: 2000 }, (_, at) => read(`${name}${at}`));
    await Promise.all(['a', 'b', 'c', 'd'].map((name) => log.keep(page(name))));
    expect(table.inserts.map((ids) => ids.length)).toEqual([2000, 4000, 2000]);
  });

  it('refuses text that no database holds, for its own answer alone', async () => {
    const table = new Table([{ turns: 3, fails: false }]);
    const log = new ReadLog(table.insert);
    const first = log.keep([read('a')]);
    const bad = errorOf(log.keep([read('b', { subject: 'a\0b' })]));
    const last = log.keep([read('c')]);
    expect((await bad).message).not.toContain('a\0b');
    await Promise.all([first, last]);
    expect(table.ids).toEqual(['a', 'c']);
  });

  it('no answer’s deadline cuts the others off', async () => {
    const seen: unknown[] = [];
    const log = new ReadLog(async () => {
      await sleep(30);
      const { currentDeadline } = await import('../../src/db/deadline.ts');
      seen.push(currentDeadline());
    });
    const deadline = new Deadline(10);
    const late = errorOf(under(deadline, () => log.keep([read('a')])));
    const other = log.keep([read('b')]);
    expect(await late).toBeInstanceOf(DeadlinePassed);
    await other;
    expect(seen).toEqual([undefined, undefined]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Replacement, type Submitted, windowsOf } from '../../src/deliveries/windows.ts';
import { contains, intersect, type Period } from '../../src/values/period.ts';
import { addDays, type PlainDate } from '../../src/values/plain-date.ts';
import { day, utcDay, utcNumber } from '../values/days.ts';

type Said = Partial<Omit<Submitted, 'periodFrom' | 'periodUntil'>>;

/** A submission whose period has this first day and this day after its last. */
function submitted(id: string, from: string, until: string | null, said: Said = {}): Submitted {
  const periodUntil = until === null ? null : day(until);
  const asOf = periodUntil === null ? day(from) : addDays(periodUntil, -1);
  const more = { asOf, createdBySender: null, arrival: 0n, ...said };
  return { id, periodFrom: day(from), periodUntil, ...more };
}

const shown = ({ from, until }: Period) => `[${from ?? '…'}, ${until ?? '…'})`;

function windows(replacement: Replacement, ...all: Submitted[]): Record<string, string[]> {
  const found = [...windowsOf(replacement, all)];
  return Object.fromEntries(found.map(([id, periods]) => [id, periods.map(shown)]));
}

describe('PERIOD: each speaks for the days of its period, a later one before an earlier one', () => {
  it('one alone speaks from its first day on, and nothing is known before it', () => {
    // The year 2024-25; what runs on past 31 March 2025 is projected from it.
    const only = submitted('only', '2024-04-01', '2025-04-01');
    expect(windows('PERIOD', only)).toEqual({ only: ['[2024-04-01, …)'] });
  });

  it('a later quarter’s file takes the nine months that both hold', () => {
    // April 2024 to March 2025, then July 2024 to June 2025: they share July to March.
    const first = submitted('first', '2024-04-01', '2025-04-01');
    const later = submitted('later', '2024-07-01', '2025-07-01');
    expect(windows('PERIOD', first, later)).toEqual({
      first: ['[2024-04-01, 2024-07-01)'],
      later: ['[2024-07-01, …)'],
    });
  });

  it('a restatement of the same period takes all of it', () => {
    const first = submitted('first', '2024-04-01', '2025-04-01', { arrival: 1n });
    const again = submitted('again', '2024-04-01', '2025-04-01', { arrival: 2n });
    expect(windows('PERIOD', again, first)).toEqual({ again: ['[2024-04-01, …)'] });
  });

  it('a short later period inside a long one is said by the later, both sides by the earlier', () => {
    const long = submitted('long', '2024-04-01', '2026-04-01');
    const short = submitted('short', '2024-07-01', '2024-10-01');
    expect(windows('PERIOD', long, short)).toEqual({
      long: ['[2024-04-01, 2024-07-01)', '[2024-10-01, …)'],
      short: ['[2024-07-01, 2024-10-01)'],
    });
  });

  it('days between two periods go on from what was last said', () => {
    // Nothing was sent for October to December 2024: the first quarter's file is projected over it.
    const first = submitted('first', '2024-07-01', '2024-10-01');
    const later = submitted('later', '2025-01-01', '2025-04-01');
    expect(windows('PERIOD', later, first)).toEqual({
      first: ['[2024-07-01, 2025-01-01)'],
      later: ['[2025-01-01, …)'],
    });
  });

  it('of two that begin together the one that ends later wins, whichever came last', () => {
    const quarter = submitted('quarter', '2024-04-01', '2024-07-01', { arrival: 2n });
    const year = submitted('year', '2024-04-01', '2025-04-01', { arrival: 1n });
    expect(windows('PERIOD', quarter, year)).toEqual({ year: ['[2024-04-01, …)'] });
  });
});

describe('FROM_FIRST_DAY: each replaces the one before from its first day on', () => {
  it('the first also speaks for the days before it', () => {
    const april = submitted('april', '2025-04-01', '2025-05-01');
    const may = submitted('may', '2025-05-01', '2025-06-01');
    expect(windows('FROM_FIRST_DAY', may, april)).toEqual({
      april: ['[…, 2025-05-01)'],
      may: ['[2025-05-01, …)'],
    });
  });

  it('a second file of the same month silences the first of it', () => {
    const april = submitted('april', '2025-04-01', '2025-05-01');
    const may = submitted('may', '2025-05-01', '2025-06-01', { arrival: 1n });
    const mayAgain = submitted('may again', '2025-05-01', '2025-06-01', { arrival: 2n });
    expect(windows('FROM_FIRST_DAY', mayAgain, april, may)).toEqual({
      april: ['[…, 2025-05-01)'],
      'may again': ['[2025-05-01, …)'],
    });
  });

  it('a month that was never sent goes on from the one before', () => {
    const april = submitted('april', '2025-04-01', '2025-05-01');
    const june = submitted('june', '2025-06-01', '2025-07-01');
    expect(windows('FROM_FIRST_DAY', april, june)).toEqual({
      april: ['[…, 2025-06-01)'],
      june: ['[2025-06-01, …)'],
    });
  });
});

describe('SCAN: each speaks from its reference date until the next', () => {
  it('nothing is known before the first', () => {
    const march = submitted('march', '2025-03-24', null);
    const april = submitted('april', '2025-04-28', null);
    expect(windows('SCAN', april, march)).toEqual({
      march: ['[2025-03-24, 2025-04-28)'],
      april: ['[2025-04-28, …)'],
    });
  });

  it('of two of one reference date the sender’s later one speaks', () => {
    const one = submitted('one', '2025-03-24', null, { createdBySender: '09:00', arrival: 2n });
    const two = submitted('two', '2025-03-24', null, { createdBySender: '17:00', arrival: 1n });
    expect(windows('SCAN', one, two)).toEqual({ two: ['[2025-03-24, …)'] });
  });
});

describe('WHOLE: the latest speaks, the others are silent', () => {
  it('by what the file says, and by arrival only where it says the same', () => {
    const old = submitted('old', '2025-04-01', '2025-05-01', { createdBySender: '1', arrival: 9n });
    const later = submitted('later', '2025-04-01', '2025-05-01', { createdBySender: '2' });
    expect(windows('WHOLE', later, old)).toEqual({ later: ['[…, …)'] });
    const equal = { ...later, id: 'equal', arrival: 10n };
    expect(windows('WHOLE', equal, later, old)).toEqual({ equal: ['[…, …)'] });
  });

  it('a later reference date goes before a later time of writing', () => {
    const early = submitted('early', '2025-04-01', null, { createdBySender: '9' });
    const late = { ...early, id: 'late', asOf: day('2025-06-30'), createdBySender: '1' };
    expect(windows('WHOLE', late, early)).toEqual({ late: ['[…, …)'] });
  });
});

it('where nothing counts, nobody speaks', () => {
  for (const replacement of ['PERIOD', 'FROM_FIRST_DAY', 'SCAN', 'WHOLE'] as const) {
    expect(windows(replacement)).toEqual({});
  }
});

const START = utcNumber(2025, 1, 1);
const replacement = fc.constantFrom<Replacement>('PERIOD', 'FROM_FIRST_DAY', 'SCAN', 'WHOLE');

/** Few days and short periods, so that most sets overlap, touch and leave gaps. */
const submissions = fc
  .array(
    fc.record({
      first: fc.integer({ min: 0, max: 12 }),
      days: fc.integer({ min: 1, max: 8 }),
      asOf: fc.integer({ min: 0, max: 2 }),
      created: fc.option(fc.constantFrom('1', '2'), { nil: null }),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((list) =>
    list.map(({ first, days, asOf, created }, index): Submitted => {
      const periodFrom = utcDay(START + first);
      const periodUntil = addDays(periodFrom, days);
      const more = { asOf: addDays(periodUntil, asOf), createdBySender: created };
      return { id: `s${index}`, periodFrom, periodUntil, ...more, arrival: BigInt(index) };
    }),
  );

const DAYS = Array.from({ length: 40 }, (_, index) => utcDay(START - 5 + index));
const speakersOn = (found: ReadonlyMap<string, Period[]>, when: PlainDate) =>
  [...found].filter(([, periods]) => periods.some((each) => contains(each, when)));

describe('of any submissions of one scope', () => {
  it('the windows never overlap', () => {
    fc.assert(
      fc.property(replacement, submissions, (rule, list) => {
        const periods = [...windowsOf(rule, list).values()].flat();
        periods.forEach((one, index) => {
          for (const other of periods.slice(index + 1)) expect(intersect(one, other)).toBeNull();
        });
      }),
      { numRuns: 500 },
    );
  });

  it('any order of arrival gives the same windows where the files differ', () => {
    const differing = submissions.map((list) => {
      const said = list.map(({ id: _, arrival: __, ...each }) => JSON.stringify(each));
      return list.filter((_, index) => said.indexOf(said[index] as string) === index);
    });
    const arrivals = differing.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(replacement, arrivals, (rule, [list, otherwise]) => {
        const arrived = otherwise.map((each, index) => ({ ...each, arrival: BigInt(index) }));
        const byId = (found: Submitted[]) => Object.fromEntries(windowsOf(rule, found));
        expect(byId(arrived)).toEqual(byId(list));
      }),
      { numRuns: 500 },
    );
  });

  it('exactly one speaks on every day from the first start on, and none before a known start', () => {
    fc.assert(
      fc.property(replacement, submissions, (rule, list) => {
        const found = windowsOf(rule, list);
        const starts = list.map(({ periodFrom }) => periodFrom as PlainDate).sort();
        const silentBefore = rule === 'PERIOD' || rule === 'SCAN';
        const known = (when: PlainDate) => !silentBefore || when >= (starts[0] as PlainDate);
        expect(DAYS.map((when) => speakersOn(found, when).length)).toEqual(
          DAYS.map((when) => (known(when) ? 1 : 0)),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('under PERIOD a day inside a period is never said by one whose period ended before it', () => {
    fc.assert(
      fc.property(submissions, (list) => {
        const found = windowsOf('PERIOD', list);
        const holds = (each: Submitted, when: PlainDate) =>
          contains({ from: each.periodFrom, until: each.periodUntil }, when);
        for (const when of DAYS.filter((each) => list.some((one) => holds(one, each)))) {
          const [speaker] = speakersOn(found, when).map(([id]) => list.find((s) => s.id === id));
          expect(holds(speaker as Submitted, when)).toBe(true);
          const latest = list
            .filter((each) => holds(each, when))
            .map(({ periodFrom }) => periodFrom as PlainDate)
            .sort()
            .at(-1);
          expect(speaker?.periodFrom).toBe(latest);
        }
      }),
      { numRuns: 300 },
    );
  });
});

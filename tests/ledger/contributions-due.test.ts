import { describe, expect, it } from 'vitest';
import {
  type AssessedCharge,
  arrearsOf,
  awaitedContributions,
  type CareDays,
  type ContributionDue,
  type ContributionPaid,
  contributionsAssessed,
  contributionsOfPayments,
} from '../../src/ledger/contributions-due.ts';
import { expectedPayments } from '../../src/ledger/expected.ts';
import type { OrganisationCode } from '../../src/values/ids.ts';
import { parsePounds, poundsText } from '../../src/values/money.ts';
import { addDays } from '../../src/values/plain-date.ts';
import { day, kept } from './schedules.ts';

const COUNCIL = 'E08000039' as OrganisationCode;
const STREAM = 'adult-social-care';
const period = (first: string, last: string | null) => ({
  from: day(first),
  until: last === null ? null : addDays(day(last), 1),
});

/** A sum a week from each day on; null where it is not known. */
function assessed(first: string, ...sums: [from: string, weekly: string | null][]): AssessedCharge {
  return {
    ...{ council: COUNCIL, stream: STREAM, days: period(first, null) },
    amounts: sums.map(([from, weekly], at) => ({
      days: { from: day(from), until: sums[at + 1] ? day(sums[at + 1]?.[0] as string) : null },
      kind: weekly === null ? 'NOT_KNOWN' : 'WEEKLY',
      weekly: weekly === null ? null : parsePounds(weekly),
    })),
  };
}

const care = (first: string, last: string | null = null): CareDays => ({
  ...{ stream: STREAM, council: COUNCIL, days: period(first, last) },
});

interface Said {
  readonly care?: CareDays[];
  readonly assessments?: AssessedCharge[];
  readonly told?: ReturnType<typeof period>[];
  readonly by?: string;
  readonly diedOn?: string;
}

function found(said: Said) {
  const by = day(said.by ?? '2026-06-30');
  return contributionsAssessed(
    said.care ?? [care('2026-04-06')],
    said.assessments ?? [assessed('2026-04-06', ['2026-04-06', '45.50'])],
    (said.told ?? []).map((days) => ({ council: COUNCIL, days })),
    { by, diedOn: said.diedOn === undefined ? null : day(said.diedOn) },
  );
}
const inWords = ({ due }: ReturnType<typeof found>) =>
  due.map(
    ({ dueOn, days, amount }) =>
      `${dueOn} ${days.from} ${addDays(days.until, -1)} ${poundsText(amount)}`,
  );

describe('contributions by a financial assessment, worked out by hand', () => {
  it('by four weeks, due when they are over', () => {
    // 4 × £45.50.
    expect(inWords(found({}))).toEqual([
      '2026-05-03 2026-04-06 2026-05-03 182.00',
      '2026-05-31 2026-05-04 2026-05-31 182.00',
      '2026-06-28 2026-06-01 2026-06-28 182.00',
    ]);
    expect(inWords(found({ by: '2026-05-02' }))).toEqual([]);
  });

  it('on days of care alone, and none after a death', () => {
    // 11 days of £6.50, then 7.
    const some = [care('2026-04-20', '2026-04-30'), care('2026-05-04', '2026-05-10')];
    expect(inWords(found({ care: some }))).toEqual([
      '2026-05-03 2026-04-20 2026-04-30 71.50',
      '2026-05-31 2026-05-04 2026-05-10 45.50',
    ]);
    expect(inWords(found({ diedOn: '2026-04-12' }))).toEqual([
      '2026-05-03 2026-04-06 2026-04-12 45.50',
    ]);
    expect(found({ care: [] })).toEqual({ due: [], notKnown: [] });
  });

  it('care of two kinds is charged for once', () => {
    const both = [care('2026-04-06'), { ...care('2026-04-06'), stream: 'carer-support' }];
    expect(inWords(found({ care: both }))[0]).toBe('2026-05-03 2026-04-06 2026-05-03 182.00');
  });

  it('not on days of which a schedule tells the charge', () => {
    expect(inWords(found({ told: [period('2026-04-20', null)] }))).toEqual([
      '2026-05-03 2026-04-06 2026-04-19 91.00',
    ]);
  });

  it('a sum that changes, and a later assessment in the place of an earlier', () => {
    // 14 days of £6.50 and 14 of £7.00.
    const changed = assessed('2026-04-06', ['2026-04-06', '45.50'], ['2026-04-20', '49.00']);
    expect(inWords(found({ assessments: [changed] }))[0]).toContain(' 189.00');
    const later = assessed('2026-05-04', ['2026-05-04', '10.00']);
    expect(inWords(found({ assessments: [changed, later] }))).toEqual([
      '2026-05-03 2026-04-06 2026-05-03 189.00',
      '2026-05-31 2026-05-04 2026-05-31 40.00',
      '2026-06-28 2026-06-01 2026-06-28 40.00',
    ]);
  });

  it('pence that no week divides add up to the whole', () => {
    const odd = assessed('2026-04-06', ['2026-04-06', '10.01']);
    const days = [care('2026-04-06', '2026-04-08'), care('2026-05-04', '2026-05-07')];
    // 3/7 is £4.29, and 7/7 £10.01 in all.
    expect(inWords(found({ care: days, assessments: [odd] })).map((row) => row.slice(33))).toEqual([
      ...['4.29', '5.72'],
    ]);
  });

  it('days of which nobody says are not known, and not nothing', () => {
    const unknown = assessed('2026-04-06', ['2026-04-06', '45.50'], ['2026-05-04', null]);
    const { due, notKnown } = found({ assessments: [unknown] });
    expect(due).toHaveLength(1);
    expect(notKnown).toEqual([
      { stream: STREAM, funder: COUNCIL, days: period('2026-05-04', '2026-06-30') },
    ]);
    expect(found({ assessments: [] }).notKnown[0]?.days).toEqual(
      period('2026-04-06', '2026-06-30'),
    );
    const nothing = assessed('2026-04-06', ['2026-04-06', '0.00']);
    expect(found({ assessments: [nothing] })).toEqual({ due: [], notKnown: [] });
  });
});

it('contributions by a schedule are due with its payments', () => {
  const payments = expectedPayments(
    {
      schedules: [kept('a', { contribution: '45.50' }), { ...kept('b'), stream: 'section-117' }],
      ...{ offsets: [], receipts: [] },
    },
    { by: day('2026-05-04'), diedOn: null },
    day('2026-06-01'),
  );
  expect(contributionsOfPayments(payments)).toMatchObject([
    { dueOn: '2026-04-06', stream: STREAM, amount: 18200n, basis: 'SCHEDULE' },
    { dueOn: '2026-05-04', stream: STREAM, amount: 18200n, basis: 'SCHEDULE' },
  ]);
});

describe('arrears', () => {
  const today = day('2026-06-10');
  const received = (pounds: string) => new Map([[STREAM, parsePounds(pounds)]]);

  it('are what was due up to today less what came', () => {
    // Two of three are due; £364.00.
    expect(arrearsOf(found({}), received('300.00'), today)).toEqual([
      { stream: STREAM, expected: 36400n, received: 30000n, arrears: 6400n },
    ]);
    expect(arrearsOf(found({}), received('400.00'), today)[0]?.arrears).toBe(-3600n);
  });

  it('are not known where a charge is not', () => {
    expect(arrearsOf(found({ assessments: [] }), received('1.00'), today)).toEqual([
      { stream: STREAM, expected: null, received: 100n, arrears: null },
    ]);
  });

  it('money that came and that nobody asked for is told too', () => {
    const none = { due: [], notKnown: [] };
    expect(arrearsOf(none, received('1.00'), today)[0]).toMatchObject({ arrears: -100n });
    expect(arrearsOf(none, new Map(), today)).toEqual([]);
  });
});

describe('what of contributions has still to come', () => {
  const january: ContributionDue = {
    ...{ dueOn: day('2026-01-28'), stream: STREAM, funder: COUNCIL, amount: parsePounds('20.00') },
    ...{ days: period('2026-01-01', '2026-01-28') as ContributionDue['days'], basis: 'SCHEDULE' },
  };
  const february: ContributionDue = {
    ...{ ...january, dueOn: day('2026-02-25') },
    days: period('2026-01-29', '2026-02-25') as ContributionDue['days'],
  };
  const paid = (pounds: string, from: string | null = null, stream = STREAM): ContributionPaid => ({
    ...{ stream, amount: parsePounds(pounds), coversFrom: from === null ? null : day(from) },
  });
  it.each<[string, ContributionPaid[], string]>([
    ['all of it where nothing has come', [], '2026-01-28 20.00, 2026-02-25 20.00'],
    ['less what was paid for its days', [paid('20.00', '2026-01-29')], '2026-01-28 20.00'],
    ['less what was paid for no days, the earliest first', [paid('20.00')], '2026-02-25 20.00'],
    [
      'the rest of what came in part',
      [paid('5.00', '2026-02-01')],
      '2026-01-28 20.00, 2026-02-25 15.00',
    ],
    [
      'what came for its days before what came for none, whichever came first',
      [paid('25.00'), paid('10.00', '2026-01-01')],
      '2026-02-25 5.00',
    ],
    [
      'what was paid too much for one counts to the others',
      [paid('30.00', '2026-02-01')],
      '2026-01-28 10.00',
    ],
    ['nothing where all has come, and more', [paid('41.00')], ''],
    [
      'not less what was paid for another stream',
      [paid('40.00', null, 'carer-support')],
      '2026-01-28 20.00, 2026-02-25 20.00',
    ],
  ])('%s', (_what, received, left) => {
    const found = awaitedContributions([january, february], received);
    const inWords = found.map(({ dueOn, outstanding }) => `${dueOn} ${poundsText(outstanding)}`);
    expect(inWords.join(', ')).toBe(left);
  });
});

import { describe, expect, it } from 'vitest';
import type { AwardDraft } from '../../src/awards/award.ts';
import { integrateSums } from '../../src/budgets/budget.ts';
import { unconfirmedIn } from '../../src/budgets/unconfirmed.ts';
import { RECORDED_BY_HAND } from '../../src/decisions/recorded-award.ts';
import type { OrganisationCode } from '../../src/values/ids.ts';
import { lastDay } from '../../src/values/period.ts';
import { care, day, days, rate, year } from '../awards/drafts.ts';
import { tell } from '../support/told.ts';
import { area, budgetOf, entryOf, NOTHING_KNOWN } from './areas.ts';
import { forecast, inShort } from './forecasts.ts';

const COUNCIL = 'E08000039' as OrganisationCode;
/** £70 a week from 1 October 2025 without an end, recorded on 15 January 2026. */
const open = (differs: Partial<AwardDraft> = {}) =>
  care({ ...{ days: days('2025-10-01'), reference: 'A-1' }, ...rate('70', 'WEEK'), ...differs });
const recorded = (draft = open(), asOf = '2026-01-15', more: Parameters<typeof tell>[1] = {}) =>
  tell(draft, { asOf, adapter: RECORDED_BY_HAND, ...more });

const REASON =
  'overdue to be confirmed for 2027-04-01 to 2028-03-31: name of E08000039 recorded it on 2026-01-15, which speaks for no year that begins more than twelve months later; it has to be recorded again, or ended';
const LATE = { year: year('2027-28'), today: day('2027-05-01') };

describe('a recorded award without an end, in a year that begins more than twelve months later', () => {
  it('counts in the year before it: £70.00 × 365 ÷ 7 is £3,650.00', () => {
    const budget = budgetOf([recorded()], { year: year('2026-27'), today: day('2027-03-31') });
    expect(entryOf(budget, 'adult-social-care').amount).toBe(3_650_00n);
    expect(budget.complete).toBe(true);
  });

  it('is a gap, and an entry of which nothing is known: no figure of it is 0', () => {
    const budget = budgetOf([recorded()], LATE);
    expect(budget.complete).toBe(false);
    expect(budget.gaps.map(({ stream, reason }) => [stream.code, reason])).toEqual([
      ['adult-social-care', REASON],
    ]);
    expect(entryOf(budget, 'adult-social-care')).toMatchObject({
      ...{ amount: null, figures: NOTHING_KNOWN, lines: [], ceilings: [] },
      source: { status: 'STALE', asOf: '2026-01-15', recordedBy: { code: COUNCIL } },
    });
    expect(budget.total).toEqual(NOTHING_KNOWN);
  });

  it('is one where only the sums are read', () => {
    const { complete, streams } = integrateSums(area(LATE), [recorded()], new Set([COUNCIL]));
    expect([complete, streams.map(({ figures }) => figures)]).toEqual([false, [NOTHING_KNOWN]]);
  });

  it('is still to be confirmed where the year has not begun', () => {
    const { gaps } = budgetOf([recorded()], { ...LATE, today: day('2026-06-01') });
    expect(gaps[0]?.reason).toMatch(/^still to be confirmed for 2027-04-01 to 2028-03-31: /);
  });

  it('leaves what remains of the stream unknown beside a line that is told', () => {
    const other = tell(open({ reference: 'B-2', contribution: { kind: 'NONE', reason: 'x' } }), {
      asOf: '2027-04-30',
      payments: [],
    });
    const entry = entryOf(budgetOf([recorded(), other], LATE), 'adult-social-care');
    // £70.00 × 366 ÷ 7
    expect(entry.figures).toEqual({
      ...{ awarded: 3_660_00n, contribution: null, paid: null },
      ...{ remaining: null, unreported: 3_660_00n },
    });
  });

  it('shows what the ledger knows to have been paid', () => {
    const money = {
      ...{ stream: 'adult-social-care', funder: COUNCIL, mode: 'NOTIONAL', host: COUNCIL },
      ...{ amount: 280_00n, gross: false, covers: null },
    } as const;
    const ledger = [money as never];
    const entry = entryOf(budgetOf([recorded()], LATE, { ledger }), 'adult-social-care');
    expect(entry.figures).toMatchObject({ awarded: null, paid: 280_00n, remaining: null });
  });
});

describe('days that are not confirmed', () => {
  const found = (...awards: Parameters<typeof unconfirmedIn>[1]) =>
    unconfirmedIn(year('2027-28'), awards).map(({ award, days: spans }) => [
      award.reference,
      ...spans.map((span) => `${span.from} ${lastDay(span)}`),
    ]);
  const ALL = ['A-1', '2027-04-01 2028-03-31'];
  const again = (first: string, differs: Partial<AwardDraft> = {}) =>
    recorded(open({ days: days(first), ...differs }), '2027-02-01');

  it.each<[string, Parameters<typeof unconfirmedIn>[1], unknown[]]>([
    ['are all of the year', [recorded()], [ALL]],
    [
      'are up to its last day',
      [recorded(open({ days: days('2025-10-01', '2027-06-30') }))],
      [['A-1', '2027-04-01 2027-06-30']],
    ],
    [
      'are none where it ended before',
      [recorded(open({ days: days('2025-10-01', '2027-03-31') }))],
      [],
    ],
    [
      'are none where its funder has recorded its end',
      [recorded(open(), '2026-01-15', { windows: [{ from: null, until: day('2027-01-01') }] })],
      [],
    ],
    ['are none where it was recorded again', [recorded(), again('2027-04-01')], []],
    [
      'are those before it begins anew',
      [recorded(), again('2027-06-01')],
      [['A-1', '2027-04-01 2027-05-31']],
    ],
    [
      'are told once, of what was recorded last',
      [recorded(), recorded(open(), '2026-03-01')],
      [ALL],
    ],
    [
      'are all where another reference was recorded',
      [recorded(), again('2027-04-01', { reference: 'B' })],
      [ALL],
    ],
    [
      'are none where the same is recorded without a reference, in the same mode',
      [recorded(), again('2027-04-01', { reference: null })],
      [],
    ],
    [
      'are all where that is in another mode',
      [recorded(), again('2027-04-01', { reference: null, mode: 'COMMISSIONED' })],
      [ALL],
    ],
    [
      'are all where it is of another funder',
      [recorded(), again('2027-04-01', { funder: 'QF7' as OrganisationCode })],
      [ALL],
    ],
    ['are none of a file: its source is asked for it', [tell(open(), { asOf: '2026-01-15' })], []],
  ])('%s', (_what, awards, spans) => expect(found(...awards)).toEqual(spans));
});

it('twelve months from a day on have a line that nobody can price', () => {
  const budget = forecast('2027-05-01', [recorded()]);
  expect(budget.lines.map(inShort)).toEqual([
    [
      ...['IN_FORCE', 'adult-social-care', COUNCIL],
      'not confirmed: E08000039 recorded it on 2026-01-15, which speaks for no year that begins more than twelve months later; it has to be recorded again, or ended',
    ],
  ]);
  expect([budget.complete, budget.total]).toEqual([false, null]);
  expect(forecast('2026-05-01', [recorded()])).toMatchObject({ complete: true });
});

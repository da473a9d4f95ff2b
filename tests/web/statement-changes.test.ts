import { describe, expect, it } from 'vitest';
import type { AheadChange } from '../../src/statements/ahead-change.ts';
import type { Change } from '../../src/statements/change.ts';
import type { MoneyChange } from '../../src/statements/statement.ts';
import { pence } from '../../src/values/money.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { writtenIn } from '../../src/web/figures.ts';
import { LANGUAGES, type Look } from '../../src/web/look.ts';
import { sayIn } from '../../src/web/messages.ts';
import type { Page } from '../../src/web/page.ts';
import { changeSaid } from '../../src/web/statement-changes.ts';

const day = (text: string) => text as PlainDate;
const CARE = {
  ...{ code: 'adult-social-care', name: 'Adult social care' },
  ...{ sector: 'SOCIAL_CARE', nature: 'BUDGET' },
} as Change['stream'] & object;

const change = (more: Partial<Change>): Change => ({
  movement: '00000000-0000-4000-8000-000000000001' as Change['movement'],
  ...{ day: day('2026-01-06'), recordedOn: day('2026-01-20'), kind: 'SPENDING', undoes: null },
  ...{ undoneDay: null, mode: 'DIRECT_PAYMENT', otherMode: null, stream: CARE, covers: null },
  ...{ funder: 'Sheffield', funderCode: 'E08000039', payee: 'Helping Hands', reason: null },
  ...{ purpose: { code: 'personal-care', name: 'Personal care' } },
  ...{ amount: pence(-600n), recharged: pence(0n), bought: pence(0n), ...more },
});
const money = (kind: MoneyChange['kind'], of: Change): MoneyChange => ({
  ...{ kind, date: of.day, recordedOn: of.recordedOn, amount: of.amount, words: '', change: of },
});
const recharge = (recharged: bigint, more: Partial<Change> = {}) =>
  money(
    'RECHARGE',
    change({
      ...{ kind: 'RECHARGE', amount: pence(0n), recharged: pence(recharged), reason: 'settled' },
      covers: { firstDay: day('2025-04-01'), lastDay: day('2025-04-28') },
      ...more,
    }),
  );
const every = (amount: bigint) => ({ amount: pence(amount), every: 'FOUR_WEEKS' }) as const;
const expected = (kind: string, more: object): AheadChange =>
  ({
    ...{ kind, date: day('2026-01-26'), recordedOn: day('2026-01-20'), source: CARE, words: '' },
    ...{ funder: { code: 'E08000039', name: 'Sheffield' }, before: null, after: null },
    ...{ takenOff: null, reason: null, ...more },
  }) as AheadChange;
const review = (more: object): AheadChange =>
  ({
    ...{ kind: 'REVIEW_MOVED', source: CARE, review: 'PLAN', before: day('2026-04-01'), words: '' },
    ...{ after: day('2027-01-12'), because: 'HELD', lastHeld: day('2026-01-12'), ...more },
  }) as AheadChange;

const ALL: readonly (MoneyChange | AheadChange)[] = [
  money('MOVEMENT', change({})),
  money(
    'MOVEMENT',
    change({
      ...{ kind: 'REVERSAL', undoes: 'SPENDING', undoneDay: day('2026-01-05') },
      ...{ amount: pence(600n), reason: 'recorded twice' },
    }),
  ),
  recharge(250_00n, { funder: 'South Yorkshire', funderCode: 'QF7' }),
  recharge(-250_00n),
  recharge(-50_00n, { funder: null, funderCode: 'SELF' }),
  expected('SCHEDULE_SET', { after: every(658_00n), reason: 'a new plan' }),
  expected('SCHEDULE_CHANGED', { before: every(658_00n), after: every(698_00n) }),
  expected('SCHEDULE_ENDED', { before: every(698_00n), reason: 'moved away' }),
  expected('OFFSET', { takenOff: pence(50_00n), reason: 'unspent since May' }),
  review({}),
  review({ after: null, because: 'SUPPORT' }),
  review({ because: 'RULE' }),
];

const saidIn = (language: Look['language']): string[] => {
  const page = { say: sayIn({ language, format: 'full' }), written: writtenIn(language) };
  return ALL.map((each) => changeSaid(page as Page, each));
};

describe('what has changed since the last statement', () => {
  it('is said in plain words, each with its reason', () => {
    const council = 'Care and support from the council';
    const days = 'For 1 April 2025 to 28 April 2025. Why: settled';
    expect(saidIn('en')).toEqual([
      'Personal care, to Helping Hands, of 6 January 2026: -£6.00. Written down on 20 January 2026.',
      'Taken back: Personal care, to Helping Hands (recorded twice), of 5 January 2026: £6.00. Written down on 20 January 2026.',
      `6 January 2026: South Yorkshire pays £250.00 more (${council}). ${days}`,
      `6 January 2026: Sheffield pays £250.00 less (${council}). ${days}`,
      `6 January 2026: you pay £50.00 less (${council}). ${days}`,
      `New payments from 26 January 2026: £658.00 every four weeks from Sheffield (${council}). Why: a new plan`,
      `From 26 January 2026: £698.00 every four weeks from Sheffield, in place of £658.00 every four weeks (${council}).`,
      `No more payments from 26 January 2026. Until then: £698.00 every four weeks from Sheffield (${council}). Why: moved away`,
      `£50.00 less in the payment of 26 January 2026 from Sheffield (${council}), because you have money left over. Why: unspent since May`,
      `A review of your plan (${council}) is now due on 12 January 2027. It was due on 1 April 2026. Why: one was held on 12 January 2026.`,
      `A review of your plan (${council}) is no longer due. It was due on 1 April 2026. Why: what we are told about your support has changed.`,
      `A review of your plan (${council}) is now due on 12 January 2027. It was due on 1 April 2026. Why: the rule on when to look again has changed.`,
    ]);
  });

  it.each(LANGUAGES)('has no value left to fill in and no code: %s', (language) => {
    for (const said of saidIn(language)) expect(said).not.toMatch(/[{}]|[A-Z]{3,}_|undefined/);
  });

  it('is said in Welsh with the same figures', () => {
    const figures = (all: string[]) => all.map((said) => said.match(/£[\d.]+/g));
    expect(figures(saidIn('cy'))).toEqual(figures(saidIn('en')));
    expect(saidIn('cy')[5]).toMatch(/^Taliadau newydd o 26 Ionawr 2026: £658\.00 bob pedair/);
  });
});

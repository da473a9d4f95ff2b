import { describe, expect, it } from 'vitest';
import type { ToldAward } from '../../src/awards/award.ts';
import { restate } from '../../src/budgets/restatement.ts';
import { care, day, days, given, rate } from '../awards/drafts.ts';
import { book, spell, tariff } from '../currencies/books.ts';
import { tell } from '../support/told.ts';
import { budgetOf } from './areas.ts';

const inYear = { year: '2017-18' as never };
const FROM = day('2017-12-31');

/** The changes between two sets of awards, told by deliveries of which some were taken back. */
function changed(
  before: readonly ToldAward[],
  after: readonly ToldAward[],
  withdrawn: readonly string[] = [],
) {
  const between = { from: FROM, withdrawn: new Set(withdrawn) };
  return restate(budgetOf(before, inYear), budgetOf(after, inYear), between).map(
    ({ before: was, after: is, difference, cause }) => [was, is, difference, cause],
  );
}

const priced = (pounds: string, knownFrom: string) =>
  tariff('ELECTIVE', { pounds, knownFrom, source: `price list ${knownFrom}` });
const HOSPITAL = given('0', '2017-18', {
  ...{ amount: null, activity: spell(), provider: 'RXX', careKey: 'spell-1' },
  days: days('2017-06-01', '2017-06-03'),
});
const hospital = (...pounds: string[]) => {
  const tariffs = pounds.map((sum, at) => priced(sum, at === 0 ? '2017-04-01' : '2018-02-01'));
  return { ...tell(HOSPITAL, { book: book('SPELL', tariffs) }), id: 'the spell' };
};
const weekly = (pounds: string, more: Parameters<typeof tell>[1] = {}) =>
  tell(care({ ...rate(pounds, 'WEEK'), service: 'home care', days: days('2017-04-01') }), more);

describe('what changed between two answers', () => {
  it('is nothing where they are the same', () => {
    const award = weekly('70');
    expect(changed([award], [award])).toEqual([]);
  });

  it('is a new tariff where the same care has another price', () => {
    const [before, after] = [hospital('1000'), hospital('1000', '1100.50')];
    expect(changed([before], [after])).toEqual([[100_000n, 110_050n, 10_050n, 'NEW_TARIFF']]);
  });

  it('and where it had none', () => {
    expect(changed([hospital()], [hospital('1000')])).toEqual([
      [null, 100_000n, 100_000n, 'NEW_TARIFF'],
    ]);
  });

  it('is a restated cost where the sender gives the same service another rate', () => {
    // £77 less £70 a week is £7 × 365 ÷ 7
    expect(changed([weekly('70')], [weekly('77')])).toEqual([
      [365_000n, 401_500n, 36_500n, 'RESTATED_COST'],
    ]);
  });

  it('is a new delivery where a file tells a line more, or a line less', () => {
    const told = weekly('70', { asOf: '2018-02-28' });
    expect(changed([], [told])).toEqual([[null, 365_000n, 365_000n, 'NEW_DELIVERY']]);
    expect(changed([told], [])).toEqual([[365_000n, null, -365_000n, 'NEW_DELIVERY']]);
  });

  it('is a correction where the delivery was taken back, and where an earlier one stands again', () => {
    const told = weekly('70');
    expect(changed([told], [], ['delivery'])).toEqual([[365_000n, null, -365_000n, 'CORRECTION']]);
    const earlier = weekly('70', { asOf: '2017-09-30' });
    expect(changed([], [earlier])[0]?.at(-1)).toBe('CORRECTION');
  });

  it('is an overlap where another line counts the same care now', () => {
    const costed = tell(given('500', '2017-18', { careKey: 'spell-1', provider: 'RXX' }));
    const changes = changed([costed], [costed, hospital('1000')]);
    expect(changes).toContainEqual([50_000n, null, -50_000n, 'OVERLAP']);
  });
});

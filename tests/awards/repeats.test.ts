import { describe, expect, it } from 'vitest';
import type { AwardDraft, ToldAward } from '../../src/awards/award.ts';
import { linesIn } from '../../src/awards/line.ts';
import { withoutRepeats } from '../../src/awards/repeats.ts';
import { decimal } from '../../src/values/ratio.ts';
import { book, cluster, spell, tariff, units } from '../currencies/books.ts';
import { tell } from '../support/told.ts';
import { care, days, given, rate, year } from './drafts.ts';

const SPELLS = book('SPELL', [tariff('ELECTIVE', { pounds: '1000' })]);
const DAYS = book('CLUSTER_DAY', [
  tariff('NON_ADMITTED_DAY', { pounds: '30' }),
  tariff('ADMITTED_DAY', { pounds: '330' }),
]);
const CONTACTS = book('CONTACT', [tariff('CONTACT', { pounds: '243.81' })]);

const cared = (differs: Partial<AwardDraft>) =>
  given('500', '2017-18', { days: days('2017-06-01', '2017-06-03'), ...differs });

const hospital = (differs: Partial<AwardDraft> = {}, prices = SPELLS) =>
  tell(
    cared({ amount: null, activity: spell(), careKey: 'spell-1', provider: 'RXX', ...differs }),
    {
      book: prices,
    },
  );
const costed = (differs: Partial<AwardDraft> = {}) =>
  tell(cared({ careKey: 'spell-1', provider: 'RXX', ...differs }));
const inCluster = (setting: 'ADMITTED' | 'NON_ADMITTED' = 'NON_ADMITTED', prices = DAYS) =>
  tell(
    cared({
      ...{ stream: 'mental-health-cluster', amount: null, provider: 'RXX' },
      currency: { scheme: 'tested', code: 'X' },
      activity: cluster('2017-06-01', '2017-06-30', { setting }),
      days: days('2017-06-01', '2017-06-30'),
    }),
    { book: prices },
  );
const contact = (day: string, provider = 'RXX') =>
  tell(
    cared({
      ...{ stream: 'individual-placement-support', amount: null, provider },
      activity: units('1', day),
      days: days(day, day),
    }),
    { book: CONTACTS },
  );

/** Each line's amount, whether it counts, and the rule that decided. */
function judged(...awards: readonly ToldAward[]) {
  return withoutRepeats(linesIn(year('2017-18'), awards)).map((line) => [
    line.award.stream,
    line.kind === 'PRICED' ? line.amount : null,
    line.inTotals,
    line.overlap?.rule ?? null,
  ]);
}

describe('the same care never counts twice', () => {
  it('a spell told by two feeds counts as it is priced by tariff', () => {
    expect(judged(costed(), hospital())).toEqual([
      ['nhs-tariff', 50_000n, false, 'SAME_SPELL'],
      ['nhs-tariff', 100_000n, true, null],
    ]);
  });

  it('but as the provider costs it where the tariff has no price', () => {
    expect(judged(costed(), hospital({}, book('SPELL', [])))).toEqual([
      ['nhs-tariff', 50_000n, true, null],
      ['nhs-tariff', null, true, null],
    ]);
  });

  it('another spell, or one without a number, is other care', () => {
    const others = [costed({ careKey: 'spell-2' }), costed({ careKey: null })];
    expect(judged(hospital(), ...others).map(([, , counts]) => counts)).toEqual([true, true, true]);
  });

  it('a placement-support contact on a day of the provider’s cluster is in its price', () => {
    expect(judged(inCluster(), contact('2017-06-30'))).toEqual([
      ['mental-health-cluster', 90_000n, true, null],
      ['individual-placement-support', 24_381n, false, 'INSIDE_CLUSTER'],
    ]);
  });

  it('a contact after it, or with another provider, is not', () => {
    const counted = judged(inCluster(), contact('2017-07-01'), contact('2017-06-10', 'RYY'));
    expect(counted.map(([, , counts]) => counts)).toEqual([true, true, true]);
  });

  it('a cluster without a price covers nothing', () => {
    const counted = judged(
      inCluster('NON_ADMITTED', book('CLUSTER_DAY', [])),
      contact('2017-06-10'),
    );
    expect(counted.at(-1)).toEqual(['individual-placement-support', 24_381n, true, null]);
  });

  it('a spell is in the price of days in hospital, and not of days without', () => {
    expect(judged(inCluster('ADMITTED'), hospital()).at(-1)?.at(-1)).toBe('INSIDE_CLUSTER');
    expect(judged(inCluster('NON_ADMITTED'), hospital()).at(-1)?.at(-1)).toBeNull();
  });

  it('care that the provider itself costs as a cluster is in the cluster’s price', () => {
    const currency = { scheme: 'tested', code: 'X' };
    const own = (provider: string) => costed({ careKey: null, currency, provider });
    expect(judged(inCluster(), own('RXX')).at(-1)?.at(-1)).toBe('INSIDE_CLUSTER');
    expect(judged(inCluster(), own('RYY')).at(-1)?.at(-1)).toBeNull();
  });

  it('an award that takes its price from the care’s currency replaces the care on its days', () => {
    const currency = { scheme: 'tested', code: 'X' };
    const agreed = (last: string) =>
      tell(
        care({
          ...{ stream: 'personal-health-budget', currency, ...rate('210', 'WEEK') },
          days: days('2017-04-01', last),
        }),
      );
    expect(judged(inCluster(), agreed('2017-06-30'))[0]?.at(-1)).toBe('NAMED_BY_AWARD');
    expect(judged(inCluster(), agreed('2017-05-31'))[0]?.at(-1)).toBeNull();
  });
});

describe('a landlord’s support charge', () => {
  const charge = tell(
    care({
      ...{ stream: 'tenancy-costs', element: 'SUPPORT', ...rate('25.50', 'WEEK') },
      contribution: { kind: 'UNKNOWN', reason: 'not known who pays' },
    }),
  );
  const award = (pounds: string) =>
    tell(care({ stream: 'housing-related-support', amount: decimal(pounds) }));

  it('is matched by a funder’s award of the same sum on the same days, and stays a cost', () => {
    const [cost] = withoutRepeats(linesIn(year('2025-26'), [charge, award('25.50')]));
    expect(cost?.overlap?.rule).toBe('SUPPORT_CHARGE_PAID');
    expect(cost?.overlap?.words).toContain('E08000039');
    expect(cost?.inTotals).toBe(true);
  });

  it('has an unknown payer until then', () => {
    const [cost] = withoutRepeats(linesIn(year('2025-26'), [charge, award('30')]));
    expect([cost?.overlap, cost?.contribution]).toEqual([null, null]);
  });
});

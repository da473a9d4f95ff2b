import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { priceActivity } from '../../src/currencies/price.ts';
import { decimal, minus, times, toDecimal } from '../../src/values/ratio.ts';
import {
  book,
  currency,
  emergency,
  factor,
  marginal,
  on,
  pricedBy,
  scheme,
  spell,
  stepsOf,
  tariff,
  told,
  unpricedKind,
  whyUnpriced,
} from './books.ts';
import {
  anyFactor,
  anyFactors,
  anyMarginal,
  anyPercent,
  anyPounds,
  anySpell,
  anySpellTariffs,
} from './random-books.ts';

const ELECTIVE = tariff('ELECTIVE', { pounds: '1000', trimPoint: 5, longStay: '200' });
const NON_ELECTIVE = tariff('NON_ELECTIVE', { pounds: '2000', trimPoint: 10, longStay: '250' });
const SHORT_STAY = tariff('SHORT_STAY', { percent: '70' });
const TOP_UP = tariff('TOP_UP', { percent: '10' });
const BEST_PRACTICE = tariff('BEST_PRACTICE', { pounds: '300' });

const PLAIN = book('SPELL', [ELECTIVE, NON_ELECTIVE, SHORT_STAY]);
const FULL = book('SPELL', [ELECTIVE, NON_ELECTIVE, SHORT_STAY, TOP_UP, BEST_PRACTICE]);

describe('the base', () => {
  it.each([
    ['11', 100_000n],
    ['12', 100_000n],
    ['13', 100_000n],
    ['21', 200_000n],
    ['2D', 200_000n],
    ['31', 200_000n],
    ['81', 200_000n],
  ])('admission method %s', (admissionMethod, amount) => {
    expect(pricedBy(spell({ admissionMethod, nights: 3 }), PLAIN).amount).toBe(amount);
  });

  it('a missing price is said, with its year and kind', () => {
    const none = book('SPELL', [NON_ELECTIVE]);
    expect(whyUnpriced(spell(), none)).toBe(
      'no elective price is loaded for this currency in the price year 2017-18',
    );
    expect(whyUnpriced(emergency(), book('SPELL', [ELECTIVE]))).toBe(
      'no non-elective price is loaded for this currency in the price year 2017-18',
    );
  });

  it.each(['3', '4', '5'] as const)('classification %s has no price per spell', (given) => {
    expect(whyUnpriced(spell({ patientClassification: given }), PLAIN)).toBe(
      'regular attenders and stays for birth facilities only have no price per spell',
    );
  });

  it('is illustrative where its price is', () => {
    const shown = { ...ELECTIVE, illustrative: true };
    expect(pricedBy(spell(), book('SPELL', [shown])).illustrative).toBe(true);
    expect(pricedBy(spell(), PLAIN).illustrative).toBe(false);
  });

  it('more pence than can be carried is no price', () => {
    const much = spell({ marketForcesFactor: decimal('999999999999999999') });
    expect(whyUnpriced(much, PLAIN)).toBe('comes to more pence than can be carried exactly');
  });
});

describe('the price year is the year the spell ended', () => {
  const two = book(
    'SPELL',
    [
      tariff('ELECTIVE', { pounds: '1000' }),
      tariff('ELECTIVE', { pounds: '1100', from: '2018-04-01', until: '2019-04-01' }),
    ],
    { factors: [factor('1.1'), factor('1.2', { from: '2018-04-01', until: '2019-04-01' })] },
  );
  const ended = (dischargedOn: string) =>
    pricedBy(spell({ admittedOn: on('2018-03-28'), dischargedOn: on(dischargedOn) }), two);

  it('price and factor alike: never a mixture', () => {
    // 1,000 × 1.1 and 1,100 × 1.2
    expect(ended('2018-03-31').amount).toBe(110_000n);
    expect(ended('2018-04-01').amount).toBe(132_000n);
    expect(ended('2018-04-01').steps[0]?.words).toBe(
      'Elective price per spell, price year 2018-19 (the year it ended)',
    );
  });
});

describe('a short stay', () => {
  it('is an emergency of an adult under two days: 70 % of 2,000', () => {
    for (const nights of [0, 1]) {
      expect(pricedBy(emergency({ nights }), PLAIN).amount).toBe(140_000n);
    }
    expect(pricedBy(emergency({ nights: 2 }), PLAIN).amount).toBe(200_000n);
  });

  it('begins at the age of 19', () => {
    const aged = (ageOnAdmission: number) =>
      pricedBy(emergency({ nights: 1, ageOnAdmission }), PLAIN).amount;
    expect(aged(0)).toBe(200_000n);
    expect(aged(18)).toBe(200_000n);
    expect(aged(19)).toBe(140_000n);
  });

  it('without an age is unpriced, and says so', () => {
    expect(whyUnpriced(emergency({ nights: 1, ageOnAdmission: null }), PLAIN)).toBe(
      'an emergency stay under two days is priced by age, and the age is not known',
    );
    expect(pricedBy(emergency({ nights: 2, ageOnAdmission: null }), PLAIN).amount).toBe(200_000n);
  });

  it('without a percentage is unpriced for an adult, in full for a child', () => {
    const none = book('SPELL', [NON_ELECTIVE]);
    expect(whyUnpriced(emergency({ nights: 1, ageOnAdmission: 19 }), none)).toBe(
      'an emergency stay of an adult under two days, and no short-stay percentage is loaded for this currency',
    );
    expect(pricedBy(emergency({ nights: 1, ageOnAdmission: 18 }), none).amount).toBe(200_000n);
  });

  it('is not elective, maternity or other', () => {
    for (const admissionMethod of ['31', '32', '81', '82', '83']) {
      const { amount } = pricedBy(spell({ admissionMethod, nights: 0 }), PLAIN);
      expect(amount).toBe(200_000n);
    }
    expect(pricedBy(spell({ nights: 0 }), PLAIN).amount).toBe(100_000n);
  });
});

describe('a long stay', () => {
  it('is one longer than the trim point: at it, and one day more', () => {
    expect(pricedBy(spell({ nights: 5 }), PLAIN).amount).toBe(100_000n);
    expect(pricedBy(spell({ nights: 6 }), PLAIN).amount).toBe(120_000n);
    expect(pricedBy(emergency({ nights: 10 }), PLAIN).amount).toBe(200_000n);
    // 2,000 + 3 × 250
    expect(pricedBy(emergency({ nights: 13 }), PLAIN).amount).toBe(275_000n);
  });

  it('says the days, those beyond and the price of one', () => {
    expect(pricedBy(emergency({ nights: 13 }), PLAIN).steps[1]).toMatchObject({
      step: { type: 'LONG_STAY', days: 3, poundsPerDay: decimal('250') },
      words: '13 days, 3 beyond the trim point of 10: 250.00 a day',
      after: decimal('2750'),
    });
  });

  it('of a day case that stayed overnight counts as ordinary', () => {
    const dayCase = (nights: number) =>
      pricedBy(spell({ patientClassification: '2', nights }), PLAIN).amount;
    expect(dayCase(0)).toBe(100_000n);
    expect(dayCase(5)).toBe(100_000n);
    // 1,000 + 2 × 200
    expect(dayCase(7)).toBe(140_000n);
  });

  it('counts from a trim point of nought too, also for a child in an emergency', () => {
    const short = book('SPELL', [{ ...NON_ELECTIVE, trimPoint: 0 }]);
    const { amount } = pricedBy(emergency({ nights: 1, ageOnAdmission: 5 }), short);
    expect(amount).toBe(225_000n);
  });

  it('without a price per day is unpriced; without a trim point no stay is long', () => {
    const noPrice = book('SPELL', [{ ...ELECTIVE, longStayPounds: null }]);
    expect(pricedBy(spell({ nights: 5 }), noPrice).amount).toBe(100_000n);
    expect(whyUnpriced(spell({ nights: 6 }), noPrice)).toBe(
      'the stay is longer than the trim point, and no price per further day is loaded',
    );
    const noTrim = book('SPELL', [{ ...ELECTIVE, trimPoint: null, longStayPounds: null }]);
    expect(pricedBy(spell({ nights: 300 }), noTrim).amount).toBe(100_000n);
  });
});

describe('a top-up', () => {
  it('is taken of the long stay too: (1,000 + 2 × 200) × 1.1', () => {
    const priced = pricedBy(spell({ nights: 7 }), FULL);
    expect(stepsOf(priced)).toEqual(['BASE', 'LONG_STAY', 'TOP_UP', 'MARKET_FORCES']);
    expect(priced.amount).toBe(154_000n);
  });

  it('is taken of the short stay, not of the whole: 2,000 × 0.7 × 1.1', () => {
    expect(pricedBy(emergency({ nights: 1 }), FULL).amount).toBe(154_000n);
  });
});

describe('best practice', () => {
  const evidenced = { bestPracticeEvidenced: true };

  it('adds its sum with its evidence only, after the top-up: 1,000 × 1.1 + 300', () => {
    expect(pricedBy(spell(evidenced), FULL).amount).toBe(140_000n);
    expect(pricedBy(spell(), FULL).amount).toBe(110_000n);
  });

  it('says when there is none to add', () => {
    const priced = pricedBy(spell(evidenced), PLAIN);
    expect(priced.amount).toBe(100_000n);
    expect(priced.steps[1]?.words).toBe('Best practice evidenced; no add-on is loaded');
  });

  it('is multiplied by the market forces factor: (1,100 + 300) × 1.05', () => {
    const factored = spell({ ...evidenced, marketForcesFactor: decimal('1.05') });
    expect(pricedBy(factored, FULL).amount).toBe(147_000n);
  });
});

describe('the marginal share', () => {
  const share = marginal('10000', '9000', '30');

  it('leaves what is below the baseline in full: 1,000 + 30 % of 1,000', () => {
    const priced = pricedBy(emergency(), PLAIN, share);
    expect(priced.amount).toBe(130_000n);
    expect(priced.steps[1]).toMatchObject({
      step: { type: 'MARGINAL_SHARE', percent: decimal('30'), inFull: decimal('1000') },
      words: 'Emergency activity above the contract’s baseline: 30 % beyond 1000.00',
    });
  });

  it('is not taken up to the baseline, and is of all beyond it', () => {
    expect(pricedBy(emergency(), PLAIN, marginal('10000', '8000', '30')).amount).toBe(200_000n);
    expect(pricedBy(emergency(), PLAIN, marginal('10000', '10000', '30')).amount).toBe(60_000n);
    expect(pricedBy(emergency(), PLAIN, marginal('10000', '15000', '30')).amount).toBe(60_000n);
  });

  it('comes after short stay, long stay and top-up, and never touches best practice', () => {
    // 1,400 × 1.1 = 1,540; × 30 % = 462; + 300
    const short = emergency({ nights: 1, bestPracticeEvidenced: true });
    const priced = pricedBy(short, FULL, marginal('0', '0', '30'));
    expect(stepsOf(priced)).toEqual([
      ...['BASE', 'SHORT_STAY', 'TOP_UP', 'BEST_PRACTICE', 'MARGINAL_SHARE', 'MARKET_FORCES'],
    ]);
    expect(priced.amount).toBe(76_200n);
    // (2,000 + 2 × 250) × 1.1 = 2,750; × 30 % = 825; + 300
    const long = emergency({ nights: 12, bestPracticeEvidenced: true });
    expect(pricedBy(long, FULL, marginal('0', '0', '30')).amount).toBe(112_500n);
  });

  it('is of emergencies only', () => {
    for (const admissionMethod of ['11', '31', '81']) {
      const given = spell({ admissionMethod, nights: 3 });
      expect(told(pricedBy(given, PLAIN, share))).toEqual(told(pricedBy(given, PLAIN)));
    }
  });
});

describe('the market forces factor', () => {
  it('comes last, and the line rounds once', () => {
    // 1,000 × 1.000005 = 1,000.005, half a penny up
    const priced = pricedBy(spell({ marketForcesFactor: decimal('1.000005') }), PLAIN);
    expect(toDecimal(priced.exact, 6)).toBe('1000.005000');
    expect(priced.amount).toBe(100_001n);
    expect(stepsOf(priced).at(-1)).toBe('MARKET_FORCES');
  });

  it('is 1 only where the table says so', () => {
    const priced = pricedBy(spell(), PLAIN);
    expect(priced.steps.at(-1)?.words).toBe('Market forces factor of RXX: 1.000000');
  });

  it('none for the provider or the price year leaves the line unpriced', () => {
    const why = (given: Parameters<typeof spell>[0]) => whyUnpriced(spell(given), PLAIN);
    expect(why({ provider: 'RYY' })).toBe(
      'no market forces factor is loaded for RYY in the price year 2017-18',
    );
    const later = book('SPELL', [{ ...ELECTIVE, days: { from: on('2017-04-01'), until: null } }]);
    expect(whyUnpriced(spell({ admittedOn: on('2018-03-30'), nights: 2 }), later)).toBe(
      'no market forces factor is loaded for RXX in the price year 2018-19',
    );
  });

  it('given with the question stands before the provider’s own', () => {
    const own = book('SPELL', [ELECTIVE], { factors: [factor('1.1')] });
    expect(pricedBy(spell(), own).amount).toBe(110_000n);
    const given = pricedBy(spell({ marketForcesFactor: decimal('1.2') }), own);
    expect(given.amount).toBe(120_000n);
    expect(given.steps.at(-1)?.words).toBe(
      'Market forces factor as given with the question: 1.200000',
    );
  });
});

describe('what has no unit price', () => {
  const reason = 'non-elective care from 2023-24 is in the fixed payment';
  const open = { from: '2017-04-01', until: null };
  const prices = book(
    'SPELL',
    [
      tariff('ELECTIVE', { pounds: '1000', ...open }),
      tariff('NON_ELECTIVE', { pounds: '2000', ...open }),
    ],
    { unpricedKinds: [unpricedKind('NON_ELECTIVE', '2023-04-01', reason)] },
  );
  const ended = (admissionMethod: string, day: string) =>
    spell({
      ...{ admissionMethod, admittedOn: on('2023-03-01'), dischargedOn: on(day) },
      marketForcesFactor: decimal('1'),
    });

  it('non-elective care from 1 April 2023, whatever is loaded', () => {
    expect(pricedBy(ended('21', '2023-03-31'), prices).amount).toBe(200_000n);
    expect(whyUnpriced(ended('21', '2023-04-01'), prices)).toBe(reason);
    expect(whyUnpriced(ended('31', '2023-04-01'), prices)).toBe(reason);
    expect(pricedBy(ended('11', '2023-04-01'), prices).amount).toBe(100_000n);
  });
});

describe('a scheme or currency out of force', () => {
  const days = { from: on('2017-06-01'), until: on('2017-07-01') };
  const ended = (day: string) => spell({ admittedOn: on('2017-05-01'), dischargedOn: on(day) });

  it('prices history only', () => {
    const retired = { ...PLAIN, scheme: scheme('SPELL', { days }) };
    expect(whyUnpriced(ended('2017-05-31'), retired)).toBe(
      'the scheme is in force from 2017-06-01',
    );
    expect(pricedBy(ended('2017-06-01'), retired).kind).toBe('PRICED');
    expect(pricedBy(ended('2017-06-30'), retired).kind).toBe('PRICED');
    expect(whyUnpriced(ended('2017-07-01'), retired)).toBe(
      'the scheme was retired on 2017-07-01 and prices history only',
    );
  });

  it('a single code too', () => {
    const retired = { ...PLAIN, currency: currency('X', { days }) };
    expect(pricedBy(ended('2017-06-30'), retired).kind).toBe('PRICED');
    expect(whyUnpriced(ended('2017-07-01'), retired)).toBe(
      'the currency is not in force on 2017-07-01',
    );
  });
});

describe('for any prices', () => {
  it('the price of a long stay rises by the price of a day for each day, and by nothing before', () => {
    fc.assert(
      fc.property(
        fc.record({ base: anyPounds, perDay: anyPounds, trimPoint: fc.nat(40), topUp: anyPercent }),
        anyFactor,
        fc.integer({ min: 2, max: 80 }),
        ({ base, perDay, trimPoint, topUp }, marketForcesFactor, nights) => {
          const prices = book('SPELL', [
            tariff('NON_ELECTIVE', { pounds: base, trimPoint, longStay: perDay }),
            tariff('TOP_UP', { percent: topUp }),
          ]);
          const stay = (length: number) =>
            pricedBy(emergency({ nights: length, marketForcesFactor }), prices);
          const [shorter, longer] = [stay(nights), stay(nights + 1)];
          const topped = times(
            decimal(perDay),
            times(minus(decimal(topUp), decimal('-100')), decimal('0.01')),
          );
          const rise = nights < trimPoint ? decimal('0') : times(topped, marketForcesFactor);
          expect(minus(longer.exact, shorter.exact)).toEqual(rise);
          expect(longer.amount).toBeGreaterThanOrEqual(shorter.amount);
        },
      ),
    );
  });

  it('the order in which prices and factors arrive makes no difference', () => {
    fc.assert(
      fc.property(
        anySpellTariffs.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
        ),
        anyFactors.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
        ),
        anySpell,
        anyMarginal,
        ([tariffs, otherTariffs], [factors, otherFactors], asked, rate) => {
          const one = priceActivity(asked, book('SPELL', tariffs, { factors }), rate);
          const other = book('SPELL', otherTariffs, { factors: otherFactors });
          expect(told(priceActivity(asked, other, rate))).toEqual(told(one));
        },
      ),
      { numRuns: 500 },
    );
  });
});

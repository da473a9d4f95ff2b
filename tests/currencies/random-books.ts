import fc from 'fast-check';
import type { HrgSpell } from '../../src/currencies/activity.ts';
import type { MarketForcesFactor, Tariff, TariffKind } from '../../src/currencies/tariff.ts';
import { decimal, ratio } from '../../src/values/ratio.ts';
import { factor, nightsAfter, on, spell, tariff } from './books.ts';

/** Pounds with up to four decimals, as text. */
export const anyPounds = fc
  .integer({ min: 1, max: 500_000_000 })
  .map((n) => `${Math.floor(n / 10_000)}.${String(n % 10_000).padStart(4, '0')}`);

/** A percentage with up to two decimals, as text. */
export const anyPercent = fc
  .integer({ min: 0, max: 10_000 })
  .map((n) => `${Math.floor(n / 100)}.${String(n % 100).padStart(2, '0')}`);

export const anyFactor = fc
  .integer({ min: 900_000, max: 1_200_000 })
  .map((n) => ratio(n, 1_000_000));

const anyDay = fc.integer({ min: 0, max: 1_500 }).map((n) => nightsAfter(on('2016-04-01'), n));

const anyProvider = fc.constantFrom(null, 'RXX', 'RYY');

/** Several prices of a kind, over days and known from days of any order; no two contradict. */
export const anyTariffs = (kind: TariffKind): fc.Arbitrary<Tariff[]> =>
  fc.uniqueArray(
    fc
      .record({
        pounds: anyPounds,
        percent: anyPercent,
        longStay: anyPounds,
        trimPoint: fc.nat(30),
        from: anyDay,
        length: fc.integer({ min: 1, max: 900 }),
        knownFrom: anyDay,
        provider: anyProvider,
      })
      .map(({ pounds, percent, longStay, trimPoint, from, length, knownFrom, provider }) => {
        const dates = { from, until: nightsAfter(from, length), knownFrom };
        const isShare = kind === 'SHORT_STAY' || kind === 'TOP_UP';
        const perSpell = kind === 'ELECTIVE' || kind === 'NON_ELECTIVE';
        return tariff(kind, {
          ...dates,
          ...(isShare ? { percent } : { pounds }),
          ...(perSpell ? { trimPoint, longStay } : {}),
          ...(provider === null ? {} : { provider }),
        });
      }),
    { maxLength: 6, selector: (each) => `${each.provider} ${each.knownFrom}` },
  );

export const anyFactors: fc.Arbitrary<MarketForcesFactor[]> = fc.uniqueArray(
  fc
    .record({
      n: fc.integer({ min: 900_000, max: 1_200_000 }),
      provider: fc.constantFrom('RXX', 'RYY', 'RZZ'),
      from: anyDay,
      length: fc.integer({ min: 1, max: 900 }),
      knownFrom: anyDay,
    })
    .map(({ n, provider, from, length, knownFrom }) => {
      const text = `${Math.floor(n / 1e6)}.${String(n % 1e6).padStart(6, '0')}`;
      return factor(text, { provider, from, until: nightsAfter(from, length), knownFrom });
    }),
  { maxLength: 20, selector: (each) => `${each.provider} ${each.knownFrom}` },
);

/** Every kind of price that a spell may meet, in any order. */
export const anySpellTariffs: fc.Arbitrary<Tariff[]> = fc
  .tuple(
    ...(['ELECTIVE', 'NON_ELECTIVE', 'SHORT_STAY', 'TOP_UP', 'BEST_PRACTICE'] as const).map(
      anyTariffs,
    ),
  )
  .chain((lists) => {
    const all = lists.flat();
    return fc.shuffledSubarray(all, { minLength: all.length });
  });

export const anySpell: fc.Arbitrary<HrgSpell> = fc
  .record({
    admissionMethod: fc.constantFrom('11', '13', '21', '2A', '28', '31', '81'),
    patientClassification: fc.constantFrom('1', '2', '3'),
    ageOnAdmission: fc.constantFrom(null, 0, 18, 19, 80),
    admittedOn: anyDay,
    nights: fc.integer({ min: 0, max: 60 }),
    provider: fc.constantFrom('RXX', 'RYY'),
    bestPracticeEvidenced: fc.boolean(),
    marketForcesFactor: fc.option(anyFactor),
  })
  .map((told) => spell(told));

export const anyMarginal = fc.option(
  fc.tuple(anyPounds, anyPounds, anyPercent).map(([baseline, before, percent]) => ({
    baseline: decimal(baseline),
    before: decimal(before),
    percent: decimal(percent),
  })),
);

import type { HrgSpell } from '../../src/currencies/activity.ts';
import type { PriceBook, Tariff, TariffKind } from '../../src/currencies/tariff.ts';
import { addDays, parsePlainDate } from '../../src/values/plain-date.ts';
import { decimal } from '../../src/values/ratio.ts';

const SOURCE = 'made up for the test';
/** The price year. */
export const YEAR_DAYS = {
  from: parsePlainDate('2022-04-01'),
  until: parsePlainDate('2023-04-01'),
};

/** A price of the year 2022-23 that holds for every provider. */
function tariff(kind: TariffKind, pounds: string | null, percent: string | null = null): Tariff {
  return {
    ...{
      scheme: 'hrg',
      code: 'AA01A',
      kind,
      provider: null,
      days: YEAR_DAYS,
      knownFrom: YEAR_DAYS.from,
    },
    pounds: pounds === null ? null : decimal(pounds),
    percent: percent === null ? null : decimal(percent),
    ...{ trimPoint: null, longStayPounds: null, points: null, illustrative: false, source: SOURCE },
  };
}

/** Elective £1,000, emergency £4,000, best practice £100; a market forces factor of 1.1. */
export const BOOK: PriceBook = {
  scheme: {
    ...{ code: 'hrg', name: 'HRG', measure: 'SPELL', clinical: true, form: '[A-Z0-9]+' },
    ...{ digits: null, days: YEAR_DAYS, succeededBy: null, source: SOURCE },
  },
  currency: {
    ...{
      scheme: 'hrg',
      code: 'AA01A',
      name: 'A spell',
      group: null,
      days: YEAR_DAYS,
      unusable: null,
    },
    ...{ review: null, source: SOURCE },
  },
  tariffs: [
    tariff('ELECTIVE', '1000'),
    tariff('NON_ELECTIVE', '4000'),
    tariff('BEST_PRACTICE', '100'),
  ],
  unpricedKinds: [],
  factors: [
    {
      provider: 'RCF',
      days: YEAR_DAYS,
      knownFrom: YEAR_DAYS.from,
      factor: decimal('1.1'),
      source: SOURCE,
    },
  ],
};

export const ELECTIVE = '11';
export const EMERGENCY = '21';
export const MATERNITY = '31';

/** A spell of three nights at RCF. */
export function spell(id: string, admissionMethod: string, dischargedOn: string, more = {}) {
  const ended = parsePlainDate(dischargedOn);
  const given: HrgSpell = {
    ...{ kind: 'SPELL', scheme: 'hrg', code: 'AA01A', admissionMethod, patientClassification: '1' },
    ...{ ageOnAdmission: 40, admittedOn: addDays(ended, -3), dischargedOn: ended },
    ...{ provider: 'RCF', bestPracticeEvidenced: false, marketForcesFactor: null, ...more },
  };
  return { id, spell: given };
}

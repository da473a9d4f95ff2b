import {
  ADMITTED,
  AGE,
  CLASSIFICATION,
  COLUMNS_NEEDED,
  COMMISSIONER,
  DISCHARGED,
  HRG,
  METHOD,
  NHS_NUMBER,
  PROVIDER,
  SPELL,
} from '../../adapters/health-sus-apc/format.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { type CareGiven, careOf } from './health-plcm.ts';
import type { SyntheticPerson } from './person.ts';
import type { AreaPlan } from './plan.ts';
import { type Reported, spellMonths } from './reporting.ts';
import { headedCsv, type Row, type Sheet } from './sheet.ts';

/** NHS Data Dictionary, admission method and patient classification, by point of delivery. */
const CODES: Readonly<Partial<Record<CareGiven['pointOfDelivery'], readonly [string, string]>>> = {
  DC: ['11', '2'],
  EL: ['11', '1'],
  NEL: ['21', '1'],
};

/** Each trust's own spells, a file a month; its contract monitoring tells the same stays. */
export function spellSheets(plan: AreaPlan): Sheet[] {
  const months = spellMonths(plan);
  return [...new Set(plan.trusts)].flatMap((trust) =>
    months.map((month) => ({
      adapter: 'health-sus-apc',
      from: trust,
      label: `month-${month.first.slice(0, 7)}`,
      basis: 'individual-care' as const,
      extension: 'csv' as const,
      onEveryRow: { [PROVIDER]: trust, [COMMISSIONER]: plan.icb },
      rowsOf: (person: SyntheticPerson) =>
        person.trust === trust ? rowsOf(plan, person, month) : [],
      write: headedCsv(COLUMNS_NEEDED),
    })),
  );
}

/** What the trust says of its own price is left blank: the hub prices the spell. */
function* rowsOf(
  plan: AreaPlan,
  person: SyntheticPerson,
  { first, last }: Reported,
): Generator<Row> {
  if (person.nhsNumber === null) return;
  for (const care of careOf(plan, person)) {
    const codes = CODES[care.pointOfDelivery];
    if (!codes || care.spell === null || care.last < first || care.last > last) continue;
    const [method, classification] = codes;
    yield {
      [SPELL]: care.spell,
      [NHS_NUMBER]: person.nhsNumber,
      [AGE]: String(ageOn(care.first, person.birthDate)),
      [ADMITTED]: care.first,
      [METHOD]: method,
      [CLASSIFICATION]: classification,
      [DISCHARGED]: care.last,
      [HRG]: care.tariff,
    };
  }
}

/** Whole years; somebody born on 29 February is a year older on 1 March. */
function ageOn(day: PlainDate, birthDate: PlainDate): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return day.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

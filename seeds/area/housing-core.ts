import { FIELD_COUNT } from '../../adapters/housing-core/format.ts';
import { financialYearOf, startOf } from '../../src/values/financial-year.ts';
import { addDays, daysBetween, type PlainDate } from '../../src/values/plain-date.ts';
import { Dice } from './dice.ts';
import { supportPerWeek } from './local-awards.ts';
import type { SyntheticPerson } from './person.ts';
import type { AreaPlan } from './plan.ts';
import { pounds, type Row, type Sheet } from './sheet.ts';

const DRAW = 15;

/** Of a hundred people with housing-related support. */
const NEW_TENANTS = 15;

/** The housing authority's lettings since the year began. */
export function lettingSheets(plan: AreaPlan): Sheet[] {
  return [
    {
      adapter: 'housing-core',
      from: plan.housingAuthority,
      label: `lettings-${plan.day}`,
      basis: null,
      extension: 'csv',
      // Owner, manager, local authority; the tenant has seen the privacy notice.
      onEveryRow: {
        field_1: plan.housingAuthority,
        field_2: plan.housingAuthority,
        field_15: '1',
        field_25: plan.housingAuthority,
      },
      rowsOf: (person) => rowOf(lettingOf(plan, person), person),
      write: template,
    },
  ];
}

/** A home newly let to a person. */
export interface DrawnLetting {
  readonly tenancy: string;
  readonly first: PlainDate;
  /** Pence a week. */
  readonly rent: number;
  /** Pence a week: the same as the person's housing-related support, which pays it; or null. */
  readonly support: number | null;
  /** Whether somebody has recorded whose the tenancy is. */
  readonly isLinked: boolean;
}

/** The letting of a person who has one; null for most. */
export function lettingOf(plan: AreaPlan, person: SyntheticPerson): DrawnLetting | null {
  const awarded = supportPerWeek(plan, person);
  if (awarded === null) return null;
  const dice = new Dice(plan.seed, person.index, DRAW);
  if (!dice.chance(NEW_TENANTS)) return null;
  const year = startOf(financialYearOf(plan.day));
  return {
    tenancy: `TC-${String(person.index).padStart(6, '0')}`,
    first: addDays(year, dice.below(daysBetween(year, plan.day) + 1)),
    rent: dice.between(880, 1390) * 10,
    support: dice.chance(60) ? awarded : null,
    isLinked: dice.chance(70),
  };
}

/** With a support charge all is paid by the week; without one the rent by the calendar month. */
function* rowOf(letting: DrawnLetting | null, { postcode }: SyntheticPerson): Generator<Row> {
  if (letting === null) return;
  const { tenancy, first, rent, support } = letting;
  const charges: Row =
    support === null
      ? { field_141: '4', field_142: pounds(Math.trunc((rent * 52) / 12)) }
      : { field_141: '1', field_142: pounds(rent), field_145: pounds(support) };
  const [outward = '', inward = ''] = postcode.split(' ');
  yield {
    ...startOn(first),
    field_13: tenancy,
    field_14: `P-${tenancy}`,
    field_23: outward,
    field_24: inward,
    field_140: '0',
    ...charges,
  };
}

/** The day a tenancy starts, in the template's three fields. */
export function startOn(day: PlainDate): Row {
  const [year = '', month = '', date = ''] = day.split('-');
  return { field_8: String(Number(date)), field_9: String(Number(month)), field_10: year.slice(2) };
}

const NUMBERS = Array.from({ length: FIELD_COUNT }, (_, index) => index + 1);

/** The bulk-upload template without its headings for people; the first column labels its rows. */
function* template(rows: Iterable<Row>): Generator<string> {
  yield ['Field number', ...NUMBERS].join(',');
  for (const row of rows) {
    yield ['', ...NUMBERS.map((number) => row[`field_${number}`] ?? '')].join(',');
  }
}

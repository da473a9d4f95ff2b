import { ITEMS } from '../../adapters/health-plcm/format.ts';
import { monthOf } from '../../src/values/financial-year.ts';
import { dayCount, lastDay } from '../../src/values/period.ts';
import { addDays, earlier, type PlainDate } from '../../src/values/plain-date.ts';
import { Dice } from './dice.ts';
import type { SyntheticPerson } from './person.ts';
import type { AreaPlan } from './plan.ts';
import { activityPeriods, type ReportedMonths } from './reporting.ts';
import { headedCsv, pounds, type Row, type Sheet, thousandths } from './sheet.ts';

const DRAW = 4;
const MEAN_ACTIVITY = 4;

/** Point of delivery, tariff code, days, and a price in pence about which invented ones are drawn. */
const CARE = [
  ['OPFASPCL', 'WF01B', 0, 17_240],
  ['OPFUPSPCL', 'WF01A', 0, 9840],
  ['OPFUPSPCL', 'WF01A', 0, 9120],
  ['AE', 'VB08Z', 0, 18_830],
  ['DC', 'FZ51Z', 0, 50_310],
  ['COMM', 'N02AF', 0, 7650],
  ['EL', 'HN22C', 4, 702_530],
  ['NEL', 'DZ11P', 6, 268_400],
] as const;

/** Points of delivery of care in a hospital bed. */
const ADMITTED: ReadonlySet<string> = new Set(['DC', 'EL', 'NEL']);

/** A piece of care that a trust gave a person, as drawn. */
export interface CareGiven {
  readonly reported: ReportedMonths;
  /** 1 is April. */
  readonly month: number;
  readonly pointOfDelivery: (typeof CARE)[number][0];
  readonly tariff: string;
  readonly first: PlainDate;
  readonly last: PlainDate;
  /** Pounds, with the eight decimals that market forces leave. */
  readonly cost: string;
  /** The trust's own number of the stay; null where nobody was admitted. */
  readonly spell: string | null;
}

/** Each trust's own rows: last year whole, then a file a month. */
export function activitySheets(plan: AreaPlan): Sheet[] {
  const periods = activityPeriods(plan);
  return [...new Set(plan.trusts)].flatMap((trust) =>
    periods.map((period) => ({
      adapter: 'health-plcm',
      from: trust,
      label: period.label,
      basis: 'individual-care' as const,
      extension: 'csv' as const,
      onEveryRow: {
        'FINANCIAL YEAR': period.year.replace('-', ''),
        'DATE AND TIME DATA SET CREATED': createdOn(plan, period),
        'ORGANISATION IDENTIFIER (CODE OF PROVIDER)': trust,
        'ORGANISATION IDENTIFIER (CODE OF COMMISSIONER)': plan.icb,
      },
      rowsOf: (person: SyntheticPerson) =>
        person.trust === trust ? rowsOf(plan, person, period) : [],
      write: headedCsv(ITEMS),
    })),
  );
}

function createdOn({ day }: AreaPlan, { year, months }: ReportedMonths): string {
  const ended = lastDay(monthOf(year, months.at(-1) as number));
  return `${earlier(addDays(ended, 12), day)}T07:45:00`;
}

/** All care that the area's trusts gave the person and reported by the area's day. */
export function* careOf(plan: AreaPlan, person: SyntheticPerson): Generator<CareGiven> {
  const dice = new Dice(plan.seed, person.index, DRAW);
  const all = activityPeriods(plan).flatMap((reported) =>
    reported.months.map((month) => ({ reported, month })),
  );
  const times = dice.below(2 * (plan.activityPerPerson ?? MEAN_ACTIVITY) + 1);
  for (let time = 0; time < times; time += 1) {
    const { reported, month } = dice.pick(all);
    const own = new Dice(plan.seed, person.index, DRAW, time);
    const [pointOfDelivery, tariff, days, price] = own.pick(CARE);
    const within = monthOf(reported.year, month);
    const first = addDays(within.from, own.below(dayCount(within) - days));
    // Market forces leave prices with eight decimals.
    const cost = `${pounds(thousandths(price, own.between(850, 1150)))}${String(own.below(1_000_000)).padStart(6, '0')}`;
    const spell = ADMITTED.has(pointOfDelivery) ? `${person.trust}-${person.index}-${time}` : null;
    const care = { reported, month, pointOfDelivery, tariff, first, cost, spell };
    yield { ...care, last: addDays(first, days) };
  }
}

/** The person's care of this file's months. */
function* rowsOf(
  plan: AreaPlan,
  person: SyntheticPerson,
  { label }: ReportedMonths,
): Generator<Row> {
  if (person.nhsNumber === null) return;
  for (const care of careOf(plan, person)) {
    if (care.reported.label === label) yield activity(person, care);
  }
}

function activity(person: SyntheticPerson, care: CareGiven): Row {
  const { month, pointOfDelivery, tariff, first, last, cost, spell } = care;
  return {
    'FINANCIAL MONTH': String(month),
    'NHS NUMBER': person.nhsNumber ?? '',
    'LOCAL PATIENT IDENTIFIER (EXTENDED)': `${person.trust}${person.index}`,
    'POSTCODE OF USUAL ADDRESS': person.postcode,
    'PERSON BIRTH DATE': person.birthDate,
    ...(spell === null ? {} : { 'HOSPITAL PROVIDER SPELL NUMBER': spell }),
    'ACTIVITY START DATE (CONTRACT MONITORING)': first,
    'ACTIVITY END DATE (CONTRACT MONITORING)': last,
    'UNBUNDLED EPISODE INDICATOR': 'N',
    'COMMISSIONED SERVICE CATEGORY CODE': '21',
    'POINT OF DELIVERY CODE': pointOfDelivery,
    'TARIFF CODE': tariff,
    'NATIONAL TARIFF INDICATOR': 'Y',
    'ACTIVITY COUNT (POINT OF DELIVERY)': '1',
    'ACTIVITY UNIT PRICE': cost,
    'TOTAL COST': cost,
  };
}

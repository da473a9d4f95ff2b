import { ITEMS } from '../../adapters/health-plcm/format.ts';
import { monthOf } from '../../src/values/financial-year.ts';
import { dayCount, lastDay } from '../../src/values/period.ts';
import { addDays, earlier } from '../../src/values/plain-date.ts';
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
  ['DC', 'FE32Z', 0, 50_310],
  ['COMM', 'N02AF', 0, 7650],
  ['EL', 'HN22C', 4, 702_530],
  ['NEL', 'DZ11P', 6, 268_400],
] as const;

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
        person.trust === trust ? rowsOf(plan, person, periods, period) : [],
      write: headedCsv(ITEMS),
    })),
  );
}

function createdOn({ day }: AreaPlan, { year, months }: ReportedMonths): string {
  const ended = lastDay(monthOf(year, months.at(-1) as number));
  return `${earlier(addDays(ended, 12), day)}T07:45:00`;
}

/** The person's activity over all periods, of which this file's months are kept. */
function* rowsOf(
  plan: AreaPlan,
  person: SyntheticPerson,
  periods: readonly ReportedMonths[],
  period: ReportedMonths,
): Generator<Row> {
  if (person.nhsNumber === null) return;
  const dice = new Dice(plan.seed, person.index, DRAW);
  const all = periods.flatMap((each) => each.months.map((month) => ({ each, month })));
  const times = dice.below(2 * (plan.activityPerPerson ?? MEAN_ACTIVITY) + 1);
  for (let time = 0; time < times; time += 1) {
    const { each, month } = dice.pick(all);
    if (each !== period) continue;
    const own = new Dice(plan.seed, person.index, DRAW, time);
    yield activity(own, person, monthOf(each.year, month), month);
  }
}

function activity(
  dice: Dice,
  person: SyntheticPerson,
  month: ReturnType<typeof monthOf>,
  number: number,
): Row {
  const [pointOfDelivery, tariff, days, price] = dice.pick(CARE);
  const first = addDays(month.from, dice.below(dayCount(month) - days));
  // Market forces leave prices with eight decimals.
  const cost = `${pounds(thousandths(price, dice.between(850, 1150)))}${String(dice.below(1_000_000)).padStart(6, '0')}`;
  return {
    'FINANCIAL MONTH': String(number),
    'NHS NUMBER': person.nhsNumber ?? '',
    'LOCAL PATIENT IDENTIFIER (EXTENDED)': `${person.trust}${person.index}`,
    'POSTCODE OF USUAL ADDRESS': person.postcode,
    'PERSON BIRTH DATE': person.birthDate,
    'ACTIVITY START DATE (CONTRACT MONITORING)': first,
    'ACTIVITY END DATE (CONTRACT MONITORING)': addDays(first, days),
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

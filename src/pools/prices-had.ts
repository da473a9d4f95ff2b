import { addPence, toPence } from '../values/money.ts';
import { type Per, weeklyComparator } from '../values/rate.ts';
import { absolute, decimal, isZero, plus, type Ratio, times, ZERO } from '../values/ratio.ts';
import { serviceOf } from './component.ts';
import { NOT_KNOWN } from './dimension.ts';
import { HOURLY, WEEKLY } from './measure.ts';
import type { PublishedFact } from './published-fact.ts';

/** A line of support that recurs, as it stands on a day. */
export interface RecurringLine {
  readonly person: string;
  readonly stream: string;
  readonly description: string;
  /** Pounds as decimal text. */
  readonly amount: string | null;
  readonly per: Per | null;
  readonly unitsPerWeek: string | null;
  readonly isUnpriced: boolean;
}

/** What a line comes to in a week, exact pounds; and its hours where it is paid by the hour. */
interface WeekOf {
  readonly pounds: Ratio;
  readonly hours: Ratio | null;
}

/**
 * What a week of each service costs for each person, by the weekly comparator of Client Level Data;
 * and what an hour does, where all of it is paid by the hour. Who has a line of a service that cannot
 * be priced is counted without a sum of it, for what is known would be too little.
 */
export function pricesFacts(
  lines: readonly RecurringLine[],
  areas: ReadonlyMap<string, string>,
): PublishedFact[] {
  const weeks = new Map<string, WeekOf | null>();
  const own = new Map<string, { line: RecurringLine; told: (WeekOf | null)[] }>();
  for (const line of lines) {
    const rate = JSON.stringify([line.amount, line.per, line.unitsPerWeek, line.isUnpriced]);
    if (!weeks.has(rate)) weeks.set(rate, weekOf(line));
    const week = weeks.get(rate) ?? null;
    const key = JSON.stringify([line.person, serviceOf(line)]);
    const found = own.get(key);
    if (found) found.told.push(week);
    else own.set(key, { line, told: [week] });
  }
  return [...own.values()].map(({ line, told }) => ({
    person: line.person,
    codes: { SERVICE: serviceOf(line), AREA: areas.get(line.person) ?? NOT_KNOWN },
    amounts: amountsOf(told),
  }));
}

function weekOf({ amount, per, unitsPerWeek, isUnpriced }: RecurringLine): WeekOf | null {
  if (isUnpriced || amount === null || per === null || per === 'ONCE') return null;
  const isByUnits = per === 'HOUR' || per === 'DAY' || per === 'SESSION';
  if (isByUnits && unitsPerWeek === null) return null;
  const units = unitsPerWeek === null ? null : decimal(unitsPerWeek);
  const pounds = weeklyComparator({ pounds: decimal(amount), per, unitsPerWeek: units });
  return { pounds, hours: per === 'HOUR' && units ? absolute(units) : null };
}

/** Each line rounds once. */
function amountsOf(told: readonly (WeekOf | null)[]): PublishedFact['amounts'] {
  const weeks = told.filter((week) => week !== null);
  if (weeks.length < told.length) return {};
  const weekly = addPence(...weeks.map(({ pounds }) => toPence(pounds)));
  const hours = weeks.flatMap((week) => week.hours ?? []).reduce(plus, ZERO);
  const isByTheHour = weeks.every((week) => week.hours !== null) && !isZero(hours);
  if (!isByTheHour) return { [WEEKLY]: weekly };
  const exact = weeks.map(({ pounds }) => pounds).reduce(plus, ZERO);
  const anHour = toPence(times(exact, { n: hours.d, d: hours.n }));
  return { [WEEKLY]: weekly, [HOURLY]: anHour };
}

import { contains } from '../values/period.ts';
import { addDays, addMonths, type PlainDate } from '../values/plain-date.ts';
import type { PensionAge } from './rates.ts';

/** Source: SI 2014/2672 reg 7(2): the guarantee of a single adult goes by three ages. */
export const AGE_BANDS = ['18_TO_24', '25_TO_PENSION', 'PENSION'] as const;
export type AgeBand = (typeof AGE_BANDS)[number];

/** Days on which somebody's age changes what they are guaranteed. */
export interface Birthdays {
  readonly eighteenth: PlainDate;
  readonly twentyFifth: PlainDate;
  /** Null where the timetable of pension ages does not hold their birth date. */
  readonly pension: PlainDate | null;
}

export function birthdaysOf(born: PlainDate, timetable: readonly PensionAge[]): Birthdays {
  return {
    eighteenth: birthday(born, 18),
    twentyFifth: birthday(born, 25),
    pension: pensionDay(born, timetable),
  };
}

/** Who was born on 29 February is a year older on 1 March where there is none. */
export function birthday(born: PlainDate, age: number): PlainDate {
  const day = addMonths(born, age * 12);
  return day.slice(8) === born.slice(8) ? day : addDays(day, 1);
}

/** The day that somebody born then reaches the qualifying age for state pension credit. */
export function pensionDay(born: PlainDate, timetable: readonly PensionAge[]): PlainDate | null {
  const found = timetable.find((each) => contains(each.born, born));
  if (!found) return null;
  const { reached } = found;
  if ('on' in reached) return reached.on;
  const birth = birthday(born, reached.years);
  return reached.months === 0 ? birth : addMonths(birth, reached.months);
}

/** The band of a day; null where the pension age is not known and may have been reached. */
export function bandOn({ twentyFifth, pension }: Birthdays, day: PlainDate): AgeBand | null {
  if (day < twentyFifth) return '18_TO_24';
  if (pension === null) return null;
  return day < pension ? '25_TO_PENSION' : 'PENSION';
}

import { type Pence, poundsText } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { Language } from './look.ts';
import { LOCALES } from './messages.ts';

/** Money and days as a reader of this language writes them. */
export interface Written {
  /** `£1,240.00`; exact, for the sum is never made a number. */
  money(amount: Pence): string;
  /** Pounds before they are rounded, as a decimal: `£13,035.714286`. */
  exactly(pounds: string): string;
  /** `31 March 2027`. */
  day(day: PlainDate): string;
  /** `31 March 2027, 14:05`, by the clock of London. */
  moment(at: Date): string;
}

const kept = new Map<Language, Written>();

export function writtenIn(language: Language): Written {
  const known = kept.get(language);
  if (known) return known;
  const locale = LOCALES[language];
  const money = new Intl.NumberFormat(locale, { style: 'currency', currency: 'GBP' });
  const exact = new Intl.NumberFormat(locale, {
    ...{ style: 'currency', currency: 'GBP', minimumFractionDigits: 2, maximumFractionDigits: 8 },
  });
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  const moment = new Intl.DateTimeFormat(locale, {
    ...{ dateStyle: 'long', timeStyle: 'short', timeZone: 'Europe/London' },
  });
  const written: Written = {
    money: (amount) => money.format(poundsText(amount) as Intl.StringNumericLiteral),
    exactly: (pounds) => exact.format(pounds as Intl.StringNumericLiteral),
    day: (text) => day.format(new Date(`${text}T00:00:00Z`)),
    moment: (at) => moment.format(at),
  };
  kept.set(language, written);
  return written;
}

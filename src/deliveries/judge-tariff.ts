import type { CurrencyCode, Scheme } from '../currencies/scheme.ts';
import type { PriceBook, TariffKind } from '../currencies/tariff.ts';
import { fromFirstToLast, intersect, type Period, without } from '../values/period.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { FieldFault } from './adapter.ts';
import { codeIn, hasKind, type Price, type TariffRow } from './tariff-file.ts';

/** All that is known of a scheme, code by code. */
export interface SchemeBooks {
  readonly scheme: Scheme;
  /** The book of a code; one without a currency where the scheme does not have it. */
  of(code: string): PriceBook;
}

/** What a file of tariffs is judged by. */
export interface TariffContext {
  /** Undefined where there is no such scheme. */
  books(scheme: string): SchemeBooks | undefined;
  isOrganisation(code: string): boolean;
  /** The day of loading. */
  readonly today: PlainDate;
  /**
   * The list as it was published, for setting a hub up: a price may be known from a day that has
   * passed. Answers already given for the days since would be others then.
   */
  readonly history: boolean;
}

export type Judged =
  | { readonly price: Price; readonly faults: null }
  | { readonly price: null; readonly faults: readonly FieldFault[] };

type Days = Period & { readonly from: PlainDate };

/** The price that a row gives, or every reason why it cannot be taken. */
export function judgeTariff(said: TariffRow, context: TariffContext): Judged {
  const faults = [...faultsOfProvider(said, context), ...faultsOfKnownFrom(said, context)];
  const days: Days = {
    from: said['First Day'],
    until: fromFirstToLast(said['First Day'], said['Last Day']).until,
  };
  const dated = { days, knownFrom: said['Known From'] ?? context.today, source: said.Source };
  if (said.Kind === 'MARKET_FORCES') {
    if (faults.length > 0 || said.Provider === null || !said.Factor) return { price: null, faults };
    return { price: { ...dated, provider: said.Provider, factor: said.Factor }, faults: null };
  }
  const found = currencyOf(said, context);
  if (!found.currency) return { price: null, faults: [...faults, found.fault] };
  const { currency, books } = found;
  faults.push(...faultsOfPlace({ kind: said.Kind, days, currency, books }));
  if (faults.length > 0) return { price: null, faults };
  return {
    price: {
      ...dated,
      scheme: currency.scheme,
      code: currency.code,
      kind: said.Kind,
      provider: said.Provider,
      pounds: said.Pounds,
      percent: said.Percent,
      trimPoint: said['Trim Point'],
      longStayPounds: said['Long Stay Pounds per Day'],
      points: said.Points,
      illustrative: said.Illustrative === 'yes',
    },
    faults: null,
  };
}

function faultsOfProvider({ Provider: provider }: TariffRow, context: TariffContext): FieldFault[] {
  if (provider === null || context.isOrganisation(provider)) return [];
  const reason = 'is not an organisation known here; add it with "hub organisation add"';
  return [{ field: 'Provider', code: 'UNKNOWN_CODE', reason }];
}

function faultsOfKnownFrom(said: TariffRow, { today, history }: TariffContext): FieldFault[] {
  const known = said['Known From'];
  const field = 'Known From';
  if (known !== null && known > today) {
    return [{ field, code: 'NOT_YET_KNOWN', reason: 'is after the day of loading' }];
  }
  if (known !== null && known < today && !history) {
    const reason =
      'is before the day of loading: answers already given would change; leave it blank, or load the list as history';
    return [{ field, code: 'KNOWN_BEFORE_LOADING', reason }];
  }
  return [];
}

type Found =
  | { readonly currency: CurrencyCode; readonly books: SchemeBooks }
  | { readonly currency: null; readonly fault: FieldFault };

function currencyOf(said: TariffRow, context: TariffContext): Found {
  const books = context.books(said.Scheme ?? '');
  const fault = (field: string, code: string, reason: string): Found => ({
    currency: null,
    fault: { field, code, reason },
  });
  if (!books) return fault('Scheme', 'UNKNOWN_CODE', 'is not a scheme known here');
  const code = codeIn(books.scheme, said.Code ?? '');
  const currency = code === null ? undefined : books.of(code).currency;
  if (!currency) return fault('Code', 'UNKNOWN_CODE', 'is not a code of this scheme');
  if (currency.unusable !== null) {
    return fault('Code', 'UNUSABLE_CODE', `must not be used: ${currency.unusable}`);
  }
  return { currency, books };
}

interface Place {
  readonly kind: TariffKind;
  readonly days: Days;
  readonly currency: CurrencyCode;
  readonly books: SchemeBooks;
}

/** A price that nothing would ever be priced by is a mistake, not a price. */
function faultsOfPlace({ kind, days, currency, books }: Place): FieldFault[] {
  const { scheme } = books;
  if (!hasKind(scheme, kind)) {
    const reason = `the scheme ${scheme.code} has no prices of the kind ${kind}`;
    return [{ field: 'Kind', code: 'WRONG_KIND', reason }];
  }
  const outside = daysOutside(days, scheme) ?? daysOutside(days, currency);
  if (outside) return [outside];
  const none = books
    .of(currency.code)
    .unpricedKinds.find((each) => each.kind === kind && intersect(days, each.days) !== null);
  return none ? [{ field: 'Kind', code: 'NO_UNIT_PRICE', reason: none.reason }] : [];
}

function daysOutside(days: Days, thing: Scheme | CurrencyCode): FieldFault | null {
  const [outside] = without(days, [thing.days]);
  if (!outside) return null;
  const isBefore = outside.from === days.from && days.from < thing.days.from;
  const what = 'scheme' in thing ? 'the code' : 'the scheme';
  return {
    field: isBefore ? 'First Day' : 'Last Day',
    code: 'OUT_OF_FORCE',
    reason: isBefore
      ? `is before ${what} came into force on ${thing.days.from}`
      : `runs past the end of ${what}, which prices no day from ${thing.days.until} on`,
  };
}

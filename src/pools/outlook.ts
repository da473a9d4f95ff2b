import type { Step } from '../awards/working.ts';
import { addPence, type Pence, poundsText, takePence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { Counted } from './counted.ts';
import type { CurrencyScope } from './pool.ts';

/** What money of one currency comes to by the end of a year; a null currency is what names none. */
export interface CurrencyOutlook {
  readonly currency: CurrencyScope | null;
  readonly spend: Pence;
  readonly committed: Pence;
  /** Spent, and agreed or promised for the rest of the year. */
  readonly forecast: Pence;
  readonly working: readonly Step[];
}

/** A forecast from what is agreed, which the straight line stands beside. */
export interface Outlook {
  readonly currencies: readonly CurrencyOutlook[];
  readonly forecast: Pence;
  /** Above (+) or under (−) what is to be contributed and was brought forward. */
  readonly variance: Pence;
}

export interface OutlookSaid {
  readonly asOf: PlainDate | null;
  readonly due: Pence;
  readonly broughtForward: Pence;
  /** Schemes of which a code is a diagnosis: finance is told the scheme alone. */
  readonly clinical: ReadonlySet<string>;
}

/** By currency, in order of scheme and code, and last what names none. */
export function outlookOf(all: readonly Counted[], said: OutlookSaid): Outlook {
  const cells = all.map((cell) => withoutDiagnosis(cell, said.clinical));
  const keyOf = ({ currency }: Counted) =>
    currency === null ? '~' : JSON.stringify([currency.scheme, currency.code]);
  const keys = [...new Set(cells.map(keyOf))].sort();
  const currencies = keys.map((key) =>
    ofCurrency(
      cells.filter((cell) => keyOf(cell) === key),
      said,
    ),
  );
  const forecast = addPence(...currencies.map((each) => each.forecast));
  const variance = takePence(forecast, said.due, said.broughtForward);
  return { currencies, forecast, variance };
}

function withoutDiagnosis(cell: Counted, clinical: ReadonlySet<string>): Counted {
  const { currency } = cell;
  if (currency === null || !clinical.has(currency.scheme)) return cell;
  return { ...cell, currency: { scheme: currency.scheme, code: null } };
}

function ofCurrency(cells: readonly Counted[], { asOf }: OutlookSaid): CurrencyOutlook {
  const spend = addPence(...cells.map((cell) => cell.spend));
  const committed = addPence(...cells.map((cell) => cell.committed));
  const agreed = addPence(...cells.map((cell) => cell.agreed));
  const until = asOf === null ? 'nothing is spent before the first day' : `spent until ${asOf}`;
  return {
    ...{ currency: cells[0]?.currency ?? null, spend, committed },
    forecast: addPence(spend, committed),
    working: [
      { step: until, result: poundsText(spend) },
      {
        step: '+ promised out of accounts or ordered, and not spent yet',
        result: poundsText(takePence(committed, agreed)),
      },
      {
        step: '+ agreed in awards for the days to come, or approved and not paid',
        result: poundsText(agreed),
      },
    ],
  };
}

import { z } from 'zod';
import { allDeferredRates, keepDeferredRates } from '../charging/deferred-rate-store.ts';
import {
  DEFERRED_RATE_KINDS,
  type DeferredRate,
  faultOfDeferredRate,
} from '../charging/deferred-rates.ts';
import type { Database } from '../db/database.ts';
import { BadValue } from '../values/bad-value.ts';
import { fromFirstToLast } from '../values/period.ts';
import { parsePlainDate } from '../values/plain-date.ts';
import { decimal, minus, type Ratio } from '../values/ratio.ts';
import { anyText, oneOf, optional, required } from './fields.ts';
import { loadRates, type RateLayout, type RatesOutcome, type RatesRequest } from './rate-file.ts';

/**
 * Interest and charges of deferred payment agreements; the layout is our own. A blank Authority is the
 * national maximum of interest, a blank Last Day runs on, a blank Known From is the day of loading.
 * The Figure is per cent a year of INTEREST, pounds of a charge.
 */
const rateRow = z.object({
  Kind: required(oneOf(DEFERRED_RATE_KINDS)),
  Authority: optional(anyText),
  'First Day': required(parsePlainDate),
  'Last Day': optional(parsePlainDate),
  'Known From': optional(parsePlainDate),
  Figure: required(figure),
  Source: required(anyText),
});

const MOST_DECIMALS = /^\d{1,6}(\.\d{1,4})?$/;

function figure(text: string): Ratio {
  const found = decimal(text);
  if (found.n <= 0n || !MOST_DECIMALS.test(text)) {
    throw new BadValue('BAD_NUMBER', 'is not above nothing with at most four decimals');
  }
  return found;
}

const MOST_PERCENT: Ratio = { n: 100n, d: 1n };

const LAYOUT: RateLayout<typeof rateRow, DeferredRate> = {
  ...{ name: 'rates of deferred payments', action: 'deferred-rates-loaded', row: rateRow },
  figure: 'Figure',
  rateOf: (said, today) => ({
    kind: said.Kind,
    authority: said.Authority,
    days: {
      from: said['First Day'],
      until: fromFirstToLast(said['First Day'], said['Last Day']).until,
    },
    knownFrom: said['Known From'] ?? today,
    figure: said.Figure,
    source: said.Source,
  }),
  isSameFigure: (a, b) => minus(a.figure, b.figure).n === 0n,
  faultOf: (rate, rates) => {
    if (rate.kind === 'INTEREST' && minus(rate.figure, MOST_PERCENT).n > 0n) {
      return { field: 'Figure', code: 'BAD_NUMBER', reason: 'is more than 100 per cent a year' };
    }
    const reason = faultOfDeferredRate(rate, { rates });
    return reason === null ? null : { field: 'Figure', code: 'ABOVE_MAXIMUM', reason };
  },
  all: allDeferredRates,
  keep: keepDeferredRates,
};

/**
 * Loads a file of interest and charges of deferred payments, all of it or nothing. A council's own
 * interest above the national maximum is refused (SI 2014/2671 reg 9).
 */
export async function loadDeferredRates(
  db: Database,
  request: RatesRequest,
): Promise<RatesOutcome> {
  return loadRates(db, LAYOUT, request);
}

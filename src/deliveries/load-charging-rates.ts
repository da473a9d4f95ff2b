import { z } from 'zod';
import { allChargingRates, keepChargingRates } from '../charging/rate-store.ts';
import { type ChargingRate, faultOfOwnRate, RATE_KINDS } from '../charging/rates.ts';
import type { Database } from '../db/database.ts';
import { BadValue } from '../values/bad-value.ts';
import { type Pence, parsePounds } from '../values/money.ts';
import { fromFirstToLast } from '../values/period.ts';
import { parsePlainDate } from '../values/plain-date.ts';
import { anyText, oneOf, optional, required } from './fields.ts';
import { loadRates, type RateLayout, type RatesOutcome, type RatesRequest } from './rate-file.ts';

/**
 * Rates of charging for council care; the layout is our own. A blank Authority is the national
 * figure, a blank Last Day runs on, a blank Known From is the day of loading, a blank Deduced is no.
 */
const rateRow = z.object({
  Kind: required(oneOf(RATE_KINDS)),
  Authority: optional(anyText),
  'First Day': required(parsePlainDate),
  'Last Day': optional(parsePlainDate),
  'Known From': optional(parsePlainDate),
  Pounds: required(aboveNothing),
  Deduced: optional(oneOf(['yes', 'no'])),
  Source: required(anyText),
});

function aboveNothing(text: string): Pence {
  const amount = parsePounds(text);
  if (amount <= 0n) throw new BadValue('BAD_MONEY', 'is not above nothing');
  return amount;
}

const LAYOUT: RateLayout<typeof rateRow, ChargingRate> = {
  ...{ name: 'charging rates', action: 'charging-rates-loaded', row: rateRow, figure: 'Pounds' },
  rateOf: (said, today) => ({
    kind: said.Kind,
    authority: said.Authority,
    days: {
      from: said['First Day'],
      until: fromFirstToLast(said['First Day'], said['Last Day']).until,
    },
    knownFrom: said['Known From'] ?? today,
    amount: said.Pounds,
    deduced: said.Deduced === 'yes',
    source: said.Source,
  }),
  isSameFigure: (a, b) => a.amount === b.amount,
  faultOf: (rate, rates) => {
    const reason = rate.authority === null ? null : faultOfOwnRate(rate, { rates });
    return reason === null ? null : { field: 'Pounds', code: 'BELOW_FLOOR', reason };
  },
  all: allChargingRates,
  keep: keepChargingRates,
};

export type ChargingRatesRequest = RatesRequest;

/**
 * Loads a file of charging rates, all of it or nothing. What was assessed before is not changed: the
 * council assesses anew. A council's own guarantee below the national floor is refused.
 */
export async function loadChargingRates(
  db: Database,
  request: ChargingRatesRequest,
): Promise<RatesOutcome> {
  return loadRates(db, LAYOUT, request);
}

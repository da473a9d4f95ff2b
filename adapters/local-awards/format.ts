import { z } from 'zod';
import { type Currency, MODES } from '../../src/awards/award.ts';
import { anyText, oneOf, optional, required } from '../../src/deliveries/fields.ts';
import { headedCsv } from '../../src/deliveries/headed-csv.ts';
import { BadValue } from '../../src/values/bad-value.ts';
import { type Pence, parsePounds } from '../../src/values/money.ts';
import { parseNhsNumber } from '../../src/values/nhs-number.ts';
import { parseNino } from '../../src/values/nino.ts';
import { parsePlainDate } from '../../src/values/plain-date.ts';
import type { Per } from '../../src/values/rate.ts';
import { decimal, type Ratio, ZERO } from '../../src/values/ratio.ts';

/** The streams that the layout's Stream column may name. */
export const STREAMS_SPOKEN_OF = [
  'housing-related-support',
  'independent-living-fund',
  'work-and-health',
  'wheelchair-budget',
  'joint-package',
  'section-117',
  'personal-health-budget',
  'carer-support',
  'adult-social-care',
] as const;

/** What an amount buys, as the layout writes it. */
export const PER_OF = {
  hour: 'HOUR',
  day: 'DAY',
  week: 'WEEK',
  fortnight: 'FORTNIGHT',
  '4 weeks': 'FOUR_WEEKS',
  month: 'MONTH',
  quarter: 'QUARTER',
  year: 'YEAR',
  once: 'ONCE',
} as const satisfies Record<string, Per>;

const PER_WORDS = Object.keys(PER_OF) as (keyof typeof PER_OF)[];

/** Whole pence, at or above nothing: neither an award nor a payment is money owed back. */
function poundsNotNegative(text: string): Pence {
  const amount = parsePounds(text);
  if (amount < 0n) throw new BadValue('BAD_MONEY', 'is below zero');
  return amount;
}

/** Hours or days planned a week; 7 days mean every day. */
function unitsPerWeek(text: string): Ratio {
  const units = decimal(text);
  if (!/^\d{1,4}(\.\d{1,2})?$/.test(text)) {
    throw new BadValue('BAD_NUMBER', 'is not a number at or above zero with at most two decimals');
  }
  return units;
}

/** What an award takes its price from, and how much of that price it pays. */
export interface PricedBy {
  readonly currency: Currency;
  /** In per cent; null is all of it. */
  readonly share: Ratio | null;
}

const PRICED_BY = /^([a-z][a-z0-9-]*):([A-Za-z0-9][A-Za-z0-9-]*)(?::(\d[\d.]*))?$/;

/** A payment system's scheme, a code of it, and a percentage where it pays part: `scheme:code:60`. */
function pricedBy(text: string): PricedBy {
  const [, scheme, code, percent] = PRICED_BY.exec(text) ?? [];
  if (!scheme || !code) {
    throw new BadValue('UNKNOWN_CODE', 'is not written as scheme:code or scheme:code:percentage');
  }
  return { currency: { scheme, code }, share: percent === undefined ? null : share(percent) };
}

function share(text: string): Ratio {
  const value = /^\d{1,3}(\.\d{1,2})?$/.test(text) ? decimal(text) : ZERO;
  if (value.n <= 0n || value.n > 100n * value.d) {
    const reason = 'has a percentage that is not above 0, up to 100, with at most two decimals';
    throw new BadValue('BAD_NUMBER', reason);
  }
  return value;
}

/** One funder's part of an award; repeated on each row that tells of a payment of it. */
export const awardColumns = z.object({
  'Award Reference': required(anyText),
  'NHS Number': optional(parseNhsNumber),
  NINO: optional(parseNino),
  Surname: optional(anyText),
  'Given Names': optional(anyText),
  'Date of Birth': required(parsePlainDate),
  Stream: required(oneOf(STREAMS_SPOKEN_OF)),
  'Legal Basis': required(anyText),
  Funder: required(anyText),
  Basis: required(oneOf(['RECURRING', 'ONE_OFF'])),
  Amount: required(poundsNotNegative),
  Per: required(oneOf(PER_WORDS)),
  'Units per Week': optional(unitsPerWeek),
  'First Day': required(parsePlainDate),
  'Last Day': optional(parsePlainDate),
  Mode: required(oneOf(MODES)),
  'Contribution per Week': optional(poundsNotNegative),
  'Priced By': optional(pricedBy),
  Conditions: optional(anyText),
});

/** One payment, where the row has one. */
export const paymentColumns = z.object({
  'Payment Reference': optional(anyText),
  'Payment Amount': optional(poundsNotNegative),
  'Payment Basis': optional(oneOf(['GROSS', 'NET'])),
  'Payment Date': optional(parsePlainDate),
  'Payment For First Day': optional(parsePlainDate),
  'Payment For Last Day': optional(parsePlainDate),
});

export const localAward = z.object({ ...awardColumns.shape, ...paymentColumns.shape });

export type LocalAward = z.output<typeof localAward>;

/** The columns that must come with a Payment Reference, and never without one. */
export const WITH_PAYMENT_REFERENCE = [
  'Payment Amount',
  'Payment Basis',
  'Payment Date',
  'Payment For First Day',
  'Payment For Last Day',
] as const satisfies readonly (keyof LocalAward)[];

export const layout = headedCsv({ required: Object.keys(localAward.shape), optional: [] });

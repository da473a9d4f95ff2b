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
import { decimal, type Ratio } from '../../src/values/ratio.ts';

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

/** A payment system's scheme and a code of it, `scheme:code`. */
function pricedBy(text: string): Currency {
  const [, scheme, code] = /^([a-z][a-z0-9-]*):([A-Za-z0-9][A-Za-z0-9-]*)$/.exec(text) ?? [];
  if (!scheme || !code) throw new BadValue('UNKNOWN_CODE', 'is not written as scheme:code');
  return { scheme, code };
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

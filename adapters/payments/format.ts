import { z } from 'zod';
import { anyText, oneOf, optional, required } from '../../src/deliveries/fields.ts';
import { headedCsv } from '../../src/deliveries/headed-csv.ts';
import { MODES_OF_PAYMENTS, PAYMENT_KINDS } from '../../src/deliveries/money-line.ts';
import { BadValue } from '../../src/values/bad-value.ts';
import { type Pence, parsePounds } from '../../src/values/money.ts';
import { parseNhsNumber } from '../../src/values/nhs-number.ts';
import { parseNino } from '../../src/values/nino.ts';
import { parsePlainDate } from '../../src/values/plain-date.ts';

/** In pence; which way it went is told by the kind, never by a sign. */
function moreThanNothing(text: string): Pence {
  const amount = parsePounds(text);
  if (amount <= 0n) throw new BadValue('BAD_MONEY', 'is not above zero: the kind tells the way');
  return amount;
}

const LONGEST_WORDS = 500;

function words(text: string): string {
  const said = text.trim().replace(/\s+/g, ' ');
  if (said === '') throw new BadValue('BLANK', 'is blank and must be given');
  if (said.length > LONGEST_WORDS) {
    throw new BadValue('BAD_TEXT', `is longer than ${LONGEST_WORDS} characters`);
  }
  return said;
}

/** One payment of the run. */
export const paymentRow = z.object({
  'Payment Reference': required(words),
  'NHS Number': optional(parseNhsNumber),
  NINO: optional(parseNino),
  Stream: required(anyText),
  Funder: optional(anyText),
  'Award Reference': optional(anyText),
  Mode: required(oneOf(MODES_OF_PAYMENTS)),
  Kind: required(oneOf(PAYMENT_KINDS)),
  Amount: required(moreThanNothing),
  Basis: required(oneOf(['GROSS', 'NET'])),
  'Paid On': required(parsePlainDate),
  'Covers First Day': optional(parsePlainDate),
  'Covers Last Day': optional(parsePlainDate),
  Payee: optional(words),
  Purpose: optional(anyText),
  'Refund Of': optional(words),
});

export type PaymentRow = z.output<typeof paymentRow>;

export const layout = headedCsv({ required: Object.keys(paymentRow.shape), optional: [] });

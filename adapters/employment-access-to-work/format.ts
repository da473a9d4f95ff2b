import { z } from 'zod';
import { anyText, oneOf, optional, required } from '../../src/deliveries/fields.ts';
import { headedCsv } from '../../src/deliveries/headed-csv.ts';
import { BadValue } from '../../src/values/bad-value.ts';
import { type Pence, parsePounds } from '../../src/values/money.ts';
import { parseNino } from '../../src/values/nino.ts';
import { parsePlainDate } from '../../src/values/plain-date.ts';

/**
 * What a grant may be for, and what people are told it is. Source of the list: GOV.UK, Access to
 * Work statistics April 2007 to March 2025 (published 14 October 2025), element types.
 */
export const PLAIN_NAME_OF_ELEMENT = {
  'Communication Support for Interviews': 'communication support for interviews',
  'Special Aids and Equipment': 'special aids and equipment',
  'Adaptations to Premises': 'changes to the place of work',
  'Adaptations to Vehicles': 'changes to a vehicle',
  'Travel to Work': 'travel to work',
  'Travel in Work': 'travel during work',
  'Support Worker': 'a support worker',
  'Mental Health Support Service (MHSS)': 'mental health support',
  'Transitional Employer Support Grant (TESG)': 'support in changing over to a new arrangement',
  'Access to Work Plus (AtW+)': 'Access to Work Plus',
  Miscellaneous: 'other support at work',
} as const;

export type Element = keyof typeof PLAIN_NAME_OF_ELEMENT;

const ELEMENTS = Object.keys(PLAIN_NAME_OF_ELEMENT) as Element[];

/** DP222JP support workers, DP224JP aids and one-off costs, DP226JP travel. Source: GOV.UK forms. */
const CLAIM_FORMS = ['DP222JP', 'DP224JP', 'DP226JP'] as const;

/** Whole pence, at or above nothing: a ceiling, a claim and a share are never money owed back. */
function poundsNotNegative(text: string): Pence {
  const amount = parsePounds(text);
  if (amount < 0n) throw new BadValue('BAD_MONEY', 'is below zero');
  return amount;
}

/** One row: an element of an award letter, and one claim under it where it has one. */
export const claimRow = z.object({
  'Award Reference': required(anyText),
  NINO: required(parseNino),
  Surname: optional(anyText),
  'Given Names': optional(anyText),
  'Date of Birth': required(parsePlainDate),
  Element: required(oneOf(ELEMENTS)),
  'Award First Day': required(parsePlainDate),
  'Award Last Day': required(parsePlainDate),
  'Award Ceiling': required(poundsNotNegative),
  'Claim Reference': optional(anyText),
  'Claim Form': optional(oneOf(CLAIM_FORMS)),
  'Support From': optional(parsePlainDate),
  'Support To': optional(parsePlainDate),
  'Amount Claimed': optional(poundsNotNegative),
  'Employer Share': optional(poundsNotNegative),
  'Customer Share': optional(poundsNotNegative),
  'Amount Paid': optional(poundsNotNegative),
  'Payment Date': optional(parsePlainDate),
  'Paid To': optional(oneOf(['PERSON', 'EMPLOYER', 'SUPPLIER'])),
});

export type ClaimRow = z.output<typeof claimRow>;
export type ClaimColumn = keyof ClaimRow & string;

/** The columns that tell of a claim, beside its reference. */
export const CLAIM_COLUMNS = [
  'Claim Form',
  'Support From',
  'Support To',
  'Amount Claimed',
  'Employer Share',
  'Customer Share',
  'Amount Paid',
  'Payment Date',
  'Paid To',
] as const satisfies readonly ClaimColumn[];

export const layout = headedCsv({ required: Object.keys(claimRow.shape), optional: [] });

import { z } from 'zod';
import { anyText, oneOf, optional, required } from '../../src/deliveries/fields.ts';
import { BadValue } from '../../src/values/bad-value.ts';
import { type Pence, parsePounds } from '../../src/values/money.ts';

/** How many fields a letting of the 2026 collection year has, numbered from 1. */
export const FIELD_COUNT = 147;

/** How often charges are paid, by the form's code: in words, and how many times in a year. */
export const PAID = {
  '1': { words: 'weekly for 52 weeks', weeks: 52 },
  '2': { words: 'every 2 weeks', weeks: 26 },
  '3': { words: 'every 4 weeks', weeks: 13 },
  '4': { words: 'every calendar month', weeks: 12 },
  '5': { words: 'weekly for 50 weeks', weeks: 50 },
  '6': { words: 'weekly for 49 weeks', weeks: 49 },
  '7': { words: 'weekly for 48 weeks', weeks: 48 },
  '8': { words: 'weekly for 47 weeks', weeks: 47 },
  '9': { words: 'weekly for 46 weeks', weeks: 46 },
  '10': { words: 'weekly for 53 weeks', weeks: 53 },
  '11': { words: 'weekly for 51 weeks', weeks: 51 },
} as const;

const PAID_CODES = Object.keys(PAID) as (keyof typeof PAID)[];

/** A day or month as the form has it, with or without its nought. */
function oneOrTwoDigits(text: string): string {
  if (!/^\d{1,2}$/.test(text)) throw new BadValue('BAD_DATE', 'is not one or two digits');
  return text.padStart(2, '0');
}

/** The form asks for YY; its owner's own reader takes four digits too. */
function year(text: string): string {
  if (/^20\d{2}$/.test(text)) return text;
  if (!/^\d{2}$/.test(text)) throw new BadValue('BAD_DATE', 'is not a year written as YY');
  return `20${text}`;
}

function charge(text: string): Pence {
  const amount = parsePounds(text);
  if (amount < 0n) throw new BadValue('BAD_MONEY', 'is below zero');
  return amount;
}

/** One row of the file, one letting, as far as the hub reads it; fields by the form's numbers. */
export const lettingRow = z.object({
  /** Tenancy start date: day, month, year. */
  field_8: required(oneOrTwoDigits),
  field_9: required(oneOrTwoDigits),
  field_10: required(year),
  /** Tenant code. */
  field_13: optional(anyText),
  /** Property reference. */
  field_14: optional(anyText),
  /** Postcode, in two parts. */
  field_23: optional(anyText),
  field_24: optional(anyText),
  /** Does the household pay rent or other charges? */
  field_140: optional(oneOf(['0', '1'])),
  /** How often. */
  field_141: optional(oneOf(PAID_CODES)),
  /** Basic rent, service charge, personal service charge, support charge. */
  field_142: optional(charge),
  field_143: optional(charge),
  field_144: optional(charge),
  field_145: optional(charge),
});

export type LettingRow = z.output<typeof lettingRow>;
export type FieldRead = keyof LettingRow & string;

export const FIELDS_READ = Object.keys(lettingRow.shape) as FieldRead[];

import { z } from 'zod';
import { anyText, optional, required } from '../../src/deliveries/fields.ts';
import { BadValue } from '../../src/values/bad-value.ts';
import { type Pence, pence } from '../../src/values/money.ts';
import { parseNino } from '../../src/values/nino.ts';
import { parseBritishDate, parsePlainDate } from '../../src/values/plain-date.ts';
import { parsePostcode } from '../../src/values/postcode.ts';
import { decimal } from '../../src/values/ratio.ts';

/**
 * The positions that the hub reads, from 1. Source: the column list of April 2015 as published with
 * mfransham/2017-09-SHBE-analysis (data/shbe-colnames-Apr2015.csv); the owner's own is not public.
 */
export const POSITION_OF = {
  REC_TYPE: 1,
  LCHBREF: 2,
  LCLCTRREF: 3,
  CCNINO: 4,
  CCSURNAME: 6,
  CCFORENAME: 7,
  CDDOB: 8,
  CCPCODE: 11,
  LCHBSTAT: 33,
  LAHBAMT: 43,
  CDENDHB: 202,
} as const;

export const LAST_POSITION_READ = Math.max(...Object.values(POSITION_OF));

/** The list of statuses is not public, only that 1 and 2 are claims in payment: any number is read. */
function claimStatus(text: string): number {
  if (!/^\d{1,2}$/.test(text)) throw new BadValue('UNKNOWN_CODE', 'is not a status number');
  return Number(text);
}

/** Whole pence as the extract writes money: `12550` is £125.50. `12.5` is refused, never rounded. */
function wholePence(text: string): Pence {
  if (/^\d{1,13}$/.test(text)) return pence(BigInt(text));
  if (/^-?\d+(\.\d+)?[eE]/.test(text)) decimal(text);
  throw new BadValue('BAD_MONEY', 'is not a whole number of pence, such as 12550');
}

/** A D record, as far as the hub reads it, and the reference date that its scan's header gives. */
export const claimRecord = z.object({
  'Reference Date': required(parsePlainDate),
  LCHBREF: optional(anyText),
  LCLCTRREF: optional(anyText),
  CCNINO: optional(parseNino),
  CCSURNAME: optional(anyText),
  CCFORENAME: optional(anyText),
  CDDOB: optional(parseBritishDate),
  CCPCODE: optional(parsePostcode),
  LCHBSTAT: optional(claimStatus),
  LAHBAMT: optional(wholePence),
  CDENDHB: optional(parseBritishDate),
});

export type ClaimRecord = z.output<typeof claimRecord>;

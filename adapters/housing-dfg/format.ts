import { z } from 'zod';
import { anyText, optional, required } from '../../src/deliveries/fields.ts';
import { headedCsv } from '../../src/deliveries/headed-csv.ts';
import { BadValue } from '../../src/values/bad-value.ts';
import { type Pence, parsePounds } from '../../src/values/money.ts';
import { parseNhsNumber } from '../../src/values/nhs-number.ts';
import { parseNino } from '../../src/values/nino.ts';
import { parsePlainDate } from '../../src/values/plain-date.ts';
import { parsePostcode } from '../../src/values/postcode.ts';

/** The columns that tell of the case: the same on every row of it. */
export const CASE_COLUMNS = [
  'Council',
  'Case Reference',
  'NHS Number',
  'NINO',
  'Surname',
  'Given Names',
  'Date of Birth',
  'Postcode',
  'Approval Date',
  'Eligible Expense',
  'Mandatory Grant',
  'Discretionary Help',
  'Applicant Contribution',
  'Other Funding',
  'Completion Date',
] as const;

/** The columns that tell of one stage payment. */
export const STAGE_COLUMNS = ['Stage Reference', 'Stage Payment', 'Stage Payment Date'] as const;

export const layout = headedCsv({ required: [...CASE_COLUMNS, ...STAGE_COLUMNS], optional: [] });

/** Pounds with at most two decimals, never below nothing. */
function pounds(text: string): Pence {
  const amount = parsePounds(text);
  if (text.startsWith('-')) throw new BadValue('BAD_MONEY', 'is below nothing');
  return amount;
}

export const dfgRow = z.object({
  Council: required(anyText),
  'Case Reference': required(anyText),
  'NHS Number': optional(parseNhsNumber),
  NINO: optional(parseNino),
  Surname: optional(anyText),
  'Given Names': optional(anyText),
  'Date of Birth': required(parsePlainDate),
  Postcode: optional(parsePostcode),
  'Approval Date': required(parsePlainDate),
  'Eligible Expense': required(pounds),
  'Mandatory Grant': required(pounds),
  'Discretionary Help': required(pounds),
  'Applicant Contribution': required(pounds),
  'Other Funding': required(pounds),
  'Completion Date': optional(parsePlainDate),
  'Stage Reference': optional(anyText),
  'Stage Payment': optional(pounds),
  'Stage Payment Date': optional(parsePlainDate),
});

export type DfgRow = z.output<typeof dfgRow>;

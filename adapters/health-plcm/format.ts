import { z } from 'zod';
import {
  anyText,
  dayAndTime,
  oneOf,
  optional,
  required,
  unread,
} from '../../src/deliveries/fields.ts';
import { headedCsv } from '../../src/deliveries/headed-csv.ts';
import { sentNumber } from '../../src/deliveries/patient-sent.ts';
import { ethnicGroupOfNhsCode, sexOfNhsCode } from '../../src/people/nhs-codes.ts';
import { BadValue } from '../../src/values/bad-value.ts';
import { type FinancialYear, parseFinancialYear } from '../../src/values/financial-year.ts';
import { parseNhsNumber } from '../../src/values/nhs-number.ts';
import { parsePlainDate } from '../../src/values/plain-date.ts';
import { parsePostcode } from '../../src/values/postcode.ts';
import { decimal, type Ratio } from '../../src/values/ratio.ts';

/**
 * The 51 items of the Patient Level Contract Monitoring Data Set, in its order. Source: NHS Data
 * Model and Dictionary, patient_level_contract_monitoring_data_set.
 */
export const ITEMS = [
  'FINANCIAL MONTH',
  'FINANCIAL YEAR',
  'DATE AND TIME DATA SET CREATED',
  'ORGANISATION IDENTIFIER (CODE OF PROVIDER)',
  'ORGANISATION SITE IDENTIFIER (OF TREATMENT)',
  'ORGANISATION IDENTIFIER (GP PRACTICE RESPONSIBILITY)',
  'ORGANISATION IDENTIFIER (CODE OF COMMISSIONER)',
  'GENERAL MEDICAL PRACTICE CODE (PATIENT REGISTRATION)',
  'WITHHELD IDENTITY REASON',
  'NHS NUMBER',
  'LOCAL PATIENT IDENTIFIER (EXTENDED)',
  'POSTCODE OF USUAL ADDRESS',
  'PERSON BIRTH DATE',
  'AGE AT ACTIVITY DATE (CONTRACT MONITORING)',
  'PERSON STATED GENDER CODE',
  'ETHNIC CATEGORY',
  'CDS UNIQUE IDENTIFIER',
  'NON CDS UNIQUE IDENTIFIER',
  'ACTIVITY TREATMENT FUNCTION CODE',
  'LOCAL SUB-SPECIALTY CODE',
  'HOSPITAL PROVIDER SPELL NUMBER',
  'ATTENDANCE IDENTIFIER',
  'EMERGENCY CARE ATTENDANCE IDENTIFIER',
  'ACTIVITY START DATE (CONTRACT MONITORING)',
  'ACTIVITY END DATE (CONTRACT MONITORING)',
  'PACKAGE OF CARE OR YEAR OF CARE START DATE (CONTRACT MONITORING)',
  'UNBUNDLED EPISODE INDICATOR',
  'PROVIDER REFERENCE NUMBER',
  'NHS SERVICE AGREEMENT LINE NUMBER',
  'COMMISSIONED SERVICE CATEGORY CODE',
  'SPECIALISED SERVICE CODE',
  'POINT OF DELIVERY CODE',
  'POINT OF DELIVERY FURTHER DETAIL CODE',
  'POINT OF DELIVERY FURTHER DETAIL DESCRIPTION',
  'LOCAL POINT OF DELIVERY CODE',
  'LOCAL POINT OF DELIVERY DESCRIPTION',
  'CONTRACT MONITORING ADDITIONAL DETAIL (FIRST)',
  'CONTRACT MONITORING ADDITIONAL DESCRIPTION (FIRST)',
  'CONTRACT MONITORING ADDITIONAL DETAIL (SECOND)',
  'CONTRACT MONITORING ADDITIONAL DESCRIPTION (SECOND)',
  'CONTRACT MONITORING ADDITIONAL DETAIL (THIRD)',
  'CONTRACT MONITORING ADDITIONAL DESCRIPTION (THIRD)',
  'CONTRACT MONITORING ADDITIONAL DETAIL (FOURTH)',
  'CONTRACT MONITORING ADDITIONAL DESCRIPTION (FOURTH)',
  'CONTRACT MONITORING ADDITIONAL DETAIL (FIFTH)',
  'CONTRACT MONITORING ADDITIONAL DESCRIPTION (FIFTH)',
  'TARIFF CODE',
  'NATIONAL TARIFF INDICATOR',
  'ACTIVITY COUNT (POINT OF DELIVERY)',
  'ACTIVITY UNIT PRICE',
  'TOTAL COST',
] as const;

type Item = (typeof ITEMS)[number];

export const LOCAL_ID = 'LOCAL PATIENT IDENTIFIER (EXTENDED)';

/** Stand-ins for providers without a code of their own; nobody's local ids can be told apart there. */
export const NO_PROVIDER_CODE: ReadonlySet<string> = new Set(['89997', '89999']);

/** The columns that the hub needs; a file without one of them is refused. */
export const COLUMNS_READ = [
  'FINANCIAL MONTH',
  'FINANCIAL YEAR',
  'DATE AND TIME DATA SET CREATED',
  'ORGANISATION IDENTIFIER (CODE OF PROVIDER)',
  'ORGANISATION IDENTIFIER (CODE OF COMMISSIONER)',
  'WITHHELD IDENTITY REASON',
  'NHS NUMBER',
  'LOCAL PATIENT IDENTIFIER (EXTENDED)',
  'POSTCODE OF USUAL ADDRESS',
  'PERSON BIRTH DATE',
  'ACTIVITY START DATE (CONTRACT MONITORING)',
  'ACTIVITY END DATE (CONTRACT MONITORING)',
  'POINT OF DELIVERY CODE',
  'TARIFF CODE',
  'ACTIVITY COUNT (POINT OF DELIVERY)',
  'ACTIVITY UNIT PRICE',
  'TOTAL COST',
] as const satisfies readonly Item[];

export const layout = headedCsv({ required: COLUMNS_READ, optional: ITEMS });

const MONTHS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12'] as const;

/** A financial year as the data set writes it, `202526`. */
function sixDigitYear(text: string): FinancialYear {
  if (!/^\d{6}$/.test(text)) throw new BadValue('BAD_YEAR', 'is not a financial year as 202526');
  return parseFinancialYear(`${text.slice(0, 4)}-${text.slice(4)}`);
}

/** A number and the very text it was sent as, for the working. */
export interface Figure {
  readonly sent: string;
  readonly value: Ratio;
}

const count = (text: string): Figure => ({ sent: text, value: decimal(text) });

/**
 * n18.n8: pounds with up to eight decimals, below zero where it corrects an earlier month. More than
 * thirteen digits of pounds could not be added up in pence that JSON carries exactly.
 */
function eightDecimals(text: string): Figure {
  const value = decimal(text);
  const [, whole = '', fraction = ''] = /^-?(\d+)\.?(\d*)$/.exec(text) ?? [];
  if (fraction.length > 8) throw new BadValue('BAD_MONEY', 'has more than eight decimals');
  if (whole.length > 13) throw new BadValue('TOO_LARGE', 'has more than thirteen digits of pounds');
  return { sent: text, value };
}

/** One row of the file, as far as the hub reads it. */
export const plcmRow = z.object({
  'FINANCIAL MONTH': required(oneOf(MONTHS)),
  'FINANCIAL YEAR': required(sixDigitYear),
  'DATE AND TIME DATA SET CREATED': required(dayAndTime),
  'ORGANISATION IDENTIFIER (CODE OF PROVIDER)': required(anyText),
  'ORGANISATION IDENTIFIER (CODE OF COMMISSIONER)': required(anyText),
  'WITHHELD IDENTITY REASON': optional(oneOf(['01', '02', '03', '97', '99'])),
  'NHS NUMBER': optional(parseNhsNumber),
  'LOCAL PATIENT IDENTIFIER (EXTENDED)': optional(anyText),
  'POSTCODE OF USUAL ADDRESS': optional(parsePostcode),
  'PERSON BIRTH DATE': optional(parsePlainDate),
  'PERSON STATED GENDER CODE': optional(sexOfNhsCode).optional(),
  'ETHNIC CATEGORY': optional(ethnicGroupOfNhsCode).optional(),
  'HOSPITAL PROVIDER SPELL NUMBER': optional(anyText).optional(),
  'ACTIVITY START DATE (CONTRACT MONITORING)': optional(parsePlainDate),
  'ACTIVITY END DATE (CONTRACT MONITORING)': optional(parsePlainDate),
  'POINT OF DELIVERY CODE': required(anyText),
  'TARIFF CODE': optional(anyText),
  'ACTIVITY COUNT (POINT OF DELIVERY)': required(count),
  'ACTIVITY UNIT PRICE': required(eightDecimals),
  'TOTAL COST': required(eightDecimals),
});

export type PlcmRow = z.output<typeof plcmRow>;

/** The same in a commissioning extract, in which nobody's birth or address is read. */
export const commissionedRow = plcmRow.extend({
  'NHS NUMBER': optional(sentNumber),
  'POSTCODE OF USUAL ADDRESS': unread(),
  'PERSON BIRTH DATE': unread(),
  'PERSON STATED GENDER CODE': unread().optional(),
  'ETHNIC CATEGORY': unread().optional(),
});

export type CommissionedRow = z.output<typeof commissionedRow>;

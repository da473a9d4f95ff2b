import { z } from 'zod';
import { anyText, dayAndTime, oneOf, optional, required } from '../../src/deliveries/fields.ts';
import { headedCsv } from '../../src/deliveries/headed-csv.ts';
import { ethnicGroupOfNhsCode, sexOfNhsCode } from '../../src/people/nhs-codes.ts';
import { BadValue } from '../../src/values/bad-value.ts';
import { parsePounds, toPounds } from '../../src/values/money.ts';
import { parseNhsNumber } from '../../src/values/nhs-number.ts';
import { parsePlainDate } from '../../src/values/plain-date.ts';
import { parsePostcode } from '../../src/values/postcode.ts';
import { decimal, type Ratio, ratio } from '../../src/values/ratio.ts';

/**
 * The columns that a file must have: of the header, of the person, and the 14 items of CARE PACKAGES.
 * Source: NHS Data Model and Dictionary, nhs_continuing_healthcare_patient_level_data_set.
 */
export const COLUMNS_NEEDED = [
  'DATA SET VERSION NUMBER',
  'ORGANISATION IDENTIFIER (CODE OF COMMISSIONER)',
  'REPORTING PERIOD START DATE',
  'REPORTING PERIOD END DATE',
  'NHS NUMBER',
  'PERSON BIRTH DATE',
  'POSTCODE OF USUAL ADDRESS',
  'CARE PACKAGE IDENTIFIER (NHS CONTINUING HEALTHCARE)',
  'SERVICE REQUEST IDENTIFIER',
  'CARE PACKAGE START DATE (NHS CONTINUING HEALTHCARE)',
  'CARE PACKAGE END DATE (NHS CONTINUING HEALTHCARE)',
  'PERSONAL HEALTH BUDGET TYPE',
  'ORGANISATION IDENTIFIER (CODE OF PROVIDER)',
  'ORGANISATION NAME (HEALTH CARE PROVIDER)',
  'POSTCODE OF HEALTH CARE PROVIDER',
  'COST CENTRE CODE (NHS CONTINUING HEALTHCARE)',
  'SUBJECTIVE CODE (NHS CONTINUING HEALTHCARE)',
  'CARE PRODUCT TYPE (NHS CONTINUING HEALTHCARE)',
  'CONTRACT UNIT COST (NHS CONTINUING HEALTHCARE)',
  'CONTRACT UNIT FREQUENCY CODE (NHS CONTINUING HEALTHCARE)',
  'NUMBER OF COMMISSIONED WEEKLY HOURS OF CARE (NHS CONTINUING HEALTHCARE)',
] as const;

export const layout = headedCsv({ required: COLUMNS_NEEDED, optional: 'any' });

/** CARE PRODUCT TYPE in plain words. 11 and 12 are NHS-funded nursing care, the others not. */
export const CARE_PRODUCTS = {
  '01': 'Care home with nursing',
  '02': 'Care home without nursing',
  '03': 'Hospice',
  '04': 'Other placement',
  '05': 'Care at home',
  '06': 'Care in supported housing',
  '07': 'Day care',
  '08': 'Transport',
  '09': 'Therapy',
  '10': 'Equipment',
  '11': 'Nursing in a care home, standard rate',
  '12': 'Nursing in a care home, higher rate',
  '13': 'Other care package',
} as const;
export type CareProduct = keyof typeof CARE_PRODUCTS;

/** CONTRACT UNIT FREQUENCY CODE in plain words. */
export const FREQUENCIES = {
  '01': 'one-off',
  '02': 'hourly',
  '03': 'daily',
  '04': 'weekly',
  '05': 'other frequency',
} as const;
export type Frequency = keyof typeof FREQUENCIES;

/** PERSONAL HEALTH BUDGET TYPE in plain words. */
export const BUDGET_TYPES = {
  '01': 'direct payment',
  '02': 'notional payment',
  '03': 'third party payment',
  '04': 'not a personal health budget',
} as const;
export type BudgetType = keyof typeof BUDGET_TYPES;

const codeOf = <Code extends string>(list: Readonly<Record<Code, string>>) =>
  oneOf(Object.keys(list) as Code[]);

export type UnitCostIn = 'pounds' | 'pence';

/** A cost: exact pounds, and for the working the very text and the unit it was sent in. */
export interface Cost {
  readonly pounds: Ratio;
  readonly sent: string;
  readonly unit: UnitCostIn;
}

/** `max n7`: at most seven digits, and in pounds at most two decimals beside them. */
function unitCost(unit: UnitCostIn): (text: string) => Cost {
  return (text) => {
    decimal(text);
    if (text.startsWith('-')) throw new BadValue('BAD_MONEY', 'is below zero');
    if (/^\d{8}/.test(text))
      throw new BadValue('TOO_LARGE', `is more than seven digits of ${unit}`);
    if (unit === 'pounds') return { pounds: toPounds(parsePounds(text)), sent: text, unit };
    if (!/^\d+$/.test(text)) throw new BadValue('BAD_MONEY', 'is not a whole number of pence');
    return { pounds: ratio(BigInt(text), 100n), sent: text, unit };
  };
}

const HOURS = /^\d{1,3}(\.\d{1,2})?$/;

/** `max n3`: up to 999; part hours are taken as sent. */
function weeklyHours(text: string): { readonly hours: Ratio; readonly sent: string } {
  const hours = decimal(text);
  if (!HOURS.test(text)) throw new BadValue('BAD_NUMBER', 'is not a number of hours from 0 to 999');
  return { hours, sent: text };
}

function version(text: string): string {
  if (!/^\d{1,2}(\.\d{1,2})?$/.test(text)) {
    throw new BadValue('BAD_NUMBER', 'is not a version such as 1.0');
  }
  return text;
}

/** One row of the file, one care package, as far as the hub reads it. */
export function chcRowFormat(unitCostIn: UnitCostIn) {
  return z.object({
    'DATA SET VERSION NUMBER': required(version),
    'ORGANISATION IDENTIFIER (CODE OF COMMISSIONER)': required(anyText),
    'REPORTING PERIOD START DATE': required(parsePlainDate),
    'REPORTING PERIOD END DATE': required(parsePlainDate),
    'DATE AND TIME DATA SET CREATED': optional(dayAndTime).optional(),
    'NHS NUMBER': required(parseNhsNumber),
    'PERSON BIRTH DATE': optional(parsePlainDate),
    'PERSON DEATH DATE': optional(parsePlainDate).optional(),
    'PERSON STATED GENDER CODE': optional(sexOfNhsCode).optional(),
    'ETHNIC CATEGORY': optional(ethnicGroupOfNhsCode).optional(),
    'POSTCODE OF USUAL ADDRESS': optional(parsePostcode),
    'CARE PACKAGE IDENTIFIER (NHS CONTINUING HEALTHCARE)': required(anyText),
    'CARE PACKAGE START DATE (NHS CONTINUING HEALTHCARE)': required(parsePlainDate),
    'CARE PACKAGE END DATE (NHS CONTINUING HEALTHCARE)': optional(parsePlainDate),
    'PERSONAL HEALTH BUDGET TYPE': optional(codeOf(BUDGET_TYPES)),
    'CARE PRODUCT TYPE (NHS CONTINUING HEALTHCARE)': required(codeOf(CARE_PRODUCTS)),
    'CONTRACT UNIT COST (NHS CONTINUING HEALTHCARE)': optional(unitCost(unitCostIn)),
    'CONTRACT UNIT FREQUENCY CODE (NHS CONTINUING HEALTHCARE)': optional(codeOf(FREQUENCIES)),
    'NUMBER OF COMMISSIONED WEEKLY HOURS OF CARE (NHS CONTINUING HEALTHCARE)':
      optional(weeklyHours),
  });
}

export type ChcRowFormat = ReturnType<typeof chcRowFormat>;
export type ChcRow = z.output<ChcRowFormat>;

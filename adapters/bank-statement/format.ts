import { z } from 'zod';
import { FileRefused } from '../../src/deliveries/delivery.ts';
import { anyText, optional, required } from '../../src/deliveries/fields.ts';
import { renamedCsv } from '../../src/deliveries/headed-csv.ts';
import { BadValue } from '../../src/values/bad-value.ts';
import { type Pence, parsePounds } from '../../src/values/money.ts';
import { type PlainDate, parseBritishDate, parsePlainDate } from '../../src/values/plain-date.ts';

export type Column =
  | 'Date'
  | 'Description'
  | 'Type'
  | 'Amount'
  | 'Paid In'
  | 'Paid Out'
  | 'Balance';

/**
 * The names under which banks write each column, the first found before those after it. Letters'
 * case and spaces at the ends do not matter. Gathered from exports in common use; no bank publishes
 * its layout, so a name that is missing here is added here.
 */
export const HEADERS: Readonly<Record<Column, readonly string[]>> = {
  Date: ['Transaction Date', 'Date', 'Posting Date', 'Posted Date', 'Booking Date', 'Value Date'],
  Description: [
    'Transaction Description',
    'Description',
    'Narrative',
    'Details',
    'Transaction Details',
    'Counter Party',
    'Payee',
    'Memo',
    'Reference',
  ],
  Type: ['Transaction Type', 'Type'],
  Amount: ['Amount', 'Amount (GBP)', 'Amount (£)', 'Value', 'Transaction Amount'],
  'Paid In': ['Paid In', 'Money In', 'Credit', 'Credit Amount', 'Credits', 'Paid In (£)', 'In'],
  'Paid Out': ['Paid Out', 'Money Out', 'Debit', 'Debit Amount', 'Debits', 'Paid Out (£)', 'Out'],
  Balance: ['Balance', 'Balance (GBP)', 'Balance (£)', 'Running Balance', 'Account Balance'],
};

const plain = (name: string): string => name.trim().replace(/\s+/g, ' ').toLowerCase();

/** What each column of the file is, by its name; null where the hub has no use for it. */
export function columnsOf(names: readonly string[]): (Column | null)[] {
  const written = names.map(plain);
  const found: (Column | null)[] = names.map(() => null);
  for (const [column, aliases] of Object.entries(HEADERS) as [Column, string[]][]) {
    const name = aliases.map(plain).find((alias) => written.includes(alias));
    if (name === undefined) continue;
    const at = written.indexOf(name);
    if (written.lastIndexOf(name) !== at) {
      throw new FileRefused(`the column of the ${column.toLowerCase()} is there twice`);
    }
    found[at] = column;
  }
  refuseWithout(found);
  return found;
}

function refuseWithout(found: readonly (Column | null)[]): void {
  const has = (column: Column) => found.includes(column);
  const lacks = (column: Column): never => {
    const names = HEADERS[column].map((name) => `"${name}"`).join(', ');
    throw new FileRefused(`the file has no column of the ${column.toLowerCase()}: ${names}`);
  };
  for (const column of ['Date', 'Description', 'Balance'] as const) {
    if (!has(column)) lacks(column);
  }
  const inAndOut = has('Paid In') || has('Paid Out');
  if (has('Amount') && inAndOut) {
    throw new FileRefused('the file has an amount and also paid in or paid out: leave one away');
  }
  if (has('Amount')) return;
  if (!inAndOut) lacks('Amount');
  for (const column of ['Paid In', 'Paid Out'] as const) if (!has(column)) lacks(column);
}

export const layout = renamedCsv(columnsOf);

const DATE_FORMS = {
  'DD/MM/YYYY': /^\d{2}\/\d{2}\/\d{4}$/,
  'DD MMM YYYY': /^\d{1,2} [A-Za-z]{3} \d{4}$/,
  'YYYY-MM-DD': /^\d{4}-\d{2}-\d{2}$/,
} as const;
export type DateForm = keyof typeof DATE_FORMS;

/** The form in which a date is written; null where it is none of a bank's. */
export function formOfDate(text: string): DateForm | null {
  const forms = Object.keys(DATE_FORMS) as DateForm[];
  return forms.find((form) => DATE_FORMS[form].test(text)) ?? null;
}

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

/** A day in one of the forms; 31 February is refused, and so is a spreadsheet's serial number. */
export function parseBankDate(text: string): PlainDate {
  const form = formOfDate(text);
  if (form === 'DD/MM/YYYY') return parseBritishDate(text);
  if (form !== 'DD MMM YYYY') return parsePlainDate(text);
  const [day = '', name = '', year = ''] = text.split(' ');
  const month = MONTHS.indexOf(name.toLowerCase()) + 1;
  if (month === 0) throw new BadValue('BAD_DATE', 'names no month, such as Apr');
  return parsePlainDate(`${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`);
}

const GROUPED = /^[+-]?£?[+-]?\d{1,3}(,\d{3})+(\.\d{1,2})?$/;

/** Pounds as banks write them: `-1,234.50`, `£12.00`, `+3.10`. In pence. */
export function parseBankPounds(text: string): Pence {
  const bare = GROUPED.test(text) ? text.replaceAll(',', '') : text;
  return parsePounds(bare.replace('£', '').replace(/^\+/, ''));
}

function atOrAboveNothing(text: string): Pence {
  const amount = parseBankPounds(text);
  if (amount < 0n) throw new BadValue('BAD_MONEY', 'is below zero, in a column that has no sign');
  return amount;
}

const LONGEST_DESCRIPTION = 500;

function words(text: string): string {
  const said = text.trim().replace(/\s+/g, ' ');
  if (said === '') throw new BadValue('BLANK', 'is blank and must be given');
  if (said.length > LONGEST_DESCRIPTION) {
    throw new BadValue('BAD_TEXT', `is longer than ${LONGEST_DESCRIPTION} characters`);
  }
  return said;
}

/** One line of a statement. A blank balance is worked out from its neighbours' (running-balance.ts). */
export const statementRow = z.object({
  Date: required(parseBankDate),
  Description: required(words),
  Type: optional(anyText).default(null),
  Amount: optional(parseBankPounds).default(null),
  'Paid In': optional(atOrAboveNothing).default(null),
  'Paid Out': optional(atOrAboveNothing).default(null),
  Balance: optional(parseBankPounds),
});

export type StatementRow = z.output<typeof statementRow>;

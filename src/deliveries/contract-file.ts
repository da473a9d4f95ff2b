import { z } from 'zod';
import {
  CONTRACT_FORMS,
  type ContractForm,
  type ContractTerms,
  fixedOf,
  isBlock,
  MONTHS,
  type PlannedMonth,
  VARIABLE_BASES,
} from '../currencies/contract.ts';
import { BadValue } from '../values/bad-value.ts';
import { parseFinancialYear } from '../values/financial-year.ts';
import {
  MOST_PENCE,
  NO_PENCE,
  type Pence,
  parsePounds,
  splitByLargestRemainder,
} from '../values/money.ts';
import { decimal, type Ratio } from '../values/ratio.ts';
import type { FieldFault, RawRow } from './adapter.ts';
import { Agreement } from './agreement.ts';
import type { Reject } from './delivery.ts';
import { anyText, oneOf, optional, readRow, required } from './fields.ts';
import { headedCsv } from './headed-csv.ts';

/** The one row of a contract that gives its year instead of its months. */
const WHOLE_YEAR = 'YEAR';

/** Our own layout: a row for each month of a contract, or one for its year. Sums are pounds. */
const contractRow = z.object({
  'Contract Code': required(contractCode),
  Commissioner: required(anyText),
  Provider: required(anyText),
  'Financial Year': required(parseFinancialYear),
  Form: required(oneOf(CONTRACT_FORMS)),
  'Variable Percent': optional(percentage),
  'Variable Basis': optional(oneOf(VARIABLE_BASES)),
  'Emergency Baseline': optional(pounds),
  'Marginal Percent': optional(percentage),
  'Low Volume Limit': optional(pounds),
  Source: required(anyText),
  Month: required(oneOf([...MONTHS.map(String), WHOLE_YEAR])),
  Fixed: optional(pounds),
  Elective: optional(pounds),
  Other: optional(pounds),
});

type ContractRow = z.output<typeof contractRow>;
type Field = keyof ContractRow & string;

export const contractLayout = headedCsv({
  required: Object.keys(contractRow.shape),
  optional: [],
});

const CODE = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$/;

function contractCode(text: string): string {
  if (CODE.test(text)) return text;
  const expected = 'is not 1 to 40 letters, digits, dots, dashes, underscores or slashes';
  throw new BadValue('BAD_TEXT', expected);
}

function percentage(text: string): Ratio {
  const percent = decimal(text);
  if (percent.n < 0n || percent.n > 100n * percent.d) {
    throw new BadValue('BAD_NUMBER', 'is not a percentage from 0 to 100');
  }
  return percent;
}

function pounds(text: string): Pence {
  const amount = parsePounds(text);
  if (amount < NO_PENCE) throw new BadValue('BAD_MONEY', 'is below nothing');
  return amount;
}

/** The terms that a file gives and the row that ends each; or what is wrong with which row. */
export interface ContractsRead {
  readonly contracts: readonly { readonly row: number; readonly terms: ContractTerms }[];
  readonly rejects: readonly Reject[];
}

interface ReadRow {
  readonly row: number;
  readonly values: ContractRow;
}

/** Reads all rows of a file; `isKnown` tells whether an organisation is. */
export function contractsIn(
  rows: readonly RawRow[],
  isKnown: (organisation: string) => boolean,
): ContractsRead {
  const groups = new Map<string, ReadRow[]>();
  const rejects: Reject[] = [];
  const refuse = (row: number, faults: readonly FieldFault[]) => {
    for (const { field, code, reason } of faults) rejects.push({ row, field, code, reason });
  };
  for (const raw of rows) {
    const { values, faults } = readRow(contractRow, raw);
    if (!values) {
      refuse(raw.row, faults);
      continue;
    }
    refuse(raw.row, [...faultsOfParties(values, isKnown), ...faultsOfForm(values)]);
    const key = `${values['Contract Code']} ${values['Financial Year']}`;
    groups.set(key, [...(groups.get(key) ?? []), { row: raw.row, values }]);
  }
  // A row that could not be read hides which months are there and what they say.
  if (rejects.length > 0) return { contracts: [], rejects: inOrder(rejects) };
  const contracts = [...groups.values()].flatMap((own) => {
    const faults = faultsOfGroup(own);
    for (const { row, ...fault } of faults) refuse(row, [fault]);
    if (faults.length > 0) return [];
    const terms = termsOf(own);
    const { row } = own.at(-1) as ReadRow;
    const above = faultsOfLimit(terms);
    refuse(row, above);
    return above.length > 0 ? [] : [{ row, terms }];
  });
  return { contracts, rejects: inOrder(rejects) };
}

const inOrder = (rejects: readonly Reject[]): Reject[] =>
  [...rejects].sort((a, b) => a.row - b.row);

function fault(field: Field, code: string, reason: string): FieldFault {
  return { field, code, reason };
}

function faultsOfParties(
  { Commissioner, Provider }: ContractRow,
  isKnown: (organisation: string) => boolean,
): FieldFault[] {
  const unknown = 'is not an organisation known here; add it with "hub organisation add"';
  return [
    ...(isKnown(Commissioner) ? [] : [fault('Commissioner', 'UNKNOWN_ORGANISATION', unknown)]),
    ...(isKnown(Provider) ? [] : [fault('Provider', 'UNKNOWN_ORGANISATION', unknown)]),
    ...(Commissioner === Provider
      ? [fault('Provider', 'SAME_ORGANISATION', 'is the commissioner itself')]
      : []),
  ];
}

/** The sums of a month by which each form pays; the others may be left blank. */
const SUMS_NEEDED: Record<ContractForm, readonly ('Fixed' | 'Elective' | 'Other')[]> = {
  BLOCK: ['Fixed'],
  LOW_VOLUME_BLOCK: ['Fixed'],
  ACTIVITY: ['Elective', 'Other'],
  ALIGNED_PAYMENT: ['Fixed', 'Elective'],
};

/** What a form needs and a row does not give, and what it gives that the form has no use for. */
function faultsOfForm(values: ContractRow): FieldFault[] {
  const { Form: form } = values;
  const faults: FieldFault[] = [];
  const onlyOf = (field: Field, of: ContractForm) => {
    if (form === of && values[field] === null) {
      faults.push(fault(field, 'NEEDED_BY_FORM', `is blank, and ${of} needs it`));
    } else if (form !== of && values[field] !== null) {
      faults.push(fault(field, 'NOT_OF_FORM', `is given, and only ${of} has it`));
    }
  };
  onlyOf('Variable Percent', 'ALIGNED_PAYMENT');
  onlyOf('Variable Basis', 'ALIGNED_PAYMENT');
  onlyOf('Low Volume Limit', 'LOW_VOLUME_BLOCK');
  if ((values['Emergency Baseline'] === null) !== (values['Marginal Percent'] === null)) {
    const blank = values['Marginal Percent'] === null ? 'Marginal Percent' : 'Emergency Baseline';
    const reason = 'is blank, and a baseline and its percentage are given together or not at all';
    faults.push(fault(blank, 'INCOMPLETE_TERMS', reason));
  }
  for (const field of SUMS_NEEDED[form]) {
    if (values[field] !== null) continue;
    faults.push(
      fault(field, 'NEEDED_BY_FORM', `is blank, and ${form} pays by it; 0 if it is nothing`),
    );
  }
  return faults;
}

/** The columns that say the same on every row of a contract. */
const REPEATED = [
  'Commissioner',
  'Provider',
  'Form',
  'Variable Percent',
  'Variable Basis',
  'Emergency Baseline',
  'Marginal Percent',
  'Low Volume Limit',
  'Source',
] as const;

type RowFault = FieldFault & { readonly row: number };

function faultsOfGroup(own: readonly ReadRow[]): RowFault[] {
  const last = own.at(-1) as ReadRow;
  const at = (row: number, each: FieldFault): RowFault => ({ ...each, row });
  const differing = fieldsApart(own).map((field) =>
    at(last.row, fault(field, 'ROWS_DISAGREE', 'differs between rows of the same contract')),
  );
  const seen = new Set<string>();
  const repeated: RowFault[] = [];
  for (const { row, values } of own) {
    const { Month: month } = values;
    if (seen.has(month) || seen.has(WHOLE_YEAR)) {
      const reason = 'was given by an earlier row of the same contract';
      repeated.push(at(row, fault('Month', 'REPEATED_MONTH', reason)));
    } else if (month === WHOLE_YEAR && seen.size > 0) {
      const reason = `is ${WHOLE_YEAR}, and earlier rows of the same contract give months`;
      repeated.push(at(row, fault('Month', 'REPEATED_MONTH', reason)));
    }
    seen.add(month);
  }
  return [...differing, ...repeated, ...missingMonths(seen).map((each) => at(last.row, each))];
}

function fieldsApart(own: readonly ReadRow[]): readonly Field[] {
  const said = new Agreement<(typeof REPEATED)[number]>();
  const text = (value: ContractRow[Field]) =>
    value !== null && typeof value === 'object' ? `${value.n}/${value.d}` : `${value ?? ''}`;
  for (const { values } of own) {
    const cells = REPEATED.map((field) => [field, text(values[field])]);
    said.note('', Object.fromEntries(cells));
  }
  return said.fieldsApart('');
}

function missingMonths(seen: ReadonlySet<string>): FieldFault[] {
  if (seen.has(WHOLE_YEAR)) return [];
  const missing = MONTHS.filter((month) => !seen.has(String(month)));
  if (missing.length === 0) return [];
  const reason = `has no row for ${missing.join(', ')} of this contract; month 1 is April`;
  return [fault('Month', 'MISSING_MONTH', reason)];
}

function termsOf(own: readonly ReadRow[]): ContractTerms {
  const { values } = own[0] as ReadRow;
  const percent = values['Variable Percent'];
  const basis = values['Variable Basis'];
  const baseline = values['Emergency Baseline'];
  const marginal = values['Marginal Percent'];
  return {
    code: values['Contract Code'],
    commissioner: values.Commissioner,
    provider: values.Provider,
    year: values['Financial Year'],
    form: values.Form,
    variable: percent !== null && basis !== null ? { percent, basis } : null,
    marginal: baseline !== null && marginal !== null ? { baseline, percent: marginal } : null,
    limit: values['Low Volume Limit'],
    source: values.Source,
    months: values.Month === WHOLE_YEAR ? monthsOfYear(values) : monthsGiven(own),
  };
}

/** A blank sum is one that the form does not pay by. */
const sumOf = (amount: Pence | null): Pence => amount ?? NO_PENCE;

function monthsGiven(own: readonly ReadRow[]): PlannedMonth[] {
  return own
    .map(({ values }) => ({
      month: Number(values.Month),
      fixed: sumOf(values.Fixed),
      elective: sumOf(values.Elective),
      other: sumOf(values.Other),
    }))
    .sort((a, b) => a.month - b.month);
}

/** Twelve equal parts; the pence left over go to the first months. */
export function monthsOfYear(year: {
  readonly Fixed: Pence | null;
  readonly Elective: Pence | null;
  readonly Other: Pence | null;
}): PlannedMonth[] {
  const split = (amount: Pence | null) =>
    splitByLargestRemainder(
      sumOf(amount),
      MONTHS.map(() => 1n),
    );
  const fixed = split(year.Fixed);
  const elective = split(year.Elective);
  const other = split(year.Other);
  return MONTHS.map((month, index) => ({
    month,
    fixed: fixed[index] as Pence,
    elective: elective[index] as Pence,
    other: other[index] as Pence,
  }));
}

/** What the year adds up to: no more than can be carried, and than a low-volume block may pay. */
function faultsOfLimit(terms: ContractTerms): FieldFault[] {
  const all = terms.months.flatMap(({ fixed, elective, other }) => [fixed, elective, other]);
  if (all.reduce<bigint>((sum, each) => sum + each, 0n) > MOST_PENCE) {
    return [fault('Fixed', 'TOO_LARGE', 'makes the year more pence than can be carried exactly')];
  }
  if (!isBlock(terms) || terms.limit === null || fixedOf(terms) <= terms.limit) return [];
  const reason =
    'makes the year’s value more than the Low Volume Limit, up to which the form is allowed';
  return [fault('Fixed', 'LIMIT_EXCEEDED', reason)];
}

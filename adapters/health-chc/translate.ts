import { createHash } from 'node:crypto';
import type { AwardDraft, Currency, Mode } from '../../src/awards/award.ts';
import {
  type FieldFault,
  type RawRow,
  type ReadingContext,
  type RowVerdict,
  reject,
} from '../../src/deliveries/adapter.ts';
import type { Agreement } from '../../src/deliveries/agreement.ts';
import type { Note } from '../../src/deliveries/delivery.ts';
import { readRow } from '../../src/deliveries/fields.ts';
import { characteristicsSaid } from '../../src/people/characteristic.ts';
import type { IdentityDraft } from '../../src/people/identity.ts';
import { financialYearOf } from '../../src/values/financial-year.ts';
import type { OrganisationCode } from '../../src/values/ids.ts';
import { fromFirstToLast } from '../../src/values/period.ts';
import { addDays, earlier, type PlainDate } from '../../src/values/plain-date.ts';
import type { Per } from '../../src/values/rate.ts';
import { isZero, type Ratio, ratio } from '../../src/values/ratio.ts';
import {
  BUDGET_TYPES,
  type BudgetType,
  type CareProduct,
  type ChcRow,
  type ChcRowFormat,
  FREQUENCIES,
  type Frequency,
} from './format.ts';

const COMMISSIONER = 'ORGANISATION IDENTIFIER (CODE OF COMMISSIONER)';
const PERIOD_START = 'REPORTING PERIOD START DATE';
const PERIOD_END = 'REPORTING PERIOD END DATE';
const PACKAGE = 'CARE PACKAGE IDENTIFIER (NHS CONTINUING HEALTHCARE)';
const START = 'CARE PACKAGE START DATE (NHS CONTINUING HEALTHCARE)';
const END = 'CARE PACKAGE END DATE (NHS CONTINUING HEALTHCARE)';
const PRODUCT = 'CARE PRODUCT TYPE (NHS CONTINUING HEALTHCARE)';
const COST = 'CONTRACT UNIT COST (NHS CONTINUING HEALTHCARE)';
const FREQUENCY = 'CONTRACT UNIT FREQUENCY CODE (NHS CONTINUING HEALTHCARE)';
const HOURS = 'NUMBER OF COMMISSIONED WEEKLY HOURS OF CARE (NHS CONTINUING HEALTHCARE)';

/** What the rows of one file have to agree on. */
export interface RowsOfFile {
  /** Last day and time of writing of each reporting period. */
  readonly reports: Agreement<'told'>;
  /** Days, product and budget type of each package at each rate. */
  readonly packages: Agreement<'told'>;
}

/** Remembers what the row, where it can be taken by itself, says of its report and its package. */
export function noteRow(
  context: ReadingContext,
  format: ChcRowFormat,
  rows: RowsOfFile,
  row: RawRow,
): void {
  const { values } = readRow(format, row);
  if (!values || faultsOfRow(context, values).length > 0) return;
  const report = `${values[PERIOD_END]} ${createdOf(values)}`;
  rows.reports.note(values[PERIOD_START], { told: report });
  const { from, until } = daysOf(values);
  const said = [from, until, values[PRODUCT], values['PERSONAL HEALTH BUDGET TYPE']];
  rows.packages.note(packageAtRate(values), { told: digest(said) });
}

/** Judges a row: one care package, or every reason why it cannot be taken as that. */
export function translate(
  context: ReadingContext,
  format: ChcRowFormat,
  rows: RowsOfFile,
  row: RawRow,
): RowVerdict {
  const { values, faults } = readRow(format, row);
  if (!values) return reject(...faults);
  const wrong = [...faultsOfRow(context, values), ...faultsOfFile(rows, values)];
  if (wrong.length > 0) return reject(...wrong);
  return {
    accepted: true,
    submission: {
      scope: `health-chc ${values[COMMISSIONER]}`,
      periodFrom: values[PERIOD_START],
      periodUntil: addDays(values[PERIOD_END], 1),
      createdBySender: createdOf(values),
      asOf: values[PERIOD_END],
    },
    identity: identityOf(context, values),
    characteristics: characteristicsSaid({
      SEX: values['PERSON STATED GENDER CODE'],
      ETHNIC_GROUP: values['ETHNIC CATEGORY'],
    }),
    awards: awardsOf(context, values),
    payments: [],
    claims: [],
    notes: notesOf(row),
  };
}

function createdOf(values: ChcRow): string | null {
  return values['DATE AND TIME DATA SET CREATED'] ?? null;
}

function faultsOfRow(context: ReadingContext, values: ChcRow): FieldFault[] {
  return [...faultsOfCommissioner(context, values), ...faultsOfDates(values)];
}

function faultsOfCommissioner({ sender }: ReadingContext, values: ChcRow): FieldFault[] {
  if (values[COMMISSIONER] === sender.code) return [];
  const reason = 'is another organisation’s code than the sender’s';
  return [{ field: COMMISSIONER, code: 'OTHER_ORGANISATION', reason }];
}

function faultsOfDates(values: ChcRow): FieldFault[] {
  const faults: FieldFault[] = [];
  const order = (field: keyof ChcRow, from: PlainDate, to: PlainDate | null) => {
    if (to !== null && to < from) {
      faults.push({ field, code: 'END_BEFORE_START', reason: 'is before the day it starts' });
    }
  };
  order(PERIOD_END, values[PERIOD_START], values[PERIOD_END]);
  order(END, values[START], values[END]);
  order('PERSON DEATH DATE', values[START], values['PERSON DEATH DATE'] ?? null);
  return faults;
}

/** Where rows disagree nothing says which is meant, and one of them would silently not count. */
function faultsOfFile({ reports, packages }: RowsOfFile, values: ChcRow): FieldFault[] {
  const faults: FieldFault[] = [];
  if (!reports.agrees(values[PERIOD_START])) {
    const reason = 'has another last day or time of writing in other rows of the file';
    faults.push({ field: PERIOD_START, code: 'ROWS_DISAGREE', reason });
  }
  if (!packages.agrees(packageAtRate(values))) {
    const reason = 'is there again at the same cost with other dates, product or budget type';
    faults.push({ field: PACKAGE, code: 'ROWS_DISAGREE', reason });
  }
  return faults;
}

/** The data set demands it; the hub does without. */
function notesOf(row: RawRow): Note[] {
  const field = 'SERVICE REQUEST IDENTIFIER';
  return row.fields[field] === '' ? [{ field, code: 'BLANK' }] : [];
}

/**
 * The same package from one month to the next, whatever its dates and its cost. The person is part
 * of it, for a commissioner may number the packages of each person from 1.
 */
function serviceOf(values: ChcRow): string {
  return digest([values[COMMISSIONER], values[PACKAGE], values['NHS NUMBER']]);
}

/** What the hub takes for one and the same award when a report has it twice. */
function packageAtRate(values: ChcRow): string {
  const number = (value: Ratio | undefined) => value && `${value.n}/${value.d}`;
  return digest([
    values[PERIOD_START],
    serviceOf(values),
    streamOf(values[PRODUCT]),
    number(values[COST]?.pounds),
    values[FREQUENCY],
    number(values[HOURS]?.hours),
  ]);
}

function digest(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 27);
}

function identityOf({ sender }: ReadingContext, values: ChcRow): IdentityDraft {
  return {
    source: sender.code,
    namespace: 'health-chc',
    localId: null,
    nhsNumber: values['NHS NUMBER'],
    nino: null,
    surname: null,
    givenNames: null,
    birthDate: values['PERSON BIRTH DATE'],
    deathDate: values['PERSON DEATH DATE'] ?? null,
    postcode: values['POSTCODE OF USUAL ADDRESS'],
  };
}

/** A package runs to its end, or on without one; never beyond a death. */
function daysOf(values: ChcRow): AwardDraft['days'] {
  const from = values[START];
  const end = values[END];
  const death = values['PERSON DEATH DATE'] ?? null;
  const last = end !== null && death !== null ? earlier(end, death) : (end ?? death);
  return { from, until: fromFirstToLast(from, last).until };
}

function awardsOf({ sender }: ReadingContext, values: ChcRow): AwardDraft[] {
  const cost = values[COST];
  if (cost !== null && isZero(cost.pounds)) return [];
  const product = values[PRODUCT];
  const frequency = values[FREQUENCY];
  const stream = streamOf(product);
  const days = daysOf(values);
  const oneOff = frequency === '01';
  return [
    {
      stream,
      funder: sender.code as OrganisationCode,
      basis: oneOff ? 'ONE_OFF' : 'RECURRING',
      mode: modeOf(stream, values['PERSONAL HEALTH BUDGET TYPE']),
      legalBasis: LEGAL_BASIS[stream],
      reference: null,
      service: serviceOf(values),
      serviceRank: 0,
      days,
      year: oneOff ? financialYearOf(days.from) : null,
      completedOn: oneOff ? days.from : null,
      amount: cost?.pounds ?? null,
      per: frequency && PER_OF[frequency],
      unitsPerWeek: unitsPerWeek(values),
      unpricedReason: unpricedReason(values),
      contribution: { kind: 'NONE', reason: 'NHS care is free at the point of use' },
      reportsPayments: false,
      currency: currencyOf(product),
      // The care product is a diagnosis to many readers: the line names the kind of funding only.
      description: FUNDING[stream],
      rawFigures: rawFigures(values),
      element: null,
      ceiling: null,
      currencyShare: null,
      activity: null,
      provider: null,
      careKey: null,
      reported: null,
    },
  ];
}

type ChcStream = 'continuing-healthcare' | 'funded-nursing-care';

function streamOf(product: CareProduct): ChcStream {
  return product === '11' || product === '12' ? 'funded-nursing-care' : 'continuing-healthcare';
}

const FUNDING: Readonly<Record<ChcStream, string>> = {
  'continuing-healthcare': 'NHS continuing healthcare',
  'funded-nursing-care': 'NHS-funded nursing care',
};

const LEGAL_BASIS: Readonly<Record<ChcStream, string>> = {
  'continuing-healthcare': 'NHS continuing healthcare (SI 2012/2996 Part 6)',
  'funded-nursing-care': 'NHS-funded nursing care (SI 2012/2996 Part 6)',
};

const MODE_OF: Readonly<Record<BudgetType, Mode>> = {
  '01': 'DIRECT_PAYMENT',
  '02': 'NOTIONAL',
  '03': 'THIRD_PARTY',
  '04': 'COMMISSIONED',
};

/** Funded nursing care goes straight to the home: never money that the person directs. */
function modeOf(stream: ChcStream, type: BudgetType | null): Mode {
  return stream === 'funded-nursing-care' || type === null ? 'COMMISSIONED' : MODE_OF[type];
}

const PER_OF: Readonly<Record<Frequency, Per | null>> = {
  '01': 'ONCE',
  '02': 'HOUR',
  '03': 'DAY',
  '04': 'WEEK',
  '05': null,
};

/** A daily rate counts every day in force, so seven a week. */
function unitsPerWeek(values: ChcRow): Ratio | null {
  if (values[FREQUENCY] === '03') return ratio(7);
  return values[FREQUENCY] === '02' ? (values[HOURS]?.hours ?? null) : null;
}

function unpricedReason(values: ChcRow): string | null {
  if (values[COST] === null) return 'the commissioner had to give a unit cost and gave none';
  switch (values[FREQUENCY]) {
    case null:
      return 'the commissioner gave a unit cost but not how often it is paid';
    case '05':
      return 'the commissioner gave a unit cost of another frequency than the data set can name';
    case '02':
      return values[HOURS] === null
        ? 'the commissioner gave a cost per hour but no weekly hours'
        : null;
    default:
      return null;
  }
}

function currencyOf(product: CareProduct): Currency | null {
  if (streamOf(product) === 'continuing-healthcare') return null;
  return { scheme: 'funded-nursing-care', code: product === '12' ? 'higher' : 'standard' };
}

function rawFigures(values: ChcRow): string {
  const cost = values[COST];
  const frequency = values[FREQUENCY];
  const type = values['PERSONAL HEALTH BUDGET TYPE'];
  return [
    `Contract Unit Cost ${cost === null ? 'blank' : `${cost.sent} ${cost.unit}`}`,
    `Contract Unit Frequency ${frequency === null ? 'blank' : FREQUENCIES[frequency]}`,
    `Number of Commissioned Weekly Hours ${values[HOURS]?.sent ?? 'blank'}`,
    `Personal Health Budget Type ${type === null ? 'blank' : BUDGET_TYPES[type]}`,
  ].join('; ');
}

import {
  type Activity,
  ActivityRefused,
  PATIENT_CLASSIFICATIONS,
  SETTINGS,
} from '../currencies/activity.ts';
import { priceActivity } from '../currencies/price.ts';
import type { Priced } from '../currencies/pricing.ts';
import type { PriceBook } from '../currencies/tariff.ts';
import { BadValue } from '../values/bad-value.ts';
import { poundsText } from '../values/money.ts';
import { fromFirstToLast } from '../values/period.ts';
import { parsePlainDate } from '../values/plain-date.ts';
import { decimal, toDecimal } from '../values/ratio.ts';
import { parseText } from '../values/text.ts';
import type { FieldFault, RawRow } from './adapter.ts';
import { anyText, oneOf } from './fields.ts';
import { headedCsv } from './headed-csv.ts';

/** The hub's own layout for activities to be priced; what an activity does not use stays blank. */
export const ACTIVITY_COLUMNS = [
  'Activity',
  'Scheme',
  'Code',
  'Admission Method',
  'Patient Classification',
  'Age on Admission',
  'Admission Date',
  'Discharge Date',
  'Provider',
  'Best Practice Evidenced',
  'Market Forces Factor',
  'Setting',
  'First Day',
  'Last Day',
  'Count',
  'Points',
  'On',
  'Reference',
] as const;

type Column = (typeof ACTIVITY_COLUMNS)[number];

export const activityFile = headedCsv({ required: ACTIVITY_COLUMNS, optional: [] });

/** What a row of activities becomes: every row in gives one row out. */
export const PRICED_COLUMNS = [
  'Reference',
  'Row',
  'Status',
  'Amount',
  'Unrounded Pounds',
  'Illustrative',
  'Steps',
  'Tariff Source',
  'Field',
  'Code',
  'Reason',
] as const;

/** Years of age, whole. */
function age(text: string): number {
  if (!/^\d{1,3}$/.test(text)) throw new BadValue('BAD_NUMBER', 'is not an age in whole years');
  return Number(text);
}

/** An organisation's code has a form of its own, so that nothing else that slips in is repeated. */
function organisationCode(text: string): string {
  if (!/^[A-Z0-9]{3,12}$/.test(text)) {
    throw new BadValue('UNKNOWN_CODE', 'is not an organisation’s code: capital letters and digits');
  }
  return text;
}

const MOST_REMEMBERED = 2_000;

/** Files say the same few days, ages and codes again and again: each text is read once. */
function remembered<Value>(parse: (text: string) => Value): (text: string) => Value {
  const known = new Map<string, Value>();
  return (text) => {
    let value = known.get(text);
    if (value === undefined) {
      value = parse(text);
      if (known.size < MOST_REMEMBERED) known.set(text, value);
    }
    return value;
  };
}

const day = remembered(parsePlainDate);
const number = remembered(decimal);
const years = remembered(age);
const organisation = remembered(organisationCode);

/** How a cell is read: by the same rules, and refused in the same words, as those of any format. */
interface Cell<Value> {
  readonly parse: (text: string) => Value;
  readonly mayBeBlank: boolean;
}

const must = <Value>(parse: (text: string) => Value): Cell<Value> => ({
  ...{ parse, mayBeBlank: false },
});

const may = <Value>(parse: (text: string) => Value): Cell<Value | null> => ({
  ...{ parse, mayBeBlank: true },
});

type Cells = { readonly [Name in Column]?: Cell<unknown> };
type Values<Format extends Cells> = {
  [Name in keyof Format]: Format[Name] extends Cell<infer Value> ? Value : never;
};

const what = { Scheme: must(anyText), Code: must(anyText) };

const spellRow = {
  ...what,
  'Admission Method': must(anyText),
  'Patient Classification': must(oneOf(PATIENT_CLASSIFICATIONS)),
  'Age on Admission': may(years),
  'Admission Date': must(day),
  'Discharge Date': must(day),
  Provider: must(organisation),
  'Best Practice Evidenced': may(oneOf(['yes', 'no'])),
  'Market Forces Factor': may(number),
};

function spell(row: Values<typeof spellRow>): Activity {
  return {
    kind: 'SPELL',
    scheme: row.Scheme,
    code: row.Code,
    admissionMethod: row['Admission Method'],
    patientClassification: row['Patient Classification'],
    ageOnAdmission: row['Age on Admission'],
    admittedOn: row['Admission Date'],
    dischargedOn: row['Discharge Date'],
    provider: row.Provider,
    bestPracticeEvidenced: row['Best Practice Evidenced'] === 'yes',
    marketForcesFactor: row['Market Forces Factor'],
  };
}

const clusterRow = {
  ...what,
  Setting: must(oneOf(SETTINGS)),
  'First Day': must(day),
  'Last Day': must(day),
  Provider: may(organisation),
};

function cluster(row: Values<typeof clusterRow>): Activity {
  return {
    ...{ kind: 'CLUSTER_PERIOD', scheme: row.Scheme, code: row.Code, setting: row.Setting },
    days: fromFirstToLast(row['First Day'], row['Last Day']),
    provider: row.Provider,
    // The layout has no place for it.
    initialAssessment: false,
  };
}

const weeklyRow = { ...what, 'First Day': must(day), 'Last Day': must(day) };

function weekly(row: Values<typeof weeklyRow>): Activity {
  const days = fromFirstToLast(row['First Day'], row['Last Day']);
  return { kind: 'WEEKLY_DAYS', scheme: row.Scheme, code: row.Code, days };
}

const unitsRow = { ...what, Count: must(number), On: must(day), Provider: may(organisation) };

function units({ Scheme, Code, Count, On, Provider }: Values<typeof unitsRow>): Activity {
  return {
    ...{ kind: 'UNITS', scheme: Scheme, code: Code, count: Count, on: On },
    provider: Provider,
  };
}

const pointsRow = { ...what, Points: must(number), On: must(day) };

function needPoints({ Scheme, Code, Points, On }: Values<typeof pointsRow>): Activity {
  return { kind: 'NEED_POINTS', scheme: Scheme, code: Code, points: Points, on: On };
}

/** What a row says, or every fault found in it. */
type Read =
  | { readonly activity: Activity; readonly faults: null }
  | { readonly activity: null; readonly faults: readonly FieldFault[] };

/** How the rows of one kind of activity are read; `name` is what the column Activity says. */
function kindOf<Format extends Cells>(
  name: string,
  format: Format,
  build: (values: Values<Format>) => Activity,
): [string, (row: RawRow) => Read] {
  const cells = Object.entries(format);
  const used = new Set<string>([...cells.map(([column]) => column), 'Activity', 'Reference']);
  const unused = ACTIVITY_COLUMNS.filter((column) => !used.has(column));
  const reason = `is not used by the activity ${name} and has to be blank`;
  // Not by zod: what a schema allocates for each cell cost a file of a million rows as much time as
  // pricing it did.
  const read = ({ fields }: RawRow): Read => {
    const values: Record<string, unknown> = {};
    const faults: FieldFault[] = [];
    for (const [column, cell] of cells) {
      try {
        values[column] = readCell(fields[column] ?? '', cell);
      } catch (error) {
        if (!(error instanceof BadValue)) throw error;
        faults.push({ field: column, code: error.code, reason: error.message });
      }
    }
    for (const field of unused) {
      if (fields[field] !== '') faults.push({ field, code: 'NOT_USED', reason });
    }
    if (faults.length > 0) return { activity: null, faults };
    return { activity: build(values as Values<Format>), faults: null };
  };
  return [name, read];
}

function readCell(text: string, { parse, mayBeBlank }: Cell<unknown>): unknown {
  if (text !== '') return parse(parseText(text));
  if (mayBeBlank) return null;
  throw new BadValue('BLANK', 'is blank and must be given');
}

const KINDS: ReadonlyMap<string, (row: RawRow) => Read> = new Map([
  kindOf('SPELL', spellRow, spell),
  kindOf('CLUSTER', clusterRow, cluster),
  kindOf('WEEKLY', weeklyRow, weekly),
  kindOf('UNITS', unitsRow, units),
  kindOf('POINTS', pointsRow, needPoints),
]);

const UNKNOWN_KIND: FieldFault = {
  field: 'Activity',
  code: 'UNKNOWN_CODE',
  reason: `is not one of ${[...KINDS.keys()].join(', ')}`,
};

/** The activity that a row speaks of, or every fault found in it. */
export function activityIn(row: RawRow): Read {
  const read = KINDS.get(row.fields.Activity ?? '');
  return read ? read(row) : { activity: null, faults: [UNKNOWN_KIND] };
}

/** What pricing a row may look up; both have been read before. */
export interface Lookup {
  /** The book of a code, however it is written; undefined where there is no such scheme. */
  bookOf(scheme: string, code: string): PriceBook | undefined;
  isOrganisation(code: string): boolean;
}

/** What a row comes to. */
export type Answered =
  | Priced
  | { readonly kind: 'UNPRICED'; readonly reason: string }
  | { readonly kind: 'REFUSED'; readonly faults: readonly FieldFault[] };

/** Prices the activity of a row; a row that cannot be priced says why, and is never left out. */
export function answerTo(row: RawRow, { bookOf, isOrganisation }: Lookup): Answered {
  const { activity, faults } = activityIn(row);
  if (faults) return { kind: 'REFUSED', faults };
  const { scheme, code } = activity;
  const provider = 'provider' in activity ? activity.provider : null;
  if (provider !== null && !isOrganisation(provider)) return UNKNOWN_PROVIDER;
  try {
    const book = bookOf(scheme, code);
    return book ? priceActivity(activity, book) : UNKNOWN_SCHEME;
  } catch (error) {
    if (!(error instanceof ActivityRefused)) throw error;
    const field = COLUMN_OF[error.field] ?? error.field;
    return { kind: 'REFUSED', faults: [{ field, code: error.code, reason: error.message }] };
  }
}

const UNKNOWN_PROVIDER: Answered = {
  kind: 'REFUSED',
  faults: [
    {
      field: 'Provider',
      code: 'UNKNOWN_ORGANISATION',
      reason: 'is not an organisation known here',
    },
  ],
};

const UNKNOWN_SCHEME: Answered = {
  kind: 'REFUSED',
  faults: [{ field: 'Scheme', code: 'UNKNOWN_CODE', reason: 'is not a scheme known here' }],
};

/** The columns of what pricing itself may refuse. */
const COLUMN_OF: Readonly<Record<string, Column>> = {
  scheme: 'Scheme',
  code: 'Code',
  admissionMethod: 'Admission Method',
  ageOnAdmission: 'Age on Admission',
  dischargeDate: 'Discharge Date',
  marketForcesFactor: 'Market Forces Factor',
  lastDay: 'Last Day',
  count: 'Count',
  points: 'Points',
};

/**
 * The cells of a row out, under PRICED_COLUMNS: the amount in pounds, each step in words with the
 * exact pounds after it. Several faults of one row stand in one cell, in the same order in each.
 */
export function cellsOf({ row, fields }: RawRow, answered: Answered): string[] {
  const head = [fields.Reference ?? '', String(row), answered.kind];
  if (answered.kind === 'UNPRICED') return [...head, '', '', '', '', '', '', '', answered.reason];
  if (answered.kind === 'REFUSED') {
    const each = (pick: (fault: FieldFault) => string) => answered.faults.map(pick).join('; ');
    return [
      ...[...head, '', '', '', '', ''],
      each(({ field }) => field),
      each(({ code }) => code),
      each(({ reason }) => reason),
    ];
  }
  const { amount, exact, illustrative, steps, tariffs } = answered;
  return [
    ...head,
    poundsText(amount),
    toDecimal(exact, 6),
    illustrative ? 'yes' : 'no',
    steps.map(({ words, after }) => `${words} = ${toDecimal(after, 6)}`).join('; '),
    [...new Set(tariffs.map(({ source }) => source))].join('; '),
    ...['', '', ''],
  ];
}

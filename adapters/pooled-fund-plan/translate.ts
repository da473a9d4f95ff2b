import {
  type FieldFault,
  type RawRow,
  type ReadingContext,
  type RowVerdict,
  reject,
} from '../../src/deliveries/adapter.ts';
import type { Note, SubmissionDraft } from '../../src/deliveries/delivery.ts';
import { readRow } from '../../src/deliveries/fields.ts';
import type { PlanLineDraft } from '../../src/deliveries/plan-line.ts';
import { type FinancialYear, financialYearOf } from '../../src/values/financial-year.ts';
import { plus } from '../../src/values/ratio.ts';
import { type Heading, LISTS, MONEY, OUTPUTS, type PlanRow, planRow } from './format.ts';

/** Judges a row: one source of one scheme's money, or every reason why it cannot be taken. */
export function translate(context: ReadingContext, heading: Heading, row: RawRow): RowVerdict {
  const { values, faults } = readRow(planRow, row);
  if (!values) return reject(...faults);
  const wrong = faultsOf(values, heading);
  if (wrong.length > 0) return reject(...wrong);
  const year = heading.year ?? values.Year;
  const plan = lineOf(values, year ?? financialYearOf(context.receivedOn));
  return {
    accepted: true,
    submission: submissionOf(context, plan),
    identity: null,
    plan,
    awards: [],
    payments: [],
    claims: [],
    notes: [
      ...(year === null ? [{ field: MONEY, code: 'YEAR_OF_RECEIPT' }] : []),
      ...notesOf(values),
    ],
  };
}

function faultsOf(values: PlanRow, { year }: Heading): FieldFault[] {
  const faults: FieldFault[] = [];
  if (year !== null && values.Year !== null && values.Year !== year) {
    const reason = 'is another year than the name of the money’s column tells';
    faults.push({ field: 'Year', code: 'YEARS_DISAGREE', reason });
  }
  const nhs = values['% NHS (if Joint Commissioner)'];
  const council = values['% LA (if Joint Commissioner)'];
  if (values.Commissioner === 'Joint' && nhs !== null && council !== null) {
    const whole = plus(nhs, council);
    if (whole.n !== whole.d) {
      const reason = 'is not 100% together with the council’s share';
      faults.push({ field: '% NHS (if Joint Commissioner)', code: 'SHARES_NOT_WHOLE', reason });
    }
  }
  return faults;
}

/** Lists were recalled, not read: a value that is in none of them stops no row. */
function notesOf(values: PlanRow): Note[] {
  return (Object.keys(LISTS) as (keyof PlanRow)[]).flatMap((field) => {
    const value = values[field];
    const isKnown = value === null || LISTS[field]?.includes(String(value));
    return isKnown ? [] : [{ field, code: 'UNKNOWN_CODE' }];
  });
}

/** The grant for adaptations is capital by law; of other sources the layout does not say, and none is. */
const CAPITAL = 'DFG';

function lineOf(values: PlanRow, year: FinancialYear): PlanLineDraft {
  const { 'Source of Funding': source, Commissioner: commissioner } = values;
  return {
    pool: values.Pool,
    year,
    scheme: values['Scheme ID'],
    name: values['Scheme Name'],
    type: values["Please specify if 'Scheme Type' is 'Other'"] ?? values['Scheme Type'],
    subType: values['Sub Types'],
    description: values['Brief Description of Scheme'],
    areaOfSpend: values["Please specify if 'Area of Spend' is 'other'"] ?? values['Area of Spend'],
    commissioner,
    nhsShare: commissioner === 'Joint' ? values['% NHS (if Joint Commissioner)'] : null,
    provider: values.Provider,
    source,
    nature: source === CAPITAL ? 'CAPITAL' : 'REVENUE',
    planned: values[MONEY],
    outputs: values[OUTPUTS],
    units: values.Units,
  };
}

/** What a later file replaces: one sender's plan of a pool for a year, whole. */
function submissionOf(
  { lastingCode, receivedOn }: ReadingContext,
  { pool, year }: PlanLineDraft,
): SubmissionDraft {
  return {
    scope: `pooled-fund-plan ${lastingCode} ${year} ${pool ?? ''}`.trimEnd(),
    periodFrom: null,
    periodUntil: null,
    createdBySender: null,
    asOf: receivedOn,
  };
}

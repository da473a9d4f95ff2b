import {
  type FieldFault,
  type RawRow,
  type ReadingContext,
  type RowVerdict,
  reject,
} from '../../src/deliveries/adapter.ts';
import type { SubmissionDraft } from '../../src/deliveries/delivery.ts';
import { readRow } from '../../src/deliveries/fields.ts';
import type { IdentityDraft } from '../../src/people/identity.ts';
import { addDays } from '../../src/values/plain-date.ts';
import { type AllocationRow, allocationRow } from './format.ts';

/** Judges a row: one person on one worker's caseload, or every reason why it cannot be taken. */
export function translate(context: ReadingContext, row: RawRow): RowVerdict {
  const { values, faults } = readRow(allocationRow, row);
  if (!values) return reject(...faults);
  const wrong = faultsOf(values);
  if (wrong.length > 0) return reject(...wrong);
  const { Worker: subject, Team: team, 'First Day': from, 'Last Day': lastDay } = values;
  return {
    accepted: true,
    submission: submissionOf(context, team),
    identity: identityOf(context, values),
    allocation: { subject, team, from, until: lastDay && addDays(lastDay, 1) },
    awards: [],
    payments: [],
    claims: [],
    notes: [],
  };
}

const MOST_CHARACTERS = 200;

function faultsOf(values: AllocationRow): FieldFault[] {
  const faults: FieldFault[] = [];
  if (values['Person NHS Number'] === null && values.NINO === null) {
    const reason = 'is blank, and so is the National Insurance number: the row reaches no person';
    faults.push({ field: 'Person NHS Number', code: 'NO_PERSON', reason });
  }
  for (const field of ['Worker', 'Team'] as const) {
    // It has to be found again as it is: a space at either end is a slip of the export.
    if (values[field] !== values[field].trim()) {
      faults.push({ field, code: 'SPACES', reason: 'begins or ends with a space' });
    }
    if (values[field].length > MOST_CHARACTERS) {
      const reason = `is longer than ${MOST_CHARACTERS} characters`;
      faults.push({ field, code: 'TOO_LONG', reason });
    }
  }
  const lastDay = values['Last Day'];
  if (lastDay !== null && lastDay < values['First Day']) {
    const reason = 'is before the first day';
    faults.push({ field: 'Last Day', code: 'END_BEFORE_START', reason });
  }
  return faults;
}

/** What a later file replaces: one sender's team. It holds on all days until the next comes. */
function submissionOf({ lastingCode, receivedOn }: ReadingContext, team: string): SubmissionDraft {
  return {
    scope: `case-allocations ${lastingCode} ${team}`,
    periodFrom: null,
    periodUntil: null,
    createdBySender: null,
    asOf: receivedOn,
  };
}

function identityOf({ lastingCode }: ReadingContext, values: AllocationRow): IdentityDraft {
  return {
    source: lastingCode,
    namespace: 'case-allocations',
    localId: null,
    nhsNumber: values['Person NHS Number'],
    nino: values.NINO,
    surname: null,
    givenNames: null,
    birthDate: null,
    deathDate: null,
    postcode: null,
  };
}

import type { FieldFault, RawRow, ReadingContext } from '../../src/deliveries/adapter.ts';
import { readRow } from '../../src/deliveries/fields.ts';
import { faultsOfParties } from '../../src/deliveries/who-may-send.ts';
import { type ContactRow, contactRow } from './format.ts';

/**
 * What makes a contact one of individual placement and support. Source: NHS Digital, Mental Health
 * Bulletin, chapter 18: a team of type D05, or one of two procedures unless so qualified.
 */
const TEAM = 'D05';
const PROCEDURES: ReadonlySet<string> = new Set(['1082621000000104', '772822000']);
const EXCLUDED_QUALIFIER = '443390004';

export type Judgement =
  | { readonly values: ContactRow; readonly faults: null }
  | { readonly values: null; readonly faults: readonly FieldFault[] };

/** Judges a row by what it says itself; what other rows of the file say is not looked at. */
export function judge(context: ReadingContext, row: RawRow): Judgement {
  const { values, faults } = readRow(contactRow, row);
  if (!values) return { values: null, faults };
  const wrong = [
    ...faultsOfParties(
      context,
      { field: 'OrgIDProv', code: values.OrgIDProv },
      { field: 'OrgIDCCGRes', code: values.OrgIDCCGRes },
    ),
    ...faultsOfKind(values),
    ...faultsOfDates(values),
  ];
  if (values.NHSNumber === null) {
    const reason = 'is blank, so the row reaches no person';
    wrong.push({ field: 'NHSNumber', code: 'NO_PERSON', reason });
  }
  return wrong.length > 0 ? { values: null, faults: wrong } : { values, faults: null };
}

function faultsOfKind(values: ContactRow): FieldFault[] {
  if (values.Der_SNoMEDProcQual === EXCLUDED_QUALIFIER) {
    const reason = 'is the qualifier by which the national measure leaves a contact out';
    return [{ field: 'Der_SNoMEDProcQual', code: 'NOT_COUNTED', reason }];
  }
  const ofProcedure = PROCEDURES.has(values.Der_SNoMEDProcCode ?? '');
  if (values.ServTeamTypeRefToMH === TEAM || ofProcedure) return [];
  const reason = 'is no placement support team, and the procedure is none of placement support';
  return [{ field: 'ServTeamTypeRefToMH', code: 'NOT_PLACEMENT_SUPPORT', reason }];
}

function faultsOfDates(values: ContactRow): FieldFault[] {
  const faults: FieldFault[] = [];
  const wrong = (field: keyof ContactRow & string, code: string, reason: string) =>
    faults.push({ field, code, reason });
  const { CareContDate: on, ServDischDate: discharged } = values;
  const { ReportingPeriodStartDate: start, ReportingPeriodEndDate: end } = values;
  if (end < start) {
    wrong('ReportingPeriodEndDate', 'END_BEFORE_START', 'is before the day the period starts');
  } else if (on < start || on > end) {
    // It would count again in the period that it belongs to.
    wrong('CareContDate', 'OUTSIDE_PERIOD', 'is not a day of the reporting period');
  }
  if (on < values.ReferralRequestReceivedDate) {
    wrong('CareContDate', 'BEFORE_REFERRAL', 'is before the referral was received');
  }
  if (discharged !== null && on > discharged) {
    wrong('CareContDate', 'AFTER_DISCHARGE', 'is after the discharge from the service');
  }
  return faults;
}

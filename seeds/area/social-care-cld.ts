import type { PlainDate } from '../../src/values/plain-date.ts';
import type { SyntheticPerson } from './person.ts';
import type { AreaPlan } from './plan.ts';
import { type Reported, socialCarePeriods } from './reporting.ts';
import { headedCsv, pounds, type Row, type Sheet, thousandths } from './sheet.ts';
import { type Service, servicesOf } from './social-care-services.ts';

/** Client Level Data, release 2, in the specification's order. */
const COLUMNS = [
  'LA Code',
  'Reporting Period Start Date',
  'Reporting Period End Date',
  'NHS Number',
  'LA Person Unique Identifier',
  'GP Practice Code',
  'Gender',
  'Ethnicity',
  'Date of Birth',
  'Date of Death',
  'Client Type',
  'Primary Support Reason',
  'Postcode',
  'Accommodation Status',
  'Employment Status',
  'Has Unpaid Carer',
  'Autism Spectrum Disorder (ASD)',
  'Visual Impairment',
  'Hearing Impairment',
  'Dementia',
  'Client Funding Status',
  'Event Type',
  'Event Reference',
  'Event Start Date',
  'Event End Date',
  'Event Description',
  'Event Outcome',
  'Request: Route of Access',
  'Assessment Type',
  'Eligible Needs Identified',
  'Method of Assessment',
  'Total Hrs Caring per week',
  'No. of adults being cared for',
  'Adult 1 Linked Person_ID',
  'Adult 2 Linked Person_ID',
  'Adult 3 Linked Person_ID',
  'Service Type',
  'Service Component',
  'Delivery Mechanism',
  'Provider CQC Location ID',
  'Review Reason',
  'Review Outcomes Achieved',
  'Method of Review',
  'Unit Cost',
  'Cost Frequency (Unit Type)',
  'Planned units per week',
];

/** Each council's submissions, the earlier first. */
export function socialCareSheets(plan: AreaPlan): Sheet[] {
  const periods = socialCarePeriods(plan);
  const lastDay = (periods.at(-1) as Reported).last;
  return plan.councils.flatMap((council) =>
    periods.map((period) => ({
      adapter: 'social-care-cld',
      from: council,
      label: `to-${period.last}`,
      basis: null,
      extension: 'csv' as const,
      onEveryRow: {
        'LA Code': council,
        'Reporting Period Start Date': period.first,
        'Reporting Period End Date': period.last,
      },
      rowsOf: (person: SyntheticPerson) =>
        person.council === council ? rowsOf(plan, person, period, lastDay) : [],
      write: headedCsv(COLUMNS),
    })),
  );
}

/** The services of the period; one that is restated costs 4 % less in all submissions but the last. */
function rowsOf(
  plan: AreaPlan,
  person: SyntheticPerson,
  period: Reported,
  lastDay: PlainDate,
): Row[] {
  return servicesOf(plan, person, lastDay)
    .filter(({ first, last }) => first <= period.last && (last === null || last >= period.first))
    .map((service, index) => {
      const restated = service.restated && period.last < lastDay;
      const cost = restated ? thousandths(service.cost, 960) : service.cost;
      const ended = service.last !== null && service.last <= period.last;
      return {
        ...personFields(person, service),
        'Event Type': 'Service',
        'Event Reference': `EV${person.index}-${index + 1}`,
        'Event Start Date': service.first,
        'Event End Date': ended ? (service.last as string) : '',
        'Event Outcome': ended
          ? 'NFA: Support ended as planned'
          : 'Continuation of support or services',
        'Service Type': service.type,
        'Service Component': service.component,
        'Delivery Mechanism': service.mechanism,
        'Unit Cost': pounds(cost),
        'Cost Frequency (Unit Type)': service.frequency,
        'Planned units per week': service.units,
      };
    });
}

function personFields(person: SyntheticPerson, service: Service): Row {
  const inHome = person.kind === 'care-home';
  const isCarer = person.kind === 'carer';
  return {
    'NHS Number': person.nhsNumber ?? '',
    'LA Person Unique Identifier': `P${String(person.index).padStart(6, '0')}`,
    Gender: person.isWoman ? 'Female' : 'Male',
    Ethnicity: 'No data: Undeclared or not known',
    'Date of Birth': person.birthDate,
    'Client Type': isCarer ? 'Unpaid carer' : 'Service user',
    'Primary Support Reason': service.reason,
    Postcode: person.postcode,
    'Accommodation Status': inHome
      ? 'Registered nursing home'
      : 'Tenant: Local authority or other social housing provider',
    'Employment Status': person.kind === 'younger-adult' ? 'Unknown' : '',
    'Has Unpaid Carer': 'No',
    'Client Funding Status': service.funding,
  };
}

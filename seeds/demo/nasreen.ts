import {
  ADMITTED,
  AGE,
  CLASSIFICATION,
  DISCHARGED,
  HRG,
  METHOD,
  NHS_NUMBER as PATIENT,
  SPELL,
} from '../../adapters/health-sus-apc/format.ts';
import { parsePlainDate } from '../../src/values/plain-date.ts';
import { startOn } from '../area/housing-core.ts';
import type { FileKey, Row } from '../area/sheet.ts';
import { BARNSLEY, BARNSLEY_HOSPITAL, ROTHERHAM } from './bodies.ts';
import type { Persona } from './persona.ts';

const NHS_NUMBER = '9990020035';
const BIRTH_DATE = '1974-03-05';
const POSTCODE = 'S65 7MO';

/**
 * A woman of 52 who lives in Rotherham and cares for her father in Barnsley: a carer's support is
 * the duty of the council that is responsible for the person cared for (Care Act 2014 s20).
 */
export const NASREEN: Persona = {
  name: 'Nasreen Qureshi',
  nhsNumber: NHS_NUMBER,
  story:
    'Nasreen, 52, cares for her father and has help to keep her own home: one of her lines has no price, and one council’s file is missing',
  rowsIn,
};

/** Her landlord's code of the tenancy that she renewed in April 2026. */
export const TENANCY = 'TC-900003';

function rowsIn({ adapter, from, label }: FileKey): readonly Row[] {
  switch (`${adapter} ${from}`) {
    case `social-care-cld ${BARNSLEY}`:
      return CARER_SUPPORT;
    case `local-awards ${ROTHERHAM}`:
      return HOUSING_SUPPORT;
    case `housing-core ${ROTHERHAM}`:
      return [LETTING];
    case `health-sus-apc ${BARNSLEY_HOSPITAL}`:
      return label === 'month-2026-05' ? [DAY_CASE] : [];
    default:
      return [];
  }
}

const SERVICE = {
  'NHS Number': NHS_NUMBER,
  'LA Person Unique Identifier': 'BA900003',
  Gender: 'Female',
  Ethnicity: 'Asian or Asian British: Pakistani',
  'Date of Birth': BIRTH_DATE,
  'Client Type': 'Unpaid carer',
  'Primary Support Reason': 'Social support: Support to unpaid carer',
  Postcode: POSTCODE,
  'Accommodation Status': 'Tenant: Local authority or other social housing provider',
  'Has Unpaid Carer': 'No',
  'Client Funding Status': 'Fully social care funded',
  'Event Type': 'Service',
  'Event Outcome': 'Continuation of support or services',
  'Service Type': 'Unpaid carer support: Direct to unpaid carer',
};

/** £300.00 once for a break; and a sitting service whose hours a week the council left blank. */
const CARER_SUPPORT: readonly Row[] = [
  {
    ...SERVICE,
    'Event Reference': 'EV900004',
    'Event Start Date': '2025-05-19',
    'Service Component': 'Other unpaid carer support',
    'Delivery Mechanism': 'Direct payment',
    'Unit Cost': '300.00',
    'Cost Frequency (Unit Type)': 'One-off',
  },
  {
    ...SERVICE,
    'Event Reference': 'EV900005',
    'Event Start Date': '2025-09-01',
    'Service Component': 'Unpaid carer sitting service',
    'Delivery Mechanism': 'CASSR managed personal budget',
    'Unit Cost': '19.40',
    'Cost Frequency (Unit Type)': 'Hourly',
  },
];

/** £38.50 a week from 2 June 2025, of which £5.00 is hers to pay; paid a quarter at a time. */
const HOUSING_SUPPORT: readonly Row[] = [
  ['1', '665.50', '2025-09-30', '2025-06-02', '2025-09-30'],
  ['2', '506.00', '2025-12-31', '2025-10-01', '2025-12-31'],
  ['3', '495.00', '2026-03-31', '2026-01-01', '2026-03-31'],
  ['4', '500.50', '2026-06-05', '2026-04-01', '2026-06-30'],
].map(([number, amount, paidOn, first, last]) => ({
  'Award Reference': 'HRS-900003',
  'NHS Number': NHS_NUMBER,
  NINO: 'NC990003C',
  Surname: 'Qureshi',
  'Given Names': 'Nasreen',
  'Date of Birth': BIRTH_DATE,
  Stream: 'housing-related-support',
  'Legal Basis': 'Housing-related support scheme',
  Funder: ROTHERHAM,
  Basis: 'RECURRING',
  Amount: '38.50',
  Per: 'week',
  'First Day': '2025-06-02',
  Mode: 'COMMISSIONED',
  'Contribution per Week': '5.00',
  Conditions: 'visiting support to keep the tenancy',
  'Payment Reference': `HRS-900003/${number}`,
  'Payment Amount': amount as string,
  'Payment Basis': 'GROSS',
  'Payment Date': paidOn as string,
  'Payment For First Day': first as string,
  'Payment For Last Day': last as string,
}));

/** £112.40 a week of rent, and the £38.50 of support that the award above pays. */
const LETTING: Row = {
  ...startOn(parsePlainDate('2026-04-06')),
  field_7: '1',
  field_13: TENANCY,
  field_14: `P-${TENANCY}`,
  field_23: 'S65',
  field_24: '7MO',
  field_140: '0',
  field_141: '1',
  field_142: '112.40',
  field_145: '38.50',
};

/** An eye operation, in and out on one day, at a hospital that is paid a fixed sum. */
const DAY_CASE: Row = {
  [SPELL]: 'RFF-900003-1',
  [PATIENT]: NHS_NUMBER,
  [AGE]: '52',
  [ADMITTED]: '2026-05-14',
  [METHOD]: '11',
  [CLASSIFICATION]: '2',
  [DISCHARGED]: '2026-05-14',
  [HRG]: 'BZ34C',
};

import type { FileKey, Row } from '../area/sheet.ts';
import { CARE_BOARD, DWP, ROTHERHAM, SHEFFIELD, SHEFFIELD_HOSPITALS } from './bodies.ts';

const BIRTH_DATE = '1960-01-01';

/**
 * Rows as senders really get them wrong, one or two in a file: each is rejected with its reason and
 * the rest of the file loads. Nobody is made of them.
 */
export function rejectedRowsIn({ adapter, from, label }: FileKey): readonly Row[] {
  switch (`${adapter} ${from} ${label}`) {
    case `social-care-cld ${SHEFFIELD} to-2026-03-31`:
      return [LOST_ZERO, SERIAL_DATE, OTHER_LIST];
    case `health-plcm ${SHEFFIELD_HOSPITALS} 2025-26`:
      return [BLOCK_SUM, IDENTITY_WITHHELD];
    case `housing-shbe ${ROTHERHAM} scan-2026-06-01`:
      return [CLAIM_WITHOUT_NINO];
    case `housing-dfg ${ROTHERHAM} cases-2026-06-15`:
      return [GRANT_THAT_DOES_NOT_ADD_UP];
    case `employment-access-to-work ${DWP} claims-2026-06-15`:
      return [PAID_ABOVE_CLAIM];
    case `local-awards ${CARE_BOARD} awards-2026-06-15`:
      return [CHARGE_FOR_AFTERCARE];
    default:
      return [];
  }
}

const SERVICE: Row = {
  'NHS Number': '9990020043',
  'LA Person Unique Identifier': 'SH900101',
  'Date of Birth': BIRTH_DATE,
  'Client Type': 'Service user',
  'Client Funding Status': 'Unknown',
  'Event Type': 'Service',
  'Event Start Date': '2025-04-01',
  'Service Type': 'Long term support: Community',
  'Service Component': 'Meals',
  'Unit Cost': '28.00',
  'Cost Frequency (Unit Type)': 'Weekly',
};
const LOST_ZERO: Row = { ...SERVICE, 'NHS Number': '999002004' };
const SERIAL_DATE: Row = { ...SERVICE, 'Event Start Date': '45748' };
const OTHER_LIST: Row = { ...SERVICE, 'Service Component': 'Home care' };

const ACTIVITY: Row = {
  'FINANCIAL MONTH': '3',
  'NHS NUMBER': '9990020043',
  'PERSON BIRTH DATE': BIRTH_DATE,
  'POINT OF DELIVERY CODE': 'OPFASPCL',
  'ACTIVITY COUNT (POINT OF DELIVERY)': '1',
  'ACTIVITY UNIT PRICE': '168.24510000',
  'TOTAL COST': '168.24510000',
};
const BLOCK_SUM: Row = { ...ACTIVITY, 'POINT OF DELIVERY CODE': 'BLOCK' };
const IDENTITY_WITHHELD: Row = {
  ...ACTIVITY,
  'NHS NUMBER': '',
  'PERSON BIRTH DATE': '',
  'WITHHELD IDENTITY REASON': '02',
};

const CLAIM_WITHOUT_NINO: Row = {
  REC_TYPE: 'D',
  LCHBREF: 'HB9000101',
  CDDOB: '01-01-1960',
  LCHBSTAT: '1',
  LAHBAMT: '9000',
};

/** £9,500.00 of parts under £9,000.00 of expense. */
const GRANT_THAT_DOES_NOT_ADD_UP: Row = {
  'Case Reference': 'DFG/900101',
  'NHS Number': '9990020043',
  'Date of Birth': BIRTH_DATE,
  'Approval Date': '2025-10-01',
  'Eligible Expense': '9000.00',
  'Mandatory Grant': '8000.00',
  'Discretionary Help': '0.00',
  'Applicant Contribution': '1500.00',
  'Other Funding': '0.00',
};

const PAID_ABOVE_CLAIM: Row = {
  'Award Reference': 'ATW-900101',
  NINO: 'NC990101B',
  'Date of Birth': BIRTH_DATE,
  Element: 'Travel to Work',
  'Award First Day': '2025-10-01',
  'Award Last Day': '2026-09-30',
  'Award Ceiling': '1500.00',
  'Claim Reference': 'ATW-900101-1',
  'Claim Form': 'DP226JP',
  'Support From': '2025-10-01',
  'Support To': '2025-10-31',
  'Amount Claimed': '96.00',
  'Amount Paid': '960.00',
  'Payment Date': '2025-11-21',
};

const CHARGE_FOR_AFTERCARE: Row = {
  'Award Reference': 'S117-900101',
  'NHS Number': '9990020043',
  'Date of Birth': BIRTH_DATE,
  Stream: 'section-117',
  'Legal Basis': 'Mental Health Act 1983 s117',
  Funder: CARE_BOARD,
  Basis: 'RECURRING',
  Amount: '120.00',
  Per: 'week',
  'First Day': '2025-04-01',
  Mode: 'COMMISSIONED',
  'Contribution per Week': '12.00',
};

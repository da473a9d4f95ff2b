import {
  ADMITTED,
  AGE,
  CLASSIFICATION,
  DISCHARGED,
  FINAL_PRICE,
  HRG,
  METHOD,
  NHS_NUMBER as PATIENT,
  SPELL,
} from '../../adapters/health-sus-apc/format.ts';
import { addDays, parsePlainDate } from '../../src/values/plain-date.ts';
import type { FileKey, Row } from '../area/sheet.ts';
import { CARE_BOARD, DWP, ROTHERHAM, SHEFFIELD, SHEFFIELD_HOSPITALS } from './bodies.ts';
import type { Persona } from './persona.ts';

const NHS_NUMBER = '9990020019';
const NINO = 'NC990001A';
const BIRTH_DATE = '1992-02-11';
const POSTCODE = 'S60 4VM';

/** A man of 34 with a learning disability: one person, five senders, four sectors. */
export const JAMIE: Persona = {
  name: 'Jamie Thornhill',
  nhsNumber: NHS_NUMBER,
  story:
    'Jamie, 34, hires his own support, has a health budget, an adapted flat and a job: his money comes from four sectors',
  rowsIn,
};

function rowsIn({ adapter, from, label }: FileKey): readonly Row[] {
  switch (`${adapter} ${from}`) {
    case `social-care-cld ${SHEFFIELD}`:
      return SOCIAL_CARE;
    case `local-awards ${CARE_BOARD}`:
      return HEALTH_BUDGET;
    case `health-plcm ${SHEFFIELD_HOSPITALS}`:
      return ACTIVITY[label] ?? [];
    case `health-sus-apc ${SHEFFIELD_HOSPITALS}`:
      return label === 'month-2026-05' ? [STAY] : [];
    case `housing-dfg ${ROTHERHAM}`:
      return GRANT;
    case `housing-shbe ${ROTHERHAM}`:
      return [{ ...CLAIM, LAHBAMT: label < 'scan-2026-04' ? '9842' : '10115' }];
    case `employment-access-to-work ${DWP}`:
      return [...SUPPORT_WORKER, ...TRAVEL];
    default:
      return [];
  }
}

const NAME = { Surname: 'Thornhill', 'Given Names': 'Jamie', 'Date of Birth': BIRTH_DATE };

const SERVICE = {
  'NHS Number': NHS_NUMBER,
  'LA Person Unique Identifier': 'SH900001',
  Gender: 'Male',
  Ethnicity: 'White: English, Welsh, Scottish, Northern Irish or British',
  'Date of Birth': BIRTH_DATE,
  'Client Type': 'Service user',
  'Primary Support Reason': 'Learning disability support',
  Postcode: POSTCODE,
  'Accommodation Status': 'Supported accommodation, supported lodgings or supported group home',
  'Employment Status': 'Paid: 16 or more hours a week',
  'Has Unpaid Carer': 'No',
  'Client Funding Status': 'Fully social care funded',
  'Event Type': 'Service',
  'Event Outcome': 'Continuation of support or services',
  'Service Type': 'Long term support: Community',
};

/** £412.50 a week that he hires assistants with, and from June two days a week at £58.40. */
const SOCIAL_CARE: readonly Row[] = [
  {
    ...SERVICE,
    'Event Reference': 'EV900001',
    'Event Start Date': '2024-09-02',
    'Service Component': 'Direct payment',
    'Delivery Mechanism': 'Direct payment',
    'Unit Cost': '412.50',
    'Cost Frequency (Unit Type)': 'Weekly',
  },
  {
    ...SERVICE,
    'Event Reference': 'EV900002',
    'Event Start Date': '2025-06-02',
    'Service Component': 'Day support',
    'Delivery Mechanism': 'CASSR commissioned support',
    'Unit Cost': '58.40',
    'Cost Frequency (Unit Type)': 'Daily',
    'Planned units per week': '2.00',
  },
];

const HEALTH_AWARD = {
  ...NAME,
  'Award Reference': 'PHB-900001',
  'NHS Number': NHS_NUMBER,
  Stream: 'personal-health-budget',
  'Legal Basis': 'SI 2013/1617',
  Funder: CARE_BOARD,
  Basis: 'RECURRING',
  Amount: '384.00',
  Per: '4 weeks',
  'First Day': '2025-07-01',
  Mode: 'DIRECT_PAYMENT',
  Conditions: 'support to keep well and stay active',
};

/** £384.00 every four weeks in advance: thirteen payments from 1 July 2025 to 2 June 2026. */
const HEALTH_BUDGET: readonly Row[] = Array.from({ length: 13 }, (_, index) => {
  const first = addDays(parsePlainDate(HEALTH_AWARD['First Day']), 28 * index);
  return {
    ...HEALTH_AWARD,
    'Payment Reference': `PHB-900001/${String(index + 1).padStart(2, '0')}`,
    'Payment Amount': '384.00',
    'Payment Basis': 'GROSS',
    'Payment Date': first,
    'Payment For First Day': first,
    'Payment For Last Day': addDays(first, 27),
  };
});

const HOSPITAL_CARE = {
  'NHS NUMBER': NHS_NUMBER,
  'LOCAL PATIENT IDENTIFIER (EXTENDED)': 'RHQ900001',
  'POSTCODE OF USUAL ADDRESS': POSTCODE,
  'PERSON BIRTH DATE': BIRTH_DATE,
  'ACTIVITY COUNT (POINT OF DELIVERY)': '1',
  'NATIONAL TARIFF INDICATOR': 'Y',
};

/** One stay, by the number that both of the trust's files give it. */
const STAY_NUMBER = 'RHQ-900001-1';

/**
 * Dental treatment that needed a week in hospital, two days beyond the trim point; the trust's own
 * price has one of them.
 */
const STAY: Row = {
  [SPELL]: STAY_NUMBER,
  [PATIENT]: NHS_NUMBER,
  [AGE]: '34',
  [ADMITTED]: '2026-05-05',
  [METHOD]: '11',
  [CLASSIFICATION]: '1',
  [DISCHARGED]: '2026-05-12',
  [HRG]: 'CD01A',
  [FINAL_PRICE]: '1131.538440000000000000',
};

/** By the label of the file: one first and one later outpatient appointment, and the stay again. */
const ACTIVITY: Readonly<Record<string, readonly Row[]>> = {
  '2025-26': [
    {
      ...HOSPITAL_CARE,
      'FINANCIAL MONTH': '8',
      'ACTIVITY START DATE (CONTRACT MONITORING)': '2025-11-06',
      'ACTIVITY END DATE (CONTRACT MONITORING)': '2025-11-06',
      'POINT OF DELIVERY CODE': 'OPFASPCL',
      'TARIFF CODE': 'WF01B',
      'ACTIVITY UNIT PRICE': '168.24510000',
      'TOTAL COST': '168.24510000',
    },
  ],
  '2026-27-month-02': [
    {
      ...HOSPITAL_CARE,
      'FINANCIAL MONTH': '2',
      'ACTIVITY START DATE (CONTRACT MONITORING)': '2026-05-19',
      'ACTIVITY END DATE (CONTRACT MONITORING)': '2026-05-19',
      'POINT OF DELIVERY CODE': 'OPFUPSPCL',
      'TARIFF CODE': 'WF01A',
      'ACTIVITY UNIT PRICE': '98.40215000',
      'TOTAL COST': '98.40215000',
    },
    {
      ...HOSPITAL_CARE,
      'FINANCIAL MONTH': '2',
      'HOSPITAL PROVIDER SPELL NUMBER': STAY_NUMBER,
      'ACTIVITY START DATE (CONTRACT MONITORING)': '2026-05-05',
      'ACTIVITY END DATE (CONTRACT MONITORING)': '2026-05-12',
      'POINT OF DELIVERY CODE': 'EL',
      'TARIFF CODE': 'CD01A',
      'ACTIVITY UNIT PRICE': '1131.53844000',
      'TOTAL COST': '1131.53844000',
    },
  ],
};

/** A bathroom and a ramp; carries both his numbers, so it joins what health and housing know. */
const GRANT: readonly Row[] = [
  ['S1', '12000.00', '2025-12-05'],
  ['S2', '11400.00', '2026-02-27'],
  ['S3', '6000.00', '2026-05-22'],
].map(([reference, amount, paidOn]) => ({
  ...NAME,
  'Case Reference': 'DFG/900001',
  'NHS Number': NHS_NUMBER,
  NINO,
  Postcode: POSTCODE,
  'Approval Date': '2025-09-15',
  'Eligible Expense': '34600.00',
  'Mandatory Grant': '30000.00',
  'Discretionary Help': '3400.00',
  'Applicant Contribution': '1200.00',
  'Other Funding': '0.00',
  'Stage Reference': reference as string,
  'Stage Payment': amount as string,
  'Stage Payment Date': paidOn as string,
}));

const CLAIM: Row = {
  REC_TYPE: 'D',
  LCHBREF: 'HB9000001',
  LCLCTRREF: 'CT9000001',
  CCNINO: NINO,
  CCSURNAME: 'Thornhill',
  CCFORENAME: 'Jamie',
  CDDOB: '11-02-1992',
  CCPCODE: POSTCODE,
  LCHBSTAT: '1',
};

const LETTER = {
  ...NAME,
  NINO,
  'Award Reference': 'ATW-900001',
  'Award First Day': '2025-10-01',
  'Award Last Day': '2026-09-30',
};

/** Four claims of two months each; the second was paid £60.00 short, the last is not paid yet. */
const SUPPORT_WORKER: readonly Row[] = [
  ['1', '2025-10-01', '2025-11-30', '2360.00', '2360.00', '2025-12-19'],
  ['2', '2025-12-01', '2026-01-31', '2240.00', '2180.00', '2026-02-20'],
  ['3', '2026-02-01', '2026-03-31', '2300.00', '2300.00', '2026-04-24'],
  ['4', '2026-04-01', '2026-05-31', '2330.00', '', ''],
].map(([number, from, to, claimed, paid, paidOn]) => ({
  ...LETTER,
  Element: 'Support Worker',
  'Award Ceiling': '15600.00',
  'Claim Reference': `ATW-900001-S${number}`,
  'Claim Form': 'DP222JP',
  'Support From': from as string,
  'Support To': to as string,
  'Amount Claimed': claimed as string,
  'Amount Paid': paid as string,
  'Payment Date': paidOn as string,
  'Paid To': paid === '' ? '' : 'EMPLOYER',
}));

/** What taxis cost above his normal fare is paid. */
const TRAVEL: readonly Row[] = [
  ['1', '2025-10-01', '2026-03-31', '1014.00', '312.00', '702.00', '2026-04-17'],
  ['2', '2026-04-01', '2026-04-30', '169.00', '52.00', '117.00', '2026-05-15'],
].map(([number, from, to, claimed, ownShare, paid, paidOn]) => ({
  ...LETTER,
  Element: 'Travel to Work',
  'Award Ceiling': '2600.00',
  'Claim Reference': `ATW-900001-T${number}`,
  'Claim Form': 'DP226JP',
  'Support From': from as string,
  'Support To': to as string,
  'Amount Claimed': claimed as string,
  'Customer Share': ownShare as string,
  'Amount Paid': paid as string,
  'Payment Date': paidOn as string,
  'Paid To': 'PERSON',
}));

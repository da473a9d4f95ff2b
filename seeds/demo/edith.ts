import type { FileKey, Row } from '../area/sheet.ts';
import { CARE_BOARD, SHEFFIELD, SHEFFIELD_HOSPITALS } from './bodies.ts';
import type { Persona } from './persona.ts';

const NHS_NUMBER = '9990020027';
const BIRTH_DATE = '1938-11-23';
const POSTCODE = 'S11 2CK';

/** A woman of 87 in a nursing home, whose council does not say what she pays. */
export const EDITH: Persona = {
  name: 'Edith Calloway',
  nhsNumber: NHS_NUMBER,
  story:
    'Edith, 87, lives in a nursing home that the council, the NHS and she pay for: nobody says what her part is, and the NHS file is stale',
  rowsIn,
};

function rowsIn({ adapter, from, label }: FileKey): readonly Row[] {
  switch (`${adapter} ${from}`) {
    case `social-care-cld ${SHEFFIELD}`:
      return SOCIAL_CARE;
    case `health-chc ${CARE_BOARD}`:
      return NURSING_CARE;
    case `health-plcm ${SHEFFIELD_HOSPITALS}`:
      return HOSPITAL[label] ?? [];
    case `local-awards ${CARE_BOARD}`:
      return WHEELCHAIR;
    default:
      return [];
  }
}

/** £742.60 a week, which by the specification leaves out what the NHS pays for nursing. */
const SOCIAL_CARE: readonly Row[] = [
  {
    'NHS Number': NHS_NUMBER,
    'LA Person Unique Identifier': 'SH900002',
    Gender: 'Female',
    Ethnicity: 'White: English, Welsh, Scottish, Northern Irish or British',
    'Date of Birth': BIRTH_DATE,
    'Client Type': 'Service user',
    'Primary Support Reason': 'Support with memory and cognition',
    Postcode: POSTCODE,
    'Accommodation Status': 'Registered nursing home',
    'Has Unpaid Carer': 'No',
    'Client Funding Status': 'Joint client and social care funded',
    'Event Type': 'Service',
    'Event Reference': 'EV900003',
    'Event Start Date': '2025-01-13',
    'Event Outcome': 'Continuation of support or services',
    'Service Type': 'Long term support: Nursing care',
    'Service Component': 'Long term nursing care',
    'Unit Cost': '742.60',
    'Cost Frequency (Unit Type)': 'Weekly',
  },
];

/** The standard rate of 2025/26; the board has sent no report since March, so no new one is known. */
const NURSING_CARE: readonly Row[] = [
  {
    'NHS NUMBER': NHS_NUMBER,
    'PERSON BIRTH DATE': BIRTH_DATE,
    'POSTCODE OF USUAL ADDRESS': POSTCODE,
    'CARE PACKAGE IDENTIFIER (NHS CONTINUING HEALTHCARE)': 'CP900002-1',
    'SERVICE REQUEST IDENTIFIER': 'SR900002',
    'CARE PACKAGE START DATE (NHS CONTINUING HEALTHCARE)': '2025-01-13',
    'ORGANISATION IDENTIFIER (CODE OF PROVIDER)': '89999',
    'ORGANISATION NAME (HEALTH CARE PROVIDER)': 'Invented nursing home',
    'CARE PRODUCT TYPE (NHS CONTINUING HEALTHCARE)': '11',
    'CONTRACT UNIT COST (NHS CONTINUING HEALTHCARE)': '254.06',
    'CONTRACT UNIT FREQUENCY CODE (NHS CONTINUING HEALTHCARE)': '04',
  },
];

const STAY = {
  'NHS NUMBER': NHS_NUMBER,
  'LOCAL PATIENT IDENTIFIER (EXTENDED)': 'RHQ900002',
  'POSTCODE OF USUAL ADDRESS': POSTCODE,
  'PERSON BIRTH DATE': BIRTH_DATE,
  'ACTIVITY COUNT (POINT OF DELIVERY)': '1',
  'NATIONAL TARIFF INDICATOR': 'Y',
};

/** By the label of the file: a stay after a fall, and an appointment in the spring. */
const HOSPITAL: Readonly<Record<string, readonly Row[]>> = {
  '2025-26': [
    {
      ...STAY,
      'FINANCIAL MONTH': '9',
      'ACTIVITY START DATE (CONTRACT MONITORING)': '2025-11-18',
      'ACTIVITY END DATE (CONTRACT MONITORING)': '2025-12-01',
      'POINT OF DELIVERY CODE': 'NEL',
      'TARIFF CODE': 'HT12D',
      'ACTIVITY UNIT PRICE': '6902.44170000',
      'TOTAL COST': '6902.44170000',
    },
  ],
  '2026-27-month-01': [
    {
      ...STAY,
      'FINANCIAL MONTH': '1',
      'ACTIVITY START DATE (CONTRACT MONITORING)': '2026-04-21',
      'ACTIVITY END DATE (CONTRACT MONITORING)': '2026-04-21',
      'POINT OF DELIVERY CODE': 'OPFUPSPCL',
      'TARIFF CODE': 'WF01A',
      'ACTIVITY UNIT PRICE': '142.11800000',
      'TOTAL COST': '142.11800000',
    },
  ],
};

/** £640.00 once, all of it paid. */
const WHEELCHAIR: readonly Row[] = [
  {
    'Award Reference': 'WCB-900002',
    'NHS Number': NHS_NUMBER,
    Surname: 'Calloway',
    'Given Names': 'Edith',
    'Date of Birth': BIRTH_DATE,
    Stream: 'wheelchair-budget',
    'Legal Basis': 'SI 2012/2996 reg 32B',
    Funder: CARE_BOARD,
    Basis: 'ONE_OFF',
    Amount: '640.00',
    Per: 'once',
    'First Day': '2025-10-20',
    Mode: 'NOTIONAL',
    Conditions: 'a wheelchair and its upkeep',
    'Payment Reference': 'WCB-900002/1',
    'Payment Amount': '640.00',
    'Payment Basis': 'GROSS',
    'Payment Date': '2025-11-03',
    'Payment For First Day': '2025-10-20',
    'Payment For Last Day': '2025-10-20',
  },
];

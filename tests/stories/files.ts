/** Texts of small files as their senders write them. */

type Cells = Readonly<Record<string, string>>;

function csv(columns: readonly string[], rows: readonly Cells[]): string {
  const lines = rows.map((row) => columns.map((column) => row[column] ?? ''));
  return [columns, ...lines].map((cells) => `${cells.join(',')}\n`).join('');
}

const PACKAGE: Cells = {
  'DATA SET VERSION NUMBER': '1.0',
  'ORGANISATION IDENTIFIER (CODE OF COMMISSIONER)': 'QF7',
  'ORGANISATION IDENTIFIER (CODE OF SUBMITTING ORGANISATION)': 'QF7',
  'REPORTING PERIOD START DATE': '2025-12-01',
  'REPORTING PERIOD END DATE': '2025-12-31',
  'DATE AND TIME DATA SET CREATED': '2026-01-08T09:15:00',
  'NHS NUMBER': '9990000018',
  'PERSON BIRTH DATE': '1950-01-01',
  'POSTCODE OF USUAL ADDRESS': 'S1 2HH',
  'PERSON DEATH DATE': '',
  'NHS CONTINUING HEALTHCARE ACTIVITY TYPE': '01',
  'CARE PACKAGE IDENTIFIER (NHS CONTINUING HEALTHCARE)': 'CP1',
  'SERVICE REQUEST IDENTIFIER': 'SR1',
  'CARE PACKAGE START DATE (NHS CONTINUING HEALTHCARE)': '2025-10-01',
  'CARE PACKAGE END DATE (NHS CONTINUING HEALTHCARE)': '',
  'PERSONAL HEALTH BUDGET TYPE': '01',
  'ORGANISATION IDENTIFIER (CODE OF PROVIDER)': '',
  'ORGANISATION NAME (HEALTH CARE PROVIDER)': '',
  'POSTCODE OF HEALTH CARE PROVIDER': '',
  'COST CENTRE CODE (NHS CONTINUING HEALTHCARE)': '514201',
  'SUBJECTIVE CODE (NHS CONTINUING HEALTHCARE)': '52161014',
  'CARE PRODUCT TYPE (NHS CONTINUING HEALTHCARE)': '05',
  'CONTRACT UNIT COST (NHS CONTINUING HEALTHCARE)': '350.00',
  'CONTRACT UNIT FREQUENCY CODE (NHS CONTINUING HEALTHCARE)': '04',
  'NUMBER OF COMMISSIONED WEEKLY HOURS OF CARE (NHS CONTINUING HEALTHCARE)': '',
};

/** Packages of NHS continuing healthcare, £350 a week from 1 October 2025 but for what differs. */
export function chcFile(...rows: readonly Cells[]): string {
  return csv(
    Object.keys({ ...PACKAGE, ...rows[0] }),
    rows.map((row) => ({ ...PACKAGE, ...row })),
  );
}

const CASE: Cells = {
  Council: 'E08000039',
  'Case Reference': 'DFG1',
  'NHS Number': '9990000018',
  NINO: 'AB123456C',
  Surname: 'Gill',
  'Given Names': 'Robert',
  'Date of Birth': '1950-01-01',
  Postcode: 'S1 2HH',
  'Approval Date': '2025-05-06',
  'Eligible Expense': '9700.00',
  'Mandatory Grant': '8000.00',
  'Discretionary Help': '500.00',
  'Applicant Contribution': '1200.00',
  'Other Funding': '0.00',
  'Completion Date': '',
  'Stage Reference': '',
  'Stage Payment': '',
  'Stage Payment Date': '',
};

/** Stage payments of Disabled Facilities Grants of 8,000 + 500 + the applicant's 1,200. */
export function dfgFile(...rows: readonly Cells[]): string {
  return csv(
    Object.keys(CASE),
    rows.map((row) => ({ ...CASE, ...row })),
  );
}

const ELEMENT: Cells = {
  'Award Reference': 'ATW1',
  NINO: 'AB123456C',
  Surname: 'Gill',
  'Given Names': 'Robert',
  'Date of Birth': '1950-01-01',
  Element: 'Support Worker',
  'Award First Day': '2025-05-12',
  'Award Last Day': '2026-05-11',
  'Award Ceiling': '21840.00',
  'Claim Reference': '',
  'Claim Form': '',
  'Support From': '',
  'Support To': '',
  'Amount Claimed': '',
  'Employer Share': '',
  'Customer Share': '',
  'Amount Paid': '',
  'Payment Date': '',
  'Paid To': '',
};

/** A claim under an award, as columns of `accessToWorkFile`. */
export function claimCells(reference: string, from: string, to: string, claimed: string): Cells {
  return {
    'Claim Reference': reference,
    'Claim Form': 'DP222JP',
    'Support From': from,
    'Support To': to,
    'Amount Claimed': claimed,
  };
}

/** Elements of Access to Work awards: up to £21,840 for a support worker but for what differs. */
export function accessToWorkFile(...rows: readonly Cells[]): string {
  return csv(
    Object.keys(ELEMENT),
    rows.map((row) => ({ ...ELEMENT, ...row })),
  );
}

const LOCAL: Cells = {
  'Award Reference': 'HRS1',
  'NHS Number': '9990000018',
  NINO: '',
  Surname: 'Gill',
  'Given Names': 'Robert',
  'Date of Birth': '1950-01-01',
  Stream: 'housing-related-support',
  'Legal Basis': 'local scheme',
  Funder: 'E08000039',
  Basis: 'RECURRING',
  Amount: '70.00',
  Per: 'week',
  'Units per Week': '',
  'First Day': '2025-04-01',
  'Last Day': '',
  Mode: 'COMMISSIONED',
  'Contribution per Week': '0.00',
  'Priced By': '',
  Conditions: '',
  'Payment Reference': '',
  'Payment Amount': '',
  'Payment Basis': '',
  'Payment Date': '',
  'Payment For First Day': '',
  'Payment For Last Day': '',
};

/** Local awards: housing-related support of £70 a week, nothing to pay, but for what differs. */
export function localAwardsFile(...rows: readonly Cells[]): string {
  return csv(
    Object.keys(LOCAL),
    rows.map((row) => ({ ...LOCAL, ...row })),
  );
}

const POSITIONS = 341;
const PLACE: Readonly<Record<string, number>> = {
  REC_TYPE: 1,
  LCHBREF: 2,
  LCLCTRREF: 3,
  CCNINO: 4,
  CCSURNAME: 6,
  CCFORENAME: 7,
  CDDOB: 8,
  CCPCODE: 11,
  LCHBSTAT: 33,
  LAHBAMT: 43,
  CDENDHB: 202,
};
const CLAIM: Cells = {
  REC_TYPE: 'D',
  LCHBREF: 'HB1',
  CCNINO: 'AB123456C',
  CCSURNAME: 'Gill',
  CCFORENAME: 'Robert',
  CDDOB: '01-01-1950',
  CCPCODE: 'S1 2HH',
  LCHBSTAT: '1',
  LAHBAMT: '9842',
};

/** A scan of housing benefit claims on a day (`08-12-2025`): 9,842 pence a week but for what differs. */
export function scanFile(referenceDay: string, ...claims: readonly Cells[]): string {
  const records = claims.map((differs) => {
    const cells = Array.from({ length: POSITIONS }, () => '');
    for (const [name, value] of Object.entries({ ...CLAIM, ...differs })) {
      cells[(PLACE[name] as number) - 1] = value;
    }
    return cells.join('|');
  });
  return [`H|E08000039|${referenceDay}`, ...records, `T|${records.length}`, ''].join('\n');
}

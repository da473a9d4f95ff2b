import { z } from 'zod';
import { anyText, optional, required } from '../../src/deliveries/fields.ts';
import { headedCsv } from '../../src/deliveries/headed-csv.ts';
import { BadValue } from '../../src/values/bad-value.ts';
import { parseNhsNumber } from '../../src/values/nhs-number.ts';
import { type PlainDate, parseBritishDate, parsePlainDate } from '../../src/values/plain-date.ts';
import { parsePostcode } from '../../src/values/postcode.ts';
import { absolute, decimal, type Ratio } from '../../src/values/ratio.ts';
import {
  CLIENT_FUNDING_STATUS,
  CLIENT_TYPE,
  COST_FREQUENCY,
  codedBy,
  DELIVERY_MECHANISM,
  ETHNICITY,
  EVENT_OUTCOME,
  EVENT_TYPE,
  PRIMARY_SUPPORT_REASON,
  SERVICE_COMPONENT,
  SERVICE_TYPE,
  sexOf,
} from './code-lists.ts';

/** The columns that the hub reads; a file without one of them is refused. */
export const COLUMNS_READ = [
  'LA Code',
  'Reporting Period Start Date',
  'Reporting Period End Date',
  'NHS Number',
  'LA Person Unique Identifier',
  'Date of Birth',
  'Date of Death',
  'Client Type',
  'Postcode',
  'Client Funding Status',
  'Event Type',
  'Event Start Date',
  'Event End Date',
  'Event Outcome',
  'Service Type',
  'Service Component',
  'Delivery Mechanism',
  'Unit Cost',
  'Cost Frequency (Unit Type)',
  'Planned units per week',
] as const;

/** The other columns of the specification, releases 1 and 2. */
export const OTHER_COLUMNS = [
  'First Name',
  'Last Name',
  'GP Practice Name',
  'GP Practice Code',
  'Gender',
  'Ethnicity',
  'Primary Support Reason',
  'Accommodation Status',
  'Employment Status',
  'Has Unpaid Carer',
  'Autism Spectrum Disorder (ASD)',
  'Visual Impairment',
  'Hearing Impairment',
  'Dementia',
  'Event Reference',
  'Event Description',
  'Request: Route of Access',
  'Assessment Type',
  'Eligible Needs Identified',
  'Method of Assessment',
  'Total Hrs Caring per week',
  'No. of adults being cared for',
  'Adult 1 Linked Person_ID',
  'Adult 2 Linked Person_ID',
  'Adult 3 Linked Person_ID',
  'Provider CQC Location Name',
  'Provider CQC Location ID',
  'Review Reason',
  'Review Outcomes Achieved',
  'Method of Review',
] as const;

export const layout = headedCsv({ required: COLUMNS_READ, optional: OTHER_COLUMNS });

/** Mandatory for every person, but without them the row still tells who, when and what. */
export const EXPECTED_OF_A_PERSON = [
  'NHS Number',
  'LA Person Unique Identifier',
  'Gender',
  'Ethnicity',
  'Date of Birth',
  'Postcode',
  'Accommodation Status',
  'Has Unpaid Carer',
] as const;

/** Councils write the day as the specification does (DD/MM/YYYY) or as ISO does. */
function day(text: string): PlainDate {
  return /^\d{2}[/-]\d{2}[/-]\d{4}$/.test(text) ? parseBritishDate(text) : parsePlainDate(text);
}

const TWO_DECIMALS = /^-?\d{1,16}(\.\d{1,2})?$/;

/** numeric(18,2); a negative cost is a sign convention of the council's own and is made positive. */
function positive(text: string): Ratio {
  const value = decimal(text);
  if (!TWO_DECIMALS.test(text)) {
    throw new BadValue('BAD_MONEY', 'is not a number with at most two decimals');
  }
  return absolute(value);
}

/** One row of the file, as far as the hub reads it. Columns of the other list may be absent. */
export const cldRow = z.object({
  'LA Code': optional(anyText),
  'Reporting Period Start Date': required(day),
  'Reporting Period End Date': required(day),
  'NHS Number': optional(parseNhsNumber),
  'LA Person Unique Identifier': optional(anyText),
  'First Name': optional(anyText).optional(),
  'Last Name': optional(anyText).optional(),
  Gender: optional(sexOf).optional(),
  Ethnicity: optional(codedBy(ETHNICITY)).optional(),
  'Primary Support Reason': optional(codedBy(PRIMARY_SUPPORT_REASON)).optional(),
  'Adult 1 Linked Person_ID': optional(anyText).optional(),
  'Date of Birth': optional(day),
  'Date of Death': optional(day),
  'Client Type': required(codedBy(CLIENT_TYPE)),
  Postcode: optional(parsePostcode),
  'Client Funding Status': optional(codedBy(CLIENT_FUNDING_STATUS)),
  'Event Type': optional(codedBy(EVENT_TYPE)),
  'Event Start Date': required(day),
  'Event End Date': optional(day),
  'Event Outcome': optional(codedBy(EVENT_OUTCOME)),
  'Service Type': optional(codedBy(SERVICE_TYPE)),
  'Service Component': optional(codedBy(SERVICE_COMPONENT)),
  'Delivery Mechanism': optional(codedBy(DELIVERY_MECHANISM)),
  'Provider CQC Location ID': optional(anyText).optional(),
  'Unit Cost': optional(positive),
  'Cost Frequency (Unit Type)': optional(codedBy(COST_FREQUENCY)),
  'Planned units per week': optional(positive),
});

export type CldRow = z.output<typeof cldRow>;

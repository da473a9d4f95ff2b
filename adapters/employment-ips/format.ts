import { z } from 'zod';
import { anyText, dayOfTimestamp, optional, required } from '../../src/deliveries/fields.ts';
import { headedCsv } from '../../src/deliveries/headed-csv.ts';
import { BadValue } from '../../src/values/bad-value.ts';
import { parseNhsNumber } from '../../src/values/nhs-number.ts';

/** A SNOMED CT code: six to eighteen digits, of which a spreadsheet keeps fifteen. */
function snomed(text: string): string {
  if (/^\d+(\.\d+)?[eE]\+?\d+$/.test(text)) {
    throw new BadValue('SPREADSHEET_NUMBER', 'is in exponent form, as a spreadsheet writes it');
  }
  if (!/^\d{6,18}$/.test(text)) throw new BadValue('UNKNOWN_CODE', 'is not a SNOMED CT code');
  return text;
}

/** One row of the file, one contact; the columns are named as the data set names its items. */
export const contactRow = z.object({
  UniqCareContID: required(anyText),
  CareContDate: required(dayOfTimestamp),
  NHSNumber: optional(parseNhsNumber),
  PersonBirthDate: optional(dayOfTimestamp),
  ServTeamTypeRefToMH: optional(anyText),
  Der_SNoMEDProcCode: optional(snomed),
  Der_SNoMEDProcQual: optional(snomed),
  OrgIDProv: required(anyText),
  OrgIDCCGRes: required(anyText),
  ReferralRequestReceivedDate: required(dayOfTimestamp),
  ServDischDate: optional(dayOfTimestamp),
  ReportingPeriodStartDate: required(dayOfTimestamp),
  ReportingPeriodEndDate: required(dayOfTimestamp),
});

export type ContactRow = z.output<typeof contactRow>;

export const COLUMNS = Object.keys(contactRow.shape) as (keyof ContactRow & string)[];

export const layout = headedCsv({ required: COLUMNS, optional: 'any' });

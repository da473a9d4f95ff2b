import { z } from 'zod';
import { ADMISSION_METHODS, PATIENT_CLASSIFICATIONS } from '../../src/currencies/activity.ts';
import {
  anyText,
  dayOfTimestamp,
  oneOf,
  optional,
  required,
  unread,
} from '../../src/deliveries/fields.ts';
import { headedCsv } from '../../src/deliveries/headed-csv.ts';
import { sentNumber } from '../../src/deliveries/patient-sent.ts';
import { ethnicGroupOfNhsCode, sexOfNhsCode } from '../../src/people/nhs-codes.ts';
import { BadValue } from '../../src/values/bad-value.ts';
import { parseNhsNumber } from '../../src/values/nhs-number.ts';
import { decimal, type Ratio } from '../../src/values/ratio.ts';

/** The columns that the hub needs, named as the unified SUS+ admitted patient care extract does. */
export const SPELL = 'spell.hospital_provider_spell_number';
export const NHS_NUMBER = 'spell.patient.identity.nhs_number.value';
/** What commissioners get in its place. */
export const PSEUDONYM = 'spell.patient.identity.nhs_number.value Pseudo';
export const AGE = 'spell.patient.identity.age_on_admission';
export const ADMITTED = 'spell.admission.date';
export const METHOD = 'spell.admission.method';
export const CLASSIFICATION = 'spell.admission.patient_classification';
export const DISCHARGED = 'spell.discharge.date';
export const HRG = 'spell.commissioning.grouping.core_hrg';
export const PROVIDER = 'spell.commissioning.service_agreement.provider';
export const COMMISSIONER = 'spell.commissioning.service_agreement.commissioner';
export const FINAL_PRICE = 'spell.commissioning.tariff_calculation.final_price';

/** Read where it is there: it must then be what the two dates say. */
export const LENGTH_OF_STAY = 'spell.discharge.length_of_hospital_stay';

/** Read where they are there, for totals. */
export const GENDER = 'spell.patient.identity.gender';
export const ETHNIC_CATEGORY = 'spell.patient.identity.ethnic_category';

export const COLUMNS_NEEDED = [
  SPELL,
  NHS_NUMBER,
  AGE,
  ADMITTED,
  METHOD,
  CLASSIFICATION,
  DISCHARGED,
  HRG,
  PROVIDER,
  COMMISSIONER,
  FINAL_PRICE,
] as const;

export const layout = headedCsv({ required: COLUMNS_NEEDED, optional: 'any' });

/** A commissioning extract may lack the NHS number, or carry a pseudonym. */
export const commissionedLayout = headedCsv({
  required: COLUMNS_NEEDED.filter((name) => name !== NHS_NUMBER),
  optional: 'any',
});

const METHODS = Object.values(ADMISSION_METHODS).flat();

function age(text: string): number {
  if (!/^\d{1,3}$/.test(text) || Number(text) > 130) {
    throw new BadValue('BAD_NUMBER', 'is not an age in whole years');
  }
  return Number(text);
}

function nights(text: string): number {
  if (!/^\d{1,5}$/.test(text)) throw new BadValue('BAD_NUMBER', 'is not a number of nights');
  return Number(text);
}

/** A price and the very text it was sent as, for the working. */
interface Price {
  readonly sent: string;
  readonly pounds: Ratio;
}

/** NUMBER(38,18): pounds with up to eighteen decimals. */
function price(text: string): Price {
  const pounds = decimal(text);
  if (/^-?\d{14}/.test(text)) {
    throw new BadValue('TOO_LARGE', 'has more than thirteen digits of pounds');
  }
  return { sent: text, pounds };
}

/** One row of the file, one spell, as far as the hub reads it. */
export const susSpell = z.object({
  [SPELL]: required(anyText),
  [NHS_NUMBER]: optional(parseNhsNumber),
  [AGE]: optional(age),
  [ADMITTED]: required(dayOfTimestamp),
  [METHOD]: required(oneOf(METHODS)),
  [CLASSIFICATION]: required(oneOf(PATIENT_CLASSIFICATIONS)),
  [DISCHARGED]: optional(dayOfTimestamp),
  [HRG]: required(anyText),
  [PROVIDER]: required(anyText),
  [COMMISSIONER]: required(anyText),
  [FINAL_PRICE]: optional(price),
  [LENGTH_OF_STAY]: optional(nights).optional(),
  [GENDER]: optional(sexOfNhsCode).optional(),
  [ETHNIC_CATEGORY]: optional(ethnicGroupOfNhsCode).optional(),
});

export type SusSpell = z.output<typeof susSpell>;

/** The same in a commissioning extract. */
export const commissionedSpell = susSpell.extend({
  [NHS_NUMBER]: optional(sentNumber).default(null),
  [PSEUDONYM]: optional(sentNumber).default(null),
  [GENDER]: unread().optional(),
  [ETHNIC_CATEGORY]: unread().optional(),
});

export type CommissionedSpell = z.output<typeof commissionedSpell>;

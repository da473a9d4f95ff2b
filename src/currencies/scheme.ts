import { BadValue } from '../values/bad-value.ts';
import type { Period } from '../values/period.ts';
import type { PlainDate } from '../values/plain-date.ts';

/** What one unit of a scheme's currencies is. NONE: a shape of codes without any price known. */
export const MEASURES = [
  'SPELL',
  'CLUSTER_DAY',
  'WEEK',
  'HOUR',
  'CONTACT',
  'POINTS',
  'NONE',
] as const;
export type Measure = (typeof MEASURES)[number];

/** A family of currencies: what is paid for, as versioned data and never as constants. */
export interface Scheme {
  readonly code: string;
  readonly name: string;
  readonly measure: Measure;
  /** Its codes are diagnoses: only clinical readers are told them. */
  readonly clinical: boolean;
  /** A pattern that each code has in full. */
  readonly form: string;
  /** Codes of digits are filled up with noughts in front to this length; null where they are not. */
  readonly digits: number | null;
  /** The days it prices; a retired scheme prices history only. */
  readonly days: Period & { readonly from: PlainDate };
  readonly succeededBy: string | null;
  readonly source: string;
}

/** How often care under a currency has to be reviewed, at the longest. */
export interface ReviewPeriod {
  readonly every: number;
  readonly unit: 'WEEK' | 'MONTH';
}

/** One thing that is paid for: an HRG, a cluster, a band, a week of care. */
export interface CurrencyCode {
  readonly scheme: string;
  readonly code: string;
  readonly name: string;
  readonly group: string | null;
  readonly days: Period & { readonly from: PlainDate };
  /** Why the code must not be used; null where it may. */
  readonly unusable: string | null;
  readonly review: ReviewPeriod | null;
  readonly source: string;
}

/** A code as its scheme writes it: cluster `1` is `01`. Throws BadValue where it has another form. */
export function codeOf(scheme: Pick<Scheme, 'code' | 'form' | 'digits'>, text: string): string {
  const { digits } = scheme;
  const padded = digits !== null && /^\d+$/.test(text) ? text.padStart(digits, '0') : text;
  if (!formOf(scheme.form).test(padded)) {
    throw new BadValue('UNKNOWN_CODE', `is not in the form of a code of the scheme ${scheme.code}`);
  }
  return padded;
}

const FORMS = new Map<string, RegExp>();

/** Schemes are few and rows are many: each form is compiled once. */
function formOf(form: string): RegExp {
  let known = FORMS.get(form);
  if (!known) {
    known = new RegExp(`^(?:${form})$`);
    FORMS.set(form, known);
  }
  return known;
}

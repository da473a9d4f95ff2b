import type { FieldFault, RawRow } from '../../src/deliveries/adapter.ts';
import { readRow } from '../../src/deliveries/fields.ts';
import { BadValue } from '../../src/values/bad-value.ts';
import type { Pence } from '../../src/values/money.ts';
import { type PlainDate, parsePlainDate } from '../../src/values/plain-date.ts';
import { type Postcode, parsePostcode } from '../../src/values/postcode.ts';
import { type FieldRead, type LettingRow, lettingRow, PAID } from './format.ts';

/** What may be charged for a home, and the field that says how much. */
export const CHARGES = [
  { element: 'RENT', field: 'field_142', name: 'Basic rent', description: 'rent' },
  { element: 'SERVICE', field: 'field_143', name: 'Service charge', description: 'service charge' },
  {
    element: 'PERSONAL_SERVICE',
    field: 'field_144',
    name: 'Personal service charge',
    description: 'personal service charge',
  },
  {
    element: 'SUPPORT',
    field: 'field_145',
    name: 'Support charge',
    description: 'support charge: payer not known',
  },
] as const;

/** A charge above nothing, as sent. */
export interface ChargeDue {
  readonly charge: (typeof CHARGES)[number];
  readonly amount: Pence;
  readonly paid: (typeof PAID)[keyof typeof PAID];
}

/** A letting that is in order by itself. */
export interface Letting {
  readonly startsOn: PlainDate;
  /** The landlord's name for the tenancy. */
  readonly tenancy: string;
  readonly property: string | null;
  readonly postcode: Postcode | null;
  readonly charges: readonly ChargeDue[];
  /** False where the form says that the household pays nothing. */
  readonly householdPays: boolean;
}

export type Judgement =
  | { readonly letting: Letting; readonly faults: null }
  | { readonly letting: null; readonly faults: readonly FieldFault[] };

/** Judges a row by what it says itself; what other rows of the file say is not looked at. */
export function judge(row: RawRow): Judgement {
  const { values, faults } = readRow(lettingRow, row);
  if (!values) return { letting: null, faults };
  const wrong: FieldFault[] = [];
  const startsOn = read(wrong, 'field_8', () =>
    parsePlainDate(`${values.field_10}-${values.field_9}-${values.field_8}`),
  );
  const { field_23: first, field_24: second } = values;
  const postcode =
    first === null || second === null
      ? null
      : read(wrong, 'field_23', () => parsePostcode(`${first} ${second}`));
  const { field_13: tenantCode, field_14: property } = values;
  if (tenantCode === null && property === null) {
    const reason = 'is blank, and so is field_14: nothing names the tenancy';
    wrong.push({ field: 'field_13', code: 'BLANK', reason });
  }
  const charges = chargesOf(values, wrong);
  if (startsOn === null || wrong.length > 0) return { letting: null, faults: wrong };
  // Without a tenant code the home alone would stand for whoever lives there next as well.
  const tenancy = tenantCode ?? `${property} ${startsOn}`;
  const householdPays = values.field_140 !== '1';
  return {
    letting: { startsOn, tenancy, property, postcode, charges, householdPays },
    faults: null,
  };
}

function chargesOf(values: LettingRow, wrong: FieldFault[]): ChargeDue[] {
  const due = CHARGES.flatMap((charge) => {
    const amount = values[charge.field];
    return amount === null || amount === 0n ? [] : [{ charge, amount }];
  });
  const code = values.field_141;
  if (code === null) {
    if (due.length > 0) {
      const reason = 'is blank and must be given with a charge';
      wrong.push({ field: 'field_141', code: 'BLANK', reason });
    }
    return [];
  }
  return due.map((each) => ({ ...each, paid: PAID[code] }));
}

function read<Value>(wrong: FieldFault[], field: FieldRead, parse: () => Value): Value | null {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof BadValue)) throw error;
    wrong.push({ field, code: error.code, reason: error.message });
    return null;
  }
}

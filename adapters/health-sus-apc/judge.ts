import { lengthOfStay } from '../../src/currencies/activity.ts';
import type { FieldFault, RawRow, ReadingContext } from '../../src/deliveries/adapter.ts';
import { readRow } from '../../src/deliveries/fields.ts';
import { faultsOfParties } from '../../src/deliveries/who-may-send.ts';
import { BadValue } from '../../src/values/bad-value.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import {
  ADMITTED,
  COMMISSIONER,
  type CommissionedSpell,
  commissionedSpell,
  DISCHARGED,
  HRG,
  LENGTH_OF_STAY,
  NHS_NUMBER,
  PROVIDER,
  type SusSpell,
  susSpell,
} from './format.ts';

/** What a row says, whether it is about a person or not. */
export type AnySpell = SusSpell | CommissionedSpell;

/** A spell that has ended and is in order by itself. */
export interface EndedSpell<Values extends AnySpell = AnySpell> {
  readonly values: Values;
  readonly dischargedOn: PlainDate;
  /** The HRG as its scheme writes it. */
  readonly hrg: string;
}

export type Judgement<Values extends AnySpell> =
  | { readonly spell: EndedSpell<Values>; readonly faults: null }
  | { readonly spell: null; readonly faults: readonly FieldFault[] };

/** Judges a row by what it says itself; what other rows of the file say is not looked at. */
export function judge(context: ReadingContext, row: RawRow): Judgement<SusSpell> {
  const { values, faults } = readRow(susSpell, row);
  if (!values) return { spell: null, faults };
  return judgeRead(context, values, faultsOfPerson(values));
}

/** The same of a commissioning extract, which need not say whose spell it was. */
export function judgeCommissioned(
  context: ReadingContext,
  row: RawRow,
): Judgement<CommissionedSpell> {
  const { values, faults } = readRow(commissionedSpell, row);
  if (!values) return { spell: null, faults };
  return judgeRead(context, values, []);
}

function judgeRead<Values extends AnySpell>(
  context: ReadingContext,
  values: Values,
  faultsOfPatient: readonly FieldFault[],
): Judgement<Values> {
  const { hrg, fault } = hrgOf(context, values);
  const wrong = [
    ...faultsOfParties(
      context,
      { field: PROVIDER, code: values[PROVIDER] },
      { field: COMMISSIONER, code: values[COMMISSIONER] },
    ),
    ...faultsOfPatient,
    ...faultsOfDates(values),
    ...(fault ? [fault] : []),
  ];
  const dischargedOn = values[DISCHARGED];
  if (dischargedOn === null || hrg === null || wrong.length > 0) {
    return { spell: null, faults: wrong };
  }
  return { spell: { values, dischargedOn, hrg }, faults: null };
}

function faultsOfPerson(values: SusSpell): FieldFault[] {
  if (values[NHS_NUMBER] !== null) return [];
  const reason = 'is blank, so the row reaches no person';
  return [{ field: NHS_NUMBER, code: 'NO_PERSON', reason }];
}

function faultsOfDates(values: AnySpell): FieldFault[] {
  const admittedOn = values[ADMITTED];
  const dischargedOn = values[DISCHARGED];
  if (dischargedOn === null) {
    const reason = 'is blank: a spell is priced when it has ended';
    return [{ field: DISCHARGED, code: 'OPEN_SPELL', reason }];
  }
  if (dischargedOn < admittedOn) {
    const reason = 'is before the day of admission';
    return [{ field: DISCHARGED, code: 'END_BEFORE_START', reason }];
  }
  const told = values[LENGTH_OF_STAY] ?? null;
  if (told === null || told === lengthOfStay({ admittedOn, dischargedOn })) return [];
  const reason = 'is not the number of nights between admission and discharge';
  return [{ field: LENGTH_OF_STAY, code: 'LENGTH_OF_STAY', reason }];
}

function hrgOf(
  { currency }: ReadingContext,
  values: AnySpell,
): { hrg: string; fault: null } | { hrg: null; fault: FieldFault } {
  try {
    return { hrg: currency('hrg', values[HRG]).code, fault: null };
  } catch (error) {
    if (!(error instanceof BadValue)) throw error;
    return { hrg: null, fault: { field: HRG, code: error.code, reason: error.message } };
  }
}

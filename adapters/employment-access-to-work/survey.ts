import type { FieldFault, RawRow } from '../../src/deliveries/adapter.ts';
import { Agreement } from '../../src/deliveries/agreement.ts';
import { claimRow } from './format.ts';

const OF_THE_LETTER = ['NINO', 'Date of Birth'] as const;
const OF_THE_ELEMENT = ['Award First Day', 'Award Last Day', 'Award Ceiling'] as const;
type Agreed = (typeof OF_THE_LETTER)[number] | (typeof OF_THE_ELEMENT)[number];

/**
 * Sees every row before any is judged. An award letter is about one person; each of its elements has
 * one ceiling and one first and last day: where rows differ nobody can say which is right, so all
 * of them are refused.
 */
export class ClaimSurvey {
  private readonly agreement = new Agreement<Agreed>();

  note(row: RawRow): void {
    this.agreement.note(letterOf(row), read(row, OF_THE_LETTER));
    this.agreement.note(elementOf(row), read(row, OF_THE_ELEMENT));
  }

  faultsOf(row: RawRow): FieldFault[] {
    const fault = (field: string, whole: string): FieldFault => ({
      field,
      code: 'ROWS_DISAGREE',
      reason: `is not the same on all rows of this ${whole}, so none of them is taken`,
    });
    return [
      ...this.agreement.fieldsApart(letterOf(row)).map((field) => fault(field, 'award')),
      ...this.agreement
        .fieldsApart(elementOf(row))
        .map((field) => fault(field, 'award and element')),
    ];
  }
}

const letterOf = ({ fields }: RawRow) => JSON.stringify([fields['Award Reference']]);
const elementOf = ({ fields }: RawRow) =>
  JSON.stringify([fields['Award Reference'], fields.Element]);

/** The values and not their spelling, so that 900 and 900.00 agree; null where one cannot be read. */
function read<Field extends Agreed>(
  row: RawRow,
  fields: readonly Field[],
): Record<Agreed, string | null> {
  const said = fields.map((field) => {
    const value = claimRow.shape[field].safeParse(row.fields[field]);
    return [field, value.success ? String(value.data) : null];
  });
  return Object.fromEntries(said) as Record<Agreed, string | null>;
}

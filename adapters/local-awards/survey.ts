import { createHash } from 'node:crypto';
import type { FieldFault, RawRow, ReadingContext } from '../../src/deliveries/adapter.ts';
import { Agreement } from '../../src/deliveries/agreement.ts';
import { readRow } from '../../src/deliveries/fields.ts';
import { awardColumns } from './format.ts';
import { judge } from './judge.ts';

type Person = 'NHS Number' | 'NINO' | 'Date of Birth';

/**
 * Sees every row before any is judged. All rows of one award and funder must say the same of the
 * award, and all rows of one award reference must be about one person: where they differ nobody can
 * say which is right, so all of them are refused.
 */
export class AwardSurvey {
  private readonly parts = new Agreement<'Award Reference'>();
  private readonly people = new Agreement<Person>();
  private readonly paid = new Set<string>();

  constructor(private readonly context: ReadingContext) {}

  note(row: RawRow): void {
    const { values } = readRow(awardColumns, row);
    // A row whose award columns cannot be read is rejected for that and says nothing about the rest.
    if (!values) return;
    this.parts.note(partOf(row), { 'Award Reference': digestOf(values) });
    this.people.note(referenceOf(row), {
      'NHS Number': values['NHS Number'],
      NINO: values.NINO,
      'Date of Birth': values['Date of Birth'],
    });
    // Only a payment that will be taken: else money known to have gone out would be told as 0.
    if (row.fields['Payment Reference'] !== '' && !judge(this.context, row).faults) {
      this.paid.add(partOf(row));
    }
  }

  /** Whether the file tells of any payment of this row's award by this row's funder. */
  reportsPayments(row: RawRow): boolean {
    return this.paid.has(partOf(row));
  }

  faultsOf(row: RawRow): FieldFault[] {
    const people = this.people.fieldsApart(referenceOf(row)).map((field) => ({
      field,
      code: 'ROWS_DISAGREE',
      reason: 'is not the same on all rows of this award reference, so none of them is taken',
    }));
    if (people.length > 0 || this.parts.fieldsApart(partOf(row)).length === 0) return people;
    const reason =
      'has rows of one funder whose award columns are not the same, so none of them is taken';
    return [{ field: 'Award Reference', code: 'ROWS_DISAGREE', reason }];
  }
}

const referenceOf = ({ fields }: RawRow) => JSON.stringify([fields['Award Reference']]);
const partOf = ({ fields }: RawRow) => JSON.stringify([fields['Award Reference'], fields.Funder]);

/** Of the values and not their spelling, so that 120 and 120.00 agree. */
function digestOf(values: object): string {
  const said = JSON.stringify(values, (_field, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value,
  );
  return createHash('sha256').update(said).digest('base64url').slice(0, 22);
}

import type { FieldFault, RawRow, ReadingContext } from '../../src/deliveries/adapter.ts';
import { Agreement } from '../../src/deliveries/agreement.ts';
import type { ContactRow } from './format.ts';
import { judge } from './judge.ts';

/** What the rows of a file have to agree on; only rows that can be taken by themselves count. */
export class ContactsSeen {
  private readonly firstRow = new Map<string, number>();
  private readonly periods = new Agreement<'told'>();

  constructor(private readonly context: ReadingContext) {}

  note(row: RawRow): void {
    const { values } = judge(this.context, row);
    if (!values) return;
    if (!this.firstRow.has(values.UniqCareContID)) {
      this.firstRow.set(values.UniqCareContID, row.row);
    }
    this.periods.note(periodKey(values), { told: values.ReportingPeriodEndDate });
  }

  faultsOf(row: RawRow, values: ContactRow): FieldFault[] {
    const faults: FieldFault[] = [];
    if (this.firstRow.get(values.UniqCareContID) !== row.row) {
      const reason = 'was given by an earlier row';
      faults.push({ field: 'UniqCareContID', code: 'REPEATED_REFERENCE', reason });
    }
    if (!this.periods.agrees(periodKey(values))) {
      const reason = 'differs between rows of the same provider and period';
      faults.push({ field: 'ReportingPeriodEndDate', code: 'ROWS_DISAGREE', reason });
    }
    return faults;
  }
}

const periodKey = ({ OrgIDProv, ReportingPeriodStartDate }: ContactRow): string =>
  JSON.stringify([OrgIDProv, ReportingPeriodStartDate]);

import type { FieldFault, RawRow } from '../../src/deliveries/adapter.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { judge, type Letting } from './judge.ts';

/** The letting of each tenancy and property that starts last in a file: the others are over. */
export class LettingsSeen {
  private readonly last = new Map<string, { startsOn: PlainDate; row: number }>();

  note(row: RawRow): void {
    const { letting } = judge(row);
    if (!letting) return;
    const known = this.last.get(tenancyKey(letting));
    if (known && known.startsOn >= letting.startsOn) return;
    this.last.set(tenancyKey(letting), { startsOn: letting.startsOn, row: row.row });
  }

  faultsOf(row: RawRow, letting: Letting): FieldFault[] {
    if (this.last.get(tenancyKey(letting))?.row === row.row) return [];
    const reason =
      'has another row of the same property that starts later, or that day and comes first';
    return [{ field: 'field_13', code: 'REPEATED_REFERENCE', reason }];
  }
}

/** One tenancy of one property, as text in which the two cannot run into each other. */
export const tenancyKey = ({ tenancy, property }: Letting): string =>
  JSON.stringify([tenancy, property ?? '']);

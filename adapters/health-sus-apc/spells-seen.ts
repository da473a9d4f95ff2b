import { careKey } from '../../src/awards/care-key.ts';
import type { FieldFault, RawRow, ReadingContext } from '../../src/deliveries/adapter.ts';
import { PROVIDER, SPELL } from './format.ts';
import { type AnySpell, judge, judgeCommissioned } from './judge.ts';

/** Which row of a file told a spell first; only rows that can be taken by themselves count. */
export class SpellsSeen {
  private readonly firstRow = new Map<string, number>();

  constructor(private readonly context: ReadingContext) {}

  note(row: RawRow): void {
    const isCommissioned = this.context.basis === 'commissioning';
    const { spell } = (isCommissioned ? judgeCommissioned : judge)(this.context, row);
    if (!spell) return;
    const key = careKey(spell.values[PROVIDER], spell.values[SPELL]);
    if (!this.firstRow.has(key)) this.firstRow.set(key, row.row);
  }

  /** A spell is one row; told twice it would be paid for twice. */
  faultsOf(row: RawRow, values: AnySpell): FieldFault[] {
    if (this.firstRow.get(careKey(values[PROVIDER], values[SPELL])) === row.row) return [];
    const reason = 'was given by an earlier row of the same provider';
    return [{ field: SPELL, code: 'REPEATED_REFERENCE', reason }];
  }
}

import { createHash } from 'node:crypto';
import type { RawRow } from '../../src/deliveries/adapter.ts';
import { Agreement } from '../../src/deliveries/agreement.ts';
import { CASE_COLUMNS } from './format.ts';

/** What the rows of each case of a file say of it, to the letter. */
export class CasesSeen {
  private readonly cases = new Agreement<'told'>();

  see(row: RawRow): void {
    this.cases.note(referenceOf(row), { told: digestOf(row) });
  }

  /** Whether another row of the same case says something else of the case. */
  disagree(row: RawRow): boolean {
    return !this.cases.agrees(referenceOf(row));
  }
}

function referenceOf(row: RawRow): string {
  return row.fields['Case Reference'] ?? '';
}

function digestOf(row: RawRow): string {
  const said = CASE_COLUMNS.map((column) => row.fields[column]);
  return createHash('sha256').update(JSON.stringify(said)).digest('base64url');
}

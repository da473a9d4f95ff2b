import { createHash } from 'node:crypto';
import type { RawRow } from '../../src/deliveries/adapter.ts';
import { CASE_COLUMNS } from './format.ts';

/** What is remembered of each case of a file: a digest of its columns, and who contradicted it. */
export class CasesSeen {
  private readonly digests = new Map<string, string>();
  private readonly disagreeing = new Set<string>();

  see(row: RawRow): void {
    const reference = referenceOf(row);
    const digest = digestOf(row);
    const first = this.digests.get(reference);
    if (first === undefined) this.digests.set(reference, digest);
    else if (first !== digest) this.disagreeing.add(reference);
  }

  /** Whether another row of the same case says something else of the case, to the letter. */
  disagree(row: RawRow): boolean {
    return this.disagreeing.has(referenceOf(row));
  }
}

function referenceOf(row: RawRow): string {
  return row.fields['Case Reference'] ?? '';
}

function digestOf(row: RawRow): string {
  const said = CASE_COLUMNS.map((column) => row.fields[column]);
  return createHash('sha256').update(JSON.stringify(said)).digest('base64url');
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { packageRoot } from '../../src/db/package-root.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';

/** The rows of a file of reference data, by the names of its columns. */
export function csvRows<Row>(file: string): Row[] {
  const text = readFileSync(join(packageRoot(), 'seeds/reference', file), 'utf8');
  return parse(text, { columns: true }) as Row[];
}

/** A day, or null where the file leaves it blank. */
export function dayOrNull(text: string | undefined): PlainDate | null {
  return text ? (text as PlainDate) : null;
}

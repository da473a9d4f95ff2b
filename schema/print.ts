import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { packageRoot } from '../src/db/package-root.ts';
import { schema } from './schema.ts';

/** The contract as text, sorted, so that a change to it shows as a change to one file. */
export function printedSchema(): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}

if (process.argv[1]?.endsWith('print.js')) {
  writeFileSync(join(packageRoot(), 'schema/schema.graphql'), printedSchema());
}

import { z } from 'zod';
import { anyText, optional, required } from '../../src/deliveries/fields.ts';
import { headedCsv } from '../../src/deliveries/headed-csv.ts';
import { parseNhsNumber } from '../../src/values/nhs-number.ts';
import { parseNino } from '../../src/values/nino.ts';
import { parsePlainDate } from '../../src/values/plain-date.ts';

/** One row of the file: a person on a worker's caseload. */
export const allocationRow = z.object({
  'Person NHS Number': optional(parseNhsNumber),
  Worker: required(anyText),
  Team: required(anyText),
  'First Day': required(parsePlainDate),
  'Last Day': optional(parsePlainDate),
  NINO: optional(parseNino).default(null),
});

export type AllocationRow = z.output<typeof allocationRow>;

export const REQUIRED = ['Person NHS Number', 'Worker', 'Team', 'First Day', 'Last Day'] as const;

export const layout = headedCsv({ required: REQUIRED, optional: ['NINO'] });

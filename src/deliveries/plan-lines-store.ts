import { type Queries, records, sql } from '../db/database.ts';
import { toDecimal } from '../values/ratio.ts';
import type { PlanLineDraft } from './plan-line.ts';

export interface NewPlanLine {
  readonly submissionId: string;
  readonly row: number;
  readonly line: PlanLineDraft;
}

const PLACES = 6;

/** Adds rows of a plan, where nobody sees them until their delivery counts. */
export async function keepPlanLines(
  queries: Queries,
  lines: readonly NewPlanLine[],
): Promise<void> {
  const rows = lines.map(({ submissionId, row, line }) => ({
    ...{ submission_id: submissionId, row, pool: line.pool, year: line.year },
    ...{ scheme: line.scheme, name: line.name, type: line.type, sub_type: line.subType },
    ...{ description: line.description, area_of_spend: line.areaOfSpend },
    ...{ commissioner: line.commissioner, provider: line.provider, source: line.source },
    nhs_share: line.nhsShare && toDecimal(line.nhsShare, PLACES),
    ...{ nature: line.nature, planned_pence: line.planned, units: line.units },
    outputs: line.outputs && toDecimal(line.outputs, PLACES),
  }));
  await queries.rows(
    'deliveries.keep-plan-lines',
    sql`insert into plan_lines (submission_id, row, pool, year, scheme, name, type, sub_type,
          description, area_of_spend, commissioner, nhs_share, provider, source, nature,
          planned_pence, outputs, units)
        select submission_id, row, pool, year, scheme, name, type, sub_type, description,
          area_of_spend, commissioner, nhs_share, provider, source, nature, planned_pence, outputs,
          units
        from jsonb_to_recordset(${records(rows)}::text::jsonb) as said (submission_id uuid, row int,
          pool text, year text, scheme text, name text, type text, sub_type text, description text,
          area_of_spend text, commissioner text, nhs_share numeric, provider text, source text,
          nature text, planned_pence bigint, outputs numeric, units text)`,
  );
}

/** Takes out the rows of a load that never came to count. */
export async function dropPlanLines(queries: Queries, deliveryId: string): Promise<void> {
  await queries.rows(
    'deliveries.drop-plan-lines',
    sql`delete from plan_lines l using submissions s
        where s.id = l.submission_id and s.delivery_id = ${deliveryId}::uuid`,
  );
}

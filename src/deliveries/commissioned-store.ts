import { randomBytes, randomUUID } from 'node:crypto';
import { activityToJson } from '../awards/activity-json.ts';
import { type Queries, records, sql } from '../db/database.ts';
import { toDecimal } from '../values/ratio.ts';
import type { CommissionedDraft } from './commissioned.ts';
import { patientMark } from './patient-sent.ts';

/** Every count and price of the formats fits in eighteen decimals exactly. */
const PLACES = 18;

/** The key by which patients are marked; made when it is first needed, and in no export. */
export async function patientKey(queries: Queries): Promise<string> {
  const drawn = randomBytes(32).toString('base64url');
  await queries.rows(
    'deliveries.draw-patient-key',
    sql`insert into patient_keys (one, key) values (true, ${drawn}) on conflict do nothing`,
  );
  const [row] = await queries.rows<{ key: string }>(
    'deliveries.patient-key',
    sql`select key from patient_keys`,
  );
  return (row as { key: string }).key;
}

export interface NewCommissioned {
  readonly submissionId: string;
  readonly row: number;
  readonly draft: CommissionedDraft;
}

/** Adds rows of a commissioning extract from a sender, where nobody sees them until they count. */
export async function keepCommissioned(
  queries: Queries,
  sender: string,
  told: readonly NewCommissioned[],
): Promise<void> {
  const key = await patientKey(queries);
  const rows = told.map(({ submissionId, row, draft }) => ({
    ...{ id: randomUUID(), submission_id: submissionId, row, kind: draft.kind },
    patient_mark: patientMark(key, sender, draft.patient),
    ...{ provider: draft.provider, commissioner: draft.commissioner, stream: draft.stream },
    ...{ scheme: draft.currency?.scheme ?? null, currency: draft.currency?.code ?? null },
    activity: draft.activity && activityToJson(draft.activity),
    ...{ year: draft.year, month: draft.month, care_key: draft.careKey },
    quantity: toDecimal(draft.quantity, PLACES),
    reported_pounds: draft.reported && toDecimal(draft.reported, PLACES),
  }));
  await queries.rows(
    'deliveries.keep-commissioned',
    sql`insert into commissioned_activity (id, submission_id, row, kind, patient_mark, provider,
          commissioner, stream, scheme, currency, activity, year, month, care_key, quantity,
          reported_pounds)
        select id, submission_id, row, kind, patient_mark, provider, commissioner, stream, scheme,
          currency, activity, year, month, care_key, trim_scale(quantity), trim_scale(reported_pounds)
        from jsonb_to_recordset(${records(rows)}::text::jsonb) as said (id uuid, submission_id uuid,
          row int, kind text, patient_mark text, provider text, commissioner text, stream text,
          scheme text, currency text, activity jsonb, year text, month int, care_key text,
          quantity numeric, reported_pounds numeric)`,
  );
}

/** Takes out the rows of a load that never came to count. */
export async function dropCommissioned(queries: Queries, deliveryId: string): Promise<void> {
  await queries.rows(
    'deliveries.drop-commissioned',
    sql`delete from commissioned_activity c using submissions s
        where s.id = c.submission_id and s.delivery_id = ${deliveryId}::uuid`,
  );
}

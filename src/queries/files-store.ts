import { type Queries, sql } from '../db/database.ts';
import type { Evidence, EvidenceType } from './evidence.ts';

interface SentBy {
  readonly sentBy: string;
  readonly sentAs: string;
  readonly organisation: string | null;
}

/** Keeps a file whole under its query; undefined where that query holds it already. */
export async function keepFile(
  queries: Queries,
  queryId: string,
  { name, type, body, sha256 }: Evidence,
  { sentBy, sentAs, organisation }: SentBy,
): Promise<string | undefined> {
  const [row] = await queries.rows<{ id: string }>(
    'queries.keep-file',
    sql`insert into query_files (query_id, identity_id, name, type, bytes, sha256, body, sent_by,
          sent_as, organisation)
        select q.id, q.identity_id, ${name}, ${type}, ${body.length}::int, ${sha256},
          decode(${body.toString('base64')}, 'base64'), ${sentBy}, ${sentAs}, ${organisation}
        from query_keys q where q.id = ${queryId}::uuid
        on conflict on constraint query_files_once do nothing
        returning id`,
  );
  return row?.id;
}

/** Of which query of whom a file is; undefined for an id of none. */
export async function queryOfFile(
  queries: Queries,
  id: string,
): Promise<{ queryId: string; personId: string } | undefined> {
  const [row] = await queries.rows<{ queryId: string; personId: string }>(
    'queries.query-of-file',
    sql`select f.query_id as "queryId", i.person_id as "personId"
        from query_file_keys f join identity_keys i on i.id = f.identity_id
        where f.id = ${id}::uuid and i.person_id is not null`,
  );
  return row;
}

export interface FileBody {
  readonly name: string;
  readonly type: EvidenceType;
  readonly body: Buffer;
}

/** A file of somebody whose rows are opened, whole. */
export async function fileBody(queries: Queries, id: string): Promise<FileBody | undefined> {
  const [row] = await queries.rows<{ name: string; type: EvidenceType; body: string }>(
    'queries.file-body',
    sql`select name, type, encode(body, 'base64') as body from query_files where id = ${id}::uuid`,
  );
  return row && { ...row, body: Buffer.from(row.body, 'base64') };
}

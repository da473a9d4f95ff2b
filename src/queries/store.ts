import { list, type Queries, type Sql, sql } from '../db/database.ts';
import type { Stream } from '../streams/stream.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { About, Answer, AttachedFile, ChangeAsked, Helper, Outcome, Query } from './query.ts';

export interface NewQuery {
  readonly identityId: string;
  readonly about: About;
  readonly subject: string | null;
  readonly choice: ChangeAsked | null;
  readonly helper: Helper | null;
  /** Codes. */
  readonly streams: readonly string[];
  readonly accountId: string | null;
  readonly host: string | null;
  readonly funder: string | null;
  readonly words: string;
  readonly askedBy: string;
  readonly askedAs: string;
  readonly organisation: string | null;
  readonly askedOn: PlainDate;
  readonly answerBy: PlainDate;
  readonly rule: string;
  readonly key: string;
  readonly request: string;
}

export async function keepQuery(queries: Queries, said: NewQuery): Promise<string> {
  const [row] = await queries.rows<{ id: string }>(
    'queries.keep-query',
    sql`insert into queries (identity_id, about, subject, choice, helper, streams, account_id, host, funder, words,
          asked_by, asked_as, organisation, asked_on, answer_by, rule, key, request)
        values (${said.identityId}::uuid, ${said.about}, ${said.subject}, ${said.choice},
          ${said.helper && JSON.stringify(said.helper)}::text::jsonb,
          ${JSON.stringify(said.streams)}::text::jsonb, ${said.accountId}::uuid, ${said.host},
          ${said.funder}, ${said.words}, ${said.askedBy}, ${said.askedAs}, ${said.organisation},
          ${said.askedOn}::date, ${said.answerBy}::date, ${said.rule}, ${said.key}, ${said.request})
        returning id`,
  );
  return (row as { id: string }).id;
}

export interface NewAnswer {
  readonly queryId: string;
  readonly outcome: Outcome;
  readonly words: string;
  readonly answeredBy: string;
  readonly answeredAs: string;
  readonly organisation: string | null;
  readonly key: string;
  readonly request: string;
}

/** Keeps an answer under the identity of its query. */
export async function keepAnswer(queries: Queries, said: NewAnswer): Promise<string> {
  const [row] = await queries.rows<{ id: string }>(
    'queries.keep-answer',
    sql`insert into query_answers (query_id, identity_id, outcome, words, answered_by, answered_as,
          organisation, key, request)
        select q.id, q.identity_id, ${said.outcome}, ${said.words}, ${said.answeredBy},
          ${said.answeredAs}, ${said.organisation}, ${said.key}, ${said.request}
        from query_keys q where q.id = ${said.queryId}::uuid
        returning id`,
  );
  return (row as { id: string }).id;
}

export interface EarlierRequest {
  readonly id: string;
  readonly request: string;
}

/** What was recorded under a key before. */
export async function queryOfKey(
  queries: Queries,
  key: string,
): Promise<EarlierRequest | undefined> {
  const [row] = await queries.rows<EarlierRequest>(
    'queries.query-of-key',
    sql`select id, request from query_keys where key = ${key}`,
  );
  return row;
}

export async function answerOfKey(
  queries: Queries,
  key: string,
): Promise<EarlierRequest | undefined> {
  const [row] = await queries.rows<EarlierRequest>(
    'queries.answer-of-key',
    sql`select id, request from query_answer_keys where key = ${key}`,
  );
  return row;
}

interface QueryRow {
  id: string;
  person_id: string;
  about: About;
  subject: string | null;
  choice: ChangeAsked | null;
  helper: Helper | null;
  streams: Stream[];
  host: string | null;
  funder: string | null;
  words: string;
  asked_as: string;
  organisation: string | null;
  asked_on: PlainDate;
  answer_by: PlainDate;
  rule: string;
  recorded_at: Date;
  files: (Omit<AttachedFile, 'at'> & { at: string })[];
  answers: (Omit<Answer, 'at'> & { at: string })[];
}

const queryOf = ({
  person_id,
  asked_as,
  asked_on,
  answer_by,
  recorded_at,
  ...row
}: QueryRow): Query => ({
  ...row,
  personId: person_id,
  askedAs: asked_as,
  askedOn: asked_on,
  answerBy: answer_by,
  at: recorded_at,
  files: row.files.map((file) => ({ ...file, at: new Date(file.at) })),
  answers: row.answers.map((answer) => ({ ...answer, at: new Date(answer.at) })),
});

/** Every query of people whose rows are opened, in the order in which they were asked. */
export async function queriesOfPeople(
  queries: Queries,
  personIds: readonly string[],
): Promise<Query[]> {
  const rows = await queries.rows<QueryRow>(
    'queries.queries-of-people',
    sql`select q.id, i.person_id, q.about, q.subject, q.choice, q.helper, q.host, q.funder, q.words, q.asked_as,
          q.organisation, q.asked_on, q.answer_by, q.rule, q.recorded_at,
          (select coalesce(json_agg(json_build_object('code', s.code, 'name', s.name,
              'sector', s.sector, 'nature', s.nature) order by s.code collate "C"), '[]'::json)
            from streams s where jsonb_exists(q.streams, s.code)) as streams,
          (select coalesce(json_agg(json_build_object('id', f.id, 'name', f.name, 'type', f.type,
              'bytes', f.bytes, 'sha256', f.sha256, 'as', f.sent_as, 'at', f.recorded_at)
              order by f.ordinal), '[]'::json)
            from query_files f where f.query_id = q.id) as files,
          (select coalesce(json_agg(json_build_object('id', a.id, 'outcome', a.outcome,
              'words', a.words, 'as', a.answered_as, 'at', a.recorded_at,
              'organisation', case when o.code is not null
                then json_build_object('code', o.code, 'name', o.name) end)
              order by a.ordinal), '[]'::json)
            from query_answers a left join organisations o on o.code = a.organisation
            where a.query_id = q.id) as answers
        from queries q join identities i on i.id = q.identity_id
        where i.person_id = any(${list(personIds)}::text::uuid[])
        order by q.ordinal`,
  );
  return rows.map(queryOf);
}

/** Whose query it is; undefined for an id of none. */
export async function personOfQuery(queries: Queries, id: string): Promise<string | undefined> {
  const [row] = await queries.rows<{ person_id: string }>(
    'queries.person-of-query',
    sql`select i.person_id from query_keys q join identity_keys i on i.id = q.identity_id
        where q.id = ${id}::uuid and i.person_id is not null`,
  );
  return row?.person_id;
}

export interface AskedQueries {
  readonly after: string | null;
  readonly count: number;
  /** True: those without an answer; false: those with one; null: both. */
  readonly open: boolean | null;
}

const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** The first queries after an id of those for whom `isTheirs` holds, with whose each is. */
export async function queryKeysAfter(
  queries: Queries,
  isTheirs: Sql,
  { after, count, open }: AskedQueries,
): Promise<{ id: string; personId: string }[]> {
  return queries.rows<{ id: string; personId: string }>(
    'queries.query-keys-after',
    sql`select q.id, i.person_id as "personId"
        from query_keys q join identity_keys i on i.id = q.identity_id
        where q.id > coalesce(${after}::uuid, ${BEFORE_ALL}::uuid) and i.person_id is not null
          and (${open}::boolean is null or q.is_open = ${open}::boolean) and (${isTheirs})
        order by q.id limit ${count}::int`,
  );
}

/**
 * Whether something of the person of an id is asked that stops money from being taken back: an open
 * query about the notice or about the stream of its money or, while it may be reconsidered, any
 * query about the notice. Who asks for a change, or names a helper, does not say that anything is wrong.
 */
export function askedAbout(
  personId: Sql,
  {
    stream,
    notice,
    isReconsidered,
  }: { readonly stream: Sql; readonly notice: Sql; readonly isReconsidered: Sql },
): Sql {
  return sql`exists (select from query_keys q join identity_keys asked on asked.id = q.identity_id
    where asked.person_id = ${personId}
      and ((q.is_open and q.about not in ('CHANGE', 'HELPER') and jsonb_exists(q.streams, ${stream}))
        or (q.about = 'NOTICE' and q.subject = ${notice} and (q.is_open or ${isReconsidered}))))`;
}

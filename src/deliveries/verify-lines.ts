import { type Check, checkThat } from '../audit/check.ts';
import { type Database, list, type Sql, sql } from '../db/database.ts';
import type { Adapter } from './adapter.ts';
import { movedBy } from './lines-known-store.ts';
import { NEAR_DAYS } from './match-lines.ts';

/**
 * What must always hold of the lines of money that files told: each has its movement, and each
 * movement that a file brought its line, of one account, sum and day; every row that was taken tells
 * of a line; a line stands for as long as a loaded file tells of it; what became of it agrees with it.
 */
export async function verifyLines(
  db: Database,
  adapters: ReadonlyMap<string, Adapter>,
): Promise<Check[]> {
  const queries = db.under({ task: 'CHECKING' });
  const [looked] = await queries.rows<{ lines: bigint; told: bigint; endings: bigint }>(
    'deliveries.count-lines',
    sql`select (select count(*) from money_lines) as lines,
          (select count(*) from told_lines) as told,
          (select count(*) from line_endings) as endings`,
  );
  const { lines, told, endings } = looked as NonNullable<typeof looked>;
  const wrong = async (statement: Promise<{ id: string }[]>) =>
    (await statement).map(({ id }) => id);
  const formats = [...adapters.values()].flatMap(({ code, books }) => (books ? [code] : []));
  return [
    checkThat(
      'each line of a file has its movement, of its account, sum and day',
      await wrong(queries.rows('deliveries.lines-without-movement', WITHOUT_MOVEMENT)),
      `${lines} lines`,
    ),
    checkThat(
      'each movement that a file brought has its line, and no other',
      await wrong(queries.rows('deliveries.movements-without-line', WITHOUT_LINE)),
      `${lines} lines`,
    ),
    checkThat(
      'each row of a file tells of the line that was recorded of it',
      await wrong(queries.rows('deliveries.wrongly-told', wronglyTold(formats))),
      `${told} rows`,
    ),
    checkThat(
      'a line stands for as long as a file that counts tells of it',
      await wrong(queries.rows('deliveries.wrongly-standing', WRONGLY_STANDING)),
      `${lines} lines`,
    ),
    checkThat(
      'what became of a line agrees with it',
      await wrong(queries.rows('deliveries.wrongly-ended', WRONGLY_ENDED)),
      `${endings} endings`,
    ),
  ];
}

/** A line that was recorded has the day of its movement; one that confirms it a day near it. */
const WITHOUT_MOVEMENT: Sql = sql`select l.id from money_lines l
  left join accounts a on a.id = l.account_id and a.host = l.host
  left join journals j on j.id = l.journal_id and j.account_id = l.account_id
  where a.id is null or j.id is null
    or ${movedBy(sql`j`)} is distinct from l.amount_pence
    or abs(j.effective_day - l.day) > (case when l.posted then 0 else ${NEAR_DAYS}::int end)
    or l.waits <> (l.posted and j.kind = 'IN_QUESTION')
    or (l.posted and not exists (select from told_lines t
      where t.line_id = l.id and t.delivery_id = j.delivery_id and t.row = j.row))
  order by l.ordinal limit 100`;

/** Of a movement with a row: that of the line, what the line was decided to be, or its taking out. */
const WITHOUT_LINE: Sql = sql`select distinct id from (
  select j.id from journals j
  left join told_lines t on t.delivery_id = j.delivery_id and t.row = j.row
  left join money_lines l on l.id = t.line_id and l.account_id = j.account_id
  where j.delivery_id is not null and ((l.posted and l.journal_id = j.id)
    or j.reverses = l.journal_id or exists (select from line_endings e
      where e.line_id = l.id and e.kind = 'SETTLED' and e.journal_id = j.id)) is not true
  union all
  select l.journal_id from money_lines l where l.posted group by l.journal_id having count(*) > 1
) wrong limit 100`;

/** A file tells a line once, by a row that was taken; each row that was taken tells of one. */
const wronglyTold = (formats: readonly string[]): Sql => sql`select distinct id from (
  select t.line_id as id from told_lines t
  left join money_lines l on l.id = t.line_id and l.account_id = t.account_id
  left join deliveries d on d.id = t.delivery_id and d.adapter = l.adapter and d.sender = l.host
  where d.id is null or d.status = 'STAGING' or t.row not between 1 and d.rows
    or exists (select from rejects r where r.delivery_id = t.delivery_id and r.row = t.row)
  union all
  select t.line_id from told_lines t group by t.delivery_id, t.line_id having count(*) > 1
  union all
  select d.id from deliveries d
  where d.status <> 'STAGING' and d.adapter = any(${list(formats)}::text::text[])
    and d.accepted <> (select count(*) from told_lines t where t.delivery_id = d.id)
) wrong limit 100`;

const WRONGLY_STANDING: Sql = sql`select l.id from money_lines l
  where exists (select from line_endings e where e.line_id = l.id and e.kind = 'TAKEN_BACK')
    = exists (select from told_lines t join deliveries d on d.id = t.delivery_id
      where t.line_id = l.id and d.status = 'LOADED')
  order by l.ordinal limit 100`;

const isReversed = (journal: Sql): Sql =>
  sql`exists (select from journals r where r.reverses = ${journal})`;

/** Whether the movement `s` is what the ending `e` says that the line `l` was found to be. */
const IS_AS_SETTLED: Sql = sql`(s.account_id = l.account_id
  and s.kind = (case e.settled_as when 'SPENDING' then 'ATTRIBUTION' when 'HOLD' then 'SETTLEMENT'
    else e.settled_as end)
  and (case e.settled_as when 'SPENDING' then s.about = l.journal_id
    else ${movedBy(sql`s`)} = l.amount_pence end)
  and (s.effective_day = l.day or (s.effective_day > l.day and exists (
    select from closed_years c join journals q on q.id = l.journal_id and q.year = c.year
    where c.host = l.host))))`;

/**
 * Only what waits is decided, once; money that was found out is in question no longer. Of what was
 * taken back nothing is left: neither its movement nor what was decided of it.
 */
const WRONGLY_ENDED: Sql = sql`select distinct e.line_id as id from line_endings e
  left join money_lines l on l.id = e.line_id and l.account_id = e.account_id
  left join journals s on s.id = e.journal_id
  where l.id is null or case e.kind
    when 'SETTLED' then not l.waits
      or (e.settled_as <> 'SPENDING' and not ${isReversed(sql`l.journal_id`)})
      or (case e.settled_as when 'NOT_OURS' then e.journal_id is not null
        else (${IS_AS_SETTLED}) is not true end)
    else (l.posted and not ${isReversed(sql`l.journal_id`)})
      or exists (select from line_endings d where d.line_id = l.id and d.kind = 'SETTLED'
        and d.journal_id is not null and not ${isReversed(sql`d.journal_id`)}) end
  limit 100`;

import { type Queries, sql } from '../db/database.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { areaOf, type SaidArea } from './area-of-people.ts';
import { standingOn } from './standing-store.ts';

/** The council in whose area each person is on a day; somebody of whom no source says it has none. */
export async function areasOfPeople(
  queries: Queries,
  day: PlainDate,
): Promise<ReadonlyMap<string, string>> {
  const rows = await queries.rows<SaidArea & { person: string }>(
    'pools.areas-of-people',
    sql`with sent as (
          select s.identity_id, d.sender as council,
            case when exists (select from streams st where st.sector = 'SOCIAL_CARE'
              and d.streams ? st.code) then 'SENDS_CARE' else 'SENDS' end as "by",
            coalesce(d.as_of, d.received_on) as as_of
          from deliveries d join sightings s on s.seen_in = d.id and s.live
          where d.status = 'LOADED'
        ), said as (
          select coalesce(i.person_id, i.id) as person, s.council, s."by", s.as_of
          from sent s join identities i on i.id = s.identity_id
          union all
          select a.person, a.funder, 'PAYS', a.as_of from (${standingOn(day)}) a
          union all
          select coalesce(i.person_id, i.id), a.host, 'HOSTS', ${day}::date
          from accounts a join identities i on i.id = a.identity_id
          where a.opened_at < ${day}::date + 1
        )
        select s.person::text as person, s.council, s."by",
          coalesce(max(s.as_of) filter (where s.as_of <= ${day}::date), min(s.as_of)) as "asOf"
        from said s join organisations o on o.code = s.council and o.kind = 'council'
        group by s.person, s.council, s."by"`,
  );
  const said = new Map<string, SaidArea[]>();
  for (const { person, ...each } of rows) {
    const own = said.get(person);
    if (own) own.push(each);
    else said.set(person, [each]);
  }
  return new Map([...said].map(([person, own]) => [person, areaOf(own, day)]));
}

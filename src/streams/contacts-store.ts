import { list, type Queries, sql } from '../db/database.ts';
import type { PlainDate } from '../values/plain-date.ts';

/** Whom people ring about the money of an organisation, and when somebody answers. */
export interface Contact {
  readonly organisation: string;
  readonly name: string;
  readonly phone: string;
  readonly hours: string | null;
}

/** The contacts of organisations in force on a day. */
export function contactsOf(
  queries: Queries,
  organisations: readonly string[],
  day: PlainDate,
): Promise<Contact[]> {
  return queries.rows<Contact>(
    'streams.contacts-of',
    sql`select distinct on (organisation) organisation, name, phone, hours
        from organisation_contacts
        where organisation = any(${list(organisations)}::text::text[]) and from_day <= ${day}::date
        order by organisation, from_day desc`,
  );
}

/** Says whom people ring from a day on; false where it was said before, word for word. */
export async function keepContact(
  queries: Queries,
  { organisation, name, phone, hours }: Contact,
  from: PlainDate,
): Promise<boolean> {
  const kept = await queries.rows(
    'streams.keep-contact',
    sql`insert into organisation_contacts (organisation, name, phone, hours, from_day)
        values (${organisation}, ${name}, ${phone}, ${hours}, ${from}::date)
        on conflict (organisation, from_day) do update
          set name = excluded.name, phone = excluded.phone, hours = excluded.hours
          where (organisation_contacts.name, organisation_contacts.phone,
            organisation_contacts.hours) is distinct from
            (excluded.name, excluded.phone, excluded.hours)
        returning organisation`,
  );
  return kept.length > 0;
}

import { allocatedIdentities } from '../access/allocations-store.ts';
import { openedIdentities } from '../access/openings-store.ts';
import type { Viewer } from '../access/viewer.ts';
import { type Sql, sql } from '../db/database.ts';
import type { PlainDate } from '../values/plain-date.ts';

/**
 * The ways by which a worker has a legitimate relationship with people on a day, each a query of
 * their ids: noted by hand, an allocation that their case system sent, a record that they have open
 * now. Apart, so that the database can follow each by its own index.
 */
export function waysOfRelation(viewer: Viewer, today: PlainDate): Sql[] {
  const { subject } = viewer;
  const noted = sql`select r.identity_id from relationships r
    where r.subject = ${subject}
      and (r.from_day is null or r.from_day <= ${today}::date)
      and (r.until_day is null or r.until_day > ${today}::date)`;
  return [noted, allocatedIdentities(subject, today), openedIdentities(viewer)].map(
    (way) => sql`select i.person_id from (${way}) known
      join identity_keys i on i.id = known.identity_id where i.person_id is not null`,
  );
}

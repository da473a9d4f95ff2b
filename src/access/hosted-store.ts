import { type Sql, sql } from '../db/database.ts';

/**
 * Whose account it is, where `i` is its identity: the person of that identity or, where no source
 * tells of it any more, of another with its NHS number, for money outlives the file that named the
 * person.
 */
export const PERSON_OF_ACCOUNT = sql`coalesce(i.person_id, (
  select live.person_id from identity_keys live
  where live.nhs_number = i.nhs_number and live.person_id is not null limit 1))`;

/** The ids of the people for whom an organisation hosts an account, as a query. */
export function hostedPeople(organisation: string | null): Sql {
  return sql`select ${PERSON_OF_ACCOUNT} as person_id
    from accounts a join identity_keys i on i.id = a.identity_id
    where a.host = ${organisation}`;
}

/** As one truth, whether the account whose identity is `i` is that of the person with this number. */
export function isOwnAccount(nhsNumber: string | null): Sql {
  return sql`exists (select from identity_keys own
    where own.nhs_number = ${nhsNumber} and own.person_id = ${PERSON_OF_ACCOUNT})`;
}

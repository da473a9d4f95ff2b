import { type Sql, sql } from '../db/database.ts';
import { speakingFor } from './sharing-store.ts';

/**
 * Whose account it is, where `i` is its identity: the person of that identity or, where no source
 * tells of it any more, of another with its NHS number, for money outlives the file that named the
 * person.
 */
export const PERSON_OF_ACCOUNT = sql`coalesce(i.person_id, (
  select live.person_id from identity_keys live
  where live.nhs_number = i.nhs_number and live.person_id is not null limit 1))`;

/** The ids of the accounts of a person, as a query. */
export const accountsOfPerson = (personId: Sql): Sql =>
  sql`select a.id from ${speakingFor(sql`= ${personId}`)} told
    join accounts a on a.identity_id = told.id`;

/**
 * As one value: opens these accounts to the rest of the transaction, besides what it has open
 * already. The database shows the money of no others. `ids` is a query of one column, `id`.
 */
export const openingAccounts = (ids: Sql): Sql =>
  sql`set_config('onepot.accounts', (
      coalesce(nullif(current_setting('onepot.accounts', true), '')::uuid[], '{}')
      || (select coalesce(array_agg(checked.id), '{}') from (${ids}) checked))::text, true)`;

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

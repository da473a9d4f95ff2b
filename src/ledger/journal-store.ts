import {
  accountsOfPerson,
  isOwnAccount,
  openingAccounts,
  PERSON_OF_ACCOUNT,
} from '../access/hosted-store.ts';
import { list, type Queries, type Sql, sql, type Transaction } from '../db/database.ts';
import type { FinancialYear } from '../values/financial-year.ts';
import type { AccountId, MovementId, OrganisationCode, PersonId } from '../values/ids.ts';
import { type Pence, pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { AccountMode } from './account.ts';
import type { Share } from './draw.ts';
import type { Entry, MovementKind, PlaceKind } from './movement.ts';

/** An account whose row is locked: nobody else moves money in it until the transaction ends. */
export interface LockedAccount {
  readonly id: AccountId;
  readonly personId: PersonId | null;
  readonly mode: AccountMode;
  readonly host: OrganisationCode;
  /** Whether it is the viewer's own. */
  readonly isOwn: boolean;
}

interface LockedRow {
  id: AccountId;
  person_id: PersonId | null;
  mode: AccountMode;
  host: OrganisationCode;
  is_own: boolean;
}

/**
 * Locks those of the accounts that the organisation hosts or that are the person's own, in order of
 * id, so that two transactions never wait for each other in a circle; and opens to the rest of the
 * transaction what moved in them.
 */
export async function lockAccounts(
  tx: Transaction,
  ids: readonly string[],
  { organisation, nhsNumber }: { organisation: string | null; nhsNumber: string | null },
): Promise<LockedAccount[]> {
  const own = isOwnAccount(nhsNumber);
  const where = sql`a.id = any(${list(ids)}::text::uuid[]) and (a.host = ${organisation} or ${own})`;
  const rows = await tx.rows<LockedRow>('ledger.lock-accounts', locking(where, own));
  return rows.map(lockedAccount);
}

/**
 * The same of all accounts of a person, whoever hosts them: for a decision on who pays, of which the
 * caller has checked that the viewer may record it of them.
 */
export async function lockAccountsOf(
  tx: Transaction,
  personId: PersonId,
): Promise<LockedAccount[]> {
  const where = sql`a.id in (${accountsOfPerson(sql`${personId}::uuid`)})`;
  const rows = await tx.rows<LockedRow>(
    'ledger.lock-accounts-of-person',
    locking(where, sql`false`),
  );
  return rows.map(lockedAccount);
}

const locking = (where: Sql, isOwn: Sql): Sql => sql`with locked as materialized (
    select a.id, a.mode, a.host, ${PERSON_OF_ACCOUNT} as person_id, ${isOwn} as is_own
    from accounts a join identity_keys i on i.id = a.identity_id
    where ${where}
    order by a.id for update of a
  )
  select locked.* from locked cross join (
    select ${openingAccounts(sql`select id from locked`)}) opened
  order by id`;

const lockedAccount = ({ person_id, is_own, ...row }: LockedRow): LockedAccount => ({
  ...row,
  personId: person_id,
  isOwn: is_own,
});

/** A place of one source, or of none, in an account, with what is there. */
export interface Place {
  readonly id: string;
  readonly accountId: AccountId;
  readonly stream: string | null;
  readonly funder: OrganisationCode | null;
  readonly kind: PlaceKind;
  readonly balance: Pence;
}

/** What each source has in the places of a kind, of the account asked for or of all. */
export function sharesAt(
  places: readonly Place[],
  kind: PlaceKind,
  account?: Pick<LockedAccount, 'id'>,
): Share[] {
  return places.flatMap(({ stream, funder, balance: amount, ...place }) =>
    place.kind !== kind ||
    (account && place.accountId !== account.id) ||
    stream === null ||
    funder === null
      ? []
      : [{ stream, funder, amount }],
  );
}

/** What a movement is judged by, as it stands under the lock. */
export interface Terms {
  /** What the key stands for already; null where it is new. */
  readonly earlier: { readonly id: MovementId; readonly inputHash: string } | null;
  /** Whether the host has closed the year. */
  readonly isClosed: boolean;
  readonly places: readonly Place[];
}

/** Whose key it is, and what for. */
export interface KeyScope {
  readonly operation: string;
  readonly scope: string;
  readonly key: string;
}

export interface AskedTerms extends KeyScope {
  readonly account: Pick<LockedAccount, 'id' | 'host'>;
  /** Of a transfer, the other account, whose row is locked too. */
  readonly other?: AccountId | null;
  readonly year: FinancialYear;
}

export interface TermsRow {
  earlier: Terms['earlier'];
  is_closed: boolean;
  places: {
    id: string;
    accountId: AccountId;
    stream: string | null;
    funder: OrganisationCode | null;
    kind: PlaceKind;
    balance: string;
  }[];
}

/** The columns of `Terms`; what a movement of its own kind needs stands beside them. */
export function termsOf({ account, other, year, operation, scope, key }: AskedTerms): Sql {
  return sql`(select json_build_object('id', j.id, 'inputHash', j.input_hash) from journal_keys j
      where j.operation = ${operation} and j.key_scope = ${scope}
        and j.idempotency_key = ${key}) as earlier,
    exists (select from closed_years c
      where c.host = ${account.host} and c.year = ${year}) as is_closed,
    (select coalesce(json_agg(json_build_object('id', l.id, 'accountId', l.account_id,
        'stream', l.stream, 'funder', l.funder, 'kind', l.kind,
        'balance', l.balance_pence::text)), '[]'::json)
      from ledger_accounts l
      where l.account_id in (${account.id}::uuid, ${other ?? account.id}::uuid)) as places`;
}

export const terms = ({ earlier, is_closed, places }: TermsRow): Terms => ({
  earlier,
  isClosed: is_closed,
  places: places.map((place) => ({ ...place, balance: BigInt(place.balance) as Pence })),
});

export interface DepositTerms extends Terms {
  /** Null where there is no such stream. */
  readonly stream: { readonly code: string; readonly undepositable: string | null } | null;
  /** The organisation that the funder's code leads to today; null where there is none. */
  readonly funder: OrganisationCode | null;
  /** Whether any payment into the account is expected. */
  readonly isScheduled: boolean;
}

type DepositRow = TermsRow &
  Pick<DepositTerms, 'stream' | 'funder'> & { readonly is_scheduled: boolean };

/** The funder in force that a code leads to: one that another has taken over is not. */
const lasting = (code: string | null): Sql => sql`(with recursive lasting as (
      select o.code, o.succeeded_by, 1 as step from organisations o
      where o.code = ${code} and o.kind not in ('provider', 'person')
      union all
      select o.code, o.succeeded_by, l.step + 1
      from lasting l join organisations o on o.code = l.succeeded_by where l.step < 10
    ) select code from lasting order by step desc limit 1)`;

/** What a deposit is judged by. */
export async function depositTerms(
  tx: Transaction,
  asked: AskedTerms & { readonly stream: string; readonly funder: string | null },
): Promise<DepositTerms> {
  const [row] = await tx.rows<DepositRow>(
    'ledger.deposit-terms',
    sql`select ${termsOf(asked)},
          (select json_build_object('code', s.code, 'undepositable', (
              select u.reason from undepositable_streams u where u.stream = s.code))
            from streams s where s.code = ${asked.stream}) as stream,
          ${lasting(asked.funder)} as funder,
          exists (select from payment_schedules p
            where p.account_id = ${asked.account.id}::uuid) as is_scheduled`,
  );
  const { stream, funder, is_scheduled: isScheduled, ...rest } = row as DepositRow;
  return { ...terms(rest), stream, funder, isScheduled };
}

/** What a movement is judged by that nothing but the account and the key says. */
export async function plainTerms(tx: Transaction, asked: AskedTerms): Promise<Terms> {
  const [row] = await tx.rows<TermsRow>('ledger.plain-terms', sql`select ${termsOf(asked)}`);
  return terms(row as TermsRow);
}

export interface SpendingTerms extends Terms {
  /** The streams that may fund the purpose; null where there is no such purpose. */
  readonly funding: readonly string[] | null;
  /** Of the source that was named: whether there is such a stream, and the funder in force. */
  readonly isStream: boolean;
  readonly funder: OrganisationCode | null;
}

type SpendingCells = Omit<SpendingTerms, keyof Terms>;

export interface AskedSpending extends AskedTerms {
  readonly purpose: string | null;
  readonly stream: string | null;
  readonly funder: string | null;
}

/** The columns of `SpendingTerms` beside those of `Terms`, where `purpose` is what it is for. */
export const spendingOf = (
  purpose: Sql,
  { stream, funder }: Pick<AskedSpending, 'stream' | 'funder'>,
): Sql => sql`(select coalesce((select json_agg(f.stream) from stream_purposes f
      where f.purpose = p.code), '[]'::json)
    from purposes p where p.code = ${purpose}) as funding,
  exists (select from streams s where s.code = ${stream}) as is_stream,
  ${lasting(funder)} as funder`;

export interface SpendingRow extends TermsRow {
  funding: readonly string[] | null;
  is_stream: boolean;
  funder: OrganisationCode | null;
}

export const spending = ({ funding, is_stream, funder }: SpendingRow): SpendingCells => ({
  ...{ funding, isStream: is_stream, funder },
});

export async function spendingTerms(tx: Transaction, asked: AskedSpending): Promise<SpendingTerms> {
  const [row] = await tx.rows<SpendingRow>(
    'ledger.spending-terms',
    sql`select ${termsOf(asked)}, ${spendingOf(sql`${asked.purpose}`, asked)}`,
  );
  return { ...terms(row as SpendingRow), ...spending(row as SpendingRow) };
}

/** A movement to be reversed. */
export interface Original {
  readonly kind: MovementKind;
  readonly otherAccountId: AccountId | null;
  /**
   * Whether a later one that stands ends, pays, gives back or decides it; of what came back of a
   * payment in question, whether the rest is decided.
   */
  readonly isBuiltUpon: boolean;
  readonly effectiveDay: PlainDate;
  readonly isReversed: boolean;
  readonly entries: readonly Entry[];
}

export interface ReversalTerms extends Terms {
  readonly original: Original;
}

interface OriginalCell extends Omit<Original, 'entries'> {
  entries: (Omit<Entry, 'amount'> & { amount: string })[];
}

export async function reversalTerms(
  tx: Transaction,
  asked: AskedTerms & { readonly movement: string },
): Promise<ReversalTerms> {
  const [row] = await tx.rows<TermsRow & { original: OriginalCell }>(
    'ledger.reversal-terms',
    sql`select ${termsOf(asked)},
          (select json_build_object('kind', o.kind, 'effectiveDay', o.effective_day,
              'otherAccountId', o.other_account_id,
              'isReversed', exists (select from journals r where r.reverses = o.id),
              'isBuiltUpon', exists (select from journals b where (b.about = o.id
                  or (o.kind = 'REFUND' and b.kind = 'ATTRIBUTION' and b.about = o.about))
                and not exists (select from journals r where r.reverses = b.id)),
              'entries', (select json_agg(json_build_object('account', l.account_id,
                  'stream', l.stream, 'funder', l.funder, 'kind', l.kind,
                  'amount', e.amount_pence::text)
                  order by e.line)
                from entries e join ledger_accounts l on l.id = e.ledger_account_id
                where e.year = o.year and e.journal_id = o.id))
            from journals o where o.id = ${asked.movement}::uuid) as original`,
  );
  const { original, ...rest } = row as TermsRow & { original: OriginalCell };
  const entries = original.entries.map((entry) => ({
    ...entry,
    amount: pence(BigInt(entry.amount)),
  }));
  return { ...terms(rest), original: { ...original, entries } };
}

/** The account of a movement, and of a transfer the other too; none for an id of none. */
export async function accountsOfMovement(queries: Queries, movement: string): Promise<AccountId[]> {
  const [row] = await queries.rows<{ account_id: AccountId; other_account_id: AccountId | null }>(
    'ledger.accounts-of-movement',
    sql`select account_id, other_account_id from journal_keys where id = ${movement}::uuid`,
  );
  if (!row) return [];
  return row.other_account_id === null ? [row.account_id] : [row.account_id, row.other_account_id];
}

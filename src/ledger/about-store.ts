import { records, type Sql, sql, type Transaction } from '../db/database.ts';
import { pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import {
  type AskedSpending,
  type SpendingRow,
  type SpendingTerms,
  spending,
  spendingOf,
  terms,
  termsOf,
} from './journal-store.ts';
import type { Entry, MovementKind } from './movement.ts';

/** An earlier movement of an account, and what has become of it. */
export interface Earlier {
  readonly kind: MovementKind;
  readonly effectiveDay: PlainDate;
  readonly payee: string | null;
  readonly purpose: string | null;
  readonly isReversed: boolean;
  readonly entries: readonly Entry[];
  /** Later ones about it that stand. */
  readonly later: readonly { readonly kind: MovementKind; readonly entries: readonly Entry[] }[];
}

export interface AboutTerms extends SpendingTerms {
  readonly about: Earlier;
}

type EntryCell = Omit<Entry, 'amount'> & { amount: string };

interface EarlierCell extends Omit<Earlier, 'entries' | 'later'> {
  entries: EntryCell[];
  later: { kind: MovementKind; entries: EntryCell[] }[];
}

const entriesFrom = (cells: readonly EntryCell[]): Entry[] =>
  cells.map((cell) => ({ ...cell, amount: pence(BigInt(cell.amount)) }));

/** The entries of a journal, where `journal` is its row. */
const entriesOf = (journal: Sql): Sql => sql`(select json_agg(json_build_object(
    'stream', l.stream, 'funder', l.funder, 'kind', l.kind, 'amount', e.amount_pence::text)
    order by e.line)
  from entries e join ledger_accounts l on l.id = e.ledger_account_id
  where e.year = ${journal}.year and e.journal_id = ${journal}.id)`;

/**
 * What a movement about an earlier one is judged by; the purpose is the earlier one's where none is
 * given.
 */
export async function aboutTerms(
  tx: Transaction,
  asked: AskedSpending & { readonly movement: string },
): Promise<AboutTerms> {
  const purpose = sql`coalesce(${asked.purpose}, (
    select o.purpose from journals o where o.id = ${asked.movement}::uuid))`;
  const [row] = await tx.rows<SpendingRow & { about: EarlierCell }>(
    'ledger.about-terms',
    sql`select ${termsOf(asked)}, ${spendingOf(purpose, asked)},
          (select json_build_object('kind', o.kind, 'effectiveDay', o.effective_day,
              'payee', o.payee, 'purpose', o.purpose,
              'isReversed', exists (select from journals r where r.reverses = o.id),
              'entries', ${entriesOf(sql`o`)},
              'later', coalesce((select json_agg(json_build_object('kind', b.kind,
                  'entries', ${entriesOf(sql`b`)}) order by b.ordinal)
                from journals b where b.about = o.id
                  and not exists (select from journals r where r.reverses = b.id)), '[]'::json))
            from journals o where o.id = ${asked.movement}::uuid) as about`,
  );
  const { about, ...rest } = row as SpendingRow & { about: EarlierCell };
  return {
    ...{ ...terms(rest), ...spending(rest) },
    about: {
      ...{ ...about, entries: entriesFrom(about.entries) },
      later: about.later.map(({ kind, entries }) => ({ kind, entries: entriesFrom(entries) })),
    },
  };
}

/** Whether a bill of a provider is in an account, by its number, and was not taken back. */
export async function isInvoiced(
  tx: Transaction,
  account: string,
  { provider, number }: { readonly provider: string; readonly number: string },
): Promise<boolean> {
  const [row] = await tx.rows<{ found: boolean }>(
    'ledger.is-invoiced',
    sql`select exists (select from journals j
          where j.account_id = ${account}::uuid and j.invoice = ${number} and j.invoice is not null
            and j.kind in ('HOLD', 'SPENDING', 'IN_QUESTION')
            and lower(j.payee) = lower(${provider})
            and not exists (select from journals r where r.reverses = j.id)) as found`,
  );
  return row?.found === true;
}

/** Whether each is a stream, and a funder who is not the person. */
export async function areSources(
  tx: Transaction,
  sources: readonly { readonly stream: string; readonly funder: string }[],
): Promise<boolean> {
  const [row] = await tx.rows<{ wrong: boolean }>(
    'ledger.are-sources',
    sql`select exists (
          select from jsonb_to_recordset(${records(sources)}::text::jsonb)
            as said (stream text, funder text)
          where not exists (select from streams s where s.code = said.stream)
            or not exists (select from organisations o where o.code = said.funder
              and o.kind not in ('provider', 'person'))) as wrong`,
  );
  return row?.wrong === false;
}

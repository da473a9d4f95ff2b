import { ActivityRefused } from '../currencies/activity.ts';
import { type BookCell, bookJson, bookOf } from '../currencies/store.ts';
import { type Queries, records, sql } from '../db/database.ts';
import { CLUSTERS, POINTS, type PricedWhatIf, type WhatIf } from './what-if.ts';

interface BookRow {
  position: number;
  book: BookCell | null;
  provider_known: boolean;
}

/**
 * The prices that assumptions need, as known before a moment (null: all that is known), in one
 * statement; none is sent where they need none. Throws ActivityRefused for an unknown provider.
 */
export async function booksFor(
  queries: Queries,
  whatIfs: readonly WhatIf[],
  knownBefore: Date | null,
): Promise<PricedWhatIf[]> {
  const asked = whatIfs.flatMap((whatIf, position) => {
    const currency = currencyOf(whatIf);
    return currency ? [{ position, ...currency }] : [];
  });
  if (asked.length === 0) return whatIfs.map((whatIf) => ({ whatIf, book: null }));
  const of = { scheme: sql`asked.scheme`, code: sql`asked.code`, provider: sql`asked.provider` };
  const rows = await queries.rows<BookRow>(
    'budgets.what-if-books',
    sql`with asked as (
          select said.position, said.scheme, said.provider,
            case when k.digits is not null and said.code ~ '^[0-9]+$'
              then lpad(said.code, greatest(k.digits, length(said.code)), '0')
              else said.code end as code
          from jsonb_to_recordset(${records(asked)}::text::jsonb) as said (position int,
            scheme text, code text, provider text)
          left join currency_schemes k on k.code = said.scheme
        )
        select asked.position, ${bookJson({ ...of, knownBefore })} as book,
          (asked.provider is null or exists (
            select 1 from organisations o where o.code = asked.provider)) as provider_known
        from asked`,
  );
  const found = new Map(rows.map((row) => [row.position, row]));
  return whatIfs.map((whatIf, position) => {
    const row = found.get(position);
    if (row && !row.provider_known) {
      const reason = 'is not an organisation known here';
      throw new ActivityRefused('provider', 'UNKNOWN_ORGANISATION', reason);
    }
    return { whatIf, book: row?.book ? bookOf(row.book) : null };
  });
}

function currencyOf(
  whatIf: WhatIf,
): { scheme: string; code: string; provider: string | null } | null {
  switch (whatIf.kind) {
    case 'CLUSTER':
      return { scheme: CLUSTERS, code: whatIf.code, provider: whatIf.provider };
    case 'NEED_POINTS':
      return { scheme: whatIf.scheme, code: POINTS, provider: null };
    case 'WITHOUT':
      return null;
    default:
      return { scheme: whatIf.scheme, code: whatIf.code, provider: null };
  }
}

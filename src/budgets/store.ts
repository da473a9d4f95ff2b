import type { Contribution, ToldAward } from '../awards/award.ts';
import { list, type Queries, sql } from '../db/database.ts';
import type { Stream } from '../streams/stream.ts';
import { daysOf, type FinancialYear } from '../values/financial-year.ts';
import type { OrganisationCode } from '../values/ids.ts';
import { type Pence, pence } from '../values/money.ts';
import type { Period } from '../values/period.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { Per } from '../values/rate.ts';
import { decimal, type Ratio } from '../values/ratio.ts';
import { type ExpectedSource, oldestThatSpeaks, type SourceSpeaks } from './freshness.ts';

/** The end of what was known; null reads what is known now. */
export type KnownAt = Date | null;

interface AwardRow {
  id: string;
  person_id: string;
  submission_id: string;
  row: number;
  stream: string;
  funder: string;
  funder_name: string | null;
  basis: ToldAward['basis'];
  mode: ToldAward['mode'];
  legal_basis: string;
  reference: string | null;
  service: string | null;
  first_day: PlainDate;
  until_day: PlainDate | null;
  year: string | null;
  completed_on: PlainDate | null;
  amount: string | null;
  per: string | null;
  units_per_week: string | null;
  unpriced_reason: string | null;
  contribution: Contribution['kind'];
  contribution_pounds: string | null;
  contribution_reason: string;
  reports_payments: boolean;
  scheme: string | null;
  currency: string | null;
  description: string;
  raw_figures: string;
  element: string | null;
  ceiling_pence: bigint | null;
  window_from: PlainDate | null;
  window_until: PlainDate | null;
  as_of: PlainDate;
  delivery_id: string;
  adapter: string;
  sender: string;
  received_on: PlainDate;
  payments: PaymentCells[] | null;
  claims: ClaimCells[] | null;
}

type PaymentCells = [string, string, boolean, PlainDate, PlainDate | null, PlainDate | null];
type ClaimCells = [
  reference: string,
  form: string,
  from: PlainDate,
  until: PlainDate,
  claimed: string,
  paid: string | null,
  paidOn: PlainDate | null,
  paidTo: string | null,
  employer: string | null,
  customer: string | null,
];

export interface ToldInYear {
  /** By person; a person without awards has none. */
  readonly awards: ReadonlyMap<string, ToldAward[]>;
  readonly funderNames: ReadonlyMap<string, string>;
}

/** The awards of people that a year may need, with the days their submissions speak for. */
export async function toldAwards(
  queries: Queries,
  personIds: readonly string[],
  year: FinancialYear,
  knownAt: KnownAt,
): Promise<ToldInYear> {
  const { from, until } = daysOf(year);
  const window = knownAt
    ? sql`w.known_from <= ${knownAt} and (w.known_until is null or w.known_until > ${knownAt})`
    : sql`w.known_until is null`;
  const rows = await queries.rows<AwardRow>(
    'budgets.told-awards',
    sql`select a.id, i.person_id, a.submission_id, a.row, a.stream, a.funder,
          f.name as funder_name, a.basis, a.mode, a.legal_basis, a.reference, a.service,
          a.first_day, a.until_day, a.year, a.completed_on, a.amount, a.per, a.units_per_week,
          a.unpriced_reason, a.contribution, a.contribution_pounds, a.contribution_reason,
          a.reports_payments, a.scheme, a.currency, a.description, a.raw_figures, a.element,
          a.ceiling_pence, w.from_day as window_from, w.until_day as window_until, s.as_of,
          d.id as delivery_id, d.adapter, d.sender, d.received_on,
          case when a.has_movements and a.basis <> 'CEILING' then (
            select json_agg(json_build_array(p.reference, p.amount_pence::text, p.gross, p.paid_on,
              p.covers_from, p.covers_until) order by p.paid_on, p.reference)
            from payments p where p.award_id = a.id) end as payments,
          case when a.has_movements and a.basis = 'CEILING' then (
            select json_agg(json_build_array(c.reference, c.form, c.support_from, c.support_until,
              c.claimed_pence::text, c.paid_pence::text, c.paid_on, c.paid_to,
              c.employer_pence::text, c.customer_pence::text) order by c.support_from, c.reference)
            from claims c where c.award_id = a.id) end as claims
        from identities i
        join awards a on a.identity_id = i.id and a.counts
          and a.relevant_from < ${until}::date
          and (a.relevant_until is null or a.relevant_until > ${from}::date)
        join submission_windows w on w.submission_id = a.submission_id and ${window}
        join submissions s on s.id = a.submission_id
        join deliveries d on d.id = s.delivery_id
        left join organisations f on f.code = a.funder
        where i.person_id = any(${list(personIds)}::text::uuid[])`,
  );
  return gather(rows);
}

function gather(rows: readonly AwardRow[]): ToldInYear {
  const windows = new Map<string, Period[]>();
  const awards = new Map<string, ToldAward[]>();
  const funderNames = new Map<string, string>();
  for (const row of rows) {
    funderNames.set(row.funder, row.funder_name ?? row.funder);
    const window = { from: row.window_from, until: row.window_until };
    const known = windows.get(row.id);
    if (known) {
      known.push(window);
      continue;
    }
    const first = [window];
    windows.set(row.id, first);
    const own = awards.get(row.person_id);
    const award = awardOf(row, first);
    if (own) own.push(award);
    else awards.set(row.person_id, [award]);
  }
  return { awards, funderNames };
}

const ratioOf = (text: string | null): Ratio | null => (text === null ? null : decimal(text));
const penceOf = (text: string | null): Pence | null => (text === null ? null : pence(BigInt(text)));

function awardOf(row: AwardRow, windows: readonly Period[]): ToldAward {
  return {
    id: row.id,
    personId: row.person_id,
    submissionId: row.submission_id,
    row: row.row,
    stream: row.stream,
    funder: row.funder as OrganisationCode,
    basis: row.basis,
    mode: row.mode,
    legalBasis: row.legal_basis,
    reference: row.reference,
    service: row.service,
    serviceRank: null,
    days: { from: row.first_day, until: row.until_day },
    year: row.year as FinancialYear | null,
    completedOn: row.completed_on,
    amount: ratioOf(row.amount),
    per: row.per as Per | null,
    unitsPerWeek: ratioOf(row.units_per_week),
    unpricedReason: row.unpriced_reason,
    contribution: contributionOf(row),
    reportsPayments: row.reports_payments,
    currency:
      row.scheme !== null && row.currency !== null
        ? { scheme: row.scheme, code: row.currency }
        : null,
    description: row.description,
    rawFigures: row.raw_figures,
    element: row.element,
    ceiling: row.ceiling_pence === null ? null : pence(row.ceiling_pence),
    windows,
    delivery: {
      id: row.delivery_id,
      adapter: row.adapter,
      sender: row.sender,
      receivedOn: row.received_on,
      asOf: row.as_of,
    },
    payments: (row.payments ?? []).map(([reference, amount, gross, paidOn, from, until]) => ({
      reference,
      amount: pence(BigInt(amount)),
      gross,
      paidOn,
      covers: { from, until },
    })),
    claims: (row.claims ?? []).map(claimOf),
  };
}

function contributionOf(row: AwardRow): Contribution {
  const reason = row.contribution_reason;
  if (row.contribution === 'WEEKLY' || row.contribution === 'SUM') {
    return { kind: row.contribution, reason, pounds: decimal(row.contribution_pounds ?? '0') };
  }
  return { kind: row.contribution, reason };
}

function claimOf(cells: ClaimCells): ToldAward['claims'][number] {
  const [reference, form, from, until, claimed, paid, paidOn, paidTo, employer, customer] = cells;
  return {
    reference,
    form,
    supportFrom: from,
    supportUntil: until,
    claimed: pence(BigInt(claimed)),
    paid: penceOf(paid),
    paidOn,
    paidTo,
    employerShare: penceOf(employer),
    customerShare: penceOf(customer),
  };
}

interface AreaRow {
  streams: Stream[] | null;
  speaking: SourceSpeaks[] | null;
  expected: ExpectedSource[] | null;
}

export interface SourcesInYear {
  readonly streams: readonly Stream[];
  readonly speaking: readonly SourceSpeaks[];
  readonly expected: readonly ExpectedSource[];
}

/** The streams, and which sources speak for the year or are expected to. */
export async function sourcesIn(
  queries: Queries,
  year: FinancialYear,
  knownAt: KnownAt,
): Promise<SourcesInYear> {
  const { from, until } = daysOf(year);
  const standing = knownAt
    ? sql`loaded_at <= ${knownAt} and (withdrawn_at is null or withdrawn_at > ${knownAt})`
    : sql`status = 'LOADED'`;
  const [row] = await queries.rows<AreaRow>(
    'budgets.sources-in-year',
    sql`with speaking as (
          select adapter, sender, as_of, speaks_from, streams from deliveries
          where ${standing} and as_of >= ${oldestThatSpeaks(year)}::date
            and (speaks_from is null or speaks_from < ${until}::date)
            and (speaks_until is null or speaks_until > ${from}::date)
        )
        select
          (select json_agg(json_build_object('code', code, 'name', name, 'sector', sector,
             'nature', nature) order by position) from streams) as streams,
          (select json_agg(json_build_object('adapter', adapter, 'sender', sender, 'asOf', as_of,
             'knownFrom', known_from)) from (
               select adapter, sender, max(as_of) as as_of,
                 case when bool_and(speaks_from is not null) then min(speaks_from) end as known_from
               from speaking group by adapter, sender) by_sender) as speaking,
          (select json_agg(json_build_object('stream', e.stream, 'adapter', e.adapter,
             'organisation', e.organisation, 'organisationName', coalesce(o.name, e.organisation),
             'isCouncil', coalesce(o.kind = 'council', false), 'delivered', exists (
               select 1 from speaking s where s.adapter = e.adapter and s.sender = e.organisation
                 and jsonb_exists(s.streams, e.stream))) order by e.stream, e.organisation)
           from expected_sources e left join organisations o on o.code = e.organisation
           where e.from_day < ${until}::date and (e.until_day is null or e.until_day > ${from}::date)
          ) as expected`,
  );
  return {
    streams: row?.streams ?? [],
    speaking: row?.speaking ?? [],
    expected: row?.expected ?? [],
  };
}

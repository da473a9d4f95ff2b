import { activityFromJson } from '../awards/activity-json.ts';
import type { Contribution, ToldAward } from '../awards/award.ts';
import { type DecisionCell, decisionOf, decisionsJson } from '../awards/funding-store.ts';
import type { FundingDecision } from '../awards/share.ts';
import type { StandingAssessment } from '../charging/assessment.ts';
import {
  assessmentsJson,
  type StandingCell,
  standingOfCell,
} from '../charging/assessment-store.ts';
import type { ContractForm } from '../currencies/contract.ts';
import { type BookCell, bookJson, bookOf } from '../currencies/store.ts';
import { empty, list, type Queries, type Sql, sql } from '../db/database.ts';
import { deathsJson } from '../people/deaths.ts';
import { daysOf, type FinancialYear } from '../values/financial-year.ts';
import type { OrganisationCode } from '../values/ids.ts';
import { type Pence, pence } from '../values/money.ts';
import type { Period } from '../values/period.ts';
import { earlier, type PlainDate } from '../values/plain-date.ts';
import type { Per } from '../values/rate.ts';
import { decimal, type Ratio } from '../values/ratio.ts';
import { oldestThatSpeaks } from './freshness.ts';
import type { LedgerMoney } from './ledger-paid.ts';
import { type LedgerCell, ledgerIn, ledgerJson } from './ledger-store.ts';
import {
  type KnownAt,
  type SourcesCell,
  type SourcesInYear,
  sourcesIn,
  sourcesOf,
} from './sources.ts';

/** What only a line's reader needs; absent at the grain of sums. */
interface AwardWords {
  row: number;
  legal_basis: string;
  reference: string | null;
  contribution_reason: string;
  description: string;
  raw_figures: string;
  delivery_id: string;
  received_on: PlainDate;
}

interface AwardRow extends Partial<AwardWords> {
  /** On the first row only. */
  sources: SourcesCell | null;
  /** On the first row only. */
  decisions: DecisionCell[] | null;
  /** On the first row only, and at the grain of lines only. */
  deaths?: [personId: string, diedOn: PlainDate][] | null;
  /** On the first row only. */
  assessments: StandingCell[] | null;
  /** On the first row only, and only where the ledger was asked. */
  ledger?: LedgerCell[] | null;
  id: string;
  /** Null when there is no award at all. */
  person_id: string | null;
  submission_id: string;
  stream: string;
  funder: string;
  funder_name: string | null;
  basis: ToldAward['basis'];
  mode: ToldAward['mode'] | null;
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
  reports_payments: boolean;
  element: string | null;
  scheme: string | null;
  currency: string | null;
  ceiling_pence: bigint | null;
  /** A JSON list of first days and days after the last. */
  windows: string;
  as_of: PlainDate;
  adapter: string;
  sender: string;
  payments: PaymentCells[] | null;
  claims: ClaimCells[] | null;
  currency_share: string | null;
  activity: object | null;
  provider: string | null;
  care_key: string | null;
  reported_pounds: string | null;
  /** Where a price has to be worked out or checked. */
  book: BookCell | null;
  /** The form of the contract under which a spell was given. */
  contract_form: ContractForm | null;
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
  /** By person, in the order in which they were recorded. */
  readonly decisions: ReadonlyMap<string, FundingDecision[]>;
  /** By person, in the order in which they were recorded. */
  readonly assessments: ReadonlyMap<string, StandingAssessment[]>;
  /** By person; nothing where the ledger was not asked. */
  readonly ledger: ReadonlyMap<string, LedgerMoney[]>;
  readonly funderNames: ReadonlyMap<string, string>;
  readonly sources: SourcesInYear;
}

/** Of which year, as known when. */
export interface AskedYear {
  readonly year: FinancialYear;
  readonly knownAt: KnownAt;
}

export interface AskedAwards extends AskedYear {
  readonly personIds: readonly string[];
  /** A day before the year: care of the year before that reaches it is read too. */
  readonly since?: PlainDate;
  /** Whether what the ledger knows of the year is read too. */
  readonly withLedger?: boolean;
}

/**
 * LINES reads all that lines tell of themselves. SUMS reads what their sums need, the words left
 * blank, and one award in place of all the care of a stream, funder and sender that is a bare sum.
 */
export type Grain = 'LINES' | 'SUMS';

/** A sender's own rate is checked against the tariff of the currency that it names. */
const CHECKED = sql`or (a.scheme is not null and a.basis = 'RECURRING')`;

/** The prices of the award's currency, and its provider's factors, as known then. */
const bookFor = (knownAt: KnownAt): Sql =>
  bookJson({
    scheme: sql`a.scheme`,
    code: sql`a.currency`,
    provider: sql`a.provider`,
    knownBefore: knownAt,
  });

/** Of the contract between the provider and the commissioner for the year the care is of. */
const contractForm = (knownAt: KnownAt): Sql => sql`(select k.form from contracts k
  where k.provider = a.provider and k.commissioner = a.funder and k.year = a.year
    ${knownAt ? sql`and k.recorded_at <= ${knownAt}` : empty}
  order by k.version desc limit 1)`;

/** Columns of an award that its sums need. */
const FIGURES = sql`told.id, told.person_id, told.submission_id, told.stream, told.funder,
  told.basis, told.mode, told.service, told.first_day, told.until_day, told.year, told.completed_on,
  told.amount, told.per, told.units_per_week, told.unpriced_reason, told.contribution,
  told.contribution_pounds, told.reports_payments, told.element, told.ceiling_pence,
  told.has_movements, told.scheme, told.currency, told.currency_share, told.activity, told.provider,
  told.care_key, told.reported_pounds, spoken.windows, spoken.as_of, spoken.adapter, spoken.sender`;

const WORDS = sql`told.row, told.legal_basis, told.reference, told.contribution_reason,
  told.description, told.raw_figures, spoken.delivery_id, spoken.received_on`;

/**
 * Care with nothing to pay towards it and no payment reported: its rounded sum says it all, unless
 * something else of the person's may be the same care or funders share the cost.
 */
const BARE = sql`told.basis = 'ACTIVITY' and told.contribution = 'NONE' and told.amount is not null
  and told.unpriced_reason is null and not told.reports_payments
  and told.person_id not in (select person_id from guarded)`;

const PICKED: Record<Grain, (year: FinancialYear) => Sql> = {
  LINES: () => sql`select ${FIGURES}, ${WORDS} from told join spoken using (submission_id)`,
  SUMS: (year) => sql`select ${FIGURES} from told join spoken using (submission_id)
      where not (${BARE})
      union all
      select null, told.person_id, null, told.stream, told.funder, 'ACTIVITY', told.mode, null,
        min(told.first_day), max(told.until_day), told.year, null, sum(round(told.amount, 2)),
        null, null, null, 'NONE', null, false, null, null, false, null, null, null, null, null, null,
        null, max(spoken.windows), max(spoken.as_of), spoken.adapter, spoken.sender
      from told join spoken using (submission_id)
      where ${BARE} and told.year = ${year}
        and (spoken.as_of >= ${oldestThatSpeaks(year)}::date or spoken.has_ended)
      group by told.person_id, told.stream, told.funder, told.mode, told.year, spoken.adapter, spoken.sender`,
};

/**
 * The awards of people that a year may need, with the days their submissions speak for; and which
 * sources speak for the year at all, which the first row carries to spare a round trip.
 */
export async function toldInYear(
  queries: Queries,
  { personIds, year, knownAt, since, withLedger }: AskedAwards,
  grain: Grain,
): Promise<ToldInYear> {
  const { from: first, until } = daysOf(year);
  const from = since ? earlier(since, first) : first;
  const window = knownAt
    ? sql`w.known_from <= ${knownAt} and (w.known_until is null or w.known_until > ${knownAt})`
    : sql`w.known_until is null`;
  const rows = await queries.rows<AwardRow>(
    'budgets.told-in-year',
    sql`with told as materialized (
          select i.person_id, a.*
          from identities i
          join awards a on a.identity_id = i.id and a.counts
            and a.relevant_from < ${until}::date
            and (a.relevant_until is null or a.relevant_until > ${from}::date)
          where i.person_id = any(${list(personIds)}::text::uuid[])
        ), guarded as materialized (
          select person_id from told
          where activity is not null or (scheme is not null and basis <> 'ACTIVITY')
          union
          select i.person_id from identities i join funding_decisions d on d.identity_id = i.id
          where i.person_id = any(${list(personIds)}::text::uuid[])
        ), spoken as materialized (
          select t.submission_id, s.as_of, d.id as delivery_id, d.adapter, d.sender, d.received_on,
            json_agg(json_build_array(w.from_day, w.until_day))::text as windows,
            bool_or(w.until_day is not null) as has_ended
          from (select distinct submission_id from told) t
          join submission_windows w on w.submission_id = t.submission_id and ${window}
          join submissions s on s.id = t.submission_id
          join deliveries d on d.id = s.delivery_id
          group by t.submission_id, s.as_of, d.id
        )
        select a.*, (select name from organisations where code = a.funder) as funder_name,
          case when a.activity is not null ${grain === 'LINES' ? CHECKED : empty}
            then ${bookFor(knownAt)} end as book,
          case when a.activity is not null then ${contractForm(knownAt)} end as contract_form,
          case when row_number() over () = 1 then ${sourcesIn(year, knownAt)} end as sources,
          case when row_number() over () = 1
            then ${decisionsJson(personIds, knownAt)} end as decisions,
          ${grain === 'LINES' ? sql`case when row_number() over () = 1 then ${deathsJson(personIds, knownAt)} end as deaths,` : empty}
          case when row_number() over () = 1
            then ${assessmentsJson(personIds, knownAt)} end as assessments,
          ${withLedger ? sql`case when row_number() over () = 1 then ${ledgerJson(personIds, year, knownAt)} end as ledger,` : empty}
          case when a.has_movements and a.basis <> 'CEILING' then (
            select json_agg(json_build_array(p.reference, p.amount_pence::text, p.gross, p.paid_on,
              p.covers_from, p.covers_until) order by p.paid_on, p.reference)
            from payments p where p.award_id = a.id) end as payments,
          case when a.has_movements and a.basis = 'CEILING' then (
            select json_agg(json_build_array(c.reference, c.form, c.support_from, c.support_until,
              c.claimed_pence::text, c.paid_pence::text, c.paid_on, c.paid_to,
              c.employer_pence::text, c.customer_pence::text) order by c.support_from, c.reference)
            from claims c where c.award_id = a.id) end as claims
        from (values (1)) always (one)
        left join (${PICKED[grain](year)}) a on true`,
  );
  return gather(rows);
}

function gather(rows: readonly AwardRow[]): ToldInYear {
  const windows = new Map<string, Period[]>();
  const awards = new Map<string, ToldAward[]>();
  const funderNames = new Map<string, string>();
  const deaths = new Map(rows[0]?.deaths ?? []);
  for (const row of rows) {
    if (row.person_id === null) break;
    funderNames.set(row.funder, row.funder_name ?? row.funder);
    const spoken = windows.get(row.windows) ?? periodsIn(row.windows);
    windows.set(row.windows, spoken);
    const own = awards.get(row.person_id);
    const diedOn = deaths.get(row.person_id) ?? null;
    const award = awardOf(row, { personId: row.person_id, windows: spoken, diedOn });
    if (own) own.push(award);
    else awards.set(row.person_id, [award]);
  }
  const decisions = decisionsIn(rows[0]?.decisions ?? [], funderNames);
  const assessments = assessmentsIn(rows[0]?.assessments ?? []);
  const ledger = ledgerIn(rows[0]?.ledger ?? [], funderNames);
  const sources = sourcesOf(rows[0]?.sources ?? null);
  return { awards, decisions, assessments, ledger, funderNames, sources };
}

function assessmentsIn(cells: readonly StandingCell[]): Map<string, StandingAssessment[]> {
  const assessments = new Map<string, StandingAssessment[]>();
  for (const cell of cells) {
    const own = assessments.get(cell.person);
    if (own) own.push(standingOfCell(cell));
    else assessments.set(cell.person, [standingOfCell(cell)]);
  }
  return assessments;
}

/** By person; a funder may be named by a decision alone. */
function decisionsIn(
  cells: readonly DecisionCell[],
  funderNames: Map<string, string>,
): Map<string, FundingDecision[]> {
  const decisions = new Map<string, FundingDecision[]>();
  for (const cell of cells) {
    const own = decisions.get(cell.person);
    if (own) own.push(decisionOf(cell));
    else decisions.set(cell.person, [decisionOf(cell)]);
    for (const [code, , name] of cell.funders) funderNames.set(code, name ?? code);
  }
  return decisions;
}

function periodsIn(json: string): Period[] {
  const spans = JSON.parse(json) as [PlainDate | null, PlainDate | null][];
  return spans.map(([from, until]) => ({ from, until }));
}

const ratioOf = (text: string | null): Ratio | null => (text === null ? null : decimal(text));
const penceOf = (text: string | null): Pence | null => (text === null ? null : pence(BigInt(text)));

function awardOf(
  row: AwardRow,
  ofPerson: Pick<ToldAward, 'personId' | 'windows' | 'diedOn'>,
): ToldAward {
  return {
    ...ofPerson,
    id: row.id,
    submissionId: row.submission_id,
    row: row.row ?? 0,
    stream: row.stream,
    funder: row.funder as OrganisationCode,
    basis: row.basis,
    mode: row.mode ?? 'COMMISSIONED',
    legalBasis: row.legal_basis ?? '',
    reference: row.reference ?? null,
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
    currency: row.scheme && row.currency ? { scheme: row.scheme, code: row.currency } : null,
    currencyShare: ratioOf(row.currency_share),
    activity: row.activity && activityFromJson(row.activity),
    provider: row.provider,
    careKey: row.care_key,
    reported: ratioOf(row.reported_pounds),
    book: row.book && bookOf(row.book),
    contractForm: row.contract_form,
    description: row.description ?? '',
    rawFigures: row.raw_figures ?? '',
    element: row.element,
    ceiling: row.ceiling_pence === null ? null : pence(row.ceiling_pence),
    delivery: {
      id: row.delivery_id ?? '',
      adapter: row.adapter,
      sender: row.sender,
      receivedOn: row.received_on ?? row.as_of,
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
  const reason = row.contribution_reason ?? '';
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

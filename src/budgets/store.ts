import type { ToldAward } from '../awards/award.ts';
import { type DecisionCell, decisionOf, decisionsJson } from '../awards/funding-store.ts';
import type { FundingDecision } from '../awards/share.ts';
import type { StandingAssessment } from '../charging/assessment.ts';
import {
  assessmentsJson,
  type StandingCell,
  standingOfCell,
} from '../charging/assessment-store.ts';
import { empty, list, type Queries, type Sql, sql } from '../db/database.ts';
import type { Told } from '../decisions/told.ts';
import { toldJson, toldOf } from '../decisions/told-store.ts';
import { deathsJson } from '../people/deaths.ts';
import { daysOf, type FinancialYear } from '../values/financial-year.ts';
import type { Period } from '../values/period.ts';
import { earlier, type PlainDate } from '../values/plain-date.ts';
import { oldestThatSpeaks } from './freshness.ts';
import type { KnownToLedger } from './ledger-paid.ts';
import { ledgerIn, ledgerJson } from './ledger-store.ts';
import { type KnownAt, type SourcesInYear, sourcesIn, sourcesOf } from './sources.ts';
import { type AwardRow, awardOf, bookFor, byHand, contractForm } from './told-award-store.ts';

export interface ToldInYear {
  /** By person; a person without awards has none. */
  readonly awards: ReadonlyMap<string, ToldAward[]>;
  /** By person, in the order in which they were recorded. */
  readonly decisions: ReadonlyMap<string, FundingDecision[]>;
  /** By person, in the order in which they were recorded. */
  readonly assessments: ReadonlyMap<string, StandingAssessment[]>;
  /** Of the year, by person, in the order in which it was recorded. */
  readonly told: ReadonlyMap<string, Told[]>;
  /** By person; nothing where the ledger was not asked. */
  readonly ledger: ReadonlyMap<string, KnownToLedger>;
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

/** Columns of an award that its sums need. */
const FIGURES = sql`told.id, told.person_id, told.submission_id, told.stream, told.funder,
  told.basis, told.mode, told.service, told.first_day, told.until_day, told.year, told.completed_on,
  told.amount, told.per, told.units_per_week, told.unpriced_reason, told.contribution,
  told.contribution_pounds, told.reports_payments, told.element, told.ceiling_pence,
  told.has_movements, told.scheme, told.currency, told.currency_share, told.activity, told.provider,
  told.care_key, told.reported_pounds, told.reference, spoken.windows, spoken.as_of, spoken.adapter,
  spoken.sender`;

const WORDS = sql`told.row, told.legal_basis, told.contribution_reason,
  told.description, told.raw_figures, spoken.delivery_id, spoken.received_on, spoken.recorded`;

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
        null, null, max(spoken.windows), max(spoken.as_of), spoken.adapter, spoken.sender
      from told join spoken using (submission_id)
      where ${BARE} and told.year = ${year}
        and (spoken.as_of >= ${oldestThatSpeaks(year)}::date or spoken.has_ended)
      group by told.person_id, told.stream, told.funder, told.mode, told.year, spoken.adapter, spoken.sender`,
};

/** What was claimed under an award, the oldest first. */
const CLAIMS = sql`case when a.has_movements and a.basis = 'CEILING' then (
            select json_agg(json_build_array(c.reference, c.form, c.support_from, c.support_until,
              c.claimed_pence::text, c.paid_pence::text, c.paid_on, c.paid_to,
              c.employer_pence::text, c.customer_pence::text) order by c.support_from, c.reference)
            from claims c where c.award_id = a.id) end as claims`;

/** The days for which submissions `t` speak; that of a recorded award ends where it does. */
const WINDOWS = sql`by_hand.recorded::jsonb as recorded,
  json_agg(json_build_array(w.from_day, least(w.until_day,
    (by_hand.recorded ->> 'until')::date)))::text as windows,
  bool_or(coalesce(w.until_day, (by_hand.recorded ->> 'until')::date) is not null) as has_ended`;

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
            ${WINDOWS}
          from (select distinct submission_id from told) t
          join submission_windows w on w.submission_id = t.submission_id and ${window}
          join submissions s on s.id = t.submission_id
          join deliveries d on d.id = s.delivery_id
          ${byHand(knownAt)}
          group by t.submission_id, s.as_of, d.id, by_hand.recorded::jsonb
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
          case when row_number() over () = 1
            then ${toldJson(personIds, { year, knownAt })} end as told,
          ${withLedger ? sql`case when row_number() over () = 1 then ${ledgerJson(personIds, year, knownAt)} end as ledger,` : empty}
          case when a.has_movements and a.basis <> 'CEILING' then (
            select json_agg(json_build_array(p.reference, p.amount_pence::text, p.gross, p.paid_on,
              p.covers_from, p.covers_until) order by p.paid_on, p.reference)
            from payments p where p.award_id = a.id) end as payments,
          ${CLAIMS}
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
  const ledger = ledgerIn(rows[0]?.ledger ?? null, funderNames);
  const sources = sourcesOf(rows[0]?.sources ?? null);
  const told = byPerson((rows[0]?.told ?? []).map(toldOf), ({ personId }) => personId);
  return { awards, decisions, assessments, ledger, told, funderNames, sources };
}

function byPerson<Item>(
  items: readonly Item[],
  personOf: (item: Item) => string,
): Map<string, Item[]> {
  const found = new Map<string, Item[]>();
  for (const item of items) {
    const own = found.get(personOf(item));
    if (own) own.push(item);
    else found.set(personOf(item), [item]);
  }
  return found;
}

function assessmentsIn(cells: readonly StandingCell[]): Map<string, StandingAssessment[]> {
  const cellsOf = byPerson(cells, ({ person }) => person);
  return new Map([...cellsOf].map(([person, own]) => [person, own.map(standingOfCell)]));
}

/** By person; a funder may be named by a decision alone. */
function decisionsIn(
  cells: readonly DecisionCell[],
  funderNames: Map<string, string>,
): Map<string, FundingDecision[]> {
  for (const { funders } of cells) {
    for (const [code, , name] of funders) funderNames.set(code, name ?? code);
  }
  const cellsOf = byPerson(cells, ({ person }) => person);
  return new Map([...cellsOf].map(([person, own]) => [person, own.map(decisionOf)]));
}

function periodsIn(json: string): Period[] {
  const spans = JSON.parse(json) as [PlainDate | null, PlainDate | null][];
  return spans.map(([from, until]) => ({ from, until }));
}

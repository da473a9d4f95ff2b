import { speakingFor } from '../access/sharing-store.ts';
import { type AmountCell, amountOf } from '../charging/assessment.ts';
import { COUNCIL_CARE } from '../charging/contribution.ts';
import { list, type Queries, type Sql, sql, type Transaction, toSend } from '../db/database.ts';
import { deathsJson } from '../people/deaths.ts';
import { opening } from '../people/visible.ts';
import type { OrganisationKind, Stream } from '../streams/stream.ts';
import type { AccountId, MovementId, OrganisationCode, PersonId } from '../values/ids.ts';
import { pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { decimal } from '../values/ratio.ts';
import type { NamedOrganisation } from './account.ts';
import type { AssessedCharge, CareDays, ContributionPaid } from './contributions-due.ts';
import type { Source } from './draw.ts';
import type { Kept, Receipt } from './expected.ts';
import type { Interval, KeptSchedule, PaymentTerms, Timing } from './schedule.ts';
import { STREAM_JSON } from './store.ts';

/** A schedule as it was recorded. */
export interface RecordedSchedule extends KeptSchedule {
  readonly accountId: AccountId;
  readonly ofStream: Stream;
  readonly ofFunder: NamedOrganisation & { readonly kind: OrganisationKind };
  readonly host: OrganisationCode;
  readonly awardReference: string | null;
  /** Why it was ended by an act of its own; null where it was not. */
  readonly endReason: string | null;
  readonly recordedAt: Date;
}

interface ScheduleCell {
  id: string;
  accountId: AccountId;
  host: OrganisationCode;
  stream: Stream;
  funder: RecordedSchedule['ofFunder'];
  awardReference: string | null;
  every: Interval;
  terms: PaymentTerms;
  timing: Timing;
  rate: string;
  per: Interval;
  contribution: string | null;
  from: PlainDate;
  until: PlainDate | null;
  firstPaymentOn: PlainDate;
  recordedAt: string;
  end: { until: PlainDate; reason: string } | null;
}

const recorded = ({ stream, funder, end, ...cell }: ScheduleCell): RecordedSchedule => ({
  ...{ id: cell.id, accountId: cell.accountId, host: cell.host },
  ...{ stream: stream.code, ofStream: stream, funder: funder.code, ofFunder: funder },
  ...{ every: cell.every, terms: cell.terms, timing: cell.timing },
  rate: { pounds: decimal(cell.rate), per: cell.per },
  weeklyContribution: cell.contribution === null ? null : pence(BigInt(cell.contribution)),
  days: { from: cell.from, until: cell.until },
  firstPaymentOn: cell.firstPaymentOn,
  awardReference: cell.awardReference,
  endedUntil: end?.until ?? null,
  endReason: end?.reason ?? null,
  recordedAt: new Date(cell.recordedAt),
});

interface ReceiptCell extends Source {
  movement: MovementId;
  accountId: AccountId;
  day: PlainDate;
  amount: string;
  scheduleId: string | null;
  dueOn: PlainDate | null;
}

const receipt = ({ amount, scheduleId, dueOn, ...cell }: ReceiptCell): Receipt => ({
  ...cell,
  amount: pence(BigInt(amount)),
  meets: scheduleId !== null && dueOn !== null ? { scheduleId, dueOn } : null,
});

interface KeptCells {
  schedules: ScheduleCell[];
  offsets: { scheduleId: string; dueOn: PlainDate; amount: string }[];
  receipts: ReceiptCell[];
}

/** Schedules `p` in the order in which they were recorded, with the earliest end of each. */
const schedulesColumn = (isAsked: Sql): Sql => sql`
  (select coalesce(json_agg(json_build_object('id', p.id, 'accountId', p.account_id,
      'host', a.host, 'stream', ${STREAM_JSON}, 'funder', json_build_object('code', o.code,
        'name', o.name, 'kind', o.kind), 'awardReference', p.award_reference, 'every', p.every,
      'terms', p.terms, 'timing', p.timing, 'rate', p.rate_pounds::text, 'per', p.per,
      'contribution', p.weekly_contribution_pence::text, 'from', p.first_day,
      'until', p.until_day, 'firstPaymentOn', p.first_payment_on, 'recordedAt', p.recorded_at,
      'end', (select json_build_object('until', e.until_day, 'reason', e.reason)
        from payment_schedule_ends e where e.schedule_id = p.id
        order by e.until_day, e.recorded_at limit 1)) order by p.ordinal), '[]'::json)
    from payment_schedules p join accounts a on a.id = p.account_id
    join streams s on s.code = p.stream join organisations o on o.code = p.funder
    where ${isAsked})`;

/** What schedules `p` came to; a deposit of their source that was taken back is none. */
const keptColumns = (isAsked: Sql): Sql => sql`
  ${schedulesColumn(isAsked)} as schedules,
  (select coalesce(json_agg(json_build_object('scheduleId', f.schedule_id, 'dueOn', f.due_day,
      'amount', f.amount_pence::text) order by f.recorded_at, f.id), '[]'::json)
    from surplus_offsets f join payment_schedules p on p.id = f.schedule_id
    where ${isAsked}) as offsets,
  (select coalesce(json_agg(json_build_object('movement', j.id, 'accountId', j.account_id,
      'stream', l.stream, 'funder', l.funder, 'day', j.effective_day,
      'amount', e.amount_pence::text, 'scheduleId', j.schedule_id, 'dueOn', j.due_day)
      order by j.ordinal), '[]'::json)
    from (select distinct p.account_id, p.stream, p.funder from payment_schedules p
      where ${isAsked}) source
    join ledger_accounts l on l.account_id = source.account_id and l.stream = source.stream
      and l.funder = source.funder
    join entries e on e.ledger_account_id = l.id and e.amount_pence > 0
    join journals j on j.id = e.journal_id and j.year = e.year and j.kind = 'DEPOSIT'
    where not exists (select from journals r where r.reverses = j.id)) as receipts`;

const kept = ({ schedules, offsets, receipts }: KeptCells): Kept<RecordedSchedule> => ({
  schedules: schedules.map(recorded),
  offsets: offsets.map(({ amount, ...each }) => ({ ...each, amount: pence(BigInt(amount)) })),
  receipts: receipts.map(receipt),
});

/** The schedules of accounts that are opened, in the order in which they were recorded. */
export async function schedulesOfAccounts(
  queries: Queries,
  ids: readonly string[],
): Promise<RecordedSchedule[]> {
  const isAsked = sql`p.account_id = any(${list(ids)}::text::uuid[])`;
  const [row] = await queries.rows<Pick<KeptCells, 'schedules'>>(
    'ledger.schedules-of-accounts',
    sql`select ${schedulesColumn(isAsked)} as schedules`,
  );
  return (row?.schedules ?? []).map(recorded);
}

/** What one source's schedules in an account came to, and when the person died. */
export interface KeptOfSource extends Kept<RecordedSchedule> {
  /** The earliest that a source tells; null where none does. */
  readonly diedOn: PlainDate | null;
}

/** As it stands under the lock on the account. Opens the person's own rows to the transaction. */
export async function keptOfSource(
  tx: Transaction,
  account: { readonly id: string; readonly personId: PersonId | null },
  { stream, funder }: Source,
): Promise<KeptOfSource> {
  const isAsked = sql`p.account_id = ${account.id}::uuid and p.stream = ${stream}
    and p.funder = ${funder}`;
  const people = account.personId === null ? [] : [account.personId];
  const [row] = await tx.together<KeptCells & { deaths: DeathCell[] | null }>(
    toSend(
      'ledger.open-scheduled',
      opening(sql`select unnest(${list(people)}::text::uuid[]) as person_id`),
    ),
    toSend(
      'ledger.kept-of-source',
      sql`select ${keptColumns(isAsked)}, ${deathsJson(people, null)} as deaths`,
    ),
  );
  const { deaths, ...cells } = row as KeptCells & { deaths: DeathCell[] | null };
  return { ...kept(cells), diedOn: deaths?.[0]?.[1] ?? null };
}

type DeathCell = [personId: PersonId, diedOn: PlainDate];

interface OfPerson {
  readonly person: PersonId;
}

/** What somebody paid in for one stream, into one account. */
export interface ContributionReceived extends ContributionPaid {
  readonly accountId: AccountId;
  readonly host: OrganisationCode;
}

/** Everything by which it is told what is expected for one person. */
export interface ExpectedFacts extends KeptOfSource {
  readonly contributions: readonly ContributionReceived[];
  /** In the order in which they were recorded. */
  readonly assessments: readonly AssessedCharge[];
  readonly care: readonly CareDays[];
}

interface FactsRow extends KeptCells {
  accounts: [id: AccountId, personId: PersonId][];
  contributions: (Omit<ContributionReceived, 'amount'> & { amount: string })[];
  assessments: (OfPerson & AssessmentCell)[];
  care: (OfPerson & CareCell)[];
  deaths: DeathCell[] | null;
}

interface AssessmentCell {
  council: OrganisationCode;
  stream: string;
  from: PlainDate;
  until: PlainDate | null;
  outcome: AmountCell[];
}

interface CareCell {
  council: OrganisationCode;
  stream: string;
  from: PlainDate;
  until: PlainDate | null;
}

export interface FactsOfPeople {
  readonly byPerson: ReadonlyMap<string, ExpectedFacts>;
  readonly streams: readonly Stream[];
  readonly organisations: readonly NamedOrganisation[];
}

const ASSESSMENTS = (isAsked: Sql): Sql => sql`
  (select coalesce(json_agg(json_build_object('person', i.person_id, 'council', f.council,
      'stream', case f.inputs ->> 'legalBasis' when 'CARER' then 'carer-support'
        else 'adult-social-care' end, 'from', f.first_day, 'until', f.until_day,
      'outcome', f.outcome) order by f.ordinal), '[]'::json)
    from financial_assessments f join identities i on i.id = f.identity_id
    where i.person_id ${isAsked}) as assessments`;

/** Care that a council pays for by a rate, and of which no source tells what the person pays. */
const CARE = (isAsked: Sql): Sql => sql`
  (select coalesce(json_agg(json_build_object('person', i.person_id, 'council', a.funder,
      'stream', a.stream, 'from', greatest(a.first_day, w.from_day),
      'until', least(a.until_day, w.until_day)) order by a.first_day, a.id), '[]'::json)
    from awards a join identities i on i.id = a.identity_id
    join submission_windows w on w.submission_id = a.submission_id and w.known_until is null
    join organisations o on o.code = a.funder and o.kind = 'council'
    where i.person_id ${isAsked} and a.counts and a.basis = 'RECURRING'
      and a.contribution = 'UNKNOWN' and a.stream = any(${list(COUNCIL_CARE)}::text::text[])
      and greatest(a.first_day, w.from_day)
        < coalesce(least(a.until_day, w.until_day), 'infinity'::date)) as care`;

const CONTRIBUTIONS: Sql = sql`
  (select coalesce(json_agg(json_build_object('accountId', c.id, 'host', c.host,
      'stream', c.stream, 'coversFrom', c.covers_from, 'amount', c.amount::text)), '[]'::json)
    from (select own.id, own.host, l.stream, j.covers_from, sum(e.amount_pence) as amount
      from own join journals j on j.account_id = own.id and j.kind = 'CONTRIBUTION'
      join entries e on e.year = j.year and e.journal_id = j.id and e.amount_pence > 0
      join ledger_accounts l on l.id = e.ledger_account_id
      where not exists (select from journals r where r.reverses = j.id)
      group by own.id, own.host, l.stream, j.covers_from) c) as contributions`;

/** The facts of people whose rows are open; one statement for any number. */
export async function expectedFacts(
  queries: Queries,
  personIds: readonly string[],
): Promise<FactsOfPeople> {
  const isAsked = sql`= any(${list(personIds)}::text::uuid[])`;
  const [row] = await queries.rows<FactsRow & Omit<FactsOfPeople, 'byPerson'>>(
    'ledger.expected-facts',
    sql`with own as materialized (
          select a.id, a.host, told.person_id
          from ${speakingFor(isAsked)} told join accounts a on a.identity_id = told.id
        )
        select (select coalesce(json_agg(json_build_array(own.id, own.person_id)), '[]'::json)
            from own) as accounts, ${keptColumns(sql`p.account_id in (select own.id from own)`)},
          ${CONTRIBUTIONS}, ${ASSESSMENTS(isAsked)}, ${CARE(isAsked)},
          ${deathsJson(personIds, null)} as deaths,
          (select json_agg(${STREAM_JSON}) from streams s) as streams,
          (select coalesce(json_agg(json_build_object('code', o.code, 'name', o.name)), '[]'::json)
            from organisations o where o.code in (
              select f.council from financial_assessments f
              join identities i on i.id = f.identity_id where i.person_id ${isAsked}
              union select a.funder from awards a
              join identities i on i.id = a.identity_id where i.person_id ${isAsked} and a.counts))
            as organisations`,
  );
  const found = row as FactsRow & Omit<FactsOfPeople, 'byPerson'>;
  const byPerson = new Map(personIds.map((id) => [id, factsOf(found, id)]));
  return { byPerson, streams: found.streams, organisations: found.organisations };
}

/** The facts of one person, whose rows are opened to the transaction. */
export async function expectedFactsOf(tx: Transaction, personId: PersonId): Promise<ExpectedFacts> {
  await tx.rows('ledger.open-expected', opening(sql`select ${personId}::uuid as person_id`));
  const { byPerson } = await expectedFacts(tx, [personId]);
  return byPerson.get(personId) as ExpectedFacts;
}

function factsOf(row: FactsRow, personId: string): ExpectedFacts {
  const own = new Set(row.accounts.flatMap(([id, person]) => (person === personId ? id : [])));
  const isTheirs = ({ accountId }: { readonly accountId: string }) =>
    own.has(accountId as AccountId);
  const schedules = row.schedules.filter(isTheirs);
  const ids = new Set(schedules.map(({ id }) => id));
  return {
    ...kept({
      schedules,
      offsets: row.offsets.filter(({ scheduleId }) => ids.has(scheduleId)),
      receipts: row.receipts.filter(isTheirs),
    }),
    contributions: row.contributions
      .filter(isTheirs)
      .map(({ amount, ...each }) => ({ ...each, amount: pence(BigInt(amount)) })),
    assessments: row.assessments
      .filter(({ person }) => person === personId)
      .map(({ council, stream, from, until, outcome }) => ({
        ...{ council, stream, days: { from, until }, amounts: outcome.map(amountOf) },
      })),
    care: row.care
      .filter(({ person }) => person === personId)
      .map(({ council, stream, from, until }) => ({ council, stream, days: { from, until } })),
    diedOn: row.deaths?.find(([person]) => person === personId)?.[1] ?? null,
  };
}

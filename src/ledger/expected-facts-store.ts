import { speakingFor } from '../access/sharing-store.ts';
import { type AmountCell, amountOf } from '../charging/assessment.ts';
import { COUNCIL_CARE } from '../charging/contribution.ts';
import { list, type Queries, sql, type Transaction } from '../db/database.ts';
import { DEATHS_ASKED } from '../people/deaths.ts';
import { opening } from '../people/visible.ts';
import type { Stream } from '../streams/stream.ts';
import type { AccountId, OrganisationCode, PersonId } from '../values/ids.ts';
import { NOW } from '../values/moment.ts';
import { pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { NamedOrganisation } from './account.ts';
import type { AssessedCharge, CareDays, ContributionPaid } from './contributions-due.ts';
import {
  type DeathCell,
  type KeptCells,
  type KeptOfSource,
  kept,
  keptColumns,
  standsAt,
} from './expected-store.ts';
import { type AskedAt, askedRows, stoodAt } from './known.ts';
import { STREAM_JSON } from './store.ts';

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

const ASSESSMENTS = sql`
  (select coalesce(json_agg(json_build_object('person', i.person_id, 'council', f.council,
      'stream', case f.inputs ->> 'legalBasis' when 'CARER' then 'carer-support'
        else 'adult-social-care' end, 'from', f.first_day, 'until', f.until_day,
      'outcome', f.outcome) order by f.ordinal), '[]'::json)
    from asked join identities i on i.person_id = asked.person_id
    join financial_assessments f on f.identity_id = i.id and f.recorded_at <= asked.at)
    as assessments`;

/** Care that a council pays for by a rate, and of which no source tells what the person pays. */
const CARE = sql`
  (select coalesce(json_agg(json_build_object('person', i.person_id, 'council', a.funder,
      'stream', a.stream, 'from', greatest(a.first_day, w.from_day),
      'until', least(a.until_day, w.until_day)) order by a.first_day, a.id), '[]'::json)
    from asked join identities i on i.person_id = asked.person_id
    join awards a on a.identity_id = i.id and a.counts and a.basis = 'RECURRING'
      and a.contribution = 'UNKNOWN' and a.stream = any(${list(COUNCIL_CARE)}::text::text[])
    join submission_windows w on w.submission_id = a.submission_id and ${stoodAt(sql`asked.at`)}
    join organisations o on o.code = a.funder and o.kind = 'council'
    where greatest(a.first_day, w.from_day)
      < coalesce(least(a.until_day, w.until_day), 'infinity'::date)) as care`;

const CONTRIBUTIONS = sql`
  (select coalesce(json_agg(json_build_object('accountId', c.id, 'host', c.host,
      'stream', c.stream, 'coversFrom', c.covers_from, 'amount', c.amount::text)), '[]'::json)
    from (select own.id, own.host, l.stream, j.covers_from, sum(e.amount_pence) as amount
      from own join journals j on j.account_id = own.id and j.kind = 'CONTRIBUTION'
        and ${standsAt(sql`own`)}
      join entries e on e.year = j.year and e.journal_id = j.id and e.amount_pence > 0
      join ledger_accounts l on l.id = e.ledger_account_id
      group by own.id, own.host, l.stream, j.covers_from) c) as contributions`;

/** The schedules of the people's accounts, as each is asked for. */
const SCHEDULES = sql`select p.*, own.at, own.day from own
  join payment_schedules p on p.account_id = own.id and p.recorded_at <= own.at`;

/** Councils that may charge, of whom no schedule need tell the name. */
const COUNCILS = sql`
  (select coalesce(json_agg(json_build_object('code', o.code, 'name', o.name)), '[]'::json)
    from organisations o where o.code in (
      select f.council from asked join identities i on i.person_id = asked.person_id
      join financial_assessments f on f.identity_id = i.id
      union select a.funder from asked join identities i on i.person_id = asked.person_id
      join awards a on a.identity_id = i.id and a.counts)) as organisations`;

/**
 * The facts of people whose rows are open, as each is asked for; one statement for
 * any number.
 */
export async function expectedFacts(
  queries: Queries,
  askedOf: readonly AskedAt[],
): Promise<FactsOfPeople> {
  // Somebody who is asked for twice is the same row, which two would count twice.
  const asked = [...new Map(askedOf.map((each) => [each.personId, each])).values()];
  const personIds = asked.map(({ personId }) => personId);
  const [row] = await queries.rows<FactsRow & Omit<FactsOfPeople, 'byPerson'>>(
    'ledger.expected-facts',
    sql`with asked as materialized (select * from ${askedRows(asked)}), own as materialized (
          select a.id, a.host, told.person_id, asked.at, asked.day
          from ${speakingFor(sql`= any(${list(personIds)}::text::uuid[])`)} told
          join asked on asked.person_id = told.person_id
          join accounts a on a.identity_id = told.id
        )
        select (select coalesce(json_agg(json_build_array(own.id, own.person_id)), '[]'::json)
            from own) as accounts, ${keptColumns(SCHEDULES)},
          ${CONTRIBUTIONS}, ${ASSESSMENTS}, ${CARE},
          ${DEATHS_ASKED} as deaths,
          (select json_agg(${STREAM_JSON}) from streams s) as streams, ${COUNCILS}`,
  );
  const found = row as FactsRow & Omit<FactsOfPeople, 'byPerson'>;
  const byPerson = new Map(personIds.map((id) => [id, factsOf(found, id)]));
  return { byPerson, streams: found.streams, organisations: found.organisations };
}

/** The facts of one person now, whose rows are opened to the transaction. */
export async function expectedFactsOf(tx: Transaction, personId: PersonId): Promise<ExpectedFacts> {
  await tx.rows('ledger.open-expected', opening(sql`select ${personId}::uuid as person_id`));
  const { byPerson } = await expectedFacts(tx, [{ personId, at: NOW, day: null }]);
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

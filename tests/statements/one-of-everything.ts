import { randomUUID } from 'node:crypto';
import { type Queries, raw, type Sql, sql } from '../../src/db/database.ts';
import { findIdentity } from '../../src/people/links.ts';
import type { NhsNumber } from '../../src/values/nhs-number.ts';
import { addDays, type PlainDate } from '../../src/values/plain-date.ts';
import { loaded } from '../stories/reading.ts';
import { cldFile } from '../support/cld.ts';
import type { TestHub } from '../support/hub.ts';
import { deferred } from './one-of-deferred.ts';
import { money } from './one-of-money.ts';

export const ANN = '9990000018' as NhsNumber;

export interface StoredColumn {
  readonly table: string;
  readonly column: string;
  readonly type: string;
  readonly generated: boolean;
}

/** Every column of the hub's own tables; a partition has none that its table has not. */
export function columnsOf(queries: Queries): Promise<StoredColumn[]> {
  return queries.rows<StoredColumn>(
    'test.columns',
    sql`select c.table_name::text as table, c.column_name::text as column, c.data_type::text as type,
          c.is_identity = 'YES' as generated
        from information_schema.columns c
        join information_schema.tables t using (table_schema, table_name)
        where c.table_schema = current_schema() and t.table_type = 'BASE TABLE'
          and not exists (select from pg_class p where p.relispartition
            and p.relname = c.table_name
            and p.relnamespace = current_schema()::text::regnamespace)
        order by c.table_name, c.ordinal_position`,
  );
}

export type Value = string | number | boolean | null;
export type Filled = Readonly<Record<string, Value>>;

/** Fills rows in which every column says something that no other says, but for what is given. */
class Filler {
  private marks = 0;
  constructor(
    private readonly queries: Queries,
    private readonly columns: readonly StoredColumn[],
  ) {}

  async fill(table: string, given: Filled): Promise<void> {
    const columns = this.columns.filter((each) => each.table === table && !each.generated);
    const values = columns.map((each): Sql => {
      const value = each.column in given ? (given[each.column] as Value) : this.mark(each);
      return sql`cast(${value === null ? null : String(value)}::text as ${raw(each.type)})`;
    });
    const names = columns.map(({ column }) => `"${column}"`).join(', ');
    const row = values.reduce((said, value) => sql`${said}, ${value}`);
    await this.queries.rows(
      'test.fill',
      sql`insert into ${raw(table)} (${raw(names)}) values (${row})`,
    );
  }

  private mark({ table, column, type }: StoredColumn): Value {
    this.marks += 1;
    const number = this.marks;
    switch (type) {
      case 'text':
        return `${table} ${column} ${number} & <so> "on"`;
      case 'uuid':
        return randomUUID();
      case 'date':
        return addDays('2001-01-01' as PlainDate, number);
      case 'timestamp with time zone':
        return new Date(Date.UTC(2002, 0, 1, 9, number, 7)).toISOString();
      case 'boolean':
        return true;
      case 'integer':
      case 'bigint':
        return 710_000 + number;
      case 'numeric':
        return `7${number}.25`;
      default:
        throw new Error(`say what ${table}.${column} holds: it is ${type}`);
    }
  }
}

/** What somebody may do in no other than these words, or must point to what is there. */
function given(identityId: string, other: string, submission: string) {
  const [award, decision, link, delivery, need] = [
    randomUUID(),
    randomUUID(),
    randomUUID(),
    randomUUID(),
    randomUUID(),
  ] as const;
  const whose = { identity_id: identityId };
  const activity = { kind: 'SPELL', scheme: 'hrg', code: 'HN12F', provider: 'RCF', points: 'x7' };
  const days = { first_day: '2025-05-03', until_day: '2025-06-04' };
  const fields = [{ field: 'surname', level: 'SWAPPED', weight: 7.77 }];
  const names = { stream: 'adult-social-care', funder: 'QF7', scheme: 'hrg', currency: 'HN12F' };
  const kinds = { basis: 'RECURRING', mode: 'NOTIONAL', contribution: 'SUM', per: 'WEEK' };
  const wish = { ...whose, ...days, kind: 'AGREEMENT', stream: 'carer-support' };
  const opened = { opened_at: '2025-11-03T09:00:00Z', until_at: '2025-11-04T09:00:00Z' };
  const decided = { state: 'DISPUTED', interim_payer: 'QF7', stream: 'section-117' };
  const ofKind = { kind: 'SECTION_117', organisation: 'QF7' };
  const filled: readonly (readonly [string, Filled])[] = [
    ['recorded_links', { id: link }],
    ['sightings', { ...whose, seen_in: link, live: true }],
    ['deliveries', { id: delivery, adapter: 'local-awards', sender: 'QF7', ...taken() }],
    ['sightings', { ...whose, seen_in: delivery, live: false }],
    [
      'match_pairs',
      {
        ...{ left_id: other, right_id: identityId, weight: '7.5', model_version: 2 },
        ...{ outcome: 'LINKED', decision: 'LINK' },
        evidence: JSON.stringify({ automatic: true, fields }),
      },
    ],
    [
      'awards',
      {
        ...{ id: award, submission_id: submission, ...whose, ...names, ...kinds, ...days },
        // Not counted, so that no budget is made of what stands in it.
        ...{ counts: false, year: '2025-26', currency_share: '50', provider: 'RCF' },
        activity: JSON.stringify(activity),
      },
    ],
    ['payments', { award_id: award }],
    ['claims', { award_id: award, paid_to: 'SUPPLIER' }],
    ['recorded_awards', { award_id: award, submission_id: submission, ...whose }],
    ['award_ends', { award_id: award, ...whose }],
    [
      'told_amounts',
      { ...whose, stream: 'section-117', year: '2023-24', how: 'EASY_READ', organisation: 'QF7' },
    ],
    ['unmet_needs', { ...whose, ...needed(need) }],
    ['unmet_need_ends', { ...whose, need_id: need, reason: 'NO_LONGER_NEEDED' }],
    ['funding_decisions', { id: decision, ...whose, ...days, ...decided, ...ofKind }],
    ['funding_shares', { decision_id: decision, funder: 'QF7', percent: '100' }],
    ...money(identityId, delivery),
    ['financial_assessments', { ...whose, ...days, council: 'QF7', ...assessed() }],
    ...deferred(identityId),
    ['personal_wishes', { ...wish, to_sector: 'HEALTH', given_by: 'attorney' }],
    ['opt_outs', whose],
    ['record_restrictions', whose],
    ['readings', { ...whose, language: 'cy', size: 'large', format: 'easy' }],
    ['representatives', { ...whose, ...days, kind: 'deputy', streams: '["carer-support"]' }],
    ['relationships', whose],
    ['characteristics', { ...whose, submission_id: submission, kind: 'SEX', code: 'FEMALE' }],
    ['allocations', { ...whose, ...days, submission_id: submission }],
    ['openings', { ...whose, ...opened, organisation: 'QF7', kind: 'WORK' }],
    [
      'reads',
      { person_id: other, role: 'care-team', organisation: 'QF7', streams: '["section-117"]' },
    ],
    ['audit_events', { action: 'opt-outs-ended', details: detailsOf(other) }],
  ];
  return filled;
}

/** Every part that the means of an assessment can have, and two sums that were made of them. */
function assessed(): Filled {
  const means = {
    ...{ council: 'QF7', legalBasis: 'CARER', setting: 'CARE_HOME', manner: 'LIGHT_TOUCH' },
    ...{ agreedWeekly: '610001', age: { birthDate: '1951-02-03' }, household: 'COUPLE' },
    children: 17,
    incomes: [
      { kind: 'EARNINGS', pence: '610002', per: 'MONTH', disregarded: '610003' },
      { kind: 'BENEFIT', pence: '610004', per: 'FORTNIGHT', disregarded: '610005' },
    ],
    capital: [{ kind: 'PROPERTY', pence: '610006', disregarded: '610007' }],
    formerHome: { pence: '610008', residentFrom: '2025-01-09' },
    premiums: ['CARER_PREMIUM', 'ENHANCED_DISABILITY_PREMIUM'],
    housingCosts: [{ pence: '610009', per: 'YEAR' }],
    disabilityExpenses: [{ pence: '610010', per: 'FOUR_WEEKS' }],
    costOfCare: { pence: '610011', per: 'WEEK' },
    arrangementFee: { pence: '610015', per: 'YEAR', costToCouncil: '610016' },
  };
  const outcome = [
    {
      ...{ from: '2025-05-03', until: '2025-05-21', kind: 'WEEKLY', weekly: '610012' },
      ...{ reason: 'the reason of the first sum', fee: { pence: '610017', per: 'YEAR' } },
    },
    {
      ...{ from: '2025-05-21', until: null, kind: 'NOT_KNOWN', weekly: null },
      reason: 'the reason of the second sum',
    },
  ];
  const working = [
    [
      { step: 'the first step of the first sum', result: '6100.13' },
      { step: 'the second step of the first sum', result: '6100.14' },
    ],
    [{ step: 'the only step of the second sum', result: 'lacking' }],
  ];
  return {
    ...{ inputs: JSON.stringify(means), outcome: JSON.stringify(outcome) },
    working: JSON.stringify(working),
  };
}

/** Of a cost that no other sum here is. */
const needed = (id: string): Filled => ({
  ...{ id, outcome: 'COMMUNITY', stream: 'carer-support', organisation: 'QF7' },
  ...{ assessed_pence: '610020', unmet_pence: '610019', per: 'YEAR', reason: 'OTHER' },
});

const taken = () => ({
  ...{ basis: 'agreement', status: 'WITHDRAWN', notes: '[]', streams: '[]' },
  ...{ rows: 1, accepted: 1, rejected: 0 },
});

const detailsOf = (person: string) => JSON.stringify({ person, subject: 'a worker of the event' });

/**
 * Loads one person by a council's file, and records one row of everything that can be held of them,
 * with something of its own in every column. Gives the ids of both their identities.
 */
export async function holdOneOfEverything(hub: TestHub): Promise<string[]> {
  loaded(await hub.receive('social-care-cld', 'E08000039', cldFile({})));
  const { personId } = (await findIdentity(hub.db, { nhsNumber: ANN })) ?? { personId: '' };
  const [submission] = await hub.db.rows<{ id: string }>(
    'test.submission',
    sql`select id from submissions limit 1`,
  );
  const columns = await columnsOf(hub.db);
  const id = randomUUID();
  const whose = { id, person_id: personId, nhs_number: ANN, source: 'QF7' };
  // In one transaction: of money only a whole movement can be stored.
  await hub.db.transaction(async (tx) => {
    const filler = new Filler(tx, columns);
    await filler.fill('identities', { ...whose, namespace: 'local-awards' });
    for (const [table, values] of given(id, personId, submission?.id ?? '')) {
      await filler.fill(table, values);
    }
  });
  return [personId, id];
}

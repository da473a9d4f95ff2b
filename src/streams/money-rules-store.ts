import { list, type Queries, records, sql } from '../db/database.ts';
import { momentText } from '../db/moment.ts';
import type { Moment } from '../values/moment.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { MoneyRule, MoneyRuleKind, ReviewKind, RuleBook } from './money-rule.ts';
import type { OrganisationKind } from './stream.ts';

interface RuleRow {
  kind: MoneyRuleKind;
  review: ReviewKind | null;
  organisation: string | null;
  organisation_kind: OrganisationKind | null;
  stream: string | null;
  first_day: PlainDate;
  until_day: PlainDate | null;
  known_from: PlainDate;
  value: string;
  local: boolean;
  source: string;
}

/** A rule with when it was recorded, so that what was told by it can be told again. */
export interface RecordedRule extends MoneyRule {
  readonly recorded: Moment;
}

export interface RecordedRuleBook extends RuleBook {
  readonly rules: readonly RecordedRule[];
}

const ruleOf = ({
  organisation_kind,
  first_day,
  until_day,
  known_from,
  ...rest
}: RuleRow): MoneyRule => ({
  ...rest,
  organisationKind: organisation_kind,
  days: { from: first_day, until: until_day },
  knownFrom: known_from,
});

/** The rules of these kinds as known on a day, with what kind of body these organisations are. */
export async function ruleBook(
  queries: Queries,
  kinds: readonly MoneyRuleKind[],
  organisations: readonly string[],
  knownOn: PlainDate,
): Promise<RecordedRuleBook> {
  const [row] = await queries.rows<{
    rules: (RuleRow & Pick<RecordedRule, 'recorded'>)[];
    organisations: [code: string, kind: OrganisationKind][];
  }>(
    'streams.rule-book',
    sql`select (select coalesce(json_agg(json_build_object('kind', r.kind, 'review', r.review,
            'organisation', r.organisation, 'organisation_kind', r.organisation_kind,
            'stream', r.stream, 'first_day', r.first_day, 'until_day', r.until_day,
            'known_from', r.known_from, 'value', r.value, 'local', r.local,
            'source', r.source, 'recorded', ${momentText(sql`r.recorded_at`)})
            order by r.recorded_at, r.id), '[]'::json)
          from money_rules r
          where r.kind = any(${list(kinds)}::text::text[]) and r.known_from <= ${knownOn}::date
        ) as rules,
        (select coalesce(json_agg(json_build_array(o.code, o.kind)), '[]'::json)
          from organisations o
          where o.code = any(${list(organisations)}::text::text[])) as organisations`,
  );
  return {
    rules: (row?.rules ?? []).map(({ recorded, ...rule }) => ({ ...ruleOf(rule), recorded })),
    organisations: new Map(row?.organisations ?? []),
  };
}

/** Every rule, whenever it is known from, in order of kind, scope and day. */
export async function allMoneyRules(queries: Queries): Promise<MoneyRule[]> {
  const rows = await queries.rows<RuleRow>(
    'streams.all-money-rules',
    sql`select kind, review, organisation, organisation_kind, stream, first_day, until_day,
          known_from, value, local, source
        from money_rules
        order by kind, review, organisation, organisation_kind, stream, first_day, known_from`,
  );
  return rows.map(ruleOf);
}

/** Adds rules that are not there yet; gives how many. */
export async function keepMoneyRules(
  queries: Queries,
  rules: readonly MoneyRule[],
): Promise<number> {
  const rows = rules.map(({ days, knownFrom, organisationKind, ...rule }) => ({
    ...rule,
    organisation_kind: organisationKind,
    first_day: days.from,
    until_day: days.until,
    known_from: knownFrom,
  }));
  const added = await queries.rows(
    'streams.keep-money-rules',
    sql`insert into money_rules (kind, review, organisation, organisation_kind, stream, first_day,
          until_day, known_from, value, local, source)
        select kind, review, organisation, organisation_kind, stream, first_day, until_day,
          known_from, value, local, source
        from jsonb_to_recordset(${records(rows)}::text::jsonb) as said (kind text, review text,
          organisation text, organisation_kind text, stream text, first_day date, until_day date,
          known_from date, value text, local boolean, source text)
        on conflict do nothing returning id`,
  );
  return added.length;
}

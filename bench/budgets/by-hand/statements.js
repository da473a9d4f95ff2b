import { LINES } from './lines.js';
import {
  CLAIM_SEGMENT,
  SEGMENTS_KNOWN,
  SEGMENTS_STEPS,
  SINGLE_KNOWN,
  SINGLE_SEGMENT,
  WORKING,
} from './working.js';

/** After how many days each format's data is stale. */
const STALE_AFTER = `(values ('social-care-cld', 150), ('health-plcm', 75), ('health-chc', 45),
  ('housing-shbe', 45))`;

/** One row a stream and funder, with its figures. */
const STREAMS = `
told_of as (
  select person_id, stream, funder, adapter, sender, as_of, in_totals as counts, in_totals, amount,
    contribution, paid, reason
  from line
  union all
  select person_id, stream, funder, adapter, sender, as_of, true, false, null, null, null, null
  from ceiling
), summed as (
  select person_id, stream, funder, max(silent) as silent, bool_or(counts) as counts,
    min(as_of) as as_of, bool_or(is_stale) as is_stale,
    sum(amount) filter (where in_totals) as awarded,
    case when count(*) filter (where in_totals and contribution is null) = 0
      then coalesce(sum(contribution) filter (where in_totals), 0) end as contribution,
    case when count(*) filter (where in_totals and paid is null) = 0
      then coalesce(sum(paid) filter (where in_totals), 0) end as paid,
    bool_and(reason is null) filter (where in_totals) as is_priced
  from (
    select t.*, null as silent, least(:today::date, :until - 1) - t.as_of > t.days as is_stale
    from (
      select t.person_id, t.stream, t.funder, t.counts, t.in_totals, t.amount, t.contribution,
        t.paid, t.reason, coalesce(s.as_of, t.as_of) as as_of, coalesce(p.days, 60) as days
      from told_of t left join by_sender s using (adapter, sender)
      left join ${STALE_AFTER} p (adapter, days) on p.adapter = t.adapter) t
    union all
    select person_id, stream, organisation, false, false, null, null, null, null, null, null, name,
      null
    from missing) parts
  group by 1, 2, 3
), left_over as (
  select *, coalesce(awarded, 0) - coalesce(contribution, 0) - coalesce(paid, 0) as rest,
    is_priced and contribution is not null and paid is not null as is_known
  from summed
), stream_budget as materialized (
  select l.person_id, l.stream, l.funder, st.position, st.name, st.sector, st.nature, l.awarded,
    coalesce(o.name, l.funder) as funder_name, case when counts then contribution end as contribution,
    case when counts then paid end as paid,
    case when is_known and not (awarded is null and rest = 0) then rest end as remaining,
    case when awarded is null and rest = 0 then null when is_known then 0 else rest end
      as unreported,
    case when silent is not null then 'MISSING' when is_stale then 'STALE' else 'FRESH' end
      as status,
    as_of
  from left_over l
  join streams st on st.code = l.stream
  left join lateral (select name from organisations where code = l.funder offset 0) o on true
)`;

/** What is not known of BUDGET streams, each reason of a stream and funder once. */
const GAPS = `
gap as materialized (
  select m.person_id, 0 as place, m.stream, m.organisation as funder, 0 as kind, '' as key,
    m.name || ' is expected to send this and has sent nothing for ' || :year as reason
  from missing m join streams st on st.code = m.stream and st.nature = 'BUDGET'
  union all
  select person_id, 1, stream, funder, kind, min(key), reason
  from (
    select distinct l.person_id, l.stream, l.funder, 1 as kind, '' as key,
      'nothing is known of ' || :from || ' to ' || least(s.known_from, :until) - 1 || ': '
        || s.sender || ' has told of no day before ' || s.known_from as reason
    from line l join by_sender s using (adapter, sender)
    where s.known_from > :from and l.in_totals
    union all
    select person_id, stream, funder, 2, key, 'not priced: ' || reason
    from keyed where in_totals and reason is not null
    union all
    select person_id, stream, funder, 3, key, 'contribution not known: ' || contribution_reason
    from keyed where in_totals and contribution is null) told
  join streams st on st.code = told.stream and st.nature = 'BUDGET'
  group by person_id, stream, funder, kind, reason
)`;

const KEYED = `
keyed as materialized (
  select *, concat_ws(' ', first, last, adapter, sender, lpad(row::text, 9, '0'),
    coalesce(reference, service, ''), delivery_id) collate "C" as key
  from line
)`;

/** @param {string} amount */
const money = (amount) =>
  `case when ${amount} is not null then json_build_object('pence', ${amount}) end`;
/** @param {string} pence */
export const pounds = (pence) => `round(${pence} / 100.0, 2)::text`;

const figures = `json_build_object('awarded', ${money('b.awarded')},
  'contribution', ${money('b.contribution')}, 'paid', ${money('b.paid')},
  'remaining', ${money('b.remaining')}, 'unreported', ${money('b.unreported')})`;

const ONE_PERSON = `
people as materialized (
  select person_id as id from identities where nhs_number = $1 and person_id is not null limit 1
), member as materialized (
  select i.person_id, i.id as identity_id, i.source
  from people p join identities i on i.person_id = p.id
)`;

const LINE_JSON = `case when l.reason is null then json_build_object('__typename', 'PricedLine',
    'basis', l.basis, 'mode', l.mode, 'legalBasis', l.legal_basis, 'firstDay', l.first,
    'lastDay', l.last - 1, 'amount', ${money('l.amount')}, 'weekly', ${money('l.weekly')},
    'currency', case when l.scheme is not null and l.currency is not null
      then json_build_object('scheme', l.scheme, 'code', l.currency) end,
    'working', ${WORKING}::json)
  else json_build_object('__typename', 'UnpricedLine', 'basis', l.basis, 'mode', l.mode,
    'reason', l.reason) end`;

const CEILING_JSON = `json_build_object('element', c.element, 'firstDay', c.first_day,
  'lastDay', c.until_day - 1, 'ceiling', ${money('c.ceiling_pence')},
  'claimed', ${money('c.claimed')}, 'paid', ${money('c.paid')},
  'leftToClaim', ${money('c.left_to_claim')})`;

const total = `(select json_build_object(
    'awarded', case when sum(awarded) is not null then json_build_object('pence', sum(awarded),
      'pounds', ${pounds('sum(awarded)')}) end,
    'contribution', ${money('sum(contribution)')}, 'paid', ${money('sum(paid)')},
    'remaining', ${money('sum(remaining)')}, 'unreported', ${money('sum(unreported)')})
  from stream_budget where nature = 'BUDGET')`;

/** @param {string} nature */
const beside = (nature) =>
  `(select ${money('sum(awarded)')} from stream_budget where nature = '${nature}')`;

const CORE = `/* by-hand.core */ with ${ONE_PERSON}, ${LINES}, ${KEYED}, ${STREAMS}, ${GAPS}
select json_build_object('data', json_build_object('person', (
  select json_build_object('id', p.id, 'integratedBudget', json_build_object(
    'complete', not exists (select 1 from gap),
    'gaps', (select coalesce(json_agg(json_build_object('stream', json_build_object('code', g.stream),
        'reason', g.reason) order by g.place, case when g.place = 1 then st.position end,
          case when g.place = 0 then g.stream end collate "C", g.funder collate "C", g.kind, g.key), '[]')
      from gap g join streams st on st.code = g.stream),
    'withheld', json_build_array(),
    'total', ${total},
    'beside', json_build_object('careGiven', ${beside('CARE_GIVEN')},
      'entitlements', ${beside('ENTITLEMENT')},
      'leftToClaim', (select ${money('sum(left_to_claim)')} from ceiling)),
    'streams', (select coalesce(json_agg(json_build_object(
      'stream', json_build_object('code', b.stream, 'name', b.name, 'sector', b.sector,
        'nature', b.nature),
      'funder', json_build_object('code', b.funder, 'name', b.funder_name),
      'source', json_build_object('status', b.status, 'asOf', b.as_of),
      'amount', ${money('b.awarded')},
      'figures', case when b.nature = 'BUDGET' then ${figures} end,
      'ceilings', (select coalesce(json_agg(${CEILING_JSON} order by c.first_day, c.until_day,
          c.adapter collate "C", c.sender collate "C", c.row, c.reference collate "C"), '[]')
        from ceiling c where c.stream = b.stream and c.funder = b.funder),
      'lines', (select coalesce(json_agg(${LINE_JSON} order by l.key), '[]')
        from keyed l where l.stream = b.stream and l.funder = b.funder)
      ) order by b.position, b.funder collate "C"), '[]') from stream_budget b)))
  from people p)))::text as answer`;

const TEAM = `
people as materialized (
  select person_id as id
  from relationships r join identities i on i.id = r.identity_id
  where r.subject = $1 and i.person_id is not null
    and (r.from_day is null or r.from_day <= :today)
    and (r.until_day is null or r.until_day > :today)
    and i.person_id > $6::uuid
  group by person_id order by person_id limit $7::int
), member as materialized (
  select i.person_id, i.id as identity_id, i.source, i.ordinal, i.surname, i.given_names
  from (select id from people order by id limit $7::int - 1) p join identities i on i.person_id = p.id
)`;

const PAGE = `/* by-hand.page */ with ${TEAM}, ${LINES}, ${KEYED}, ${STREAMS}, ${GAPS},
named as (
  select person_id, (array_agg(surname order by (surname is null), ordinal desc))[1] as surname,
    (array_agg(given_names order by (surname is null), ordinal desc))[1] as given_names
  from member group by person_id
), of_person as (
  select b.person_id, sum(awarded) filter (where nature = 'BUDGET') as awarded,
    sum(paid) filter (where nature = 'BUDGET') as paid,
    json_agg(json_build_object(
      'stream', json_build_object('code', b.stream, 'sector', b.sector),
      'source', json_build_object('status', b.status), 'amount', ${money('b.awarded')},
      'figures', case when b.nature = 'BUDGET'
        then json_build_object('awarded', ${money('b.awarded')}) end)
      order by b.position, b.funder collate "C") as streams
  from stream_budget b group by b.person_id
)
select json_build_object('data', json_build_object('people', json_build_object(
  'nodes', (select coalesce(json_agg(json_build_object('id', n.person_id,
    'name', json_build_object('full', nullif(concat_ws(' ', n.given_names, n.surname), '')),
    'integratedBudget', json_build_object(
      'complete', not exists (select 1 from gap g where g.person_id = n.person_id),
      'total', json_build_object('awarded', ${money('f.awarded')}, 'paid', ${money('f.paid')}),
      'streams', coalesce(f.streams, '[]'))) order by n.person_id), '[]')
    from named n left join of_person f using (person_id)),
  'pageInfo', (select json_build_object('hasNextPage', count(*) = $7::int,
    'endCursor', (select translate(encode(max(id::text)::bytea, 'base64'), E'+/=\\n', '-_')
      from (select id from people order by id limit $7::int - 1) shown)) from people)
)))::text as answer`;

const PARAMETERS = { year: '$2::text', from: '$3::date', until: '$4::date', today: '$5::date' };

/**
 * @param {string} text
 * @param {Record<string, string>} [more]
 */
function numbered(text, more = {}) {
  const all = { ...more, ...PARAMETERS };
  return Object.entries(all).reduce(
    (sql, [name, value]) => sql.replaceAll(new RegExp(`(?<!:):${name}\\b`, 'g'), value),
    text,
  );
}

/** $1 NHS number, $2 year, $3 its first day, $4 the day after its last, $5 today. */
export const CORE_STATEMENT = numbered(CORE, {
  single_segment: SINGLE_SEGMENT,
  single_known: SINGLE_KNOWN,
  claim_segment: CLAIM_SEGMENT,
  segments: SEGMENTS_STEPS,
  known: SEGMENTS_KNOWN,
});

/** As above with $1 the care team's subject, $6 the id to come after, $7 one more than wanted. */
export const PAGE_STATEMENT = numbered(PAGE, {
  single_segment: 'null',
  single_known: 'null',
  claim_segment: 'null',
  segments: 'null',
  known: 'null',
});

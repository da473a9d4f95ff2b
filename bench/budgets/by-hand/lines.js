/**
 * The budget in SQL, as somebody who knows PostgreSQL would write it by hand for one round trip:
 * from `people (id)` to `line`, `ceiling` and `missing`, one row each. A year's parameters are
 * `:year`, `:from`, `:until` and `:today`, which the statements that use this turn into $1, $2…
 */

const THE_AWARDS = `
told as materialized (
  select m.person_id, a.*, s.as_of, d.adapter, d.sender, d.id as delivery_id,
    d.received_on, spoken.windows
  from member m
  join awards a on a.identity_id = m.identity_id and a.counts and a.relevant_from < :until
    and (a.relevant_until is null or a.relevant_until > :from)
  join submissions s on s.id = a.submission_id
  join deliveries d on d.id = s.delivery_id
  cross join lateral (
    select range_agg(daterange(w.from_day, w.until_day)) as windows from submission_windows w
    where w.submission_id = a.submission_id and w.known_until is null) spoken
  where spoken.windows is not null and :from <= s.as_of + interval '1 year'
)`;

/**
 * How often a month or quarter fits in the days: whole ones once, parts by their own days.
 * @param {string} unit
 * @param {string} step
 */
const parts = (unit, step) => `(
        select sum((least(upper(r), (g + interval '${step}')::date) - greatest(lower(r), g::date))
          / ((g + interval '${step}')::date - g::date)::numeric)
        from unnest(s.days) r cross join lateral generate_series(
          date_trunc('${unit}', lower(r)::timestamp), upper(r) - interval '1 day',
          interval '${step}') g)`;

/** A service told by several submissions is one line; told at two rates at once it is two. */
const SEGMENTS = `
service as (
  select t.*, count(*) over (partition by person_id, service_key, submission_id) as at_once
  from (
    select told.*, case when service is null then id::text
      else adapter || '|' || stream || '|' || funder || '|' || service end as service_key
    from told where basis = 'RECURRING') t
), segment as materialized (
  select s.*, lower(s.days) as first, upper(s.days) as last, counted.day_count, case s.per
      when 'WEEK' then s.amount * counted.day_count / 7
      when 'FORTNIGHT' then s.amount * counted.day_count / 14
      when 'FOUR_WEEKS' then s.amount * counted.day_count / 28
      when 'MONTH' then s.amount * ${parts('month', '1 month')}
      when 'QUARTER' then s.amount * ${parts('quarter', '3 months')}
      when 'YEAR' then s.amount * counted.day_count / (:until - :from)
      else s.amount * abs(s.units_per_week) * counted.day_count / 7 end as exact
  from (
    select service.*, windows * datemultirange(daterange(first_day, until_day)
        * daterange(:from, :until)) as days,
      case when max(at_once) over (partition by person_id, service_key) = 1 then service_key
        else service_key || '|' || concat_ws('|', amount, per, units_per_week) end as line_key
    from service) s
  cross join lateral (
    select sum(upper(r) - lower(r)) as day_count from unnest(s.days) r) counted
  where not isempty(s.days)
)`;

/** A payment counts in the years of the days it covers; a gross one less what the person owes. */
const PAID = `
paid_segment as materialized (
  select s.*, case when not s.reports_payments then null when not s.has_movements then 0
    when p.gross_days is null or s.contribution = 'NONE' then greatest(0, p.out)
    when s.contribution = 'WEEKLY' then greatest(0, p.out - round(round(s.contribution_pounds * 100
      * (select sum(upper(r) - lower(r))
         from unnest(p.gross_days * datemultirange(daterange(s.first_day, s.until_day))) r)
      / 7, 12))) end as paid
  from segment s
  cross join lateral (
    select coalesce(sum(round(amount_pence * greatest(0, least(span_until, :until) - span_from)
          / (span_until - span_from)::numeric)
        - round(amount_pence * greatest(0, least(span_until, :from) - span_from)
          / (span_until - span_from)::numeric)), 0) as out,
      range_agg(daterange(span_from, span_until) * daterange(:from, :until))
        filter (where gross and span_from < :until and span_until > :from) as gross_days
    from (
      select amount_pence, gross,
        case when covered_until <= s.first_day then s.first_day
          when covered_from >= s.until_day then s.until_day - 1
          else greatest(covered_from, s.first_day) end as span_from,
        case when covered_until <= s.first_day then s.first_day + 1
          when covered_from >= s.until_day then s.until_day
          else least(covered_until, coalesce(s.until_day, covered_until)) end as span_until
      from (
        select amount_pence, gross, coalesce(covers_from, paid_on) as covered_from,
          coalesce(covers_until, coalesce(covers_from, paid_on) + 1) as covered_until
        from payments where award_id = s.id and s.has_movements) covered) spans) p
)`;

/** One row a service and rate: what its segments come to, rounded once. */
const RECURRING = `
recurring as (
  select person_id, id, stream, funder, 'RECURRING' as basis, mode, legal_basis, scheme, currency,
    adapter, sender, row, reference, service, delivery_id, as_of, line_first as first,
    line_last as last, line_reason as reason, true as in_totals, null as claim_reference,
    case when line_reason is null then round(round(line_exact, 12) * 100) end as amount,
    case when line_reason is null then round(round(abs(amount) * case per when 'WEEK' then 52
      when 'FORTNIGHT' then 26 when 'FOUR_WEEKS' then 13 when 'MONTH' then 12 when 'QUARTER' then 4
      when 'YEAR' then 1 else abs(units_per_week) * 52 end / 52, 12) * 100) end as weekly,
    case when line_reason is not null then case when free then 0 end
      when whole then round(round(line_exact, 12) * 100)
      else round(round(asked, 12) * 100) end as contribution,
    coalesce(open_reason, contribution_reason) as contribution_reason, line_paid as paid, segments,
    known
  from (
    select s.*, row_number() over (partition by person_id, line_key order by first desc) as from_last,
      min(first) over line as line_first, max(last) over line as line_last,
      sum(exact) over line as line_exact, bool_and(contribution = 'NONE') over line as free,
      bool_and(contribution = 'WHOLE') over line as whole,
      (array_agg(coalesce(unpriced_reason, 'no price can be worked out from what was sent'))
        filter (where exact is null or unpriced_reason is not null) over line)[1] as line_reason,
      (array_agg(contribution_reason) filter (where contribution = 'UNKNOWN') over line)[1]
        as open_reason,
      case when not bool_or(contribution in ('UNKNOWN', 'SUM')) over line then
        sum(case contribution when 'WHOLE' then exact
          when 'WEEKLY' then contribution_pounds * day_count / 7 else 0 end) over line end as asked,
      case when bool_and(paid is not null) over line then sum(paid) over line end as line_paid,
      :segments as segments, :known as known
    from paid_segment s
    window line as (partition by person_id, line_key order by first
      rows between unbounded preceding and unbounded following)) lines
  where from_last = 1
)`;

const SINGLE = `
single as (
  select person_id, id, stream, funder, basis, mode, legal_basis, scheme, currency, adapter, sender,
    row, reference, service, delivery_id, as_of, first_day as first,
    coalesce(until_day, first_day + 1) as last,
    case when amount is null or unpriced_reason is not null then coalesce(unpriced_reason,
      'no price can be worked out from what was sent') end as reason,
    year = :year as in_totals, null as claim_reference,
    case when unpriced_reason is null then round(amount * 100) end as amount, null::numeric as weekly,
    case when contribution = 'NONE' then 0
      when amount is null or unpriced_reason is not null then null
      when contribution = 'WHOLE' then round(amount * 100)
      when contribution = 'SUM' then round(contribution_pounds * 100) end as contribution,
    contribution_reason,
    case when not reports_payments then null when not has_movements then 0
      else (select case when not bool_or(gross) or t.contribution = 'NONE'
          then coalesce(sum(amount_pence), 0) end
        from payments where award_id = t.id) end as paid,
    :single_segment as segments, :single_known as known
  from told t
  where basis = 'ACTIVITY' and year = :year
    or basis = 'ONE_OFF' and windows @> first_day
      and (year = :year or year < :year and (completed_on is null or completed_on >= :from))
)`;

const CLAIMS = `
repaid as (
  select t.person_id, t.id, t.stream, t.funder, 'ACTIVITY' as basis, t.mode, t.legal_basis, t.scheme,
    t.currency, t.adapter, t.sender, t.row, t.reference, t.service, t.delivery_id, t.as_of,
    c.support_from as first, c.support_until as last, null as reason, true as in_totals,
    c.reference as claim_reference, c.paid_pence::numeric as amount, null::numeric as weekly,
    0::numeric as contribution, t.contribution_reason, c.paid_pence::numeric as paid,
    :claim_segment as segments, :single_known as known
  from told t join claims c on c.award_id = t.id and t.has_movements
  where t.basis = 'CEILING' and c.paid_pence is not null and c.support_until > :from
    and c.support_until <= :until
), ceiling as materialized (
  select t.*, coalesce(c.claimed, 0) as claimed, coalesce(c.paid, 0) as paid,
    t.ceiling_pence - coalesce(c.claimed, 0) as left_to_claim
  from told t
  cross join lateral (
    select sum(claimed_pence) as claimed, sum(paid_pence) as paid from claims
    where award_id = t.id and t.has_movements) c
  where basis = 'CEILING' and ceiling_pence is not null and element is not null
    and until_day is not null and first_day < :until and until_day > :from
), line as materialized (
  select * from recurring union all select * from single union all select * from repaid
)`;

const SOURCES = `
speaking as materialized (
  select adapter, sender, as_of, speaks_from, streams from deliveries
  where status = 'LOADED' and as_of >= :from - interval '1 year'
    and (speaks_from is null or speaks_from < :until)
    and (speaks_until is null or speaks_until > :from)
), by_sender as materialized (
  select adapter, sender, max(as_of) as as_of,
    case when bool_and(speaks_from is not null) then min(speaks_from) end as known_from
  from speaking group by adapter, sender
), expected as materialized (
  select e.stream, e.organisation, coalesce(o.name, e.organisation) as name,
    coalesce(o.kind = 'council', false) as is_council, exists (
      select 1 from speaking s where s.adapter = e.adapter and s.sender = e.organisation
        and s.streams ? e.stream) as delivered
  from expected_sources e
  left join lateral (select name, kind from organisations where code = e.organisation offset 0) o
    on true
  where e.from_day < :until and (e.until_day is null or e.until_day > :from)
), missing as materialized (
  select p.id as person_id, e.stream, e.organisation, e.name
  from people p cross join expected e
  where not e.delivered and (not e.is_council
    or exists (select 1 from member m where m.person_id = p.id and m.source = e.organisation)
    or not exists (select 1 from member m join expected c on c.organisation = m.source
      and c.is_council where m.person_id = p.id))
)`;

/** From `people` and `member` to one row a line, a ceiling and a missing source. */
export const LINES = [THE_AWARDS, SEGMENTS, PAID, RECURRING, SINGLE, CLAIMS, SOURCES].join(',');

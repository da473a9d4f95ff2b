-- Client Level Data: four people in ten have one service told by two submissions at one rate, two
-- in ten by two submissions at two rates, the others by one; of those a few at two rates at once.
create temp table care as
  select person.*, pg_temp.dice(person, 'told', 10) as told,
    pg_temp.dice(person, 'frequency', 20) as frequency,
    pg_temp.dice(person, 'reablement', 20) = 0 and pg_temp.dice(person, 'told', 10) >= 6
      as is_reablement,
    pg_temp.dice(person, 'weekends', 12) = 0 and pg_temp.dice(person, 'told', 10) >= 6
      and pg_temp.dice(person, 'reablement', 20) > 0 as has_weekends,
    pg_temp.dice(person, 'no cost', 25) = 0 as has_no_cost
  from person;

create temp table rate (first_frequency int, last_frequency int, name text, per text, least int,
  sides int, by_units boolean);
insert into rate values
  (0, 6, 'Hourly', 'HOUR', 1850, 950, true), (7, 12, 'Weekly', 'WEEK', 9000, 89000, false),
  (13, 14, 'Monthly', 'MONTH', 30000, 370000, false),
  (15, 16, '4-weekly', 'FOUR_WEEKS', 28000, 350000, false),
  (17, 17, 'Daily', 'DAY', 3000, 6000, true),
  (18, 18, 'Fortnightly', 'FORTNIGHT', 18000, 178000, false),
  (19, 19, 'Quarterly', 'QUARTER', 90000, 1000000, false);

create temp table care_row as
  select care.*, row.submission, row.line, rate.name as frequency_name, rate.per,
    case when has_no_cost then null
      else round((rate.least + pg_temp.dice(person, 'cost ' || row.line, rate.sides)) * row.share
        / 100.0, 2) end as cost,
    case when rate.by_units and pg_temp.dice(person, 'no units', 40) > 0
      then (14 + pg_temp.dice(person, 'units', 140)) / 4.0 end as units,
    case when is_reablement then date '2026-04-10' + pg_temp.dice(person, 'from', 240)
      when told < 6 then date '2024-02-01' + pg_temp.dice(person, 'from', 600)
      else date '2025-12-01' + pg_temp.dice(person, 'from', 390) end as first_day,
    pg_temp.dice(person, 'funding', 20) as funding
  from care
  join rate on frequency between first_frequency and last_frequency
  cross join lateral (values (1, 1, 0.96, told between 4 and 5), (2, 1, 1, told < 6),
      (3, 1, 1, told < 4 or told >= 6), (3, 2, 1.25, has_weekends))
    row (submission, line, share, is_told)
  where row.is_told;

insert into awards (id, submission_id, row, identity_id, stream, funder, basis, mode, legal_basis,
    service, service_rank, first_day, until_day, relevant_from, relevant_until, amount, per,
    units_per_week, unpriced_reason, contribution, contribution_reason, reports_payments,
    description, raw_figures)
  select pg_temp.id('care ' || submission || ' ' || line || ' ' || person),
    pg_temp.id('submission cld ' || council || ' ' || submission), person * 2 + line, identity_id,
    case when is_reablement then 'reablement' else 'adult-social-care' end, council, 'RECURRING',
    (array['COMMISSIONED', 'NOTIONAL', 'DIRECT_PAYMENT'])[pg_temp.dice(person, 'mode', 3) + 1],
    case when is_reablement then 'Care Act 2014 s2, reablement' else 'Care Act 2014 s18-19' end,
    substr(md5('service ' || person), 1, 27), 3, first_day, until_day, first_day, until_day,
    trim_scale(cost), per, trim_scale(units),
    case when cost is null then 'the council had to give a unit cost and gave none'
      when per in ('HOUR', 'DAY') and units is null then
        'the council gave a cost per hour, day or session but no planned units per week' end,
    case when is_reablement or funding < 9 then 'NONE' when funding < 11 then 'WHOLE'
      else 'UNKNOWN' end,
    case when is_reablement then 'reablement is free for up to six weeks'
      when funding < 9 then 'the council says it funds this fully'
      when funding < 11 then 'the council says the person funds this fully'
      when funding < 16 then 'the council says that the person pays a part, but not how much'
      else 'the council does not say what the person pays' end,
    false, (array['Home support', 'Direct payment', 'Day support', 'Supported living']
      )[pg_temp.dice(person, 'component', 4) + 1],
    'Unit Cost ' || coalesce(cost::numeric(12, 2)::text, 'blank') || '; Cost Frequency '
      || frequency_name || '; Planned units per week '
      || coalesce(units::numeric(12, 2)::text, 'blank') || '; Client Funding Status '
      || case when funding < 9 then 'Fully social care funded'
        when funding < 11 then 'Fully client funded'
        when funding < 16 then 'Joint client and social care funded' else 'blank' end
  from (
    select *, case when is_reablement then first_day + 42
      when pg_temp.dice(person, 'ends', 5) = 0
        then greatest(first_day + 30, date '2026-01-05' + pg_temp.dice(person, 'until', 340)) end
      as until_day
    from care_row offset 0) as told;

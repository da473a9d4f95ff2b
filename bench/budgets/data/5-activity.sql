-- Ten rows of care given to each person, over twenty-one months.
create temp table drawn as
  select person, trust, identity_id, number, ('x' || substr(hash, 1, 7))::bit(28)::int as month,
    ('x' || substr(hash, 8, 7))::bit(28)::int as day, ('x' || substr(hash, 15, 7))::bit(28)::int
      as throw, ('x' || substr(hash, 22, 7))::bit(28)::int as market
  from (
    select person.*, number, md5(person || ' activity ' || number) as hash
    from person cross join generate_series(1, 10) number offset 0) hashed;

create temp table care_given as
  select person, trust, identity_id, number, month_first, care.*,
    extract(year from month_first - interval '3 months')::int as start,
    month_first + day % 22 as first_day,
    trim_scale(((price * (850 + market % 300))::bigint * 1000 + market % 1000)::numeric
      / 100000000) as cost
  from drawn
  cross join lateral (
    select (date '2025-04-01' + month % 21 * interval '1 month')::date as month_first offset 0) m
  join (values (0, 'WF01B', 0, 17240, 'hospital'), (1, 'WF01A', 0, 9840, 'hospital'),
      (2, 'WF01A', 0, 9120, 'hospital'), (3, 'VB08Z', 0, 18830, 'hospital'),
      (4, 'FE32Z', 0, 50310, 'hospital'), (5, 'N02AF', 0, 7650, 'community'),
      (6, 'HN22C', 4, 702530, 'hospital'), (7, 'DZ11P', 6, 268400, 'hospital'))
    care (side, code, days, price, place) on side = throw % 8;

insert into awards (id, submission_id, row, identity_id, stream, funder, basis, mode, legal_basis,
    first_day, until_day, relevant_from, relevant_until, year, amount, contribution,
    contribution_reason, reports_payments, scheme, currency, description, raw_figures)
  select pg_temp.id('activity ' || number || ' ' || person),
    pg_temp.id('submission plcm ' || trust || ' ' || month_first::timestamp), person * 10 + number,
    identity_id, 'nhs-tariff', 'QF7', 'ACTIVITY', 'COMMISSIONED', 'NHS Act 2006 s1', first_day,
    first_day + days + 1, make_date(start, 4, 1), make_date(start + 1, 4, 1),
    start || '-' || (start + 1) % 100, cost, 'NONE', 'NHS care is free at the point of use', false,
    case when code = 'N02AF' then 'local-tariff' else 'hrg' end, code, place || ' care',
    'Activity Count 1; Activity Unit Price ' || cost || ' pounds; Total Cost ' || cost || ' pounds'
  from care_given;

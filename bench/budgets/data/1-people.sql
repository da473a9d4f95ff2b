-- Invented people, the same at every run: each dice is thrown by the person's number and a name.
-- bench.people and bench.related are set before this runs.
create function pg_temp.dice(person int, throw text, sides int) returns int
  language sql immutable as $$
    select (('x' || substr(md5(person || ' ' || throw), 1, 8))::bit(32)::bigint % sides)::int
  $$;

create function pg_temp.id(what text) returns uuid
  language sql immutable as $$ select md5(what)::uuid $$;

-- NHS numbers of the range that no patient is given, with their Modulus 11 check digit.
create temp table person as
  select numbered.person, numbered.nhs_number,
    'NC' || lpad(numbered.person::text, 6, '0') || substr('ABCD', numbered.person % 4 + 1, 1) as nino,
    case when pg_temp.dice(numbered.person, 'council', 10) < 6 then 'E08000039' else 'E08000038' end
      as council,
    case when pg_temp.dice(numbered.person, 'council', 10) < 6 then 'RHQ' else 'RFF' end as trust,
    pg_temp.id('identity ' || numbered.person) as identity_id,
    case when pg_temp.dice(numbered.person, 'joined', 2) = 0
      then pg_temp.id('second identity ' || numbered.person)
      else pg_temp.id('identity ' || numbered.person) end as second_id
  from (
    select (row_number() over (order by nine))::int - 1 as person, nine || check_digit as nhs_number
    from (
      select '999' || lpad(n::text, 6, '0') as nine, (11 - (243 + 7 * (n / 100000 % 10)
          + 6 * (n / 10000 % 10) + 5 * (n / 1000 % 10) + 4 * (n / 100 % 10) + 3 * (n / 10 % 10)
          + 2 * (n % 10)) % 11) % 11 as check_digit
      from generate_series(10000, 10100 + current_setting('bench.people')::int * 5 / 4) n
    ) candidates
    where check_digit < 10
  ) numbered
  where numbered.person < current_setting('bench.people')::int;

create unique index on person (person);
analyze person;

-- What each body sent: name, format, streams, days it speaks for, and how it counts.
create temp table sent (
  name text, adapter text, sender text, streams text[], speaks_from date, speaks_until date,
  as_of date, received date, is_submission boolean, window_from date, window_until date);

insert into sent
  select 'cld ' || council || ' ' || number, 'social-care-cld', council,
    array['adult-social-care', 'reablement'],
    case when number = 1 and council = 'E08000038' then date '2025-06-01' else period_from end,
    null, period_until - 1, period_until + 19, true,
    case when number = 1 and council = 'E08000038' then date '2025-06-01' else period_from end,
    window_until
  from unnest(array['E08000039', 'E08000038']) council,
    (values (1, date '2025-04-01', date '2025-10-01', date '2025-10-01'),
            (2, date '2025-10-01', date '2026-04-01', date '2026-04-01'),
            (3, date '2026-04-01', date '2027-01-01', null)) period
      (number, period_from, period_until, window_until);

insert into sent
  select 'plcm ' || trust || ' ' || month, 'health-plcm', trust, array['nhs-tariff'],
    month::date, (month + interval '1 month')::date, (month + interval '1 month')::date - 1,
    (month + interval '1 month')::date + 11, true, null, null
  from unnest(array['RHQ', 'RFF']) trust,
    generate_series(timestamp '2025-04-01', timestamp '2026-12-01', interval '1 month') month;

insert into sent values
  ('chc', 'health-chc', 'QF7', array['continuing-healthcare', 'funded-nursing-care'],
    null, null, '2026-11-30', '2026-12-14', true, null, null),
  ('scan 1', 'housing-shbe', 'E08000018', array['housing-benefit'],
    '2025-06-02', null, '2025-06-02', '2025-06-20', true, '2025-06-02', '2026-10-05'),
  ('scan 2', 'housing-shbe', 'E08000018', array['housing-benefit'],
    '2026-10-05', null, '2026-10-05', '2026-10-26', true, '2026-10-05', null),
  ('dfg', 'housing-dfg', 'E08000018', array['disabled-facilities-grant'],
    null, null, '2027-01-08', '2027-01-08', false, null, null),
  ('atw', 'employment-access-to-work', 'DWP', array['access-to-work'],
    null, null, '2027-01-11', '2027-01-11', false, null, null),
  ('local E08000018', 'local-awards', 'E08000018', array['housing-related-support'],
    null, null, '2027-01-05', '2027-01-05', false, null, null),
  ('local QF7', 'local-awards', 'QF7', array['personal-health-budget', 'wheelchair-budget'],
    null, null, '2027-01-12', '2027-01-12', false, null, null),
  ('local E08000039', 'local-awards', 'E08000039', array['section-117'],
    null, null, '2027-01-13', '2027-01-13', false, null, null),
  ('local E08000038', 'local-awards', 'E08000038', array['section-117'],
    null, null, '2026-11-10', '2026-11-10', false, null, null),
  ('local DWP', 'local-awards', 'DWP', array['work-and-health'],
    null, null, '2026-12-30', '2026-12-30', false, null, null);

insert into deliveries (id, adapter, sender, basis, sha256, status, streams, as_of, speaks_from,
    speaks_until, received_on, received_at, loaded_at)
  select pg_temp.id(name), adapter, sender, 'statutory', md5(name), 'LOADED', to_jsonb(streams),
    as_of, speaks_from, speaks_until, received, received + time '09:00', received + time '09:05'
  from sent;

insert into submissions (id, delivery_id, scope, period_from, period_until, as_of)
  select pg_temp.id('submission ' || name), pg_temp.id(name), 'bench ' || name, speaks_from,
    as_of + 1, as_of
  from sent where is_submission;

insert into submission_windows (submission_id, from_day, until_day, known_from)
  select pg_temp.id('submission ' || name), window_from, window_until, received + time '09:05'
  from sent where is_submission;

insert into identities (id, fingerprint, source, namespace, local_id, nhs_number, surname,
    given_names, birth_date, person_id)
  select identity_id, 'bench ' || identity_id, council, 'social-care-cld',
    'P' || lpad(person::text, 6, '0'), nhs_number, 'Surname' || person % 997,
    'Given' || person % 211, date '1930-01-01' + pg_temp.dice(person, 'birth', 27000), identity_id
  from person order by person;

insert into identities (id, fingerprint, source, namespace, nhs_number, nino, surname, given_names,
    birth_date, person_id)
  select second_id, 'bench ' || second_id, 'E08000018', 'housing-dfg', nhs_number, nino,
    'Surname' || person % 997, 'Given' || person % 211,
    date '1930-01-01' + pg_temp.dice(person, 'birth', 27000), identity_id
  from person where second_id <> identity_id order by person;

insert into sightings (identity_id, seen_in, live)
  select identity_id, pg_temp.id('cld ' || council || ' 3'), true from person
  union all
  select second_id, pg_temp.id('dfg'), true from person where second_id <> identity_id;

-- A care team with a caseload: every nth person.
insert into relationships (subject, identity_id, from_day)
  select 'bench-care-team', identity_id, date '2025-04-01' from person
  where person % greatest(1, current_setting('bench.people')::int
    / current_setting('bench.related')::int) = 0
  order by person limit current_setting('bench.related')::int;

-- All of them agree that the team sees everything, so that every sector is in the answers.
insert into personal_wishes (identity_id, kind, purpose, given_by, evidence, first_day, recorded_by)
  select identity_id, 'AGREEMENT', 'direct care', 'self', 'bench', date '2025-04-01', 'bench'
  from relationships where subject = 'bench-care-team';

-- All of these have delivered, but for the second council's carers.
insert into expected_sources (stream, adapter, organisation, from_day)
  select distinct stream, adapter, sender, date '2025-04-01' from sent, unnest(streams) stream
  where adapter <> 'local-awards' and stream <> 'reablement'
  union all
  select 'carer-support', 'social-care-cld', 'E08000038', date '2025-04-01';

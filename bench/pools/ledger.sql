-- An invented ledger of any size: the same people, accounts and months, however often they pay.
-- bench.people and bench.laps are set before this runs; a lap is a payment of each in each month.
-- Numbers stand in for what is drawn: the same at every run.
create function pg_temp.dice(person int, throw text, sides int) returns int
  language sql immutable as $$
    select (('x' || substr(md5(person || ' ' || throw), 1, 8))::bit(32)::bigint % sides)::int
  $$;

create function pg_temp.id(kind int, number bigint) returns uuid
  language sql immutable as $$
    select (lpad(to_hex(kind), 8, '0') || '00004000' || lpad(to_hex(number), 16, '0'))::uuid
  $$;

create temp table person as
  select number, pg_temp.id(1, number) as identity_id, pg_temp.id(2, number) as account_id,
    case when pg_temp.dice(number, 'council', 10) < 6 then 'E08000039' else 'E08000038' end as host,
    (array['DIRECT_PAYMENT', 'THIRD_PARTY', 'NOTIONAL'])[pg_temp.dice(number, 'mode', 3) + 1]
      as mode
  from generate_series(1, current_setting('bench.people')::int) number;

insert into identities (id, fingerprint, source, namespace, local_id, birth_date, person_id)
  select identity_id, 'bench ' || number, 'E08000039', 'social-care-cld', 'P' || number,
    date '1930-01-01' + pg_temp.dice(number, 'born', 28000), identity_id
  from person;

insert into accounts (id, identity_id, mode, host, opened_by, idempotency_key, input_hash)
  select account_id, identity_id, mode, host, 'bench', 'open ' || number, md5(number::text)
  from person;

-- Of everybody two sources: the council's money and the board's.
create temp table source as
  select number, account_id, mode, host, at, pg_temp.id(3, number * 8 + at * 3) as funding,
    pg_temp.id(3, number * 8 + at * 3 + 1) as held, pg_temp.id(3, number * 8 + at * 3 + 2) as gone,
    case at when 0 then 'adult-social-care' else 'personal-health-budget' end as stream,
    case at when 0 then host else 'QF7' end as funder
  from person, generate_series(0, 1) at;

insert into ledger_accounts (id, account_id, stream, funder, kind, balance_pence)
  select place.id, account_id, stream, funder, place.kind, 0
  from source, lateral (values (funding, 'FUNDING'), (held, mode), (gone, 'PROVIDER'))
    as place (id, kind);

-- What each is given on the first day, and then each payment: one movement, half from each source.
create temp table movement as
  select number, 0 as nth, number::bigint as ordinal, date '2025-04-01' as day, 100000000 as pence
  from person
  union all
  select number, lap * 12 + month + 1, ((lap * 12 + month + 1)::bigint
      * current_setting('bench.people')::int) + number,
    (date '2025-04-01' + make_interval(months => month))::date + (number + lap * 7) % 28,
    500 + (number::bigint * 7919 + lap * 104729 + month * 1299709) % 9000
  from person, generate_series(0, current_setting('bench.laps')::int - 1) lap,
    generate_series(0, 11) month;

insert into journals (id, account_id, host, kind, effective_day, year, recorded_at, actor, operation,
    key_scope, idempotency_key, input_hash, payee, purpose)
  select pg_temp.id(4, m.ordinal), p.account_id, p.host,
    case when m.nth = 0 then 'DEPOSIT' else 'SPENDING' end, m.day, '2025-26', m.day + time '12:00',
    'bench', case when m.nth = 0 then 'recordDeposit' else 'recordSpend' end, p.host,
    'bench ' || m.ordinal, 'bench', case when m.nth > 0 then 'Helping Hands' end,
    case when m.nth > 0 then 'personal-care' end
  from movement m join person p using (number);

insert into entries (year, journal_id, line, ledger_account_id, account_id, amount_pence)
  select '2025-26', pg_temp.id(4, m.ordinal), s.at * 2 + way.at,
    case when m.nth = 0 then case way.at when 0 then s.funding else s.held end
      else case way.at when 0 then s.held else s.gone end end,
    s.account_id, way.sign * (m.pence / 2 + s.at * (m.pence % 2))
  from movement m join source s using (number), (values (0, -1), (1, 1)) as way (at, sign);

update ledger_accounts l set balance_pence = told.total
  from (select ledger_account_id, sum(amount_pence) as total from entries group by 1) told
  where told.ledger_account_id = l.id;

-- As if they had been sealed as they came: sealing them all now would be a bench of that.
insert into audit_blocks (kind, ordinal, first_id, last_id, rows, previous_hash, hash)
  select 'JOURNALS', 1, 1, max(ordinal), max(ordinal)::int, '', '' from journals;

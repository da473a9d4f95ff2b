-- `offset 0` keeps the planner from throwing the dice again for each mention of a drawn column.
-- Two or three awards of other streams, so that everybody has four; a second identity, where there
-- is one, brings those that housing and employment know.
create temp table other as
  select care.*, kind
  from care cross join lateral unnest(string_to_array(
    case when told < 6 or has_weekends
      then (array['benefit local', 'benefit grant', 'local work', 'chc benefit', 'benefit local',
        'local once', 'chc local', 'work benefit', 'grant local', 'benefit work']
        )[pg_temp.dice(person, 'kinds', 10) + 1]
      else (array['benefit local grant', 'benefit local work', 'benefit chc local',
        'local once benefit', 'benefit local grant', 'work local benefit', 'chc once local',
        'grant benefit work', 'benefit local chc', 'local work benefit']
        )[pg_temp.dice(person, 'kinds', 10) + 1] end, ' ')) kind;

-- NHS continuing healthcare and funded nursing care.
insert into awards (id, submission_id, row, identity_id, stream, funder, basis, mode, legal_basis,
    service, service_rank, first_day, until_day, relevant_from, relevant_until, amount, per,
    units_per_week, contribution, contribution_reason, reports_payments, scheme, currency,
    description, raw_figures)
  select pg_temp.id('chc ' || person), pg_temp.id('submission chc'), person + 1, identity_id,
    case when nursing then 'funded-nursing-care' else 'continuing-healthcare' end, 'QF7',
    'RECURRING', case when nursing then 'COMMISSIONED' else 'NOTIONAL' end,
    case when nursing then 'NHS-funded nursing care (SI 2012/2996 Part 6)'
      else 'NHS continuing healthcare (SI 2012/2996 Part 6)' end,
    substr(md5('package ' || person), 1, 27), 0, first_day, until_day, first_day, until_day,
    trim_scale(cost), per, case per when 'DAY' then 7 when 'HOUR' then hours end, 'NONE',
    'NHS care is free at the point of use', false,
    -- No currency is named: the statements written by hand do not check rates against tariffs.
    null, null,
    case when nursing then 'NHS-funded nursing care' else 'NHS continuing healthcare' end,
    'Contract Unit Cost ' || cost::numeric(12, 2) || ' pounds; Contract Unit Frequency ' || per
      || '; Number of Commissioned Weekly Hours ' || coalesce(hours::text, 'blank')
      || '; Personal Health Budget Type blank'
  from (
    select person, identity_id, nursing, first_day, per,
      case when per = 'HOUR' then 10 + pg_temp.dice(person, 'chc hours', 90) end as hours,
      case when nursing then 254.06 else (case per when 'HOUR' then 2100 when 'DAY' then 12000
        else 70000 end + pg_temp.dice(person, 'chc cost', 900)) / 100.0 end as cost,
      case when pg_temp.dice(person, 'chc ends', 4) = 0
        then first_day + 60 + pg_temp.dice(person, 'chc until', 500) end as until_day
    from (
      select person, identity_id, pg_temp.dice(person, 'nursing', 3) = 0 as nursing,
        date '2024-09-01' + pg_temp.dice(person, 'chc from', 790) as first_day,
        case when pg_temp.dice(person, 'nursing', 3) = 0 then 'WEEK'
          else (array['HOUR', 'DAY', 'WEEK'])[pg_temp.dice(person, 'chc per', 3) + 1] end as per
      from other where kind = 'chc' offset 0) drawn offset 0) priced;

-- Housing Benefit, from the first scan or the second.
insert into awards (id, submission_id, row, identity_id, stream, funder, basis, mode, legal_basis,
    service, service_rank, first_day, until_day, relevant_from, relevant_until, amount, per,
    contribution, contribution_reason, reports_payments, description, raw_figures)
  select pg_temp.id('benefit ' || person), pg_temp.id('submission scan ' || scan), person + 1,
    second_id, 'housing-benefit', 'E08000018', 'RECURRING', 'COMMISSIONED',
    'Housing Benefit Regulations 2006', substr(md5('claim ' || person), 1, 27), 0, first_day,
    until_day, first_day, until_day, trim_scale(weekly), 'WEEK', 'NONE', 'a benefit; nothing is charged', false,
    'Housing Benefit', 'LAHBAMT ' || (weekly * 100)::int || ' pence; LCHBSTAT 1; CDENDHB '
      || coalesce((until_day - 1)::text, 'blank')
      || '; LAHBAMT is read as the weekly award, which is inferred from its name'
  from (
    select *, case when pg_temp.dice(person, 'claim ends', 6) = 0
        then first_day + 10 + pg_temp.dice(person, 'claim until', 300) end as until_day,
      (6000 + pg_temp.dice(person, 'rent', 9000)) / 100.0 as weekly
    from (
      select *, case when pg_temp.dice(person, 'scan', 3) = 0 then 1 else 2 end as scan,
        case when pg_temp.dice(person, 'scan', 3) = 0 then date '2025-06-02'
          else date '2026-10-05' end as first_day
      from other where kind = 'benefit' offset 0) drawn offset 0) told;

-- What comes one award to a submission: grants, Access to Work, local awards.
create temp table single (
  person int, reference text, sent text, identity_id uuid, stream text, funder text, basis text,
  mode text, legal_basis text, first_day date, until_day date, relevant_from date,
  relevant_until date, year text, completed_on date, amount numeric, per text, contribution text,
  contribution_pounds numeric, contribution_reason text, reports_payments boolean,
  description text, raw_figures text, element text, ceiling_pence bigint);

insert into single
  select person, 'DFG-' || person, 'dfg', second_id, 'disabled-facilities-grant', 'E08000018',
    'ONE_OFF', 'COMMISSIONED', 'HGCRA 1996 s23', approved, approved + 1,
    make_date(start, 4, 1),
    case when completed is null then null
      else greatest(completed + 1, make_date(start + 1, 4, 1)) end,
    start || '-' || (start + 1) % 100, completed, gross, 'ONCE',
    case when own = 0 then 'NONE' else 'SUM' end, nullif(own, 0),
    case when own = 0 then 'the council’s means test leaves the applicant nothing to pay'
      else 'the applicant’s part by the means test of HGCRA 1996 s30, paid to the builder' end,
    true, 'Disabled Facilities Grant', 'Eligible Expense ' || gross || '; Mandatory Grant '
      || gross - own || '; Discretionary Help 0.00; Applicant Contribution ' || own
      || '; Other Funding 0.00 (other funding is in no figure)', null, null
  from (
    select *, extract(year from approved - interval '3 months')::int as start,
      case when pg_temp.dice(person, 'built', 5) < 3
          and approved + 40 + pg_temp.dice(person, 'building', 200) < date '2027-01-08'
        then approved + 40 + pg_temp.dice(person, 'building', 200) end as completed,
      ((400000 + pg_temp.dice(person, 'building cost', 2400000)) / 100.0)::numeric(12, 2) as gross,
      (case when pg_temp.dice(person, 'means', 5) < 3 then 0
        else 20000 + pg_temp.dice(person, 'own part', 90000) end / 100.0)::numeric(12, 2) as own
    from (
      select *, date '2024-06-01' + pg_temp.dice(person, 'approved', 950) as approved
      from other where kind = 'grant' offset 0) drawn offset 0) built;

insert into single
  select person, 'ATW-' || person, 'atw', second_id, 'access-to-work', 'DWP', 'CEILING',
    'COMMISSIONED', 'Employment and Training Act 1973 s2', first_day, first_day + 365, first_day,
    null, null, null, null, null, 'NONE', null, 'Access to Work has no means test', true,
    'Access to Work: a support worker', 'Award Ceiling ' || ceiling || '; Award First Day '
      || first_day || '; Award Last Day ' || first_day + 364, 'Support Worker', ceiling * 100
  from (
    select *, date '2024-10-01' + pg_temp.dice(person, 'letter', 780) as first_day,
      ((300000 + pg_temp.dice(person, 'most', 3000000)) / 100.0)::numeric(12, 2) as ceiling
    from other where kind = 'work' offset 0) drawn;

insert into single
  select person, 'LOCAL-' || person, 'local ' || funder, second_id, stream, funder, 'RECURRING',
    (array['COMMISSIONED', 'NOTIONAL', 'DIRECT_PAYMENT', 'THIRD_PARTY']
      )[pg_temp.dice(person, 'local mode', 4) + 1], legal_basis, first_day, until_day, first_day,
    until_day, null, null, amount, per,
    case when stream in ('personal-health-budget', 'section-117') then 'NONE'
      when asked < 4 then 'NONE' when asked < 8 then 'WEEKLY' else 'UNKNOWN' end,
    case when stream in ('personal-health-budget', 'section-117') then null
      when asked between 4 and 7 then (200 + pg_temp.dice(person, 'asked', 1000)) / 100.0 end,
    case stream when 'personal-health-budget' then 'NHS care is free at the point of use'
      when 'section-117' then 'section 117 aftercare is never charged'
      else case when asked < 4 then 'a recorded assessment: nothing to pay'
        when asked < 8 then 'the weekly contribution that the sender gives'
        else 'the sender does not say what the person pays' end end,
    pg_temp.dice(person, 'reports', 10) < 7, description,
    'Amount ' || amount || ' per ' || lower(per) || '; Units per Week blank; '
      || 'Contribution per Week ' || case when stream in ('personal-health-budget', 'section-117')
        or asked > 7 then 'blank' else 'as given' end, null, null
  from (
    select other.*, scheme.*, pg_temp.dice(person, 'asks', 10) as asked,
      ((least + pg_temp.dice(person, 'local amount', least * 5)) / 100.0)::numeric(12, 2) as amount,
      date '2024-08-01' + pg_temp.dice(person, 'local from', 860) as first_day,
      case when pg_temp.dice(person, 'local ends', 4) = 0
        then date '2024-08-01' + pg_temp.dice(person, 'local from', 860) + 90
          + pg_temp.dice(person, 'local until', 400) end as until_day
    from other
    cross join lateral (values
      (0, 4, 'housing-related-support', 'E08000018', 'Housing-related support scheme', 'WEEK', 1800,
        'Housing-related support: visiting support to keep the tenancy'),
      (5, 6, 'personal-health-budget', 'QF7', 'SI 2013/1617', 'FOUR_WEEKS', 16000,
        'Personal health budget: support that the person has chosen for their health'),
      (7, 8, 'section-117', other.council, 'Mental Health Act 1983 s117', 'MONTH', 24000,
        'Section 117 aftercare: support at home and in the community'),
      (9, 9, 'work-and-health', 'DWP', 'Employment and Training Act 1973 s2', 'YEAR', 90000,
        'Work and Health Programme and its successors: finding and keeping work'))
      scheme (first, last, stream, funder, legal_basis, per, least, description)
    where kind = 'local' and pg_temp.dice(person, 'scheme', 10) between scheme.first and scheme.last
    offset 0) drawn;

insert into single
  select person, 'WCB-' || person, 'local QF7', second_id, 'wheelchair-budget', 'QF7', 'ONE_OFF',
    'THIRD_PARTY', 'SI 2012/2996 reg 32B', bought, bought + 1, make_date(start, 4, 1),
    make_date(start + 1, 4, 1), start || '-' || (start + 1) % 100, bought, amount, 'ONCE', 'NONE',
    null, 'NHS care is free at the point of use', pg_temp.dice(person, 'chair paid', 10) < 6,
    'Personal wheelchair budget: a wheelchair and its upkeep', 'Amount ' || amount
      || ' once; Units per Week blank; Contribution per Week blank', null, null
  from (
    select *, extract(year from bought - interval '3 months')::int as start
    from (
      select *, date '2025-04-01' + pg_temp.dice(person, 'bought', 640) as bought,
        ((30000 + pg_temp.dice(person, 'chair', 300000)) / 100.0)::numeric(12, 2) as amount
      from other where kind = 'once' offset 0) bought offset 0) drawn;

insert into submissions (id, delivery_id, scope, as_of)
  select pg_temp.id('submission ' || reference), pg_temp.id(sent), 'bench ' || reference,
    sent.as_of
  from single join sent on sent.name = single.sent;

insert into submission_windows (submission_id, known_from)
  select pg_temp.id('submission ' || reference), timestamptz '2027-01-13 09:05Z' from single;

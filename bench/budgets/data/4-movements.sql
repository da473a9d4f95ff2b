-- Stage payments of grants, payments in advance of local awards, claims under ceilings.
create temp table payment as
  select person, reference, reference || '/' || number as payment_reference,
    (amount * 20)::bigint as amount_pence, false as gross, first_day + number * 30 as paid_on,
    null::date as covers_from, null::date as covers_until
  from single cross join lateral generate_series(1, pg_temp.dice(person, 'stages', 4)) number
  where stream = 'disabled-facilities-grant' and first_day + number * 30 <= date '2027-01-08'
  union all
  select person, reference, reference || '/1', (amount * 100)::bigint, false, first_day,
    first_day, first_day + 1
  from single where stream = 'wheelchair-budget' and reports_payments
  union all
  select person, reference, reference || '/' || number,
    (amount * case per when 'WEEK' then 1300 when 'MONTH' then 300 when 'YEAR' then 25
      else 325 end)::bigint,
    stream = 'housing-related-support', first_day + number * 91, first_day + number * 91,
    first_day + (number + 1) * 91
  from single cross join lateral generate_series(0, 9) number
  where basis = 'RECURRING' and reports_payments
    and first_day + number * 91 <= date '2027-01-20'
    and first_day + number * 91 < coalesce(until_day, date '2027-01-20')
    and first_day + (number + 1) * 91 > date '2025-04-01';

create temp table claim as
  select person, reference, reference || '/' || number as claim_reference,
    first_day + number * 28 as support_from, first_day + (number + 1) * 28 as support_until,
    (ceiling_pence / 13 - pg_temp.dice(person, 'claimed ' || number, 9000))::bigint as claimed_pence,
    pg_temp.dice(person, 'repaid ' || number, 4) > 0 as is_paid,
    pg_temp.dice(person, 'cut ' || number, 5000) as cut_pence
  from single cross join lateral generate_series(0, pg_temp.dice(person, 'claims', 7)) number
  where basis = 'CEILING' and pg_temp.dice(person, 'claims', 7) > 0
    and first_day + (number + 1) * 28 <= date '2027-01-11';

insert into awards (id, submission_id, row, identity_id, stream, funder, basis, mode, legal_basis,
    reference, first_day, until_day, relevant_from, relevant_until, year, completed_on, amount, per,
    contribution, contribution_pounds, contribution_reason, reports_payments, description,
    raw_figures, element, ceiling_pence, has_movements)
  select pg_temp.id('award ' || reference), pg_temp.id('submission ' || reference), person + 1,
    identity_id, stream, funder, basis, mode, legal_basis, reference, first_day, until_day,
    relevant_from, relevant_until, year, completed_on, trim_scale(amount), per, contribution,
    trim_scale(contribution_pounds), contribution_reason, reports_payments, description,
    raw_figures, element, ceiling_pence, reference in (select reference from payment union select reference from claim)
  from single;

insert into payments (award_id, row, reference, amount_pence, gross, paid_on, covers_from,
    covers_until)
  select pg_temp.id('award ' || reference), person + 1, payment_reference, amount_pence, gross,
    paid_on, covers_from, covers_until
  from payment;

insert into claims (award_id, row, reference, form, support_from, support_until, claimed_pence,
    paid_pence, paid_on, paid_to)
  select pg_temp.id('award ' || reference), person + 1, claim_reference, 'DP222JP', support_from,
    support_until, claimed_pence, case when is_paid then claimed_pence - cut_pence end,
    case when is_paid then support_until + 20 end, case when is_paid then 'CUSTOMER' end
  from claim;

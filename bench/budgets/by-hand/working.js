/** The steps from raw figure to pence, as JSON text: what is said of each segment, then of a line. */

/**
 * @param {string} said
 * @param {string} result
 */
const step = (said, result) => `json_build_object('step', ${said}, 'result', ${result})::text`;

/** @param {string} value */
const plain = (value) => `case when ${value} is null then 'not given'
  when min_scale(${value}) <= 2 then round(${value}, 2)::text
  else trim_scale(round(${value}, 8))::text end`;

/** @param {string} unit */
const perUnit = (unit) => `${plain('s.amount')} || ' per ${unit} × ' || ${plain('s.units_per_week')}
  || ' a week ÷ 7 for each day in force'`;
/** @param {number} days */
const perDays = (days) => `${plain('s.amount')} || ' ÷ ${days} for each day in force'`;
/** @param {string} part */
const perPart = (part) => `${plain('s.amount')}
  || ' for each ${part} wholly in force, part ${part}s by their days'`;

const RULE = `case s.per when 'HOUR' then ${perUnit('hour')} when 'DAY' then ${perUnit('day')}
  when 'SESSION' then ${perUnit('session')} when 'WEEK' then ${perDays(7)}
  when 'FORTNIGHT' then ${perDays(14)} when 'FOUR_WEEKS' then ${perDays(28)}
  when 'MONTH' then ${perPart('calendar month')} when 'QUARTER' then ${perPart('financial quarter')}
  when 'YEAR' then ${perPart('financial year')} else 'One sum, counted once' end`;

/** @param {string} award */
const sent = (award) => step(`'As sent by ' || ${award}.sender`, `${award}.raw_figures`);

/** @param {string} award */
const known = (award) =>
  step(
    `'Price known as of the delivery received ' || ${award}.received_on || ' from '
    || ${award}.sender || ', row ' || ${award}.row || '; its data speaks for'`,
    `${award}.as_of`,
  );

const IN_FORCE = `'In force ' || (
    select string_agg(lower(r) || ' to ' || upper(r) - 1, ' and ' order by r) from unnest(s.days) r)
  || ', both days included'`;

export const SEGMENTS_STEPS = `string_agg(concat_ws(',', ${sent('s')},
  ${step(IN_FORCE, "s.day_count || ' days'")}, ${step(RULE, 'round(s.exact, 6)::text')}),
  ',') over line`;
export const SEGMENTS_KNOWN = `string_agg(${known('s')}, ',') over line`;

export const SINGLE_SEGMENT = `concat_ws(',', ${sent('t')}, ${step(
  `case basis when 'ONE_OFF' then 'One sum, counted once'
    else 'Care given, counted in ' || year || ', the year the source says' end`,
  'round(t.amount, 6)::text',
)})`;
export const SINGLE_KNOWN = known('t');

/** @param {string} pence */
const pounds = (pence) => `round(${pence} / 100.0, 2)::text`;

export const CLAIM_SEGMENT = `concat_ws(',', ${sent('t')}, ${step(
  "'Claim paid, counted in the year its support ended'",
  pounds('c.paid_pence'),
)})`;

/** Of one line `l`. */
export const WORKING = `('[' || concat_ws(',', l.segments,
  case when l.scheme is not null and l.currency is not null
    then ${step("'Currency of scheme ' || l.scheme", 'l.currency')} end,
  ${step("'Rounded once to whole pence, a half away from zero'", pounds('l.amount'))},
  ${step(
    "'What the person is asked to pay: ' || l.contribution_reason",
    `coalesce(${pounds('l.contribution')}, 'not known')`,
  )},
  case when l.paid is null then ${step("'Paid'", "'not reported by this source'")}
    when l.paid <> 0
      then ${step("'Public share known to have gone out'", pounds('l.paid'))} end,
  l.known) || ']')`;

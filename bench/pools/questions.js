import { account, reading } from './built.js';

export const POOL = 'sheffield-bcf';
export const YEAR = /** @type {any} */ ('2025-26');

const ANALYST = /** @type {import('../../src/access/viewer.ts').Viewer} */ ({
  ...{ role: 'analyst', subject: 'bench', organisation: 'E08000039', nhsNumber: null },
});
const FINANCE = /** @type {import('../../src/access/viewer.ts').Viewer} */ ({
  ...{ role: 'finance', subject: 'bench', organisation: 'E08000039', nhsNumber: null },
});

/** @typedef {import('../../src/hub.ts').Hub} Hub */
/** @typedef {import('../../src/values/plain-date.ts').PlainDate} Day */
/** @typedef {{ name: string, ask: (hub: Hub, today: Day) => Promise<unknown>, scan: string }} Question */

// What a scan goes through for any question: every entry that went to a provider, with whose it is.
const SPENT = `from entries e
  join ledger_accounts l on l.id = e.ledger_account_id and l.kind = 'PROVIDER'
  join journals j on j.id = e.journal_id and j.year = e.year
  join accounts a on a.id = e.account_id join identities i on i.id = a.identity_id
  where e.year = '2025-26'
    and (l.stream, l.funder) in (('adult-social-care', 'E08000039'), ('personal-health-budget', 'QF7'))`;

// As old as on the first day of the year.
const BAND = `width_bucket(extract(year from age(date '2025-04-01', i.birth_date)),
  array[18, 25, 45, 65, 75, 85])`;

/**
 * @param {string} name
 * @param {readonly string[]} by
 * @param {readonly { dimension: string, codes: readonly string[] }[]} filter
 * @param {string} columns what a scan groups by
 * @param {string} [where]
 * @returns {Question}
 */
const usage = (name, by, filter, columns, where = '') => ({
  name,
  ask: async (hub, today) => {
    const { readUsage } = await reading();
    const asked = /** @type {any} */ ({ pool: POOL, year: YEAR, by, filter });
    return readUsage(hub.serving, ANALYST, asked, today);
  },
  scan: `select ${columns}, count(distinct i.person_id) as people, sum(e.amount_pence) as amount
    ${SPENT} ${where} group by ${by.map((_, at) => at + 1).join(', ')}`,
});

const MONTH = `date_trunc('month', j.effective_day)`;

/** @type {readonly Question[]} */
export const QUESTIONS = [
  usage('by stream', ['STREAM'], [], 'l.stream'),
  usage('by stream and mode', ['STREAM', 'MODE'], [], 'l.stream, a.mode'),
  usage('by stream, mode and month', ['STREAM', 'MODE', 'MONTH'], [], `l.stream, a.mode, ${MONTH}`),
  usage(
    'by age, of one stream and mode',
    ['AGE_BAND'],
    [
      { dimension: 'STREAM', codes: ['adult-social-care'] },
      { dimension: 'MODE', codes: ['DIRECT_PAYMENT'] },
    ],
    BAND,
    `and l.stream = 'adult-social-care' and a.mode = 'DIRECT_PAYMENT'`,
  ),
  {
    name: 'account of the pool',
    ask: (hub, today) => askAccount(hub, today, YEAR),
    scan: `select l.stream, l.funder, ${MONTH}, sum(e.amount_pence) as amount from entries e
      join ledger_accounts l on l.id = e.ledger_account_id and l.kind = 'PROVIDER'
      join journals j on j.id = e.journal_id and j.year = e.year group by 1, 2, 3`,
  },
];

/**
 * @param {Hub} hub
 * @param {Day} today
 * @param {any} year
 */
export async function askAccount(hub, today, year) {
  const { readPool, readPoolYear } = await account();
  const pool = await readPool(hub.serving, FINANCE, POOL, today);
  if (!pool) throw new Error('there is no pool');
  return readPoolYear(hub.serving, FINANCE, pool, { year, today });
}

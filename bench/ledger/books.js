import { DATA_DIR, DATABASE_URL, TODAY } from '../budgets/settings.js';
import { configuration, depositing, hubs, opening, people, seeding } from './built.js';

export const COUNCIL = 'E08000039';
const SOURCES = [
  { stream: 'adult-social-care', funder: COUNCIL },
  { stream: 'personal-health-budget', funder: 'QF7' },
];
const ENOUGH = 100_000_000_000n;
const NHS_NUMBER = '9990000018';

/** The finance office of the council that hosts every account here. */
export const OFFICE = /** @type {import('../../src/access/viewer.ts').Viewer} */ ({
  ...{ role: 'finance', subject: 'bench', organisation: COUNCIL, nhsNumber: null },
});

/** @typedef {import('../../src/hub.ts').Hub} Hub */

/** @type {(text: string) => import('../../src/values/plain-date.ts').PlainDate} */
const day = (text) => /** @type {any} */ (text);

export const today = day(TODAY);

/**
 * The hub as it serves, with as many connections for transactions as the statements by hand have.
 * @param {string} tenant
 * @param {number} connections
 */
export async function openBooks(tenant, connections) {
  const { openHub } = await hubs();
  const { readConfig } = await configuration();
  const env = { DATABASE_URL, TENANT: tenant, DATA_DIR, TODAY };
  const config = readConfig({ ...env, DATABASE_CONNECTIONS: String(connections) });
  return openHub(config, []);
}

/**
 * Reference data, a person, and accounts of theirs with money of two sources, so that a payment is
 * drawn on both and is four entries.
 * @param {Hub} hub
 * @param {number} count
 * @param {string} [nhsNumber]
 * @returns {Promise<string[]>} their ids
 */
export async function fillBooks({ db, serving }, count, nhsNumber = NHS_NUMBER) {
  const [{ seedReference }, { link }, { openAccount }, { recordDeposit }] = await Promise.all([
    ...[seeding(), people(), opening(), depositing()],
  ]).then((all) => /** @type {any} */ (all));
  await seedReference({ db });
  const known = { nhsNumber, nino: 'QQ123456C', evidence: 'a letter', actor: 'bench' };
  await link(db, known);
  const ids = [];
  for (let at = 0; at < count; at += 1) {
    const asked = { nhsNumber, mode: 'DIRECT_PAYMENT', idempotencyKey: `open ${at}` };
    const { account } = await openAccount(serving, OFFICE, asked);
    for (const source of SOURCES) {
      const said = { account, ...source, amount: ENOUGH, effectiveDay: today };
      const idempotencyKey = `deposit ${at} ${source.stream}`;
      await recordDeposit(serving, OFFICE, { ...said, idempotencyKey }, today);
    }
    ids.push(account);
  }
  return ids;
}

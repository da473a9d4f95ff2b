import { keepAgreement, keepContributions, keepSchemes } from '../../src/pools/agreements-store.ts';
import { keepEntry } from '../../src/pools/entries-store.ts';
import { keepPool } from '../../src/pools/pools-store.ts';
import type { OrganisationCode } from '../../src/values/ids.ts';
import { parsePounds } from '../../src/values/money.ts';
import { day, days } from '../pools/rules.ts';
import { change, type Operation } from './access-questions.ts';
import type { TestHub } from './hub.ts';

/** The pool of the access table, and one that is none. */
export const POOL = 'BCF';
export const NO_POOL = 'NONE';
const NO_ENTRY = '00000000-0000-4000-8000-000000000000';
const PARTNER = 'E06000001';

/** Something recorded of that pool. */
let entry = NO_ENTRY;

/** A pool with an agreement and something recorded in its books. */
export async function agreeOnPool({ db }: TestHub, host: string): Promise<void> {
  await keepPool(db, { code: POOL, name: 'Better Care Fund', host: host as OrganisationCode });
  const partners = [host, PARTNER].map((code) => ({
    ...{ organisation: code as OrganisationCode, share: null, most: null },
  }));
  const knownFrom = day('2025-03-01');
  const agreement = await keepAgreement(db, {
    ...{ pool: POOL, reference: '2025-26', aims: 'a', functions: 'f', services: 's', partners },
    ...{ manager: 'Head of Joint Commissioning', days: days('2025-04-01', '2026-03-31') },
    ...{ accounts: 'CASH', riskShare: 'PRO_RATA', carry: 'KEEP', carryShare: null },
    ...{ grantPassesWhole: true, knownFrom },
  });
  const total = { year: '2025-26', variation: '', total: parsePounds('1.00'), reason: 'agreed' };
  const said = { year: '2025-26', variation: '', source: 'DFG', amount: parsePounds('1.00') };
  const own = { ...said, partner: host as OrganisationCode };
  await keepContributions(db, agreement, { ...total, effectiveOn: knownFrom, knownFrom }, [own]);
  const scheme = { code: 'home', name: 'Care at home', type: 'Home Care', subType: null };
  const more = { description: null, areaOfSpend: null, commissioner: 'LA', provider: null };
  await keepSchemes(db, agreement, POOL, [{ ...scheme, ...more }]);
  entry = await keepEntry(db, {
    ...{ pool: POOL, kind: 'SPENT', partner: host, scheme: 'home', carrier: 'TEAM', amount: 100n },
    ...{ nature: 'REVENUE', incurredOn: day('2025-12-01'), day: null, words: 'a team' },
    ...{ keyScope: 'test', idempotencyKey: 'test', inputHash: 'test', recordedBy: 'test' },
  });
}

/** What is read of a pool: to whoever is no party to it the same as of one that is none. */
export const POOL_READ = (code: string): Operation => ({
  name: 'pool',
  document: `query ($code: String!) { pool(code: $code) { code year(year: "2025-26") { asOf }
    entries(year: "2025-26", first: 1) { nodes { id } } report(year: "2025-26", part: Q1) { lastDay } } }`,
  variables: () => ({ code }),
  tells: ({ pool }) => pool !== null,
});

const recorded = (name: string, input: string, of: () => object) =>
  change(name, input, '... on PoolEntryRecorded { replayed }', of);

/** What is recorded of a pool; of one that is none where `isThere` is false. */
export const poolChanges = (isThere: boolean): readonly Operation[] => {
  const pool = isThere ? POOL : NO_POOL;
  const about = isThere ? entry : NO_ENTRY;
  const today = '2026-01-15';
  return [
    recorded('recordPoolContribution', 'RecordPoolContributionInput', () => ({
      ...{ pool, partner: PARTNER, year: '2025-26', amount: 1, receivedOn: today },
    })),
    recorded('recordPoolSpending', 'RecordPoolSpendingInput', () => ({
      ...{ pool, scheme: 'home', partner: PARTNER, carrier: 'TEAM', nature: 'REVENUE' },
      ...{ amount: 1, incurredOn: today, words: 'a team' },
    })),
    recorded('recordPoolSpendingPaid', 'RecordPoolSpendingPaidInput', () => ({
      ...{ spending: about, paidOn: today },
    })),
    recorded('reversePoolEntry', 'ReversePoolEntryInput', () => ({
      ...{ entry: about, reason: 'a mistake', effectiveDate: today },
    })),
  ];
};

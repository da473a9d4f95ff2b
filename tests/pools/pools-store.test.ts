import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { raw, sql } from '../../src/db/database.ts';
import {
  agreementsKnown,
  endAgreement,
  grantsOf,
  keepAgreement,
  keepContributions,
  keepGrants,
  keepPlans,
  keepSchemes,
} from '../../src/pools/agreements-store.ts';
import type { PoolAgreement } from '../../src/pools/pool.ts';
import { allPools, keepPool } from '../../src/pools/pools-store.ts';
import { keepRules, rulesKnown } from '../../src/pools/rules-store.ts';
import { parsePounds } from '../../src/values/money.ts';
import { ratio } from '../../src/values/ratio.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { body, day, days, rule } from './rules.ts';

const COUNCIL = body('E08000039');
const BOARD = body('QF7');
const POOL = { code: 'P', name: 'Better Care Fund', host: COUNCIL };

const AGREEMENT: PoolAgreement = {
  pool: 'P',
  reference: '2025-27',
  aims: 'People stay at home.',
  functions: 'Care Act 2014 Part 1; NHS Act 2006 s3A.',
  services: 'Adults who live in the area.',
  manager: 'Head of Joint Commissioning',
  days: days('2025-04-01', '2027-03-31'),
  accounts: 'ACCRUED',
  riskShare: 'FIXED_SHARES',
  carry: 'KEEP_UP_TO',
  carryShare: ratio(1, 50),
  grantPassesWhole: true,
  partners: [
    { organisation: COUNCIL, share: ratio(1, 3), most: null },
    // Above what a 32-bit integer holds, and what JSON holds exactly of a large pool.
    { organisation: BOARD, share: ratio(2, 3), most: parsePounds('21470000.01') },
  ],
  knownFrom: day('2025-03-01'),
};
const total = (pounds: string, variation: string, knownFrom: string) => ({
  ...{ year: '2025-26', variation, total: parsePounds(pounds), effectiveOn: day('2025-04-01') },
  ...{ reason: 'agreed', knownFrom: day(knownFrom) },
});
const from = (partner: typeof COUNCIL, source: string, pounds: string, variation = '') => ({
  ...{ partner, source, year: '2025-26', variation, amount: parsePounds(pounds) },
});
const SCHEME = {
  ...{ code: 'home', name: 'Care at home', type: 'Home Care or Domiciliary Care', subType: null },
  ...{ description: null, areaOfSpend: 'Social Care', commissioner: 'LA', provider: null },
};
const plan = (pounds: string, knownFrom: string) => ({
  ...{ scheme: 'home', year: '2025-26', source: 'DFG', nature: 'CAPITAL' as const, units: 'Homes' },
  ...{ planned: parsePounds(pounds), outputs: ratio(5, 2), knownFrom: day(knownFrom) },
});

let hub: TestHub;
let id: string;
beforeAll(async () => {
  hub = await openTestHub();
  expect(await keepPool(hub.db, POOL)).toBe(true);
  id = await keepAgreement(hub.db, AGREEMENT);
  await keepContributions(hub.db, id, total('100.00', '', '2025-03-01'), [
    from(COUNCIL, 'DFG', '40.00'),
    from(BOARD, 'Minimum NHS Contribution', '60.00'),
  ]);
  await keepContributions(hub.db, id, total('90.00', 'V1', '2025-10-01'), [
    from(COUNCIL, 'DFG', '-10.00', 'V1'),
  ]);
  await keepSchemes(hub.db, id, 'P', [SCHEME]);
  await keepPlans(hub.db, id, [plan('30.00', '2025-03-01')]);
  await keepPlans(hub.db, id, [plan('25.00', '2025-10-01')]);
});
afterAll(() => hub.close());

describe('a pool', () => {
  it('is kept once', async () => {
    expect(await keepPool(hub.db, { ...POOL, name: 'another' })).toBe(false);
    expect(await allPools(hub.serving)).toEqual([POOL]);
  });

  it('has an agreement, all that was said of it, to the penny', async () => {
    const [kept, ...others] = await agreementsKnown(hub.serving, day('2026-01-15'), 'P');
    expect(others).toEqual([]);
    expect(kept).toEqual({
      ...AGREEMENT,
      id,
      signedUntil: AGREEMENT.days.until,
      totals: [total('100.00', '', '2025-03-01'), total('90.00', 'V1', '2025-10-01')],
      contributions: [
        from(COUNCIL, 'DFG', '40.00'),
        from(BOARD, 'Minimum NHS Contribution', '60.00'),
        from(COUNCIL, 'DFG', '-10.00', 'V1'),
      ],
      schemes: [SCHEME],
      plans: [plan('30.00', '2025-03-01'), plan('25.00', '2025-10-01')],
    });
  });

  it('is shown as it was known on a day gone by', async () => {
    expect(await agreementsKnown(hub.db, day('2025-02-28'))).toEqual([]);
    const [kept] = await agreementsKnown(hub.db, day('2025-09-30'));
    expect(kept?.totals).toEqual([total('100.00', '', '2025-03-01')]);
    expect(kept?.contributions).toHaveLength(2);
    expect(kept?.plans).toEqual([plan('30.00', '2025-03-01')]);
  });

  it('has grants beside it', async () => {
    const grant = { reference: 'G1', giver: BOARD, receiver: COUNCIL, year: '2025-26' };
    const kept = { ...grant, amount: parsePounds('0.01'), purpose: 'Discharge' };
    await keepGrants(hub.db, 'P', day('2025-03-01'), [kept]);
    expect(await grantsOf(hub.serving, 'P')).toEqual([kept]);
  });

  it('draws on streams by rules, as long as its agreement runs', async () => {
    const hours = { scheme: 'home-care-hour', code: null };
    const rules = [
      rule('home', [1, 3], { days: AGREEMENT.days }),
      rule('home', [1, 1], { funder: BOARD, currency: hours, knownFrom: day('2025-10-01') }),
    ];
    await keepRules(hub.db, id, rules);
    expect(await rulesKnown(hub.serving, day('2026-01-15'))).toEqual([rules[1], rules[0]]);
    expect(await rulesKnown(hub.serving, day('2025-09-30'))).toEqual([rules[0]]);
    const end = { until: day('2026-04-01'), reason: 'ended by all', knownFrom: day('2026-01-10') };
    await endAgreement(hub.db, id, end);
    const [kept] = await agreementsKnown(hub.db, day('2026-01-15'));
    expect(kept?.days).toEqual(days('2025-04-01', '2026-03-31'));
    const cut = { ...rules[0], days: days('2025-04-01', '2026-03-31') };
    expect(await rulesKnown(hub.db, day('2026-01-15'))).toEqual([rules[1], cut]);
    expect(await rulesKnown(hub.db, day('2026-01-09'))).toEqual([rules[1], rules[0]]);
  });

  it.each(['pools', 'pool_agreements', 'pool_totals', 'pool_contributions', 'pool_rules'])(
    '%s are never rewritten, and no request writes them',
    async (table) => {
      const change = (text: string) => hub.db.rows('test.rewriting', sql`${raw(text)}`);
      await expect(change(`delete from ${table}`)).rejects.toThrow();
      const served = hub.serving.rows('test.served', sql`${raw(`delete from ${table}`)}`);
      await expect(served).rejects.toMatchObject({ code: '42501' });
    },
  );
});

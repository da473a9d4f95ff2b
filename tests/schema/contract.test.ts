import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../src/access/viewer.ts';
import { ALIGNED, contractsFile, monthly } from '../deliveries/contract-rows.ts';
import {
  ELECTIVE,
  EMERGENCY,
  keepTestPrices,
  loadContractsFile,
  tellSpells,
} from '../deliveries/spells-told.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';

const CONTRACTS = `query Contracts($first: Int!, $after: String, $year: FinancialYear, $knownAt: PlainDate) {
  contracts(first: $first, after: $after, year: $year, knownAt: $knownAt) {
    nodes {
      code year commissioner { code name } provider { code } form version
      totals { plan { pence } actual { pence } shadow { pence } variance { pence } spellsLeftOut complete }
    }
    pageInfo { hasNextPage endCursor }
  }
}`;

const CONTRACT = `query Contract($code: String!, $year: FinancialYear!, $knownAt: PlainDate) {
  contract(code: $code, year: $year, knownAt: $knownAt) {
    code form version
    terms {
      variablePercent variableBasis emergencyBaseline { pence } marginalPercent
      lowVolumeLimit { pence } source
    }
    months {
      month firstDay plan { pounds } actual { pounds } shadow { pounds } variance { pounds }
      cumulativeVariance { pounds } spellsLeftOut complete shadowComplete
    }
  }
}`;

const YEAR = '2022-23';
let hub: TestHub;

beforeAll(async () => {
  hub = await openTestHub();
  await keepTestPrices(hub);
  await loadContractsFile(
    hub,
    contractsFile(
      ...monthly({ ...ALIGNED, Fixed: '900000', Elective: '1000' }),
      { 'Contract Code': 'QHL-RCF', Commissioner: 'QHL' },
      { 'Contract Code': 'QF7-RCF', 'Financial Year': '2023-24' },
    ),
  );
  await tellSpells(
    hub,
    'RCF',
    ['2022-04-05', ELECTIVE],
    ['2022-05-05', EMERGENCY],
    ['2022-05-06', ELECTIVE, 'QF7', 'AA02A'],
    ['2022-05-07', EMERGENCY, 'QHL'],
  );
});
afterAll(() => hub.close());

const finance = { role: 'finance' } as const;

describe('a contract', () => {
  it('shows its terms, its plan and what its activity makes due, month by month', async () => {
    const { data, errors } = await hub.ask(finance, CONTRACT, { code: 'QF7-RCF', year: YEAR });
    expect(errors).toBeUndefined();
    const { months, terms, ...named } = data.contract;
    expect(named).toEqual({ code: 'QF7-RCF', form: 'ALIGNED_PAYMENT', version: 1 });
    expect(terms).toEqual({
      variablePercent: '75',
      variableBasis: 'DIFFERENCE',
      emergencyBaseline: null,
      marginalPercent: null,
      lowVolumeLimit: null,
      source: 'signed 1 March 2022',
    });
    // April: 1,500 × 1.1 = 1,650; 75 % × (1,650 − 1,000) = 487.50
    expect(months[0]).toEqual({
      month: 1,
      firstDay: '2022-04-01',
      plan: { pounds: '900000.00' },
      actual: { pounds: '900487.50' },
      shadow: { pounds: '1650.00' },
      variance: { pounds: '487.50' },
      cumulativeVariance: { pounds: '487.50' },
      ...{ spellsLeftOut: 0, complete: true, shadowComplete: true },
    });
    // May: the one elective spell has no tariff, so at least 75 % × (0 − 1,000) = −750
    expect(months[1]).toEqual({
      month: 2,
      firstDay: '2022-05-01',
      plan: { pounds: '900000.00' },
      actual: { pounds: '899250.00' },
      shadow: { pounds: '4400.00' },
      variance: { pounds: '-750.00' },
      cumulativeVariance: { pounds: '-262.50' },
      ...{ spellsLeftOut: 1, complete: false, shadowComplete: false },
    });
    expect(months[2]).toMatchObject({ month: 3, actual: null, shadow: null, variance: null });
    expect(months).toHaveLength(12);
  });

  it('is null where there is none, and where nothing was known of it', async () => {
    const ask = (variables: object) => hub.ask(finance, CONTRACT, { year: YEAR, ...variables });
    expect(await ask({ code: 'NONE' })).toEqual({ data: { contract: null } });
    const before = await ask({ code: 'QF7-RCF', knownAt: '2020-01-01' });
    expect(before).toEqual({ data: { contract: null } });
  });
});

describe('the list of contracts', () => {
  it('holds each as it stands, in pages', async () => {
    const variables = { first: 2, year: YEAR };
    const { data } = await hub.ask({ role: 'operator' }, CONTRACTS, variables);
    const [first, second] = [...data.contracts.nodes].sort((a, b) => (a.code < b.code ? -1 : 1));
    expect(first).toMatchObject({
      code: 'QF7-RCF',
      commissioner: { code: 'QF7', name: 'South Yorkshire and Bassetlaw' },
      provider: { code: 'RCF' },
      // 12 × 900,000; two months known: 900,487.50 + 899,250; 1,650 + 4,400; 487.50 − 750
      totals: {
        plan: { pence: 1_080_000_000 },
        actual: { pence: 179_973_750 },
        shadow: { pence: 605_000 },
        variance: { pence: -26_250 },
        ...{ spellsLeftOut: 1, complete: false },
      },
    });
    // The block pays 1,200,000 whatever the shadow: 4,000 × 1.1
    expect(second).toMatchObject({
      code: 'QHL-RCF',
      form: 'BLOCK',
      totals: {
        plan: { pence: 120_000_000 },
        actual: { pence: 120_000_000 },
        shadow: { pence: 440_000 },
        variance: { pence: 0 },
        complete: true,
      },
    });
    expect(data.contracts.pageInfo.hasNextPage).toBe(false);
    expect(hub.statements).toEqual([
      'currencies.contracts',
      'deliveries.contract-spells',
      'currencies.price-books',
    ]);
  });

  it('goes on from a cursor, over all years', async () => {
    const codes: string[] = [];
    let after: string | null = null;
    do {
      const { data } = await hub.ask(finance, CONTRACTS, { first: 1, after });
      const { nodes, pageInfo } = data.contracts;
      codes.push(
        ...nodes.map((each: { code: string; year: string }) => `${each.code} ${each.year}`),
      );
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after !== null);
    expect(codes.sort()).toEqual(['QF7-RCF 2022-23', 'QF7-RCF 2023-24', 'QHL-RCF 2022-23']);
  });

  it('reads no activity where none is asked for', async () => {
    await hub.ask(finance, '{ contracts(first: 5) { nodes { code } } }');
    expect(hub.statements).toEqual(['currencies.contracts']);
  });
});

describe('contracts are for finance and operators', () => {
  const others: Role[] = ['holder', 'representative', 'care-team', 'analyst'];
  it.each(others)('not for %s', async (role) => {
    const one = await hub.ask({ role }, CONTRACT, { code: 'QF7-RCF', year: YEAR });
    const many = await hub.ask({ role }, CONTRACTS, { first: 1 });
    const none = await hub.ask({ role }, CONTRACT, { code: 'NONE', year: YEAR });
    for (const { errors } of [one, many, none]) {
      expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN']);
    }
    expect(hub.statements).toEqual([]);
  });
});

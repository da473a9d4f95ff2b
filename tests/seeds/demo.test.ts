import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CARE_TEAM, DEMO_CLAIMS, PASTE_QUERIES } from '../../seeds/demo/access.ts';
import { CARE_BOARD, DEMO_DAY } from '../../seeds/demo/bodies.ts';
import { POOL } from '../../seeds/demo/pool.ts';
import { type DemoArea, isUnfinished, seedDemo } from '../../seeds/demo/seed.ts';
import type { DemoClaims } from '../../src/access/demo-key.ts';
import type { Line } from '../../src/awards/line.ts';
import type { IntegratedBudget } from '../../src/budgets/budget.ts';
import { verifyDeliveries } from '../../src/deliveries/verify.ts';
import { verifyLedger } from '../../src/ledger/verify.ts';
import { readUsage } from '../../src/pools/read-usage.ts';
import { verifyPools } from '../../src/pools/verify.ts';
import { fixedDay } from '../../src/streams/store.ts';
import { parseFinancialYear } from '../../src/values/financial-year.ts';
import type { NhsNumber } from '../../src/values/nhs-number.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { CASELOAD, DELIVERIES, PERSON_BUDGET } from '../support/queries.ts';
import { budgetsOfAll, sectorsIn, sumsOfAll } from './budgets-of-all.ts';

let hub: TestHub;
let area: DemoArea;
const told: string[] = [];
beforeAll(async () => {
  hub = await openTestHub(DEMO_DAY);
  area = await seedDemo(hub, (line) => told.push(line));
});
afterAll(() => hub.close());

const YEARS = ['2025-26', '2026-27'] as const;

/** The viewer that a token with these claims makes. */
const viewer = ({ role, subject, organisation, nhsNumber }: DemoClaims) => ({
  role,
  subject,
  organisation: organisation ?? null,
  nhsNumber: (nhsNumber ?? null) as NhsNumber | null,
});

describe('the area', () => {
  it('stands still at its day', async () => {
    expect(await fixedDay(hub.db)).toBe('2026-06-15');
  });

  it('holds all that must hold of it', async () => {
    const checks = [
      ...(await verifyDeliveries(hub.db, hub.adapters)),
      ...(await verifyLedger(hub.db)),
    ];
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
  });

  it.each(YEARS)(
    'has about 200 people, forty or more with three or more sectors in %s',
    async (year) => {
      const budgets = await budgetsOfAll(hub, year);
      expect(budgets.length).toBeGreaterThanOrEqual(190);
      expect(budgets.length).toBeLessThanOrEqual(215);
      const many = budgets.filter((budget) => sectorsIn(budget).size >= 3);
      expect(many.length).toBeGreaterThanOrEqual(40);
      expect(budgets.filter((budget) => sectorsIn(budget).size === 4).length).toBeGreaterThan(1);
    },
  );

  it('has stale, missing and unpriced lines beyond the personas, and complete budgets', async () => {
    const budgets = await budgetsOfAll(hub, '2026-27');
    const streams = budgets.flatMap((budget) => budget.streams);
    const howMany = (is: (stream: IntegratedBudget['streams'][number]) => boolean) =>
      streams.filter(is).length;
    expect(howMany(({ source }) => source.status === 'STALE')).toBeGreaterThan(10);
    expect(howMany(({ source }) => source.status === 'MISSING')).toBeGreaterThan(10);
    expect(howMany(({ lines }) => lines.some(({ kind }) => kind === 'UNPRICED'))).toBeGreaterThan(
      3,
    );
    expect(budgets.filter(({ complete }) => complete).length).toBeGreaterThan(20);
  });

  it.each(YEARS)('adds up for everybody in %s, unknown counted as nothing', async (year) => {
    for (const { total } of await budgetsOfAll(hub, year)) {
      const { awarded, contribution, paid, remaining, unreported } = total;
      const parts = [contribution, paid, remaining, unreported];
      expect(parts.reduce<bigint>((sum, part) => sum + (part ?? 0n), 0n)).toBe(awarded ?? 0n);
    }
  });

  it.each([...YEARS, '2024-25', '2027-28'])(
    'comes to the same sums in %s when they are read without the lines',
    async (year) => {
      const whole = await budgetsOfAll(hub, year);
      const sums = whole.map(({ gaps: _gaps, streams, ...rest }) => ({
        ...rest,
        streams: streams.map(({ lines: _lines, ceilings: _ceilings, ...each }) => each),
      }));
      expect(await sumsOfAll(hub, year)).toEqual(sums);
    },
  );

  it('is the same area when its seeding was cut off and begun again', {
    timeout: 300_000,
  }, async () => {
    const other = await openTestHub(DEMO_DAY);
    try {
      const killed = new Error('killed');
      const cutOff = seedDemo(other, (line) => {
        if (line.includes('month-2026-04')) throw killed;
      });
      await expect(cutOff).rejects.toBe(killed);
      expect(await isUnfinished(other.db)).toBe(true);
      await seedDemo(other);
      expect(await isUnfinished(other.db)).toBe(false);
      const summary = async (of: TestHub) =>
        (await budgetsOfAll(of, '2026-27')).map(({ complete, gaps, total, beside, streams }) => ({
          gaps: gaps.map(({ reason }) => reason),
          amounts: streams.map(({ stream, amount }) => [stream.code, amount]),
          ...{ complete, total, beside },
        }));
      expect(await summary(other)).toEqual(await summary(hub));
    } finally {
      await other.close();
    }
  });
});

describe('the pool', () => {
  it('is published for every quarter that is over, with figures beside some that are not shown', async () => {
    expect(told).toContain('5 parts of years of the pool published');
    const { role, subject, organisation } = viewer(DEMO_CLAIMS[2] as DemoClaims);
    const usage = await readUsage(
      hub.serving,
      { role, subject, organisation, nhsNumber: null },
      { pool: POOL, year: parseFinancialYear('2025-26'), by: ['STREAM', 'QUARTER'], filter: [] },
      DEMO_DAY,
    );
    const kinds = usage?.cells.map(({ keys, spend }) => [
      ...keys.map(({ code }) => code),
      'value' in spend,
    ]);
    expect(kinds).toContainEqual(['adult-social-care', 'Q1', true]);
    expect(kinds).toContainEqual(['adult-social-care', 'Q4', true]);
    expect(kinds).toContainEqual(['continuing-healthcare', 'Q1', false]);
  });

  it('is right in all that must hold of it', async () => {
    expect((await verifyPools(hub.db)).filter(({ ok }) => !ok)).toEqual([]);
  });
});

describe('the deliveries', () => {
  it('come from eight bodies in twelve formats, each row accepted or rejected', async () => {
    const { data } = await hub.ask({ role: 'operator' }, DELIVERIES, { first: 100 });
    const { nodes } = data.deliveries;
    expect(nodes).toHaveLength(34);
    expect(told.filter((line) => line.includes(' rows, '))).toHaveLength(34);
    for (const { status, rows, accepted, rejected } of nodes) {
      expect(status).toBe('LOADED');
      expect(accepted + rejected).toBe(rows);
    }
    const codes = (of: (node: never) => string) => new Set(nodes.map(of)).size;
    expect(codes(({ adapter }) => adapter)).toBe(12);
    expect(codes(({ organisation }) => (organisation as { code: string }).code)).toBe(8);
  });

  it('reject the nine rows that were planned to be, and no other', async () => {
    const { data } = await hub.ask({ role: 'operator' }, DELIVERIES, { first: 100 });
    const nodes = data.deliveries.nodes as {
      adapter: string;
      rejected: number;
      rejects: { nodes: { field: string; code: string }[] };
    }[];
    expect(nodes.reduce((sum, { rejected }) => sum + rejected, 0)).toBe(9);
    const rejects = nodes.flatMap(({ adapter, rejects }) =>
      rejects.nodes.map(({ field, code }) => `${adapter} ${field} ${code}`),
    );
    expect(rejects.sort()).toEqual([
      'employment-access-to-work Amount Paid ABOVE_CLAIMED',
      'health-plcm NHS NUMBER NO_PERSON',
      'health-plcm POINT OF DELIVERY CODE NOT_ATTRIBUTABLE',
      'housing-dfg Eligible Expense PARTS_DO_NOT_ADD_UP',
      'housing-shbe CCNINO BLANK',
      'local-awards Contribution per Week CHARGE_FORBIDDEN',
      'social-care-cld Event Start Date SPREADSHEET_DATE',
      'social-care-cld NHS Number LOST_ZERO',
      'social-care-cld Service Component UNKNOWN_CODE',
    ]);
  });
});

describe('care that the hub prices', () => {
  const linesOf = async (year: string, stream: string): Promise<Line[]> =>
    (await budgetsOfAll(hub, year))
      .flatMap(({ streams }) => streams)
      .filter((each) => each.stream.code === stream)
      .flatMap(({ lines }) => lines);

  it('has a price in 2026-27 by a list that says of itself that nobody pays by it', async () => {
    const lines = await linesOf('2026-27', 'nhs-tariff');
    const priced = lines.flatMap((line) => (line.kind === 'PRICED' && line.pricing ? [line] : []));
    expect(priced.length).toBeGreaterThan(20);
    for (const { pricing } of priced) {
      expect(pricing?.illustrative).toBe(true);
      for (const { source } of pricing?.tariffs ?? []) expect(source).toMatch(/^Illustrative: /);
    }
    // Barnsley's hospital is paid a fixed sum, Sheffield's by what it does.
    for (const { award, shadow } of priced) expect(shadow).toBe(award.provider === 'RFF');
    expect(new Set(priced.map(({ shadow }) => shadow)).size).toBe(2);
    const reasons = lines.flatMap((line) => (line.kind === 'UNPRICED' ? [line.reason] : []));
    expect(new Set(reasons)).toEqual(
      new Set(['non-elective care from 2023-24 is in the fixed payment and has no unit price']),
    );
  });

  it('has none in 2025-26, for which no market forces factor is known', async () => {
    const lines = (await linesOf('2025-26', 'nhs-tariff')).filter(({ award }) => award.activity);
    expect(lines.length).toBeGreaterThan(5);
    const reasons = lines.map((line) => (line.kind === 'UNPRICED' ? line.reason : 'priced'));
    expect(reasons.some((reason) => reason.startsWith('no market forces factor'))).toBe(true);
    expect(reasons).not.toContain('priced');
  });

  it('counts once what two of a trust’s files tell', async () => {
    const lines = await linesOf('2026-27', 'nhs-tariff');
    const repeated = lines.filter(({ overlap }) => overlap?.rule === 'SAME_SPELL');
    expect(repeated.length).toBeGreaterThan(10);
    for (const { award, inTotals } of repeated) {
      expect([award.delivery.adapter, inTotals]).toEqual(['health-plcm', false]);
    }
  });

  it('prices placement support by the contact, and no cluster since clusters were retired', async () => {
    const contacts = await linesOf('2026-27', 'individual-placement-support');
    expect(contacts).toHaveLength(22);
    for (const line of contacts) expect(line.kind === 'PRICED' && line.amount).toBe(258_50n);
    const clusters = await linesOf('2026-27', 'mental-health-cluster');
    expect(clusters).toHaveLength(4);
    for (const line of clusters) {
      expect(line.kind === 'UNPRICED' && line.reason).toMatch(/2024-04-01/);
    }
  });

  it('shows which support charges an award pays, where somebody recorded whose tenancy it is', async () => {
    const found = (await budgetsOfAll(hub, '2026-27')).flatMap(({ streams }) => {
      const lines = streams.flatMap((each) => each.lines);
      const charge = lines.find(({ award }) => award.element === 'SUPPORT');
      const awarded = lines.some(({ award }) => award.stream === 'housing-related-support');
      return charge ? [{ rule: charge.overlap?.rule, awarded }] : [];
    });
    const linked = found.filter(({ awarded }) => awarded);
    expect(linked.length).toBeGreaterThan(2);
    expect(linked.length).toBeLessThan(found.length);
    for (const { rule, awarded } of found) {
      expect(rule).toBe(awarded ? 'SUPPORT_CHARGE_PAID' : undefined);
    }
  });

  it('stands beside what two contracts pay', async () => {
    const query = `query { contracts(first: 10, year: "2026-27") { nodes {
      code form months { month plan { pence } actual { pence } shadow { pence } spellsLeftOut }
    } } }`;
    const { data, errors } = await hub.ask({ role: 'finance' }, query);
    expect(errors).toBeUndefined();
    const { nodes } = data.contracts;
    const forms = nodes.map(({ code, form }: (typeof nodes)[number]) => [code, form]);
    expect(new Map(forms)).toEqual(
      new Map([
        ['QF7-RFF', 'BLOCK'],
        ['QF7-RHQ', 'ALIGNED_PAYMENT'],
      ]),
    );
    for (const { form, months } of nodes) {
      const [april, , june] = months;
      expect(Number(april.shadow.pence)).toBeGreaterThan(0);
      expect(june.shadow).toBeNull();
      // £336,000.00 ÷ 12 is due under the block; the other pays £15,000.00 and all elective care.
      if (form === 'BLOCK') expect(Number(april.actual.pence)).toBe(28_000_00);
      else expect(Number(april.actual.pence)).toBe(15_000_00 + Number(april.shadow.pence));
    }
  });
});

describe('who may look', () => {
  it('gives the contract’s own queries to paste, as whom they are asked', async () => {
    const oneLine = (query: string) => query.replaceAll(/\s+/g, ' ').trim();
    expect(PASTE_QUERIES.map(({ claims }) => DEMO_CLAIMS[claims]?.role)).toEqual([
      'holder',
      'care-team',
      'analyst',
    ]);
    expect(PASTE_QUERIES[0]?.query).toBe(oneLine(PERSON_BUDGET));
    expect(PASTE_QUERIES[1]?.query).toBe(oneLine(CASELOAD));
    for (const { claims, query, variables } of PASTE_QUERIES) {
      const asking = viewer(DEMO_CLAIMS[claims] as DemoClaims);
      expect((await hub.ask(asking, query, variables)).errors).toBeUndefined();
    }
  });

  it('shows the care worker ten people or more, named, one of them with money in four sectors', async () => {
    const asking = { role: 'care-team', subject: CARE_TEAM, organisation: CARE_BOARD } as const;
    const { data } = await hub.ask(asking, CASELOAD, { first: 100, year: '2026-27' });
    const { nodes } = data.people;
    expect(nodes.length).toBeGreaterThanOrEqual(12);
    // A name that only a housing or employment file tells stays shut like the rest of it.
    const named = nodes.filter(({ name }: (typeof nodes)[number]) => name.full !== null);
    expect(named.length).toBeGreaterThan(nodes.length / 2);
    for (const { name } of named) expect(name.full).toMatch(/^\S+ \S+$/);
    const sectors = (node: (typeof nodes)[number]) =>
      new Set(
        node.integratedBudget.streams
          .filter((budget: { amount: unknown }) => budget.amount !== null)
          .map((budget: { stream: { sector: string } }) => budget.stream.sector),
      );
    const jamie = nodes.find(
      (node: (typeof nodes)[number]) => node.name.full === 'Jamie Thornhill',
    );
    expect(sectors(jamie).size).toBe(4);
    expect(area.personas.map(({ name }) => name)).toContain('Jamie Thornhill');
    const others = nodes.filter((node: (typeof nodes)[number]) => node !== jamie);
    const open = (node: (typeof nodes)[number]) =>
      sectors(node).has('HOUSING') || sectors(node).has('EMPLOYMENT');
    expect(others.some(open)).toBe(true);
    expect(others.every(open)).toBe(false);
  });

  it('shows an analyst of both councils what people need and nobody pays for', async () => {
    const figure = '{ ... on PublishedCount { value } ... on PublishedMoney { money { pence } } }';
    const query = `{ unmetNeed(input: { year: "2025-26", by: [AREA] }) { asOf
      cells { keys { code } people ${figure} unmet ${figure} } } }`;
    const { data } = await hub.ask({ role: 'analyst', subject: 'x' }, query);
    expect(data.unmetNeed.asOf).toBe('2026-03-31');
    const shown = data.unmetNeed.cells.map(
      ({
        keys: [key],
        people,
        unmet,
      }: {
        keys: { code: string }[];
        people: object;
        unmet: object;
      }) => [key?.code, people, unmet],
    );
    // 28 people: 6 × 24.00 × 52 + 6 × 21.00 × 52 + 5 × 1,450.00 + 5 × 1,200.00 = £27,290.00; 18: 4 × 24.00
    // × 52 + 4 × 21.00 × 52 + 3 × 1,450.00 + 3 × 1,200.00 = £17,310.00; to £2,000.00, for one brings £1,450.00.
    expect(shown).toEqual(
      expect.arrayContaining([
        ['E08000039', { value: 30 }, { money: { pence: 2_800_000 } }],
        ['E08000038', { value: 20 }, { money: { pence: 1_800_000 } }],
      ]),
    );
  });

  it('shows the care worker accounts of people on the caseload too, and a payment that is late', async () => {
    const asking = { role: 'care-team', subject: CARE_TEAM, organisation: CARE_BOARD } as const;
    const query = `{ people(first: 100) { nodes {
      accounts { mode available { pence } }
      expected(from: "2026-04-01", to: "2026-06-15") { payments { status } } } } }`;
    const { data, errors } = await hub.ask(asking, query);
    expect(errors).toBeUndefined();
    const { nodes } = data.people;
    const holding = nodes.filter(({ accounts }: (typeof nodes)[number]) => accounts.length > 0);
    expect(holding.length).toBeGreaterThanOrEqual(8);
    const statuses = nodes.flatMap(({ expected }: (typeof nodes)[number]) =>
      expected.payments.map(({ status }: { status: string }) => status),
    );
    expect(new Set(statuses)).toEqual(new Set(['MET', 'LATE']));
  });

  it('gives the analyst the streams and nobody', async () => {
    const { query, variables } = PASTE_QUERIES[2] as (typeof PASTE_QUERIES)[number];
    const { data } = await hub.ask(viewer(DEMO_CLAIMS[2] as DemoClaims), query, variables);
    expect(data.viewer.role).toBe('analyst');
    expect(data.streams).toHaveLength(19);
    expect(data.person).toBeNull();
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CARE_TEAM, DEMO_CLAIMS, PASTE_QUERIES } from '../../seeds/demo/access.ts';
import { CARE_BOARD, DEMO_DAY } from '../../seeds/demo/bodies.ts';
import { type DemoArea, seedDemo } from '../../seeds/demo/seed.ts';
import type { DemoClaims } from '../../src/access/demo-key.ts';
import type { IntegratedBudget } from '../../src/budgets/budget.ts';
import { fixedDay } from '../../src/streams/store.ts';
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

  it('is the same area when it is seeded again elsewhere', { timeout: 120_000 }, async () => {
    const other = await openTestHub(DEMO_DAY);
    try {
      await seedDemo(other);
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

describe('the deliveries', () => {
  it('come from seven bodies in seven formats, each row accepted or rejected', async () => {
    const { data } = await hub.ask({ role: 'operator' }, DELIVERIES, { first: 100 });
    const { nodes } = data.deliveries;
    expect(nodes).toHaveLength(23);
    expect(told.filter((line) => line.includes(' rows, '))).toHaveLength(23);
    for (const { status, rows, accepted, rejected } of nodes) {
      expect(status).toBe('LOADED');
      expect(accepted + rejected).toBe(rows);
    }
    const codes = (of: (node: never) => string) => new Set(nodes.map(of)).size;
    expect(codes(({ adapter }) => adapter)).toBe(7);
    expect(codes(({ organisation }) => (organisation as { code: string }).code)).toBe(7);
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

  it('gives the analyst the streams and nobody', async () => {
    const { query, variables } = PASTE_QUERIES[2] as (typeof PASTE_QUERIES)[number];
    const { data } = await hub.ask(viewer(DEMO_CLAIMS[2] as DemoClaims), query, variables);
    expect(data.viewer.role).toBe('analyst');
    expect(data.streams).toHaveLength(19);
    expect(data.person).toBeNull();
  });
});

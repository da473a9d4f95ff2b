import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../src/access/viewer.ts';
import { relate } from '../../src/people/service.ts';
import type { NhsNumber } from '../../src/values/nhs-number.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { cldFile } from '../support/cld.ts';
import { holder, openTestHub, type TestHub } from '../support/hub.ts';
import { CASELOAD, DELIVERIES, ME, PERSON_BUDGET } from '../support/queries.ts';

const ANN = '9990000018';
const BOB = '9990000026';
const UNKNOWN = '9990000034';
const YEAR = '2025-26';

let hub: TestHub;

beforeAll(async () => {
  hub = await openTestHub('2026-01-15');
  const bob = { 'NHS Number': BOB, 'LA Person Unique Identifier': 'P2' };
  await hub.receive('social-care-cld', 'E08000039', cldFile({}, bob, { 'Unit Cost': '1.234' }));
  await related('worker', ANN, '2026-01-01', null);
  await related('former', ANN, '2025-01-01', '2026-01-15');
  await related('coming', ANN, '2026-01-16', null);
});
afterAll(() => hub.close());

function related(subject: string, nhsNumber: string, from: string, until: string | null) {
  return relate(hub.db, {
    subject,
    key: { nhsNumber: nhsNumber as NhsNumber },
    fromDay: from as PlainDate,
    untilDay: until as PlainDate | null,
    actor: 'test',
  });
}

const askFor = (viewer: Parameters<TestHub['ask']>[0], nhsNumber: string) =>
  hub.ask(viewer, PERSON_BUDGET, { nhsNumber, year: YEAR });

describe('a person is seen', () => {
  it('by themself', async () => {
    const { data } = await askFor(holder(ANN), ANN);
    expect(data.person.integratedBudget.total.awarded.pence).toBe(521429);
  });

  it('by a care team while it has a relationship with them', async () => {
    const { data } = await askFor(
      { role: 'care-team', subject: 'worker', organisation: 'E08000039' },
      ANN,
    );
    expect(data.person.integratedBudget.total.awarded.pence).toBe(521429);
  });
});

describe('not known and not allowed are the same answer', () => {
  const viewers: [string, Parameters<TestHub['ask']>[0], string][] = [
    ['a holder asking for somebody else', holder(ANN), BOB],
    ['a holder asking for nobody', holder(ANN), UNKNOWN],
    ['a holder whose sign-in did not prove who they are', { role: 'holder' }, ANN],
    ['a care team that never had a relationship', { role: 'care-team', subject: 'other' }, ANN],
    ['a care team with a relationship to another', { role: 'care-team', subject: 'worker' }, BOB],
    ['a relationship that has ended', { role: 'care-team', subject: 'former' }, ANN],
    ['a relationship that has not begun', { role: 'care-team', subject: 'coming' }, ANN],
    ...(['analyst', 'operator', 'finance', 'representative'] as Role[]).map(
      (role): [string, Parameters<TestHub['ask']>[0], string] => [role, { role }, ANN],
    ),
  ];
  it.each(viewers)('%s', async (_who, viewer, nhsNumber) => {
    expect(await askFor(viewer, nhsNumber)).toEqual({ data: { person: null } });
  });
});

describe('lists', () => {
  it('a care team’s caseload holds the people it works with today and no other', async () => {
    const variables = { first: 10, year: YEAR };
    const { data } = await hub.ask({ role: 'care-team', subject: 'worker' }, CASELOAD, variables);
    expect(data.people.nodes).toHaveLength(1);
    expect(data.people.pageInfo.hasNextPage).toBe(false);
    const analyst = await hub.ask({ role: 'analyst' }, CASELOAD, variables);
    expect(analyst.data.people.nodes).toEqual([]);
  });

  it('deliveries are for operators, with their rejects and nothing of a person', async () => {
    const { data } = await hub.ask({ role: 'operator' }, DELIVERIES, { first: 5 });
    expect(data.deliveries.nodes).toMatchObject([
      {
        adapter: 'social-care-cld',
        organisation: { code: 'E08000039' },
        status: 'LOADED',
        rows: 3,
        accepted: 2,
        rejected: 1,
        rejects: { nodes: [{ row: 3, field: 'Unit Cost', code: 'BAD_MONEY' }] },
      },
    ]);
    for (const role of ['holder', 'care-team', 'analyst', 'finance'] as const) {
      const refused = await hub.ask({ role }, DELIVERIES, { first: 5 });
      expect(refused.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
      expect(refused.data).toBeNull();
    }
  });

  it('a viewer who holds a budget finds themself', async () => {
    const { data } = await hub.ask(holder(ANN), ME, { year: YEAR });
    expect(data.viewer.person.integratedBudget.total.awarded.pence).toBe(521429);
    const team = await hub.ask({ role: 'care-team', subject: 'worker' }, ME, { year: YEAR });
    expect(team.data.viewer).toEqual({ role: 'care-team', person: null });
  });

  it.each([0, 101, -1])('a page of %i is refused, not clamped', async (first) => {
    const { errors } = await hub.ask({ role: 'operator' }, DELIVERIES, { first });
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(hub.statements).toEqual([]);
  });
});

describe('statements', () => {
  it('the core query sends four, whatever the person has and whoever reads', async () => {
    await askFor(holder(ANN), ANN);
    expect(hub.statements).toEqual([
      'people.open-person',
      'people.visible-person',
      'budgets.told-in-year',
      'audit.keep-reads',
    ]);
    await askFor({ role: 'care-team', subject: 'worker', organisation: 'QF7' }, ANN);
    expect(hub.statements).toHaveLength(4);
  });

  it('a page of people sends four, whatever its size', async () => {
    for (const number of [BOB]) await related('busy', number, '2026-01-01', null);
    const one = await hub.ask({ role: 'care-team', subject: 'busy' }, CASELOAD, {
      first: 100,
      year: YEAR,
    });
    const forOne = [...hub.statements];
    expect(one.data.people.nodes).toHaveLength(1);
    await related('busy', ANN, '2026-01-01', null);
    const two = await hub.ask({ role: 'care-team', subject: 'busy' }, CASELOAD, {
      first: 100,
      year: YEAR,
    });
    expect(two.data.people.nodes).toHaveLength(2);
    expect(forOne).toHaveLength(4);
    expect(hub.statements).toHaveLength(4);
  });

  it.each(['9990000019', '0000000000', '999000001', 'x'])(
    'a malformed NHS number is refused before any',
    async (nhsNumber) => {
      const { errors } = await askFor(holder(ANN), nhsNumber);
      expect(errors?.[0]?.message).toMatch(/NhsNumber (is not|has nine)/);
      expect(hub.statements).toEqual([]);
    },
  );

  it.each(['2025-27', '2025', '2025-2026'])('so is the year %s', async (year) => {
    const { errors } = await hub.ask(holder(ANN), PERSON_BUDGET, { nhsNumber: ANN, year });
    expect(errors?.[0]?.message).toContain('financial year');
    expect(hub.statements).toEqual([]);
  });
});

describe('pages', () => {
  it('go on after the cursor, in order of id, each person once', async () => {
    const team = { role: 'care-team', subject: 'busy' } as const;
    const first = await hub.ask(team, CASELOAD, { first: 1, year: YEAR });
    const { hasNextPage, endCursor } = first.data.people.pageInfo;
    expect(hasNextPage).toBe(true);
    const second = await hub.ask(team, CASELOAD, { first: 1, after: endCursor, year: YEAR });
    const ids = [...first.data.people.nodes, ...second.data.people.nodes].map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].sort());
    expect(second.data.people.pageInfo.hasNextPage).toBe(false);
  });

  it('a cursor that is none is refused', async () => {
    const { errors } = await hub.ask({ role: 'care-team' }, CASELOAD, {
      first: 1,
      after: 'nonsense',
      year: YEAR,
    });
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});

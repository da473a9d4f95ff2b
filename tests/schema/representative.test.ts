import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { represent } from '../../src/people/representatives.ts';
import type { NhsNumber } from '../../src/values/nhs-number.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { scanFile } from '../stories/files.ts';
import { loaded } from '../stories/reading.ts';
import { cldFile } from '../support/cld.ts';
import { holder, openTestHub, type TestHub } from '../support/hub.ts';
import { CASELOAD, PERSON_BUDGET } from '../support/queries.ts';

const ANN = '9990000018';
const YEAR = '2025-26';
const SUSPEND = `mutation ($input: SuspendRepresentativeInput!) {
  suspendRepresentative(input: $input) { __typename
    ... on SuspendRepresentativeSuccess { replayed representative { id kind suspendedAt } }
    ... on Refusal { code message } } }`;
const WHO = `query ($id: NhsNumber!) { person(by: { nhsNumber: $id }) {
  representatives { id kind evidence streams { code } firstDay lastDay suspendedAt endedAt } } }`;

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub('2026-01-15');
  loaded(await hub.receive('social-care-cld', 'E08000039', cldFile({})));
  loaded(await hub.receive('housing-shbe', 'E08000039', scanFile('08-12-2025', {})));
  await granted('all', null);
  await granted('home', ['housing-benefit']);
});
afterAll(() => hub.close());

async function granted(subject: string, streams: readonly string[] | null): Promise<void> {
  const days = { from: '2026-01-01' as PlainDate, until: '2026-04-01' as PlainDate };
  const who = { key: { nhsNumber: ANN as NhsNumber }, subject, kind: 'deputy' } as const;
  await represent(hub.db, { ...who, streams, days, evidence: 'court order seen', actor: 'test' });
}

const as = (subject: string) => ({ role: 'representative', subject }) as const;
const budgetFor = async (viewer: Parameters<TestHub['ask']>[0]) =>
  (await hub.ask(viewer, PERSON_BUDGET, { nhsNumber: ANN, year: YEAR })).data;

describe('what a representative is shown', () => {
  it('of every stream is what the person is shown', async () => {
    expect(await budgetFor(as('all'))).toEqual(await budgetFor(holder(ANN)));
  });

  it('of the streams granted alone, before anything is added', async () => {
    const { integratedBudget } = (await budgetFor(as('home'))).person;
    expect(integratedBudget.streams.map((each: { stream: object }) => each.stream)).toMatchObject([
      { code: 'housing-benefit' },
    ]);
    expect(integratedBudget.total.awarded).toBeNull();
    expect(integratedBudget.withheld).toEqual(
      [
        ['SOCIAL_CARE', 'Social care'],
        ['HEALTH', 'Health'],
        ['HOUSING', 'Housing'],
        ['EMPLOYMENT', 'Employment support'],
      ].map(([sector, words]) => ({
        sector,
        reason: `${words} information that is not granted to the representative is not shown to them.`,
      })),
    );
  });

  it('in a list, and nobody else is in it', async () => {
    const { data } = await hub.ask(as('home'), CASELOAD, { first: 9, year: YEAR });
    expect(data.people.nodes).toHaveLength(1);
    const none = await hub.ask(as('stranger'), CASELOAD, { first: 9, year: YEAR });
    expect(none.data.people.nodes).toEqual([]);
  });

  it('the person sees each look, and as what', async () => {
    const { data } = await hub.ask(
      holder(ANN),
      `{ person(by: { nhsNumber: "${ANN}" }) { whoLooked(first: 100) { nodes {
        role reason streams { code } } } } }`,
    );
    expect(data.person.whoLooked.nodes).toContainEqual({
      ...{ role: 'representative', reason: 'on the person’s behalf' },
      streams: [{ code: 'housing-benefit' }],
    });
  });
});

describe('suspendRepresentative', () => {
  it('lets the person end what one of them sees with the next answer', async () => {
    const own = await hub.ask(holder(ANN), WHO, { id: ANN });
    const [, home] = own.data.person.representatives;
    expect(home).toEqual({
      ...{ id: home.id, kind: 'DEPUTY', evidence: 'court order seen' },
      ...{ streams: [{ code: 'housing-benefit' }], firstDay: '2026-01-01' },
      ...{ lastDay: '2026-03-31', suspendedAt: null, endedAt: null },
    });
    const input = { representative: home.id, idempotencyKey: 'k' };
    const refused = await hub.ask(as('home'), SUSPEND, { input });
    expect(refused.data.suspendRepresentative).toEqual({
      ...{ __typename: 'SuspendRepresentativeRefusal', code: 'NO_REPRESENTATIVE' },
      message: 'representative is not known by that id',
    });
    const first = await hub.ask(holder(ANN), SUSPEND, { input });
    expect(first.data.suspendRepresentative).toEqual({
      ...{ __typename: 'SuspendRepresentativeSuccess', replayed: false },
      representative: { id: home.id, kind: 'DEPUTY', suspendedAt: expect.any(String) },
    });
    expect(await budgetFor(as('home'))).toEqual({ person: null });
    expect((await budgetFor(as('all'))).person).not.toBeNull();
    const again = await hub.ask(holder(ANN), SUSPEND, { input });
    expect(again.data.suspendRepresentative).toMatchObject({ replayed: true });
  });

  it('nobody but the person is told who acts for them', async () => {
    const { data } = await hub.ask(as('all'), WHO, { id: ANN });
    expect(data).toEqual({ person: { representatives: null } });
  });
});

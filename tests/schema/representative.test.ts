import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { represent } from '../../src/people/representatives.ts';
import { recordWish } from '../../src/people/wishes.ts';
import type { NhsNumber } from '../../src/values/nhs-number.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { dfgFile } from '../stories/files.ts';
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
  loaded(await hub.receive('housing-dfg', 'E08000039', dfgFile({})));
  await granted('all', null);
  await granted('home', ['disabled-facilities-grant']);
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
      { code: 'disabled-facilities-grant' },
    ]);
    // Mandatory grant £8,000, discretionary help £500 and the applicant’s £1,200.
    expect(integratedBudget.total.awarded.pence).toBe(970000);
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

  it('as the one whom they act for, where it is one', async () => {
    const ME_ID = '{ viewer { person { id } } }';
    const one = await hub.ask(as('home'), ME_ID);
    expect(one.data.viewer.person.id).toBe((await budgetFor(holder(ANN))).person.id);
    const none = await hub.ask(as('stranger'), ME_ID);
    expect(none.data.viewer.person).toBeNull();
  });

  it('without a wish about a stream that is not granted', async () => {
    const said = { kind: 'AGREEMENT', to: null, purpose: 'direct care', givenBy: 'self' } as const;
    const days = { from: '2026-01-15' as PlainDate, until: null };
    for (const stream of ['housing-benefit', 'disabled-facilities-grant', null]) {
      const key = { nhsNumber: ANN as NhsNumber };
      await recordWish(hub.db, { ...said, key, stream, days, evidence: '', actor: 'test' });
    }
    const WISHES = `{ viewer { person { wishes { stream { code } } } } }`;
    const home = await hub.ask(as('home'), WISHES);
    expect(home.data.viewer.person.wishes).toEqual([
      { stream: { code: 'disabled-facilities-grant' } },
    ]);
    const all = await hub.ask(as('all'), WISHES);
    expect(all.data.viewer.person.wishes).toHaveLength(3);
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
      streams: [{ code: 'disabled-facilities-grant' }],
    });
  });
});

describe('suspendRepresentative', () => {
  it('lets the person end what one of them sees with the next answer', async () => {
    const own = await hub.ask(holder(ANN), WHO, { id: ANN });
    const [, home] = own.data.person.representatives;
    expect(home).toEqual({
      ...{ id: home.id, kind: 'DEPUTY', evidence: 'court order seen' },
      ...{ streams: [{ code: 'disabled-facilities-grant' }], firstDay: '2026-01-01' },
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

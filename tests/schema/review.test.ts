import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROLES } from '../../src/access/viewer.ts';
import { AWARD, textOf } from '../adapters/local-awards-rows.ts';
import { SHEFFIELD } from '../deliveries/receiving.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';

const REVIEWS = `query Reviews($first: Int!) { matchReviews(first: $first) { nodes { id weight left { source localId birthDate } right { source localId birthDate } } } }`;
const SIDES = `{ matchReviews(first: 10) { nodes { decision evidence { field level weight } left { surname givenNames postcode } right { surname givenNames postcode } } } }`;
const DECIDE = `mutation Decide($input: DecideMatchInput!) { decideMatch(input: $input) { __typename ... on DecideMatchSuccess { review { id decision } } ... on Refusal { code message } } }`;
const OPERATOR = { role: 'operator' } as const;

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub();
  const twin = { 'NHS Number': '', NINO: 'AB300001C', 'Given Names': 'Joan' };
  const rows = [AWARD, { ...AWARD, ...twin, 'Award Reference': 'HRS-2' }].map((row) => ({
    ...row,
    Postcode: 'S1 2HH',
  }));
  const outcome = await hub.receive('local-awards', SHEFFIELD, textOf(rows));
  expect(outcome).toMatchObject({ status: 'LOADED', rejects: [] });
});
afterAll(() => hub.close());

const reviews = async () => {
  const { data, errors } = await hub.ask(OPERATOR, REVIEWS, { first: 10 });
  if (errors) throw errors[0];
  return data.matchReviews.nodes;
};

describe('the queue of reviews', () => {
  it('shows both sides side by side', async () => {
    const side = { source: SHEFFIELD, localId: null, birthDate: '1951-03-17' };
    expect(await reviews()).toEqual([
      { id: expect.any(String), weight: expect.any(String), left: side, right: side },
    ]);
    const { data } = await hub.ask(OPERATOR, SIDES);
    const [node] = data.matchReviews.nodes;
    expect(node.decision).toBeNull();
    expect([node.left.givenNames, node.right.givenNames].sort()).toEqual(['Jean', 'Joan']);
    expect(node.evidence).toContainEqual({
      field: 'GIVEN_NAMES',
      level: 'DIFFERENT',
      weight: expect.stringMatching(/^-/),
    });
  });

  it('is for operators', async () => {
    for (const role of ROLES.filter((each) => each !== 'operator')) {
      const { data, errors } = await hub.ask({ role }, REVIEWS, { first: 10 });
      expect(data).toBeNull();
      expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
      const input = { review: 'x', decision: 'LINK', reason: 'x', idempotencyKey: 'x' };
      const decided = await hub.ask({ role }, DECIDE, { input });
      expect(decided.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
  });

  it('is left by a pair that is decided, and a refusal says why', async () => {
    const [{ id }] = await reviews();
    const input = { review: id, decision: 'NOT_SAME', reason: '', idempotencyKey: 'k1' };
    const refused = await hub.ask(OPERATOR, DECIDE, { input });
    expect(refused.data.decideMatch).toMatchObject({ code: 'REASON_NEEDED' });
    const decided = await hub.ask(OPERATOR, DECIDE, { input: { ...input, reason: 'twins' } });
    expect(decided.data.decideMatch).toEqual({
      __typename: 'DecideMatchSuccess',
      review: { id, decision: 'NOT_SAME' },
    });
    expect(await reviews()).toEqual([]);
    const again = `{ matchReviews(first: 10, decision: NOT_SAME) { nodes { id reason } } }`;
    const { data } = await hub.ask(OPERATOR, again);
    expect(data.matchReviews.nodes).toEqual([{ id, reason: 'twins' }]);
  });
});

import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { raw, sql } from '../../src/db/database.ts';
import { AWARD, textOf } from '../adapters/local-awards-rows.ts';
import { SHEFFIELD } from '../deliveries/receiving.ts';
import { testNhsNumbers } from '../people/numbers.ts';
import { type Answer, holder, openTestHub, type TestHub } from '../support/hub.ts';

const REVIEWS = `query Reviews($first: Int!) { matchReviews(first: $first) { nodes { id weight left { source localId birthDate } right { source localId birthDate } } } }`;
const DECIDE = `mutation Decide($input: DecideMatchInput!) { decideMatch(input: $input) { __typename ... on DecideMatchSuccess { review { id decision } } ... on Refusal { code message } } }`;
const WHO_LOOKED = `query WhoLooked($first: Int!) { viewer { person { whoLooked(first: $first) { nodes { at role organisation { name } streams { code } reason } } } } }`;
const OPERATOR = { role: 'operator', subject: 'op-1' } as const;
const REASON = 'deciding whether two records are one person’s';

let hub: TestHub;
const [ann = '', bea = '', cat = ''] = testNhsNumbers(3);
let awards = 0;

/** Two records that agree in all but the given name: one with an NHS number, one with a NINO. */
const twins = (surname: string, born: string, nhsNumber: string, nino: string) =>
  [
    { 'NHS Number': nhsNumber, NINO: '', 'Given Names': 'Jean' },
    { 'NHS Number': '', NINO: nino, 'Given Names': 'Pauline' },
  ].map((row) => {
    awards += 1;
    const said = { Surname: surname, 'Date of Birth': born, Postcode: 'S1 2HH' };
    return { ...AWARD, ...said, ...row, 'Award Reference': `T-${awards}` };
  });

beforeAll(async () => {
  hub = await openTestHub();
  const rows = [
    ...twins('Ackroyd', '1944-05-06', ann, 'AB700001C'),
    ...twins('Bairstow', '1958-11-21', bea, 'AB700002C'),
    ...twins('Capstick', '1972-10-30', cat, 'AB700003C'),
  ];
  const outcome = await hub.receive('local-awards', SHEFFIELD, textOf(rows));
  expect(outcome).toMatchObject({ status: 'LOADED', rejects: [] });
});
afterAll(() => hub.close());
beforeEach(async () => {
  await hub.db.rows('test.forget-reads', sql`${raw('truncate reads, read_holds')}`);
});

interface Side {
  readonly surname: string;
  readonly person_id: string;
}

/** Whose the records of a surname are, oldest first. */
async function peopleNamed(surname: string): Promise<string[]> {
  const rows = await hub.db.rows<Side>(
    'test.people-named',
    sql`select surname, person_id from identities where surname = ${surname} order by ordinal`,
  );
  return rows.map((row) => row.person_id);
}

const kept = async () =>
  hub.db.rows<{ person_id: string; role: string; streams: string[]; reason: string }>(
    'test.kept-reads',
    sql`select person_id, role, streams, reason from reads order by id`,
  );

const reviews = async (first: number): Promise<{ id: string; left: { birthDate: string } }[]> => {
  const { data, errors } = await hub.ask(OPERATOR, REVIEWS, { first });
  expect(errors).toBeUndefined();
  return data.matchReviews.nodes;
};

const looksOf = async (nhsNumber: string) => {
  const { data, errors }: Answer = await hub.ask(holder(nhsNumber), WHO_LOOKED, { first: 10 });
  expect(errors).toBeUndefined();
  return data.viewer.person.whoLooked.nodes;
};

const decide = (review: string, decision: string, key: string) => {
  const input = { review, decision, reason: 'their papers', idempotencyKey: key };
  return hub.ask(OPERATOR, DECIDE, { input });
};

it('each person of a pair on the page is told, and nobody of the pair that follows', async () => {
  const [first] = await reviews(1);
  expect(hub.statements).toEqual(['people.match-reviews', 'audit.keep-reads']);
  const surname = { '1944-05-06': 'Ackroyd', '1958-11-21': 'Bairstow', '1972-10-30': 'Capstick' }[
    first?.left.birthDate as '1944-05-06'
  ];
  const people = await peopleNamed(surname as string);
  expect(new Set(people).size).toBe(2);
  expect(await kept()).toEqual(
    people.map((person_id) => ({ person_id, role: 'operator', streams: [], reason: REASON })),
  );
});

it('a page of all costs the same two statements, and tells each person once', async () => {
  expect(await reviews(50)).toHaveLength(3);
  expect(hub.statements).toEqual(['people.match-reviews', 'audit.keep-reads']);
  const read = await kept();
  expect(read).toHaveLength(6);
  expect(new Set(read.map(({ person_id }) => person_id)).size).toBe(6);
  for (const nhsNumber of [ann, bea, cat]) {
    expect(await looksOf(nhsNumber)).toMatchObject([
      { role: 'operator', organisation: null, streams: [], reason: REASON },
    ]);
  }
});

it('whoever a decision is about is told of it, as they have come to be', async () => {
  const pair = (await reviews(50)).find(({ left }) => left.birthDate === '1944-05-06');
  await hub.db.rows('test.forget-reads', sql`${raw('truncate reads, read_holds')}`);
  const linked = await decide(pair?.id as string, 'LINK', 'k1');
  expect(linked.data.decideMatch.__typename).toBe('DecideMatchSuccess');
  const [one, other] = await peopleNamed('Ackroyd');
  expect(other).toBe(one);
  expect((await kept()).map(({ person_id }) => person_id)).toEqual([one]);
  expect(await looksOf(ann)).toMatchObject([{ role: 'operator', reason: REASON }]);
  await decide(pair?.id as string, 'NOT_SAME', 'k2');
  const parted = await peopleNamed('Ackroyd');
  expect(new Set(parted).size).toBe(2);
  const since = (await kept()).filter(({ role }) => role === 'operator').slice(1);
  expect(since.map(({ person_id }) => person_id).sort()).toEqual(parted.toSorted());
});

it('a decision costs a fixed number of statements, and one that is refused tells of nobody', async () => {
  const counts: number[] = [];
  for (const [born, key] of [
    ['1958-11-21', 'k3'],
    ['1972-10-30', 'k4'],
  ]) {
    const pair = (await reviews(50)).find(({ left }) => left.birthDate === born);
    await decide(pair?.id as string, 'CANNOT_TELL', key as string);
    counts.push(hub.statements.length);
  }
  expect(counts[0]).toBe(counts[1]);
  await hub.db.rows('test.forget-reads', sql`${raw('truncate reads, read_holds')}`);
  const unknown = await decide('00000000-0000-4000-8000-000000000000', 'LINK', 'k5');
  expect(unknown.data.decideMatch).toMatchObject({ code: 'NOT_FOUND' });
  expect(await kept()).toEqual([]);
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ROLES } from '../../src/access/viewer.ts';
import { raw, sql } from '../../src/db/database.ts';
import { endRestrictions, restrict } from '../../src/people/restrictions.ts';
import { relate } from '../../src/people/service.ts';
import type { NhsNumber } from '../../src/values/nhs-number.ts';
import { SHEFFIELD } from '../deliveries/receiving.ts';
import { loaded } from '../stories/reading.ts';
import { cldFile } from '../support/cld.ts';
import { type Answer, holder, openTestHub, type TestHub } from '../support/hub.ts';

const ANN = '9990000018';
const TWIN = '9990000026';
const NOBODY = '9990000034';
const FOUND = 'found by a search in the worker’s own organisation';
const WORKER = { role: 'care-team', subject: 'worker', organisation: SHEFFIELD } as const;
const FIND = `query Find($input: FindPeopleInput!, $first: Int!, $after: String) {
  findPeople(input: $input, first: $first, after: $after) {
    nodes { id name { full } birthDate worksWith } edges { cursor node { id } }
    pageInfo { hasNextPage endCursor }
  }
}`;
const NAME = { surname: 'Firth', birthDate: '1950-01-01' };

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub('2026-01-15');
  const named = { 'Last Name': 'Firth', 'First Name': 'Ann' };
  const twin = { 'NHS Number': TWIN, 'LA Person Unique Identifier': 'P2', ...named };
  loaded(
    await hub.receive(
      'social-care-cld',
      SHEFFIELD,
      cldFile(named, { ...twin, 'First Name': 'Joan' }),
    ),
  );
});
afterAll(() => hub.close());
beforeEach(async () => {
  await hub.db.rows('test.forget-reads', sql`${raw('truncate reads, read_holds')}`);
});

const key = { nhsNumber: ANN as NhsNumber };
type Asking = Parameters<TestHub['ask']>[0];
const find = (input: object, viewer: Asking = WORKER, page: object = {}): Promise<Answer> =>
  hub.ask(viewer, FIND, { input, first: 10, ...page });
const nodes = ({ data, errors }: Answer) => {
  if (errors) throw errors[0];
  return data.findPeople.nodes;
};
const kept = () =>
  hub.db.rows(
    'test.kept-reads',
    sql`select subject, role, organisation, person_id, streams, reason from reads order by id`,
  );
const EMPTY = JSON.stringify({
  data: {
    findPeople: { nodes: [], edges: [], pageInfo: { hasNextPage: false, endCursor: null } },
  },
});

describe('findPeople', () => {
  it('tells who somebody is and whether the viewer works with them', async () => {
    const [ann] = nodes(await find({ nhsNumber: ANN }));
    expect(ann).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      ...{ name: { full: 'Ann Firth' }, birthDate: '1950-01-01', worksWith: false },
    });
    expect(nodes(await find({ name: { ...NAME, givenNames: 'annie' } }))).toEqual([ann]);
  });

  it('goes on after the cursor, in order of id, each once', async () => {
    const both = nodes(await find({ name: NAME }));
    const ids = both.map(({ id }: { id: string }) => id);
    expect(ids).toEqual([...new Set(ids)].sort());
    expect(both).toHaveLength(2);
    const { data } = await find({ name: NAME }, WORKER, { first: 1 });
    expect(data.findPeople).toMatchObject({ nodes: [both[0]], pageInfo: { hasNextPage: true } });
    const after = data.findPeople.pageInfo.endCursor;
    const second = (await find({ name: NAME }, WORKER, { first: 1, after })).data.findPeople;
    expect(second).toMatchObject({ nodes: [both[1]], pageInfo: { hasNextPage: false } });
    const third = await find({ name: NAME }, WORKER, { after: second.pageInfo.endCursor });
    expect(JSON.stringify(third)).toBe(EMPTY);
  });

  it('gives one answer, to the byte, for nobody and for not allowed', async () => {
    await restrict(hub.db, { key, reason: 'a court order', actor: 'test' });
    const others = ROLES.filter((role) => role !== 'care-team').map((role) => ({
      ...{ ...WORKER, role, nhsNumber: role === 'holder' ? key.nhsNumber : null },
    }));
    const asked: [object, Asking][] = [
      [{ nhsNumber: NOBODY }, WORKER],
      [{ name: { ...NAME, givenNames: 'Ann' } }, WORKER],
      [{ name: { ...NAME, surname: 'Forth' } }, WORKER],
      ...[...others, { ...WORKER, organisation: null }, { ...WORKER, organisation: 'QF7' }].flatMap(
        (viewer): [object, Asking][] => [
          [{ nhsNumber: ANN }, viewer],
          [{ name: NAME }, viewer],
        ],
      ),
    ];
    for (const [input, viewer] of asked) {
      expect(JSON.stringify(await find(input, viewer))).toBe(EMPTY);
    }
    expect(await kept()).toEqual([]);
    // By name only the other is left; by number both are.
    expect(nodes(await find({ name: NAME }))).toMatchObject([{ name: { full: 'Joan Firth' } }]);
    expect(nodes(await find({ nhsNumber: ANN }))).toHaveLength(1);
    await endRestrictions(hub.db, { key, actor: 'test' });
  });

  it.each([
    ['no key', {}],
    ['both', { nhsNumber: ANN, name: NAME }],
    ['a number that is none', { nhsNumber: '9990000019' }],
    ['a name without a day', { name: { surname: 'Firth' } }],
    ['a day without a name', { name: { birthDate: '1950-01-01' } }],
    ['a day that is none', { name: { ...NAME, birthDate: '1950' } }],
    ['text that is none', { name: { ...NAME, surname: 'Fi\u0000rth' } }],
    ['names that are no text', { name: { ...NAME, givenNames: '\ud800' } }],
  ])('%s is refused before any statement', async (_what, input) => {
    const { data, errors } = await find(input);
    expect(data ?? null).toBeNull();
    expect(errors).toHaveLength(1);
    expect(JSON.stringify(errors)).not.toMatch(/rth\W*is/);
    expect(hub.statements).toEqual([]);
  });

  it('sends as many statements whoever is found, and none where it may not be asked', async () => {
    const byName = [
      ...[
        'people.latest-match-model',
        'people.names-of-birth-date',
        'people.open-sought',
        'people.sought-people',
      ],
      'audit.keep-reads',
    ];
    await find({ name: NAME });
    expect(hub.statements).toEqual(byName);
    await find({ name: { ...NAME, givenNames: 'Ann' } }, WORKER, { first: 1 });
    expect(hub.statements).toEqual(byName);
    await find({ name: { ...NAME, surname: 'Forth' } });
    expect(hub.statements).toEqual(byName.slice(0, 4));
    await find({ nhsNumber: ANN });
    expect(hub.statements).toEqual([
      'people.open-sought',
      'people.sought-people',
      'audit.keep-reads',
    ]);
    await find({ nhsNumber: NOBODY });
    expect(hub.statements).toEqual(['people.open-sought', 'people.sought-people']);
    await find({ nhsNumber: ANN }, { ...WORKER, role: 'finance' });
    expect(hub.statements).toEqual([]);
  });
});

describe('who was found', () => {
  const who = { subject: 'worker', role: 'care-team', organisation: SHEFFIELD, streams: [] };

  it('is kept for each of the page before it leaves, and not of the one after it', async () => {
    const [first] = nodes(await find({ name: NAME }, WORKER, { first: 1 }));
    expect(await kept()).toEqual([{ ...who, person_id: first.id, reason: FOUND }]);
    const both = nodes(await find({ name: NAME }));
    expect(await kept()).toMatchObject(
      [first, ...both].map(({ id }) => ({ person_id: id, reason: FOUND })),
    );
  });

  it('is told to the person', async () => {
    await find({ nhsNumber: ANN });
    const { data } = await hub.ask(
      holder(ANN),
      `{ viewer { person { whoLooked(first: 5) { nodes { role organisation { code } reason
        streams { code } } } } } }`,
    );
    expect(data.viewer.person.whoLooked.nodes).toEqual([
      { role: 'care-team', organisation: { code: SHEFFIELD }, reason: FOUND, streams: [] },
    ]);
  });

  it('is kept beside the reason for which the same answer reads the record', async () => {
    await relate(hub.db, { subject: 'worker', key, fromDay: null, untilDay: null, actor: 'test' });
    const { data } = await hub.ask(
      WORKER,
      `{ findPeople(input: { nhsNumber: "${ANN}" }, first: 1) { nodes { worksWith } }
        person(by: { nhsNumber: "${ANN}" }) { id } }`,
    );
    expect(data.findPeople.nodes).toEqual([{ worksWith: true }]);
    expect(await kept()).toMatchObject([
      { person_id: data.person.id, reason: 'direct care: a current relationship' },
      { person_id: data.person.id, reason: FOUND },
    ]);
  });
});

describe('a found record is opened by its id', () => {
  const OPEN = `mutation ($input: OpenRecordInput!) { openRecord(input: $input) { __typename
    ... on OpenRecordSuccess { opening { kind } } ... on Refusal { code } } }`;
  const open = (differs: object) => {
    const input = { reason: 'covering a visit', idempotencyKey: 'k', ...differs };
    return hub.ask({ ...WORKER, subject: 'another' }, OPEN, { input });
  };

  it('and not by two keys, or none', async () => {
    const another = { ...WORKER, subject: 'another' };
    const [{ id }] = nodes(await find({ nhsNumber: ANN }, another));
    for (const differs of [{}, { nhsNumber: ANN, id }]) {
      expect((await open(differs)).data.openRecord).toMatchObject({ code: 'ONE_KEY' });
    }
    expect((await open({ id })).data.openRecord).toMatchObject({
      __typename: 'OpenRecordSuccess',
    });
    expect(nodes(await find({ nhsNumber: ANN }, another))).toMatchObject([{ worksWith: true }]);
    expect((await open({ id: 'x' })).data.openRecord).toMatchObject({ code: 'NOT_FOUND' });
  });
});

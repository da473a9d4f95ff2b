import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../src/db/database.ts';
import { represent } from '../../src/people/representatives.ts';
import { relate } from '../../src/people/service.ts';
import type { NhsNumber } from '../../src/values/nhs-number.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import {
  ADULTS,
  BOARD,
  COUNCIL,
  depositInput,
  finance,
  HEALTH,
  makeKnown,
  openAccount,
  TODAY,
} from '../ledger/money.ts';
import { testNhsNumbers } from '../people/numbers.ts';
import { holder, openTestHub, type TestHub } from '../support/hub.ts';
import { DEPOSIT } from '../support/queries.ts';

const [ANN, BOB] = testNhsNumbers(2) as [NhsNumber, NhsNumber];

const QUERY = `query { id about subject streams { code } words askedAs askedOn answerBy rule open
  answers { outcome words role organisation { code } } }`.replace('query ', '');
const ASK = `mutation ($input: AskQueryInput!) { askQuery(input: $input) { __typename
  ... on AskQuerySuccess { replayed query ${QUERY} } ... on Refusal { code message } } }`;
const ANSWER = `mutation ($input: AnswerQueryInput!) { answerQuery(input: $input) { __typename
  ... on AnswerQuerySuccess { replayed query ${QUERY} } ... on Refusal { code message } } }`;
const READ = `query ($id: NhsNumber!) { person(by: { nhsNumber: $id }) { queries ${QUERY} } }`;
const LIST = `query ($first: Int!, $after: String, $open: Boolean) {
  queries(first: $first, after: $after, open: $open) {
    nodes { query { id words open } person { nhsNumber } }
    pageInfo { hasNextPage endCursor } } }`;
const LINES = `query ($id: NhsNumber!) { person(by: { nhsNumber: $id }) {
  integratedBudget(year: "2025-26") { streams { lines { award } } } } }`;

type Viewer = Parameters<TestHub['ask']>[0];
const WORKER: Viewer = { role: 'care-team', subject: 'worker', organisation: COUNCIL };
const DAUGHTER: Viewer = { role: 'representative', subject: 'daughter' };

let hub: TestHub;
let account: string;
let both: string;
let cares: string;
beforeAll(async () => {
  hub = await openTestHub(TODAY);
  await makeKnown(hub, ANN, BOB);
  await relate(hub.db, {
    ...{ subject: 'worker', key: { nhsNumber: ANN }, fromDay: null, untilDay: null, actor: 'test' },
  });
  await represent(hub.db, {
    ...{ key: { nhsNumber: ANN }, subject: 'daughter', kind: 'deputy', streams: [ADULTS] },
    ...{ evidence: 'order seen', days: { from: TODAY as PlainDate, until: null }, actor: 'test' },
  });
  account = await openAccount(hub, ANN);
  cares = await deposited({});
  both = await deposited({ stream: HEALTH, funder: BOARD });
});
afterAll(() => hub.close());

async function deposited(more: object): Promise<string> {
  const input = depositInput(account, more);
  const { data } = await hub.ask(finance(COUNCIL), DEPOSIT, { input });
  return data.recordDeposit.movement.id;
}

let keys = 0;
async function ask(about: object, viewer: Viewer = holder(ANN), more: object = {}) {
  keys += 1;
  const input = { person: { nhsNumber: ANN }, about, words: 'is this right?', ...more };
  const { data, errors } = await hub.ask(viewer, ASK, {
    input: { idempotencyKey: `query ${keys}`, ...input },
  });
  expect(errors).toBeUndefined();
  return data.askQuery;
}
async function answer(query: string, viewer: Viewer, more: object = {}) {
  keys += 1;
  const input = { query, outcome: 'NOT_UPHELD', words: 'it is right', ...more };
  const { data, errors } = await hub.ask(viewer, ANSWER, {
    input: { idempotencyKey: `answer ${keys}`, ...input },
  });
  expect(errors).toBeUndefined();
  return data.answerQuery;
}
const read = async (viewer: Viewer = holder(ANN), id: string = ANN) =>
  (await hub.ask(viewer, READ, { id })).data.person?.queries ?? null;
const kept = async () =>
  (await hub.db.rows('test.queries', sql`select from queries`)).length +
  (await hub.db.rows('test.answers', sql`select from query_answers`)).length;

const nothing = { __typename: 'QueryRefusal', code: 'NOT_FOUND' };

describe('askQuery', () => {
  it('about a movement: which streams, by when it is to be answered, and by which rule', async () => {
    const { replayed, query } = await ask({ movement: cares });
    expect(replayed).toBe(false);
    // Twenty working days after Thursday 15 January 2026.
    expect(query).toMatchObject({
      ...{
        about: 'MOVEMENT',
        subject: cares,
        streams: [{ code: ADULTS }],
        words: 'is this right?',
      },
      ...{ askedAs: 'holder', askedOn: TODAY, answerBy: '2026-02-12', open: true, answers: [] },
      rule: expect.stringMatching(/^20 working days, Monday to Friday\. This hub's own default/),
    });
  });

  it('about a budget line, money that was to come, a statement and something else', async () => {
    const { data } = await hub.ask(holder(ANN), LINES, { id: ANN });
    const [{ award }] = data.person.integratedBudget.streams[0].lines;
    expect((await ask({ award })).query).toMatchObject({ about: 'AWARD', subject: award });
    const expected = { stream: ADULTS, funder: COUNCIL, dueOn: '2026-01-05' };
    expect((await ask({ expected })).query).toMatchObject({ subject: '2026-01-05' });
    const statement = { number: '2026-01-01/2026-01-31/2' };
    expect((await ask({ statement })).query).toMatchObject({ about: 'STATEMENT', streams: [] });
    expect((await ask({ other: {} })).query).toMatchObject({ about: 'OTHER', subject: null });
  });

  it('again by the same key is the same query, and by it nothing else is asked', async () => {
    const key = { idempotencyKey: 'once' };
    const first = await ask({ movement: cares }, holder(ANN), key);
    const before = await kept();
    const again = await ask({ movement: cares }, holder(ANN), key);
    expect(again).toMatchObject({ replayed: true, query: { id: first.query.id } });
    const other = await ask({ movement: both }, holder(ANN), key);
    expect(other).toMatchObject({ code: 'IDEMPOTENCY_MISMATCH' });
    expect(await kept()).toBe(before);
  });

  it('by a representative whose streams cover it, and of nothing else', async () => {
    const asked = await ask({ movement: cares }, DAUGHTER);
    expect(asked.query).toMatchObject({ askedAs: 'representative', streams: [{ code: ADULTS }] });
    expect(await ask({ movement: both }, DAUGHTER)).toMatchObject(nothing);
    expect(await ask({ other: {} }, DAUGHTER)).toMatchObject(nothing);
    expect((await ask({ other: { stream: ADULTS } }, DAUGHTER)).__typename).toBe('AskQuerySuccess');
    expect(await ask({ other: { stream: HEALTH } }, DAUGHTER)).toMatchObject(nothing);
  });

  it('for the person by their care team, and by the finance role of the host or the funder', async () => {
    expect((await ask({ movement: cares }, WORKER)).query).toMatchObject({ askedAs: 'care-team' });
    const host = await ask({ movement: both }, finance(COUNCIL));
    expect(host.query).toMatchObject({ askedAs: 'finance', streams: [{ code: HEALTH }] });
    expect(await ask({ other: {} }, finance(COUNCIL))).toMatchObject(nothing);
    expect(await ask({ movement: cares }, finance(BOARD))).toMatchObject(nothing);
    expect(await ask({ movement: cares }, { ...WORKER, subject: 'other' })).toMatchObject(nothing);
    expect(await ask({ movement: cares }, { role: 'operator' })).toMatchObject(nothing);
  });

  it.each([
    [{ movement: 'no id' }, {}, 'NOT_FOUND'],
    [{ award: '00000000-0000-4000-8000-000000000000' }, {}, 'NOT_FOUND'],
    [{ notice: '00000000-0000-4000-8000-000000000000' }, {}, 'NOT_FOUND'],
    [{ statement: { number: 'a b' } }, {}, 'NOT_FOUND'],
    [{ other: { stream: 'none' } }, {}, 'NOT_FOUND'],
    [{ expected: { stream: ADULTS, funder: 'NOBODY', dueOn: '2026-01-05' } }, {}, 'NOT_FOUND'],
    [{ other: {} }, { words: '  ' }, 'BAD_TEXT'],
    [{ other: {} }, { words: 'x'.repeat(2001) }, 'BAD_TEXT'],
    [{ other: {} }, { idempotencyKey: '' }, 'BAD_KEY'],
    [{ other: {} }, { idempotencyKey: 'x'.repeat(256) }, 'BAD_KEY'],
    [{ other: {} }, { person: { nhsNumber: BOB } }, 'NOT_FOUND'],
  ])('refuses %j %j as %s, and writes nothing', async (about, more, code) => {
    const before = await kept();
    expect(await ask(about, holder(ANN), more)).toMatchObject({ __typename: 'QueryRefusal', code });
    expect(await kept()).toBe(before);
  });
});

describe('answerQuery', () => {
  it('closes a query; a later answer stands instead, and both are shown', async () => {
    const { query } = await ask({ movement: cares });
    const first = await answer(query.id, finance(COUNCIL), { idempotencyKey: 'first answer' });
    expect(first).toMatchObject({ replayed: false, query: { open: false } });
    const same = await answer(query.id, finance(COUNCIL), { idempotencyKey: 'first answer' });
    expect(same.replayed).toBe(true);
    const other = { outcome: 'UPHELD', idempotencyKey: 'first answer' };
    expect(await answer(query.id, finance(COUNCIL), other)).toMatchObject({
      code: 'IDEMPOTENCY_MISMATCH',
    });
    await answer(query.id, WORKER, { outcome: 'CORRECTED', words: 'put right' });
    const found = (await read()).find(({ id }: { id: string }) => id === query.id);
    expect(found.answers).toEqual([
      {
        ...{ outcome: 'NOT_UPHELD', words: 'it is right', role: 'finance' },
        organisation: { code: COUNCIL },
      },
      {
        ...{ outcome: 'CORRECTED', words: 'put right', role: 'care-team' },
        organisation: { code: COUNCIL },
      },
    ]);
  });

  it('is for nobody who may not read it, nor for the person themself', async () => {
    const { query } = await ask({ movement: cares });
    for (const viewer of [holder(ANN), DAUGHTER, finance(BOARD), { ...WORKER, subject: 'x' }]) {
      expect(await answer(query.id, viewer)).toMatchObject(nothing);
    }
    expect(await answer('no id', WORKER)).toMatchObject(nothing);
    expect(await answer(query.id, WORKER, { words: '' })).toMatchObject({ code: 'BAD_TEXT' });
  });

  it('is never rewritten', async () => {
    await expect(
      hub.db.rows('test.rewrite', sql`update query_answers set words = 'other'`),
    ).rejects.toThrow();
    await expect(hub.db.rows('test.forget', sql`delete from queries`)).rejects.toThrow();
  });
});

describe('who reads them', () => {
  it('the person all, others what is about streams they are shown', async () => {
    const codes = (queries: { streams: { code: string }[] }[]) =>
      new Set(queries.map(({ streams }) => streams.map(({ code }) => code).join()));
    expect(codes(await read())).toEqual(new Set([ADULTS, HEALTH, '']));
    expect(codes(await read(DAUGHTER))).toEqual(new Set([ADULTS]));
    expect(codes(await read(finance(COUNCIL)))).toEqual(new Set([ADULTS, HEALTH]));
    expect(await read(holder(BOB), BOB)).toEqual([]);
  });

  it('teams page through them in order of id, open ones or all', async () => {
    const page = async (viewer: Viewer, more: object) =>
      (await hub.ask(viewer, LIST, { first: 2, ...more })).data.queries;
    const all = await page(WORKER, { first: 100 });
    const walked: string[] = [];
    for (let after: string | null = null; ; ) {
      const { nodes, pageInfo } = await page(WORKER, { after });
      walked.push(...nodes.map(({ query }: { query: { id: string } }) => query.id));
      if (!pageInfo.hasNextPage) break;
      after = pageInfo.endCursor;
    }
    expect(walked).toEqual(all.nodes.map(({ query }: { query: { id: string } }) => query.id));
    expect(walked).toEqual([...walked].sort());
    expect(walked.length).toBeGreaterThan(5);
    const open = await page(WORKER, { first: 100, open: true });
    const answered = await page(WORKER, { first: 100, open: false });
    expect(answered.nodes).toHaveLength(1);
    expect(open.nodes.length + 1).toBe(walked.length);
    expect((await page(finance(COUNCIL), { first: 100 })).nodes.length).toBeGreaterThan(3);
    expect((await page(finance(BOARD), { first: 100 })).nodes).toEqual([]);
  });

  it('and nobody else: no list for a holder', async () => {
    const { errors } = await hub.ask(holder(ANN), LIST, { first: 2 });
    expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  });
});

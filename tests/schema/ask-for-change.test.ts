import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../src/db/database.ts';
import { represent } from '../../src/people/representatives.ts';
import { relate } from '../../src/people/service.ts';
import { keepMoneyRules } from '../../src/streams/money-rules-store.ts';
import type { NhsNumber } from '../../src/values/nhs-number.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { chcFile } from '../stories/files.ts';
import { loaded } from '../stories/reading.ts';
import { cldFile } from '../support/cld.ts';
import { holder, openTestHub, type TestHub } from '../support/hub.ts';

const ANN = '9990000018' as NhsNumber;
const BOB = '9990000026' as NhsNumber;
const [COUNCIL, BOARD] = ['E08000039', 'QF7'];
const TODAY = '2026-01-15' as PlainDate;

const QUERY = `{ id about subject choice streams { code } words askedAs answerBy rule open
  answers { outcome words } }`;
const ASK = `mutation ($input: AskForChangeInput!) { answer: askForChange(input: $input) { __typename
  ... on AskForChangeSuccess { replayed query ${QUERY} } ... on Refusal { code message } } }`;
const ANSWER = `mutation ($input: AnswerQueryInput!) { answer: answerQuery(input: $input) {
  __typename ... on AnswerQuerySuccess { replayed query ${QUERY} }
  ... on Refusal { code message } } }`;
const READ = `query ($id: NhsNumber!) { person(by: { nhsNumber: $id }) { queries ${QUERY} } }`;
const LINES = `query ($id: NhsNumber!) { person(by: { nhsNumber: $id }) {
  integratedBudget(year: "2025-26") { streams { stream { code } lines { mode award } } } } }`;
const WAITING = `{ queries(first: 100, open: true) { nodes { query { id choice } } } }`;

type Viewer = Parameters<TestHub['ask']>[0];
const WORKER: Viewer = { role: 'care-team', subject: 'worker', organisation: COUNCIL };
const OFFICE: Viewer = { role: 'finance', subject: 'office', organisation: COUNCIL };
const DAUGHTER: Viewer = { role: 'representative', subject: 'daughter' };

let hub: TestHub;
let arranged: string;
let taken: string;
let health: string;
beforeAll(async () => {
  hub = await openTestHub(TODAY);
  const DIRECT = {
    ...{ 'Service Component': 'Direct payment', 'Delivery Mechanism': 'Direct payment' },
    ...{ 'Unit Cost': '52.50', 'Event Start Date': '2025-10-01' },
  };
  const bobs = { 'NHS Number': BOB, 'LA Person Unique Identifier': 'B' };
  loaded(await hub.receive('social-care-cld', COUNCIL, cldFile({}, DIRECT, bobs)));
  loaded(await hub.receive('health-chc', BOARD, chcFile({})));
  await relate(hub.db, {
    ...{ subject: 'worker', key: { nhsNumber: ANN }, fromDay: null, untilDay: null, actor: 'test' },
  });
  await represent(hub.db, {
    ...{ key: { nhsNumber: ANN }, subject: 'daughter', kind: 'deputy', evidence: 'order seen' },
    ...{ streams: ['adult-social-care'], days: { from: TODAY, until: null }, actor: 'test' },
  });
  const { data } = await hub.ask(holder(ANN), LINES, { id: ANN });
  const lines = data.person.integratedBudget.streams.flatMap(
    ({
      stream,
      lines: found,
    }: {
      stream: { code: string };
      lines: { mode: string; award: string }[];
    }) => found.map(({ mode, award }) => ({ stream: stream.code, mode, award })),
  );
  const awardOf = (stream: string, isTaken: boolean): string =>
    lines.find(
      (line: { stream: string; mode: string }) =>
        line.stream === stream && (line.mode === 'DIRECT_PAYMENT') === isTaken,
    ).award;
  arranged = awardOf('adult-social-care', false);
  taken = awardOf('adult-social-care', true);
  health = awardOf('continuing-healthcare', true);
});
afterAll(() => hub.close());

let keys = 0;
async function ask(more: object = {}, viewer: Viewer = holder(ANN)) {
  keys += 1;
  const said = { person: { nhsNumber: ANN }, award: arranged, choice: 'TAKE_MONEY' };
  const input = { ...said, words: 'I know whom I want', idempotencyKey: `change ${keys}`, ...more };
  const { data, errors } = await hub.ask(viewer, ASK, { input });
  expect(errors).toBeUndefined();
  return data.answer;
}
async function answer(query: string, outcome: string, viewer: Viewer = WORKER) {
  keys += 1;
  const input = { query, outcome, words: 'from April on', idempotencyKey: `answer ${keys}` };
  return (await hub.ask(viewer, ANSWER, { input })).data.answer;
}
const kept = async () => (await hub.db.rows('test.queries', sql`select from queries`)).length;

const NOTHING = { __typename: 'QueryRefusal', code: 'NOT_FOUND' };

describe('askForChange', () => {
  it('keeps what somebody would have instead, and by when they are told', async () => {
    const { replayed, query } = await ask();
    expect(replayed).toBe(false);
    // Twenty working days after Thursday 15 January 2026.
    expect(query).toMatchObject({
      ...{ about: 'CHANGE', subject: arranged, choice: 'TAKE_MONEY', askedAs: 'holder' },
      ...{ streams: [{ code: 'adult-social-care' }], answerBy: '2026-02-12', open: true },
      rule: expect.stringMatching(/^20 working days, Monday to Friday\. This hub's own default/),
    });
    const { data } = await hub.ask(holder(ANN), READ, { id: ANN });
    expect(data.person.queries).toContainEqual(query);
  });

  it('by the day of the authority’s own rule, where it has stated one', async () => {
    const rule = {
      ...{ kind: 'CHANGE_ANSWER_DAYS', review: null, organisation: BOARD, organisationKind: null },
      ...{ stream: null, days: { from: TODAY, until: null }, knownFrom: TODAY, value: '5' },
      ...{ local: true, source: 'policy of the board' },
    } as const;
    await keepMoneyRules(hub.db, [rule as Parameters<typeof keepMoneyRules>[1][number]]);
    const { query } = await ask({ award: health, choice: 'MIX' });
    // Thursday and five working days.
    expect(query).toMatchObject({ answerBy: '2026-01-22', choice: 'MIX' });
  });

  it('again by the same key is the same, and by it nothing else is asked for', async () => {
    const key = { idempotencyKey: 'once' };
    const first = await ask(key);
    const before = await kept();
    expect(await ask(key)).toMatchObject({ replayed: true, query: { id: first.query.id } });
    expect(await ask({ ...key, choice: 'MIX' })).toMatchObject({ code: 'IDEMPOTENCY_MISMATCH' });
    expect(await kept()).toBe(before);
  });

  it('is by the person, who acts for them, their team and whoever pays', async () => {
    for (const viewer of [DAUGHTER, WORKER, OFFICE]) {
      expect((await ask({}, viewer)).query).toMatchObject({ askedAs: viewer.role });
    }
    expect(await ask({ award: health }, DAUGHTER)).toMatchObject(NOTHING);
    expect(await ask({ award: health }, OFFICE)).toMatchObject(NOTHING);
    expect(await ask({}, { ...WORKER, subject: 'other' })).toMatchObject(NOTHING);
    expect(await ask({}, holder(BOB))).toMatchObject(NOTHING);
    expect(await ask({ person: { nhsNumber: BOB } }, holder(BOB))).toMatchObject(NOTHING);
  });

  it.each([
    ['the money, of who takes it already', () => ({ award: taken }), 'CHOICE_NOT_OPEN'],
    ['of no award', () => ({ award: 'none' }), 'NOT_FOUND'],
    ['without words', () => ({ words: ' ' }), 'BAD_TEXT'],
    ['without a key', () => ({ idempotencyKey: '' }), 'BAD_KEY'],
  ])('is refused %s, and nothing is written', async (_what, more, code) => {
    const before = await kept();
    expect(await ask(more())).toMatchObject({ __typename: 'QueryRefusal', code });
    expect(await kept()).toBe(before);
  });

  it('says what may be asked for where that cannot', async () => {
    expect((await ask({ award: taken })).message).toBe(
      'choice is not open about this award: CHANGE, MIX may be asked for',
    );
  });
});

describe('what is asked for', () => {
  it('waits for the team, and is agreed or not', async () => {
    const { query } = await ask({ choice: 'CHANGE' });
    const { data } = await hub.ask(WORKER, WAITING);
    expect(data.queries.nodes).toContainEqual({ query: { id: query.id, choice: 'CHANGE' } });
    for (const outcome of ['UPHELD', 'NOT_UPHELD', 'CORRECTED']) {
      expect(await answer(query.id, outcome)).toMatchObject({ code: 'BAD_OUTCOME' });
    }
    expect(await answer(query.id, 'PARTLY_AGREED')).toMatchObject({
      query: { open: false, answers: [{ outcome: 'PARTLY_AGREED', words: 'from April on' }] },
    });
    expect(await answer(query.id, 'AGREED', OFFICE)).toMatchObject({ replayed: false });
  });

  it('is no answer to whether something is wrong', async () => {
    const said = { person: { nhsNumber: ANN }, about: { award: arranged }, words: 'too few hours' };
    const { data } = await hub.ask(
      holder(ANN),
      'mutation ($input: AskQueryInput!) { askQuery(input: $input) { ... on AskQuerySuccess { query { id } } } }',
      { input: { ...said, idempotencyKey: 'wrong' } },
    );
    const { id } = data.askQuery.query;
    expect(await answer(id, 'AGREED')).toMatchObject({ code: 'BAD_OUTCOME' });
    expect(await answer(id, 'UPHELD')).toMatchObject({ replayed: false });
  });

  it('is not kept without saying what, nor beside what is wrong', async () => {
    const write = (about: string, choice: string | null) =>
      hub.db.rows(
        'test.choice',
        sql`insert into queries (identity_id, about, subject, choice, streams, words, asked_by,
              asked_as, asked_on, answer_by, rule, key, request)
            select id, ${about}, 'x', ${choice}, '[]', 'x', 'x', 'x', '2026-01-15', '2026-01-15',
              'x', gen_random_uuid()::text, 'x' from identities limit 1`,
      );
    await expect(write('CHANGE', null)).rejects.toThrow('queries_choice');
    await expect(write('AWARD', 'MIX')).rejects.toThrow('queries_choice');
    await expect(write('CHANGE', 'KEEP')).rejects.toThrow('queries_choice');
  });
});

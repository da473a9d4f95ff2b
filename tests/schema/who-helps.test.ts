import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../src/db/database.ts';
import { represent } from '../../src/people/representatives.ts';
import { relate } from '../../src/people/service.ts';
import type { NhsNumber } from '../../src/values/nhs-number.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { makeKnown } from '../ledger/money.ts';
import { testNhsNumbers } from '../people/numbers.ts';
import { holder, openTestHub, type TestHub } from '../support/hub.ts';

const [ANN, BOB] = testNhsNumbers(2) as [NhsNumber, NhsNumber];
const COUNCIL = 'E08000039';
const TODAY = '2026-01-15' as PlainDate;

const QUERY = `{ id about subject choice helper { kind name } streams { code } words askedAs
  answerBy open answers { outcome } }`;
const NAME = `mutation ($input: NameHelperInput!) { answer: nameHelper(input: $input) { __typename
  ... on NameHelperSuccess { replayed query ${QUERY} } ... on Refusal { code message } } }`;
const ANSWER = `mutation ($input: AnswerQueryInput!) { answer: answerQuery(input: $input) {
  __typename ... on AnswerQuerySuccess { query ${QUERY} } ... on Refusal { code message } } }`;
const SEEN = `query ($id: NhsNumber!) { person(by: { nhsNumber: $id }) { id } }`;

type Viewer = Parameters<TestHub['ask']>[0];
const WORKER: Viewer = { role: 'care-team', subject: 'worker', organisation: COUNCIL };
const SON: Viewer = { role: 'representative', subject: 'son' };

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub(TODAY);
  await makeKnown(hub, ANN, BOB);
  await relate(hub.db, {
    ...{ subject: 'worker', key: { nhsNumber: ANN }, fromDay: null, untilDay: null, actor: 'test' },
  });
});
afterAll(() => hub.close());

let keys = 0;
async function name(more: object = {}, viewer: Viewer = holder(ANN)) {
  keys += 1;
  const said = { person: { nhsNumber: ANN }, name: 'Siân', kind: 'NOMINEE', words: '01632 960001' };
  const input = { ...said, idempotencyKey: `name ${keys}`, ...more };
  const { data, errors } = await hub.ask(viewer, NAME, { input });
  return { ...data?.answer, errors };
}
const kept = async () => (await hub.db.rows('test.queries', sql`select from queries`)).length;

describe('nameHelper', () => {
  it('keeps who is named, as what, and what they are to see', async () => {
    const { query } = await name({ streams: ['adult-social-care'] });
    expect(query).toMatchObject({
      ...{
        about: 'HELPER',
        subject: null,
        choice: null,
        helper: { kind: 'NOMINEE', name: 'Siân' },
      },
      ...{ streams: [{ code: 'adult-social-care' }], words: '01632 960001', askedAs: 'holder' },
      // Twenty working days after Thursday 15 January 2026.
      ...{ answerBy: '2026-02-12', open: true },
    });
    expect((await name()).query).toMatchObject({ streams: [] });
  });

  it('lets nobody see anything: not before it is agreed, nor by that alone', async () => {
    const { query } = await name({ name: 'Son', kind: 'ADVOCATE' });
    const sees = async () => (await hub.ask(SON, SEEN, { id: ANN })).data.person !== null;
    expect(await sees()).toBe(false);
    const input = { query: query.id, outcome: 'AGREED', words: 'we met him', idempotencyKey: 'a' };
    const { data } = await hub.ask(WORKER, ANSWER, { input });
    expect(data.answer.query).toMatchObject({ open: false, answers: [{ outcome: 'AGREED' }] });
    expect(await sees()).toBe(false);
    await represent(hub.db, {
      ...{ key: { nhsNumber: ANN }, subject: 'son', name: 'Son', kind: 'advocate', actor: 'test' },
      ...{ evidence: 'agreed', streams: null, days: { from: TODAY, until: null } },
    });
    expect(await sees()).toBe(true);
    const NAMES = '{ viewer { person { representatives { name kind } } } }';
    const { data: told } = await hub.ask(holder(ANN), NAMES);
    expect(told.viewer.person.representatives).toEqual([{ name: 'Son', kind: 'ADVOCATE' }]);
  });

  it('is by the person, or for them by their team, and by nobody who acts for them', async () => {
    expect((await name({}, WORKER)).query).toMatchObject({ askedAs: 'care-team' });
    for (const viewer of [
      SON,
      { role: 'finance', subject: 'office', organisation: COUNCIL } as const,
      { ...WORKER, subject: 'other' },
      holder(BOB),
    ]) {
      expect(await name({}, viewer)).toMatchObject({ code: 'NOT_FOUND' });
    }
  });

  it.each([
    ['without a name', { name: ' ' }, 'BAD_TEXT'],
    ['by a name too long', { name: 'n'.repeat(201) }, 'BAD_TEXT'],
    ['without words', { words: '' }, 'BAD_TEXT'],
    ['who is to see nothing', { streams: [] }, 'NOT_FOUND'],
    ['who is to see what is nothing', { streams: ['none'] }, 'NOT_FOUND'],
  ])('refuses somebody %s, and writes nothing', async (_what, more, code) => {
    const before = await kept();
    expect(await name(more)).toMatchObject({ __typename: 'QueryRefusal', code });
    expect(await kept()).toBe(before);
  });

  it.each(['DEPUTY', 'APPOINTEE', 'AUTHORISED_PERSON', 'PERSONAL_REPRESENTATIVE'])(
    'names nobody as %s: that is given by others',
    async (kind) => {
      const before = await kept();
      const { errors } = await name({ kind });
      expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
      expect(await kept()).toBe(before);
    },
  );

  it('is not kept without somebody, nor beside what is wrong', async () => {
    const write = (about: string, helper: string | null) =>
      hub.db.rows(
        'test.helper',
        sql`insert into queries (identity_id, about, subject, helper, streams, words, asked_by,
              asked_as, asked_on, answer_by, rule, key, request)
            select id, ${about}, ${about === 'AWARD' ? 'x' : null}, ${helper}::text::jsonb, '[]', 'x',
              'x', 'x', '2026-01-15', '2026-01-15', 'x', gen_random_uuid()::text, 'x'
            from identities limit 1`,
      );
    const nominee = '{"kind": "nominee", "name": "x"}';
    await expect(write('HELPER', null)).rejects.toThrow('queries_helper');
    await expect(write('AWARD', nominee)).rejects.toThrow('queries_helper');
    await expect(write('HELPER', '{"kind": "deputy", "name": "x"}')).rejects.toThrow(
      'queries_helper',
    );
  });
});

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { endFunding } from '../../src/awards/decide-funding.ts';
import type { NhsNumber } from '../../src/values/nhs-number.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { testNhsNumbers } from '../people/numbers.ts';
import { holder, openTestHub, type TestHub } from '../support/hub.ts';
import { DEPOSIT, REVERSE } from '../support/queries.ts';
import {
  ADULTS,
  BOARD,
  COUNCIL,
  depositInput,
  finance,
  HEALTH,
  makeKnown,
  newKey,
  openAccount,
  TODAY,
} from './money.ts';

const [ANN] = testNhsNumbers(1) as [NhsNumber];

const FIELDS = `{ id stream { code } funder { code } amount { pence } paid { pence } left { pence }
  reasons law noticedOn reconsiderBy dueBy state pausedBecause withdrawnBecause }`;
const NOTICE = `mutation ($input: NoticeReclaimInput!) { noticeReclaim(input: $input) { __typename
  ... on NoticeReclaimSuccess { replayed notice ${FIELDS} } ... on Refusal { code message } } }`;
const WITHDRAW = `mutation ($input: WithdrawReclaimInput!) { withdrawReclaim(input: $input) {
  __typename ... on WithdrawReclaimSuccess { replayed notice ${FIELDS} }
  ... on Refusal { code message } } }`;
const RECORD = `mutation ($input: RecordReclaimInput!) { recordReclaim(input: $input) { __typename
  ... on RecordReclaimSuccess { replayed movement { id kind amount { pence } reason } }
  ... on Refusal { code message } } }`;
const ASK = `mutation ($input: AskQueryInput!) { askQuery(input: $input) {
  ... on AskQuerySuccess { query { id } } ... on Refusal { code message } } }`;
const CHANGE = `mutation ($input: AskForChangeInput!) { askForChange(input: $input) {
  ... on AskForChangeSuccess { query { id open } } ... on Refusal { code message } } }`;
const LINES = `query ($id: NhsNumber!) { person(by: { nhsNumber: $id }) {
  integratedBudget(year: "2025-26") { streams { stream { code } lines { award } } } } }`;
const ANSWER = `mutation ($input: AnswerQueryInput!) { answerQuery(input: $input) { __typename } }`;
const DECIDE = `mutation ($input: RecordDecisionInput!) { recordDecision(input: $input) { __typename
  ... on RecordDecisionSuccess { decision { id state replacedFrom } }
  ... on Refusal { code message } } }`;
const READ = `query ($id: NhsNumber!) { person(by: { nhsNumber: $id }) {
  reclaims ${FIELDS} accounts { id available { pence } reclaims { id } } } }`;

type Viewer = Parameters<TestHub['ask']>[0];

let hub: TestHub;
let account: string;
beforeAll(async () => {
  hub = await openTestHub(TODAY);
  await makeKnown(hub, ANN);
});
beforeEach(async () => {
  hub.day = TODAY as typeof hub.day;
  account = await openAccount(hub, ANN);
  await put({ amount: 100_00 });
  await put({ amount: 50_00, stream: HEALTH, funder: BOARD });
});
afterAll(() => hub.close());

async function put(more: object) {
  const input = depositInput(account, more);
  expect((await hub.ask(finance(COUNCIL), DEPOSIT, { input })).errors).toBeUndefined();
}
async function asked(viewer: Viewer, document: string, input: object) {
  const said = { idempotencyKey: newKey(), ...input };
  const { data, errors } = await hub.ask(viewer, document, { input: said });
  expect(errors).toBeUndefined();
  return Object.values(data)[0] as ReturnType<typeof JSON.parse>;
}
const notice = (more: object = {}, viewer: Viewer = finance(COUNCIL)) =>
  asked(viewer, NOTICE, {
    ...{ account, stream: ADULTS, funder: COUNCIL, amount: 60_00 },
    ...{ reasons: 'not spent in six months', dueBy: '2026-02-28', ...more },
  });
const record = (id: string, amount: number, more: object = {}, viewer: Viewer = finance(COUNCIL)) =>
  asked(viewer, RECORD, { notice: id, amount, effectiveDate: TODAY, ...more });
const withdraw = (id: string, more: object = {}, viewer: Viewer = finance(COUNCIL)) =>
  asked(viewer, WITHDRAW, { notice: id, reason: 'counted wrongly', ...more });
const query = (about: object) =>
  asked(holder(ANN), ASK, { person: { nhsNumber: ANN }, about, words: 'why?' });
const dueOf = (stream: string) => ({
  expected: { stream, funder: COUNCIL, dueOn: '2026-01-05' },
});
const answer = (id: string) =>
  asked(finance(COUNCIL), ANSWER, { query: id, outcome: 'NOT_UPHELD', words: 'it is so' });
const read = async (viewer: Viewer = holder(ANN)) =>
  (await hub.ask(viewer, READ, { id: ANN })).data.person;
const noticeNow = async (id: string) =>
  (await read()).reclaims.find((each: { id: string }) => each.id === id);
const available = async () =>
  (await read()).accounts.find(({ id }: { id: string }) => id === account).available.pence;

describe('a notice', () => {
  it('holds reasons, amount, who, when, the law and until when it may be reconsidered', async () => {
    const { notice: written } = await notice();
    expect(written).toMatchObject({
      ...{ stream: { code: ADULTS }, funder: { code: COUNCIL }, amount: { pence: 60_00 } },
      ...{ paid: { pence: 0 }, left: { pence: 60_00 }, reasons: 'not spent in six months' },
      ...{ law: 'Care Act 2014 s33(5) and SI 2014/2871', noticedOn: TODAY, state: 'OPEN' },
      // 28 days after 15 January.
      ...{ reconsiderBy: '2026-02-12', dueBy: '2026-02-28', pausedBecause: null },
    });
    // It moves nothing.
    expect(await available()).toBe(150_00);
  });

  it('is by each funder under its own law, also where another hosts the account', async () => {
    const written = await notice({ stream: HEALTH, funder: BOARD, amount: 50_00 }, finance(BOARD));
    expect(written.notice.law).toBe('SI 2013/1617 reg 15');
    const mine = (await read()).accounts.find(({ id }: { id: string }) => id === account);
    expect(mine.reclaims).toEqual([{ id: written.notice.id }]);
  });

  it('never reaches beyond the funder’s own free money, less what is asked back already', async () => {
    expect(await notice({ amount: 100_01 })).toMatchObject({ code: 'OVER_UNSPENT' });
    expect((await notice({ amount: 60_00 })).__typename).toBe('NoticeReclaimSuccess');
    expect(await notice({ amount: 40_01 })).toMatchObject({ code: 'OVER_UNSPENT' });
    expect((await notice({ amount: 40_00 })).__typename).toBe('NoticeReclaimSuccess');
    // Of a stream in which it has nothing.
    expect(await notice({ stream: HEALTH, amount: 1 })).toMatchObject({ code: 'OVER_UNSPENT' });
  });

  it('again by the same key is the same notice', async () => {
    const key = { idempotencyKey: newKey() };
    const first = await notice(key);
    expect(await notice(key)).toMatchObject({ replayed: true, notice: { id: first.notice.id } });
    expect(await notice({ ...key, amount: 1 })).toMatchObject({ code: 'IDEMPOTENCY_MISMATCH' });
  });

  it.each([
    [{ amount: 0 }, 'BAD_AMOUNT'],
    [{ amount: -1 }, 'BAD_AMOUNT'],
    [{ reasons: ' ' }, 'BAD_TEXT'],
    [{ dueBy: '2026-01-14' }, 'PAST_DATE'],
    [{ idempotencyKey: '' }, 'BAD_KEY'],
    [{ idempotencyKey: 'x'.repeat(256) }, 'BAD_KEY'],
    [{ account: 'none' }, 'NOT_FOUND'],
    [{ account: '00000000-0000-4000-8000-000000000000' }, 'NOT_FOUND'],
    [{ funder: 'SELF' }, 'NOT_FOUND'],
    [{ funder: BOARD, stream: HEALTH }, 'NOT_FOUND'],
  ])('with %j is refused as %s', async (more, code) => {
    expect(await notice(more)).toMatchObject({ __typename: 'MoneyRefusal', code });
  });

  it('without a law that is known is refused, never guessed', async () => {
    await put({ stream: 'housing-related-support', amount: 10_00 });
    const refused = await notice({ stream: 'housing-related-support', amount: 1_00 });
    expect(refused.code).toBe('RULE_NOT_KNOWN');
    expect(refused.message).toContain('RECLAIM_LAW of housing-related-support');
  });

  it('is for no holder, nor for another’s finance', async () => {
    for (const viewer of [holder(ANN), finance(BOARD), finance('E06000001')]) {
      expect(await notice({}, viewer)).toMatchObject({ code: 'NOT_FOUND' });
    }
  });
});

describe('giving back', () => {
  it('goes in parts up to the notice, out of that funder’s money alone', async () => {
    const { id } = (await notice()).notice;
    const { movement } = await record(id, 20_00);
    expect(movement).toMatchObject({ kind: 'RECLAIM', amount: { pence: 20_00 } });
    expect(movement.reason).toBe('asked back by the notice of 2026-01-15');
    expect(await noticeNow(id)).toMatchObject({ paid: { pence: 20_00 }, left: { pence: 40_00 } });
    expect(await record(id, 40_01)).toMatchObject({ code: 'OVER_NOTICE' });
    await record(id, 40_00);
    expect(await noticeNow(id)).toMatchObject({ state: 'PAID', left: { pence: 0 } });
    expect(await record(id, 1)).toMatchObject({ code: 'OVER_NOTICE' });
    expect(await available()).toBe(90_00);
  });

  it('that was reversed may be asked for again', async () => {
    const { id } = (await notice()).notice;
    const { movement } = await record(id, 60_00);
    const back = { movement: movement.id, reason: 'wrong account', effectiveDate: TODAY };
    await asked(finance(COUNCIL), REVERSE, back);
    expect(await noticeNow(id)).toMatchObject({ state: 'OPEN', left: { pence: 60_00 } });
    expect(await available()).toBe(150_00);
  });

  it('once by the same key', async () => {
    const { id } = (await notice()).notice;
    const key = { idempotencyKey: newKey() };
    const first = await record(id, 10_00, key);
    const again = await record(id, 10_00, key);
    expect(again).toMatchObject({ replayed: true, movement: { id: first.movement.id } });
    expect(await noticeNow(id)).toMatchObject({ paid: { pence: 10_00 } });
  });

  it('is recorded by the host, not by a funder that does not host', async () => {
    const board = { stream: HEALTH, funder: BOARD, amount: 50_00 };
    const { id } = (await notice(board, finance(BOARD))).notice;
    expect(await record(id, 1_00, {}, finance(BOARD))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await record(id, 1_00, {}, holder(ANN))).toMatchObject({ code: 'NOT_FOUND' });
    expect((await record(id, 1_00)).__typename).toBe('RecordReclaimSuccess');
    expect(await record('none', 1_00)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await record(id, 1_00, { effectiveDate: '2026-01-14' })).toMatchObject({
      code: 'BEFORE_ORIGINAL',
    });
    expect(await record(id, 1_00, { effectiveDate: '2026-01-16' })).toMatchObject({
      code: 'FUTURE_DATE',
    });
  });
});

describe('a notice is paused', () => {
  it('while a query about its stream is open', async () => {
    const { id } = (await notice()).notice;
    const { query: open } = await query(dueOf(ADULTS));
    expect(await noticeNow(id)).toMatchObject({ state: 'PAUSED' });
    expect(await record(id, 1_00)).toMatchObject({ code: 'RECLAIM_PAUSED' });
    await answer(open.id);
    expect(await noticeNow(id)).toMatchObject({ state: 'OPEN', pausedBecause: null });
    expect((await record(id, 1_00)).__typename).toBe('RecordReclaimSuccess');
  });

  it('and not by a query about another stream', async () => {
    const { id } = (await notice()).notice;
    const { query: open } = await query(dueOf(HEALTH));
    expect((await record(id, 1_00)).__typename).toBe('RecordReclaimSuccess');
    await answer(open.id);
  });

  it('and not by somebody who asks for a change and says of nothing that it is wrong', async () => {
    const { id } = (await notice()).notice;
    const { data } = await hub.ask(holder(ANN), LINES, { id: ANN });
    const [line] = data.person.integratedBudget.streams.find(
      ({ stream }: { stream: { code: string } }) => stream.code === ADULTS,
    ).lines;
    const change = { award: line.award, choice: 'CHANGE', words: 'I would go out more' };
    const { query: open } = await asked(holder(ANN), CHANGE, {
      ...{ person: { nhsNumber: ANN }, ...change },
    });
    expect(open.open).toBe(true);
    expect(await noticeNow(id)).toMatchObject({ state: 'OPEN', pausedBecause: null });
    expect((await record(id, 1_00)).__typename).toBe('RecordReclaimSuccess');
  });

  it('while it may be reconsidered and that was asked, answered or not; and until it is answered', async () => {
    const { id } = (await notice()).notice;
    const { query: open } = await query({ notice: id });
    await answer(open.id);
    expect(await noticeNow(id)).toMatchObject({ state: 'PAUSED' });
    hub.day = '2026-02-12' as typeof hub.day;
    expect(await record(id, 1_00)).toMatchObject({ code: 'RECLAIM_PAUSED' });
    hub.day = '2026-02-13' as typeof hub.day;
    expect((await record(id, 1_00)).__typename).toBe('RecordReclaimSuccess');
    const { query: late } = await query({ notice: id });
    expect(await record(id, 1_00)).toMatchObject({ code: 'RECLAIM_PAUSED' });
    await answer(late.id);
    expect((await record(id, 1_00)).__typename).toBe('RecordReclaimSuccess');
  });
});

describe('a notice is paused by a dispute', () => {
  const SHARES = [
    { funder: BOARD, percent: '50' },
    { funder: COUNCIL, percent: '50' },
  ];
  const decide = async (state: string, more: object = {}) => {
    const said = { person: { nhsNumber: ANN }, stream: ADULTS, kind: 'JOINT', state };
    const why = { reason: 'a panel', evidence: 'its minutes', firstDay: TODAY, shares: SHARES };
    const payer = state === 'DISPUTED' ? { interimPayer: COUNCIL } : {};
    const input = { ...said, ...why, ...payer, ...more };
    const { __typename: done, decision } = await asked(finance(COUNCIL), DECIDE, input);
    expect(done).toBe('RecordDecisionSuccess');
    return decision;
  };
  const asksBack = async () => (await notice()).notice.id as string;
  afterEach(async () => {
    for (const stream of [ADULTS, HEALTH]) {
      const end = { key: { nhsNumber: ANN }, stream, from: '1900-01-01' as PlainDate };
      await endFunding(hub.db, { ...end, actor: 'test' });
    }
  });

  it('of who pays for its stream, from the dispute on and until that is settled', async () => {
    const id = await asksBack();
    await record(id, 1_00);
    await decide('DISPUTED');
    expect(await noticeNow(id)).toMatchObject({
      ...{ state: 'PAUSED', pausedBecause: 'who pays for its stream is disputed' },
      ...{ paid: { pence: 1_00 }, left: { pence: 59_00 } },
    });
    const refused = await record(id, 1_00);
    expect(refused).toMatchObject({
      code: 'RECLAIM_PAUSED',
      message: 'notice is paused: who pays for its stream is disputed',
    });
    expect(await available()).toBe(149_00);
    await decide('SETTLED');
    expect(await noticeNow(id)).toMatchObject({ state: 'OPEN', pausedBecause: null });
    expect((await record(id, 1_00)).__typename).toBe('RecordReclaimSuccess');
  });

  it('also where it was written while the dispute stood', async () => {
    await decide('DISPUTED');
    const id = await asksBack();
    expect(await noticeNow(id)).toMatchObject({ state: 'PAUSED' });
    await decide('SETTLED');
    expect(await noticeNow(id)).toMatchObject({ state: 'OPEN' });
  });

  it('and not of another stream of the account', async () => {
    const [council, board] = [
      await asksBack(),
      (await notice({ stream: HEALTH, funder: BOARD, amount: 50_00 }, finance(BOARD))).notice.id,
    ];
    await decide('DISPUTED');
    expect((await record(board, 1_00)).__typename).toBe('RecordReclaimSuccess');
    expect(await record(council, 1_00)).toMatchObject({ code: 'RECLAIM_PAUSED' });
    await decide('DISPUTED', { stream: HEALTH });
    expect(await record(board, 1_00)).toMatchObject({ code: 'RECLAIM_PAUSED' });
  });

  it('a proposal pauses nothing and settles nothing', async () => {
    const id = await asksBack();
    await decide('PROPOSED');
    expect((await record(id, 1_00)).__typename).toBe('RecordReclaimSuccess');
    await decide('DISPUTED');
    await decide('PROPOSED');
    expect(await record(id, 1_00)).toMatchObject({ code: 'RECLAIM_PAUSED' });
  });

  it('for as long as days of it are left: what is settled from a later day leaves those before', async () => {
    const id = await asksBack();
    await decide('DISPUTED');
    await decide('SETTLED', { firstDay: '2026-02-01' });
    expect(await record(id, 1_00)).toMatchObject({ code: 'RECLAIM_PAUSED' });
    await decide('SETTLED');
    expect((await record(id, 1_00)).__typename).toBe('RecordReclaimSuccess');
    // Disputed anew: what was settled before it ends no later dispute.
    await decide('DISPUTED');
    expect(await record(id, 1_00)).toMatchObject({ code: 'RECLAIM_PAUSED' });
  });
});

describe('withdrawing', () => {
  it('ends a notice; what was given back stays so', async () => {
    const { id } = (await notice()).notice;
    await record(id, 10_00);
    const key = { idempotencyKey: newKey() };
    const done = await withdraw(id, key);
    expect(done.notice).toMatchObject({
      ...{ state: 'WITHDRAWN', withdrawnBecause: 'counted wrongly' },
      ...{ paid: { pence: 10_00 }, left: { pence: 0 } },
    });
    expect(await withdraw(id, key)).toMatchObject({ replayed: true });
    expect(await withdraw(id)).toMatchObject({ code: 'NOTICE_ENDED' });
    expect(await record(id, 1_00)).toMatchObject({ code: 'NOTICE_ENDED' });
    // Its money may be asked back anew.
    expect((await notice({ amount: 90_00 })).__typename).toBe('NoticeReclaimSuccess');
  });

  it('is for the funder that wrote it', async () => {
    const { id } = (await notice()).notice;
    expect(await withdraw(id, {}, finance(BOARD))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await withdraw(id, {}, holder(ANN))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await withdraw(id, { reason: '' })).toMatchObject({ code: 'BAD_TEXT' });
    await record(id, 60_00);
    expect(await withdraw(id)).toMatchObject({ code: 'NOTICE_ENDED' });
  });
});

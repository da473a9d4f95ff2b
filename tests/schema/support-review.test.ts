import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../src/db/database.ts';
import { relate } from '../../src/people/service.ts';
import type { NhsNumber } from '../../src/values/nhs-number.ts';
import {
  ADULTS,
  BOARD,
  COUNCIL,
  depositInput,
  finance,
  HEALTH,
  openAccount,
} from '../ledger/money.ts';
import { testNhsNumbers } from '../people/numbers.ts';
import { loaded } from '../stories/reading.ts';
import { cldFile } from '../support/cld.ts';
import { holder, openTestHub, type TestHub } from '../support/hub.ts';
import { DEPOSIT } from '../support/queries.ts';

const [ANN, BEN] = testNhsNumbers(2) as [NhsNumber, NhsNumber];
const DUE = `query ($id: NhsNumber!) { person(by: { nhsNumber: $id }) {
  reviewsDue { stream { code } kind dueOn lastHeld rule } } }`;
const RECORD = `mutation ($input: RecordReviewInput!) { recordReview(input: $input) { __typename
  ... on RecordReviewSuccess { id heldOn replayed } ... on Refusal { code message } } }`;

type Viewer = Parameters<TestHub['ask']>[0];
const WORKER: Viewer = { role: 'care-team', subject: 'worker', organisation: COUNCIL };

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub('2026-01-15');
  const ben = { 'NHS Number': BEN, 'LA Person Unique Identifier': 'P2' };
  loaded(await hub.receive('social-care-cld', COUNCIL, cldFile({ 'NHS Number': ANN }, ben)));
  await relate(hub.db, {
    ...{ subject: 'worker', key: { nhsNumber: ANN }, fromDay: null, untilDay: null, actor: 'test' },
  });
});
afterAll(() => hub.close());

const due = async (viewer: Viewer = holder(ANN)) =>
  (await hub.ask(viewer, DUE, { id: ANN })).data.person.reviewsDue;
const shortly = (found: { stream: { code: string }; kind: string; dueOn: string }[]) =>
  found.map(({ stream, kind, dueOn }) => [stream.code, kind, dueOn]);

let keys = 0;
async function record(more: object = {}, viewer: Viewer = WORKER) {
  keys += 1;
  const input = {
    ...{ nhsNumber: ANN, stream: ADULTS, kind: 'PLAN', heldOn: '2026-01-12' },
    ...{ idempotencyKey: `review ${keys}`, ...more },
  };
  const { data, errors } = await hub.ask(viewer, RECORD, { input });
  expect(errors).toBeUndefined();
  return data.recordReview;
}

describe('reviews due', () => {
  it('follow from the first day of an award, and after one was held from that day', async () => {
    const [before] = await due();
    expect(before).toMatchObject({ stream: { code: ADULTS }, kind: 'PLAN', lastHeld: null });
    const done = await record({ idempotencyKey: 'first' });
    expect(done).toMatchObject({ heldOn: '2026-01-12', replayed: false });
    expect(await record({ idempotencyKey: 'first' })).toMatchObject({
      id: done.id,
      replayed: true,
    });
    const [after] = await due();
    expect(after).toMatchObject({ kind: 'PLAN', dueOn: '2027-01-12', lastHeld: '2026-01-12' });
    expect(after.rule).toContain('SI 2014/2871');
  });

  it('an earlier one recorded late moves nothing', async () => {
    await record({ heldOn: '2025-11-01' });
    expect((await due())[0]).toMatchObject({ dueOn: '2027-01-12' });
  });

  it('follow from the first deposit where no file tells of the stream', async () => {
    const account = await openAccount(hub, ANN);
    const input = depositInput(account, {
      ...{ stream: HEALTH, funder: BOARD, effectiveDate: '2025-12-20' },
    });
    await hub.ask(finance(COUNCIL), DEPOSIT, { input });
    expect(shortly(await due())).toEqual([
      [HEALTH, 'PLAN', '2026-03-20'],
      [HEALTH, 'DIRECT_PAYMENT_AUDIT', '2026-12-20'],
      [ADULTS, 'PLAN', '2027-01-12'],
    ]);
    expect(shortly(await due(finance(COUNCIL)))).toHaveLength(3);
    await record({ stream: HEALTH, kind: 'DIRECT_PAYMENT_AUDIT' }, finance(COUNCIL));
    expect(shortly(await due())).toContainEqual([HEALTH, 'DIRECT_PAYMENT_AUDIT', '2027-01-12']);
    expect(shortly(await due())).toContainEqual([HEALTH, 'PLAN', '2026-03-20']);
  });
});

describe('of an award that a funder recorded itself', () => {
  const dueOfCarer = async () => {
    const { data } = await hub.ask(holder(BEN), DUE, { id: BEN });
    return shortly(data.person.reviewsDue).filter(([stream]) => stream === 'carer-support');
  };
  const done = async (operation: string, input: object) => {
    const name = `${operation[0]?.toUpperCase()}${operation.slice(1)}`;
    const query = `mutation ($input: ${name}Input!) { answer: ${operation}(input: $input) {
      ... on ${name}Success { award { id } } ... on Refusal { code message } } }`;
    const said = { evidence: 'panel', idempotencyKey: `${operation} of Ben`, ...input };
    return (await hub.ask(finance(COUNCIL), query, { input: said })).data.answer;
  };

  it('none is due once it was ended', async () => {
    const { award } = await done('recordAward', {
      ...{ person: { nhsNumber: BEN }, stream: 'carer-support', basis: 'RECURRING' },
      ...{ mode: 'NOTIONAL', legalBasis: 'Care Act 2014 s20', description: 'Breaks' },
      ...{ ratePounds: '70.00', per: 'WEEK', firstDay: '2025-10-01' },
      contribution: { kind: 'NONE' },
    });
    expect(await dueOfCarer()).toEqual([['carer-support', 'PLAN', '2026-04-01']]);
    await done('endAward', { award: award.id, lastDay: '2026-01-14', reason: 'moved' });
    expect(await dueOfCarer()).toEqual([]);
  });
});

describe('recordReview', () => {
  it.each([
    [{ heldOn: '2026-01-16' }, 'FUTURE_DATE'],
    [{ stream: 'carer-support' }, 'NOT_FOUND'],
    [{ stream: 'none' }, 'NOT_FOUND'],
    [{ idempotencyKey: '' }, 'BAD_KEY'],
    [{ idempotencyKey: 'first', kind: 'ELIGIBILITY' }, 'IDEMPOTENCY_MISMATCH'],
    [{ nhsNumber: '9990000042' }, 'NOT_FOUND'],
  ])('refuses %j as %s', async (more, code) => {
    const count = async () =>
      (await hub.db.rows('test.r', sql`select from support_reviews`)).length;
    const before = await count();
    expect(await record(more)).toMatchObject({ __typename: 'ReviewRefusal', code });
    expect(await count()).toBe(before);
  });

  it('is for nobody else', async () => {
    for (const viewer of [holder(ANN), finance(BOARD), { ...WORKER, subject: 'other' }]) {
      expect(await record({}, viewer)).toMatchObject({ code: 'NOT_FOUND' });
    }
  });
});

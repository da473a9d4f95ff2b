import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { represent } from '../../src/people/representatives.ts';
import { relate } from '../../src/people/service.ts';
import { recordWish } from '../../src/people/wishes.ts';
import type { NhsNumber } from '../../src/values/nhs-number.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import {
  ADULTS,
  accountsOf,
  BOARD,
  COUNCIL,
  deposit,
  depositInput,
  finance,
  HEALTH,
  leftIn,
  makeKnown,
  newKey,
  openAccount,
  reverse,
  reverseInput,
  spend,
  spendInput,
  TODAY,
} from '../ledger/money.ts';
import { testNhsNumbers } from '../people/numbers.ts';
import { holder, openTestHub, type TestHub } from '../support/hub.ts';
import { OPEN } from '../support/queries.ts';

const [ANN, BOB, CAT, DOT] = testNhsNumbers(4) as [string, string, string, string];
const NOBODY = '9990000018';
const TEAM = { role: 'care-team', subject: 'worker', organisation: COUNCIL } as const;

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub(TODAY);
  await makeKnown(hub, ANN, BOB, CAT, DOT);
});
afterAll(() => hub.close());

describe('money in and out', () => {
  it('is drawn from every source in proportion, and told as the contract asks', async () => {
    const account = await openAccount(hub, ANN);
    expect(await accountsOf(hub, ANN)).toEqual([
      { id: account, mode: 'DIRECT_PAYMENT', available: { pence: 0 }, sources: [] },
    ]);
    const first = await deposit(hub, depositInput(account, { amount: 60_00 }));
    expect(first).toMatchObject({ movement: { amount: { pence: 6000 } }, replayed: false });
    const health = { stream: HEALTH, funder: BOARD, amount: 30_00 };
    await deposit(hub, depositInput(account, health));
    // £10.01 of £90: 1,001 × 6,000 / 9,000 = 667.33; 1,001 × 3,000 / 9,000 = 333.67: the penny over.
    const spent = await spend(hub, spendInput(account, { amount: 10_01 }));
    expect(spent).toMatchObject({
      movement: {
        amount: { pence: 1001 },
        fundedBy: [
          { stream: { code: ADULTS }, amount: { pence: 667 } },
          { stream: { code: HEALTH }, amount: { pence: 334 } },
        ],
      },
      replayed: false,
    });
    expect(await accountsOf(hub, ANN)).toEqual([
      {
        ...{ id: account, mode: 'DIRECT_PAYMENT', available: { pence: 7999 } },
        sources: [
          { stream: { code: ADULTS }, available: { pence: 5333 } },
          { stream: { code: HEALTH }, available: { pence: 2666 } },
        ],
      },
    ]);
    const { movement } = spent;
    const reversed = await reverse(hub, reverseInput(movement.id));
    expect(reversed).toMatchObject({
      movement: { reverses: { id: movement.id } },
      replayed: false,
    });
    expect(await leftIn(hub, account)).toEqual({
      all: 9000,
      by: { [ADULTS]: 6000, [HEALTH]: 3000 },
    });
  });

  it('nursing only with health money', async () => {
    const account = await openAccount(hub, BOB);
    await deposit(hub, depositInput(account, { amount: 5000 }));
    const nursing = { purpose: 'nursing-or-therapy', amount: 500 };
    expect(await spend(hub, spendInput(account, nursing))).toMatchObject({ code: 'NOT_FUNDABLE' });
    await deposit(hub, depositInput(account, { stream: HEALTH, funder: BOARD, amount: 400 }));
    const tooMuch = await spend(hub, spendInput(account, nursing));
    expect(tooMuch).toMatchObject({ code: 'INSUFFICIENT_FUNDS' });
    const some = await spend(hub, spendInput(account, { ...nursing, amount: 400 }));
    expect(some).toMatchObject({
      movement: { fundedBy: [{ stream: { code: HEALTH }, amount: { pence: 400 } }] },
    });
    expect(await leftIn(hub, account)).toEqual({ all: 5000, by: { [ADULTS]: 5000, [HEALTH]: 0 } });
  });

  it('movements are told in the order of recording, page by page', async () => {
    const account = await openAccount(hub, CAT);
    await deposit(hub, depositInput(account, { amount: 300 }));
    const { movement } = await spend(hub, spendInput(account));
    await reverse(hub, reverseInput(movement.id));
    const query = `query ($nhsNumber: NhsNumber!, $after: String) {
      person(by: { nhsNumber: $nhsNumber }) { accounts { movements(first: 2, after: $after) {
        nodes { kind amount { pence } fundedBy { funder { code } amount { pence } } effectiveDate
          payee purpose { code } reason reverses { id kind payee } reversedBy { kind reason } }
        pageInfo { hasNextPage endCursor } } } } }`;
    const page = async (after: string | null) => {
      const { data } = await hub.ask(holder(CAT), query, { nhsNumber: CAT, after });
      return data.person.accounts[0].movements;
    };
    const one = await page(null);
    expect(one.nodes).toMatchObject([
      { kind: 'DEPOSIT', amount: { pence: 300 }, payee: null, purpose: null, reversedBy: null },
      {
        ...{ kind: 'SPENDING', amount: { pence: 100 }, effectiveDate: '2026-01-12' },
        ...{ fundedBy: [{ funder: { code: COUNCIL }, amount: { pence: 100 } }] },
        ...{ payee: 'Helping Hands', purpose: { code: 'personal-care' }, reverses: null },
        reversedBy: { kind: 'REVERSAL', reason: 'recorded by mistake' },
      },
    ]);
    // The person, their accounts, a page of movements and those beside them, and who read it.
    expect(hub.statements).toEqual([
      'people.open-person',
      ...['people.visible-person', 'ledger.accounts-of-people'],
      ...['ledger.movements-of-accounts', 'ledger.movements-by-ids', 'audit.keep-reads'],
    ]);
    const two = await page(one.pageInfo.endCursor);
    expect(two).toMatchObject({
      nodes: [{ kind: 'REVERSAL', reverses: { id: movement.id, payee: 'Helping Hands' } }],
      pageInfo: { hasNextPage: false },
    });
  });
});

describe('who may record', () => {
  let account: string;
  beforeAll(async () => {
    account = await openAccount(hub, DOT);
    await deposit(hub, depositInput(account));
  });

  it('the holder of a direct payment, spending alone', async () => {
    const own = await spend(hub, spendInput(account), holder(DOT));
    expect(own).toMatchObject({ movement: { amount: { pence: 100 } } });
    const money = await deposit(hub, depositInput(account), holder(DOT));
    expect(money).toMatchObject({ code: 'NOT_FOUND' });
    const back = await reverse(hub, reverseInput(own.movement.id), holder(DOT));
    expect(back).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('not the holder of an account that somebody else directs', async () => {
    const notional = await openAccount(hub, DOT, 'NOTIONAL');
    await deposit(hub, depositInput(notional));
    expect(await spend(hub, spendInput(notional), holder(DOT))).toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('a key of one holder is not another’s', async () => {
    const other = await openAccount(hub, BOB);
    await deposit(hub, depositInput(other));
    const key = { idempotencyKey: 'my first payment' };
    expect(await spend(hub, spendInput(account, key), holder(DOT))).toMatchObject({
      replayed: false,
    });
    expect(await spend(hub, spendInput(other, key), holder(BOB))).toMatchObject({
      replayed: false,
    });
  });

  it('nobody else; not known and not allowed are the same answer', async () => {
    const unknown = await spend(hub, spendInput('00000000-0000-4000-8000-000000000000'));
    expect(unknown).toMatchObject({ code: 'NOT_FOUND' });
    const viewers = [
      ...[finance(BOARD), holder(ANN), TEAM, { role: 'finance', organisation: null }],
      ...[{ role: 'representative' }, { role: 'analyst' }, { role: 'operator' }],
    ] as Parameters<typeof spend>[2][];
    for (const viewer of viewers) {
      expect(await spend(hub, spendInput(account), viewer)).toEqual(unknown);
      expect(await deposit(hub, depositInput(account), viewer)).toEqual(unknown);
    }
    expect(await spend(hub, spendInput('nonsense'))).toEqual(unknown);
  });

  it('an account is opened by finance, for anybody who is known', async () => {
    const open = (viewer: object, nhsNumber: string) =>
      hub.ask(viewer as never, OPEN, {
        input: { nhsNumber, mode: 'THIRD_PARTY', idempotencyKey: newKey() },
      });
    const nobody = await open(finance(COUNCIL), NOBODY);
    expect(nobody.data.openAccount).toMatchObject({ code: 'NOT_FOUND' });
    for (const viewer of [TEAM, holder(DOT), finance('NOWHERE'), { role: 'operator' }]) {
      expect((await open(viewer, DOT)).data).toEqual(nobody.data);
    }
    const opened = await open(finance(BOARD), DOT);
    expect(opened.data.openAccount.__typename).toBe('OpenAccountSuccess');
  });
});

describe('who is shown an account', () => {
  const [EVE] = testNhsNumbers(5).slice(4) as [string];
  const key = { nhsNumber: EVE as NhsNumber };
  const days = { from: '2026-01-01' as PlainDate, until: null };
  let account: string;
  let empty: string;

  beforeAll(async () => {
    await makeKnown(hub, EVE);
    account = await openAccount(hub, EVE);
    empty = await openAccount(hub, EVE, 'NOTIONAL', BOARD);
    await deposit(hub, depositInput(account, { amount: 7000 }));
    await deposit(hub, depositInput(account, { stream: HEALTH, funder: BOARD, amount: 3000 }));
    await spend(hub, spendInput(account, { amount: 1000 }));
    await spend(hub, spendInput(account, { amount: 50, purpose: 'nursing-or-therapy' }));
    for (const subject of ['worker', 'nurse']) {
      const fromDay = days.from;
      await relate(hub.db, { subject, key, fromDay, untilDay: null, actor: 'test' });
    }
  });

  const inAll = { id: '', mode: 'DIRECT_PAYMENT', available: { pence: 8950 } };

  it('the person: all of all', async () => {
    const all = await accountsOf(hub, EVE);
    expect(all.map(({ id }: { id: string }) => id)).toEqual([account, empty].sort());
    const own = all.find(({ id }: { id: string }) => id === account);
    expect(own).toMatchObject({ ...inAll, id: account });
  });

  it('a care team: the sources that pass to its sector, and the sum of those', async () => {
    // By law health information passes to social care teams, unless the person objects.
    expect(await accountsOf(hub, EVE, TEAM)).toMatchObject([{ available: { pence: 8950 } }]);
    await recordWish(hub.db, {
      ...{ key, kind: 'OBJECTION', stream: HEALTH, to: null, purpose: 'direct care' },
      ...{ givenBy: 'self', evidence: '', actor: 'test', days },
    });
    expect(await accountsOf(hub, EVE, TEAM)).toEqual([
      {
        ...{ id: account, mode: 'DIRECT_PAYMENT', available: { pence: 6300 } },
        sources: [{ stream: { code: ADULTS }, available: { pence: 6300 } }],
      },
    ]);
  });

  it('a movement is told by what it moved of the sources shown, or not at all', async () => {
    const query = `query ($nhsNumber: NhsNumber!) { person(by: { nhsNumber: $nhsNumber }) {
      accounts { movements(first: 10) { nodes { kind amount { pence } } } } } }`;
    await represent(hub.db, {
      ...{ key, subject: 'friend', kind: 'nominee', evidence: 'a signed form' },
      ...{ streams: [ADULTS], days, actor: 'test' },
    });
    const friend = { role: 'representative', subject: 'friend' } as const;
    const { data } = await hub.ask(friend, query, { nhsNumber: EVE });
    // £10.00 of £70 and £30 takes £7.00 of the first; of the health money nothing is told.
    expect(data.person.accounts).toEqual([
      {
        movements: {
          nodes: [
            { kind: 'DEPOSIT', amount: { pence: 7000 } },
            { kind: 'SPENDING', amount: { pence: 700 } },
          ],
        },
      },
    ]);
  });

  it('a representative for every stream: all of all', async () => {
    await represent(hub.db, {
      ...{ key, subject: 'daughter', kind: 'attorney-money', evidence: 'a registered power' },
      ...{ streams: null, days, actor: 'test' },
    });
    const daughter = { role: 'representative', subject: 'daughter' } as const;
    expect(await accountsOf(hub, EVE, daughter)).toHaveLength(2);
  });

  it('the host’s finance office, by id; another’s is told of no account', async () => {
    expect((await leftIn(hub, account)).all).toBe(8950);
    const query = 'query ($id: ID!) { account(id: $id) { id } }';
    for (const viewer of [finance(BOARD), holder(ANN), { role: 'care-team' }] as const) {
      const { data } = await hub.ask(viewer, query, { id: account });
      expect(data).toEqual({ account: null });
    }
    const own = await hub.ask(holder(EVE), query, { id: account });
    expect(own.data.account).toEqual({ id: account });
  });

  it('and the person is told that the finance office looked, and at which streams', async () => {
    await leftIn(hub, account);
    const query = `query ($nhsNumber: NhsNumber!) { person(by: { nhsNumber: $nhsNumber }) {
      whoLooked(first: 1) { nodes { role organisation { code } streams { code } reason } } } }`;
    const { data } = await hub.ask(holder(EVE), query, { nhsNumber: EVE });
    expect(data.person.whoLooked.nodes).toEqual([
      {
        ...{ role: 'finance', organisation: { code: COUNCIL } },
        streams: [{ code: ADULTS }, { code: HEALTH }],
        reason: 'money that their organisation funds or hosts',
      },
    ]);
  });
});

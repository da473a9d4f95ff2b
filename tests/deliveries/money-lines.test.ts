import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bankStatement } from '../../adapters/bank-statement/adapter.ts';
import { preview } from '../../src/budgets/preview.ts';
import { sql } from '../../src/db/database.ts';
import { verifyDeliveries } from '../../src/deliveries/verify.ts';
import { verifyLedger } from '../../src/ledger/verify.ts';
import {
  BOARD,
  COUNCIL,
  deposit,
  depositInput,
  finance,
  HEALTH,
  leftIn,
  makeKnown,
  openAccount,
  spend,
  spendInput,
} from '../ledger/money.ts';
import { testNhsNumbers } from '../people/numbers.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { receiveStatement, type StatementLine, settle, statementOf, waitingIn } from './lines.ts';
import { contentsOf, requestFor, takeBack } from './receiving.ts';

const [ANN] = testNhsNumbers(1) as [string];

let hub: TestHub;
let account: string;
beforeAll(async () => {
  hub = await openTestHub('2026-01-15');
  await makeKnown(hub, ANN);
});
beforeEach(async () => {
  account = await openAccount(hub, ANN);
});
afterAll(async () => {
  expect((await verifyLedger(hub.db)).filter(({ ok }) => !ok)).toEqual([]);
  const checks = await verifyDeliveries(hub.db, hub.adapters);
  expect(checks.filter(({ ok }) => !ok)).toEqual([]);
  await hub.close();
});

const receive = (lines: readonly StatementLine[], from?: number) =>
  receiveStatement(hub, account, lines, from);
const waiting = async () => (await waitingIn(hub, { account })).nodes;
const movements = async () => {
  const query = `query ($id: ID!) { account(id: $id) { movements(first: 100) { nodes {
    kind amount { pence } payee effectiveDate } } } }`;
  const { data } = await hub.ask(finance(COUNCIL), query, { id: account });
  return data.account.movements.nodes.map(
    (each: { kind: string; amount: { pence: number } }) => `${each.kind} ${each.amount.pence}`,
  );
};
const inQuestion = async () => {
  const [row] = await hub.db.rows<{ sum: string }>(
    'test.in-question',
    sql`select coalesce(sum(balance_pence), 0)::text as sum from ledger_accounts
        where account_id = ${account}::uuid and kind = 'IN_QUESTION'`,
  );
  return Number(row?.sum);
};

const IN: StatementLine = ['2026-01-05', 'SHEFFIELD CC', 10_000];
const OUT: StatementLine = ['2026-01-06', 'WHEELS AND WALKERS', -3_000];

describe('a line that nobody expects', () => {
  it('waits, in question from the moment it is loaded, whichever way it went', async () => {
    const outcome = await receive([IN, OUT]);
    expect(outcome).toMatchObject({ status: 'LOADED', rows: 2, accepted: 2, rejected: 0 });
    expect(outcome.lines).toEqual({ recorded: 0, confirmed: 0, waiting: 2, knownBefore: 0 });
    expect(await waiting()).toMatchObject([
      { account, date: '2026-01-05', in: { pence: 10_000 }, out: null, row: 1, suggestion: null },
      { description: 'WHEELS AND WALKERS', in: null, out: { pence: 3_000 }, row: 2 },
    ]);
    expect(await movements()).toEqual(['IN_QUESTION 10000', 'IN_QUESTION 3000']);
    expect(await inQuestion()).toBe(7_000);
    expect((await leftIn(hub, account)).by).toEqual({});
  });

  it('is a deposit where the host’s finance office says so', async () => {
    await receive([IN, OUT]);
    const [money, payment] = await waiting();
    const as = { deposit: { stream: 'adult-social-care', funder: COUNCIL } };
    expect(await settle(hub, money.id, as)).toMatchObject({
      movement: { kind: 'DEPOSIT', amount: { pence: 10_000 }, effectiveDate: '2026-01-05' },
      replayed: false,
    });
    expect(await inQuestion()).toBe(-3_000);
    const spent = { spending: { purpose: 'equipment', payee: 'Wheels and Walkers' } };
    const key = 'once';
    expect(await settle(hub, payment.id, spent, key)).toMatchObject({
      movement: {
        ...{ kind: 'ATTRIBUTION', amount: { pence: 3_000 }, payee: 'Wheels and Walkers' },
        ...{ purpose: { code: 'equipment' }, effectiveDate: '2026-01-06' },
        fundedBy: [{ stream: { code: 'adult-social-care' }, amount: { pence: 3_000 } }],
      },
    });
    expect([await inQuestion(), await waiting()]).toEqual([0, []]);
    expect((await leftIn(hub, account)).all).toBe(7_000);
    expect(await settle(hub, payment.id, spent, key)).toMatchObject({ replayed: true });
    const other = { notOurs: { reason: 'a slip' } };
    expect(await settle(hub, payment.id, other, key)).toMatchObject({
      code: 'IDEMPOTENCY_MISMATCH',
    });
    expect(await settle(hub, payment.id, other)).toMatchObject({ code: 'NOT_WAITING' });
  });

  it('is the person’s contribution, or no money of the account at all', async () => {
    await receive([IN, OUT]);
    const [money, payment] = await waiting();
    const own = await settle(hub, money.id, { contribution: { stream: 'adult-social-care' } });
    expect(own).toMatchObject({ movement: { kind: 'CONTRIBUTION', amount: { pence: 10_000 } } });
    const none = await settle(hub, payment.id, { notOurs: { reason: 'another card of hers' } });
    expect(none).toMatchObject({ __typename: 'SettleWaitingMovementSuccess', movement: null });
    expect([await inQuestion(), await waiting()]).toEqual([0, []]);
  });

  it.each<[string, number, object, string]>([
    ['money in is no spending', 0, { spending: { purpose: 'travel', payee: 'X' } }, 'WRONG_WAY'],
    ['money in settles no promise', 0, { hold: { hold: 'x' } }, 'WRONG_WAY'],
    ['money out is no deposit', 1, { deposit: { stream: 'x', funder: 'x' } }, 'WRONG_WAY'],
    ['money out is no contribution', 1, { contribution: { stream: 'x' } }, 'WRONG_WAY'],
    ['of no stream', 0, { deposit: { stream: 'x', funder: COUNCIL } }, 'UNKNOWN_CODE'],
    ['of no funder', 0, { deposit: { stream: 'adult-social-care', funder: 'x' } }, 'UNKNOWN_CODE'],
    ['for no purpose', 1, { spending: { purpose: 'x', payee: 'X' } }, 'UNKNOWN_CODE'],
    ['to nobody', 1, { spending: { purpose: 'travel', payee: ' ' } }, 'BAD_TEXT'],
    ['more than is there', 1, { spending: { purpose: 'travel', payee: 'X' } }, 'NOT_FUNDABLE'],
    ['without a reason', 1, { notOurs: { reason: '' } }, 'BAD_TEXT'],
    ['no promise', 1, { hold: { hold: 'x' } }, 'NOT_FOUND'],
  ])('is refused: %s', async (_what, at, as, code) => {
    await receive([IN, OUT]);
    const lines = await waiting();
    const answer = await settle(hub, lines[at].id, as);
    expect([answer.code, (await waiting()).length]).toEqual([code, 2]);
    expect(answer.message).not.toMatch(/WHEELS|SHEFFIELD/);
  });

  it('is shown to, and decided by, the finance office of the host alone', async () => {
    await receive([IN]);
    const [{ id }] = await waiting();
    const others = [
      finance('QF7'),
      { role: 'operator' as const },
      { role: 'care-team' as const, organisation: COUNCIL },
      { role: 'analyst' as const },
      { role: 'holder' as const, nhsNumber: ANN as never },
    ];
    for (const viewer of others) {
      expect((await waitingIn(hub, {}, viewer)).nodes).toEqual([]);
      const answer = await settle(hub, id, { notOurs: { reason: 'no' } }, 'k', viewer);
      expect(answer).toMatchObject({ code: 'NOT_FOUND' });
      expect(await settle(hub, account, { notOurs: { reason: 'no' } }, 'k', viewer)).toEqual(
        answer,
      );
    }
  });
});

describe('money that comes back from a payee', () => {
  const BACK: StatementLine = ['2026-01-14', 'HELPING HANDS REFUND 88', 1_000];
  const paid = async (more: object = {}) => {
    await deposit(hub, depositInput(account, { amount: 10_000 }));
    const health = { stream: 'personal-health-budget', funder: 'QF7', amount: 10_000 };
    await deposit(hub, depositInput(account, health));
    const made = await spend(hub, spendInput(account, { amount: 3_000, ...more }));
    return made.movement.id as string;
  };
  const back = (movement: string) => ({ refund: { movement } });

  it('is a refund of that payment, to the sources that paid it', async () => {
    const movement = await paid();
    const outcome = await receive([BACK], 17_000);
    const [line] = await waiting();
    expect(line.suggestion).toMatchObject({
      ...{ as: 'REFUND', movement, payee: null, purpose: null },
      reason: 'this payee was paid at least this amount before',
    });
    expect((await leftIn(hub, account)).all).toBe(17_000);
    const key = 'back';
    expect(await settle(hub, line.id, back(movement), key)).toMatchObject({
      replayed: false,
      movement: {
        ...{ kind: 'REFUND', amount: { pence: 1_000 }, payee: 'Helping Hands' },
        ...{ purpose: { code: 'personal-care' }, effectiveDate: '2026-01-14' },
        fundedBy: [
          { stream: { code: 'adult-social-care' }, amount: { pence: 500 } },
          { stream: { code: 'personal-health-budget' }, amount: { pence: 500 } },
        ],
      },
    });
    expect([await inQuestion(), await waiting()]).toEqual([0, []]);
    const by = { 'adult-social-care': 9_000, 'personal-health-budget': 9_000 };
    expect(await leftIn(hub, account)).toEqual({ all: 18_000, by });
    expect(await settle(hub, line.id, back(movement), key)).toMatchObject({ replayed: true });
    await takeBack(hub, outcome.delivery);
    expect((await leftIn(hub, account)).all).toBe(17_000);
  });

  it('of a payment that the same statement tells of and nobody answers for yet', async () => {
    const lines: StatementLine[] = [['2026-01-12', 'HELPING HANDS', -1_000], BACK];
    await receive(lines);
    const [payment, line] = await waiting();
    expect(line.suggestion.as).toBe('REFUND');
    const { movement } = line.suggestion;
    expect(await settle(hub, line.id, back(movement))).toMatchObject({
      movement: { kind: 'REFUND', amount: { pence: 1_000 }, fundedBy: [] },
    });
    // It has come back whole: there is nothing left to decide.
    expect(await inQuestion()).toBe(0);
    const spent = { spending: { purpose: 'travel', payee: 'Helping Hands' } };
    expect(await settle(hub, payment.id, spent)).toMatchObject({ code: 'NOT_IN_QUESTION' });
  });

  it('is refused where it is more than was paid, or no such payment, or went out', async () => {
    const movement = await paid({ amount: 900 });
    const other = await openAccount(hub, ANN);
    await deposit(hub, depositInput(other));
    const elsewhere = await spend(hub, spendInput(other, { amount: 3_000 }));
    const { movement: money } = await deposit(hub, depositInput(account, { amount: 1 }));
    await receive([BACK, ['2026-01-15', 'HELPING HANDS', -5]], 19_101);
    const [line, out] = await waiting();
    expect(line.suggestion).toBeNull();
    const code = async (id: string, of: string) => (await settle(hub, id, back(of))).code;
    expect(await code(line.id, movement)).toBe('MORE_THAN_PAID');
    expect(await code(line.id, elsewhere.movement.id)).toBe('NOT_FOUND');
    expect(await code(line.id, 'none')).toBe('NOT_FOUND');
    expect(await code(line.id, money.id)).toBe('NOT_REFUNDABLE');
    expect(await code(out.id, movement)).toBe('WRONG_WAY');
    expect(await waiting()).toHaveLength(2);
    expect(await inQuestion()).toBe(995);
  });

  it('twice no more than once was paid, though both are told at once', async () => {
    const movement = await paid({ amount: 1_500 });
    await receive([BACK, ['2026-01-15', 'HELPING HANDS REFUND 89', 1_000]], 18_500);
    const lines = await waiting();
    const answers = await Promise.all(
      lines.map(({ id }: { id: string }) => settle(hub, id, back(movement))),
    );
    const codes = answers.map(({ code }) => code ?? 'settled').sort();
    expect(codes).toEqual(['MORE_THAN_PAID', 'settled']);
    expect(await waiting()).toHaveLength(1);
  });
});

describe('what waits in the accounts of several hosts', () => {
  it('is told to each of its own, whichever account is asked for', async () => {
    await deposit(hub, depositInput(account, { stream: HEALTH, funder: BOARD }));
    const theirs = await openAccount(hub, ANN, 'THIRD_PARTY', BOARD);
    await receive([OUT], 10_000);
    const text = statementOf([IN]);
    const sent = await hub.receive('bank-statement', BOARD, text, null, theirs);
    expect(sent).toMatchObject({ status: 'LOADED', lines: { waiting: 1 } });
    const accountsOf = async (host: string, of?: string) => {
      const { nodes } = await waitingIn(hub, of ? { account: of } : {}, finance(host));
      return new Set(nodes.map((line: { account: string }) => line.account));
    };
    expect(await accountsOf(BOARD)).toEqual(new Set([theirs]));
    expect(await accountsOf(COUNCIL)).not.toContain(theirs);
    expect(await accountsOf(COUNCIL, account)).toEqual(new Set([account]));
    for (const [host, of] of [
      [COUNCIL, theirs],
      [BOARD, account],
    ] as const) {
      expect(await accountsOf(host, of)).toEqual(new Set());
    }
  });

  it('is not decided by a key that was used in another account', async () => {
    const other = await openAccount(hub, ANN);
    const as = { notOurs: { reason: 'another card' } };
    await receive([OUT], 10_000);
    await receiveStatement(hub, other, [OUT], 10_000);
    const [here] = await waiting();
    const [there] = (await waitingIn(hub, { account: other })).nodes;
    const key = 'of two accounts';
    expect(await settle(hub, there.id, as, key)).toMatchObject({ replayed: false });
    expect(await settle(hub, here.id, as, key)).toMatchObject({ code: 'IDEMPOTENCY_MISMATCH' });
    expect((await waiting()).map(({ id }: { id: string }) => id)).toEqual([here.id]);
  });
});

describe('a movement that was recorded before', () => {
  it('is confirmed by its line, and not recorded twice', async () => {
    await deposit(hub, depositInput(account, { effectiveDate: '2026-01-03' }));
    await spend(hub, spendInput(account, { amount: 3_000, payee: 'Wheels & Walkers' }));
    const before = await movements();
    const outcome = await receive([IN, ['2026-01-12', 'WHEELS AND WALKERS LTD', -3_000]]);
    expect(outcome.lines).toMatchObject({ confirmed: 2, waiting: 0 });
    expect(await movements()).toEqual(before);
    await takeBack(hub, outcome.delivery);
    expect(await movements()).toEqual(before);
  });

  it('gives the purpose of the next payment to the same payee as a suggestion', async () => {
    await deposit(hub, depositInput(account));
    await spend(hub, spendInput(account, { payee: 'Helping Hands', amount: 500 }));
    await receive([['2026-01-14', 'HELPING HANDS 0114', -600]], 10_000);
    expect(await waiting()).toMatchObject([
      {
        suggestion: { as: 'SPENDING', purpose: { code: 'personal-care' }, payee: 'Helping Hands' },
      },
    ]);
  });
});

describe('statements that overlap', () => {
  const MORE: StatementLine = ['2026-01-07', 'BUS', -200];

  it('tell a line once', async () => {
    await receive([IN, OUT]);
    const outcome = await receive([OUT, MORE], 10_000);
    expect(outcome.lines).toEqual({ recorded: 0, confirmed: 0, waiting: 1, knownBefore: 1 });
    expect(await movements()).toEqual(['IN_QUESTION 10000', 'IN_QUESTION 3000', 'IN_QUESTION 200']);
  });

  it('taken back, leave what another still tells', async () => {
    const first = await receive([IN, OUT]);
    const second = await receive([OUT, MORE], 10_000);
    await takeBack(hub, first.delivery);
    expect((await waiting()).map(({ description }: StatementWords) => description)).toEqual([
      'WHEELS AND WALKERS',
      'BUS',
    ]);
    expect(await inQuestion()).toBe(-3_200);
    await takeBack(hub, second.delivery);
    expect([await waiting(), await inQuestion()]).toEqual([[], 0]);
    const again = await receive([IN, OUT]);
    expect(again.lines).toMatchObject({ waiting: 2, knownBefore: 0 });
    expect(await inQuestion()).toBe(7_000);
  });
});

type StatementWords = { readonly description: string };

describe('a statement as a delivery', () => {
  it('is known again, and loaded once', async () => {
    const { delivery } = await receive([IN, OUT]);
    const again = await receive([IN, OUT]);
    expect(again).toMatchObject({ status: 'ALREADY_LOADED', delivery, rows: 2 });
    expect(await movements()).toHaveLength(2);
  });

  it('needs the account, one that the sender hosts and of which there is a bank account', async () => {
    const text = statementOf([IN]);
    const reason = async (of?: string, from = COUNCIL) =>
      (await hub.receive('bank-statement', from, text, null, of)).reason;
    expect(await reason()).toMatch(/^bank-statement needs --account: /);
    expect(await reason('somebody')).toMatch(/^--account is none by that id/);
    expect(await reason(account, 'QF7')).toMatch(/^--account is none by that id/);
    const notional = await openAccount(hub, ANN, 'NOTIONAL');
    expect(await reason(notional)).toMatch(/no bank account/);
    const cld = await hub.receive('social-care-cld', COUNCIL, text, null, account);
    expect(cld.reason).toMatch(/takes no --account/);
  });

  it('tells before it is loaded what would be matched and what would wait, and writes nothing', async () => {
    await deposit(hub, depositInput(account, { effectiveDate: '2026-01-03' }));
    const before = await contentsOf(hub.db);
    const more = { adapter: bankStatement, account };
    const found = await preview(hub.db, await requestFor(hub, statementOf([IN, OUT]), more));
    expect(found).toMatchObject({ status: 'LOADED', changes: [], lines: { waiting: 1 } });
    expect(found.movements).toEqual([
      { row: 1, became: 'CONFIRMED', how: 'NEAR', as: null, suggestion: null },
      { row: 2, became: 'WAITING', how: null, as: null, suggestion: null },
    ]);
    expect(await contentsOf(hub.db)).toEqual(before);
  });

  it('is taken back whole, by reversals with the reason, also what was decided of it', async () => {
    const { delivery } = await receive([IN, OUT]);
    const [money, payment] = await waiting();
    const as = { deposit: { stream: 'adult-social-care', funder: COUNCIL } };
    await settle(hub, money.id, as);
    await settle(hub, payment.id, { spending: { purpose: 'equipment', payee: 'W' } });
    await takeBack(hub, delivery);
    expect([await inQuestion(), (await leftIn(hub, account)).all, await waiting()]).toEqual([
      ...[0, 0, []],
    ]);
    const [row] = await hub.db.rows<{ reasons: string[] }>(
      'test.reasons',
      sql`select json_agg(reason order by ordinal desc) as reasons from journals
          where account_id = ${account}::uuid and kind = 'REVERSAL'`,
    );
    expect(row?.reasons.slice(0, 3)).toEqual(Array(3).fill('a wrong file'));
  });

  it('is not taken back where its money has been spent since', async () => {
    const { delivery } = await receive([IN]);
    const [{ id }] = await waiting();
    await settle(hub, id, { deposit: { stream: 'adult-social-care', funder: COUNCIL } });
    await spend(hub, spendInput(account, { amount: 9_000 }));
    const before = await contentsOf(hub.db);
    await expect(takeBack(hub, delivery)).rejects.toThrow(/row 1 has been spent since/);
    expect(await contentsOf(hub.db)).toEqual(before);
  });

  it('gives a page after a page of what waits', async () => {
    await receive([IN, OUT]);
    const { nodes, pageInfo } = await waitingIn(hub, { account, first: 1 });
    expect([nodes.length, pageInfo.hasNextPage]).toEqual([1, true]);
    const rest = await waitingIn(hub, { account, first: 1, after: pageInfo.endCursor });
    expect([rest.nodes[0].description, rest.pageInfo.hasNextPage]).toEqual([
      ...['WHEELS AND WALKERS', false],
    ]);
  });
});

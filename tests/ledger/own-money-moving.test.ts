import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MoneyBeside, newlyBeside } from '../../src/ledger/own-money.ts';
import { verifyLedger } from '../../src/ledger/verify.ts';
import { receiveStatement, type StatementLine, settle, waitingIn } from '../deliveries/lines.ts';
import { testNhsNumbers } from '../people/numbers.ts';
import { type Answer, holder, openTestHub, type TestHub } from '../support/hub.ts';
import {
  ADULTS,
  BOARD,
  booksOf,
  COUNCIL,
  deposit,
  depositInput,
  finance,
  leftIn,
  makeKnown,
  newKey,
  openAccount,
  record,
  spend,
  spendInput,
  TODAY,
} from './money.ts';
import { scheduleInput, setSchedule } from './scheduling.ts';
import { stateRule } from './stating.ts';

const people = testNhsNumbers(8) as [string, ...string[]];
const [ANN] = people;
const WHEELCHAIR = { stream: 'wheelchair-budget', funder: BOARD };
const AFTERCARE = { stream: 'section-117', funder: BOARD };
const PACKAGE = { stream: 'joint-package', funder: BOARD };
const CARE = { stream: ADULTS, funder: COUNCIL };

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub(TODAY);
  await makeKnown(hub, ...people);
});
afterAll(async () => {
  expect((await verifyLedger(hub.db)).filter(({ ok }) => !ok)).toEqual([]);
  await hub.close();
});

type Source = { readonly stream: string; readonly funder: string };
const put = (account: string, source: Source, amount = 100_00) =>
  deposit(hub, depositInput(account, { ...source, amount }));
const own = (account: string, amount = 40_00, more: object = {}) =>
  record(hub, 'recordContribution', { account, stream: ADULTS, amount, ...more });
const transfer = (from: string, to: string, more: object = {}) =>
  record(hub, 'transferMoney', { from, to, amount: 10_00, ...more });

/** An account of the person, with money of these sources and the person's own where it is said. */
async function holding(
  sources: readonly Source[],
  { isOwn = false, mode = 'DIRECT_PAYMENT', person = ANN } = {},
): Promise<string> {
  const account = await openAccount(hub, person, mode);
  if (isOwn) expect((await own(account)).replayed).toBe(false);
  for (const source of sources) expect((await put(account, source)).replayed).toBe(false);
  return account;
}

/** What is told of an account, by stream. */
async function questionsOf(
  account: string,
  viewer: Parameters<TestHub['ask']>[0] = finance(COUNCIL),
) {
  const query = `query ($id: ID!) { account(id: $id) {
    ownMoneyBesideNhs { stream { code } reason } } }`;
  const { data, errors } = await hub.ask(viewer, query, { id: account });
  if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
  return data.account.ownMoneyBesideNhs?.map(({ stream, reason }: Answer['data']) => [
    ...[stream.code, reason],
  ]);
}

const LACKING = (stream: string) =>
  `account holds NHS money, and the local rule on own money beside it is not stated: needs the rule OWN_MONEY_ALLOWED of ${stream}, ${COUNCIL}, and none is in force on 2026-01-13: it is stated with hub money-rules load`;

describe('a transfer', () => {
  it('brings own money to no NHS money without a rule, nor that to own money', async () => {
    const mine = await holding([CARE], { isOwn: true });
    const theirs = await holding([CARE, WHEELCHAIR], { mode: 'THIRD_PARTY' });
    const key = { idempotencyKey: newKey() };
    expect(await transfer(mine, theirs, key)).toMatchObject({
      code: 'RULE_NOT_KNOWN',
      message: LACKING(WHEELCHAIR.stream).replace('account holds', 'to would hold'),
    });
    expect((await transfer(theirs, mine, key)).code).toBe('RULE_NOT_KNOWN');
    expect([(await leftIn(hub, mine)).all, (await leftIn(hub, theirs)).all]).toEqual([
      ...[140_00, 200_00],
    ]);
    // What is neither goes both ways.
    expect((await transfer(mine, theirs, { ...key, ...CARE })).replayed).toBe(false);
    expect((await transfer(theirs, mine, CARE)).replayed).toBe(false);
    expect(await questionsOf(mine)).toEqual([]);
  });

  it('takes both to an empty account only where they may be together, each alone to one of its own', async () => {
    const both = await holding([WHEELCHAIR], { isOwn: true });
    const empty = await openAccount(hub, ANN, 'THIRD_PARTY');
    expect((await transfer(both, empty)).code).toBe('RULE_NOT_KNOWN');
    expect((await transfer(both, empty, WHEELCHAIR)).replayed).toBe(false);
    const self = { stream: ADULTS, funder: 'SELF' };
    expect((await transfer(both, empty, self)).code).toBe('RULE_NOT_KNOWN');
    const another = await openAccount(hub, ANN, 'THIRD_PARTY');
    expect((await transfer(both, another, self)).replayed).toBe(false);
  });

  it('is as the host rules: NO by its own code, YES as asked, and the same key as before', async () => {
    const mine = await holding([], { isOwn: true });
    const theirs = await holding([AFTERCARE], { mode: 'THIRD_PARTY' });
    const key = { idempotencyKey: newKey() };
    const rule = {
      kind: 'OWN_MONEY_ALLOWED',
      organisation: COUNCIL,
      stream: AFTERCARE.stream,
    } as const;
    const days = { from: '2020-04-01', until: '2026-01-13' } as never;
    await stateRule(hub, { ...rule, value: 'NO', days });
    expect((await transfer(mine, theirs, { ...key, effectiveDate: '2026-01-12' })).code).toBe(
      'OWN_MONEY_NOT_ALLOWED',
    );
    await stateRule(hub, {
      ...rule,
      value: 'YES',
      days: { from: '2026-01-13', until: null } as never,
    });
    const done = await transfer(mine, theirs, key);
    expect(done.replayed).toBe(false);
    expect(await transfer(mine, theirs, key)).toMatchObject({
      ...{ replayed: true, movement: { id: done.movement.id } },
    });
  });
});

describe('NHS money that arrives where the person’s own is', () => {
  it('is recorded with its source, and the account tells that a rule is lacking', async () => {
    const account = await holding([CARE], { isOwn: true });
    expect(await questionsOf(account)).toEqual([]);
    const { movement } = await put(account, WHEELCHAIR);
    expect(movement).toMatchObject({ amount: { pence: 100_00 } });
    expect((await leftIn(hub, account)).by).toMatchObject({ [WHEELCHAIR.stream]: 100_00 });
    const reason = `the ${LACKING(WHEELCHAIR.stream).replace('2026-01-13', TODAY)}`;
    expect(await questionsOf(account)).toEqual([[WHEELCHAIR.stream, reason]]);
    expect(await questionsOf(account, holder(ANN as never))).toEqual([[WHEELCHAIR.stream, reason]]);
    // No more of the person's own enters, and what is there is drawn on as before.
    expect((await own(account)).code).toBe('RULE_NOT_KNOWN');
    expect((await spend(hub, spendInput(account, { amount: 24_00 }))).replayed).toBe(false);
    expect((await booksOf(hub, account)).inQuestion).toBe(0);
  });

  it('is told so until either is gone', async () => {
    const account = await holding([WHEELCHAIR], { isOwn: true });
    expect(await questionsOf(account)).toHaveLength(1);
    const said = { account, amount: 100_00, ...WHEELCHAIR };
    await record(hub, 'setAside', said);
    expect(await questionsOf(account)).toHaveLength(1);
    await record(hub, 'takeBackSetAside', said);
    const spent = { amount: 100_00, purpose: 'equipment', ...WHEELCHAIR };
    expect((await spend(hub, spendInput(account, spent))).replayed).toBe(false);
    expect(await questionsOf(account)).toEqual([]);
  });

  it('is told of money that comes back to the person’s own, and of a rule that says NO', async () => {
    const account = await holding([CARE], { isOwn: true });
    const self = { stream: ADULTS, funder: 'SELF' };
    const paid = await spend(hub, spendInput(account, { amount: 40_00, ...self }));
    await put(account, PACKAGE);
    expect(await questionsOf(account)).toEqual([]);
    const back = { movement: paid.movement.id, amount: 5_00 };
    expect((await record(hub, 'recordRefund', back)).replayed).toBe(false);
    const rule = {
      kind: 'OWN_MONEY_ALLOWED',
      organisation: COUNCIL,
      stream: PACKAGE.stream,
    } as const;
    await stateRule(hub, { ...rule, value: 'NO' });
    expect(await questionsOf(account)).toEqual([
      [
        PACKAGE.stream,
        `the account holds NHS money of ${PACKAGE.stream}, beside which its host lets no own money stand`,
      ],
    ]);
  });

  it('is read by one statement for any number of accounts', async () => {
    const query = `query ($id: NhsNumber!) { person(by: { nhsNumber: $id }) {
      accounts { id ownMoneyBesideNhs { stream { code } } } } }`;
    const { data } = await hub.ask(holder(ANN as never), query, { id: ANN });
    expect(data.person.accounts.length).toBeGreaterThan(5);
    expect(hub.statements.filter((name) => name === 'streams.rule-book')).toHaveLength(1);
  });
});

describe('what a file tells', () => {
  const STANDING_ORDER: StatementLine = ['2025-12-30', 'D EXAMPLE', 182_00];
  const waiting = async (account: string) => (await waitingIn(hub, { account })).nodes;

  it('of own money beside NHS money waits, with what is in the way; the rest is recorded', async () => {
    const [, person] = people;
    const account = await holding([WHEELCHAIR], { person: person as string });
    await setSchedule(hub, scheduleInput(account));
    const lines: StatementLine[] = [['2025-12-29', 'SHEFFIELD CC', 658_00], STANDING_ORDER];
    const outcome = await receiveStatement(hub, account, lines, 100_00);
    expect(outcome).toMatchObject({ status: 'LOADED', lines: { recorded: 1, waiting: 1 } });
    const [line] = await waiting(account);
    expect(line.suggestion).toMatchObject({
      ...{ as: 'CONTRIBUTION', stream: { code: ADULTS } },
      reason: `the ${LACKING(WHEELCHAIR.stream).replace('2026-01-13', '2025-12-30')}`,
    });
    expect(await questionsOf(account)).toEqual([]);
    const as = { contribution: { stream: ADULTS } };
    expect((await settle(hub, line.id, as)).code).toBe('RULE_NOT_KNOWN');
    expect(await waiting(account)).toHaveLength(1);
    // Stated today, in force on the day of the money.
    const rule = { kind: 'OWN_MONEY_ALLOWED', organisation: COUNCIL, value: 'YES' } as const;
    const today = { knownFrom: TODAY as never };
    await stateRule(hub, { ...rule, ...today, stream: WHEELCHAIR.stream });
    expect(await settle(hub, line.id, as)).toMatchObject({
      movement: { kind: 'CONTRIBUTION', amount: { pence: 182_00 } },
    });
    expect(await waiting(account)).toEqual([]);
  });

  it('of NHS money beside own money is recorded, and told by the account', async () => {
    const [, , person] = people;
    const account = await holding([CARE], { person: person as string, isOwn: true });
    const more = { stream: 'continuing-healthcare', funder: BOARD, weeklyContribution: 0 };
    await setSchedule(hub, scheduleInput(account, more));
    const lines: StatementLine[] = [['2025-12-29', 'NHS SY ICB', 840_00]];
    const outcome = await receiveStatement(hub, account, lines, 140_00);
    expect(outcome.lines).toMatchObject({ recorded: 1, waiting: 0 });
    expect((await questionsOf(account)).map(([stream]: [string]) => stream)).toEqual([
      'continuing-healthcare',
    ]);
  });
});

describe('at once', () => {
  const times = <Result>(count: number, work: (at: number) => Promise<Result>) =>
    Promise.all(Array.from({ length: count }, (_, at) => work(at)));
  const NURSED = { stream: 'continuing-healthcare', funder: BOARD };

  it('own money and NHS money into one account: the own never after the other', async () => {
    for (let turn = 0; turn < 10; turn += 1) {
      const account = await openAccount(hub, ANN);
      const [mine, theirs] = await Promise.all([own(account), put(account, NURSED)]);
      expect(theirs.movement).toBeTruthy();
      const kinds = await kindsIn(account);
      const [isRefused, told] = [mine.code === 'RULE_NOT_KNOWN', await questionsOf(account)];
      expect(kinds).toEqual(isRefused ? ['DEPOSIT'] : ['CONTRIBUTION', 'DEPOSIT']);
      expect(told).toHaveLength(isRefused ? 0 : 1);
    }
  });

  it('transfers of both into a third account: of one of them alone', async () => {
    const mine = await holding([], { isOwn: true });
    const theirs = await holding([NURSED], { mode: 'THIRD_PARTY' });
    for (let turn = 0; turn < 5; turn += 1) {
      const third = await openAccount(hub, ANN, 'NOTIONAL');
      const answers = await times(4, (at) =>
        transfer(at % 2 === 0 ? mine : theirs, third, { amount: 1_00 }),
      );
      const moved = answers.map(({ code }) => code ?? 'moved');
      const [first, second] = [
        moved.filter((_, at) => at % 2 === 0),
        moved.filter((_, at) => at % 2),
      ];
      const alone = [
        ['moved', 'moved'],
        ['RULE_NOT_KNOWN', 'RULE_NOT_KNOWN'],
      ];
      expect(first[0] === 'moved' ? [first, second] : [second, first]).toEqual(alone);
      expect(await questionsOf(third)).toEqual([]);
    }
  });

  async function kindsIn(account: string): Promise<string[]> {
    const query = `query ($id: ID!) { account(id: $id) { movements(first: 9) { nodes { kind } } } }`;
    const { data } = await hub.ask(finance(COUNCIL), query, { id: account });
    return data.account.movements.nodes.map(({ kind }: { kind: string }) => kind);
  }
});

describe('what arriving money comes to stand beside', () => {
  const nhs = { stream: 'n', isNhs: true, isOwn: false };
  const mine = { stream: 'a', isNhs: false, isOwn: true };
  const council = { stream: 'a', isNhs: false, isOwn: false };
  const there = (...money: Omit<MoneyBeside, 'arrives'>[]) =>
    money.map((each) => ({ ...each, arrives: false }));
  const arriving = (...money: Omit<MoneyBeside, 'arrives'>[]) =>
    money.map((each) => ({ ...each, arrives: true }));

  it.each<[string, MoneyBeside[], string[]]>([
    ['own to NHS', [...there(nhs), ...arriving(mine)], ['n']],
    ['NHS to own', [...there(mine), ...arriving(nhs)], ['n']],
    ['both to nothing', arriving(mine, nhs), ['n']],
    ['own to a council’s', [...there(council), ...arriving(mine)], []],
    ['a council’s to both', [...there(mine, nhs), ...arriving(council)], []],
    [
      'NHS of another stream to both',
      [...there(mine, nhs), ...arriving({ ...nhs, stream: 'm' })],
      ['m'],
    ],
    ['more own to both', [...there(mine, nhs), ...arriving(mine)], ['n']],
  ])('%s', (_what, money, streams) => expect(newlyBeside(money)).toEqual(streams));

  it('whatever comes, in parts or at once: nothing is let by that the whole would be refused for', () => {
    const money = fc.constantFrom(nhs, mine, council, { ...nhs, stream: 'm' });
    fc.assert(
      fc.property(fc.array(money), fc.array(money), (before, after) => {
        const whole = newlyBeside([...there(...before), ...arriving(...after)]);
        const inTurn = after.flatMap((each, at) =>
          newlyBeside([...there(...before, ...after.slice(0, at)), ...arriving(each)]),
        );
        expect(new Set(inTurn)).toEqual(new Set(whole));
      }),
    );
  });
});

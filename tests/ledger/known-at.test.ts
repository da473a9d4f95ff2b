import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { behindTriggers } from '../audit/entries.ts';
import type { Answer } from '../commands/place.ts';
import { testNhsNumbers } from '../people/numbers.ts';
import { holder, openTestHub, type TestHub } from '../support/hub.ts';
import {
  BOARD,
  COUNCIL,
  deposit,
  depositInput,
  finance,
  HEALTH,
  makeKnown,
  openAccount,
  reverse,
  reverseInput,
  spend,
  spendInput,
  TODAY,
} from './money.ts';

const [ANN] = testNhsNumbers(1) as [string];
const TOLD = `id available { pence } sources { stream { code } available { pence } }
  movements(first: 10) { nodes { kind amount { pence } reversedBy { kind } } }`;

let hub: TestHub;
let account: string;
beforeAll(async () => {
  hub = await openTestHub(TODAY);
  await makeKnown(hub, ANN);
  account = await openAccount(hub, ANN);
  const paidIn = await deposit(hub, depositInput(account, { amount: 100_00 }));
  // Dated before it was recorded: knownAt asks when the hub was told, not when it took effect.
  const paid = await spend(
    hub,
    spendInput(account, { amount: 30_00, effectiveDate: '2026-01-10' }),
  );
  const back = await reverse(hub, reverseInput(paid.movement.id));
  const health = { stream: HEALTH, funder: BOARD, amount: 5_00 };
  const more = await deposit(hub, depositInput(account, health));
  await behindTriggers(hub.db, 'accounts', "update accounts set opened_at = '2025-12-01 09:00Z'");
  for (const [{ movement }, at] of [
    [paidIn, '2025-12-10 09:00Z'],
    [paid, '2025-12-20 23:59:59.999Z'],
    [back, '2026-01-10 00:00Z'],
    [more, '2026-01-12 09:00Z'],
  ]) {
    const change = `update journals set recorded_at = '${at}' where id = '${movement.id}'`;
    await behindTriggers(hub.db, 'journals', change);
  }
});
afterAll(() => hub.close());

const asHolder = async (knownAt: string | null): Promise<Answer> => {
  const query = `query ($nhsNumber: NhsNumber!, $knownAt: PlainDate) {
    person(by: { nhsNumber: $nhsNumber }) { accounts(knownAt: $knownAt) { ${TOLD} } } }`;
  const { data, errors } = await hub.ask(holder(ANN), query, { nhsNumber: ANN, knownAt });
  expect(errors).toBeUndefined();
  return data.person.accounts[0] ?? null;
};

const asOffice = async (knownAt: string | null): Promise<Answer> => {
  const query = `query ($id: ID!, $knownAt: PlainDate) {
    account(id: $id, knownAt: $knownAt) { ${TOLD} } }`;
  const { data, errors } = await hub.ask(finance(COUNCIL), query, { id: account, knownAt });
  expect(errors).toBeUndefined();
  return data.account;
};

describe.each([
  ['the person', asHolder],
  ['the host’s finance office', asOffice],
])('to %s an account is told', (_who, ask) => {
  const known = async (day: string | null) => {
    const { available, sources, movements } = await ask(day);
    return [
      available.pence,
      sources.map((source: Answer) => source.available.pence),
      movements.nodes.map((node: Answer) => [
        ...[node.kind, node.amount.pence, node.reversedBy?.kind ?? null],
      ]),
    ];
  };
  const DEPOSIT = ['DEPOSIT', 100_00, null];

  it('not before it was opened', async () => {
    expect(await ask('2025-11-30')).toBeNull();
  });

  it('with nothing in it before anything was recorded', async () => {
    expect(await known('2025-12-01')).toEqual([0, [], []]);
  });

  it.each([
    ['2025-12-10', [100_00, [100_00], [DEPOSIT]]],
    ['2025-12-19', [100_00, [100_00], [DEPOSIT]]],
    // The last moment of the day is that day’s, the first of the next is not.
    ['2025-12-20', [70_00, [70_00], [DEPOSIT, ['SPENDING', 30_00, null]]]],
    ['2026-01-09', [70_00, [70_00], [DEPOSIT, ['SPENDING', 30_00, null]]]],
  ])('as it was recorded by the end of %s', async (day, told) => {
    expect(await known(day)).toEqual(told);
  });

  it('as it is now, and the difference is what was recorded since', async () => {
    const [before, now] = [await known('2026-01-09'), await known(null)];
    const since = [
      ['REVERSAL', 30_00, null],
      ['DEPOSIT', 5_00, null],
    ];
    expect(now).toEqual([
      105_00,
      [100_00, 5_00],
      [DEPOSIT, ['SPENDING', 30_00, 'REVERSAL'], ...since],
    ]);
    // £70.00 then, £30.00 taken back and £5.00 more since.
    expect(now[0]).toBe(before[0] + 30_00 + 5_00);
    expect(await known('2026-01-15')).toEqual(now);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testNhsNumbers } from '../people/numbers.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import {
  ADULTS,
  BOARD,
  booksOf,
  COUNCIL,
  deposit,
  depositInput,
  finance,
  HEALTH,
  makeKnown,
  newKey,
  openAccount,
  record,
  spend,
  spendInput,
  TODAY,
} from './money.ts';
import { stateRule } from './stating.ts';

const [ANN] = testNhsNumbers(1) as [string];
const AFTERCARE = 'section-117';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub(TODAY);
  await makeKnown(hub, ANN);
});
afterAll(() => hub.close());

const health = { stream: HEALTH, funder: BOARD };

async function holding(...sources: object[]): Promise<string> {
  const account = await openAccount(hub, ANN);
  for (const source of sources) {
    const put = await deposit(hub, depositInput(account, { amount: 100_00, ...source }));
    if (put.code) throw new Error(put.message);
  }
  return account;
}
const paidIn = (account: string, more: object = {}, viewer = finance(COUNCIL)) =>
  record(hub, 'recordContribution', { account, stream: ADULTS, amount: 40_00, ...more }, viewer);

describe('the person’s own money beside NHS money', () => {
  it('enters not where no rule is stated, and says which', async () => {
    const account = await holding({}, health);
    const key = { idempotencyKey: newKey() };
    const refused = await paidIn(account, key);
    expect(refused.code).toBe('RULE_NOT_KNOWN');
    expect(refused.message).toBe(
      `account holds NHS money, and the local rule on own money beside it is not stated: needs the rule OWN_MONEY_ALLOWED of ${HEALTH}, ${COUNCIL}, and none is in force on 2026-01-13: it is stated with hub money-rules load`,
    );
    expect((await booksOf(hub, account)).book).toBe(200_00);
    // The refusal does not use the key up.
    const alone = await holding({});
    expect((await paidIn(alone, key)).replayed).toBe(false);
  });

  it('nor beside money that an NHS body pays of another stream', async () => {
    const account = await holding({ funder: BOARD });
    expect((await paidIn(account)).message).toContain(`OWN_MONEY_ALLOWED of ${ADULTS}`);
  });

  it('nor beside what is promised or set aside of it; and does once it is gone', async () => {
    const account = await holding(health);
    const said = { account, amount: 100_00 };
    const aside = { ...said, ...health };
    expect((await record(hub, 'setAside', aside)).replayed).toBe(false);
    expect((await paidIn(account)).code).toBe('RULE_NOT_KNOWN');
    await record(hub, 'takeBackSetAside', aside);
    expect((await spend(hub, spendInput(account, said))).replayed).toBe(false);
    expect((await paidIn(account)).replayed).toBe(false);
  });

  it('is of no concern for care that its funder buys', async () => {
    const account = await openAccount(hub, ANN, 'COMMISSIONED');
    expect((await paidIn(account, { stream: HEALTH })).replayed).toBe(false);
  });

  it('is as the host of the account rules for each stream, whatever the funder rules', async () => {
    const rule = { kind: 'OWN_MONEY_ALLOWED', stream: HEALTH } as const;
    await stateRule(hub, { ...rule, organisation: BOARD, value: 'YES' });
    const key = { idempotencyKey: newKey() };
    const account = await holding(health);
    expect((await paidIn(account, key)).code).toBe('RULE_NOT_KNOWN');
    await stateRule(hub, { ...rule, organisation: COUNCIL, value: 'YES' });
    expect((await paidIn(account, key)).replayed).toBe(false);
    // Aftercare of the board's is another stream, of which nothing is stated.
    const both = await holding(health, { stream: AFTERCARE, funder: BOARD });
    expect((await paidIn(both)).code).toBe('RULE_NOT_KNOWN');
    await stateRule(hub, { ...rule, organisation: COUNCIL, stream: AFTERCARE, value: 'NO' });
    expect(await paidIn(both)).toMatchObject({
      code: 'OWN_MONEY_NOT_ALLOWED',
      message: `account holds NHS money of ${AFTERCARE}, beside which its host lets no own money stand`,
    });
    // What was recorded by a key is answered as before, whatever came since.
    await deposit(hub, depositInput(account, { stream: AFTERCARE, funder: BOARD }));
    expect((await paidIn(account, key)).replayed).toBe(true);
  });
});

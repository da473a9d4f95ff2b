import { postRecharge } from '../../src/ledger/post-recharge.ts';
import { postReclaim } from '../../src/ledger/post-reclaim.ts';
import { lockHosted, moving, type Recording } from '../../src/ledger/posting.ts';
import { SELF } from '../../src/streams/stream.ts';
import type { AccountId, OrganisationCode } from '../../src/values/ids.ts';
import { pence } from '../../src/values/money.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import type { TestHub } from '../support/hub.ts';
import {
  ADULTS,
  BOARD,
  COUNCIL,
  deposit,
  depositInput,
  HEALTH,
  newKey,
  openAccount,
  record,
  reverse,
  reverseInput,
  spend,
  spendInput,
} from './money.ts';
import { stateRule } from './stating.ts';

/** Accounts of one person in which money has moved in every way, and is in every place. */
export interface EveryKind {
  readonly directPayment: string;
  readonly thirdParty: string;
  readonly notional: string;
  readonly commissioned: string;
}

/** Records a movement of every kind so that something is left in every place there is. */
export async function moveEverything(hub: TestHub, nhsNumber: string): Promise<EveryKind> {
  const open = (mode: string) => openAccount(hub, nhsNumber, mode);
  const all = {
    ...{ directPayment: await open('DIRECT_PAYMENT'), thirdParty: await open('THIRD_PARTY') },
    ...{ notional: await open('NOTIONAL'), commissioned: await open('COMMISSIONED') },
  };
  const { directPayment, thirdParty, notional } = all;
  await stateRule(hub, { kind: 'OWN_MONEY_ALLOWED', organisation: COUNCIL, value: 'YES' });
  await putIn(hub, directPayment);
  await promise(hub, directPayment);
  await keepApart(hub, directPayment);
  await question(hub, directPayment);
  await moved(hub, 'transferMoney', { from: directPayment, to: thirdParty, amount: 17_01 });
  await betweenFunders(hub, directPayment);
  await deposit(hub, depositInput(notional, { amount: 50_00 }));
  await spend(hub, spendInput(notional, { amount: 3_33 }));
  await buy(hub, all.commissioned);
  return all;
}

async function moved(hub: TestHub, operation: string, input: object): Promise<string> {
  const answer = await record(hub, operation, input);
  if (!answer.movement) throw new Error(`${operation}: ${answer.code} ${answer.message}`);
  return answer.movement.id;
}

/** £200 of the council's, £100 of the board's and £40 of the person's; some is spent and comes back. */
async function putIn(hub: TestHub, account: string): Promise<void> {
  await deposit(hub, depositInput(account, { amount: 200_00, effectiveDate: '2025-03-31' }));
  await deposit(hub, depositInput(account, { amount: 100_00, stream: HEALTH, funder: BOARD }));
  await moved(hub, 'recordContribution', { account, stream: ADULTS, amount: 40_00 });
  const spent = await spend(hub, spendInput(account, { amount: 30_01 }));
  await moved(hub, 'recordRefund', { movement: spent.movement.id, amount: 7_77 });
  const mistaken = await spend(hub, spendInput(account, { amount: 5_00 }));
  await reverse(hub, reverseInput(mistaken.movement.id));
}

/** Three promises: paid with more than was said, not needed after all, and still there. */
async function promise(hub: TestHub, account: string): Promise<void> {
  const said = { account, payee: 'Helping Hands', purpose: 'personal-care' };
  const hold = (amount: number) => moved(hub, 'placeHold', { ...said, amount });
  await moved(hub, 'settleHold', { hold: await hold(20_00), amount: 21_11 });
  await moved(hub, 'releaseHold', { hold: await hold(10_00), reason: 'not needed' });
  await hold(15_55);
}

async function keepApart(hub: TestHub, account: string): Promise<void> {
  await moved(hub, 'setAside', { account, amount: 25_00 });
  await moved(hub, 'takeBackSetAside', { account, amount: 4_99 });
}

/** Two payments for nobody knows what: one is decided, one is not. */
async function question(hub: TestHub, account: string): Promise<void> {
  const pay = (amount: number) =>
    moved(hub, 'recordPaymentMade', { account, amount, payee: 'Shop', purpose: null });
  const decided = { outcome: 'ALLOWED', purpose: 'travel', reason: 'as was talked over' };
  await moved(hub, 'decideQuestioned', { movement: await pay(8_88), ...decided });
  await pay(12_34);
}

/** What a decision or a notice posts: no request asks for it alone. */
async function betweenFunders(hub: TestHub, account: string): Promise<void> {
  const council = { stream: ADULTS, funder: COUNCIL as OrganisationCode };
  const board = { stream: HEALTH, funder: BOARD as OrganisationCode };
  const own = { stream: ADULTS, funder: SELF };
  const by = (operation: string): Recording => ({
    ...{ operation, scope: COUNCIL, key: newKey(), actor: 'the office' },
  });
  const said = (sum: bigint) => ({
    ...{ amount: pence(sum), effectiveDay: '2026-01-13' as PlainDate, reason: 'settled' },
  });
  await moving(hub.db, async (tx) => {
    const locked = await lockHosted(tx, COUNCIL as OrganisationCode, account as AccountId);
    if (!locked) throw new Error('the council holds the account');
    await postReclaim(tx, by('reclaim'), locked, { ...said(9_09n), source: board });
    await postRecharge(tx, by('recharge'), locked, {
      ...{ ...said(11_10n), paidBy: board, paidTo: council },
    });
    return postRecharge(tx, by('recharge'), locked, {
      ...{ ...said(3_21n), paidBy: board, paidTo: own },
    });
  });
}

/** Care that its funder buys: paid, promised, in question, and towards it what the person pays. */
async function buy(hub: TestHub, account: string): Promise<void> {
  const source = { stream: ADULTS, funder: COUNCIL };
  const bought = { account, payee: 'Helping Hands', purpose: 'personal-care' };
  await moved(hub, 'recordContribution', { account, stream: ADULTS, amount: 6_60 });
  await moved(hub, 'recordSpend', { ...bought, ...source, amount: 70_07 });
  await moved(hub, 'placeHold', { ...bought, ...source, amount: 1_23 });
  await moved(hub, 'recordPaymentMade', { ...bought, amount: 2_02 });
}

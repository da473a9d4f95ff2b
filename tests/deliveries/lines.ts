import type { Viewer } from '../../src/access/viewer.ts';
import { pence, poundsText } from '../../src/values/money.ts';
import { COUNCIL, finance, newKey } from '../ledger/money.ts';
import type { TestHub } from '../support/hub.ts';

/** A line of a statement: the day, what it says and pence, above zero in. */
export type StatementLine = readonly [day: string, description: string, amount: number];

/** A bank's file of the lines, oldest first, from so much on. */
export function statementOf(lines: readonly StatementLine[], from = 0): string {
  let balance = from;
  const rows = lines.map(([day, description, amount]) => {
    balance += amount;
    return [day, description, poundsText(pence(amount)), poundsText(pence(balance))].join(',');
  });
  return [['Date,Description,Amount,Balance'], rows].flat().join('\n');
}

export const receiveStatement = (
  hub: TestHub,
  account: string,
  lines: readonly StatementLine[],
  from = 0,
) => hub.receive('bank-statement', COUNCIL, statementOf(lines, from), null, account);

const WAITING = `query ($first: Int!, $after: String, $account: ID) {
  waitingMovements(first: $first, after: $after, account: $account) {
    nodes { id account date in { pence } out { pence } description directDebit row delivery adapter
      suggestion { as reason stream { code } funder { code } purpose { code } payee hold movement } }
    pageInfo { hasNextPage endCursor } } }`;

type Asking = Partial<Viewer> & { role: Viewer['role'] };

export async function waitingIn(
  hub: TestHub,
  variables: { first?: number; after?: string | null; account?: string } = {},
  viewer: Asking = finance(COUNCIL),
) {
  const { data, errors } = await hub.ask(viewer, WAITING, { first: 100, ...variables });
  if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
  return data.waitingMovements;
}

const SETTLE = `mutation ($input: SettleWaitingMovementInput!) {
  settleWaitingMovement(input: $input) { __typename
    ... on SettleWaitingMovementSuccess { replayed movement { id kind amount { pence } payee
      effectiveDate purpose { code } fundedBy { stream { code } amount { pence } } } }
    ... on Refusal { code message } } }`;

export async function settle(
  hub: TestHub,
  line: string,
  as: object,
  idempotencyKey = newKey(),
  viewer: Asking = finance(COUNCIL),
) {
  const input = { line, as, idempotencyKey };
  const { data, errors } = await hub.ask(viewer, SETTLE, { input });
  if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
  return data.settleWaitingMovement;
}

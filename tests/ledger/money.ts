import type { Viewer } from '../../src/access/viewer.ts';
import { cldFile } from '../support/cld.ts';
import { type Answer, holder, type TestHub } from '../support/hub.ts';
import { ACCOUNTS, DEPOSIT, OPEN, REVERSE, SPEND } from '../support/queries.ts';

export const COUNCIL = 'E08000039';
export const BOARD = 'QF7';
export const TODAY = '2026-01-15';
export const ADULTS = 'adult-social-care';
export const HEALTH = 'personal-health-budget';

/** The finance office of an organisation. */
export const finance = (organisation: string) =>
  ({ role: 'finance', subject: `finance of ${organisation}`, organisation }) as const;

type Asking = Partial<Viewer> & { role: Viewer['role'] };

let keys = 0;
/** A key that nobody has used. */
export const newKey = (): string => {
  keys += 1;
  return `key ${keys}`;
};

/** A council's own file that makes people known. */
export function makeKnownFile(...numbers: readonly string[]): string {
  const rows = numbers.map((number) => ({
    'NHS Number': number,
    'LA Person Unique Identifier': `P${number}`,
  }));
  return cldFile(...rows);
}

/** Makes people known, by a council's own file. */
export async function makeKnown(hub: TestHub, ...numbers: readonly string[]): Promise<void> {
  const { status } = await hub.receive('social-care-cld', COUNCIL, makeKnownFile(...numbers));
  if (status !== 'LOADED') throw new Error(`the file was ${status}`);
}

async function answerOf(
  hub: TestHub,
  viewer: Asking,
  query: string,
  input: object,
): Promise<Answer['data']> {
  const { data, errors } = await hub.ask(viewer, query, { input });
  if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
  return Object.values(data)[0];
}

export async function openAccount(
  hub: TestHub,
  nhsNumber: string,
  mode = 'DIRECT_PAYMENT',
  host = COUNCIL,
): Promise<string> {
  const input = { nhsNumber, mode, idempotencyKey: newKey() };
  const { account, code } = await answerOf(hub, finance(host), OPEN, input);
  if (!account) throw new Error(`no account: ${code}`);
  return account.id;
}

export const depositInput = (account: string, more: object = {}) => ({
  ...{ account, stream: ADULTS, funder: COUNCIL, amount: 10_000, effectiveDate: '2026-01-10' },
  ...{ idempotencyKey: newKey(), ...more },
});

export const spendInput = (account: string, more: object = {}) => ({
  ...{ account, amount: 100, payee: 'Helping Hands', purpose: 'personal-care' },
  ...{ effectiveDate: '2026-01-12', idempotencyKey: newKey(), ...more },
});

export const reverseInput = (movement: string, more: object = {}) => ({
  ...{ movement, reason: 'recorded by mistake', effectiveDate: '2026-01-14' },
  ...{ idempotencyKey: newKey(), ...more },
});

export const deposit = (hub: TestHub, input: object, viewer: Asking = finance(COUNCIL)) =>
  answerOf(hub, viewer, DEPOSIT, input);
export const spend = (hub: TestHub, input: object, viewer: Asking = finance(COUNCIL)) =>
  answerOf(hub, viewer, SPEND, input);
export const reverse = (hub: TestHub, input: object, viewer: Asking = finance(COUNCIL)) =>
  answerOf(hub, viewer, REVERSE, input);

/** A person's accounts by the contract's query, as they are shown to themself or to a viewer. */
export async function accountsOf(hub: TestHub, nhsNumber: string, viewer?: Asking) {
  const { data, errors } = await hub.ask(viewer ?? holder(nhsNumber), ACCOUNTS, { nhsNumber });
  if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
  return data.person?.accounts ?? null;
}

/** What is left in an account, by stream, as its host sees it. */
export async function leftIn(hub: TestHub, account: string, host = COUNCIL) {
  const query = `query ($id: ID!) { account(id: $id) {
    available { pence } sources { stream { code } funder { code } available { pence } } } }`;
  const { data } = await hub.ask(finance(host), query, { id: account });
  return {
    all: data.account.available.pence as number,
    by: Object.fromEntries(
      data.account.sources.map(
        (source: { stream: { code: string }; available: { pence: number } }) => [
          source.stream.code,
          source.available.pence,
        ],
      ),
    ) as Record<string, number>,
  };
}

/** Operations whose input is named as another's. */
const INPUTS: Readonly<Record<string, string>> = { takeBackSetAside: 'SetAside' };

const mutationOf = (operation: string): string => {
  const name = `${operation[0]?.toUpperCase()}${operation.slice(1)}`;
  return `mutation ($input: ${INPUTS[operation] ?? name}Input!) { ${operation}(input: $input) {
    __typename ... on Refusal { code message }
    ... on ${name}Success { replayed movement { id kind amount { pence } payee invoice outcome
      fundedBy { stream { code } funder { code } amount { pence } } about { id } } } } }`;
};

/** Any operation that records a movement, by its name. */
export const record = (
  hub: TestHub,
  operation: string,
  input: object,
  viewer: Asking = finance(COUNCIL),
) => {
  const said = { effectiveDate: '2026-01-13', idempotencyKey: newKey(), ...input };
  return answerOf(hub, viewer, mutationOf(operation), said);
};

const pounds = (sum: { pence: number } | null) => sum?.pence ?? null;

/** Whose money a movement was, in pence, by stream and funder. */
export const partsOf = ({ movement }: Answer['data']): Record<string, number> =>
  Object.fromEntries(
    movement.fundedBy.map(
      (part: { stream: { code: string }; funder: { code: string }; amount: { pence: number } }) => [
        `${part.stream.code} ${part.funder.code}`,
        part.amount.pence,
      ],
    ),
  );

const SUMS = 'available { pence } committed { pence } setAside { pence }';

/** What an account comes to, in pence, as its host or another sees it. */
export async function booksOf(hub: TestHub, id: string, viewer: Asking = finance(COUNCIL)) {
  const query = `query ($id: ID!) { account(id: $id) { ${SUMS} inQuestion { pence }
    bookBalance { pence } sources { stream { code } funder { code } ${SUMS} }
    holds(first: 9) { nodes { id } } questioned(first: 9) { nodes { id } } } }`;
  const { data, errors } = await hub.ask(viewer, query, { id });
  if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
  const { account } = data;
  const ids = ({ nodes }: { nodes: { id: string }[] }) => nodes.map((node) => node.id);
  return {
    free: pounds(account.available),
    promised: pounds(account.committed),
    aside: pounds(account.setAside),
    inQuestion: pounds(account.inQuestion),
    book: pounds(account.bookBalance),
    holds: ids(account.holds),
    questioned: ids(account.questioned),
  };
}

import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from '../../src/db/database.ts';
import { openAccount as open } from '../../src/ledger/open-account.ts';
import type { Posted } from '../../src/ledger/posting.ts';
import { recordDeposit } from '../../src/ledger/record-deposit.ts';
import { recordSpend } from '../../src/ledger/record-spend.ts';
import { MoneyRefused } from '../../src/ledger/refusals.ts';
import { reverseMovement } from '../../src/ledger/reverse-movement.ts';
import { verifyLedger } from '../../src/ledger/verify.ts';
import { pence } from '../../src/values/money.ts';
import type { NhsNumber } from '../../src/values/nhs-number.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { testNhsNumbers } from '../people/numbers.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { ADULTS, BOARD, COUNCIL, finance, HEALTH, makeKnown, newKey, TODAY } from './money.ts';

/** Five thousand operations, over two accounts at a time; ten thousand with those on the other database. */
const RUNS = 10;
const OPERATIONS = 500;
const [ANN] = testNhsNumbers(1) as [NhsNumber];
const OFFICE = { ...finance(COUNCIL), nhsNumber: null };
const today = TODAY as PlainDate;

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub(TODAY);
  await makeKnown(hub, ANN);
});
afterAll(() => hub.close());

const SOURCES = [
  [ADULTS, COUNCIL],
  ['carer-support', COUNCIL],
  [HEALTH, BOARD],
  [HEALTH, COUNCIL],
] as const;
const PURPOSES = ['travel', 'nursing-or-therapy'] as const;

type Operation =
  | { what: 'deposit'; account: number; source: number; amount: number }
  | { what: 'spend'; account: number; purpose: number; amount: number }
  | { what: 'reverse'; which: number }
  | { what: 'repeat'; which: number; changed: boolean };

const amount = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 1, max: 5_000 }) },
  { weight: 1, arbitrary: fc.constantFrom(0, -1, 100_000) },
);
const account = fc.nat(1);
const operation: fc.Arbitrary<Operation> = fc.oneof(
  fc.record({ what: fc.constant('deposit' as const), account, source: fc.nat(3), amount }),
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.constant('spend' as const),
      account,
      purpose: fc.nat(1),
      amount,
    }),
  },
  fc.record({ what: fc.constant('reverse' as const), which: fc.nat() }),
  fc.record({ what: fc.constant('repeat' as const), which: fc.nat(), changed: fc.boolean() }),
);

/** A movement as the model remembers it: what it added to each source, and how it was asked for. */
interface Remembered {
  readonly id: string;
  readonly account: number;
  readonly changes: ReadonlyMap<number, number>;
  readonly isReversal: boolean;
  reversed: boolean;
  readonly again: (changed: boolean) => Promise<Posted>;
}

/** The plain model: what each account has of each source, in pence, and nothing else. */
class Model {
  readonly left = [new Map<number, number>(), new Map<number, number>()];
  readonly movements: Remembered[] = [];

  /** By the rule as contract §4 writes it, worked out apart from the hub's own code. */
  parts(at: number, purpose: number, sum: number): Map<number, number> | string {
    if (sum <= 0) return 'BAD_AMOUNT';
    const known = [...(this.left[at] as Map<number, number>)];
    const able = known
      .filter(([source]) => purpose === 0 || SOURCES[source]?.[0] === HEALTH)
      .sort(([a], [b]) => order(a) - order(b));
    if (known.length > 0 && able.length === 0) return 'NOT_FUNDABLE';
    const all = able.reduce((total, [, has]) => total + has, 0);
    if (all < sum) return 'INSUFFICIENT_FUNDS';
    const whole = able.map(([source, has]) => ({
      source,
      part: Math.floor((sum * has) / all),
      rest: (sum * has) % all,
    }));
    let over = sum - whole.reduce((total, { part }) => total + part, 0);
    for (const each of [...whole].sort((a, b) => b.rest - a.rest)) {
      if (over === 0) break;
      each.part += 1;
      over -= 1;
    }
    return new Map(whole.map(({ source, part }) => [source, -part]));
  }

  apply(at: number, changes: ReadonlyMap<number, number>): void {
    const left = this.left[at] as Map<number, number>;
    for (const [source, change] of changes) left.set(source, (left.get(source) ?? 0) + change);
  }

  wouldOverdraw(at: number, changes: ReadonlyMap<number, number>): boolean {
    const left = this.left[at] as Map<number, number>;
    return [...changes].some(([source, change]) => (left.get(source) ?? 0) + change < 0);
  }
}

/** By stream, then by funder: E08000039 comes before QF7. */
const order = (source: number): number => [0, 1, 3, 2][source] as number;

const outcomeOf = (work: Promise<Posted>): Promise<Posted | string> =>
  work.catch((error) => {
    if (error instanceof MoneyRefused) return error.code;
    throw error;
  });

const base = (key = newKey()) => ({
  effectiveDay: '2026-01-12' as PlainDate,
  idempotencyKey: key,
});

/** Runs one operation on both sides; gives what differs, null where nothing does. */
async function step(model: Model, accounts: readonly string[], said: Operation) {
  switch (said.what) {
    case 'deposit': {
      const [stream, funder] = SOURCES[said.source] as (typeof SOURCES)[number];
      const request = { ...base(), account: accounts[said.account] as string, stream, funder };
      const send = (more: number) =>
        recordDeposit(hub.db, OFFICE, { ...request, amount: pence(said.amount + more) }, today);
      const expected = said.amount <= 0 ? 'BAD_AMOUNT' : new Map([[said.source, said.amount]]);
      return agree(model, said.account, expected, send);
    }
    case 'spend': {
      const purpose = PURPOSES[said.purpose] as string;
      const request = { ...base(), account: accounts[said.account] as string, payee: 'x', purpose };
      const send = (more: number) =>
        recordSpend(hub.db, OFFICE, { ...request, amount: pence(said.amount + more) }, today);
      return agree(model, said.account, model.parts(said.account, said.purpose, said.amount), send);
    }
    case 'reverse':
      return reverseOne(model, said.which);
    case 'repeat': {
      const known = model.movements[said.which % Math.max(1, model.movements.length)];
      if (!known) return null;
      const told = await outcomeOf(known.again(said.changed));
      const right = said.changed
        ? told === 'IDEMPOTENCY_MISMATCH'
        : typeof told === 'object' && told.replayed && told.movement === known.id;
      return right ? null : `a repeated request was answered ${JSON.stringify(told)}`;
    }
  }
}

async function reverseOne(model: Model, which: number): Promise<string | null> {
  const known = model.movements[which % Math.max(1, model.movements.length)];
  if (!known) return null;
  const back = new Map([...known.changes].map(([source, change]) => [source, -change]));
  const expected = known.isReversal
    ? 'REVERSAL_OF_REVERSAL'
    : known.reversed
      ? 'ALREADY_REVERSED'
      : model.wouldOverdraw(known.account, back)
        ? 'INSUFFICIENT_FUNDS'
        : back;
  const request = { ...base(), movement: known.id };
  const send = (more: number) =>
    reverseMovement(hub.db, OFFICE, { ...request, reason: `because ${more}` }, today);
  const differs = await agree(model, known.account, expected, send, true);
  if (typeof expected !== 'string') known.reversed = true;
  return differs;
}

async function agree(
  model: Model,
  at: number,
  expected: ReadonlyMap<number, number> | string,
  send: (more: number) => Promise<Posted>,
  isReversal = false,
): Promise<string | null> {
  const told = await outcomeOf(send(0));
  if (typeof told === 'string' || typeof expected === 'string') {
    return told === expected ? null : `${JSON.stringify(told)} instead of ${String(expected)}`;
  }
  model.apply(at, expected);
  const again = (changed: boolean) => send(changed ? 1 : 0);
  const remembered = { id: told.movement, account: at, changes: expected, reversed: false, again };
  model.movements.push({ ...remembered, isReversal });
  return null;
}

async function stored(account: string): Promise<Record<string, string>> {
  const rows = await hub.db.rows<{ stream: string; funder: string; left: string }>(
    'test.stored',
    sql`select stream, funder, balance_pence::text as left from ledger_accounts
        where account_id = ${account}::uuid and kind = 'DIRECT_PAYMENT'`,
  );
  return Object.fromEntries(rows.map(({ stream, funder, left }) => [`${stream} ${funder}`, left]));
}

it('whatever is asked, in whatever order, the ledger agrees with a plain model', async () => {
  const newAccount = async () => {
    const asked = { nhsNumber: ANN, mode: 'DIRECT_PAYMENT', idempotencyKey: newKey() } as const;
    return (await open(hub.db, OFFICE, asked)).account;
  };
  // What fails is told with the seed and the path that lead there again.
  await fc.assert(
    fc.asyncProperty(
      fc.array(operation, { minLength: OPERATIONS, maxLength: OPERATIONS }),
      async (operations) => {
        const model = new Model();
        const accounts = [await newAccount(), await newAccount()];
        for (const [at, said] of operations.entries()) {
          const differs = await step(model, accounts, said);
          if (differs) throw new Error(`operation ${at} ${JSON.stringify(said)}: ${differs}`);
        }
        for (const [at, account] of accounts.entries()) {
          const left = [...(model.left[at] as Map<number, number>)];
          const expected = left.map(([source, has]) => [SOURCES[source]?.join(' '), String(has)]);
          expect(await stored(account)).toEqual(Object.fromEntries(expected));
        }
      },
    ),
    { numRuns: RUNS, endOnFailure: true },
  );
  expect((await verifyLedger(hub.db)).filter(({ ok }) => !ok)).toEqual([]);
}, 600_000);

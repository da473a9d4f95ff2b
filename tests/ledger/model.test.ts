import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from '../../src/db/database.ts';
import { openAccount as open } from '../../src/ledger/open-account.ts';
import { verifyLedger } from '../../src/ledger/verify.ts';
import type { AccountId } from '../../src/values/ids.ts';
import type { NhsNumber } from '../../src/values/nhs-number.ts';
import { testNhsNumbers } from '../people/numbers.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { type Asked, type Operation, outcomeOf, send } from './model-operations.ts';
import { COUNCIL, finance, makeKnown, newKey, TODAY } from './money.ts';
import {
  MODES,
  type Outcome,
  type Place,
  PlainModel,
  type Remembered,
  SOURCES,
} from './plain-model.ts';
import { stateRule } from './stating.ts';

/** Ten thousand operations, over three accounts at a time. */
const RUNS = 10;
const OPERATIONS = 1_000;
const [ANN] = testNhsNumbers(1) as [NhsNumber];
const OFFICE = { ...finance(COUNCIL), nhsNumber: null };

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub(TODAY);
  await makeKnown(hub, ANN);
  await stateRule(hub, { kind: 'OWN_MONEY_ALLOWED', organisation: COUNCIL, value: 'YES' });
});
afterAll(() => hub.close());

const amount = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 1, max: 5_000 }) },
  { weight: 1, arbitrary: fc.constantFrom(0, -1, 100_000) },
);
const numbers = {
  ...{ account: fc.oneof({ weight: 4, arbitrary: fc.nat(1) }, fc.constant(2)), amount },
  ...{ to: fc.nat(2), source: fc.nat(5), purpose: fc.nat(1), which: fc.nat(), flag: fc.boolean() },
  named: fc.oneof({ weight: 2, arbitrary: fc.constant(null) }, fc.nat(5)),
  outcome: fc.constantFrom('ALLOWED', 'REPAID_BY_PERSON', 'BREACH'),
};
const kind = (what: Operation['what'], weight: number) => ({
  weight,
  arbitrary: fc.record({ what: fc.constant(what), ...numbers }),
});
const operation: fc.Arbitrary<Operation> = fc.oneof(
  ...[kind('deposit', 6), kind('contribute', 2), kind('spend', 6), kind('made', 5)],
  ...[kind('hold', 6), kind('settle', 5), kind('release', 3), kind('decide', 5)],
  ...[kind('aside', 4), kind('transfer', 3), kind('refund', 4), kind('reclaim', 1)],
  ...[kind('recharge', 1), kind('reverse', 5), kind('repeat', 3)],
);

interface Sent {
  readonly movement: Remembered;
  readonly again: (changed: boolean) => Promise<unknown>;
}

/** One run: the model, the accounts, and how each movement was asked for. */
interface Run {
  readonly model: PlainModel;
  readonly accounts: readonly AccountId[];
  readonly sent: Sent[];
}

/** Mostly one of the kind that the operation is about, else any. */
function about({ model }: Run, { what, which }: Operation): Remembered | undefined {
  const kinds: Partial<Record<Operation['what'], readonly string[]>> = {
    ...{ settle: ['HOLD'], release: ['HOLD'], decide: ['IN_QUESTION'] },
    refund: ['SPENDING', 'SETTLEMENT', 'ATTRIBUTION', 'IN_QUESTION'],
  };
  const wanted = which % 5 === 0 ? undefined : kinds[what];
  const all = model.movements.filter((each) => wanted?.includes(each.kind) ?? true);
  return all[which % Math.max(1, all.length)];
}

/** What the model says is to come of it. */
function expected(model: PlainModel, said: Operation, of: Remembered | undefined): Outcome {
  const { account, amount: sum, named, purpose, source } = said;
  switch (said.what) {
    case 'deposit':
      return model.deposit(account, source % 4, sum);
    case 'contribute':
      return model.contribute(account, 4 + (source % 2), sum);
    case 'spend':
      return model.pay('SPENDING', account, { purpose, amount: sum, named });
    case 'hold':
      return model.pay('HOLD', account, { purpose, amount: sum, named });
    case 'made':
      return model.made(account, said.flag ? purpose : null, sum);
    case 'aside':
      return model.aside(account, sum, named, said.flag);
    case 'transfer':
      return model.transfer(account, said.to, sum);
    case 'reclaim':
      return model.reclaim(account, source, sum);
    case 'recharge':
      return model.recharge(account, source, named ?? 0, sum);
    default:
      return expectedOf(model, said, of as Remembered);
  }
}

function expectedOf(model: PlainModel, said: Operation, of: Remembered): Outcome {
  switch (said.what) {
    case 'release':
      return model.release(of);
    case 'settle':
      return model.settle(of, said.amount);
    case 'refund':
      return model.refund(of, said.amount);
    case 'decide':
      return model.decide(of, said.outcome, said.named);
    default:
      return model.reverse(of);
  }
}

const ABOUT = ['release', 'settle', 'refund', 'decide', 'reverse'];
/** What is about an earlier movement and is remembered beside it. */
const BESIDE = ['release', 'settle', 'refund', 'decide'];

/** Runs one operation on both sides; gives what differs, null where nothing does. */
async function step(run: Run, said: Operation): Promise<string | null> {
  if (said.what === 'repeat') return repeat(run, said);
  const { model } = run;
  const of = ABOUT.includes(said.what) ? about(run, said) : undefined;
  if (ABOUT.includes(said.what) && !of) return null;
  const wanted = expected(model, said, of);
  const left = of?.kind === 'IN_QUESTION' ? model.leftOf(of) : 1;
  const asked: Asked = { accounts: run.accounts, key: newKey(), of: of?.id ?? '', left };
  const ask = (changed: boolean) => outcomeOf(send(hub.db, OFFICE, said, asked, changed));
  const told = await ask(false);
  if (typeof told === 'string' || typeof wanted === 'string') {
    return told === wanted ? null : `${JSON.stringify(told)} instead of ${JSON.stringify(wanted)}`;
  }
  model.apply(wanted, told.movement, BESIDE.includes(said.what) ? of : undefined);
  if (said.what === 'reverse' && of) of.reversed = true;
  run.sent.push({ movement: model.movements.at(-1) as Remembered, again: ask });
  return null;
}

async function repeat({ sent }: Run, { which, flag }: Operation): Promise<string | null> {
  const known = sent[which % Math.max(1, sent.length)];
  if (!known) return null;
  const told = (await known.again(flag)) as string | { movement: string; replayed: boolean };
  const right = flag
    ? told === 'IDEMPOTENCY_MISMATCH'
    : typeof told === 'object' && told.replayed && told.movement === known.movement.id;
  return right ? null : `a repeated request was answered ${JSON.stringify(told)}`;
}

const PLACES: Readonly<Record<Place, string>> = {
  ...{ free: 'mode', promised: 'COMMITTED', aside: 'CONTINGENCY' },
  ...{ collected: 'COLLECTED', question: 'IN_QUESTION' },
};

async function stored(account: string, place: Place): Promise<Record<string, string>> {
  const rows = await hub.db.rows<{ whose: string | null; left: string }>(
    'test.stored',
    sql`select l.stream || ' ' || l.funder as whose, l.balance_pence::text as left
        from ledger_accounts l join accounts a on a.id = l.account_id
        where a.id = ${account}::uuid
          and l.kind = (case ${PLACES[place]}::text when 'mode' then a.mode
            else ${PLACES[place]}::text end)`,
  );
  return Object.fromEntries(rows.map(({ whose, left }) => [whose ?? 'nobody', left]));
}

async function agreeInTheEnd({ model, accounts }: Run): Promise<void> {
  for (const [at, account] of accounts.entries()) {
    for (const place of Object.keys(PLACES) as Place[]) {
      const has = [...model.at(at, place)].map(([source, sum]) => [
        SOURCES[source]?.join(' ') ?? 'nobody',
        String(sum),
      ]);
      expect({ at, place, ...(await stored(account, place)) }).toEqual({
        ...{ at, place },
        ...Object.fromEntries(has),
      });
    }
  }
}

/** Runs operations on accounts of their own; gives where the ledger and the model part, null where nowhere. */
async function differenceIn(operations: readonly Operation[]): Promise<string | null> {
  const accounts: AccountId[] = [];
  for (const mode of MODES) {
    const opening = { nhsNumber: ANN, mode, idempotencyKey: newKey() };
    accounts.push((await open(hub.db, OFFICE, opening)).account);
  }
  const run: Run = { model: new PlainModel(), accounts, sent: [] };
  for (const [at, said] of operations.entries()) {
    const differs = await step(run, said);
    if (differs) return `operation ${at} ${JSON.stringify(said)}: ${differs}`;
  }
  await agreeInTheEnd(run);
  return null;
}

it('whatever is asked, in whatever order, the ledger agrees with a plain model', async () => {
  const seed = Number(process.env.MODEL_SEED ?? Date.now() % 2 ** 31);
  process.stdout.write(`model of the ledger: seed ${seed}\n`);
  const all = fc.array(operation, { minLength: OPERATIONS, maxLength: OPERATIONS });
  // All runs at once: each has its accounts, and the chain of the ledger is one.
  const runs = fc.sample(all, { numRuns: RUNS, seed });
  expect(await Promise.all(runs.map(differenceIn))).toEqual(runs.map(() => null));
  expect((await verifyLedger(hub.db)).filter(({ ok }) => !ok)).toEqual([]);
}, 1_200_000);

import type { Viewer } from '../access/viewer.ts';
import { note } from '../audit/store.ts';
import type { Database, Transaction } from '../db/database.ts';
import { waitToSettle } from '../people/store.ts';
import type { PersonKey } from '../people/visible.ts';
import { allStreams } from '../streams/store.ts';
import type { FinancialYear } from '../values/financial-year.ts';
import type { Pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { recordedUnder } from './keys-store.ts';
import { type Recorder, recorderOf } from './recorder.ts';
import { DecisionRefused } from './refusals.ts';
import { isReplay, markOf, refuseBadKey, wordsOf } from './request.ts';
import type { Told, ToldHow } from './told.ts';
import { keepTold, toldOfPeople } from './told-store.ts';

export interface ToldRequest {
  readonly person: PersonKey;
  /** Null: everything that they have in the year. */
  readonly stream: string | null;
  readonly year: FinancialYear;
  /** Nothing is an amount too: that somebody was told that there is none. */
  readonly amount: Pence;
  readonly on: PlainDate;
  readonly how: ToldHow;
  readonly by: string;
  readonly evidence: string;
  readonly idempotencyKey: string;
}

export interface ToldOutcome {
  readonly told: Told;
  /** True where this very request was carried out before and nothing was written. */
  readonly replayed: boolean;
}

const LONGEST_ROLE = 200;

/**
 * Records when, how and by whom a person was told how much money they have. Source: Care Act 2014
 * s25(9) and s26; the people of Right to Control did not recall having been told. Throws
 * DecisionRefused.
 */
export async function recordTold(
  db: Database,
  viewer: Viewer,
  request: ToldRequest,
  today: PlainDate,
): Promise<ToldOutcome> {
  refuseBadKey(request.idempotencyKey);
  const by = wordsOf('toldBy', request.by, LONGEST_ROLE);
  const evidence = wordsOf('evidence', request.evidence);
  if (request.amount < 0n) throw new DecisionRefused('amount', 'BAD_AMOUNT', 'is below nothing');
  if (request.on > today) throw new DecisionRefused('toldOn', 'FUTURE_DATE', 'is after today');
  return db.transaction(async (tx) => {
    await waitToSettle(tx);
    const recorder = await recorderOf(tx, viewer, request.person, today);
    return keep(tx, recorder, { ...request, by, evidence });
  });
}

async function keep(
  tx: Transaction,
  { organisation, personId, identityId, subject }: Recorder,
  { person: _, idempotencyKey, ...said }: ToldRequest,
): Promise<ToldOutcome> {
  const marks = {
    key: markOf('recordTold', organisation.code, idempotencyKey),
    request: markOf(personId, said),
  };
  const before = await recordedUnder(tx, marks.key);
  if (isReplay(before, marks) && before) {
    return { told: await kept(tx, personId, before.id), replayed: true };
  }
  await refuseNoBudget(tx, said.stream);
  const by = { organisation: organisation.code, recordedBy: subject };
  const id = await keepTold(tx, { identityId, ...said, ...marks, ...by });
  await note(tx, subject, { action: 'amount-told', told: id, person: personId });
  return { told: await kept(tx, personId, id), replayed: false };
}

async function kept(tx: Transaction, personId: string, id: string): Promise<Told> {
  const found = (await toldOfPeople(tx, [personId])).find((each) => each.id === id);
  if (!found) throw new Error('what was recorded is there');
  return found;
}

async function refuseNoBudget(tx: Transaction, code: string | null): Promise<void> {
  if (code === null) return;
  const stream = (await allStreams(tx)).find((each) => each.code === code);
  if (!stream) throw new DecisionRefused('stream', 'UNKNOWN_CODE', 'is not a stream known here');
  if (stream.nature === 'BUDGET') return;
  throw new DecisionRefused('stream', 'NOT_A_BUDGET', 'is no budget: nobody has it to use');
}

import type { Viewer } from '../access/viewer.ts';
import { note } from '../audit/store.ts';
import type { Database, Transaction } from '../db/database.ts';
import { type Recorder, recorderOf } from '../decisions/recorder.ts';
import { DecisionRefused } from '../decisions/refusals.ts';
import { isReplay, markOf, refuseBadKey, wordsOf } from '../decisions/request.ts';
import { waitToSettle } from '../people/store.ts';
import type { PersonKey } from '../people/visible.ts';
import { allStreams } from '../streams/store.ts';
import type { Pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { CostPer, NeedCost, Outcome, UnmetNeed, UnmetReason } from './unmet-need.ts';
import { keepNeed, needUnderKey, unmetNeedsOfPeople } from './unmet-needs-store.ts';

export interface NeedRequest {
  readonly person: PersonKey;
  readonly outcome: Outcome;
  readonly need: string;
  /** Which stream would meet it; null where nobody can say. */
  readonly stream: string | null;
  /** Null with `unmet` and `per`: not known. */
  readonly assessed: Pence | null;
  readonly unmet: Pence | null;
  readonly per: CostPer | null;
  readonly reason: UnmetReason;
  readonly reasonWords: string | null;
  readonly from: PlainDate;
  readonly idempotencyKey: string;
}

export interface NeedOutcome {
  readonly unmetNeed: UnmetNeed;
  /** True where this very request was carried out before and nothing was written. */
  readonly replayed: boolean;
}

const LONGEST_NEED = 300;

/**
 * Records that a need of a person is not met, by a care team that works with them. Source: Care Act
 * 2014 s24(2) and s25; need is identified without looking at money, and what the money does not
 * reach is kept. Throws DecisionRefused.
 */
export async function recordUnmetNeed(
  db: Database,
  viewer: Viewer,
  request: NeedRequest,
  today: PlainDate,
): Promise<NeedOutcome> {
  refuseBadKey(request.idempotencyKey);
  const need = wordsOf('need', request.need, LONGEST_NEED);
  const reasonWords = reasonIn(request);
  const cost = costIn(request);
  if (request.from > today) {
    throw new DecisionRefused('firstDay', 'FUTURE_DATE', 'is after today');
  }
  return db.transaction(async (tx) => {
    await waitToSettle(tx);
    const recorder = await recorderOf(tx, viewer, request.person, today, 'record-unmet-need');
    const { outcome, stream, reason, from, idempotencyKey } = request;
    const said = { outcome, need, stream, cost, reason, reasonWords, from };
    return keep(tx, recorder, said, idempotencyKey);
  });
}

function reasonIn({ reason, reasonWords }: NeedRequest): string | null {
  if (reasonWords !== null) return wordsOf('reasonWords', reasonWords, LONGEST_NEED);
  if (reason !== 'OTHER') return null;
  throw new DecisionRefused('reasonWords', 'BLANK', 'says in words what the other reason is');
}

/** Cost that nobody knows is null: not one of the three may be said alone. */
function costIn({ assessed, unmet, per }: NeedRequest): NeedCost | null {
  if (assessed === null && unmet === null && per === null) return null;
  if (assessed === null || unmet === null || per === null) {
    const lacking = assessed === null ? 'assessedCost' : unmet === null ? 'unmetAmount' : 'per';
    const words = 'belongs to the other two: the cost, how much of it is unmet, and how often';
    throw new DecisionRefused(lacking, 'COST_HALF_SAID', words);
  }
  if (unmet <= 0n) throw new DecisionRefused('unmetAmount', 'BAD_AMOUNT', 'is not above nothing');
  if (unmet > assessed) {
    throw new DecisionRefused(
      'unmetAmount',
      'ABOVE_COST',
      'is more than the need was said to cost',
    );
  }
  return { assessed, unmet, per };
}

type Said = Pick<NeedRequest, 'outcome' | 'need' | 'stream' | 'reason' | 'reasonWords' | 'from'> & {
  readonly cost: NeedCost | null;
};

async function keep(
  tx: Transaction,
  { organisation, personId, identityId, subject }: Recorder,
  said: Said,
  idempotencyKey: string,
): Promise<NeedOutcome> {
  const marks = {
    key: markOf('recordUnmetNeed', organisation.code, idempotencyKey),
    request: markOf(personId, said),
  };
  const before = await needUnderKey(tx, marks.key);
  if (before && isReplay(before, marks)) return replay(tx, personId, before.id);
  await refuseUnknownStream(tx, said.stream);
  const by = { organisation: organisation.code, recordedBy: subject };
  const id = await keepNeed(tx, { identityId, ...said, ...marks, ...by });
  if (id === null) {
    const meanwhile = await needUnderKey(tx, marks.key);
    if (!meanwhile || !isReplay(meanwhile, marks)) throw new Error('a key that is taken is there');
    return replay(tx, personId, meanwhile.id);
  }
  await note(tx, subject, { action: 'unmet-need-recorded', unmetNeed: id, person: personId });
  return { unmetNeed: await keptNeed(tx, personId, id), replayed: false };
}

const replay = async (tx: Transaction, personId: string, id: string): Promise<NeedOutcome> => ({
  unmetNeed: await keptNeed(tx, personId, id),
  replayed: true,
});

/** One need of a person whose identities are open. */
export async function keptNeed(tx: Transaction, personId: string, id: string): Promise<UnmetNeed> {
  const found = (await unmetNeedsOfPeople(tx, [personId])).find((each) => each.id === id);
  if (!found) throw new Error('what was recorded is there');
  return found;
}

async function refuseUnknownStream(tx: Transaction, code: string | null): Promise<void> {
  if (code === null || (await allStreams(tx)).some((each) => each.code === code)) return;
  throw new DecisionRefused('stream', 'UNKNOWN_CODE', 'is not a stream known here');
}

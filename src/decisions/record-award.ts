import type { Viewer } from '../access/viewer.ts';
import { note } from '../audit/store.ts';
import type { Currency } from '../awards/award.ts';
import { codeLists } from '../currencies/codes.ts';
import type { Database, Transaction } from '../db/database.ts';
import { waitToSettle } from '../people/store.ts';
import type { PersonKey } from '../people/visible.ts';
import { allStreams } from '../streams/store.ts';
import { BadValue } from '../values/bad-value.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { keepRecordedAward } from './awards-store.ts';
import { recordedUnder } from './keys-store.ts';
import { type RecordedAward, recordedAward } from './read-awards.ts';
import { type AwardSaid, draftOf, faultOfAward } from './recorded-award.ts';
import { type Recorder, recorderOf } from './recorder.ts';
import { DecisionRefused } from './refusals.ts';
import { isReplay, markOf, refuseBadKey, refuseTooFarAhead, wordsOf } from './request.ts';

export interface AwardRequest extends AwardSaid {
  readonly person: PersonKey;
  /** The viewer's own organisation; null says the same. */
  readonly funder: string | null;
  readonly evidence: string;
  readonly idempotencyKey: string;
}

export interface AwardOutcome {
  readonly award: RecordedAward;
  /** True where this very request was carried out before and nothing was written. */
  readonly replayed: boolean;
}

const LONGEST_NAME = 200;

/**
 * Records an award of the viewer's organisation that no file brings. Where a file of that funder
 * tells it later, the file counts from its own first day on, and the recorded one stays as it was
 * said. Throws DecisionRefused.
 */
export async function recordAward(
  db: Database,
  viewer: Viewer,
  request: AwardRequest,
  today: PlainDate,
): Promise<AwardOutcome> {
  refuseBadKey(request.idempotencyKey);
  const said = inWords(request);
  refuseTooFarAhead('firstDay', said.days.from, today);
  return db.transaction(async (tx) => {
    await waitToSettle(tx);
    return keep(tx, await recorderOf(tx, viewer, request.person, today), said, today);
  });
}

/** The request with its words as they are kept. */
function inWords(request: AwardRequest): AwardRequest {
  const { reference } = request;
  return {
    ...request,
    legalBasis: wordsOf('legalBasis', request.legalBasis, LONGEST_NAME),
    reference: reference === null ? null : wordsOf('reference', reference, LONGEST_NAME),
    description: wordsOf('description', request.description),
    evidence: wordsOf('evidence', request.evidence),
  };
}

async function keep(
  tx: Transaction,
  recorder: Recorder,
  { person: _, idempotencyKey, ...request }: AwardRequest,
  today: PlainDate,
): Promise<AwardOutcome> {
  const { organisation, personId, subject } = recorder;
  const { funder, evidence, ...said } = request;
  if (funder !== null && funder !== organisation.code) {
    const reason = 'is not your organisation: each records what it awards itself';
    throw new DecisionRefused('funder', 'NOT_YOUR_ORGANISATION', reason);
  }
  const marks = {
    key: markOf('recordAward', organisation.code, idempotencyKey),
    request: markOf(personId, evidence, said),
  };
  const before = await recordedUnder(tx, marks.key);
  if (isReplay(before, marks) && before) {
    return { award: await recordedAward(tx, personId, before.id), replayed: true };
  }
  const draft = await judged(tx, recorder, said);
  const id = await keepRecordedAward(tx, { draft, evidence, recorder, today, ...marks });
  const { stream, funder: by } = draft;
  const event = { action: 'award-recorded', stream, funder: by } as const;
  await note(tx, subject, { ...event, award: id, person: personId });
  return { award: await recordedAward(tx, personId, id), replayed: false };
}

async function judged(tx: Transaction, { organisation }: Recorder, said: AwardSaid) {
  const stream = (await allStreams(tx)).find(({ code }) => code === said.stream);
  if (!stream) throw new DecisionRefused('stream', 'UNKNOWN_CODE', 'is not a stream known here');
  const awarding = { stream, organisation };
  const fault = faultOfAward(said, awarding);
  if (fault) throw new DecisionRefused(fault.field, fault.code, fault.reason);
  return draftOf({ ...said, currency: await currencyOf(tx, said) }, awarding);
}

/** As its scheme writes it; of a scheme that is not held here the code cannot be checked. */
async function currencyOf(tx: Transaction, { currency }: AwardSaid): Promise<Currency | null> {
  if (!currency) return null;
  const scheme = wordsOf('currency', currency.scheme, LONGEST_NAME);
  const text = wordsOf('currency', currency.code, LONGEST_NAME);
  const lists = await codeLists(tx);
  if (!lists.hasScheme(scheme)) return { scheme, code: text };
  try {
    const { code } = lists.currency(scheme, text);
    return { scheme, code };
  } catch (error) {
    if (!(error instanceof BadValue)) throw error;
    throw new DecisionRefused('currency', error.code, error.message);
  }
}

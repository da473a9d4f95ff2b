import type { Viewer } from '../access/viewer.ts';
import { note } from '../audit/store.ts';
import {
  FundingRefused,
  refuseBadFunding,
  refuseUnknownFunding,
} from '../awards/decide-funding.ts';
import { type NewDecision, recordDecisions } from '../awards/funding-store.ts';
import { type DecisionKind, type FundingShare, inOrderOfCode } from '../awards/share.ts';
import type { Database, Transaction } from '../db/database.ts';
import { lockAccountsOf } from '../ledger/journal-store.ts';
import { moving } from '../ledger/posting.ts';
import { waitToSettle } from '../people/store.ts';
import type { PersonKey } from '../people/visible.ts';
import type { OrganisationCode } from '../values/ids.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { DecisionState, ShownDecision } from './decision.ts';
import { decisionsOfPeople } from './decisions-store.ts';
import { recordedUnder } from './keys-store.ts';
import { postRecharges, type Recharged, rechargedBy } from './post-recharges.ts';
import { type Recorder, recorderOf } from './recorder.ts';
import { DecisionRefused } from './refusals.ts';
import { isReplay, markOf, refuseBadKey, refuseTooFarAhead, wordsOf } from './request.ts';

export interface DecisionRequest {
  readonly person: PersonKey;
  readonly stream: string;
  readonly kind: DecisionKind;
  readonly state: DecisionState;
  readonly shares: readonly FundingShare[];
  /** With DISPUTED only: who pays all of it meanwhile. */
  readonly interimPayer: string | null;
  readonly days: { readonly from: PlainDate; readonly until: PlainDate | null };
  readonly reason: string;
  readonly evidence: string;
  readonly idempotencyKey: string;
}

export interface DecisionOutcome extends Recharged {
  readonly decision: ShownDecision;
  /** True where this very request was carried out before and nothing was written. */
  readonly replayed: boolean;
}

/** Kinds that are of one stream, or of council care that is decided to be it. */
const STREAM_OF_KIND: Partial<Record<DecisionKind, string>> = {
  SECTION_117: 'section-117',
  CONTINUING_HEALTHCARE: 'continuing-healthcare',
};
const COUNCIL_CARE = 'adult-social-care';

/**
 * Records how funders share the cost of a person's stream: proposed, in dispute with one of them
 * paying meanwhile, or settled. It stands instead of all before it from its first day on; a proposal
 * acts on nothing. One that settles days that have passed moves in the ledger what funders owe each
 * other for them, and gives back what nobody may charge. Throws DecisionRefused.
 */
export async function recordDecision(
  db: Database,
  viewer: Viewer,
  request: DecisionRequest,
  today: PlainDate,
): Promise<DecisionOutcome> {
  refuseBadKey(request.idempotencyKey);
  const reason = wordsOf('reason', request.reason);
  const evidence = wordsOf('evidence', request.evidence);
  const said = { ...request, reason, evidence, shares: inOrderOfCode(request.shares) };
  refuseContradictions(said);
  refuseTooFarAhead('firstDay', said.days.from, today);
  return moving(db, async (tx) => {
    await waitToSettle(tx);
    return keep(tx, await recorderOf(tx, viewer, request.person, today), said, today);
  });
}

function refuseContradictions(said: DecisionRequest): void {
  const { state, interimPayer, stream, kind } = said;
  if ((state === 'DISPUTED') !== (interimPayer !== null)) {
    const reason = 'is named with DISPUTED and with nothing else';
    throw new DecisionRefused('interimPayer', 'STATE_AND_PAYER_DISAGREE', reason);
  }
  const ofKind = STREAM_OF_KIND[kind];
  if (ofKind !== undefined && stream !== ofKind && stream !== COUNCIL_CARE) {
    const reason = `of ${kind} is of ${ofKind}, or of ${COUNCIL_CARE} that is to be it`;
    throw new DecisionRefused('stream', 'KIND_AND_STREAM_DISAGREE', reason);
  }
  inTheseWords(() =>
    refuseBadFunding({
      ...{ funders: said.shares, days: said.days, reason: said.reason },
      interimPayer: interimPayer as OrganisationCode | null,
    }),
  );
}

/** The rules of a funding decision, refused as this operation refuses. */
function inTheseWords<Answer>(work: () => Answer): Answer {
  try {
    return work();
  } catch (error) {
    throw translated(error);
  }
}

const FIELDS: Readonly<Record<string, string>> = {
  'interim payer': 'interimPayer',
  'last day': 'lastDay',
};

function translated(error: unknown): unknown {
  if (!(error instanceof FundingRefused)) return error;
  const { field, code, message } = error;
  return new DecisionRefused(FIELDS[field] ?? field, code, message.slice(field.length + 1));
}

async function keep(
  tx: Transaction,
  recorder: Recorder,
  { person: _, idempotencyKey, ...said }: DecisionRequest,
  today: PlainDate,
): Promise<DecisionOutcome> {
  const { organisation, personId, identityId, subject } = recorder;
  const marks = {
    key: markOf('recordDecision', organisation.code, idempotencyKey),
    request: markOf(personId, said),
  };
  const before = await recordedUnder(tx, marks.key);
  if (isReplay(before, marks) && before) {
    return { ...(await kept(tx, personId, before.id, today)), replayed: true };
  }
  const { stream, kind, days, reason, evidence, shares: funders } = said;
  await refuseUnknownFunding(tx, { stream, funders }).catch((error: unknown) => {
    throw translated(error);
  });
  refuseStranger(recorder, said);
  // Before the decision is written, so that nothing is paid between the two.
  const isBackDated = said.state === 'SETTLED' && days.from < today;
  const accounts = isBackDated ? await lockAccountsOf(tx, personId) : [];
  const decision: NewDecision = {
    ...{ identityId, stream, kind, days, reason, funders },
    state: said.state === 'SETTLED' ? 'AGREED' : said.state,
    interimPayer: said.interimPayer as OrganisationCode | null,
    recorded: { evidence, organisation: organisation.code, ...marks },
  };
  const change = { ended: [], added: [decision], decidedBy: subject };
  const [id] = (await recordDecisions(tx, change)) as [string];
  await note(tx, subject, { action: 'funding-decided', decision: id, stream });
  if (isBackDated) await postRecharges(tx, recorder, { id, stream, reason }, accounts, today);
  return { ...(await kept(tx, personId, id, today)), replayed: false };
}

/** Who has no part in it decides nothing of it. */
function refuseStranger({ organisation }: Recorder, { shares }: Pick<DecisionRequest, 'shares'>) {
  if (shares.some(({ funder }) => funder === organisation.code)) return;
  const reason = 'do not name your organisation, and none but the funders record how they share';
  throw new DecisionRefused('shares', 'NOT_A_FUNDER', reason);
}

async function kept(
  tx: Transaction,
  personId: string,
  id: string,
  today: PlainDate,
): Promise<Omit<DecisionOutcome, 'replayed'>> {
  const decision = (await decisionsOfPeople(tx, [personId])).find((each) => each.id === id);
  if (!decision) throw new Error('a decision that was recorded is there');
  return { decision, ...(await rechargedBy(tx, decision, today)) };
}

import type { Viewer } from '../access/viewer.ts';
import type { Database, Transaction } from '../db/database.ts';
import { SELF } from '../streams/stream.ts';
import { financialYearOf } from '../values/financial-year.ts';
import type { OrganisationCode } from '../values/ids.ts';
import { addPence, type Pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { type AboutTerms, aboutTerms, areSources } from './about-store.ts';
import { draw, type Share } from './draw.ts';
import type { LockedAccount } from './journal-store.ts';
import { sharesAt } from './journal-store.ts';
import {
  entriesInQuestion,
  entriesOf,
  entriesOfReversal,
  type Outcome,
  type PlaceKind,
  potOf,
} from './movement.ts';
import {
  insufficient,
  lockOf,
  moving,
  type Posted,
  post,
  type Recording,
  recordingBy,
  refuseBefore,
  refuseClosed,
  replayOf,
} from './posting.ts';
import { leftInQuestion } from './questioned.ts';
import {
  AlreadyDecided,
  AlreadyReversed,
  BadAmount,
  BadSource,
  NotFundable,
  NotInQuestion,
  UnknownCode,
} from './refusals.ts';
import {
  given,
  inputHash as hashOf,
  type KeyedRequest,
  refuseBadKey,
  refuseBadWords,
  refuseFuture,
} from './request.ts';

export interface NamedShare {
  readonly stream: string;
  readonly funder: string;
  readonly amount: Pence;
}

/** What was decided of a payment in question, as it is said. */
export interface DecisionSaid {
  readonly movement: string;
  readonly outcome: Outcome;
  /** Whose money it was; where none is named, by the rule of the purpose. */
  readonly sources?: readonly NamedShare[] | null | undefined;
  /** What it was for, where that was not known or was wrong. */
  readonly purpose?: string | null | undefined;
  /** Who was paid, where that was told otherwise before. */
  readonly payee?: string | null | undefined;
  readonly reason: string;
  readonly effectiveDay: PlainDate;
}

export interface DecisionRequest extends DecisionSaid, KeyedRequest {}

/**
 * Decides whose money a payment in question was. ALLOWED: of the sources that may fund its purpose
 * or of those named. BREACH: of those named, who may reclaim it (Care Act 2014 s33; SI 2013/1617
 * reg 15). REPAID_BY_PERSON: of the person's own, which must be in the account. Throws a
 * MoneyRefused.
 */
export async function decideQuestioned(
  db: Database,
  viewer: Viewer,
  request: DecisionRequest,
  today: PlainDate,
): Promise<Posted> {
  refuseBadKey(request);
  refuseBadWords('reason', request.reason);
  refuseFuture(request.effectiveDay, today);
  return moving(db, async (tx) => {
    const which = { field: 'movement', movement: request.movement };
    const [account] = await lockOf(tx, viewer, 'record-money', which);
    const key = request.idempotencyKey;
    const by = recordingBy(viewer, account as LockedAccount, 'decideQuestioned', key);
    return postDecision(tx, by, account as LockedAccount, request);
  });
}

/** Posts a decision in an account whose row is locked. Throws a MoneyRefused. */
export async function postDecision(
  tx: Transaction,
  by: Recording,
  account: LockedAccount,
  said: DecisionSaid,
): Promise<Posted> {
  const { movement, outcome, reason, effectiveDay } = said;
  const [purpose, sources, payee] = [said.purpose ?? null, said.sources ?? [], said.payee?.trim()];
  const named = sources.flatMap(({ stream, funder, amount }) => [stream, funder, amount]);
  const words = [movement, outcome, reason, effectiveDay, purpose ?? '', ...named];
  const inputHash = hashOf([...words, ...given(payee)]);
  const year = financialYearOf(effectiveDay);
  const asked = { movement, purpose, stream: null, funder: null };
  const terms = await aboutTerms(tx, { ...by, account, year, ...asked });
  const replay = replayOf(terms, inputHash);
  if (replay) return replay;
  refuseDecided(terms);
  refuseBefore(effectiveDay, terms.about);
  refuseClosed(terms);
  if (purpose !== null && !terms.funding) {
    throw new UnknownCode('purpose', 'is not a purpose known here');
  }
  const amount = leftInQuestion(terms.about);
  const from = placeOf(account, outcome);
  const whose = await whoseMoney(tx, { account, terms, amount, from }, said);
  const paid = entriesOf(whose, from, 'PROVIDER');
  return post(
    tx,
    {
      ...{ ...by, account, kind: 'ATTRIBUTION', effectiveDay, year, inputHash, about: movement },
      ...{ outcome, reason: reason.trim(), payee: payee ?? (terms.about.payee as string) },
      purpose: purpose ?? terms.about.purpose,
      entries: [...entriesOfReversal(entriesInQuestion(amount)), ...paid],
    },
    terms,
  );
}

function refuseDecided({ about }: AboutTerms): void {
  if (about.kind !== 'IN_QUESTION') {
    throw new NotInQuestion('movement', 'is no payment in question');
  }
  if (about.isReversed) throw new AlreadyReversed('movement', 'was taken back before');
  if (about.later.some(({ kind }) => kind === 'ATTRIBUTION')) {
    throw new AlreadyDecided('movement', 'was decided before: take that back first');
  }
  if (leftInQuestion(about) === 0n) {
    throw new NotInQuestion('movement', 'has come back whole: nothing is left to decide');
  }
}

/** Of care that its funder buys, what the person paid is where the council collected it. */
const placeOf = ({ mode }: LockedAccount, outcome: Outcome): PlaceKind =>
  mode === 'COMMISSIONED' && outcome === 'REPAID_BY_PERSON' ? 'COLLECTED' : potOf(mode);

interface Asked {
  readonly account: LockedAccount;
  readonly terms: AboutTerms;
  readonly amount: Pence;
  readonly from: PlaceKind;
}

async function whoseMoney(tx: Transaction, asked: Asked, said: DecisionSaid): Promise<Share[]> {
  const { terms, amount, from } = asked;
  const sources = said.sources ?? [];
  const own = sharesAt(terms.places, from).filter(({ funder }) => funder === SELF);
  if (said.outcome === 'REPAID_BY_PERSON') {
    if (sources.length > 0) throw new BadSource('sources', 'are the person’s own, and not named');
    return drawn(amount, own);
  }
  if (sources.length > 0) return namedShares(tx, asked, said);
  if (said.outcome === 'BREACH') {
    throw new BadSource('sources', 'are needed: a breach is of somebody’s money');
  }
  if (from === 'FUNDING') {
    throw new BadSource('sources', 'are needed: care that its funder buys is paid by nobody else');
  }
  const able = sharesAt(terms.places, from).filter(({ stream }) => terms.funding?.includes(stream));
  if (able.length === 0) {
    throw new NotFundable('movement', 'is for nothing that a source may pay for: name the sources');
  }
  return drawn(amount, able);
}

function drawn(amount: Pence, shares: readonly Share[]): Share[] {
  const parts = draw(amount, shares);
  if (!parts) throw insufficient('movement');
  return parts;
}

/** The sources named, each once and with enough; they add up to the payment. */
async function namedShares(
  tx: Transaction,
  { terms, amount, from }: Asked,
  { sources, outcome }: DecisionSaid,
): Promise<Share[]> {
  const named = (sources ?? []).map((share) => ({
    ...share,
    funder: share.funder as OrganisationCode,
  }));
  if (named.some((share) => share.amount <= 0n) || total(named) !== amount) {
    throw new BadAmount('sources', 'are to add up to what is in question, each more than nothing');
  }
  const names = named.map(({ stream, funder }) => `${stream} ${funder}`);
  if (new Set(names).size < names.length) throw new BadSource('sources', 'are named twice');
  if (outcome === 'BREACH' && named.some(({ funder }) => funder === SELF)) {
    throw new BadSource('sources', 'of a breach are not the person’s own');
  }
  if (from === 'FUNDING') {
    if (!(await areSources(tx, named))) {
      throw new UnknownCode('sources', 'are not all streams and funders known here');
    }
    return named;
  }
  const held = sharesAt(terms.places, from);
  const isThere = (share: Share) =>
    held.some(
      ({ stream, funder, amount: has }) =>
        stream === share.stream && funder === share.funder && has >= share.amount,
    );
  if (!named.every(isThere)) throw insufficient('sources');
  return named;
}

const total = (shares: readonly Share[]): Pence => addPence(...shares.map(({ amount }) => amount));

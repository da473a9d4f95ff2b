import { note } from '../audit/store.ts';
import type { Database, Queries, Transaction } from '../db/database.ts';
import { findIdentity } from '../people/links.ts';
import { waitToSettle } from '../people/store.ts';
import type { PersonKey } from '../people/visible.ts';
import { allStreams, findOrganisation } from '../streams/store.ts';
import { BadValue } from '../values/bad-value.ts';
import type { OrganisationCode } from '../values/ids.ts';
import { intersect, type Period } from '../values/period.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { parseText } from '../values/text.ts';
import { decisionsOf, type NewDecision, recordDecisions } from './funding-store.ts';
import {
  type FundingDecision,
  type FundingShare,
  faultOfShares,
  inOrderOfCode,
  standingOf,
} from './share.ts';

/** A funding decision that cannot be recorded: which field, a code, and why in words to act on. */
export class FundingRefused extends Error {
  override readonly name = 'FundingRefused';
  constructor(
    readonly field: string,
    readonly code: string,
    reason: string,
  ) {
    super(`${field} ${reason}`);
  }
}

export interface FundingRequest {
  readonly key: PersonKey;
  readonly stream: string;
  readonly funders: readonly FundingShare[];
  readonly days: FundingDecision['days'];
  /** Who pays all of it while the shares are in dispute; null where they are agreed. */
  readonly interimPayer: OrganisationCode | null;
  readonly reason: string;
  readonly actor: string;
}

/**
 * Records how funders share the cost of one person's stream over days. It belongs to an identity of
 * the person, so that linking moves no money; from its first day on it replaces what was decided
 * before. The same decision again is already recorded.
 */
export async function decideFunding(
  db: Database,
  request: FundingRequest,
): Promise<'RECORDED' | 'ALREADY_RECORDED'> {
  const { stream, days, interimPayer, actor } = request;
  refuseBadFunding(request);
  return db.transaction(async (tx) => {
    await waitToSettle(tx);
    await refuseUnknownFunding(tx, request);
    const { id: identityId, personId } = await identityOf(tx, request.key);
    const decision: NewDecision = {
      ...{ identityId, stream, days, interimPayer, reason: request.reason.trim() },
      state: interimPayer === null ? 'AGREED' : 'DISPUTED',
      funders: inOrderOfCode(request.funders),
    };
    const standing = standingOf(await decisionsOf(tx, personId, stream));
    if (standing.some((each) => sayingOf(each) === sayingOf(decision))) return 'ALREADY_RECORDED';
    const [recorded] = await recordDecisions(tx, {
      ended: [],
      added: [decision],
      decidedBy: actor,
    });
    await note(tx, actor, { action: 'funding-decided', decision: recorded as string, stream });
    return 'RECORDED';
  });
}

export interface FundingEnd {
  readonly key: PersonKey;
  readonly stream: string;
  /** The first day on which nothing decided before holds any more. */
  readonly from: PlainDate;
  readonly actor: string;
}

/**
 * Ends what was decided of one person's stream from a day on. A decision itself is never changed:
 * all that were recorded are known no longer, and what held before that day is recorded anew, with
 * its days as they then stand.
 */
export async function endFunding(
  db: Database,
  { key, stream, from, actor }: FundingEnd,
): Promise<'ENDED' | 'ALREADY_ENDED'> {
  return db.transaction(async (tx) => {
    await waitToSettle(tx);
    await refuseUnknownFunding(tx, { stream, funders: [] });
    const { personId } = await identityOf(tx, key);
    const all = await decisionsOf(tx, personId, stream);
    const standing = standingOf(all);
    if (!standing.some(({ days }) => days.until === null || days.until > from)) {
      return 'ALREADY_ENDED';
    }
    const before: Period = { from: null, until: from };
    const kept = standing.flatMap(({ id: _id, ...decision }): NewDecision[] => {
      const days = intersect(decision.days, before);
      return days ? [{ ...decision, days: { from: decision.days.from, until: days.until } }] : [];
    });
    const ended = all.map(({ id }) => id);
    const decisions = await recordDecisions(tx, { ended, added: kept, decidedBy: actor });
    await note(tx, actor, { action: 'funding-ended', stream, from, ended, decisions });
    return 'ENDED';
  });
}

/** Refuses shares, payer, days or words that contradict themselves. Throws FundingRefused. */
export function refuseBadFunding({
  funders,
  days,
  interimPayer,
  reason,
}: Pick<FundingRequest, 'funders' | 'days' | 'interimPayer' | 'reason'>): void {
  const fault = faultOfShares(funders);
  if (fault !== null) throw new FundingRefused('shares', 'BAD_SHARES', fault);
  if (interimPayer !== null && !funders.some(({ funder }) => funder === interimPayer)) {
    throw new FundingRefused('interim payer', 'NOT_A_FUNDER', 'is none of the funders that share');
  }
  if (days.until !== null && days.until <= days.from) {
    throw new FundingRefused('last day', 'END_BEFORE_START', 'is before the first day');
  }
  if (reason.trim() === '') throw new FundingRefused('reason', 'BLANK', 'needs words');
  try {
    parseText(reason);
  } catch (error) {
    if (!(error instanceof BadValue)) throw error;
    throw new FundingRefused('reason', error.code, error.message);
  }
}

/** Refuses a stream that is none to share, and funders that are not known. Throws FundingRefused. */
export async function refuseUnknownFunding(
  queries: Queries,
  { stream, funders }: Pick<FundingRequest, 'stream' | 'funders'>,
): Promise<void> {
  const found = (await allStreams(queries)).find(({ code }) => code === stream);
  if (!found) throw new FundingRefused('stream', 'UNKNOWN_CODE', 'is not a stream known here');
  if (found.nature !== 'BUDGET') {
    const reason = 'is no budget that funders share: it is care given, a benefit or a cost';
    throw new FundingRefused('stream', 'NOT_A_BUDGET', reason);
  }
  for (const { funder } of funders) {
    const organisation = await findOrganisation(queries, funder);
    if (!organisation) {
      const reason = 'name a funder that is not an organisation known here';
      throw new FundingRefused('shares', 'UNKNOWN_ORGANISATION', reason);
    }
    if (organisation.succeededBy !== null) {
      const reason = `name ${organisation.code}, which ${organisation.succeededBy} took over from`;
      throw new FundingRefused('shares', 'SUCCEEDED', reason);
    }
  }
}

async function identityOf(tx: Transaction, key: PersonKey) {
  const found = await findIdentity(tx, key);
  if (!found) throw new FundingRefused('person', 'NO_PERSON', 'is not known by that key');
  return found;
}

/** All that makes two decisions the same. */
function sayingOf({
  stream,
  days,
  interimPayer,
  funders,
  reason,
}: Omit<NewDecision, 'identityId'>) {
  const shares = funders.map(({ funder, percent }) => [funder, `${percent.n}/${percent.d}`]);
  return JSON.stringify([stream, days.from, days.until, interimPayer, shares, reason]);
}

import type { Viewer } from '../access/viewer.ts';
import { note } from '../audit/store.ts';
import { whyFree } from '../awards/charge.ts';
import type { Database, Transaction } from '../db/database.ts';
import { BadValue } from '../values/bad-value.ts';
import type { Pence } from '../values/money.ts';
import { fromFirstToLast } from '../values/period.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { decimal, type Ratio } from '../values/ratio.ts';
import { keptOfSource, type RecordedSchedule } from './expected-store.ts';
import { moving, unknownAccount } from './posting.ts';
import { BadAmount, NotDepositable, UnknownCode } from './refusals.ts';
import { given, inputHash, type KeyedRequest, refuseBadKey, refuseBadWords } from './request.ts';
import {
  faultOfSchedule,
  type Interval,
  type PaymentTerms,
  type ScheduleTerms,
  standingSchedules,
  type Timing,
  usualFirstPayment,
} from './schedule.ts';
import { BadDays, NeverCharged } from './schedule-refusals.ts';
import {
  keepSchedule,
  type OrganisationKey,
  type ScheduledAccount,
  type ScheduleTermsFound,
  scheduleTermsFor,
} from './schedules-store.ts';
import { isReplay, keyOf, lockAccountToSchedule, mayScheduleFor } from './scheduling.ts';

export interface ScheduleRequest extends KeyedRequest {
  readonly account: string;
  readonly stream: string;
  readonly funder: string;
  readonly awardReference: string | null;
  readonly every: Interval;
  readonly terms: PaymentTerms;
  readonly timing: Timing;
  /** Decimal pounds, gross, for each `per`. */
  readonly ratePounds: string;
  readonly per: Interval;
  readonly weeklyContribution: Pence | null;
  readonly firstDay: PlainDate;
  readonly lastDay: PlainDate | null;
  /** Null: with the first days or, in arrears, when they are over. */
  readonly firstPaymentOn: PlainDate | null;
  /** For the person to read. */
  readonly reason: string | null;
}

export interface Scheduled {
  readonly schedule: RecordedSchedule;
  readonly replayed: boolean;
}

/**
 * Says what is expected to be paid into an account of one source, by the finance role of its host or
 * of the funder. It posts nothing, and replaces what was said of the same source from its first day
 * on. Throws a MoneyRefused.
 */
export async function setPaymentSchedule(
  db: Database,
  viewer: Viewer,
  request: ScheduleRequest,
): Promise<Scheduled> {
  refuseBadKey(request);
  if (request.awardReference !== null) refuseBadWords('awardReference', request.awardReference);
  if (request.reason !== null) refuseBadWords('reason', request.reason);
  const terms = termsOf(request);
  refuseFaulty(terms);
  return moving(db, (tx) => set(tx, viewer, request, terms));
}

function termsOf(request: ScheduleRequest): ScheduleTerms {
  const { every, terms, timing, per, weeklyContribution, firstDay } = request;
  return {
    ...{ every, terms, timing, weeklyContribution },
    rate: { pounds: poundsOf(request), per },
    days: { ...fromFirstToLast(firstDay, request.lastDay), from: firstDay },
    firstPaymentOn: request.firstPaymentOn ?? usualFirstPayment(firstDay, every, timing),
  };
}

/** More than any week, month or year of care: a slip of the hand. */
const MOST_POUNDS = 10_000_000n;

function poundsOf({ ratePounds }: ScheduleRequest): Ratio {
  try {
    const pounds = decimal(ratePounds);
    if (pounds.n <= MOST_POUNDS * pounds.d) return pounds;
  } catch (error) {
    if (!(error instanceof BadValue)) throw error;
    throw new BadAmount('ratePounds', error.message);
  }
  throw new BadAmount('ratePounds', `is more than ${MOST_POUNDS}`);
}

function refuseFaulty(terms: ScheduleTerms): void {
  const fault = faultOfSchedule(terms);
  if (!fault) return;
  const Refusal = fault.code === 'BAD_DAYS' ? BadDays : BadAmount;
  throw new Refusal(fault.field, fault.reason);
}

async function set(
  tx: Transaction,
  viewer: Viewer,
  request: ScheduleRequest,
  terms: ScheduleTerms,
): Promise<Scheduled> {
  const account = await lockAccountToSchedule(tx, viewer, request.account);
  const key = keyOf(viewer, request.idempotencyKey, hashOf(request, account.id));
  const { stream, funder } = request;
  const found = await scheduleTermsFor(tx, { ...key, stream, funder });
  if (found.funder && !mayScheduleFor(viewer, account, found.funder.code)) throw unknownAccount();
  const replayed = isReplay(found.earlier, key);
  const id = found.earlier?.id ?? (await keep(tx, { account, key, found, request, terms }));
  const { schedules } = await keptOfSource(tx, account, {
    stream,
    funder: (found.funder as NonNullable<typeof found.funder>).code,
  });
  return { schedule: scheduleIn(schedules, id), replayed };
}

interface ToKeep {
  readonly account: ScheduledAccount;
  readonly key: OrganisationKey;
  readonly found: ScheduleTermsFound;
  readonly request: ScheduleRequest;
  readonly terms: ScheduleTerms;
}

async function keep(
  tx: Transaction,
  { account, key, found, request, terms }: ToKeep,
): Promise<string> {
  const source = sourceOf(found, account.mode, terms);
  const schedule = await keepSchedule(tx, {
    ...{ ...key, ...terms, ...source, accountId: account.id },
    awardReference: request.awardReference?.trim() ?? null,
    reason: request.reason?.trim() ?? null,
  });
  const event = { action: 'payments-scheduled', schedule, account: account.id } as const;
  await note(tx, key.recordedBy, { ...event, ...source });
  return schedule;
}

/** A schedule as it holds now; as it was recorded where it holds no more. */
export function scheduleIn(schedules: readonly RecordedSchedule[], id: string): RecordedSchedule {
  const isIt = (schedule: RecordedSchedule) => schedule.id === id;
  return (standingSchedules(schedules).find(isIt) ?? schedules.find(isIt)) as RecordedSchedule;
}

function hashOf(request: ScheduleRequest, account: string): string {
  const { stream, funder, every, terms, timing, ratePounds, per, firstDay } = request;
  return inputHash([
    ...[account, stream, funder, every, terms, timing, ratePounds, per, firstDay],
    ...[request.awardReference, request.weeklyContribution].map((said) => String(said)),
    ...[request.lastDay, request.firstPaymentOn].map((said) => String(said)),
    ...given(request.reason),
  ]);
}

function sourceOf(
  { stream, funder }: ScheduleTermsFound,
  mode: string,
  { weeklyContribution }: ScheduleTerms,
) {
  if (mode === 'COMMISSIONED') {
    throw new NotDepositable('account', 'is of care that its funder buys: no money is held in it');
  }
  if (!stream) throw new UnknownCode('stream', 'is not a stream known here');
  if (stream.undepositable !== null) {
    throw new NotDepositable('stream', `is never held in an account: ${stream.undepositable}`);
  }
  if (!funder) throw new UnknownCode('funder', 'is not a funder known here');
  const free = whyFree({
    ...{ nature: stream.nature, streamMayCharge: stream.chargeable },
    ...{ funderKind: funder.kind, legalBasis: stream.code },
  });
  if (free !== null && weeklyContribution !== null && weeklyContribution > 0n) {
    throw new NeverCharged('weeklyContribution', `is not to be asked for: ${free}`);
  }
  return { stream: stream.code, funder: funder.code };
}

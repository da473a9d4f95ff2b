import { type RegularPayment, SCHEDULE_CHANGES } from '../src/ledger/changed-schedules.ts';
import {
  type AheadChange,
  REVIEW_MOVES,
  type ReviewMoved,
} from '../src/statements/ahead-change.ts';
import type { MoneyChange } from '../src/statements/statement.ts';
import { SELF } from '../src/streams/stream.ts';
import { NO_PENCE } from '../src/values/money.ts';
import { builder } from './builder.ts';
import { Money, money } from './money.ts';
import { PaymentIntervalEnum } from './payment-schedule.ts';
import { OrganisationType, StreamType } from './stream.ts';
import { ReviewKindEnum } from './support-review.ts';

const KindEnum = builder.enumType('StatementChangeKind', {
  description:
    'MOVEMENT: money. RECHARGE: which funder bears what, with nothing moved. SCHEDULE_SET: payments are expected where none were. SCHEDULE_CHANGED: others are in their place. SCHEDULE_ENDED: none any more. OFFSET: surplus is taken off a payment. REVIEW_MOVED: a review is due on another day.',
  values: ['MOVEMENT', 'RECHARGE', ...SCHEDULE_CHANGES, 'REVIEW_MOVED'] as const,
});

const MoveEnum = builder.enumType('ReviewMove', {
  description:
    'HELD: a review was held. RULE: another rule says when the next one is due. SUPPORT: what is told of the support has changed.',
  values: REVIEW_MOVES,
});

const RegularPaymentType = builder.objectRef<RegularPayment>('RegularPayment').implement({
  description: 'What a schedule pays for a whole period.',
  fields: (t) => ({
    amount: t.field({
      type: Money,
      description: 'How much, the contribution taken off where it is net.',
      resolve: ({ amount }) => ({ pence: amount }),
    }),
    every: t.field({
      type: PaymentIntervalEnum,
      description: 'How often.',
      resolve: ({ every }) => every,
    }),
  }),
});

export type StatementChange = MoneyChange | AheadChange;

const isMoney = (change: StatementChange): change is MoneyChange => 'change' in change;
const isReview = (change: StatementChange): change is ReviewMoved => change.kind === 'REVIEW_MOVED';

export const StatementChangeType = builder.objectRef<StatementChange>('StatementChange').implement({
  description: 'Something recorded since the last statement that changes what it said, and why.',
  fields: (t) => ({
    kind: t.field({
      type: KindEnum,
      description: 'What it is about.',
      resolve: ({ kind }) => kind,
    }),
    date: t.field({
      type: 'PlainDate',
      description:
        'The day it took or takes effect; of surplus that of the payment, of a review the day it is due now, or was where none is.',
      resolve: (change) => (isReview(change) ? (change.after ?? change.before) : change.date),
    }),
    recordedOn: t.field({
      type: 'PlainDate',
      nullable: true,
      description:
        'The day it was recorded; null of a review, which more than one record may move.',
      resolve: (change) => (isReview(change) ? null : change.recordedOn),
    }),
    amount: t.field({
      type: Money,
      description: 'What it adds to what is held; below zero where it takes away.',
      resolve: (change) => ({ pence: isMoney(change) ? change.amount : NO_PENCE }),
    }),
    words: t.exposeString('words', { description: 'What it was, and why.' }),
    source: t.field({
      type: StreamType,
      nullable: true,
      description: 'Of which stream; null of a payment that nobody answers for yet.',
      resolve: (change) => (isMoney(change) ? change.change.stream : change.source),
    }),
    funder: t.field({
      type: OrganisationType,
      nullable: true,
      description: 'Whose money; null of the person’s own, of nobody’s yet and of a review.',
      resolve: funderOf,
    }),
    reason: t.string({
      nullable: true,
      description: 'Why, in the words of whoever recorded it; null where they gave none.',
      resolve: (change) =>
        isMoney(change) ? change.change.reason : isReview(change) ? null : change.reason,
    }),
  }),
});

function funderOf(change: StatementChange) {
  if (isReview(change)) return null;
  if (!isMoney(change)) return change.funder;
  const { funderCode, funder } = change.change;
  if (funderCode === null || funderCode === SELF) return null;
  return { code: funderCode, name: funder ?? funderCode };
}

const ofSchedule = (change: StatementChange) =>
  isMoney(change) || isReview(change) ? null : change;

/** What each kind of change tells besides. */
builder.objectFields(StatementChangeType, (t) => ({
  before: t.field({
    type: RegularPaymentType,
    nullable: true,
    description: 'Of a schedule, what was expected before; null where nothing was.',
    resolve: (change) => ofSchedule(change)?.before ?? null,
  }),
  after: t.field({
    type: RegularPaymentType,
    nullable: true,
    description: 'Of a schedule, what is expected from that day on; null where nothing is.',
    resolve: (change) => ofSchedule(change)?.after ?? null,
  }),
  takenOff: t.field({
    type: Money,
    nullable: true,
    description: 'The surplus taken off a payment; null of all else.',
    resolve: (change) => money(ofSchedule(change)?.takenOff ?? null),
  }),
  recharged: t.field({
    type: Money,
    nullable: true,
    description: 'Of a recharge, what the funder bears more of, below zero where less; else null.',
    resolve: (change) =>
      isMoney(change) && change.kind === 'RECHARGE' ? { pence: change.change.recharged } : null,
  }),
  review: t.field({
    type: ReviewKindEnum,
    nullable: true,
    description: 'Of a review, which; else null.',
    resolve: (change) => (isReview(change) ? change.review : null),
  }),
  dueBefore: t.field({
    type: 'PlainDate',
    nullable: true,
    description: 'The day on which a review was due before; null of all else.',
    resolve: (change) => (isReview(change) ? change.before : null),
  }),
  dueAfter: t.field({
    type: 'PlainDate',
    nullable: true,
    description: 'The day on which it is due now; null where none is, and of all else.',
    resolve: (change) => (isReview(change) ? change.after : null),
  }),
  because: t.field({
    type: MoveEnum,
    nullable: true,
    description: 'Why a review is due on another day; null of all else.',
    resolve: (change) => (isReview(change) ? change.because : null),
  }),
}));

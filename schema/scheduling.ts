import { endPaymentSchedule } from '../src/ledger/end-schedule.ts';
import { type Offset, offsetSurplus } from '../src/ledger/offset-surplus.ts';
import { type Scheduled, setPaymentSchedule } from '../src/ledger/set-schedule.ts';
import { builder } from './builder.ts';
import type { Context } from './context.ts';
import { ExpectedPaymentType } from './expected.ts';
import { KEY, MoneyRefusal, orRefused, REPLAYED } from './moved.ts';
import {
  PaymentIntervalEnum,
  PaymentScheduleType,
  PaymentTermsEnum,
  PaymentTimingEnum,
} from './payment-schedule.ts';
import type { Refused } from './refusal.ts';

const scheduled = (name: string, description: string) =>
  builder.objectRef<Scheduled>(name).implement({
    description,
    fields: (t) => ({
      schedule: t.field({
        type: PaymentScheduleType,
        description: 'As it holds now.',
        resolve: ({ schedule }) => schedule,
      }),
      replayed: t.exposeBoolean('replayed', { description: REPLAYED }),
    }),
  });

const SetSuccess = scheduled('SetPaymentScheduleSuccess', 'The payments are expected.');
const EndSuccess = scheduled('EndPaymentScheduleSuccess', 'The schedule ends on that day.');

const OffsetSuccess = builder.objectRef<Offset>('OffsetSurplusSuccess').implement({
  description: 'The surplus is taken off the payment: less is expected.',
  fields: (t) => ({
    payment: t.field({
      type: ExpectedPaymentType,
      description: 'As it is expected now.',
      resolve: ({ payment }) => payment,
    }),
    replayed: t.exposeBoolean('replayed', { description: REPLAYED }),
  }),
});

const isScheduled = (value: Scheduled | Refused): value is Scheduled => 'schedule' in value;

const SetResult = builder.unionType('SetPaymentScheduleResult', {
  description: 'The schedule, or why there is none.',
  types: [SetSuccess, MoneyRefusal],
  resolveType: (value) => (isScheduled(value) ? 'SetPaymentScheduleSuccess' : 'MoneyRefusal'),
});

const EndResult = builder.unionType('EndPaymentScheduleResult', {
  description: 'The schedule, or why it was not ended.',
  types: [EndSuccess, MoneyRefusal],
  resolveType: (value) => (isScheduled(value) ? 'EndPaymentScheduleSuccess' : 'MoneyRefusal'),
});

const OffsetResult = builder.unionType('OffsetSurplusResult', {
  description: 'The payment, or why nothing was taken off it.',
  types: [OffsetSuccess, MoneyRefusal],
  resolveType: (value) => ('payment' in value ? 'OffsetSurplusSuccess' : 'MoneyRefusal'),
});

const SetInput = builder.inputType('SetPaymentScheduleInput', {
  description:
    'What one source is expected to pay into an account. From its first day on it replaces what was said before of the same account, stream and funder.',
  fields: (t) => ({
    account: t.id({ required: true, description: 'Into which account, by its id.' }),
    stream: t.string({ required: true, description: 'The stream’s code.' }),
    funder: t.string({ required: true, description: 'The funder’s code.' }),
    awardReference: t.string({ description: 'The funder’s own number of the award.' }),
    every: t.field({ type: PaymentIntervalEnum, required: true, description: 'How often.' }),
    terms: t.field({
      type: PaymentTermsEnum,
      required: true,
      description: 'Whether the contribution is taken off.',
    }),
    timing: t.field({
      type: PaymentTimingEnum,
      description: 'For which days a payment is; left out: ADVANCE.',
    }),
    ratePounds: t.string({
      required: true,
      description: 'Decimal pounds, gross, such as 245.50; at most 18 digits after the point.',
    }),
    per: t.field({
      type: PaymentIntervalEnum,
      required: true,
      description: 'What the rate is for.',
    }),
    weeklyContribution: t.field({
      type: 'Pence',
      description:
        'What the person is to pay a week, at most a week of the rate. Needed where it is taken off; left out: the schedule does not say, and the council’s assessment does.',
    }),
    firstDay: t.field({
      type: 'PlainDate',
      required: true,
      description: 'The first day for which it pays.',
    }),
    lastDay: t.field({
      type: 'PlainDate',
      description: 'The last day for which it pays; left out: it runs on.',
    }),
    firstPaymentOn: t.field({
      type: 'PlainDate',
      description:
        'The day of the first payment; the others follow it week by week or month by month, and whole periods run from one to the next. Left out: with the first day or, in arrears, a period after it.',
    }),
    reason: t.string({
      description: 'Why, in words that the person reads, such as what has changed.',
    }),
    idempotencyKey: t.string({ required: true, description: KEY }),
  }),
});

const EndInput = builder.inputType('EndPaymentScheduleInput', {
  description: 'Which schedule ends sooner than it says, and why.',
  fields: (t) => ({
    schedule: t.id({ required: true, description: 'The schedule, by its id.' }),
    lastDay: t.field({
      type: 'PlainDate',
      required: true,
      description:
        'The last day for which it pays; the day before its first where it was a mistake.',
    }),
    reason: t.string({ required: true, description: 'Why, in words.' }),
    idempotencyKey: t.string({ required: true, description: KEY }),
  }),
});

const OffsetInput = builder.inputType('OffsetSurplusInput', {
  description: 'How much surplus of a source is taken off its next payment, and why.',
  fields: (t) => ({
    schedule: t.id({ required: true, description: 'The schedule, by its id.' }),
    dueOn: t.field({
      type: 'PlainDate',
      required: true,
      description: 'The day on which its next payment is due.',
    }),
    amount: t.field({
      type: 'Pence',
      required: true,
      description:
        'How much: at most the payment, and at most what the source has free in the account, neither promised nor set aside.',
    }),
    reason: t.string({ required: true, description: 'Why, in words.' }),
    idempotencyKey: t.string({ required: true, description: KEY }),
  }),
});

builder.mutationFields((t) => ({
  setPaymentSchedule: t.field({
    type: SetResult,
    description:
      'Says what is expected to be paid in; for the finance role of the account’s host, and of the funder for its own money. Nothing is posted.',
    args: { input: t.arg({ type: SetInput, required: true, description: 'What.' }) },
    resolve: (_root, { input }, { hub, viewer }) =>
      orRefused(setPaymentSchedule(hub.serving, viewer, requestOf(input))),
  }),
  endPaymentSchedule: t.field({
    type: EndResult,
    description:
      'Ends a payment schedule; for the finance role of the account’s host, and of the funder.',
    args: { input: t.arg({ type: EndInput, required: true, description: 'Which.' }) },
    resolve: (_root, { input }, { hub, viewer }: Context) =>
      orRefused(endPaymentSchedule(hub.serving, viewer, input)),
  }),
  offsetSurplus: t.field({
    type: OffsetResult,
    description:
      'Takes surplus off the next payment of the same source; for the finance role of the account’s host, and of the funder. Moves no money.',
    args: { input: t.arg({ type: OffsetInput, required: true, description: 'What.' }) },
    resolve: (_root, { input }, { hub, viewer, today }) =>
      orRefused(offsetSurplus(hub.serving, viewer, input, today)),
  }),
}));

/** The request with what was left out. */
const requestOf = (input: typeof SetInput.$inferInput) => ({
  ...input,
  awardReference: input.awardReference ?? null,
  timing: input.timing ?? ('ADVANCE' as const),
  weeklyContribution: input.weeklyContribution ?? null,
  lastDay: input.lastDay ?? null,
  firstPaymentOn: input.firstPaymentOn ?? null,
  reason: input.reason ?? null,
});

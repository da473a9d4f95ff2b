import type { RecordedSchedule } from '../src/ledger/expected-store.ts';
import { INTERVALS, TERMS, TIMINGS } from '../src/ledger/schedule.ts';
import { addDays } from '../src/values/plain-date.ts';
import { toDecimal } from '../src/values/ratio.ts';
import { builder } from './builder.ts';
import { Money } from './money.ts';
import { OrganisationType, StreamType } from './stream.ts';

export const PaymentIntervalEnum = builder.enumType('PaymentInterval', {
  description: 'How often money is paid, and what a rate is for.',
  values: INTERVALS,
});

export const PaymentTermsEnum = builder.enumType('PaymentTerms', {
  description:
    'NET: the person’s contribution is taken off what is paid. GROSS: all of it is paid, and the contribution is asked for apart.',
  values: TERMS,
});

export const PaymentTimingEnum = builder.enumType('PaymentTiming', {
  description:
    'ADVANCE: a payment is for the days that begin with it. ARREARS: for those that end the day before it.',
  values: TIMINGS,
});

/** At most six digits after the point, and at least two. */
function poundsOf({ rate: { pounds } }: RecordedSchedule): string {
  return toDecimal(pounds, 6).replace(/0{1,4}$/, '');
}

export const PaymentScheduleType = builder
  .objectRef<RecordedSchedule>('PaymentSchedule')
  .implement({
    description:
      'Payments that are expected again and again, of one source into one account. It only expects: nothing is posted until money is recorded.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Opaque; names it when a payment is recorded.' }),
      account: t.field({
        type: 'ID',
        description: 'The account into which it is paid, by its id.',
        resolve: ({ accountId }) => accountId,
      }),
      stream: t.field({
        type: StreamType,
        description: 'The stream that is paid.',
        resolve: ({ ofStream }) => ofStream,
      }),
      funder: t.field({
        type: OrganisationType,
        description: 'Who pays.',
        resolve: ({ ofFunder }) => ofFunder,
      }),
      awardReference: t.exposeString('awardReference', {
        nullable: true,
        description: 'The funder’s own number of the award; null where it was not said.',
      }),
      every: t.field({
        type: PaymentIntervalEnum,
        description: 'How often it is paid.',
        resolve: ({ every }) => every,
      }),
      terms: t.field({
        type: PaymentTermsEnum,
        description: 'Whether the contribution is taken off.',
        resolve: ({ terms }) => terms,
      }),
      timing: t.field({
        type: PaymentTimingEnum,
        description: 'For which days a payment is.',
        resolve: ({ timing }) => timing,
      }),
      ratePounds: t.string({
        description: 'The rate in decimal pounds, gross, for each `per`.',
        resolve: poundsOf,
      }),
      per: t.field({
        type: PaymentIntervalEnum,
        description: 'What the rate is for.',
        resolve: ({ rate }) => rate.per,
      }),
    }),
  });

builder.objectFields(PaymentScheduleType, (t) => ({
  weeklyContribution: t.field({
    type: Money,
    nullable: true,
    description: 'What the person is to pay a week; null where the schedule does not say.',
    resolve: ({ weeklyContribution: pence }) => (pence === null ? null : { pence }),
  }),
  firstDay: t.field({
    type: 'PlainDate',
    description: 'The first day for which it pays.',
    resolve: ({ days }) => days.from,
  }),
  lastDay: t.field({
    type: 'PlainDate',
    nullable: true,
    description:
      'The last day for which it pays, as it holds now: ended, or replaced by a later one from its first day on. Null where it runs on.',
    resolve: ({ days }) => days.until && addDays(days.until, -1),
  }),
  firstPaymentOn: t.field({
    type: 'PlainDate',
    description: 'The day of the first payment.',
    resolve: ({ firstPaymentOn }) => firstPaymentOn,
  }),
  reason: t.exposeString('reason', {
    nullable: true,
    description: 'Why it was set; null where nobody said.',
  }),
  endReason: t.exposeString('endReason', {
    nullable: true,
    description: 'Why it was ended by an act of its own; null where it was not.',
  }),
  recordedAt: t.field({
    type: 'DateTime',
    description: 'When it was recorded.',
    resolve: ({ recordedAt }) => recordedAt,
  }),
}));

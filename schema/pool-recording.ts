import { CARRIERS } from '../src/pools/books.ts';
import { NATURES_OF_SPEND } from '../src/pools/pool.ts';
import {
  type Recorded,
  recordPoolContribution,
  recordPoolSpending,
  recordPoolSpendingPaid,
  reversePoolEntry,
} from '../src/pools/record-entry.ts';
import { builder } from './builder.ts';
import { KEY, MoneyRefusal, orRefused, REPLAYED } from './moved.ts';
import type { Refused } from './refusal.ts';

export const CarrierEnum = builder.enumType('PoolCarrier', {
  description:
    'Why no person carries it: a BLOCK contract, a TEAM, a STORE of equipment, an OVERHEAD.',
  values: CARRIERS,
});

export const SpendNatureEnum = builder.enumType('SpendNature', {
  description: 'Revenue and capital are kept apart.',
  values: NATURES_OF_SPEND,
});

const RecordedType = builder.objectRef<Recorded>('PoolEntryRecorded').implement({
  description: 'The entry is in the pool’s books.',
  fields: (t) => ({
    entry: t.id({ description: 'Its id.', resolve: ({ entry }) => entry }),
    replayed: t.exposeBoolean('replayed', { description: REPLAYED }),
  }),
});

const ResultUnion = builder.unionType('PoolEntryResult', {
  description: 'The entry, or why there is none.',
  types: [RecordedType, MoneyRefusal],
  resolveType: (value: Recorded | Refused) =>
    'entry' in value ? 'PoolEntryRecorded' : 'MoneyRefusal',
});

const POOL = 'The pool, by its code; the caller’s organisation hosts it.';
const AMOUNT = 'How much; more than nothing.';

const ContributionInput = builder.inputType('RecordPoolContributionInput', {
  description: 'That a partner paid a contribution to a pool.',
  fields: (t) => ({
    pool: t.string({ required: true, description: POOL }),
    partner: t.string({ required: true, description: 'Who paid, by its code.' }),
    year: t.field({
      type: 'FinancialYear',
      required: true,
      description: 'The year for which it was due.',
    }),
    amount: t.field({ type: 'Pence', required: true, description: AMOUNT }),
    receivedOn: t.field({
      type: 'PlainDate',
      required: true,
      description: 'The day it came in; at most today.',
    }),
    idempotencyKey: t.string({ required: true, description: KEY }),
  }),
});

const SpendingInput = builder.inputType('RecordPoolSpendingInput', {
  description: 'What a pool is spent on that no person carries.',
  fields: (t) => ({
    pool: t.string({ required: true, description: POOL }),
    scheme: t.string({
      required: true,
      description: 'A scheme of an agreement in force on the day it is delivered, by its code.',
    }),
    partner: t.string({ required: true, description: 'Whose money, by the partner’s code.' }),
    carrier: t.field({ type: CarrierEnum, required: true, description: 'What it is.' }),
    nature: t.field({
      type: SpendNatureEnum,
      required: true,
      description: 'Revenue or capital.',
    }),
    amount: t.field({ type: 'Pence', required: true, description: AMOUNT }),
    incurredOn: t.field({
      type: 'PlainDate',
      required: true,
      description:
        'The day on which what it is for was delivered; a day to come where it is ordered.',
    }),
    paidOn: t.field({
      type: 'PlainDate',
      description: 'The day it was paid; left out where it is not paid yet.',
    }),
    words: t.string({ required: true, description: 'What for; nothing about a person.' }),
    idempotencyKey: t.string({ required: true, description: KEY }),
  }),
});

const PaidInput = builder.inputType('RecordPoolSpendingPaidInput', {
  description: 'That what was recorded as spent has been paid.',
  fields: (t) => ({
    spending: t.id({ required: true, description: 'The entry, by its id.' }),
    paidOn: t.field({
      type: 'PlainDate',
      required: true,
      description: 'The day it was paid; at most today.',
    }),
    idempotencyKey: t.string({ required: true, description: KEY }),
  }),
});

const ReverseInput = builder.inputType('ReversePoolEntryInput', {
  description: 'Which entry is taken back, and why. Once at most.',
  fields: (t) => ({
    entry: t.id({ required: true, description: 'The entry, by its id.' }),
    reason: t.string({ required: true, description: 'Why; nothing about a person.' }),
    effectiveDate: t.field({
      type: 'PlainDate',
      required: true,
      description: 'The day it takes effect; at most today.',
    }),
    idempotencyKey: t.string({ required: true, description: KEY }),
  }),
});

const FOR = 'for the finance role of the pool’s host';

builder.mutationFields((t) => ({
  recordPoolContribution: t.field({
    type: ResultUnion,
    description: `Records a contribution that came in; ${FOR}.`,
    args: { input: t.arg({ type: ContributionInput, required: true, description: 'What.' }) },
    resolve: (_root, { input }, { hub, viewer, today }) =>
      orRefused(recordPoolContribution(hub.serving, viewer, input, today)),
  }),
  recordPoolSpending: t.field({
    type: ResultUnion,
    description: `Records what no person carries; ${FOR}.`,
    args: { input: t.arg({ type: SpendingInput, required: true, description: 'What.' }) },
    resolve: (_root, { input }, { hub, viewer, today }) => {
      const said = { ...input, paidOn: input.paidOn ?? null };
      return orRefused(recordPoolSpending(hub.serving, viewer, said, today));
    },
  }),
  recordPoolSpendingPaid: t.field({
    type: ResultUnion,
    description: `Records that such spending was paid; ${FOR}.`,
    args: { input: t.arg({ type: PaidInput, required: true, description: 'What.' }) },
    resolve: (_root, { input }, { hub, viewer, today }) =>
      orRefused(recordPoolSpendingPaid(hub.serving, viewer, input, today)),
  }),
  reversePoolEntry: t.field({
    type: ResultUnion,
    description: `Takes back what was recorded of a pool; ${FOR}.`,
    args: { input: t.arg({ type: ReverseInput, required: true, description: 'Which.' }) },
    resolve: (_root, { input: { effectiveDate, ...rest } }, { hub, viewer, today }) => {
      const said = { ...rest, effectiveDay: effectiveDate };
      return orRefused(reversePoolEntry(hub.serving, viewer, said, today));
    },
  }),
}));

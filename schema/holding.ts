import { placeHold } from '../src/ledger/place-hold.ts';
import { recordInvoice } from '../src/ledger/record-invoice.ts';
import { releaseHold } from '../src/ledger/release-hold.ts';
import { settleHold } from '../src/ledger/settle-hold.ts';
import { builder } from './builder.ts';
import { KEY, movingResult, recorded } from './moved.ts';
import { ACCOUNT, AMOUNT, FUNDER, STREAM, TOOK_EFFECT } from './moving-words.ts';

const PlaceHoldInput = builder.inputType('PlaceHoldInput', {
  description:
    'Money that is promised to somebody. It draws on sources as a payment does, and counts against what is left.',
  fields: (t) => ({
    account: t.id({ required: true, description: ACCOUNT }),
    amount: t.field({ type: 'Pence', required: true, description: AMOUNT }),
    payee: t.string({ required: true, description: 'To whom it is promised.' }),
    purpose: t.string({ required: true, description: 'What for, by the purpose’s code.' }),
    stream: t.string({ description: STREAM }),
    funder: t.string({ description: FUNDER }),
    dueOn: t.field({ type: 'PlainDate', description: 'The day by which it is to be paid.' }),
    effectiveDate: t.field({ type: 'PlainDate', required: true, description: TOOK_EFFECT }),
    idempotencyKey: t.string({ required: true, description: KEY }),
  }),
});

const RecordInvoiceInput = builder.inputType('RecordInvoiceInput', {
  description:
    'A provider’s bill. Its money is promised until the bill is settled or released; its number is recorded once for each provider of an account.',
  fields: (t) => ({
    account: t.id({ required: true, description: ACCOUNT }),
    provider: t.string({ required: true, description: 'Whose bill it is.' }),
    number: t.string({ required: true, description: 'The provider’s number of it.' }),
    amount: t.field({ type: 'Pence', required: true, description: AMOUNT }),
    stream: t.string({ description: STREAM }),
    funder: t.string({ description: FUNDER }),
    purpose: t.string({ required: true, description: 'What for, by the purpose’s code.' }),
    firstDay: t.field({
      type: 'PlainDate',
      required: true,
      description: 'The first day of the service.',
    }),
    lastDay: t.field({
      type: 'PlainDate',
      required: true,
      description: 'The last day of the service.',
    }),
    dueOn: t.field({
      type: 'PlainDate',
      required: true,
      description: 'The day by which it is to be paid.',
    }),
    effectiveDate: t.field({ type: 'PlainDate', required: true, description: TOOK_EFFECT }),
    idempotencyKey: t.string({ required: true, description: KEY }),
  }),
});

const ReleaseHoldInput = builder.inputType('ReleaseHoldInput', {
  description: 'A promise that is ended without being paid. All of it is free again.',
  fields: (t) => ({
    hold: t.id({ required: true, description: 'The movement of the promise, by its id.' }),
    reason: t.string({ required: true, description: 'Why, in words.' }),
    effectiveDate: t.field({ type: 'PlainDate', required: true, description: TOOK_EFFECT }),
    idempotencyKey: t.string({ required: true, description: KEY }),
  }),
});

const SettleHoldInput = builder.inputType('SettleHoldInput', {
  description:
    'A promise that was paid. What was paid less is free again; what was paid more is drawn as a payment is.',
  fields: (t) => ({
    hold: t.id({ required: true, description: 'The movement of the promise, by its id.' }),
    amount: t.field({
      type: 'Pence',
      required: true,
      description: 'How much was paid in the end; more than nothing.',
    }),
    effectiveDate: t.field({ type: 'PlainDate', required: true, description: TOOK_EFFECT }),
    idempotencyKey: t.string({ required: true, description: KEY }),
  }),
});

const PlaceHoldResult = movingResult('PlaceHold', 'The money is promised.');
const RecordInvoiceResult = movingResult('RecordInvoice', 'The bill is recorded.');
const ReleaseHoldResult = movingResult('ReleaseHold', 'The promise is ended.');
const SettleHoldResult = movingResult('SettleHold', 'The promise is paid.');

const WHO = 'for the finance role of the account’s host, and the holder of a direct payment.';

builder.mutationFields((t) => ({
  placeHold: t.field({
    type: PlaceHoldResult,
    description: `Promises money of an account; ${WHO}`,
    args: { input: t.arg({ type: PlaceHoldInput, required: true, description: 'What.' }) },
    resolve: (_root, { input: { dueOn, ...rest } }, context) =>
      recorded(context, placeHold, { ...rest, dueDay: dueOn }),
  }),
  recordInvoice: t.field({
    type: RecordInvoiceResult,
    description: `Records a provider’s bill; ${WHO}`,
    args: { input: t.arg({ type: RecordInvoiceInput, required: true, description: 'Which.' }) },
    resolve: (_root, { input }, context) => recorded(context, recordInvoice, input),
  }),
  releaseHold: t.field({
    type: ReleaseHoldResult,
    description: `Ends a promise; ${WHO}`,
    args: { input: t.arg({ type: ReleaseHoldInput, required: true, description: 'Which.' }) },
    resolve: (_root, { input }, context) => recorded(context, releaseHold, input),
  }),
  settleHold: t.field({
    type: SettleHoldResult,
    description: `Pays what was promised; ${WHO}`,
    args: { input: t.arg({ type: SettleHoldInput, required: true, description: 'Which.' }) },
    resolve: (_root, { input }, context) => recorded(context, settleHold, input),
  }),
}));

import { decideQuestioned } from '../src/ledger/decide-questioned.ts';
import { recordContribution } from '../src/ledger/record-contribution.ts';
import { recordPaymentMade } from '../src/ledger/record-payment-made.ts';
import { recordRefund } from '../src/ledger/record-refund.ts';
import { builder } from './builder.ts';
import { KEY, movingResult, recorded } from './moved.ts';
import { OutcomeEnum } from './movement.ts';
import { ACCOUNT, AMOUNT, FUNDER, STREAM, TOOK_EFFECT } from './moving-words.ts';

const RecordContributionInput = builder.inputType('RecordContributionInput', {
  description: 'Money that the person has paid towards their care.',
  fields: (t) => ({
    account: t.id({ required: true, description: ACCOUNT }),
    stream: t.string({
      required: true,
      description: 'Which stream it is paid towards, by its code.',
    }),
    amount: t.field({ type: 'Pence', required: true, description: AMOUNT }),
    effectiveDate: t.field({ type: 'PlainDate', required: true, description: TOOK_EFFECT }),
    firstDay: t.field({ type: 'PlainDate', description: 'The first day that it is for.' }),
    lastDay: t.field({ type: 'PlainDate', description: 'The last day that it is for.' }),
    idempotencyKey: t.string({ required: true, description: KEY }),
  }),
});

const RecordRefundInput = builder.inputType('RecordRefundInput', {
  description: 'Money of a payment that came back. It goes to the sources that paid it.',
  fields: (t) => ({
    movement: t.id({ required: true, description: 'The payment, by its id.' }),
    amount: t.field({ type: 'Pence', required: true, description: AMOUNT }),
    effectiveDate: t.field({ type: 'PlainDate', required: true, description: TOOK_EFFECT }),
    idempotencyKey: t.string({ required: true, description: KEY }),
  }),
});

const RecordPaymentMadeInput = builder.inputType('RecordPaymentMadeInput', {
  description:
    'A payment that has already been made, whatever it was for. In question where no source answers for it.',
  fields: (t) => ({
    account: t.id({ required: true, description: ACCOUNT }),
    amount: t.field({ type: 'Pence', required: true, description: AMOUNT }),
    payee: t.string({ required: true, description: 'Who was paid.' }),
    purpose: t.string({ description: 'What for, by the purpose’s code, where that is known.' }),
    stream: t.string({ description: STREAM }),
    funder: t.string({ description: FUNDER }),
    effectiveDate: t.field({ type: 'PlainDate', required: true, description: TOOK_EFFECT }),
    idempotencyKey: t.string({ required: true, description: KEY }),
  }),
});

const SourceShareInput = builder.inputType('SourceShareInput', {
  description: 'How much of a payment was one source’s money.',
  fields: (t) => ({
    stream: t.string({ required: true, description: 'The stream’s code.' }),
    funder: t.string({ required: true, description: 'The funder’s code.' }),
    amount: t.field({ type: 'Pence', required: true, description: AMOUNT }),
  }),
});

const DecideQuestionedInput = builder.inputType('DecideQuestionedInput', {
  description: 'What was decided of a payment in question, once; a wrong decision is reversed.',
  fields: (t) => ({
    movement: t.id({ required: true, description: 'The payment in question, by its id.' }),
    outcome: t.field({ type: OutcomeEnum, required: true, description: 'What was decided.' }),
    sources: t.field({
      type: [SourceShareInput],
      description:
        'Whose money it was: needed for a breach, and where no source may fund the purpose; else by the rule of the purpose.',
    }),
    purpose: t.string({
      description: 'What it was for, by the purpose’s code, where that was not known.',
    }),
    reason: t.string({ required: true, description: 'Why, in words.' }),
    effectiveDate: t.field({ type: 'PlainDate', required: true, description: TOOK_EFFECT }),
    idempotencyKey: t.string({ required: true, description: KEY }),
  }),
});

const RecordContributionResult = movingResult('RecordContribution', 'What was paid is recorded.');
const RecordRefundResult = movingResult('RecordRefund', 'The money is back in the account.');
const RecordPaymentMadeResult = movingResult('RecordPaymentMade', 'The payment is recorded.');
const DecideQuestionedResult = movingResult(
  'DecideQuestioned',
  'It is decided whose money it was.',
);

const WHO = 'for the finance role of the account’s host';

builder.mutationFields((t) => ({
  recordContribution: t.field({
    type: RecordContributionResult,
    description: `Records what the person has paid; ${WHO}.`,
    args: { input: t.arg({ type: RecordContributionInput, required: true, description: 'What.' }) },
    resolve: (_root, { input }, context) => recorded(context, recordContribution, input),
  }),
  recordRefund: t.field({
    type: RecordRefundResult,
    description: `Records that money of a payment came back; ${WHO}.`,
    args: { input: t.arg({ type: RecordRefundInput, required: true, description: 'What.' }) },
    resolve: (_root, { input }, context) => recorded(context, recordRefund, input),
  }),
  recordPaymentMade: t.field({
    type: RecordPaymentMadeResult,
    description: `Records a payment that has been made; ${WHO}, and the holder of a direct payment.`,
    args: { input: t.arg({ type: RecordPaymentMadeInput, required: true, description: 'What.' }) },
    resolve: (_root, { input }, context) => recorded(context, recordPaymentMade, input),
  }),
  decideQuestioned: t.field({
    type: DecideQuestionedResult,
    description: `Decides whose money a payment in question was; ${WHO}.`,
    args: { input: t.arg({ type: DecideQuestionedInput, required: true, description: 'How.' }) },
    resolve: (_root, { input }, context) => recorded(context, decideQuestioned, input),
  }),
}));

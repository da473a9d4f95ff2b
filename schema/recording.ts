import { type Closed, closeYear } from '../src/ledger/close-year.ts';
import { openAccount } from '../src/ledger/open-account.ts';
import { recordDeposit } from '../src/ledger/record-deposit.ts';
import { recordSpend } from '../src/ledger/record-spend.ts';
import { reverseMovement } from '../src/ledger/reverse-movement.ts';
import type { ShownAccount } from '../src/ledger/shown.ts';
import { AccountModeEnum, AccountType, accountFor } from './account.ts';
import { builder } from './builder.ts';
import { CarryForwardType } from './carry-forward.ts';
import type { Context } from './context.ts';
import { isMoved, KEY, MoneyRefusal, moved, orRefused, REPLAYED, told } from './moved.ts';
import { FUNDER, STREAM } from './moving-words.ts';

interface Opened {
  readonly account: ShownAccount;
  readonly replayed: boolean;
}

const OpenAccountSuccess = builder.objectRef<Opened>('OpenAccountSuccess').implement({
  description: 'The account is open.',
  fields: (t) => ({
    account: t.field({
      type: AccountType,
      description: 'As it stands now.',
      resolve: ({ account }) => account,
    }),
    replayed: t.exposeBoolean('replayed', { description: REPLAYED }),
  }),
});

const RecordDepositSuccess = moved('RecordDepositSuccess', 'The money is in the account.');
const RecordSpendSuccess = moved('RecordSpendSuccess', 'The payment is recorded.');
const ReverseMovementSuccess = moved('ReverseMovementSuccess', 'The movement is taken back.');

const CloseYearSuccess = builder.objectRef<Closed>('CloseYearSuccess').implement({
  description: 'The year is closed: nothing more is recorded with a day in it.',
  fields: (t) => ({
    year: t.field({
      type: 'FinancialYear',
      description: 'Which.',
      resolve: ({ closed }) => closed.year,
    }),
    closedAt: t.field({
      type: 'DateTime',
      description: 'When it was closed.',
      resolve: ({ closed }) => closed.closedAt,
    }),
    carriedForward: t.field({
      type: [CarryForwardType],
      description:
        'What of each source’s unspent money is kept, may be asked back and is held apart; in order of account, stream and funder.',
      resolve: ({ carried }) => [...carried],
    }),
    replayed: t.exposeBoolean('replayed', {
      description: 'True where it was closed before, by whatever key.',
    }),
  }),
});

const OpenAccountResult = builder.unionType('OpenAccountResult', {
  description: 'The account, or why it was not opened.',
  types: [OpenAccountSuccess, MoneyRefusal],
  resolveType: (value) => ('account' in value ? 'OpenAccountSuccess' : 'MoneyRefusal'),
});

const RecordDepositResult = builder.unionType('RecordDepositResult', {
  description: 'The movement, or why there is none.',
  types: [RecordDepositSuccess, MoneyRefusal],
  resolveType: (value) => (isMoved(value) ? 'RecordDepositSuccess' : 'MoneyRefusal'),
});

const RecordSpendResult = builder.unionType('RecordSpendResult', {
  description: 'The movement, or why there is none.',
  types: [RecordSpendSuccess, MoneyRefusal],
  resolveType: (value) => (isMoved(value) ? 'RecordSpendSuccess' : 'MoneyRefusal'),
});

const ReverseMovementResult = builder.unionType('ReverseMovementResult', {
  description: 'The reversing movement, or why there is none.',
  types: [ReverseMovementSuccess, MoneyRefusal],
  resolveType: (value) => (isMoved(value) ? 'ReverseMovementSuccess' : 'MoneyRefusal'),
});

const CloseYearResult = builder.unionType('CloseYearResult', {
  description: 'The closed year, or why it is not.',
  types: [CloseYearSuccess, MoneyRefusal],
  resolveType: (value) => ('closed' in value ? 'CloseYearSuccess' : 'MoneyRefusal'),
});

const OpenAccountInput = builder.inputType('OpenAccountInput', {
  description: 'For whom an account is opened; the caller’s organisation hosts it.',
  fields: (t) => ({
    nhsNumber: t.field({ type: 'NhsNumber', required: true, description: 'For whom.' }),
    mode: t.field({ type: AccountModeEnum, required: true, description: 'Who holds the money.' }),
    idempotencyKey: t.string({ required: true, description: KEY }),
  }),
});

const RecordDepositInput = builder.inputType('RecordDepositInput', {
  description: 'Money of one funder’s stream that has come into an account.',
  fields: (t) => ({
    account: t.id({ required: true, description: 'Which account, by its id.' }),
    stream: t.string({ required: true, description: 'The stream’s code.' }),
    funder: t.string({ required: true, description: 'The funder’s code.' }),
    amount: t.field({ type: 'Pence', required: true, description: 'How much; more than nothing.' }),
    effectiveDate: t.field({
      type: 'PlainDate',
      required: true,
      description: 'The day it came in; at most today.',
    }),
    schedule: t.id({
      description:
        'The payment schedule that it meets, by its id. Left out: it is matched to the earliest payment that is not met of which exactly this amount is still to come, at most ten days from its day.',
    }),
    firstDay: t.field({
      type: 'PlainDate',
      description: 'The first day that it is for, beside the last; left out: those of its payment.',
    }),
    lastDay: t.field({ type: 'PlainDate', description: 'The last day that it is for.' }),
    gross: t.boolean({
      description:
        'Whether it was paid before the contribution was taken off; left out: as its schedule says.',
    }),
    idempotencyKey: t.string({ required: true, description: KEY }),
  }),
});

const RecordSpendInput = builder.inputType('RecordSpendInput', {
  description:
    'A payment out of an account. It draws on every source that may fund the purpose, in proportion to what each has left.',
  fields: (t) => ({
    account: t.id({ required: true, description: 'Which account, by its id.' }),
    amount: t.field({ type: 'Pence', required: true, description: 'How much; more than nothing.' }),
    payee: t.string({ required: true, description: 'Who is paid.' }),
    purpose: t.string({ required: true, description: 'What for, by the purpose’s code.' }),
    effectiveDate: t.field({
      type: 'PlainDate',
      required: true,
      description: 'The day of the payment; at most today.',
    }),
    stream: t.string({ description: STREAM }),
    funder: t.string({ description: FUNDER }),
    idempotencyKey: t.string({ required: true, description: KEY }),
  }),
});

const ReverseMovementInput = builder.inputType('ReverseMovementInput', {
  description: 'Which movement is taken back, and why. Once at most, and never a reversal.',
  fields: (t) => ({
    movement: t.id({ required: true, description: 'The movement, by its id.' }),
    reason: t.string({ required: true, description: 'Why, in words.' }),
    effectiveDate: t.field({
      type: 'PlainDate',
      required: true,
      description: 'The day it takes effect; at most today, and not before what it reverses.',
    }),
    idempotencyKey: t.string({ required: true, description: KEY }),
  }),
});

const CloseYearInput = builder.inputType('CloseYearInput', {
  description: 'Which year the caller’s organisation closes, in every account that it hosts.',
  fields: (t) => ({
    year: t.field({ type: 'FinancialYear', required: true, description: 'A year that is over.' }),
    idempotencyKey: t.string({
      required: true,
      description: 'Any text of the caller’s; a year closed already is answered as a replay.',
    }),
  }),
});

builder.mutationFields((t) => ({
  openAccount: t.field({
    type: OpenAccountResult,
    description: 'Opens an account for a person who is known; for the finance role.',
    args: {
      input: t.arg({ type: OpenAccountInput, required: true, description: 'For whom.' }),
    },
    resolve: (_root, { input }, context) => orRefused(open(context, input)),
  }),
  recordDeposit: t.field({
    type: RecordDepositResult,
    description: 'Records money that has come in; for the finance role of the account’s host.',
    args: {
      input: t.arg({ type: RecordDepositInput, required: true, description: 'What.' }),
    },
    resolve: (_root, { input: { effectiveDate, ...rest } }, context) => {
      const { hub, viewer, today } = context;
      const said = { ...rest, effectiveDay: effectiveDate };
      return orRefused(told(context, recordDeposit(hub.serving, viewer, said, today)));
    },
  }),
  recordSpend: t.field({
    type: RecordSpendResult,
    description:
      'Asks for a payment to be recorded; for the finance role of the account’s host, and the holder of a direct payment.',
    args: {
      input: t.arg({ type: RecordSpendInput, required: true, description: 'What.' }),
    },
    resolve: (_root, { input: { effectiveDate, ...rest } }, context) => {
      const { hub, viewer, today } = context;
      const said = { ...rest, effectiveDay: effectiveDate };
      return orRefused(told(context, recordSpend(hub.serving, viewer, said, today)));
    },
  }),
  reverseMovement: t.field({
    type: ReverseMovementResult,
    description: 'Takes a movement back; for the finance role of the account’s host.',
    args: {
      input: t.arg({ type: ReverseMovementInput, required: true, description: 'Which.' }),
    },
    resolve: (_root, { input: { effectiveDate, ...rest } }, context) => {
      const { hub, viewer, today } = context;
      const said = { ...rest, effectiveDay: effectiveDate };
      return orRefused(told(context, reverseMovement(hub.serving, viewer, said, today)));
    },
  }),
  closeYear: t.field({
    type: CloseYearResult,
    description: 'Closes a financial year of the caller’s organisation; for the finance role.',
    args: { input: t.arg({ type: CloseYearInput, required: true, description: 'Which.' }) },
    resolve: (_root, { input }, { hub, viewer, today }) =>
      orRefused(closeYear(hub.serving, viewer, input.year, today)),
  }),
}));

async function open(context: Context, input: typeof OpenAccountInput.$inferInput): Promise<Opened> {
  const { hub, viewer } = context;
  const { account: id, replayed } = await openAccount(hub.serving, viewer, input);
  return { account: (await accountFor(context, id)) as ShownAccount, replayed };
}

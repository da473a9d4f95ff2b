import { setAside, takeBackSetAside } from '../src/ledger/set-aside.ts';
import { transferMoney } from '../src/ledger/transfer-money.ts';
import { builder } from './builder.ts';
import { KEY, movingResult, recorded } from './moved.ts';
import { ACCOUNT, AMOUNT, FUNDER, TOOK_EFFECT } from './moving-words.ts';

const ONE = 'Only where one source is meant and not all alike: its stream’s code.';

const SetAsideInput = builder.inputType('SetAsideInput', {
  description: 'Money that is kept apart for the unforeseen, or made free again.',
  fields: (t) => ({
    account: t.id({ required: true, description: ACCOUNT }),
    amount: t.field({ type: 'Pence', required: true, description: AMOUNT }),
    stream: t.string({ description: ONE }),
    funder: t.string({ description: FUNDER }),
    effectiveDate: t.field({ type: 'PlainDate', required: true, description: TOOK_EFFECT }),
    idempotencyKey: t.string({ required: true, description: KEY }),
  }),
});

const TransferMoneyInput = builder.inputType('TransferMoneyInput', {
  description: 'Money from one account of a person to another of theirs that the same host keeps.',
  fields: (t) => ({
    from: t.id({ required: true, description: 'The account that it leaves, by its id.' }),
    to: t.id({ required: true, description: 'The account that it goes to, by its id.' }),
    amount: t.field({ type: 'Pence', required: true, description: AMOUNT }),
    stream: t.string({ description: ONE }),
    funder: t.string({ description: FUNDER }),
    effectiveDate: t.field({ type: 'PlainDate', required: true, description: TOOK_EFFECT }),
    idempotencyKey: t.string({ required: true, description: KEY }),
  }),
});

const SetAsideResult = movingResult('SetAside', 'The money is set aside.');
const TakeBackSetAsideResult = movingResult('TakeBackSetAside', 'The money is free again.');
const TransferMoneyResult = movingResult('TransferMoney', 'The money is in the other account.');

const WHO = 'for the finance role of the account’s host.';

builder.mutationFields((t) => ({
  setAside: t.field({
    type: SetAsideResult,
    description: `Keeps money of an account apart for the unforeseen; ${WHO}`,
    args: { input: t.arg({ type: SetAsideInput, required: true, description: 'How much.' }) },
    resolve: (_root, { input }, context) => recorded(context, setAside, input),
  }),
  takeBackSetAside: t.field({
    type: TakeBackSetAsideResult,
    description: `Makes money that was set aside free again; ${WHO}`,
    args: { input: t.arg({ type: SetAsideInput, required: true, description: 'How much.' }) },
    resolve: (_root, { input }, context) => recorded(context, takeBackSetAside, input),
  }),
  transferMoney: t.field({
    type: TransferMoneyResult,
    description: `Moves money between two accounts of a person; ${WHO}`,
    args: { input: t.arg({ type: TransferMoneyInput, required: true, description: 'What.' }) },
    resolve: (_root, { input }, context) => recorded(context, transferMoney, input),
  }),
}));

import { settleLine } from '../src/deliveries/settle-line.ts';
import type { SettledAs } from '../src/deliveries/settled-as.ts';
import { waitingFor } from '../src/deliveries/waiting.ts';
import type { NamedSuggestion, WaitingLine } from '../src/deliveries/waiting-store.ts';
import { type Movement, size } from '../src/ledger/movement.ts';
import { recordedMovement } from '../src/ledger/shown.ts';
import type { MovementId } from '../src/values/ids.ts';
import { builder } from './builder.ts';
import { badInput, connectionOf, type Page, pageArguments, readPage } from './connection.ts';
import type { Context } from './context.ts';
import { Money } from './money.ts';
import { KEY, MoneyRefusal, orRefused, REPLAYED } from './moved.ts';
import { MovementType, PurposeType } from './movement.ts';
import type { Refused } from './refusal.ts';
import { OrganisationType, StreamType } from './stream.ts';

const SettledAsEnum = builder.enumType('WaitingMovementKind', {
  description:
    'What a waiting movement may be: DEPOSIT money of a funder; CONTRIBUTION money of the person; SPENDING a payment; HOLD a payment of what was promised; REFUND money of a payment that came back.',
  values: ['DEPOSIT', 'CONTRIBUTION', 'SPENDING', 'HOLD', 'REFUND'] as const,
});

const SuggestionType = builder.objectRef<NamedSuggestion>('WaitingSuggestion').implement({
  description:
    'What a waiting movement may be, and why it is thought so; nothing is decided by it.',
  fields: (t) => ({
    as: t.field({
      type: SettledAsEnum,
      description: 'What it may be.',
      resolve: ({ as }) => as,
    }),
    reason: t.exposeString('why', { description: 'Why, in words.' }),
    stream: t.field({
      type: StreamType,
      nullable: true,
      description: 'Of which stream, where it is money in.',
      resolve: ({ stream }) => stream,
    }),
    funder: t.field({
      type: OrganisationType,
      nullable: true,
      description: 'Whose money, where it is a deposit.',
      resolve: ({ funder }) => funder,
    }),
    purpose: t.field({
      type: PurposeType,
      nullable: true,
      description: 'What it was for, where it is a payment.',
      resolve: ({ purpose }) => purpose,
    }),
    payee: t.exposeString('payee', {
      nullable: true,
      description: 'Who was paid, where it is a payment.',
    }),
    hold: t.exposeID('hold', {
      nullable: true,
      description: 'The movement by which it was promised, where it is that.',
    }),
    movement: t.exposeID('movement', {
      nullable: true,
      description: 'The payment of which it came back, where it is that.',
    }),
  }),
});

const WaitingMovementType = builder.objectRef<WaitingLine>('WaitingMovement').implement({
  description:
    'A line of a bank statement or a payment run that is nothing that was expected. Its money is in question until somebody decides what it was.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Opaque; names it when it is settled.' }),
    account: t.exposeID('accountId', { description: 'The account in which it moved.' }),
    date: t.field({
      type: 'PlainDate',
      description: 'The day it moved.',
      resolve: ({ day }) => day,
    }),
    in: t.field({
      type: Money,
      nullable: true,
      description: 'How much came in; null where money went out.',
      resolve: ({ amount }) => (amount > 0n ? { pence: amount } : null),
    }),
    out: t.field({
      type: Money,
      nullable: true,
      description: 'How much went out; null where money came in.',
      resolve: ({ amount }) => (amount < 0n ? { pence: size(amount) } : null),
    }),
    description: t.exposeString('description', {
      description: 'What the file says of it: as a bank writes it, or the payee.',
    }),
    directDebit: t.exposeBoolean('isDirectDebit', {
      description: 'Whether it was taken by direct debit.',
    }),
    suggestion: t.field({
      type: SuggestionType,
      nullable: true,
      description: 'What it may be; null where nothing tells.',
      resolve: ({ suggestion }) => suggestion,
    }),
    adapter: t.exposeString('adapter', { description: 'The format that told of it.' }),
    delivery: t.exposeID('delivery', { description: 'The file that told of it first.' }),
    row: t.exposeInt('row', { description: 'Its data row there, counted from 1.' }),
  }),
});

const WaitingMovementConnection = connectionOf<WaitingLine>('WaitingMovement', WaitingMovementType);

const isOrdinal = (text: string): boolean => /^\d{1,18}$/.test(text);

builder.queryField('waitingMovements', (t) =>
  t.field({
    type: WaitingMovementConnection,
    description:
      'What waits to be decided in the accounts that the caller’s organisation hosts, or in one of them, in the order of recording; for its finance role, and empty for others.',
    args: {
      ...pageArguments(t.arg),
      account: t.arg.id({ required: false, description: 'The account, by its id; all without.' }),
    },
    resolve: async (_root, args, context): Promise<Page<WaitingLine>> => {
      const { first, after } = readPage(args, isOrdinal);
      const asked = { after: after === null ? null : BigInt(after), count: first + 1 };
      const account = args.account ?? null;
      const found = await waitingFor(context.hub.serving, context.viewer, { ...asked, account });
      const nodes = found.slice(0, first);
      for (const { personId } of nodes) if (personId) context.tells({ id: personId }, []);
      return {
        nodes,
        hasNextPage: found.length > first,
        cursorOf: ({ ordinal }) => Buffer.from(String(ordinal), 'utf8').toString('base64url'),
      };
    },
  }),
);

const AsDeposit = builder.inputType('AsDepositInput', {
  description: 'Money of a funder that came in.',
  fields: (t) => ({
    stream: t.string({ required: true, description: 'The stream’s code.' }),
    funder: t.string({ required: true, description: 'The funder’s code.' }),
  }),
});

const AsContribution = builder.inputType('AsContributionInput', {
  description: 'Money of the person that came in.',
  fields: (t) => ({
    stream: t.string({ required: true, description: 'The stream that it was paid for.' }),
  }),
});

const AsSpending = builder.inputType('AsSpendingInput', {
  description: 'A payment, drawn on the sources that may fund its purpose.',
  fields: (t) => ({
    purpose: t.string({ required: true, description: 'What it was for, a code of `purposes`.' }),
    payee: t.string({ required: true, description: 'Who was paid.' }),
  }),
});

const AsHold = builder.inputType('AsHoldInput', {
  description: 'The payment of what was promised.',
  fields: (t) => ({
    hold: t.id({ required: true, description: 'The movement by which it was promised.' }),
  }),
});

const AsRefund = builder.inputType('AsRefundInput', {
  description: 'Money of a payment that came back: to the sources that paid it.',
  fields: (t) => ({
    movement: t.id({
      required: true,
      description: 'The payment, a movement in the account of the waiting one.',
    }),
  }),
});

const NotOurs = builder.inputType('NotOursInput', {
  description: 'It was no money of this account.',
  fields: (t) => ({ reason: t.string({ required: true, description: 'Why, in words.' }) }),
});

const SettledAsInput = builder.inputType('SettledAsInput', {
  description: 'What a waiting movement was: exactly one of these.',
  isOneOf: true,
  fields: (t) => ({
    deposit: t.field({ type: AsDeposit, description: 'Money of a funder that came in.' }),
    contribution: t.field({ type: AsContribution, description: 'Money of the person.' }),
    spending: t.field({ type: AsSpending, description: 'A payment.' }),
    hold: t.field({ type: AsHold, description: 'The payment of what was promised.' }),
    refund: t.field({ type: AsRefund, description: 'Money of a payment that came back.' }),
    notOurs: t.field({ type: NotOurs, description: 'No money of this account.' }),
  }),
});

const SettleInput = builder.inputType('SettleWaitingMovementInput', {
  description: 'Which waiting movement is decided, and what it was. Once at most.',
  fields: (t) => ({
    line: t.id({ required: true, description: 'The waiting movement, by its id.' }),
    as: t.field({ type: SettledAsInput, required: true, description: 'What it was.' }),
    idempotencyKey: t.string({ required: true, description: KEY }),
  }),
});

interface Answered {
  readonly found: Movement | null;
  readonly replayed: boolean;
}

const SettleSuccess = builder.objectRef<Answered>('SettleWaitingMovementSuccess').implement({
  description: 'It waits no longer.',
  fields: (t) => ({
    movement: t.field({
      type: MovementType,
      nullable: true,
      description: 'What it was recorded as; null where it was no money of this account.',
      resolve: ({ found }) => found,
    }),
    replayed: t.exposeBoolean('replayed', { description: REPLAYED }),
  }),
});

const SettleResult = builder.unionType('SettleWaitingMovementResult', {
  description: 'What was decided, or why nothing was.',
  types: [SettleSuccess, MoneyRefusal],
  resolveType: (value) => ('found' in value ? 'SettleWaitingMovementSuccess' : 'MoneyRefusal'),
});

builder.mutationField('settleWaitingMovement', (t) =>
  t.field({
    type: SettleResult,
    description: 'Decides what a waiting movement was; for the finance role of its account’s host.',
    args: { input: t.arg({ type: SettleInput, required: true, description: 'What.' }) },
    resolve: (_root, { input }, context): Promise<Answered | Refused> =>
      orRefused(settle(context, input)),
  }),
);

async function settle(context: Context, input: typeof SettleInput.$inferInput): Promise<Answered> {
  const { hub, viewer, today } = context;
  const { line, idempotencyKey } = input;
  const request = { line, idempotencyKey, as: settledAs(input.as) };
  const { movement, replayed } = await settleLine(hub.serving, viewer, request, today);
  return { found: await told(context, movement), replayed };
}

async function told({ hub }: Context, movement: MovementId | null): Promise<Movement | null> {
  return movement && recordedMovement(hub.serving, movement);
}

function settledAs(said: typeof SettledAsInput.$inferInput): SettledAs {
  const { deposit, contribution, spending, hold, refund, notOurs } = said;
  if (deposit) return { as: 'DEPOSIT', ...deposit };
  if (contribution) return { as: 'CONTRIBUTION', ...contribution };
  if (spending) return { as: 'SPENDING', ...spending };
  if (hold) return { as: 'HOLD', hold: hold.hold };
  if (refund) return { as: 'REFUND', movement: refund.movement };
  if (notOurs) return { as: 'NOT_OURS', reason: notOurs.reason };
  throw badInput('as must say exactly one thing');
}

import DataLoader from 'dataloader';
import { amountOf, MOVEMENT_KINDS, type Movement, OUTCOMES, size } from '../src/ledger/movement.ts';
import { movementsBeside } from '../src/ledger/shown.ts';
import type { Purpose } from '../src/streams/purpose.ts';
import { allPurposes } from '../src/streams/purposes-store.ts';
import { addDays } from '../src/values/plain-date.ts';
import { builder } from './builder.ts';
import { connectionOf } from './connection.ts';
import type { Context } from './context.ts';
import { Money } from './money.ts';
import { OrganisationType, StreamType } from './stream.ts';

const MovementKindEnum = builder.enumType('MovementKind', {
  description:
    'DEPOSIT money of a funder into an account; CONTRIBUTION money of the person; SPENDING a payment out of it; HOLD money promised for a bill, RELEASE the promise ended, SETTLEMENT the bill paid; SET_ASIDE kept for the unforeseen, TAKEN_BACK free again; TRANSFER from one account of the person to another; REFUND of a payment; IN_QUESTION a payment made that nobody answers for yet, ATTRIBUTION the decision whose money it was; RECLAIM back to its funder; RECHARGE between funders; REVERSAL the exact opposite of another movement, which stays as it was recorded.',
  values: MOVEMENT_KINDS,
});

export const OutcomeEnum = builder.enumType('QuestionedOutcome', {
  description:
    'ALLOWED it was a payment that could be made; REPAID_BY_PERSON the person has paid it from their own; BREACH it was not what the money is for, and its source may reclaim it.',
  values: OUTCOMES,
});

export const PurposeType = builder.objectRef<Purpose>('Purpose').implement({
  description: 'What money may be spent on.',
  fields: (t) => ({
    code: t.exposeString('code', { description: 'Stable code, such as personal-care.' }),
    name: t.exposeString('name', { description: 'In plain words.' }),
  }),
});

builder.queryField('purposes', (t) =>
  t.field({
    type: [PurposeType],
    description: 'What money may be spent on, in the order in which people are shown it.',
    resolve: (_root, _args, { hub }) => allPurposes(hub.serving),
  }),
);

const FundingPartType = builder.objectRef<Movement['parts'][number]>('FundingPart').implement({
  description: 'What one funder’s stream gave of a movement.',
  fields: (t) => ({
    stream: t.field({
      type: StreamType,
      description: 'The stream.',
      resolve: ({ stream }) => stream,
    }),
    funder: t.field({
      type: OrganisationType,
      description: 'Who funds it.',
      resolve: ({ funder }) => funder,
    }),
    amount: t.field({
      type: Money,
      description: 'How much of it, whichever way it was moved.',
      resolve: ({ change }) => ({ pence: size(change) }),
    }),
  }),
});

interface Beside {
  readonly shown: Movement;
  readonly id: string;
}

/** One request's readers: what a page asks for is read together. */
const loaders = new WeakMap<Context, DataLoader<Beside, Movement, string>>();

/** A movement that a shown one names, of the same sources. */
function beside(context: Context, shown: Movement, id: string | null): Promise<Movement> | null {
  if (id === null) return null;
  const loader =
    loaders.get(context) ??
    new DataLoader<Beside, Movement, string>(
      (asked) => movementsBeside(context.hub.serving, asked),
      {
        maxBatchSize: 100,
        cacheKeyFn: (asked) => `${asked.shown.id} ${asked.id}`,
      },
    );
  loaders.set(context, loader);
  return loader.load({ shown, id });
}

export const MovementType = builder.objectRef<Movement>('Movement');

MovementType.implement({
  description: 'Money moved in an account, once; never changed. Told of the sources shown alone.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Opaque; names it when it is reversed.' }),
    kind: t.field({
      type: MovementKindEnum,
      description: 'What it is.',
      resolve: ({ kind }) => kind,
    }),
    amount: t.field({
      type: Money,
      description: 'How much was moved, whichever way.',
      resolve: (movement) => ({ pence: amountOf(movement) }),
    }),
    fundedBy: t.field({
      type: [FundingPartType],
      description:
        'Whose money it is, in order of stream; adds up to the amount, but for what nobody answers for and, between funders, where each is told.',
      resolve: ({ parts }) => [...parts],
    }),
    effectiveDate: t.field({
      type: 'PlainDate',
      description: 'The day it took effect.',
      resolve: ({ effectiveDay }) => effectiveDay,
    }),
    recordedAt: t.field({
      type: 'DateTime',
      description: 'When it was recorded.',
      resolve: ({ recordedAt }) => recordedAt,
    }),
    payee: t.exposeString('payee', {
      nullable: true,
      description: 'Who was paid; null where nobody was.',
    }),
    purpose: t.field({
      type: PurposeType,
      nullable: true,
      description: 'What it was spent on; null where it was not spent.',
      resolve: ({ purpose }) => purpose,
    }),
    reason: t.exposeString('reason', {
      nullable: true,
      description:
        'Why it was reversed, released, decided or given back; of money set aside, that no limit is known, where none is. Null where nobody says.',
    }),
    reverses: t.field({
      type: MovementType,
      nullable: true,
      description: 'What it reverses; null where it is no reversal.',
      resolve: (movement, _args, context) => beside(context, movement, movement.reverses),
    }),
    reversedBy: t.field({
      type: MovementType,
      nullable: true,
      description: 'The reversal of it; null while it stands.',
      resolve: (movement, _args, context) => beside(context, movement, movement.reversedBy),
    }),
  }),
});

builder.objectFields(MovementType, (t) => ({
  outcome: t.field({
    type: OutcomeEnum,
    nullable: true,
    description: 'What was decided; null where it is no decision.',
    resolve: ({ outcome }) => outcome,
  }),
  invoice: t.exposeString('invoice', {
    nullable: true,
    description: 'The provider’s number of the bill; null where there is none.',
  }),
  dueOn: t.field({
    type: 'PlainDate',
    nullable: true,
    description: 'The day it was due; null where none was said.',
    resolve: ({ dueDay }) => dueDay,
  }),
  firstDay: t.field({
    type: 'PlainDate',
    nullable: true,
    description: 'The first day that it is for; null where none was said.',
    resolve: ({ coversFrom }) => coversFrom,
  }),
  lastDay: t.field({
    type: 'PlainDate',
    nullable: true,
    description: 'The last day that it is for; null where none was said.',
    resolve: ({ coversUntil }) => (coversUntil === null ? null : addDays(coversUntil, -1)),
  }),
  about: t.field({
    type: MovementType,
    nullable: true,
    description: 'The earlier movement that it ends, pays, gives back or decides; else null.',
    resolve: (movement, _args, context) => beside(context, movement, movement.about),
  }),
  endedBy: t.field({
    type: MovementType,
    nullable: true,
    description: 'What settled, released or decided it; null while it waits, or never did.',
    resolve: (movement, _args, context) => beside(context, movement, movement.endedBy),
  }),
}));

export const MovementConnection = connectionOf<Movement>('Movement', MovementType);

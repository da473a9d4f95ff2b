import DataLoader from 'dataloader';
import type { VisiblePerson } from '../src/people/visible.ts';
import {
  type AskedStatement,
  type FoundStatement,
  statementsOf,
} from '../src/statements/service.ts';
import type {
  Bought,
  InBySource,
  OpenHold,
  OutByPurpose,
  StatementRecharge,
  StatementRow,
} from '../src/statements/statement.ts';
import { SELF } from '../src/streams/stream.ts';
import { builder } from './builder.ts';
import { badInput } from './connection.ts';
import type { Context } from './context.ts';
import { Money } from './money.ts';
import { PurposeType } from './movement.ts';
import { PersonType } from './person.ts';
import { OrganisationType, StreamType } from './stream.ts';

const StatementMovementType = builder.objectRef<StatementRow>('StatementMovement').implement({
  description: 'What one movement did to the money of one source.',
  fields: (t) => ({
    date: t.field({
      type: 'PlainDate',
      description: 'The day it took effect.',
      resolve: ({ date }) => date,
    }),
    description: t.exposeString('description', { description: 'What it was, in plain words.' }),
    in: t.field({
      type: Money,
      description: 'What came in; nothing where it went out.',
      resolve: (row) => ({ pence: row.in }),
    }),
    out: t.field({
      type: Money,
      description: 'What went out; nothing where it came in.',
      resolve: (row) => ({ pence: row.out }),
    }),
    balance: t.field({
      type: Money,
      description: 'What is held after it, over all sources shown.',
      resolve: ({ balance }) => ({ pence: balance }),
    }),
    source: t.field({
      type: StreamType,
      nullable: true,
      description: 'Whose money it is; null of a payment that nobody answers for yet.',
      resolve: ({ source }) => source,
    }),
    payee: t.exposeString('payee', {
      nullable: true,
      description: 'Who was paid; null where nobody was.',
    }),
  }),
});

const InBySourceType = builder.objectRef<InBySource>('StatementIn').implement({
  description: 'What came in from one source.',
  fields: (t) => ({
    source: t.field({
      type: StreamType,
      nullable: true,
      description: 'The stream; null of what was in question and is no longer.',
      resolve: ({ source }) => source,
    }),
    funder: t.field({
      type: OrganisationType,
      nullable: true,
      description: 'Who funds it; null of what was in question.',
      resolve: ({ funder }) => funder,
    }),
    amount: t.field({
      type: Money,
      description: 'How much.',
      resolve: ({ amount }) => ({ pence: amount }),
    }),
  }),
});

const OutByPurposeType = builder.objectRef<OutByPurpose>('StatementOut').implement({
  description: 'What went out for one purpose to one payee.',
  fields: (t) => ({
    purpose: t.field({
      type: PurposeType,
      nullable: true,
      description: 'What it was spent on; null where it was not spent.',
      resolve: ({ purpose }) => purpose,
    }),
    payee: t.exposeString('payee', {
      nullable: true,
      description: 'Who was paid; null where nobody was.',
    }),
    amount: t.field({
      type: Money,
      description: 'How much.',
      resolve: ({ amount }) => ({ pence: amount }),
    }),
  }),
});

const StatementHoldType = builder.objectRef<OpenHold>('StatementHold').implement({
  description: 'Money that was promised and not paid by the last day.',
  fields: (t) => ({
    placedOn: t.field({
      type: 'PlainDate',
      description: 'The day it was promised.',
      resolve: ({ placedOn }) => placedOn,
    }),
    dueOn: t.field({
      type: 'PlainDate',
      nullable: true,
      description: 'When it is to be paid; null where that is not said.',
      resolve: ({ dueOn }) => dueOn,
    }),
    payee: t.exposeString('payee', { nullable: true, description: 'Whom it is promised to.' }),
    purpose: t.field({
      type: PurposeType,
      nullable: true,
      description: 'What it is for.',
      resolve: ({ purpose }) => purpose,
    }),
    invoice: t.exposeString('invoice', {
      nullable: true,
      description: 'The number of the bill; null where it is none.',
    }),
    amount: t.field({
      type: Money,
      description: 'What of it is still promised.',
      resolve: ({ amount }) => ({ pence: amount }),
    }),
  }),
});

const StatementRechargeType = builder.objectRef<StatementRecharge>('StatementRecharge').implement({
  description:
    'What one funder bears more of, or less, of what was spent: between funders alone. It is no payment to the person nor from them, and moves nothing of what is held.',
  fields: (t) => ({
    date: t.field({
      type: 'PlainDate',
      description: 'The day it took effect.',
      resolve: ({ date }) => date,
    }),
    source: t.field({
      type: StreamType,
      nullable: true,
      description: 'Of which stream.',
      resolve: ({ source }) => source,
    }),
    funder: t.field({
      type: OrganisationType,
      nullable: true,
      description: 'Who bears it; null of the person themself, who was charged for it before.',
      resolve: ({ funder }) => (funder.code === SELF ? null : funder),
    }),
    amount: t.field({
      type: Money,
      description: 'How much more; below zero where less.',
      resolve: ({ amount }) => ({ pence: amount }),
    }),
    firstDay: t.field({
      type: 'PlainDate',
      nullable: true,
      description: 'The first day that it is for; null where it is for none in particular.',
      resolve: ({ change }) => change.covers?.firstDay ?? null,
    }),
    lastDay: t.field({
      type: 'PlainDate',
      nullable: true,
      description: 'The last day that it is for.',
      resolve: ({ change }) => change.covers?.lastDay ?? null,
    }),
    reason: t.string({
      nullable: true,
      description: 'Why, in the words of whoever decided it.',
      resolve: ({ change }) => change.reason,
    }),
    words: t.exposeString('words', { description: 'All of it in words.' }),
  }),
});

const StatementBoughtType = builder.objectRef<Bought>('StatementBought').implement({
  description: 'What a funder spent itself on care that it buys for the person; it was never held.',
  fields: (t) => ({
    date: t.field({
      type: 'PlainDate',
      description: 'The day it took effect.',
      resolve: ({ date }) => date,
    }),
    description: t.exposeString('description', { description: 'What it was, in plain words.' }),
    amount: t.field({
      type: Money,
      description: 'How much; below zero where it was given back.',
      resolve: ({ amount }) => ({ pence: amount }),
    }),
    source: t.field({
      type: StreamType,
      nullable: true,
      description: 'Whose money it is; null where nobody answers for it yet.',
      resolve: ({ source }) => source,
    }),
    payee: t.exposeString('payee', { nullable: true, description: 'Who was paid.' }),
  }),
});

export const StatementType = builder.objectRef<FoundStatement>('Statement').implement({
  description:
    'Money held for a person over some days, every pound with its source. What is brought forward and what came in, less what went out, is carried forward.',
  fields: (t) => ({
    number: t.string({
      description:
        'Its days and its version: the same number is the same statement to the letter, with what lies ahead, whenever it is asked for. Days that are still to come are no part of it.',
      resolve: ({ statement }) => statement.number,
    }),
    version: t.int({
      description:
        'How many times anything had been recorded that it follows from: movements, payments that are expected, support, assessments and reviews. Give it with the days of the number to have this statement again.',
      resolve: ({ statement }) => statement.version,
    }),
    leftOut: t.string({
      nullable: true,
      description:
        'What is not told to whoever reads it, in the same words for every person; null where nothing is left out.',
      resolve: ({ leftOut }) => leftOut,
    }),
    broughtForward: t.field({
      type: Money,
      description: 'What was held before the first day.',
      resolve: ({ statement }) => ({ pence: statement.broughtForward }),
    }),
    moneyIn: t.field({
      type: Money,
      description: 'All that came in.',
      resolve: ({ statement }) => ({ pence: statement.moneyIn }),
    }),
    moneyInBySource: t.field({
      type: [InBySourceType],
      description: 'The same by whose money it is, in order of stream and funder.',
      resolve: ({ statement }) => [...statement.moneyInBySource],
    }),
    moneyOut: t.field({
      type: Money,
      description: 'All that went out.',
      resolve: ({ statement }) => ({ pence: statement.moneyOut }),
    }),
    moneyOutByPurpose: t.field({
      type: [OutByPurposeType],
      description: 'The same by what it was for and who was paid, in order of purpose and payee.',
      resolve: ({ statement }) => [...statement.moneyOutByPurpose],
    }),
    movedWithin: t.field({
      type: Money,
      description:
        'What both moneyIn and moneyOut hold of money that only changed its place: from one of the person’s accounts to another, or from what was in question to the source that answers for it.',
      resolve: ({ statement }) => ({ pence: statement.movedWithin }),
    }),
    carriedForward: t.field({
      type: Money,
      description: 'What was held after the last day.',
      resolve: ({ statement }) => ({ pence: statement.carriedForward }),
    }),
    movements: t.field({
      type: [StatementMovementType],
      description: 'Oldest first, one for each source.',
      resolve: ({ statement }) => [...statement.movements],
    }),
  }),
});

/** How things stood on the last day, and what is told beside it. */
builder.objectFields(StatementType, (t) => ({
  setAside: t.field({
    type: Money,
    description: 'Of what is carried forward, what is kept for the unforeseen.',
    resolve: ({ statement }) => ({ pence: statement.setAside }),
  }),
  promised: t.field({
    type: Money,
    description: 'Of what is carried forward, what is promised and not paid yet.',
    resolve: ({ statement }) => ({ pence: statement.promised }),
  }),
  holds: t.field({
    type: [StatementHoldType],
    description: 'What is promised, in order of the day it was; adds up to `promised`.',
    resolve: ({ statement }) => [...statement.holds],
  }),
  inQuestion: t.field({
    type: Money,
    description: 'Payments that nobody answers for yet: nothing, or below zero.',
    resolve: ({ statement }) => ({ pence: statement.inQuestion }),
  }),
  recharges: t.field({
    type: [StatementRechargeType],
    description:
      'Apart from payments: which funder bears more or less of what was spent, one for each funder.',
    resolve: ({ statement }) => [...statement.recharges],
  }),
  bought: t.field({
    type: [StatementBoughtType],
    description: 'Care that funders bought themselves; in no sum of this statement.',
    resolve: ({ statement }) => [...statement.bought],
  }),
}));

/** One request's readers, by the days asked for: what a page asks for is read together. */
const kept = new WeakMap<Context, Map<string, DataLoader<VisiblePerson, FoundStatement>>>();

function loaderOf(
  context: Context,
  asked: AskedStatement,
): DataLoader<VisiblePerson, FoundStatement> {
  const own = kept.get(context) ?? new Map<string, DataLoader<VisiblePerson, FoundStatement>>();
  kept.set(context, own);
  const key = `${asked.from} ${asked.to} ${asked.version} ${asked.since}`;
  const loader =
    own.get(key) ??
    new DataLoader<VisiblePerson, FoundStatement>((people) => read(context, people, asked), {
      maxBatchSize: 100,
    });
  own.set(key, loader);
  return loader;
}

async function read(
  context: Context,
  people: readonly VisiblePerson[],
  asked: AskedStatement,
): Promise<FoundStatement[]> {
  const { hub, viewer, today } = context;
  const found = await statementsOf(hub.serving, viewer, people, asked, today);
  for (const [at, { accounts }] of found.entries()) {
    const streams = accounts.flatMap(({ sources }) => sources.map(({ stream }) => stream.code));
    context.tells(people[at] as VisiblePerson, streams);
  }
  return found;
}

builder.objectField(PersonType, 'statement', (t) =>
  t.field({
    type: StatementType,
    description: 'What moved of the money held for them over some days, and what lay ahead then.',
    args: {
      from: t.arg({ type: 'PlainDate', required: true, description: 'The first day.' }),
      to: t.arg({
        type: 'PlainDate',
        required: true,
        description: 'The last day; of days still to come the statement ends today.',
      }),
      version: t.arg.int({ description: 'As it was at that version; left out: as it is now.' }),
      since: t.arg.int({
        description:
          'The version of the statement before it, for what changed since; left out: as it was when the day before the first was over.',
      }),
    },
    resolve: (person, { from, to, version, since }, context) => {
      if (to < from) throw badInput('to is before from');
      if (typeof version === 'number' && version < 0) throw badInput('version is below nought');
      if (typeof since === 'number' && since < 0) throw badInput('since is below nought');
      const told = { version: version ?? null, since: since ?? null };
      return loaderOf(context, { from, to, ...told }).load(person);
    },
  }),
);

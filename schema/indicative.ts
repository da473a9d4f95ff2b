import DataLoader from 'dataloader';
import { ORIGINS } from '../src/budgets/in-force.ts';
import type {
  FunderSum,
  IndicativeBudget,
  IndicativeCeiling,
  IndicativeLine,
} from '../src/budgets/indicative.ts';
import { type AskedIndicative, indicativeBudgetsOf } from '../src/budgets/indicative-service.ts';
import { ActivityRefused } from '../src/currencies/activity.ts';
import type { Tariff } from '../src/currencies/tariff.ts';
import type { VisiblePerson } from '../src/people/visible.ts';
import { lastDay } from '../src/values/period.ts';
import { addDays } from '../src/values/plain-date.ts';
import { builder } from './builder.ts';
import { badInput } from './connection.ts';
import type { Context } from './context.ts';
import { SharedFundingType } from './funding.ts';
import { BasisEnum, CurrencyType, StepType, shown } from './line.ts';
import { Money, money } from './money.ts';
import { PersonType } from './person.ts';
import { OrganisationType, StreamType } from './stream.ts';
import { readWhatIfs, WhatIfInput } from './what-if.ts';

const OriginEnum = builder.enumType('IndicativeOrigin', {
  description:
    'IN_FORCE: from what is in force on the first day. WHAT_IF: from what was asked to be assumed.',
  values: ORIGINS,
});

const TariffVersionType = builder.objectRef<Tariff>('TariffVersion').implement({
  description: 'Which version of a price was used; says nothing of what it is a price of.',
  fields: (t) => ({
    source: t.exposeString('source', { description: 'Where the price was read.' }),
    knownFrom: t.field({
      type: 'PlainDate',
      description: 'The day from which it was known.',
      resolve: ({ knownFrom }) => knownFrom,
    }),
    firstDay: t.field({
      type: 'PlainDate',
      description: 'The first day it is in force.',
      resolve: ({ days }) => days.from,
    }),
    lastDay: t.field({
      type: 'PlainDate',
      nullable: true,
      description: 'The last day it is in force; null where it runs on.',
      resolve: ({ days }) => (days.until === null ? null : addDays(days.until, -1)),
    }),
    illustrative: t.exposeBoolean('illustrative', {
      description: 'True where nobody pays by it.',
    }),
  }),
});

const IndicativeLineType = builder.objectRef<IndicativeLine>('IndicativeLine').implement({
  description: 'What one thing would come to over the twelve months, or why nobody can say.',
  fields: (t) => ({
    origin: t.field({
      type: OriginEnum,
      description: 'Whether it is in force or assumed.',
      resolve: ({ origin }) => origin,
    }),
    basis: t.field({
      type: BasisEnum,
      description: 'RECURRING a rate, ACTIVITY a mental health cluster.',
      resolve: ({ basis }) => basis,
    }),
    stream: t.field({
      type: StreamType,
      description: 'The stream.',
      resolve: ({ stream }) => stream,
    }),
    funder: t.field({
      type: OrganisationType,
      nullable: true,
      description: 'Whose money it would be; null where nothing says who would pay.',
      resolve: ({ funder }) => funder,
    }),
    description: t.exposeString('description', { description: 'What it is for, in plain words.' }),
    firstDay: t.field({
      type: 'PlainDate',
      description: 'The first day it is priced for.',
      resolve: ({ days }) => days.from,
    }),
    lastDay: t.field({
      type: 'PlainDate',
      description: 'The last day it is priced for.',
      resolve: ({ days }) => lastDay(days),
    }),
    amount: t.field({
      type: Money,
      nullable: true,
      description: 'What it comes to, rounded once; null where there is no price.',
      resolve: ({ amount }) => money(amount),
    }),
    reason: t.exposeString('reason', {
      nullable: true,
      description: 'Why it has no price; null where it has one.',
    }),
  }),
});

builder.objectFields(IndicativeLineType, (t) => ({
  currency: t.field({
    type: CurrencyType,
    nullable: true,
    description: 'What is paid for, where a payment system names it.',
    resolve: ({ currency }, _args, context) => shown(currency, context),
  }),
  tariffs: t.field({
    type: [TariffVersionType],
    description: 'The versions of the prices that were used; none where an award’s own rate was.',
    resolve: ({ tariffs }) => [...tariffs],
  }),
  illustrative: t.exposeBoolean('illustrative', {
    description: 'True where a price was used that nobody pays by.',
  }),
  notes: t.exposeStringList('notes', {
    description: 'What a reader must be told, such as days on which another price stands in.',
  }),
  sharedFunding: t.field({
    type: SharedFundingType,
    nullable: true,
    description: 'Set where funders share the cost: this line is one funder’s part of it.',
    resolve: ({ share }) => share,
  }),
  working: t.field({
    type: [StepType],
    description: 'How the amount was worked out.',
    resolve: ({ currency, working }, _args, context) => {
      if (!currency || !context.mayReadClinical()) return [...working];
      return [...working, { step: `Currency of scheme ${currency.scheme}`, result: currency.code }];
    },
  }),
}));

const IndicativeCeilingType = builder.objectRef<IndicativeCeiling>('IndicativeCeiling').implement({
  description: 'A ceiling in force on the first day, over its whole award; in no sum.',
  fields: (t) => ({
    stream: t.field({
      type: StreamType,
      description: 'The stream.',
      resolve: ({ stream }) => stream,
    }),
    funder: t.field({
      type: OrganisationType,
      description: 'Whose money it is.',
      resolve: ({ funder }) => funder,
    }),
    element: t.string({
      description: 'What may be claimed for.',
      resolve: ({ ceiling }) => ceiling.element,
    }),
    lastDay: t.field({
      type: 'PlainDate',
      description: 'Last day of the award.',
      resolve: ({ ceiling }) => lastDay(ceiling.days),
    }),
    ceiling: t.field({
      type: Money,
      description: 'The most that may be claimed.',
      resolve: ({ ceiling }) => ({ pence: ceiling.ceiling }),
    }),
    claimed: t.field({
      type: Money,
      description: 'Claimed so far, paid or not.',
      resolve: ({ ceiling }) => ({ pence: ceiling.claimed }),
    }),
    leftToClaim: t.field({
      type: Money,
      description: 'Ceiling less claimed.',
      resolve: ({ ceiling }) => ({ pence: ceiling.leftToClaim }),
    }),
  }),
});

const FunderSumType = builder.objectRef<FunderSum>('FunderSum').implement({
  description: 'What one funder’s priced lines come to.',
  fields: (t) => ({
    funder: t.field({
      type: OrganisationType,
      nullable: true,
      description: 'The funder; null where nothing says who would pay.',
      resolve: ({ funder }) => funder,
    }),
    amount: t.field({
      type: Money,
      nullable: true,
      description: 'The sum; null where none of its lines has a price.',
      resolve: ({ amount }) => money(amount),
    }),
  }),
});

const IndicativeBudgetType = builder.objectRef<IndicativeBudget>('IndicativeBudget').implement({
  description:
    'What twelve months would come to by what is in force on their first day, or is assumed. Nobody has agreed it, and nothing of it is stored.',
  fields: (t) => ({
    firstDay: t.field({
      type: 'PlainDate',
      description: 'The first day of the twelve months.',
      resolve: ({ days }) => days.from,
    }),
    lastDay: t.field({
      type: 'PlainDate',
      description: 'The last day of the twelve months.',
      resolve: ({ days }) => lastDay(days),
    }),
    lines: t.field({
      type: [IndicativeLineType],
      description: 'The lines, in the order of the streams.',
      resolve: ({ lines }) => [...lines],
    }),
    ceilings: t.field({
      type: [IndicativeCeilingType],
      description: 'Ceilings in force on the first day; in no sum.',
      resolve: ({ ceilings }) => [...ceilings],
    }),
    beside: t.field({
      type: [IndicativeLineType],
      description: 'Benefits owed by right, which no plan can redirect; in no sum.',
      resolve: ({ entitlements }) => [...entitlements],
    }),
    total: t.field({
      type: Money,
      nullable: true,
      description: 'The sum of the priced lines; null where none has a price.',
      resolve: ({ total }) => money(total),
    }),
    complete: t.exposeBoolean('complete', { description: 'False when a line has no price.' }),
    byFunder: t.field({
      type: [FunderSumType],
      description: 'The total by funder.',
      resolve: ({ byFunder }) => [...byFunder],
    }),
  }),
});

/** One request's readers: all that a page asks for alike are read together. */
const loaders = new WeakMap<Context, Map<string, DataLoader<VisiblePerson, IndicativeBudget>>>();

async function read(
  context: Context,
  person: VisiblePerson,
  asked: AskedIndicative,
): Promise<IndicativeBudget> {
  const own =
    loaders.get(context) ?? new Map<string, DataLoader<VisiblePerson, IndicativeBudget>>();
  loaders.set(context, own);
  const key = JSON.stringify(asked, (_, value) => (typeof value === 'bigint' ? `${value}` : value));
  const loader =
    own.get(key) ??
    new DataLoader<VisiblePerson, IndicativeBudget>(
      (people) => indicativeBudgetsOf(context.hub.serving, people, asked),
      { maxBatchSize: 100 },
    );
  own.set(key, loader);
  try {
    const budget = await loader.load(person);
    const { lines, ceilings, entitlements } = budget;
    const told = [...lines, ...ceilings, ...entitlements];
    context.tells(
      person,
      told.map(({ stream }) => stream.code),
    );
    return budget;
  } catch (error) {
    if (!(error instanceof ActivityRefused)) throw error;
    throw badInput(`whatIf: ${error.field} ${error.message}`);
  }
}

builder.objectField(PersonType, 'indicativeBudget', (t) =>
  t.field({
    type: IndicativeBudgetType,
    description:
      'What twelve months would come to by what is in force on their first day, by the tariffs loaded.',
    args: {
      from: t.arg({ type: 'PlainDate', required: true, description: 'The first day.' }),
      knownAt: t.arg({
        type: 'PlainDate',
        required: false,
        description:
          'By deliveries, prices and decisions as known by the end of this day; left out: known now.',
      }),
      whatIf: t.arg({
        type: [WhatIfInput],
        required: false,
        description: 'What to assume instead, one after the other; nothing of it is stored.',
      }),
    },
    resolve: (person, { from, knownAt, whatIf }, context) =>
      read(context, person, {
        from,
        knownAt: knownAt ?? null,
        whatIfs: readWhatIfs(whatIf ?? []),
      }),
  }),
);

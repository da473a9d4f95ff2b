import DataLoader from 'dataloader';
import { TOPPED_UP_STREAM, topUpsFor } from '../src/charging/read-top-ups.ts';
import { recordTopUp } from '../src/charging/record-top-up.ts';
import { ChargingRefused } from '../src/charging/refusals.ts';
import {
  type RecordedTopUp,
  type StandingTopUp,
  standingTopUps,
  TOP_UP_PAYERS,
  type TopUpWithin,
  topUpWithin,
} from '../src/charging/top-up.ts';
import type { VisiblePerson } from '../src/people/visible.ts';
import { daysOf } from '../src/values/financial-year.ts';
import type { PersonId } from '../src/values/ids.ts';
import { fromFirstToLast, lastDay } from '../src/values/period.ts';
import { addDays } from '../src/values/plain-date.ts';
import { StreamBudgetType } from './budget.ts';
import { builder } from './builder.ts';
import { badInput } from './connection.ts';
import type { Context } from './context.ts';
import { forAssessors } from './financial-assessment.ts';
import { Money, money } from './money.ts';
import { keyOf, PersonBy } from './person.ts';
import { Refusal, type Refused } from './refusal.ts';
import { OrganisationType } from './stream.ts';

const PayerEnum = builder.enumType('TopUpPayer', {
  description: 'Who pays, by what they are to the person: nobody’s name is held.',
  values: TOP_UP_PAYERS,
});

interface ShownTopUp {
  readonly topUp: StandingTopUp;
  readonly within: TopUpWithin;
}

const TopUpType = builder.objectRef<ShownTopUp>('TopUp').implement({
  description:
    'What somebody else pays for a dearer home than the personal budget buys: neither awarded nor the person’s contribution, and in no total.',
  fields: (t) => ({
    id: t.id({ description: 'Opaque id.', resolve: ({ topUp }) => topUp.id }),
    payer: t.field({ type: PayerEnum, description: 'Who.', resolve: ({ topUp }) => topUp.payer }),
    weekly: t.field({
      type: Money,
      description: 'A week.',
      resolve: ({ topUp }) => ({ pence: topUp.weekly }),
    }),
    firstDay: t.field({
      type: 'PlainDate',
      description: 'The first of its days in the year.',
      resolve: ({ within }) => within.days.from,
    }),
    lastDay: t.field({
      type: 'PlainDate',
      description: 'The last of its days in the year.',
      resolve: ({ within }) => lastDay(within.days),
    }),
    amount: t.field({
      type: Money,
      description: 'Over those days, rounded once.',
      resolve: ({ within }) => ({ pence: within.amount }),
    }),
  }),
});

/** One request's readers: what a page asks for is read together. */
const loaders = new WeakMap<Context, DataLoader<VisiblePerson, RecordedTopUp[]>>();

function loaderOf(context: Context): DataLoader<VisiblePerson, RecordedTopUp[]> {
  const own =
    loaders.get(context) ??
    new DataLoader<VisiblePerson, RecordedTopUp[]>(
      (people) => topUpsFor(context.hub.serving, people),
      { maxBatchSize: 100 },
    );
  loaders.set(context, own);
  return own;
}

builder.objectField(StreamBudgetType, 'topUps', (t) =>
  t.field({
    type: [TopUpType],
    description:
      'What others pay beside these lines for a dearer home, by what was recorded by then; in no figure and no total.',
    resolve: async (budget, _args, context) => {
      const found = context.askedFor(budget);
      if (!found || budget.stream.code !== TOPPED_UP_STREAM) return [];
      const { year, knownAt } = found.asked;
      const all = await loaderOf(context).load(found.person);
      return standingTopUps(all, budget.funder.code, knownAt).flatMap((topUp) => {
        const within = topUpWithin(topUp, daysOf(year));
        return within ? [{ topUp, within }] : [];
      });
    },
  }),
);

const RecordedType = builder.objectRef<RecordedTopUp>('RecordedTopUp').implement({
  description: 'What was recorded of a top-up; never changed.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Opaque id.' }),
    council: t.field({
      type: OrganisationType,
      description: 'The council that arranges the home.',
      resolve: ({ council }) => council,
    }),
    payer: t.field({
      type: PayerEnum,
      nullable: true,
      description: 'Who; null where nobody pays from the first day on.',
      resolve: ({ paid }) => paid?.payer ?? null,
    }),
    weekly: t.field({
      type: Money,
      nullable: true,
      description: 'A week; null where nobody pays from the first day on.',
      resolve: ({ paid }) => money(paid?.weekly ?? null),
    }),
    firstDay: t.field({
      type: 'PlainDate',
      description: 'The first day.',
      resolve: ({ days }) => days.from,
    }),
    lastDay: t.field({
      type: 'PlainDate',
      nullable: true,
      description: 'The last day; null where it is open.',
      resolve: ({ days }) => days.until && addDays(days.until, -1),
    }),
  }),
});

type Recorded = { readonly topUp: RecordedTopUp; readonly replayed: boolean };

const TopUpSuccess = builder.objectRef<Recorded>('RecordTopUpSuccess').implement({
  description: 'It is recorded, and stands from its first day on.',
  fields: (t) => ({
    topUp: t.field({ type: RecordedType, description: 'As recorded.', resolve: (r) => r.topUp }),
    replayed: t.exposeBoolean('replayed', {
      description: 'True where this had been recorded before and nothing was written.',
    }),
  }),
});

const TopUpRefusal = builder.objectRef<Refused>('RecordTopUpRefusal').implement({
  description: 'A top-up that was not recorded.',
  interfaces: [Refusal],
});

const TopUpResult = builder.unionType('RecordTopUpResult', {
  description: 'The top-up, or why it was not recorded.',
  types: [TopUpSuccess, TopUpRefusal],
  resolveType: (value) => ('topUp' in value ? 'RecordTopUpSuccess' : 'RecordTopUpRefusal'),
});

const PaidInput = builder.inputType('TopUpPaidInput', {
  description: 'Who pays how much.',
  fields: (t) => ({
    payer: t.field({ type: PayerEnum, required: true, description: 'Who.' }),
    weekly: t.field({ type: 'Pence', required: true, description: 'A week.' }),
  }),
});

const TopUpInput = builder.inputType('RecordTopUpInput', {
  description: 'What somebody else pays a week for a dearer home.',
  fields: (t) => ({
    person: t.field({ type: PersonBy, required: true, description: 'Whose home.' }),
    paid: t.field({
      type: PaidInput,
      description: 'Left out: nobody pays from the first day on.',
    }),
    firstDay: t.field({ type: 'PlainDate', required: true, description: 'The first day.' }),
    lastDay: t.field({ type: 'PlainDate', description: 'The last day; left out: open.' }),
    idempotencyKey: t.string({
      required: true,
      description: 'A key of the caller’s: sent again with the same input it changes nothing.',
    }),
  }),
});

builder.mutationField('recordTopUp', (t) =>
  t.field({
    type: TopUpResult,
    description:
      'Records what somebody else pays for a dearer home, or that nobody does any more; for finance and care teams of the council. It stands instead of that council’s earlier ones from its first day on, and moves no money.',
    args: { input: t.arg({ type: TopUpInput, required: true, description: 'What.' }) },
    resolve: async (_root, { input }, context): Promise<Recorded | Refused> => {
      const { hub, viewer, today } = context;
      const { firstDay, lastDay: last, paid, idempotencyKey } = input;
      if (!paid && last) throw badInput('lastDay is for a top-up that somebody pays');
      const days = { ...fromFirstToLast(firstDay, last ?? null), from: firstDay };
      const request = { person: keyOf(input.person), days, paid: paid ?? null, idempotencyKey };
      try {
        const recorded = await recordTopUp(hub.serving, viewer, request, today);
        if (!recorded) throw forAssessors();
        context.tells({ id: recorded.topUp.personId as PersonId }, [TOPPED_UP_STREAM]);
        return recorded;
      } catch (error) {
        if (!(error instanceof ChargingRefused)) throw error;
        return { code: error.code, message: error.message };
      }
    },
  }),
);

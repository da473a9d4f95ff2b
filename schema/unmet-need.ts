import DataLoader from 'dataloader';
import type { VisiblePerson } from '../src/people/visible.ts';
import { endUnmetNeed } from '../src/plans/end-unmet-need.ts';
import { unmetNeedsFor } from '../src/plans/read-unmet-needs.ts';
import { type NeedOutcome, recordUnmetNeed } from '../src/plans/record-unmet-need.ts';
import {
  COST_PERS,
  END_REASONS,
  type NeedCost,
  type NeedEnd,
  OUTCOMES,
  UNMET_REASONS,
  type UnmetNeed,
} from '../src/plans/unmet-need.ts';
import type { PersonId } from '../src/values/ids.ts';
import { builder } from './builder.ts';
import type { Context } from './context.ts';
import { Money } from './money.ts';
import { keyOf, PersonBy, PersonType } from './person.ts';
import { DecisionRefusal, KEY, orDecisionRefused } from './recorded-award.ts';
import { OrganisationType, StreamType } from './stream.ts';

const OutcomeEnum = builder.enumType('NeedOutcome', {
  description:
    'What a need keeps somebody from: the ten outcomes of SI 2015/313 reg 2(2), and as WELLBEING_… the nine areas of Care Act 2014 s1(2).',
  values: OUTCOMES,
});

const ReasonEnum = builder.enumType('UnmetReason', {
  description:
    'Why a need is not met. NOBODY_OFFERS_IT: what the person wants cannot be bought here. OTHER says why in words.',
  values: UNMET_REASONS,
});

const PerEnum = builder.enumType('NeedCostPer', {
  description: 'How often a need costs its amount.',
  values: COST_PERS,
});

const EndReasonEnum = builder.enumType('UnmetNeedEndReason', {
  description: 'Why a need is unmet no longer; one RECORDED_IN_ERROR never was.',
  values: END_REASONS,
});

const CostType = builder.objectRef<NeedCost>('NeedCost').implement({
  description: 'What meeting a need costs, and how much of that nobody pays.',
  fields: (t) => ({
    assessed: t.field({
      type: Money,
      description: 'What it was assessed to cost.',
      resolve: ({ assessed }) => ({ pence: assessed }),
    }),
    unmet: t.field({
      type: Money,
      description: 'How much of it nobody pays: above nothing, at most all of it.',
      resolve: ({ unmet }) => ({ pence: unmet }),
    }),
    per: t.field({ type: PerEnum, description: 'How often.', resolve: ({ per }) => per }),
  }),
});

const EndType = builder.objectRef<NeedEnd>('UnmetNeedEnd').implement({
  description: 'That a need is unmet no longer; never changed.',
  fields: (t) => ({
    reason: t.field({ type: EndReasonEnum, description: 'Why.', resolve: ({ reason }) => reason }),
    day: t.field({
      type: 'PlainDate',
      description: 'The first day on which it is unmet no more.',
      resolve: ({ on }) => on,
    }),
    recordedAt: t.field({
      type: 'DateTime',
      description: 'When that was recorded.',
      resolve: ({ recordedAt }) => recordedAt,
    }),
  }),
});

const UnmetNeedType = builder.objectRef<UnmetNeed>('UnmetNeed').implement({
  description: 'A need of a person that is not met; never changed, only ended.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Opaque id.' }),
    outcome: t.field({
      type: OutcomeEnum,
      description: 'What it keeps them from.',
      resolve: ({ outcome }) => outcome,
    }),
    need: t.exposeString('need', { description: 'The need, in a few plain words.' }),
    stream: t.field({
      type: StreamType,
      nullable: true,
      description: 'Which stream would meet it; null where nobody has said.',
      resolve: ({ stream }) => stream,
    }),
    cost: t.field({
      type: CostType,
      nullable: true,
      description: 'What meeting it costs; null where that is not known, which is not nothing.',
      resolve: ({ cost }) => cost,
    }),
    reason: t.field({
      type: ReasonEnum,
      description: 'Why it is not met.',
      resolve: ({ reason }) => reason,
    }),
    reasonWords: t.exposeString('reasonWords', {
      nullable: true,
      description: 'The reason in words; there where it is OTHER.',
    }),
    firstDay: t.field({
      type: 'PlainDate',
      description: 'The first day on which it was unmet.',
      resolve: ({ from }) => from,
    }),
    organisation: t.field({
      type: OrganisationType,
      description: 'Whose care team recorded it.',
      resolve: ({ organisation }) => organisation,
    }),
    recordedAt: t.field({
      type: 'DateTime',
      description: 'When it was recorded.',
      resolve: ({ recordedAt }) => recordedAt,
    }),
    ended: t.field({
      type: EndType,
      nullable: true,
      description: 'Why and from when it is unmet no longer; null while it is.',
      resolve: ({ ended }) => ended,
    }),
  }),
});

/** One request's readers: what a page asks for is read together. */
const loaders = new WeakMap<Context, DataLoader<VisiblePerson, UnmetNeed[]>>();

function loaderOf(context: Context): DataLoader<VisiblePerson, UnmetNeed[]> {
  const { hub, viewer } = context;
  const own =
    loaders.get(context) ??
    new DataLoader<VisiblePerson, UnmetNeed[]>(
      (people) => unmetNeedsFor(hub.serving, viewer, people),
      { maxBatchSize: 100 },
    );
  loaders.set(context, own);
  return own;
}

/** The person can see that what they need was looked at. */
function tells(context: Context, personId: string, needs: readonly UnmetNeed[]): void {
  context.tells(
    { id: personId as PersonId },
    needs.flatMap(({ stream }) => stream?.code ?? []),
  );
}

builder.objectField(PersonType, 'unmetNeeds', (t) =>
  t.field({
    type: [UnmetNeedType],
    description:
      'Needs that were recorded as not met, ended ones too, in the order recorded; a viewer is told those of their own organisation and of the streams they are shown.',
    resolve: async (person, _args, context) => {
      const needs = await loaderOf(context).load(person);
      tells(context, person.id, needs);
      return needs;
    },
  }),
);

const successOf = (name: string, description: string) =>
  builder.objectRef<NeedOutcome>(name).implement({
    description,
    fields: (t) => ({
      unmetNeed: t.field({
        type: UnmetNeedType,
        description: 'As it stands.',
        resolve: ({ unmetNeed }) => unmetNeed,
      }),
      replayed: t.exposeBoolean('replayed', {
        description: 'True where this had been done before by the same key; nothing was written.',
      }),
    }),
  });

const resultOf = (name: string, success: string, type: ReturnType<typeof successOf>) =>
  builder.unionType(name, {
    description: 'The need, or why nothing was recorded.',
    types: [type, DecisionRefusal],
    resolveType: (value) => ('unmetNeed' in value ? success : 'DecisionRefusal'),
  });

const RECORD = 'RecordUnmetNeedSuccess';
const END = 'EndUnmetNeedSuccess';
const RecordResult = resultOf(
  'RecordUnmetNeedResult',
  RECORD,
  successOf(RECORD, 'The need is recorded.'),
);
const EndResult = resultOf('EndUnmetNeedResult', END, successOf(END, 'The need is ended.'));

const RecordInput = builder.inputType('RecordUnmetNeedInput', {
  description:
    'A need that is not met. Its cost is said by all three of assessedCost, unmetAmount and per; left out, it is not known.',
  fields: (t) => ({
    person: t.field({ type: PersonBy, required: true, description: 'Whose need it is.' }),
    outcome: t.field({
      type: OutcomeEnum,
      required: true,
      description: 'What it keeps them from.',
    }),
    need: t.string({
      required: true,
      description:
        'The need, in a few plain words, at most 300 characters; never a diagnosis, for others read it.',
    }),
    stream: t.string({ description: 'The code of the stream that would meet it, where known.' }),
    assessedCost: t.field({ type: 'Pence', description: 'What meeting it costs.' }),
    unmetAmount: t.field({
      type: 'Pence',
      description: 'How much of that nobody pays: above nothing, at most all of it.',
    }),
    per: t.field({ type: PerEnum, description: 'How often both are.' }),
    reason: t.field({ type: ReasonEnum, required: true, description: 'Why it is not met.' }),
    reasonWords: t.string({ description: 'Why, in words; needed where the reason is OTHER.' }),
    firstDay: t.field({
      type: 'PlainDate',
      required: true,
      description: 'The first day on which it was unmet; at most today.',
    }),
    idempotencyKey: t.string({ required: true, description: KEY }),
  }),
});

const EndInput = builder.inputType('EndUnmetNeedInput', {
  description: 'That a need is unmet no longer.',
  fields: (t) => ({
    unmetNeed: t.id({ required: true, description: 'Which.' }),
    reason: t.field({ type: EndReasonEnum, required: true, description: 'Why.' }),
    day: t.field({
      type: 'PlainDate',
      required: true,
      description:
        'The first day on which it is unmet no more; at most today, and no earlier than its first.',
    }),
    idempotencyKey: t.string({ required: true, description: KEY }),
  }),
});

async function told(context: Context, work: Promise<NeedOutcome>): Promise<NeedOutcome> {
  const outcome = await work;
  tells(context, outcome.unmetNeed.personId, [outcome.unmetNeed]);
  return outcome;
}

builder.mutationFields((t) => ({
  recordUnmetNeed: t.field({
    type: RecordResult,
    description:
      'Records that a need of a person is not met; for care teams, for people with whom they have a relationship.',
    args: { input: t.arg({ type: RecordInput, required: true, description: 'What.' }) },
    resolve: (_root, { input }, context) => {
      const { hub, viewer, today } = context;
      const { person, assessedCost, unmetAmount, firstDay: from, ...said } = input;
      const { stream, per, reasonWords } = said;
      const request = {
        ...{ ...said, from, person: keyOf(person), stream: stream ?? null, per: per ?? null },
        ...{ assessed: assessedCost ?? null, unmet: unmetAmount ?? null },
        reasonWords: reasonWords ?? null,
      };
      return orDecisionRefused(told(context, recordUnmetNeed(hub.serving, viewer, request, today)));
    },
  }),
  endUnmetNeed: t.field({
    type: EndResult,
    description:
      'Ends a need that was recorded as not met, once; for care teams of the organisation that recorded it, for people with whom they have a relationship.',
    args: { input: t.arg({ type: EndInput, required: true, description: 'Which.' }) },
    resolve: (_root, { input }, context) => {
      const { hub, viewer, today } = context;
      const { unmetNeed, reason, day: on, idempotencyKey } = input;
      const request = { unmetNeed, reason, on, idempotencyKey };
      return orDecisionRefused(told(context, endUnmetNeed(hub.serving, viewer, request, today)));
    },
  }),
}));

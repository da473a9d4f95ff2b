import DataLoader from 'dataloader';
import { DECISION_KINDS } from '../src/awards/share.ts';
import { DECISION_STATES, type ShownDecision } from '../src/decisions/decision.ts';
import { decisionsFor } from '../src/decisions/read-decisions.ts';
import type { PostedRecharge } from '../src/decisions/recharges-store.ts';
import { type DecisionOutcome, recordDecision } from '../src/decisions/record-decision.ts';
import type { VisiblePerson } from '../src/people/visible.ts';
import type { OrganisationCode, PersonId } from '../src/values/ids.ts';
import { fromFirstToLast } from '../src/values/period.ts';
import { addDays } from '../src/values/plain-date.ts';
import { builder } from './builder.ts';
import type { Context } from './context.ts';
import { Money } from './money.ts';
import { keyOf, PersonBy, PersonType } from './person.ts';
import { DecisionRefusal, EVIDENCE, KEY, orDecisionRefused } from './recorded-award.ts';
import { OrganisationType, StreamType } from './stream.ts';

const KindEnum = builder.enumType('DecisionKind', {
  description:
    'JOINT a package that funders pay together; SECTION_117 aftercare under the Mental Health Act 1983; CONTINUING_HEALTHCARE NHS continuing healthcare. Of the last two nobody is charged for what is settled.',
  values: DECISION_KINDS,
});

const StateEnum = builder.enumType('DecisionState', {
  description:
    'PROPOSED: shown, and acts on nothing. DISPUTED: one funder pays all of it meanwhile. SETTLED: each funder pays its share.',
  values: DECISION_STATES,
});

const ShareType = builder.objectRef<ShownDecision['shares'][number]>('DecidedShare').implement({
  description: 'One funder’s share of a stream’s cost.',
  fields: (t) => ({
    funder: t.field({
      type: OrganisationType,
      description: 'Whose.',
      resolve: ({ funder }) => funder,
    }),
    percent: t.field({
      type: 'Decimal',
      description: 'In per cent; the shares of a decision come to 100.',
      resolve: ({ percent }) => percent,
    }),
  }),
});

const DecisionType = builder.objectRef<ShownDecision>('FundingDecision').implement({
  description:
    'How funders share the cost of a person’s stream from a day on; never changed. A later one stands instead from its first day on.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Opaque id.' }),
    stream: t.field({
      type: StreamType,
      description: 'Of which stream.',
      resolve: ({ stream }) => stream,
    }),
    kind: t.field({
      type: KindEnum,
      nullable: true,
      description: 'What it is; null of one that was recorded without saying.',
      resolve: ({ kind }) => kind,
    }),
    state: t.field({
      type: StateEnum,
      description: 'Whether it acts, and how.',
      resolve: (each) => each.state,
    }),
    shares: t.field({
      type: [ShareType],
      description: 'The shares, by the funder’s code; in a dispute what they would be.',
      resolve: ({ shares }) => [...shares],
    }),
    interimPayer: t.field({
      type: OrganisationType,
      nullable: true,
      description: 'Who pays all of it while it is disputed; null otherwise.',
      resolve: ({ interimPayer }) => interimPayer,
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

builder.objectFields(DecisionType, (t) => ({
  reason: t.exposeString('reason', { description: 'Why, in words.' }),
  evidence: t.exposeString('evidence', {
    nullable: true,
    description: 'On what it was recorded; null where the operator recorded it.',
  }),
  recordedBy: t.field({
    type: OrganisationType,
    nullable: true,
    description: 'The organisation that recorded it; null where that was the operator.',
    resolve: ({ organisation }) => organisation,
  }),
  recordedAt: t.field({
    type: 'DateTime',
    description: 'When it was recorded.',
    resolve: ({ recordedAt }) => recordedAt,
  }),
  replacedFrom: t.field({
    type: 'PlainDate',
    nullable: true,
    description: 'From this day on a later one stands instead; null while none does.',
    resolve: (each) => each.replacedFrom,
  }),
  endedAt: t.field({
    type: 'DateTime',
    nullable: true,
    description: 'When the operator ended it; null where nobody did.',
    resolve: ({ endedAt }) => endedAt,
  }),
}));

/** One request's readers: what a page asks for is read together. */
const loaders = new WeakMap<Context, DataLoader<VisiblePerson, ShownDecision[]>>();

function loaderOf(context: Context): DataLoader<VisiblePerson, ShownDecision[]> {
  const own =
    loaders.get(context) ??
    new DataLoader<VisiblePerson, ShownDecision[]>(
      (people) => decisionsFor(context.hub.serving, people),
      { maxBatchSize: 100 },
    );
  loaders.set(context, own);
  return own;
}

function tells(context: Context, personId: string, decisions: readonly ShownDecision[]): void {
  context.tells(
    { id: personId as PersonId },
    decisions.map(({ stream }) => stream.code),
  );
}

builder.objectField(PersonType, 'decisions', (t) =>
  t.field({
    type: [DecisionType],
    description:
      'Decisions on how funders share the cost of their streams, in the order recorded, proposed, replaced and ended ones too; a viewer is told what they are shown of the streams.',
    resolve: async (person, _args, context) => {
      const decisions = await loaderOf(context).load(person);
      tells(context, person.id, decisions);
      return decisions;
    },
  }),
);

const RechargeType = builder.objectRef<PostedRecharge>('Recharge').implement({
  description:
    'What one funder gives another, or gives back to the person, for days on which who pays was settled afterwards.',
  fields: (t) => ({
    from: t.field({
      type: OrganisationType,
      description: 'Who bears it from now on.',
      resolve: ({ from }) => from,
    }),
    to: t.field({
      type: OrganisationType,
      description: 'Who had borne it; SELF where it is the person, who gets back a charge.',
      resolve: ({ to }) => to,
    }),
    amount: t.field({
      type: Money,
      description: 'How much.',
      resolve: ({ amount }) => ({ pence: amount }),
    }),
    firstDay: t.field({
      type: 'PlainDate',
      description: 'The first day that it is for.',
      resolve: ({ days }) => days.from,
    }),
    lastDay: t.field({
      type: 'PlainDate',
      description: 'The last day that it is for.',
      resolve: ({ days }) => addDays(days.until, -1),
    }),
    account: t.exposeID('account', { description: 'The account in which it is recorded.' }),
    movement: t.exposeID('movement', { description: 'The movement of kind RECHARGE.' }),
  }),
});

const RecordDecisionSuccess = builder
  .objectRef<DecisionOutcome>('RecordDecisionSuccess')
  .implement({
    description: 'The decision is recorded.',
    fields: (t) => ({
      decision: t.field({
        type: DecisionType,
        description: 'As recorded.',
        resolve: ({ decision }) => decision,
      }),
      recharges: t.field({
        type: [RechargeType],
        description:
          'What it moved between funders, and back to the person, in the order recorded; of a settlement of days that have passed, and only what earlier ones did not move.',
        resolve: ({ recharges }) => [...recharges],
      }),
      unpaid: t.exposeString('unpaid', {
        nullable: true,
        description:
          'In words, the days before it was recorded for which the ledger knows no payment, so that nothing was moved for them; null where there are none.',
      }),
      replayed: t.exposeBoolean('replayed', {
        description:
          'True where this had been recorded before by the same key; nothing was written.',
      }),
    }),
  });

const RecordDecisionResult = builder.unionType('RecordDecisionResult', {
  description: 'The decision, or why it was not recorded.',
  types: [RecordDecisionSuccess, DecisionRefusal],
  resolveType: (value) => ('decision' in value ? 'RecordDecisionSuccess' : 'DecisionRefusal'),
});

const ShareInput = builder.inputType('DecidedShareInput', {
  description: 'One funder’s share.',
  fields: (t) => ({
    funder: t.string({ required: true, description: 'The funder’s organisation code.' }),
    percent: t.field({
      type: 'Decimal',
      required: true,
      description: 'In per cent, above nothing; together exactly 100.',
    }),
  }),
});

const RecordDecisionInput = builder.inputType('RecordDecisionInput', {
  description: 'How funders share the cost of one stream of a person.',
  fields: (t) => ({
    person: t.field({ type: PersonBy, required: true, description: 'Whose stream.' }),
    stream: t.string({ required: true, description: 'The stream’s code; a BUDGET stream.' }),
    kind: t.field({ type: KindEnum, required: true, description: 'What is decided.' }),
    state: t.field({ type: StateEnum, required: true, description: 'Whether it acts, and how.' }),
    shares: t.field({
      type: [ShareInput],
      required: true,
      description: 'All funders, the caller’s organisation among them.',
    }),
    interimPayer: t.string({
      description: 'With DISPUTED only: the funder that pays all of it meanwhile.',
    }),
    firstDay: t.field({
      type: 'PlainDate',
      required: true,
      description: 'The first day, in the past too; at most a year after today.',
    }),
    lastDay: t.field({ type: 'PlainDate', description: 'The last day; left out: open.' }),
    reason: t.string({ required: true, description: 'Why, in words.' }),
    evidence: t.string({ required: true, description: EVIDENCE }),
    idempotencyKey: t.string({ required: true, description: KEY }),
  }),
});

builder.mutationField('recordDecision', (t) =>
  t.field({
    type: RecordDecisionResult,
    description:
      'Records how funders share a stream’s cost, proposed, disputed or settled, and moves between them what is settled of days that have passed; for finance of one of them, and its care teams for people with whom they have a relationship.',
    args: { input: t.arg({ type: RecordDecisionInput, required: true, description: 'What.' }) },
    resolve: (_root, { input }, context) => {
      const { hub, viewer, today } = context;
      const { firstDay, lastDay, shares, ...said } = input;
      const request = {
        ...said,
        person: keyOf(input.person),
        interimPayer: input.interimPayer ?? null,
        shares: shares.map(({ funder, percent }) => ({
          ...{ funder: funder as OrganisationCode, percent },
        })),
        days: { ...fromFirstToLast(firstDay, lastDay ?? null), from: firstDay },
      };
      const work = recordDecision(hub.serving, viewer, request, today).then((outcome) => {
        tells(context, outcome.decision.personId, [outcome.decision]);
        return outcome;
      });
      return orDecisionRefused(work);
    },
  }),
);

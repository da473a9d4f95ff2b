import DataLoader from 'dataloader';
import { toldFor } from '../src/decisions/read-told.ts';
import { recordTold, type ToldOutcome } from '../src/decisions/record-told.ts';
import { TOLD_HOW, type Told } from '../src/decisions/told.ts';
import type { VisiblePerson } from '../src/people/visible.ts';
import type { PersonId } from '../src/values/ids.ts';
import { StreamBudgetType } from './budget.ts';
import { builder } from './builder.ts';
import type { Context } from './context.ts';
import { Money } from './money.ts';
import { keyOf, PersonBy, PersonType } from './person.ts';
import { DecisionRefusal, EVIDENCE, KEY, orDecisionRefused } from './recorded-award.ts';
import { OrganisationType, StreamType } from './stream.ts';

const ToldHowEnum = builder.enumType('ToldHow', {
  description: 'How somebody was told: in writing, by speaking, or online.',
  values: TOLD_HOW,
});

const ToldType = builder.objectRef<Told>('AmountTold').implement({
  description: 'That a person was told how much money they have in a year; never changed.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Opaque id.' }),
    stream: t.field({
      type: StreamType,
      nullable: true,
      description: 'Of which stream; null: of everything that they have.',
      resolve: ({ stream }) => stream,
    }),
    year: t.field({
      type: 'FinancialYear',
      description: 'For which year.',
      resolve: ({ year }) => year,
    }),
    amount: t.field({
      type: Money,
      description: 'What they were told.',
      resolve: ({ amount }) => ({ pence: amount }),
    }),
    on: t.field({ type: 'PlainDate', description: 'The day.', resolve: ({ on }) => on }),
    how: t.field({ type: ToldHowEnum, description: 'How.', resolve: ({ how }) => how }),
    by: t.exposeString('by', { description: 'By whom, in words: the role of whoever said it.' }),
    evidence: t.exposeString('evidence', { description: 'On what it was recorded.' }),
    organisation: t.field({
      type: OrganisationType,
      description: 'Which organisation recorded it.',
      resolve: ({ organisation }) => organisation,
    }),
    recordedAt: t.field({
      type: 'DateTime',
      description: 'When it was recorded.',
      resolve: ({ recordedAt }) => recordedAt,
    }),
  }),
});

/** One request's readers: what a page asks for is read together. */
const loaders = new WeakMap<Context, DataLoader<VisiblePerson, Told[]>>();

function loaderOf(context: Context): DataLoader<VisiblePerson, Told[]> {
  const own =
    loaders.get(context) ??
    new DataLoader<VisiblePerson, Told[]>((people) => toldFor(context.hub.serving, people), {
      maxBatchSize: 100,
    });
  loaders.set(context, own);
  return own;
}

/** The person can see that what they were told was looked at. */
function tells(context: Context, personId: string, told: readonly Told[]): void {
  context.tells(
    { id: personId as PersonId },
    told.flatMap(({ stream }) => stream?.code ?? []),
  );
}

builder.objectField(PersonType, 'told', (t) =>
  t.field({
    type: [ToldType],
    description:
      'When, how and by whom they were told how much money they have, in the order recorded; a viewer is told what they are shown of the streams.',
    resolve: async (person, _args, context) => {
      const told = await loaderOf(context).load(person);
      tells(context, person.id, told);
      return told;
    },
  }),
);

builder.objectField(StreamBudgetType, 'told', (t) =>
  t.field({
    type: ToldType,
    nullable: true,
    description:
      'What the person was told last of this money in this year, beside what was agreed; null where nobody recorded that they were told.',
    resolve: ({ told }) => told ?? null,
  }),
);

const RecordToldSuccess = builder.objectRef<ToldOutcome>('RecordToldSuccess').implement({
  description: 'It is recorded that the person was told.',
  fields: (t) => ({
    told: t.field({ type: ToldType, description: 'As recorded.', resolve: ({ told }) => told }),
    replayed: t.exposeBoolean('replayed', {
      description: 'True where this had been recorded before by the same key; nothing was written.',
    }),
  }),
});

const RecordToldResult = builder.unionType('RecordToldResult', {
  description: 'What was recorded, or why it was not.',
  types: [RecordToldSuccess, DecisionRefusal],
  resolveType: (value) => ('told' in value ? 'RecordToldSuccess' : 'DecisionRefusal'),
});

const RecordToldInput = builder.inputType('RecordToldInput', {
  description: 'That a person was told how much money they have.',
  fields: (t) => ({
    person: t.field({ type: PersonBy, required: true, description: 'Who was told.' }),
    stream: t.string({ description: 'Of which stream; left out: of everything they have.' }),
    year: t.field({ type: 'FinancialYear', required: true, description: 'For which year.' }),
    amount: t.field({
      type: 'Pence',
      required: true,
      description: 'What they were told; nothing is an amount too.',
    }),
    toldOn: t.field({ type: 'PlainDate', required: true, description: 'When; at most today.' }),
    how: t.field({ type: ToldHowEnum, required: true, description: 'How.' }),
    toldBy: t.string({ required: true, description: 'By whom, in words: a role, not a name.' }),
    evidence: t.string({ required: true, description: EVIDENCE }),
    idempotencyKey: t.string({ required: true, description: KEY }),
  }),
});

builder.mutationField('recordTold', (t) =>
  t.field({
    type: RecordToldResult,
    description:
      'Records when, how and by whom a person was told an amount; for finance, and care teams for people with whom they have a relationship.',
    args: { input: t.arg({ type: RecordToldInput, required: true, description: 'What.' }) },
    resolve: (_root, { input }, context) => {
      const { hub, viewer, today } = context;
      const { toldOn: on, toldBy: by, year, amount, how, evidence, idempotencyKey } = input;
      const said = { on, by, year, amount, how, evidence, idempotencyKey };
      const request = { ...said, person: keyOf(input.person), stream: input.stream ?? null };
      const work = recordTold(hub.serving, viewer, request, today).then((outcome) => {
        tells(context, outcome.told.personId, [outcome.told]);
        return outcome;
      });
      return orDecisionRefused(work);
    },
  }),
);

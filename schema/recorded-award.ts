import DataLoader from 'dataloader';
import type { AwardEnd, Superseding } from '../src/awards/award.ts';
import { supersededInWords } from '../src/awards/award.ts';
import { endAward } from '../src/decisions/end-award.ts';
import { type RecordedAward, recordedAwardsFor } from '../src/decisions/read-awards.ts';
import { type AwardOutcome, recordAward } from '../src/decisions/record-award.ts';
import { ASKED_CONTRIBUTIONS } from '../src/decisions/recorded-award.ts';
import { DecisionRefused } from '../src/decisions/refusals.ts';
import type { VisiblePerson } from '../src/people/visible.ts';
import type { PersonId } from '../src/values/ids.ts';
import { fromFirstToLast } from '../src/values/period.ts';
import { addDays } from '../src/values/plain-date.ts';
import { PERS } from '../src/values/rate.ts';
import { builder } from './builder.ts';
import type { Context } from './context.ts';
import { BasisEnum, ModeEnum } from './line.ts';
import { keyOf, PersonBy, PersonType } from './person.ts';
import { Refusal, type Refused } from './refusal.ts';
import { OrganisationType, StreamType } from './stream.ts';

const RatePerEnum = builder.enumType('RatePer', {
  description:
    'What one amount buys. HOUR, DAY and SESSION need the units planned a week; ONCE goes with ONE_OFF.',
  values: PERS,
});

const EndType = builder.objectRef<AwardEnd>('AwardEnd').implement({
  description: 'What its funder recorded of the end of an award.',
  fields: (t) => ({
    lastDay: t.field({
      type: 'PlainDate',
      description: 'The last day on which it counts; the day before its first: it never did.',
      resolve: ({ from }) => addDays(from, -1),
    }),
    reason: t.exposeString('reason', { description: 'Why, in words.' }),
    evidence: t.exposeString('evidence', { description: 'On what it was recorded.' }),
    recordedAt: t.field({
      type: 'DateTime',
      description: 'When it was recorded.',
      resolve: ({ at }) => at,
    }),
  }),
});

const SupersedingType = builder.objectRef<Superseding>('SupersedingFile').implement({
  description: 'The award of a file that counts in place of a recorded one.',
  fields: (t) => ({
    from: t.field({
      type: 'PlainDate',
      description: 'The first day on which the file counts instead.',
      resolve: ({ from }) => from,
    }),
    delivery: t.exposeID('delivery', { description: 'The delivery that brought it.' }),
    row: t.exposeInt('row', { description: 'The data row, counted from 1.' }),
    sender: t.exposeString('sender', { description: 'The organisation that sent it.' }),
    words: t.string({ description: 'Which it is, and why.', resolve: supersededInWords }),
  }),
});

const RecordedAwardType = builder.objectRef<RecordedAward>('RecordedAward').implement({
  description:
    'An award that its funder recorded itself because no file brings it; never changed. It counts in the budget like any other until it is ended or a file of that funder tells it.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Opaque id.' }),
    stream: t.field({
      type: StreamType,
      description: 'Of which stream.',
      resolve: (award) => award.stream,
    }),
    funder: t.field({
      type: OrganisationType,
      description: 'Who awarded and recorded it.',
      resolve: (award) => award.funder,
    }),
    basis: t.field({
      type: BasisEnum,
      description: 'What kind of sum.',
      resolve: (each) => each.basis,
    }),
    mode: t.field({
      type: ModeEnum,
      description: 'Who holds the money.',
      resolve: (each) => each.mode,
    }),
    legalBasis: t.exposeString('legalBasis', { description: 'Under which law it is given.' }),
    reference: t.exposeString('reference', {
      nullable: true,
      description: 'The funder’s reference, by which a file’s award is known to be the same.',
    }),
    description: t.exposeString('description', {
      description: 'What it is for, in plain words that the person reads.',
    }),
    ratePounds: t.field({
      type: 'Decimal',
      description: 'The rate, or the single sum, in pounds.',
      resolve: (award) => award.ratePounds,
    }),
    per: t.field({ type: RatePerEnum, description: 'For what.', resolve: (award) => award.per }),
    unitsPerWeek: t.field({
      type: 'Decimal',
      nullable: true,
      description: 'Units planned a week; null where the rate is for a length of time.',
      resolve: (award) => award.unitsPerWeek,
    }),
    firstDay: t.field({
      type: 'PlainDate',
      description: 'The first day.',
      resolve: ({ days }) => days.from,
    }),
    lastDay: t.field({
      type: 'PlainDate',
      nullable: true,
      description: 'The last day as it was recorded; null where it is open.',
      resolve: ({ days }) => days.until && addDays(days.until, -1),
    }),
  }),
});

builder.objectFields(RecordedAwardType, (t) => ({
  evidence: t.exposeString('evidence', { description: 'On what it was recorded.' }),
  recordedAs: t.string({
    description: 'As what whoever recorded it was signed in.',
    resolve: ({ role }) => role,
  }),
  recordedAt: t.field({
    type: 'DateTime',
    description: 'When it was recorded.',
    resolve: ({ at }) => at,
  }),
  ended: t.field({
    type: EndType,
    nullable: true,
    description: 'What its funder recorded last of its end; null where nothing.',
    resolve: ({ ended }) => ended,
  }),
  superseded: t.field({
    type: SupersedingType,
    nullable: true,
    description: 'What counts in its place and from when; null while nothing does.',
    resolve: ({ superseded }) => superseded,
  }),
}));

/** One request's readers: what a page asks for is read together. */
const loaders = new WeakMap<Context, DataLoader<VisiblePerson, RecordedAward[]>>();

function loaderOf(context: Context): DataLoader<VisiblePerson, RecordedAward[]> {
  const own =
    loaders.get(context) ??
    new DataLoader<VisiblePerson, RecordedAward[]>(
      (people) => recordedAwardsFor(context.hub.serving, people),
      { maxBatchSize: 100 },
    );
  loaders.set(context, own);
  return own;
}

function tells(context: Context, personId: string, awards: readonly RecordedAward[]): void {
  context.tells(
    { id: personId as PersonId },
    awards.map(({ stream }) => stream.code),
  );
}

builder.objectField(PersonType, 'recordedAwards', (t) =>
  t.field({
    type: [RecordedAwardType],
    description:
      'Awards that funders recorded themselves because no file brings them, in the order recorded, also those that have ended or that a file supersedes; a viewer is told what they are shown of the streams.',
    resolve: async (person, _args, context) => {
      const awards = await loaderOf(context).load(person);
      tells(context, person.id, awards);
      return awards;
    },
  }),
);

const REPLAYED = 'True where this had been recorded before by the same key; nothing was written.';

const recorded = (name: string, description: string) =>
  builder.objectRef<AwardOutcome>(name).implement({
    description,
    fields: (t) => ({
      award: t.field({
        type: RecordedAwardType,
        description: 'As it stands now.',
        resolve: ({ award }) => award,
      }),
      replayed: t.exposeBoolean('replayed', { description: REPLAYED }),
    }),
  });

const RecordAwardSuccess = recorded('RecordAwardSuccess', 'The award is recorded.');
const EndAwardSuccess = recorded('EndAwardSuccess', 'The end of the award is recorded.');

export const DecisionRefusal = builder.objectRef<Refused>('DecisionRefusal').implement({
  description: 'An award, a decision, an amount told or an unmet need that was not recorded.',
  interfaces: [Refusal],
});

const RecordAwardResult = builder.unionType('RecordAwardResult', {
  description: 'The award, or why it was not recorded.',
  types: [RecordAwardSuccess, DecisionRefusal],
  resolveType: (value) => ('award' in value ? 'RecordAwardSuccess' : 'DecisionRefusal'),
});

const EndAwardResult = builder.unionType('EndAwardResult', {
  description: 'The award with its end, or why that was not recorded.',
  types: [EndAwardSuccess, DecisionRefusal],
  resolveType: (value) => ('award' in value ? 'EndAwardSuccess' : 'DecisionRefusal'),
});

export const KEY =
  'Made by the caller, 1 to 255 characters: the same input by the same key is answered as before, other input is refused. A refusal does not use it up.';
export const EVIDENCE = 'On what it is recorded, in words: which letter, minute or call.';

const ContributionInput = builder.inputType('RecordedContributionInput', {
  description: 'What the person is asked to pay towards an award.',
  fields: (t) => ({
    kind: t.field({
      type: builder.enumType('RecordedContributionKind', {
        description:
          'NONE: nothing is to be paid. UNKNOWN: nobody says how much; shown as not known and never as nothing. WEEKLY: a sum a week.',
        values: ASKED_CONTRIBUTIONS,
      }),
      required: true,
      description: 'Which.',
    }),
    pounds: t.field({ type: 'Decimal', description: 'A week, in pounds; with WEEKLY only.' }),
  }),
});

const AwardCurrencyInput = builder.inputType('AwardCurrencyInput', {
  description: 'The currency of a payment system from which an award takes its price.',
  fields: (t) => ({
    scheme: t.string({ required: true, description: 'The scheme, such as mental-health-cluster.' }),
    code: t.field({ type: 'Code', required: true, description: 'The code, as the scheme has it.' }),
  }),
});

const RecordAwardInput = builder.inputType('RecordAwardInput', {
  description: 'An award of the caller’s organisation that no file brings.',
  fields: (t) => ({
    person: t.field({ type: PersonBy, required: true, description: 'To whom.' }),
    stream: t.string({ required: true, description: 'The stream’s code; a BUDGET stream.' }),
    funder: t.string({ description: 'The caller’s organisation; left out: the same.' }),
    basis: t.field({
      type: BasisEnum,
      required: true,
      description: 'RECURRING or ONE_OFF; claims and care given are told by files.',
    }),
    mode: t.field({ type: ModeEnum, required: true, description: 'Who holds the money.' }),
    legalBasis: t.string({
      required: true,
      description: 'Under which law, in words; it decides whether a charge is allowed.',
    }),
    reference: t.string({
      description: 'The funder’s own; a file’s award of the same reference supersedes it.',
    }),
    description: t.string({
      required: true,
      description: 'What it is for, in plain words that the person reads; no diagnosis.',
    }),
    ratePounds: t.field({
      type: 'Decimal',
      required: true,
      description: 'In pounds, above nothing; gross of what the person pays.',
    }),
    per: t.field({ type: RatePerEnum, required: true, description: 'For what.' }),
    unitsPerWeek: t.field({
      type: 'Decimal',
      description: 'Units a week; with an hour, a day or a session only.',
    }),
    firstDay: t.field({
      type: 'PlainDate',
      required: true,
      description: 'The first day; at most a year after today.',
    }),
    lastDay: t.field({ type: 'PlainDate', description: 'The last day; left out: open.' }),
    contribution: t.field({
      type: ContributionInput,
      required: true,
      description: 'What the person is asked to pay; refused where the law forbids a charge.',
    }),
    currency: t.field({
      type: AwardCurrencyInput,
      description: 'Care of this currency is then not counted again.',
    }),
    evidence: t.string({ required: true, description: EVIDENCE }),
    idempotencyKey: t.string({ required: true, description: KEY }),
  }),
});

const EndAwardInput = builder.inputType('EndAwardInput', {
  description: 'The end of an award that the caller’s organisation recorded.',
  fields: (t) => ({
    award: t.id({ required: true, description: 'Which, by its id.' }),
    lastDay: t.field({
      type: 'PlainDate',
      required: true,
      description: 'The last day on which it counts; the day before its first: it never did.',
    }),
    reason: t.string({ required: true, description: 'Why, in words.' }),
    evidence: t.string({ required: true, description: EVIDENCE }),
    idempotencyKey: t.string({ required: true, description: KEY }),
  }),
});

/** The outcome, or the refusal in its place. */
export async function orDecisionRefused<Outcome>(
  work: Promise<Outcome>,
): Promise<Outcome | Refused> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof DecisionRefused)) throw error;
    return { code: error.code, message: error.message };
  }
}

async function told(context: Context, work: Promise<AwardOutcome>): Promise<AwardOutcome> {
  const outcome = await work;
  tells(context, outcome.award.personId, [outcome.award]);
  return outcome;
}

builder.mutationFields((t) => ({
  recordAward: t.field({
    type: RecordAwardResult,
    description:
      'Records an award that no file brings; for finance of its funder, and its care teams for people with whom they have a relationship.',
    args: { input: t.arg({ type: RecordAwardInput, required: true, description: 'The award.' }) },
    resolve: (_root, { input }, context) => {
      const { hub, viewer, today } = context;
      const { firstDay, lastDay, contribution, ...said } = input;
      const request = {
        ...said,
        ...{ person: keyOf(input.person), funder: input.funder ?? null },
        ...{ reference: input.reference ?? null, currency: input.currency ?? null },
        unitsPerWeek: input.unitsPerWeek ?? null,
        days: { ...fromFirstToLast(firstDay, lastDay ?? null), from: firstDay },
        contribution: { kind: contribution.kind, pounds: contribution.pounds ?? null },
      };
      return orDecisionRefused(told(context, recordAward(hub.serving, viewer, request, today)));
    },
  }),
  endAward: t.field({
    type: EndAwardResult,
    description:
      'Ends an award that was recorded; for those who may record one of that funder for that person. One that a file told is ended by a file.',
    args: { input: t.arg({ type: EndAwardInput, required: true, description: 'Which.' }) },
    resolve: (_root, { input }, context) => {
      const { hub, viewer, today } = context;
      return orDecisionRefused(told(context, endAward(hub.serving, viewer, input, today)));
    },
  }),
}));

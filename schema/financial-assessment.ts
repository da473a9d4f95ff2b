import DataLoader from 'dataloader';
import { GraphQLError } from 'graphql';
import type { Step } from '../src/awards/working.ts';
import { ASSESSED_KINDS, type AssessedDays } from '../src/charging/assess.ts';
import type { RecordedAssessment } from '../src/charging/assessment.ts';
import type { Regular } from '../src/charging/means.ts';
import { assessmentsFor, streamOf } from '../src/charging/read-assessments.ts';
import {
  AssessmentRefused,
  assessmentsByCouncil,
  recordAssessment,
} from '../src/charging/record-assessment.ts';
import type { VisiblePerson } from '../src/people/visible.ts';
import type { PersonId } from '../src/values/ids.ts';
import { fromFirstToLast } from '../src/values/period.ts';
import { addDays } from '../src/values/plain-date.ts';
import { builder } from './builder.ts';
import type { Context } from './context.ts';
import {
  CareSettingEnum,
  LegalBasisEnum,
  MannerEnum,
  MeansInput,
  meansOf,
  PerEnum,
} from './means.ts';
import { Money, money } from './money.ts';
import { keyOf, PersonBy, PersonType } from './person.ts';
import { Refusal, type Refused } from './refusal.ts';
import { OrganisationType } from './stream.ts';

const OutcomeEnum = builder.enumType('AssessedOutcome', {
  description:
    'WEEKLY: the person pays this sum a week. WHOLE_COST: all that the care costs the council. NEVER_CHARGED: the law forbids a charge. NOT_KNOWN: a rate is lacking.',
  values: ASSESSED_KINDS,
});

export const MeansStepType = builder.objectRef<Step>('MeansStep').implement({
  description: 'One step from means to a weekly sum.',
  fields: (t) => ({
    step: t.exposeString('step', { description: 'What was done, in words.' }),
    result: t.exposeString('result', { description: 'What came of it, in pounds.' }),
  }),
});

const ArrangementFeeType = builder.objectRef<Regular>('ArrangementFee').implement({
  description: 'What a council asks for arranging care, apart from what the care costs.',
  fields: (t) => ({
    amount: t.field({
      type: Money,
      description: 'Each time.',
      resolve: ({ amount }) => ({ pence: amount }),
    }),
    per: t.field({ type: PerEnum, description: 'How often.', resolve: ({ per }) => per }),
  }),
});

const AmountType = builder.objectRef<AssessedDays>('AssessedAmount').implement({
  description: 'What somebody pays a week over days on which nothing changes.',
  fields: (t) => ({
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
    outcome: t.field({ type: OutcomeEnum, description: 'Which.', resolve: ({ kind }) => kind }),
    weekly: t.field({
      type: Money,
      nullable: true,
      description: 'A week, rounded once; null where it is not known.',
      resolve: ({ weekly }) => money(weekly),
    }),
    arrangementFee: t.field({
      type: ArrangementFeeType,
      nullable: true,
      description: 'For arranging the care, beside its full cost and in no budget; null: none.',
      resolve: ({ arrangementFee }) => arrangementFee ?? null,
    }),
    reason: t.exposeString('reason', { description: 'Why it is so, in words.' }),
    working: t.field({
      type: [MeansStepType],
      description: 'The steps from the means to the sum.',
      resolve: ({ steps }) => [...steps],
    }),
  }),
});

const AssessmentType = builder.objectRef<RecordedAssessment>('FinancialAssessment').implement({
  description: 'What a council has assessed that a person pays for its care; never changed.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Opaque id.' }),
    council: t.field({
      type: OrganisationType,
      description: 'The council that charges.',
      resolve: ({ council }) => council,
    }),
    setting: t.field({
      type: CareSettingEnum,
      description: 'Where they live.',
      resolve: ({ setting }) => setting,
    }),
    legalBasis: t.field({
      type: LegalBasisEnum,
      description: 'Under which law the support is given.',
      resolve: ({ legalBasis }) => legalBasis,
    }),
    manner: t.field({
      type: MannerEnum,
      description: 'How it was done.',
      resolve: ({ manner }) => manner,
    }),
    firstDay: t.field({
      type: 'PlainDate',
      description: 'The first day it is for.',
      resolve: ({ days }) => days.from,
    }),
    lastDay: t.field({
      type: 'PlainDate',
      nullable: true,
      description: 'The last day it is for; null where it is open.',
      resolve: ({ days }) => days.until && addDays(days.until, -1),
    }),
    supersededFrom: t.field({
      type: 'PlainDate',
      nullable: true,
      description: 'From this day on a later one of the same council stands instead.',
      resolve: ({ supersededFrom }) => supersededFrom,
    }),
    recordedAt: t.field({
      type: 'DateTime',
      description: 'When it was recorded.',
      resolve: ({ recordedAt }) => recordedAt,
    }),
    amounts: t.field({
      type: [AmountType],
      description: 'What they pay a week, in order of the days; by the rates known when recorded.',
      resolve: ({ amounts }) => [...amounts],
    }),
  }),
});

/** One request's readers: what a page asks for is read together. */
const loaders = new WeakMap<Context, DataLoader<VisiblePerson, RecordedAssessment[] | null>>();

function loaderOf(context: Context): DataLoader<VisiblePerson, RecordedAssessment[] | null> {
  const own =
    loaders.get(context) ??
    new DataLoader<VisiblePerson, RecordedAssessment[] | null>(
      (people) => assessmentsFor(context.hub.serving, context.viewer, people),
      { maxBatchSize: 100 },
    );
  loaders.set(context, own);
  return own;
}

/** The person can see that their means were looked at. */
function tells(context: Context, id: string, found: readonly RecordedAssessment[]): void {
  context.tells({ id: id as PersonId }, found.map(streamOf));
}

builder.objectField(PersonType, 'financialAssessments', (t) =>
  t.field({
    type: [AssessmentType],
    nullable: true,
    description:
      'What councils have assessed that they pay for care, in the order recorded. For the person, a representative to whom the stream is granted, and a team of the council that charges, its own alone; null for everyone else.',
    resolve: async (person, _args, context) => {
      const found = await loaderOf(context).load(person);
      if (found) tells(context, person.id, found);
      return found;
    },
  }),
);

export function forAssessors(): GraphQLError {
  return new GraphQLError('means and charges are for finance and care teams of a council', {
    extensions: { code: 'FORBIDDEN' },
  });
}

builder.queryField('financialAssessments', (t) =>
  t.field({
    type: [AssessmentType],
    nullable: true,
    description:
      'What the viewer’s own council has assessed of a person whom it funds, in the order recorded; for its finance and care teams. Null: not known and not allowed are the same answer.',
    args: { by: t.arg({ type: PersonBy, required: true, description: 'Whose.' }) },
    resolve: async (_root, { by }, context) => {
      const { hub, viewer, today } = context;
      const found = await assessmentsByCouncil(hub.serving, viewer, keyOf(by), today);
      if (!found) return null;
      tells(context, found.personId, found.assessments);
      return found.assessments;
    },
  }),
);

interface Recorded {
  readonly assessment: RecordedAssessment;
  readonly replayed: boolean;
}

const RecordSuccess = builder.objectRef<Recorded>('RecordFinancialAssessmentSuccess').implement({
  description: 'The assessment is recorded and holds from its first day on.',
  fields: (t) => ({
    assessment: t.field({
      type: AssessmentType,
      description: 'As it was recorded.',
      resolve: ({ assessment }) => assessment,
    }),
    replayed: t.exposeBoolean('replayed', {
      description: 'True where this had been recorded before and nothing was written.',
    }),
  }),
});

const RecordRefusal = builder.objectRef<Refused>('RecordFinancialAssessmentRefusal').implement({
  description: 'An assessment that was not recorded.',
  interfaces: [Refusal],
});

const RecordResult = builder.unionType('RecordFinancialAssessmentResult', {
  description: 'The assessment, or why it was not recorded.',
  types: [RecordSuccess, RecordRefusal],
  resolveType: (value) =>
    'assessment' in value ? 'RecordFinancialAssessmentSuccess' : 'RecordFinancialAssessmentRefusal',
});

const RecordInput = builder.inputType('RecordFinancialAssessmentInput', {
  description: 'A financial assessment by the viewer’s council.',
  fields: (t) => ({
    person: t.field({ type: PersonBy, required: true, description: 'Whose.' }),
    means: t.field({ type: MeansInput, required: true, description: 'What was found out.' }),
    firstDay: t.field({ type: 'PlainDate', required: true, description: 'First day it is for.' }),
    lastDay: t.field({ type: 'PlainDate', description: 'Last day; left out: open.' }),
    idempotencyKey: t.string({
      required: true,
      description: 'A key of the caller’s: sent again with the same assessment it changes nothing.',
    }),
  }),
});

builder.mutationField('recordFinancialAssessment', (t) =>
  t.field({
    type: RecordResult,
    description:
      'Works out and records what a person pays for their council’s care; for its finance and care teams. It stands instead of that council’s earlier ones from its first day on.',
    args: { input: t.arg({ type: RecordInput, required: true, description: 'The assessment.' }) },
    resolve: async (_root, { input }, context): Promise<Recorded | Refused> => {
      const { hub, viewer, today } = context;
      const { firstDay, lastDay, idempotencyKey } = input;
      const days = { ...fromFirstToLast(firstDay, lastDay ?? null), from: firstDay };
      const request = { person: keyOf(input.person), means: meansOf(input.means) };
      try {
        const asked = { ...request, days, idempotencyKey };
        const recorded = await recordAssessment(hub.serving, viewer, asked, today);
        if (!recorded) throw forAssessors();
        tells(context, recorded.assessment.personId, [recorded.assessment]);
        return recorded;
      } catch (error) {
        if (!(error instanceof AssessmentRefused)) throw error;
        return { code: error.code, message: error.message };
      }
    },
  }),
);

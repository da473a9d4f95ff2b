import DataLoader from 'dataloader';
import type { VisiblePerson } from '../src/people/visible.ts';
import { reviewsDueFor } from '../src/plans/read-reviews.ts';
import {
  type ReviewOutcome,
  ReviewRefused,
  type ReviewRequest,
  recordReview,
} from '../src/plans/record-review.ts';
import type { DueReview } from '../src/plans/review.ts';
import { REVIEW_KINDS } from '../src/streams/money-rule.ts';
import type { PersonId } from '../src/values/ids.ts';
import { builder } from './builder.ts';
import type { Context } from './context.ts';
import { PersonType } from './person.ts';
import { Refusal, type Refused } from './refusal.ts';
import { StreamType } from './stream.ts';

export const ReviewKindEnum = builder.enumType('ReviewKind', {
  description:
    'PLAN: of the support plan. DIRECT_PAYMENT_AUDIT: of how a direct payment was used. ELIGIBILITY: of whether somebody is eligible. Kept apart: one says nothing of another.',
  values: REVIEW_KINDS,
});

export const DueReviewType = builder.objectRef<DueReview>('DueReview').implement({
  description: 'When a review of the support that a stream gives is due.',
  fields: (t) => ({
    stream: t.field({
      type: StreamType,
      description: 'Of which stream.',
      resolve: ({ stream }) => stream,
    }),
    kind: t.field({ type: ReviewKindEnum, description: 'Of what.', resolve: ({ kind }) => kind }),
    dueOn: t.field({
      type: 'PlainDate',
      nullable: true,
      description: 'The day by which it is due, also one gone by; null where no rule says when.',
      resolve: ({ dueOn }) => dueOn,
    }),
    lastHeld: t.field({
      type: 'PlainDate',
      nullable: true,
      description: 'When one was held last; null where none was recorded.',
      resolve: ({ lastHeld }) => lastHeld,
    }),
    rule: t.exposeString('rule', {
      description: 'From which rule that day follows, or which rule is lacking.',
    }),
  }),
});

/** One request's readers: what a page asks for is read together. */
const loaders = new WeakMap<Context, DataLoader<VisiblePerson, DueReview[]>>();

export function reviewsLoader(context: Context): DataLoader<VisiblePerson, DueReview[]> {
  const { hub, viewer, today } = context;
  const own =
    loaders.get(context) ??
    new DataLoader<VisiblePerson, DueReview[]>(
      (people) => reviewsDueFor(hub.serving, viewer, people, today),
      { maxBatchSize: 100 },
    );
  loaders.set(context, own);
  return own;
}

builder.objectField(PersonType, 'reviewsDue', (t) =>
  t.field({
    type: [DueReviewType],
    description:
      'The reviews that are due of support that runs now, one for each stream and kind that a rule asks for; the earliest first.',
    resolve: async (person, _args, context) => {
      const found = await reviewsLoader(context).load(person);
      context.tells(
        person,
        found.map(({ stream }) => stream.code),
      );
      return found;
    },
  }),
);

const RecordSuccess = builder.objectRef<ReviewOutcome>('RecordReviewSuccess').implement({
  description: 'The review is recorded: the next one is due after it.',
  fields: (t) => ({
    id: t.id({ description: 'Opaque id.', resolve: ({ review }) => review.id }),
    heldOn: t.field({
      type: 'PlainDate',
      description: 'The day it was held.',
      resolve: ({ review }) => review.heldOn,
    }),
    replayed: t.exposeBoolean('replayed', {
      description: 'True where this had been done before by the same key; nothing was written.',
    }),
  }),
});

const ReviewRefusal = builder.objectRef<Refused>('ReviewRefusal').implement({
  description: 'A review that was not recorded.',
  interfaces: [Refusal],
});

const RecordResult = builder.unionType('RecordReviewResult', {
  description: 'The review, or why it was not recorded.',
  types: [RecordSuccess, ReviewRefusal],
  resolveType: (value) => ('review' in value ? 'RecordReviewSuccess' : 'ReviewRefusal'),
});

const RecordInput = builder.inputType('RecordReviewInput', {
  description: 'A review of a person’s support in one stream that was held.',
  fields: (t) => ({
    nhsNumber: t.field({ type: 'NhsNumber', required: true, description: 'Whose.' }),
    stream: t.string({ required: true, description: 'The stream’s code.' }),
    kind: t.field({ type: ReviewKindEnum, required: true, description: 'Of what.' }),
    heldOn: t.field({
      type: 'PlainDate',
      required: true,
      description: 'The day it was held; at most today.',
    }),
    idempotencyKey: t.string({
      required: true,
      description:
        'Made by the caller, 1 to 255 characters: the same input by the same key is answered as before, other input is refused.',
    }),
  }),
});

builder.mutationField('recordReview', (t) =>
  t.field({
    type: RecordResult,
    description:
      'Records that support was reviewed; for a care team that is shown the stream and the finance role of whoever pays or hosts it.',
    args: { input: t.arg({ type: RecordInput, required: true, description: 'Which.' }) },
    resolve: (_root, { input }, context) => told(context, input),
  }),
);

async function told(context: Context, said: ReviewRequest): Promise<ReviewOutcome | Refused> {
  const { hub, viewer, today } = context;
  try {
    const done = await recordReview(hub.serving, viewer, said, today);
    context.tells({ id: done.review.personId as PersonId }, [done.review.stream]);
    return done;
  } catch (error) {
    if (!(error instanceof ReviewRefused)) throw error;
    return { code: error.code, message: error.message };
  }
}

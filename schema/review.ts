import { GraphQLError } from 'graphql';
import type { Evidence } from '../src/people/match.ts';
import { LEVELS, MATCH_FIELDS } from '../src/people/match-levels.ts';
import type { MatchReview, ReviewSide } from '../src/people/match-store.ts';
import {
  DecisionRefused,
  decideMatch,
  MATCH_DECISIONS,
  reviewsFor,
} from '../src/people/reviews.ts';
import type { PersonId } from '../src/values/ids.ts';
import type { PlainDate } from '../src/values/plain-date.ts';
import { decimal } from '../src/values/ratio.ts';
import { builder } from './builder.ts';
import { connectionOf, pageArguments, pageOf, readPage } from './connection.ts';
import type { Context } from './context.ts';
import { Refusal, type Refused } from './refusal.ts';

const MatchDecisionEnum = builder.enumType('MatchDecision', {
  description:
    'LINK: one person. NOT_SAME: two people, and the pair is never proposed again. CANNOT_TELL: what is there does not tell; they stay two until decided anew.',
  values: MATCH_DECISIONS,
});

const MatchFieldEnum = builder.enumType('MatchField', {
  description: 'What is compared of two records.',
  values: Object.fromEntries(
    MATCH_FIELDS.map((field) => [
      field.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase(),
      { value: field },
    ]),
  ),
});

const LEVEL_NAMES = [...new Set(['NOT_SAID', ...Object.values(LEVELS).flat()])];

const EvidenceType = builder.objectRef<Evidence>('MatchEvidence').implement({
  description: 'How one field of the two agrees and what that weighs.',
  fields: (t) => ({
    field: t.field({
      type: MatchFieldEnum,
      description: 'The field.',
      resolve: ({ field }) => field,
    }),
    level: t.exposeString('level', {
      description: `How it agrees: one of ${LEVEL_NAMES.join(', ')}.`,
    }),
    weight: t.field({
      type: 'Decimal',
      description:
        'In bits, log2(m ÷ u) of the level, less for a name that many have; below zero it speaks against.',
      resolve: ({ weight }) => decimal(String(weight)),
    }),
  }),
});

const SideType = builder.objectRef<ReviewSide>('MatchSide').implement({
  description: 'One of the two records, as its source tells of somebody.',
  fields: (t) => ({
    source: t.exposeString('source', { description: 'The organisation that told.' }),
    localId: t.exposeString('localId', {
      nullable: true,
      description: 'The source’s own key for them, where it has one.',
    }),
    surname: t.exposeString('surname', {
      nullable: true,
      description: 'Where the source tells it.',
    }),
    givenNames: t.exposeString('givenNames', {
      nullable: true,
      description: 'Where the source tells them.',
    }),
    birthDate: t.field({
      type: 'PlainDate',
      nullable: true,
      description: 'Where the source tells it.',
      resolve: ({ birthDate }) => birthDate as PlainDate | null,
    }),
    postcode: t.exposeString('postcode', {
      nullable: true,
      description: 'Where the source tells it.',
    }),
  }),
});

const ReviewType = builder.objectRef<MatchReview>('MatchReview').implement({
  description:
    'Two records that may be one person’s, side by side. No money and no number is shown; awards belong to their record and never move.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Opaque id.' }),
    weight: t.field({
      type: 'Decimal',
      description: 'In bits: each bit doubles the odds that they are one person.',
      resolve: ({ weight }) => decimal(String(weight)),
    }),
    evidence: t.field({
      type: [EvidenceType],
      description: 'What the weight is made of.',
      resolve: ({ evidence }) => [...evidence],
    }),
    left: t.field({
      type: SideType,
      description: 'The record seen first.',
      resolve: ({ left }) => left,
    }),
    right: t.field({ type: SideType, description: 'The other.', resolve: ({ right }) => right }),
    decision: t.field({
      type: MatchDecisionEnum,
      nullable: true,
      description: 'What was decided last; null while nobody has.',
      resolve: ({ decision }) => decision,
    }),
    reason: t.exposeString('reason', { nullable: true, description: 'Why it was so decided.' }),
  }),
});

const ReviewConnection = connectionOf<MatchReview>('MatchReview', ReviewType);

function forOperators(): GraphQLError {
  return new GraphQLError('reviews are for operators', { extensions: { code: 'FORBIDDEN' } });
}

/** Both people were looked at, and can see that they were. */
function saw(context: Context, { leftPerson, rightPerson }: MatchReview): void {
  for (const id of [leftPerson, rightPerson]) {
    if (id !== null) context.tells({ id: id as PersonId }, []);
  }
}

builder.queryField('matchReviews', (t) =>
  t.field({
    type: ReviewConnection,
    description: 'Pairs of records that wait for a decision, in order of id; for operators.',
    args: {
      ...pageArguments(t.arg),
      decision: t.arg({
        type: MatchDecisionEnum,
        required: false,
        description: 'Those so decided instead, to decide them anew.',
      }),
    },
    resolve: async (_root, { decision, ...args }, context) => {
      const { first, after } = readPage(args);
      const asked = { decision: decision ?? null, after, count: first + 1 };
      const found = await reviewsFor(context.hub.serving, context.viewer, asked);
      if (!found) throw forOperators();
      for (const review of found.slice(0, first)) saw(context, review);
      return pageOf(found, first);
    },
  }),
);

const DecideMatchSuccess = builder
  .objectRef<{ readonly review: MatchReview }>('DecideMatchSuccess')
  .implement({
    description: 'The decision holds.',
    fields: (t) => ({
      review: t.field({
        type: ReviewType,
        description: 'The pair as it stands now.',
        resolve: ({ review }) => review,
      }),
    }),
  });

const DecideMatchRefusal = builder.objectRef<Refused>('DecideMatchRefusal').implement({
  description: 'A decision that was not taken.',
  interfaces: [Refusal],
});

const DecideMatchResult = builder.unionType('DecideMatchResult', {
  description: 'The pair as decided, or why it was not.',
  types: [DecideMatchSuccess, DecideMatchRefusal],
  resolveType: (value) => ('review' in value ? 'DecideMatchSuccess' : 'DecideMatchRefusal'),
});

const DecideMatchInput = builder.inputType('DecideMatchInput', {
  description: 'What is decided of a pair; a later decision takes the one before it back.',
  fields: (t) => ({
    review: t.id({ required: true, description: 'The pair, by its id.' }),
    decision: t.field({ type: MatchDecisionEnum, required: true, description: 'Which.' }),
    reason: t.string({ required: true, description: 'Why, in words.' }),
    idempotencyKey: t.string({
      required: true,
      description: 'A key of the caller’s: sent again with the same decision it changes nothing.',
    }),
  }),
});

builder.mutationField('decideMatch', (t) =>
  t.field({
    type: DecideMatchResult,
    description: 'Decides whether two records are one person’s; for operators. Moves no money.',
    args: {
      input: t.arg({ type: DecideMatchInput, required: true, description: 'The decision.' }),
    },
    resolve: async (_root, { input }, context) => {
      try {
        const review = await decideMatch(context.hub.serving, context.viewer, input);
        if (!review) throw forOperators();
        saw(context, review);
        return { review };
      } catch (error) {
        if (!(error instanceof DecisionRefused)) throw error;
        return { code: error.code, message: error.message };
      }
    },
  }),
);

import { GraphQLError } from 'graphql';
import { OPENING_KINDS, type Opening, type OpeningKind } from '../src/access/openings-store.ts';
import { OpeningRefused, openingsFor, openRecord, reviewOpening } from '../src/people/openings.ts';
import type { PersonKey } from '../src/people/visible.ts';
import { builder } from './builder.ts';
import { connectionOf, pageArguments, pageOf, readPage } from './connection.ts';
import type { Context } from './context.ts';
import { Refusal, type Refused } from './refusal.ts';
import { OrganisationType } from './stream.ts';

const OpeningKindEnum = builder.enumType('OpeningKind', {
  description:
    'WORK: with a reason, until the end of tomorrow. BREAK_GLASS: in an emergency, for four hours, and reviewed.',
  values: OPENING_KINDS,
});

const OpeningType = builder.objectRef<Opening>('Opening').implement({
  description: 'A record that a worker opened without a relationship. Tells nothing of the person.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Opaque; names it when it is reviewed.' }),
    kind: t.field({
      type: OpeningKindEnum,
      description: 'Which way.',
      resolve: ({ kind }) => kind,
    }),
    subject: t.exposeString('subject', { description: 'The worker, as their token names them.' }),
    organisation: t.field({
      type: OrganisationType,
      nullable: true,
      description: 'The organisation they acted for.',
      resolve: ({ organisation }) => organisation,
    }),
    openedAt: t.field({
      type: 'DateTime',
      description: 'When.',
      resolve: ({ openedAt }) => openedAt,
    }),
    until: t.field({
      type: 'DateTime',
      description: 'The moment from which it is shut again.',
      resolve: ({ untilAt }) => untilAt,
    }),
    reviewedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it was reviewed; null while it was not.',
      resolve: ({ reviewedAt }) => reviewedAt,
    }),
    review: t.exposeString('review', {
      nullable: true,
      description: 'What was made of it; null while it was not reviewed.',
    }),
  }),
});

const OpeningConnection = connectionOf<Opening>('Opening', OpeningType);

function forOperators(): GraphQLError {
  return new GraphQLError('openings are for operators', { extensions: { code: 'FORBIDDEN' } });
}

async function pageFor(
  context: Context,
  which: 'OPEN' | 'TO_REVIEW',
  args: { first: number; after?: string | null | undefined },
) {
  const { first, after } = readPage(args);
  const asked = { which, after, count: first + 1 };
  const found = await openingsFor(context.hub.serving, context.viewer, asked);
  if (!found) throw forOperators();
  return pageOf(found, first);
}

builder.queryFields((t) => ({
  openRecords: t.field({
    type: OpeningConnection,
    description: 'The records that workers have open now, in order of id; for operators.',
    args: pageArguments(t.arg),
    resolve: (_root, args, context) => pageFor(context, 'OPEN', args),
  }),
  breakGlassReviews: t.field({
    type: OpeningConnection,
    description:
      'Records opened in an emergency that wait for review, in order of id; for operators.',
    args: pageArguments(t.arg),
    resolve: (_root, args, context) => pageFor(context, 'TO_REVIEW', args),
  }),
}));

interface Changed {
  readonly opening: Opening;
  readonly replayed: boolean;
}

const changed = (name: string, description: string) =>
  builder.objectRef<Changed>(name).implement({
    description,
    fields: (t) => ({
      opening: t.field({
        type: OpeningType,
        description: 'As it stands now.',
        resolve: ({ opening }) => opening,
      }),
      replayed: t.exposeBoolean('replayed', {
        description: 'True where this had been done before and nothing was written.',
      }),
    }),
  });

const OpenRecordSuccess = changed('OpenRecordSuccess', 'The record is open from the next answer.');
const ReviewOpeningSuccess = changed('ReviewOpeningSuccess', 'The review is recorded.');

const OpeningRefusal = builder.objectRef<Refused>('OpeningRefusal').implement({
  description: 'A record that was not opened, or an opening that was not reviewed.',
  interfaces: [Refusal],
});

const OpenRecordResult = builder.unionType('OpenRecordResult', {
  description: 'The opening, or why there is none.',
  types: [OpenRecordSuccess, OpeningRefusal],
  resolveType: (value) => ('opening' in value ? 'OpenRecordSuccess' : 'OpeningRefusal'),
});

const ReviewOpeningResult = builder.unionType('ReviewOpeningResult', {
  description: 'The opening as reviewed, or why it was not.',
  types: [ReviewOpeningSuccess, OpeningRefusal],
  resolveType: (value) => ('opening' in value ? 'ReviewOpeningSuccess' : 'OpeningRefusal'),
});

const OpenRecordInput = builder.inputType('OpenRecordInput', {
  description: 'Whose record, and why.',
  fields: (t) => ({
    nhsNumber: t.field({
      type: 'NhsNumber',
      description: 'Whose, by NHS number; exactly one of this, nino and id is given.',
    }),
    nino: t.field({ type: 'Nino', description: 'Or by National Insurance number.' }),
    id: t.id({ description: 'Or by the opaque id, as findPeople gives it.' }),
    reason: t.string({ required: true, description: 'Why, in words that the person will read.' }),
    idempotencyKey: t.string({
      required: true,
      description:
        'Any text of the caller’s; one that is open already is answered as a replay, by whatever key.',
    }),
  }),
});

const ReviewOpeningInput = builder.inputType('ReviewOpeningInput', {
  description: 'What was made of an opening, by somebody else than who opened it.',
  fields: (t) => ({
    opening: t.id({ required: true, description: 'The opening, by its id.' }),
    review: t.string({ required: true, description: 'What was found, in words.' }),
    idempotencyKey: t.string({
      required: true,
      description: 'Any text of the caller’s; the same review again is answered as a replay.',
    }),
  }),
});

async function orRefused(work: Promise<Changed>): Promise<Changed | Refused> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof OpeningRefused)) throw error;
    return { code: error.code, message: error.message };
  }
}

builder.mutationFields((t) => ({
  openRecord: t.field({
    type: OpenRecordResult,
    description:
      'Opens the record of somebody on the books of the worker’s organisation until the end of tomorrow; the person is told, with the reason. Nobody known and not allowed are one answer.',
    args: { input: t.arg({ type: OpenRecordInput, required: true, description: 'Whose.' }) },
    resolve: (_root, { input }, context) => orRefused(open(context, 'WORK', input)),
  }),
  breakGlass: t.field({
    type: OpenRecordResult,
    description:
      'Opens anybody’s record for four hours in an emergency, as far as the worker’s team is shown it anyway; it is reviewed and the person is told, with the reason. Nobody known and not allowed are one answer.',
    args: { input: t.arg({ type: OpenRecordInput, required: true, description: 'Whose.' }) },
    resolve: (_root, { input }, context) => orRefused(open(context, 'BREAK_GLASS', input)),
  }),
  reviewOpening: t.field({
    type: ReviewOpeningResult,
    description: 'Records the review of an opening, once; for operators.',
    args: { input: t.arg({ type: ReviewOpeningInput, required: true, description: 'Which.' }) },
    resolve: (_root, { input }, context) => orRefused(review(context, input)),
  }),
}));

async function open(
  { hub, viewer, today, requestId }: Context,
  kind: OpeningKind,
  { reason, ...by }: typeof OpenRecordInput.$inferInput,
): Promise<Changed> {
  const request = { kind, key: keyOf(by), reason, requestId };
  const { status, opening } = await openRecord(hub.serving, viewer, request, today);
  return { opening, replayed: status === 'ALREADY_OPEN' };
}

function keyOf({ nhsNumber, nino, id }: Partial<typeof OpenRecordInput.$inferInput>): PersonKey {
  const keys: PersonKey[] = [];
  if (nhsNumber) keys.push({ nhsNumber });
  if (nino) keys.push({ nino });
  if (id) keys.push({ id: String(id) });
  const [key, ...others] = keys;
  if (!key || others.length > 0) {
    throw new OpeningRefused('ONE_KEY', 'nhsNumber, nino, id: give exactly one of them');
  }
  return key;
}

async function review(
  { hub, viewer }: Context,
  input: typeof ReviewOpeningInput.$inferInput,
): Promise<Changed> {
  const asked = { opening: String(input.opening), review: input.review };
  const reviewed = await reviewOpening(hub.serving, viewer, asked);
  if (!reviewed) throw forOperators();
  return { opening: reviewed.opening, replayed: reviewed.status === 'ALREADY_REVIEWED' };
}

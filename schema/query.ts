import DataLoader from 'dataloader';
import { GraphQLError } from 'graphql';
import type { VisiblePerson } from '../src/people/visible.ts';
import { answerQuery } from '../src/queries/answer-query.ts';
import { type AskedAbout, type AskedOutcome, askQuery } from '../src/queries/ask-query.ts';
import {
  ABOUT,
  type Answer,
  type AttachedFile,
  CHANGES_ASKED,
  type Helper,
  isOpen,
  OUTCOMES,
  type Query,
} from '../src/queries/query.ts';
import { type QueryOf, queriesFor, queriesForTeam } from '../src/queries/read-queries.ts';
import { QueryRefused } from '../src/queries/refusals.ts';
import type { PersonId } from '../src/values/ids.ts';
import { builder } from './builder.ts';
import { badInput, connectionOf, pageArguments, pageOf, readPage } from './connection.ts';
import type { Context } from './context.ts';
import { keyOf, PersonBy, PersonType } from './person.ts';
import { Refusal, type Refused } from './refusal.ts';
import { RepresentativeKindEnum } from './representative.ts';
import { OrganisationType, StreamType } from './stream.ts';

const AboutEnum = builder.enumType('QueryAbout', {
  description:
    'MOVEMENT: money that moved. AWARD: the award of a budget line. EXPECTED: money that was to come. NOTICE: money asked back. STATEMENT: a statement. OTHER: something else. CHANGE: what the person would have instead of an award. HELPER: whom they would have act for them.',
  values: ABOUT,
});

const OutcomeEnum = builder.enumType('QueryOutcome', {
  description:
    'UPHELD: something is wrong. NOT_UPHELD: it is right as it stands. CORRECTED: it was wrong and has been put right. Of a change or a helper that is asked for: AGREED, PARTLY_AGREED or NOT_AGREED.',
  values: OUTCOMES,
});

export const ChangeEnum = builder.enumType('ChangeAsked', {
  description:
    'What somebody asks to have instead: CHANGE other support, TAKE_MONEY the money as a direct payment, MIX some of each.',
  values: CHANGES_ASKED,
});

const AnswerType = builder.objectRef<Answer>('MoneyQueryAnswer').implement({
  description: 'What was answered to a query; never changed.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Opaque id.' }),
    outcome: t.field({
      type: OutcomeEnum,
      description: 'What was found.',
      resolve: ({ outcome }) => outcome,
    }),
    words: t.exposeString('words', { description: 'The answer.' }),
    role: t.string({ description: 'As what it was answered.', resolve: ({ as }) => as }),
    organisation: t.field({
      type: OrganisationType,
      nullable: true,
      description: 'The organisation that answered.',
      resolve: ({ organisation }) => organisation,
    }),
    answeredAt: t.field({ type: 'DateTime', description: 'When.', resolve: ({ at }) => at }),
  }),
});

const HelperType = builder.objectRef<Helper>('NamedHelper').implement({
  description: 'Somebody whom a person names to act for them.',
  fields: (t) => ({
    kind: t.field({
      type: RepresentativeKindEnum,
      description: 'As what.',
      resolve: ({ kind }) => kind,
    }),
    name: t.exposeString('name', { description: 'What the person calls them.' }),
  }),
});

const FileType = builder.objectRef<AttachedFile>('QueryFile').implement({
  description: 'A file attached as evidence; never changed. It is downloaded from its page.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Opaque: the page /evidence/<id> downloads it.' }),
    name: t.exposeString('name', { description: 'Under which name it is downloaded.' }),
    type: t.exposeString('type', {
      description: 'Its media type, by what it holds: PDF, JPEG, PNG or plain text.',
    }),
    bytes: t.exposeInt('bytes', { description: 'How many bytes it holds.' }),
    sha256: t.exposeString('sha256', { description: 'The hash of what it holds.' }),
    attachedAs: t.string({ description: 'As what somebody attached it.', resolve: ({ as }) => as }),
    attachedAt: t.field({ type: 'DateTime', description: 'When.', resolve: ({ at }) => at }),
  }),
});

export const MoneyQueryType = builder.objectRef<Query>('MoneyQuery').implement({
  description:
    '“I think this is wrong”, asked about a person’s money: while it is open, money of its streams is not taken back. Or a change that is asked for, which stops nothing.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Opaque; names it when it is answered.' }),
    about: t.field({
      type: AboutEnum,
      description: 'What kind of thing.',
      resolve: ({ about }) => about,
    }),
    subject: t.exposeString('subject', {
      nullable: true,
      description:
        'Which: the id of a movement, award or notice, the day on which money was expected, the number of a statement; null for something else and for a helper.',
    }),
    choice: t.field({
      type: ChangeEnum,
      nullable: true,
      description: 'What is asked for instead; null where it is not about a change.',
      resolve: ({ choice }) => choice,
    }),
    helper: t.field({
      type: HelperType,
      nullable: true,
      description:
        'Whom the person names to act for them, to see its streams, or everything where it is about none; null where it is not about a helper.',
      resolve: ({ helper }) => helper,
    }),
    streams: t.field({
      type: [StreamType],
      description: 'The streams that it is about, in order of code; none where it is about none.',
      resolve: ({ streams }) => [...streams],
    }),
    words: t.exposeString('words', { description: 'What was asked.' }),
    askedAs: t.exposeString('askedAs', { description: 'As what somebody asked.' }),
    askedOn: t.field({
      type: 'PlainDate',
      description: 'The day it was asked.',
      resolve: ({ askedOn }) => askedOn,
    }),
    answerBy: t.field({
      type: 'PlainDate',
      description: 'The day by which it is to be answered.',
      resolve: (query) => query.answerBy,
    }),
    rule: t.exposeString('rule', {
      description: 'From which rule that day follows; says where it is no more than a default.',
    }),
    open: t.boolean({ description: 'Whether it has no answer yet.', resolve: isOpen }),
    files: t.field({
      type: [FileType],
      description: 'What was attached as evidence, in the order in which it was.',
      resolve: ({ files }) => [...files],
    }),
    answers: t.field({
      type: [AnswerType],
      description: 'What was answered, the oldest first: the last one stands.',
      resolve: ({ answers }) => [...answers],
    }),
  }),
});

const codesOf = ({ streams }: Query): string[] => streams.map(({ code }) => code);

/** One request's readers: what a page asks for is read together. */
const loaders = new WeakMap<Context, DataLoader<VisiblePerson, Query[]>>();

function loaderOf(context: Context): DataLoader<VisiblePerson, Query[]> {
  const own =
    loaders.get(context) ??
    new DataLoader<VisiblePerson, Query[]>(
      (people) => queriesFor(context.hub.serving, context.viewer, people),
      { maxBatchSize: 100 },
    );
  loaders.set(context, own);
  return own;
}

builder.objectField(PersonType, 'queries', (t) =>
  t.field({
    type: [MoneyQueryType],
    description:
      'What was asked about their money, in the order asked: all of it to the person; of others what is about streams that they are shown, or for finance about what it hosts or pays.',
    resolve: async (person, _args, context) => {
      const found = await loaderOf(context).load(person);
      context.tells(person, found.flatMap(codesOf));
      return found;
    },
  }),
);

const TeamQueryType = builder.objectRef<QueryOf>('TeamQuery').implement({
  description: 'A query with the person whose it is.',
  fields: (t) => ({
    query: t.field({
      type: MoneyQueryType,
      description: 'The query.',
      resolve: ({ query }) => query,
    }),
    person: t.field({ type: PersonType, description: 'Whose.', resolve: ({ person }) => person }),
  }),
});

const TeamQueryConnection = connectionOf<QueryOf>('TeamQuery', TeamQueryType);

builder.queryField('queries', (t) =>
  t.field({
    type: TeamQueryConnection,
    description:
      'What was asked about people’s money, in order of id: for a care team, of the people it has a relationship with; for finance, about accounts that it hosts and its own money.',
    args: {
      ...pageArguments(t.arg),
      open: t.arg.boolean({ description: 'Only open ones, or only answered ones; else both.' }),
    },
    resolve: async (_root, args, context) => {
      const { first, after } = readPage(args);
      const { hub, viewer, today } = context;
      const asked = { after, count: first + 1, open: args.open ?? null };
      const found = await queriesForTeam(hub.serving, viewer, asked, today);
      if (!found) {
        throw new GraphQLError('queries are for finance and care teams', {
          extensions: { code: 'FORBIDDEN' },
        });
      }
      for (const { person, query } of found.slice(0, first)) {
        context.sees(person);
        context.tells(person, codesOf(query));
      }
      return pageOf(found, first);
    },
  }),
);

export const asked = (name: string, description: string) =>
  builder.objectRef<AskedOutcome>(name).implement({
    description,
    fields: (t) => ({
      query: t.field({
        type: MoneyQueryType,
        description: 'As it stands now.',
        resolve: ({ query }) => query,
      }),
      replayed: t.exposeBoolean('replayed', {
        description: 'True where this had been done before by the same key; nothing was written.',
      }),
    }),
  });

export const QueryRefusalType = builder.objectRef<Refused>('QueryRefusal').implement({
  description: 'A query that was not asked or not answered.',
  interfaces: [Refusal],
});

const AskQueryResult = builder.unionType('AskQueryResult', {
  description: 'The query, or why it was not asked.',
  types: [asked('AskQuerySuccess', 'The query is asked.'), QueryRefusalType],
  resolveType: (value) => ('query' in value ? 'AskQuerySuccess' : 'QueryRefusal'),
});

const AnswerQueryResult = builder.unionType('AnswerQueryResult', {
  description: 'The query with its answer, or why it was not answered.',
  types: [asked('AnswerQuerySuccess', 'The query is answered.'), QueryRefusalType],
  resolveType: (value) => ('query' in value ? 'AnswerQuerySuccess' : 'QueryRefusal'),
});

const ExpectedInput = builder.inputType('ExpectedAboutInput', {
  description: 'Money that a funder’s stream was to pay on a day.',
  fields: (t) => ({
    stream: t.string({ required: true, description: 'The stream’s code.' }),
    funder: t.string({ required: true, description: 'The funder’s code.' }),
    dueOn: t.field({ type: 'PlainDate', required: true, description: 'The day it was due.' }),
  }),
});

const StatementInput = builder.inputType('StatementAboutInput', {
  description: 'A statement.',
  fields: (t) => ({
    number: t.string({ required: true, description: 'Its number.' }),
    stream: t.string({ description: 'A stream in it, by its code; left out: all of it.' }),
  }),
});

const OtherInput = builder.inputType('OtherAboutInput', {
  description: 'Something else.',
  fields: (t) => ({
    stream: t.string({
      description:
        'The stream that it is about, by its code; left out: none, and every care team that may see the person is shown it.',
    }),
  }),
});

const AboutInput = builder.inputType('QueryAboutInput', {
  description: 'What a query is about: exactly one of these.',
  isOneOf: true,
  fields: (t) => ({
    movement: t.id({ description: 'A movement, by its id.' }),
    award: t.id({ description: 'The award of a budget line, by its id.' }),
    notice: t.id({ description: 'A notice by which money is asked back, by its id.' }),
    expected: t.field({ type: ExpectedInput, description: 'Money that was to come.' }),
    statement: t.field({ type: StatementInput, description: 'A statement.' }),
    other: t.field({ type: OtherInput, description: 'Something else.' }),
  }),
});

function aboutOf(said: typeof AboutInput.$inferInput): AskedAbout {
  if (said.movement) return { about: 'MOVEMENT', id: said.movement };
  if (said.award) return { about: 'AWARD', id: said.award };
  if (said.notice) return { about: 'NOTICE', id: said.notice };
  if (said.expected) return { about: 'EXPECTED', ...said.expected };
  if (said.statement) {
    return {
      about: 'STATEMENT',
      number: said.statement.number,
      stream: said.statement.stream ?? null,
    };
  }
  if (said.other) return { about: 'OTHER', stream: said.other.stream ?? null };
  throw badInput('about needs exactly one of its fields');
}

export const KEY =
  'Made by the caller, 1 to 255 characters: the same input by the same key is answered as before, other input is refused.';

const AskInput = builder.inputType('AskQueryInput', {
  description: '“I think this is wrong”: about what of a person’s money, and why.',
  fields: (t) => ({
    person: t.field({ type: PersonBy, required: true, description: 'Whose money.' }),
    about: t.field({ type: AboutInput, required: true, description: 'About what.' }),
    words: t.string({ required: true, description: 'What seems wrong, in words.' }),
    idempotencyKey: t.string({ required: true, description: KEY }),
  }),
});

const AnswerInput = builder.inputType('AnswerQueryInput', {
  description: 'The answer to a query.',
  fields: (t) => ({
    query: t.id({ required: true, description: 'Which, by its id.' }),
    outcome: t.field({ type: OutcomeEnum, required: true, description: 'What was found.' }),
    words: t.string({ required: true, description: 'The answer, in words.' }),
    idempotencyKey: t.string({ required: true, description: KEY }),
  }),
});

builder.mutationFields((t) => ({
  askQuery: t.field({
    type: AskQueryResult,
    description:
      'Asks about a person’s money: the person, a representative whose streams cover it, and for the person a care team that is shown it or the finance role of whoever hosts the account or pays.',
    args: { input: t.arg({ type: AskInput, required: true, description: 'What.' }) },
    resolve: (_root, { input }, context) => {
      const { hub, viewer, today } = context;
      const said = { ...input, person: keyOf(input.person), about: aboutOf(input.about) };
      return told(context, askQuery(hub.serving, viewer, said, today));
    },
  }),
  answerQuery: t.field({
    type: AnswerQueryResult,
    description:
      'Answers a query that the viewer may read; for care teams and finance. A later answer stands instead of an earlier one.',
    args: { input: t.arg({ type: AnswerInput, required: true, description: 'The answer.' }) },
    resolve: (_root, { input }, context) => {
      const { hub, viewer, today } = context;
      return told(context, answerQuery(hub.serving, viewer, input, today));
    },
  }),
}));

export async function told(
  context: Context,
  work: Promise<AskedOutcome>,
): Promise<AskedOutcome | Refused> {
  try {
    const done = await work;
    context.tells({ id: done.query.personId as PersonId }, codesOf(done.query));
    return done;
  } catch (error) {
    if (!(error instanceof QueryRefused)) throw error;
    return { code: error.code, message: error.message };
  }
}

import DataLoader from 'dataloader';
import type { RecordedWish } from '../src/access/sharing-store.ts';
import type { VisiblePerson } from '../src/people/visible.ts';
import { endWishAs, recordWishAs, WishRefused, wishesOf } from '../src/people/wishes.ts';
import type { Stream } from '../src/streams/stream.ts';
import { addDays } from '../src/values/plain-date.ts';
import { builder } from './builder.ts';
import type { Context } from './context.ts';
import { PersonType } from './person.ts';
import { Refusal, type Refused } from './refusal.ts';
import { SectorEnum, StreamType } from './stream.ts';

const WishKindEnum = builder.enumType('WishKind', {
  description: 'AGREEMENT opens what no law does; OBJECTION shuts whatever law or agreement opens.',
  values: ['AGREEMENT', 'OBJECTION'] as const,
});

const WishGivenByEnum = builder.enumType('WishGivenBy', {
  description: 'Who said it: the person, or whoever may speak for them.',
  values: {
    SELF: { value: 'self' },
    ATTORNEY: { value: 'attorney' },
    DEPUTY: { value: 'deputy' },
    APPOINTEE: { value: 'appointee' },
  } as const,
});

/** A wish, and whether it is read by the person themself. */
interface ToldWish extends RecordedWish {
  readonly isOwn: boolean;
}

const WishType = builder.objectRef<ToldWish>('Wish').implement({
  description: 'What a person has said about showing a stream to a sector.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Opaque; names it when it is taken back.' }),
    kind: t.field({ type: WishKindEnum, description: 'Which way.', resolve: ({ kind }) => kind }),
    stream: t.field({
      type: StreamType,
      nullable: true,
      description: 'Of which stream; null: every stream.',
      resolve: ({ stream }) => stream as Stream | null,
    }),
    to: t.field({
      type: SectorEnum,
      nullable: true,
      description: 'To which sector; null: to everyone who works with the person.',
      resolve: ({ toSector }) => toSector,
    }),
    purpose: t.exposeString('purpose', { description: 'What for, as the person was told.' }),
    givenBy: t.field({
      type: WishGivenByEnum,
      description: 'Who said it.',
      resolve: ({ givenBy }) => givenBy,
    }),
    evidence: t.string({
      nullable: true,
      description: 'What shows it; for the person alone, null for everyone else.',
      resolve: ({ isOwn, evidence }) => (isOwn && evidence !== '' ? evidence : null),
    }),
    firstDay: t.field({
      type: 'PlainDate',
      description: 'The first day it holds.',
      resolve: ({ firstDay }) => firstDay,
    }),
    lastDay: t.field({
      type: 'PlainDate',
      nullable: true,
      description: 'The last day it holds; null where it is open.',
      resolve: ({ untilDay }) => untilDay && addDays(untilDay, -1),
    }),
    recordedAt: t.field({
      type: 'DateTime',
      description: 'When it was recorded.',
      resolve: ({ recordedAt }) => recordedAt,
    }),
    endedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it was taken back; null while it stands.',
      resolve: ({ endedAt }) => endedAt,
    }),
  }),
});

/** One request's readers: what a page asks for is read together. */
const loaders = new WeakMap<Context, DataLoader<VisiblePerson, RecordedWish[]>>();

function wishLoader(context: Context): DataLoader<VisiblePerson, RecordedWish[]> {
  const own =
    loaders.get(context) ??
    new DataLoader<VisiblePerson, RecordedWish[]>(
      (people) => wishesOf(context.hub.serving, people),
      {
        maxBatchSize: 100,
      },
    );
  loaders.set(context, own);
  return own;
}

builder.objectField(PersonType, 'wishes', (t) =>
  t.field({
    type: [WishType],
    description:
      'What they have said about showing their information, oldest first; a team is told what concerns its own sector.',
    resolve: async (person, _args, context) => {
      const wishes = await wishLoader(context).load(person);
      return wishes.map((wish) => told(wish, context));
    },
  }),
);

function told(wish: RecordedWish, { viewer }: Context): ToldWish {
  return { ...wish, isOwn: viewer.role === 'holder' };
}

const WishRefusal = builder.objectRef<Refused>('WishRefusal').implement({
  description: 'A wish that was not recorded or ended.',
  interfaces: [Refusal],
});

interface Changed {
  readonly wish: ToldWish;
  readonly replayed: boolean;
}

const changed = (name: string, description: string) =>
  builder.objectRef<Changed>(name).implement({
    description,
    fields: (t) => ({
      wish: t.field({
        type: WishType,
        description: 'As it stands now.',
        resolve: ({ wish }) => wish,
      }),
      replayed: t.exposeBoolean('replayed', {
        description: 'True where this had been done before and nothing was written.',
      }),
    }),
  });

const RecordWishSuccess = changed('RecordWishSuccess', 'The wish is recorded and holds at once.');
const EndWishSuccess = changed('EndWishSuccess', 'The wish is taken back and holds no longer.');

const isChanged = (value: Changed | Refused): value is Changed => 'wish' in value;

const RecordWishResult = builder.unionType('RecordWishResult', {
  description: 'The wish, or why it was not recorded.',
  types: [RecordWishSuccess, WishRefusal],
  resolveType: (value) => (isChanged(value) ? 'RecordWishSuccess' : 'WishRefusal'),
});

const EndWishResult = builder.unionType('EndWishResult', {
  description: 'The wish, or why it was not ended.',
  types: [EndWishSuccess, WishRefusal],
  resolveType: (value) => (isChanged(value) ? 'EndWishSuccess' : 'WishRefusal'),
});

const KEY =
  'Any text of the caller’s; a wish that stands already is answered as a replay, by whatever key.';

const RecordWishInput = builder.inputType('RecordWishInput', {
  description:
    'A person’s agreement or objection: said by themself, or noted with evidence by a team that works with them.',
  fields: (t) => ({
    person: t.id({ required: true, description: 'Whose, by the opaque id.' }),
    kind: t.field({ type: WishKindEnum, required: true, description: 'Which way.' }),
    stream: t.string({ description: 'The stream’s code; left out: every stream.' }),
    to: t.field({ type: SectorEnum, description: 'To which sector; left out: to everyone.' }),
    purpose: t.string({ description: 'What for, as they were told; left out: direct care.' }),
    givenBy: t.field({
      type: WishGivenByEnum,
      description: 'Who said it; left out: the person. Everyone else needs evidence.',
    }),
    evidence: t.string({ description: 'What shows it; a team always gives it.' }),
    from: t.field({ type: 'PlainDate', description: 'First day; left out: today.' }),
    until: t.field({ type: 'PlainDate', description: 'Last day; left out: open.' }),
    idempotencyKey: t.string({ required: true, description: KEY }),
  }),
});

const EndWishInput = builder.inputType('EndWishInput', {
  description: 'Which wish is taken back; an objection only by the person themself.',
  fields: (t) => ({
    wish: t.id({ required: true, description: 'The wish, by its id.' }),
    idempotencyKey: t.string({ required: true, description: KEY }),
  }),
});

async function orRefused<Answer>(work: Promise<Answer>): Promise<Answer | Refused> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof WishRefused)) throw error;
    return { code: error.code, message: error.message };
  }
}

builder.mutationFields((t) => ({
  recordWish: t.field({
    type: RecordWishResult,
    description: 'Records what a person agrees or objects to; it holds from the next answer on.',
    args: { input: t.arg({ type: RecordWishInput, required: true, description: 'The wish.' }) },
    resolve: (_root, { input }, context) => orRefused(record(context, input)),
  }),
  endWish: t.field({
    type: EndWishResult,
    description: 'Takes back what a person agreed or objected to.',
    args: { input: t.arg({ type: EndWishInput, required: true, description: 'Which.' }) },
    resolve: (_root, { input }, context) => orRefused(end(context, input.wish)),
  }),
}));

async function record(
  context: Context,
  input: typeof RecordWishInput.$inferInput,
): Promise<Changed> {
  const { hub, viewer, today } = context;
  const { person, kind, stream, to, purpose, givenBy, evidence, from, until } = input;
  const said = {
    ...{ person, kind, stream: stream ?? null, to: to ?? null },
    ...{ purpose: purpose ?? 'direct care', givenBy: givenBy ?? 'self', evidence: evidence ?? '' },
    days: { from: from ?? today, until: until ? addDays(until, 1) : null },
  };
  const { status, wish } = await recordWishAs(hub.serving, viewer, said, today);
  return { wish: told(wish, context), replayed: status === 'ALREADY_RECORDED' };
}

async function end(context: Context, id: string): Promise<Changed> {
  const { hub, viewer, today } = context;
  const { status, wish } = await endWishAs(hub.serving, viewer, id, today);
  return { wish: told(wish, context), replayed: status === 'ALREADY_ENDED' };
}

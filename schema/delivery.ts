import DataLoader from 'dataloader';
import { GraphQLError } from 'graphql';
import { type DeliveryRow, deliveriesFor, type RejectRow } from '../src/deliveries/read.ts';
import { waitingOf } from '../src/deliveries/waiting.ts';
import { builder } from './builder.ts';
import { connectionOf, firstArgument, pageArguments, pageOf, readPage } from './connection.ts';
import type { Context } from './context.ts';
import { OrganisationType } from './stream.ts';

const DeliveryStatusEnum = builder.enumType('DeliveryStatus', {
  description: 'LOADED counts; WITHDRAWN was taken back.',
  values: ['LOADED', 'WITHDRAWN'] as const,
});

const RejectType = builder.objectRef<RejectRow>('Reject').implement({
  description: 'A row that was not taken, and why; never what it said.',
  fields: (t) => ({
    row: t.exposeInt('row', { description: 'The data row, counted from 1.' }),
    field: t.exposeString('field', { description: 'The field at fault.' }),
    code: t.exposeString('code', { description: 'A stable code.' }),
    reason: t.exposeString('reason', { description: 'What is wrong, in words.' }),
  }),
});

const RejectConnection = builder
  .objectRef<{ readonly nodes: readonly RejectRow[] }>('RejectConnection')
  .implement({
    description: 'The first rejects of a delivery; "hub rejects" gives all of them.',
    fields: (t) => ({
      nodes: t.field({
        type: [RejectType],
        description: 'In the file’s order.',
        resolve: (page) => [...page.nodes],
      }),
    }),
  });

const NoteType = builder
  .objectRef<{ readonly field: string; readonly code: string; readonly rows: number }>(
    'DeliveryNote',
  )
  .implement({
    description: 'A fault by the format’s owner’s rules that did not stop its rows.',
    fields: (t) => ({
      field: t.exposeString('field', { description: 'The field.' }),
      code: t.exposeString('code', { description: 'The owner’s code for it.' }),
      rows: t.exposeInt('rows', { description: 'How many rows have it.' }),
    }),
  });

/** One request's reader: what a page asks for is read together. */
const loaders = new WeakMap<Context, DataLoader<DeliveryRow, number | null>>();

function waitingLoader(context: Context): DataLoader<DeliveryRow, number | null> {
  const { hub } = context;
  const own =
    loaders.get(context) ??
    new DataLoader<DeliveryRow, number | null>((deliveries) =>
      waitingOf(hub.serving, deliveries, hub.adapters),
    );
  loaders.set(context, own);
  return own;
}

const DeliveryType = builder.objectRef<DeliveryRow>('Delivery').implement({
  description: 'One file, or set of files, received.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Opaque id.' }),
    adapter: t.exposeString('adapter', { description: 'The format it was read by.' }),
    organisation: t.field({
      type: OrganisationType,
      description: 'Who sent it.',
      resolve: ({ sender, senderName }) => ({ code: sender, name: senderName }),
    }),
    status: t.field({
      type: DeliveryStatusEnum,
      description: 'Whether it counts.',
      resolve: (delivery) => (delivery.status === 'WITHDRAWN' ? 'WITHDRAWN' : 'LOADED'),
    }),
    rows: t.exposeInt('rows', { description: 'Data rows in the file.' }),
    accepted: t.exposeInt('accepted', { description: 'Rows taken.' }),
    rejected: t.exposeInt('rejected', { description: 'Rows not taken.' }),
    waiting: t.int({
      nullable: true,
      description:
        'Lines whose money is in question until somebody decides what they were, counted in the delivery that told of them first. 0 where none waits; null for formats that tell of no money that has moved.',
      resolve: (delivery, _args, context) => waitingLoader(context).load(delivery),
    }),
    asOf: t.field({
      type: 'PlainDate',
      nullable: true,
      description: 'The latest day its data speaks for.',
      resolve: (delivery) => delivery.asOf,
    }),
    receivedAt: t.field({
      type: 'DateTime',
      description: 'When it was received.',
      resolve: (delivery) => delivery.receivedAt,
    }),
    withdrawnReason: t.exposeString('withdrawnReason', {
      nullable: true,
      description: 'Why it was taken back.',
    }),
    notes: t.field({
      type: [NoteType],
      description: 'Faults that did not stop rows, by field.',
      resolve: (delivery) => [...delivery.notes],
    }),
    rejects: t.field({
      type: RejectConnection,
      description: 'The first rejected rows.',
      args: { first: firstArgument(t.arg) },
      resolve: async ({ id }, args, context) => {
        const { first } = readPage(args);
        return { nodes: await context.rejectsOf(id, first) };
      },
    }),
  }),
});

const DeliveryConnection = connectionOf<DeliveryRow>('Delivery', DeliveryType);

builder.queryField('deliveries', (t) =>
  t.field({
    type: DeliveryConnection,
    description: 'Every delivery, in order of id; for operators.',
    args: pageArguments(t.arg),
    resolve: async (_root, args, { hub, viewer }) => {
      const { first, after } = readPage(args);
      const found = await deliveriesFor(hub.serving, viewer, { after, count: first + 1 });
      if (!found) {
        throw new GraphQLError('deliveries are for operators', {
          extensions: { code: 'FORBIDDEN' },
        });
      }
      return pageOf(found, first);
    },
  }),
);

import type { ListedEntry } from '../src/pools/entries-store.ts';
import { type ReadPool, readPoolEntries } from '../src/pools/read-pool.ts';
import { allOrganisations } from '../src/streams/store.ts';
import type { FinancialYear } from '../src/values/financial-year.ts';
import { builder } from './builder.ts';
import { connectionOf, pageOf, readPage } from './connection.ts';
import type { Context } from './context.ts';
import { Money } from './money.ts';
import { CarrierEnum, SpendNatureEnum } from './pool-recording.ts';
import { OrganisationType } from './stream.ts';

const KindEnum = builder.enumType('PoolEntryKind', {
  description:
    'RECEIVED a contribution came in; SPENT something no person carries was delivered or ordered; PAID such spending was paid; REVERSED an entry was taken back.',
  values: ['RECEIVED', 'SPENT', 'PAID', 'REVERSED'] as const,
});

type Shown = ListedEntry & {
  readonly host: { readonly code: string; readonly name: string };
  readonly nameOf: (code: string) => string;
};

const PoolEntryType = builder.objectRef<Shown>('PoolEntry').implement({
  description: 'Something that was recorded of a pool. Never changed: it can be taken back once.',
  fields: (t) => ({
    id: t.id({ description: 'Its id.', resolve: ({ id }) => id }),
    kind: t.field({ type: KindEnum, description: 'What it is.', resolve: ({ kind }) => kind }),
    amount: t.field({
      type: Money,
      description: 'How much; of PAID and REVERSED that of the entry they are about.',
      resolve: ({ amount }) => ({ pence: amount }),
    }),
    day: t.field({
      type: 'PlainDate',
      nullable: true,
      description:
        'The day it came in, was paid or is taken back; null of spending that was not paid when it was recorded.',
      resolve: ({ day }) => day,
    }),
    incurredOn: t.field({
      type: 'PlainDate',
      nullable: true,
      description: 'SPENT: the day on which what it is for was, or is to be, delivered.',
      resolve: ({ incurredOn }) => incurredOn,
    }),
    partner: t.field({
      type: OrganisationType,
      nullable: true,
      description: 'RECEIVED: who paid. SPENT: whose money.',
      resolve: ({ partner, nameOf }) => partner && { code: partner, name: nameOf(partner) },
    }),
    scheme: t.exposeString('scheme', {
      nullable: true,
      description: 'SPENT: the scheme, by its code.',
    }),
    carrier: t.field({
      type: CarrierEnum,
      nullable: true,
      description: 'SPENT: why no person carries it.',
      resolve: ({ carrier }) => carrier,
    }),
    nature: t.field({
      type: SpendNatureEnum,
      nullable: true,
      description: 'SPENT: revenue or capital.',
      resolve: ({ nature }) => nature,
    }),
  }),
});

builder.objectFields(PoolEntryType, (t) => ({
  words: t.exposeString('words', {
    nullable: true,
    description: 'SPENT: what for. REVERSED: why.',
  }),
  about: t.id({
    nullable: true,
    description: 'PAID and REVERSED: the entry they are about.',
    resolve: ({ about }) => about,
  }),
  recordedOn: t.field({
    type: 'PlainDate',
    description: 'The day it was recorded, in UTC.',
    resolve: ({ recordedOn }) => recordedOn,
  }),
  recordedBy: t.field({
    type: OrganisationType,
    description: 'Whose finance role recorded it: the pool’s host.',
    resolve: ({ host }) => host,
  }),
}));

export const PoolEntryConnection = connectionOf('PoolEntry', PoolEntryType);

/** A page of what was recorded of a pool in a year. */
export async function entriesOfPool(
  { hub, viewer }: Context,
  read: ReadPool,
  { year, ...page }: { year: FinancialYear; first: number; after?: string | null | undefined },
) {
  const asked = readPage(page);
  const queries = hub.serving;
  const found = await readPoolEntries(queries, viewer, read, { year, ...asked });
  const names = await allOrganisations(queries);
  const host = { code: read.pool.host, name: read.hostName };
  const nameOf = (code: string) => names.get(code)?.name ?? code;
  return pageOf(
    found.map((each): Shown => ({ ...each, host, nameOf })),
    asked.first,
  );
}

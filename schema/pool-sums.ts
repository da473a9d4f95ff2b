import type { PartSum, PoolMeasures } from '../src/pools/pool-sums.ts';
import type { ReadPoolYear } from '../src/pools/read-pool.ts';
import { builder } from './builder.ts';
import { Money, money } from './money.ts';
import { OrganisationType, StreamType } from './stream.ts';

/** Something of a year of a pool, beside that year. */
export type OfYear<Part> = Part & { readonly shown: ReadPoolYear };

export const named = ({ organisations }: ReadPoolYear, code: string) => ({
  code,
  name: organisations.get(code)?.name ?? code,
});

const PLANNED =
  'As planned; null where plans do not say it of this part. A plan that the host sent stands in place of what the agreement planned.';
export const SPEND =
  'Spent: for people, out of accounts by each month’s rules and as sources report it, and what no person carries.';
export const COMMITTED =
  'Promised and not spent yet: out of accounts, ordered, and what awards in force come to for the days of the year that are still to come, without what people pay; never part of what is spent.';
export const FORECAST =
  'What is spent by the end of the year if it goes on as until now: × all days ÷ days gone by. Null before the first day.';

export const MeasuresType = builder.objectRef<PoolMeasures>('PoolMeasures').implement({
  description: 'Measures side by side; they are never added to each other.',
  fields: (t) => ({
    planned: t.field({
      type: Money,
      nullable: true,
      description: PLANNED,
      resolve: ({ planned }) => money(planned),
    }),
    spend: t.field({
      type: Money,
      description: SPEND,
      resolve: ({ spend }) => ({ pence: spend }),
    }),
    committed: t.field({
      type: Money,
      description: COMMITTED,
      resolve: ({ committed }) => ({ pence: committed }),
    }),
    agreed: t.field({
      type: Money,
      description: 'What of `committed` is agreed in awards.',
      resolve: ({ agreed }) => ({ pence: agreed }),
    }),
    forecast: t.field({
      type: Money,
      nullable: true,
      description: FORECAST,
      resolve: (measures) => money(measures.forecast),
    }),
  }),
});

export const SchemeSumType = builder.objectRef<OfYear<PartSum<string>>>('PoolSchemeSum').implement({
  description: 'A scheme of a pool in a year.',
  fields: (t) => ({
    code: t.exposeString('of', { description: 'The scheme’s code.' }),
    name: t.string({
      description: 'The scheme’s name.',
      resolve: ({ shown, of }) => shown.schemeNames.get(of) ?? of,
    }),
    measures: t.field({
      type: MeasuresType,
      description: 'Its measures.',
      resolve: (sum) => sum,
    }),
  }),
});

export const PartnerSumType = builder
  .objectRef<OfYear<PartSum<string>>>('PoolPartnerSum')
  .implement({
    description: 'What of a pool is one funder’s money in a year.',
    fields: (t) => ({
      partner: t.field({
        type: OrganisationType,
        description: 'Whose money.',
        resolve: ({ shown, of }) => named(shown, of),
      }),
      measures: t.field({
        type: MeasuresType,
        description: 'Its measures.',
        resolve: (sum) => sum,
      }),
    }),
  });

export const StreamSumType = builder
  .objectRef<OfYear<PartSum<string | null>>>('PoolStreamSum')
  .implement({
    description: 'What of a pool one stream’s money is in a year.',
    fields: (t) => ({
      stream: t.field({
        type: StreamType,
        nullable: true,
        description: 'The stream; null is what no person carries.',
        resolve: ({ shown, of }) => (of === null ? null : shown.streams.get(of)),
      }),
      measures: t.field({
        type: MeasuresType,
        description: 'Its measures.',
        resolve: (sum) => sum,
      }),
    }),
  });

import type { CarriedOver } from '../src/pools/carry-over.ts';
import type { PartnerRisk } from '../src/pools/risk-share.ts';
import { builder } from './builder.ts';
import { StepType } from './line.ts';
import { Money } from './money.ts';
import { named, type OfYear } from './pool-sums.ts';
import { OrganisationType } from './stream.ts';

export const PoolRiskType = builder.objectRef<OfYear<PartnerRisk>>('PoolRisk').implement({
  description: 'What a partner bears of what is spent above the pool, by the agreement.',
  fields: (t) => ({
    partner: t.field({
      type: OrganisationType,
      description: 'Who.',
      resolve: ({ shown, partner }) => named(shown, partner),
    }),
    amount: t.field({
      type: Money,
      description: 'How much; below zero is its part of what is left.',
      resolve: ({ amount }) => ({ pence: amount }),
    }),
    working: t.field({
      type: [StepType],
      description: 'How it came to that.',
      resolve: ({ working }) => [...working],
    }),
  }),
});

const ReturnedType = builder
  .objectRef<OfYear<CarriedOver['returned'][number]>>('PoolReturn')
  .implement({
    description: 'What is to be given back to a partner.',
    fields: (t) => ({
      partner: t.field({
        type: OrganisationType,
        description: 'To whom.',
        resolve: ({ shown, partner }) => named(shown, partner),
      }),
      amount: t.field({
        type: Money,
        description: 'How much.',
        resolve: ({ amount }) => ({ pence: amount }),
      }),
    }),
  });

export const PoolCarriedType = builder
  .objectRef<OfYear<CarriedOver>>('PoolCarriedForward')
  .implement({
    description:
      'What becomes of what was left at the end of a year, by the agreement. It moves no money.',
    fields: (t) => ({
      kept: t.field({
        type: Money,
        description: 'Kept in the pool for the next year.',
        resolve: ({ kept }) => ({ pence: kept }),
      }),
      returned: t.field({
        type: [ReturnedType],
        description: 'To be given back, by partner.',
        resolve: ({ shown, returned }) => returned.map((each) => ({ ...each, shown })),
      }),
      working: t.field({
        type: [StepType],
        description: 'How it came to that.',
        resolve: ({ working }) => [...working],
      }),
    }),
  });

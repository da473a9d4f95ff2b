import type { CurrencyOutlook, Outlook } from '../src/pools/outlook.ts';
import { builder } from './builder.ts';
import { StepType } from './line.ts';
import { Money } from './money.ts';

const CurrencyOutlookType = builder.objectRef<CurrencyOutlook>('PoolCurrencyForecast').implement({
  description: 'What a pool’s money of one currency comes to by the end of a year.',
  fields: (t) => ({
    scheme: t.string({
      nullable: true,
      description: 'The currency’s scheme; null for all that no award says what it pays for.',
      resolve: ({ currency }) => currency?.scheme ?? null,
    }),
    code: t.string({
      nullable: true,
      description:
        'Its code; null with the scheme, where only that is known, and where a code is a diagnosis.',
      resolve: ({ currency }) => currency?.code ?? null,
    }),
    spend: t.field({
      type: Money,
      description: 'Spent so far.',
      resolve: ({ spend }) => ({ pence: spend }),
    }),
    committed: t.field({
      type: Money,
      description: 'Promised, ordered or agreed for the rest of the year.',
      resolve: ({ committed }) => ({ pence: committed }),
    }),
    forecast: t.field({
      type: Money,
      description: 'Both together.',
      resolve: ({ forecast }) => ({ pence: forecast }),
    }),
    working: t.field({
      type: [StepType],
      description: 'How it came to that.',
      resolve: ({ working }) => [...working],
    }),
  }),
});

export const PoolOutlookType = builder.objectRef<Outlook>('PoolCurrencyOutlook').implement({
  description: 'A forecast from what is agreed, by what is paid for.',
  fields: (t) => ({
    currencies: t.field({
      type: [CurrencyOutlookType],
      description: 'In order of scheme and code, and last what names none. They add up to it.',
      resolve: ({ currencies }) => [...currencies],
    }),
    forecast: t.field({
      type: Money,
      description:
        'What is spent by the end of the year if all that is agreed is given and no more.',
      resolve: ({ forecast }) => ({ pence: forecast }),
    }),
    variance: t.field({
      type: Money,
      description: 'The forecast less contributions due and what was brought forward.',
      resolve: ({ variance }) => ({ pence: variance }),
    }),
  }),
});

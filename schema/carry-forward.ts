import type { CarryForwardRecord } from '../src/ledger/carry-forward.ts';
import { builder } from './builder.ts';
import { Money } from './money.ts';
import { OrganisationType, StreamType } from './stream.ts';

export const CarryForwardType = builder.objectRef<CarryForwardRecord>('CarryForward').implement({
  description:
    'What of one source’s unspent money was kept when a year closed. It says what is to be done, and moved nothing.',
  fields: (t) => ({
    account: t.id({
      description: 'The account, by its id.',
      resolve: ({ accountId }) => accountId,
    }),
    year: t.field({
      type: 'FinancialYear',
      description: 'The year that closed.',
      resolve: ({ year }) => year,
    }),
    stream: t.field({
      type: StreamType,
      description: 'Of which stream.',
      resolve: ({ stream }) => stream,
    }),
    funder: t.field({
      type: OrganisationType,
      description: 'Whose money.',
      resolve: ({ funder }) => funder,
    }),
    kept: t.field({
      type: Money,
      description: 'Kept for the person to spend.',
      resolve: ({ kept }) => ({ pence: kept }),
    }),
    toReturn: t.field({
      type: Money,
      description: 'What its funder may ask back by a notice.',
      resolve: ({ toReturn }) => ({ pence: toReturn }),
    }),
    contingency: t.field({
      type: Money,
      description: 'Set aside for the unforeseen, and held apart.',
      resolve: ({ contingency }) => ({ pence: contingency }),
    }),
    rule: t.exposeString('rule', {
      description: 'The rule in force on the year’s last day, and where it comes from.',
    }),
  }),
});

import { FUNDING_STATES, type FundingShare, type Share } from '../src/awards/share.ts';
import { builder } from './builder.ts';
import { LineInterface } from './line.ts';
import { Money, money } from './money.ts';

const FundingStateEnum = builder.enumType('FundingState', {
  description:
    'AGREED: each funder pays its share. DISPUTED: one of them pays all of it meanwhile.',
  values: FUNDING_STATES,
});

const FundingShareType = builder.objectRef<FundingShare>('FundingShare').implement({
  description: 'One funder’s share of a cost, as decided or as it would be.',
  fields: (t) => ({
    funder: t.exposeString('funder', { description: 'The funder’s organisation code.' }),
    percent: t.field({
      type: 'Decimal',
      description: 'In per cent; the shares of a decision come to 100.',
      resolve: ({ percent }) => percent,
    }),
  }),
});

export const SharedFundingType = builder.objectRef<Share>('SharedFunding').implement({
  description: 'What a line is of a whole that funders share by a dated decision.',
  fields: (t) => ({
    percent: t.field({
      type: 'Decimal',
      description: 'Of the whole, what this line carries; 100 for the interim payer of a dispute.',
      resolve: ({ percent }) => percent,
    }),
    whole: t.field({
      type: Money,
      nullable: true,
      description: 'What the funders share; null where it has no price.',
      resolve: ({ of }) => money(of),
    }),
    state: t.field({
      type: FundingStateEnum,
      description: 'Whether the shares are agreed.',
      resolve: ({ state }) => state,
    }),
    interim: t.boolean({
      description: 'True where this funder pays all of it while the shares are in dispute.',
      resolve: ({ state }) => state === 'DISPUTED',
    }),
    decidedFrom: t.field({
      type: 'PlainDate',
      description: 'The first day of the decision.',
      resolve: ({ decidedFrom }) => decidedFrom,
    }),
    shares: t.field({
      type: [FundingShareType],
      description: 'The shares decided; in a dispute what they would be.',
      resolve: ({ funders }) => [...funders],
    }),
  }),
});

builder.interfaceField(LineInterface, 'sharedFunding', (t) =>
  t.field({
    type: SharedFundingType,
    nullable: true,
    description: 'Set where funders share the cost: this line is one funder’s part of it.',
    resolve: ({ share }) => share,
  }),
);

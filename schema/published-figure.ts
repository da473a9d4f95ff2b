import { GraphQLError } from 'graphql';
import { QUARTERS, type SaidOfFigures } from '../src/pools/publication.ts';
import {
  type Figure,
  SUPPRESSIONS,
  type Suppression,
  type UnitCost,
} from '../src/pools/usage-figures.ts';
import type { Pence } from '../src/values/money.ts';
import { builder } from './builder.ts';
import { Money, money } from './money.ts';

const SuppressionEnum = builder.enumType('SuppressionReason', {
  description:
    'FEW_PEOPLE: fewer than 8. DOMINATED: two people are nearly all of it. NEGATIVE: somebody’s sum is below nothing and is looked at first. ROUNDS_TO_NOTHING: too little to be told at the base that hides the largest. PROTECTS_OTHERS: it would tell of one that is not shown. NOT_PUBLISHED: nothing is published of it. YEAR_NOT_OVER: people of a year are told when all of it is published. NOT_ADDITIVE: somebody may be in more than one of what would be added up. NOT_REPORTED: no source tells it of these people. NOT_PLANNED: plans do not say it of that part. NOT_RECORDED: nobody has recorded any.',
  values: SUPPRESSIONS,
});

const PublishedMoney = builder.objectRef<{ readonly money: Pence }>('PublishedMoney').implement({
  description: 'Money as it is published: rounded so that it tells of no one person.',
  fields: (t) => ({
    money: t.field({
      type: Money,
      description: 'Rounded.',
      resolve: ({ money: pence }) => ({ pence }),
    }),
  }),
});

const PublishedCount = builder.objectRef<{ readonly count: number }>('PublishedCount').implement({
  description: 'A count of people as it is published.',
  fields: (t) => ({
    value: t.exposeInt('count', { description: 'To the nearest 5.' }),
  }),
});

const PublishedShare = builder.objectRef<{ readonly share: string }>('PublishedShare').implement({
  description: 'A part of what is shown, in per cent.',
  fields: (t) => ({
    percent: t.exposeString('share', { description: 'Decimal text with one place.' }),
  }),
});

interface Decile {
  readonly tenth: number;
  readonly amount: Pence | null;
}

const DecileType = builder.objectRef<Decile>('PublishedDecile').implement({
  description: 'Below it lie so many tenths of the people.',
  fields: (t) => ({
    tenth: t.exposeInt('tenth', { description: '1 to 9; the fifth is the median.' }),
    money: t.field({
      type: Money,
      nullable: true,
      description: 'Rounded; null where it would rest on the two lowest or the two highest.',
      resolve: ({ amount }) => money(amount),
    }),
  }),
});

const PublishedUnitCost = builder
  .objectRef<{ readonly unitCost: UnitCost }>('PublishedUnitCost')
  .implement({
    description: 'What a week of support costs for each person, as it is published.',
    fields: (t) => ({
      median: t.field({
        type: Money,
        nullable: true,
        description: 'Rounded.',
        resolve: ({ unitCost }) => money(unitCost.median),
      }),
      deciles: t.field({
        type: [DecileType],
        description: 'All nine, the lowest first.',
        resolve: ({ unitCost }) =>
          unitCost.deciles.map((amount, at) => ({ tenth: at + 1, amount })),
      }),
    }),
  });

const Suppressed = builder.objectRef<{ readonly reason: Suppression }>('Suppressed').implement({
  description: 'A figure that is not told. It is not nothing, nor unknown.',
  fields: (t) => ({
    reason: t.field({
      type: SuppressionEnum,
      description: 'Why.',
      resolve: ({ reason }) => reason,
    }),
  }),
});

/** A figure as it is published; its kind is told by the name of what it holds. */
export type ShownFigure =
  | { readonly money: Pence }
  | { readonly count: number }
  | { readonly unitCost: UnitCost }
  | { readonly share: string }
  | { readonly reason: Suppression };

export const FigureUnion = builder.unionType('UsageFigure', {
  description: 'A figure as it is published, or why it is not told.',
  types: [PublishedMoney, PublishedCount, PublishedUnitCost, PublishedShare, Suppressed],
  resolveType: (figure: ShownFigure) => {
    if ('money' in figure) return 'PublishedMoney';
    if ('count' in figure) return 'PublishedCount';
    if ('share' in figure) return 'PublishedShare';
    return 'unitCost' in figure ? 'PublishedUnitCost' : 'Suppressed';
  },
});

export const moneyFigure = (figure: Figure<Pence>): ShownFigure =>
  'value' in figure ? { money: figure.value } : { reason: figure.suppressed };
export const countFigure = (figure: Figure<number>): ShownFigure =>
  'value' in figure ? { count: figure.value } : { reason: figure.suppressed };
export const unitCostFigure = (figure: Figure<UnitCost>): ShownFigure =>
  'value' in figure ? { unitCost: figure.value } : { reason: figure.suppressed };
export const shareFigure = (figure: Figure<string>): ShownFigure =>
  'value' in figure ? { share: figure.value } : { reason: figure.suppressed };

const RuleType = builder.objectRef<{ readonly version: number }>('DisclosureRule').implement({
  description: 'The rules by which figures are shown or not.',
  fields: (t) => ({
    version: t.exposeInt('version', { description: 'From 1; other rules are a later version.' }),
  }),
});

export const QuarterEnum = builder.enumType('PublishedQuarter', {
  description: 'A quarter of a financial year: Q1 is April to June.',
  values: QUARTERS,
});

/** Fields of every answer that is made of published figures. */
export const RULE = {
  type: RuleType,
  description: 'By which rules figures are shown.',
  resolve: ({ ruleVersion }: Pick<SaidOfFigures, 'ruleVersion'>) => ({ version: ruleVersion }),
};
/** Of one of a quarter. */
export const PART = {
  type: QuarterEnum,
  nullable: true,
  description: 'Which quarter is told; null where nothing is published.',
  resolve: ({ part }: Pick<SaidOfFigures, 'part'>) => part,
} as const;
export const AS_OF = {
  type: 'PlainDate',
  nullable: true,
  description: 'On which day; null where nothing is published.',
  resolve: ({ asOf }: Pick<SaidOfFigures, 'asOf'>) => asOf,
} as const;

/** What was answered; to whoever may not ask it is refused, by the name of what was asked for. */
export function forAnalysts<Answer>(answer: Answer | undefined, asked: string): Answer {
  if (answer !== undefined) return answer;
  const message = `${asked} is for analysts and finance`;
  throw new GraphQLError(message, { extensions: { code: 'FORBIDDEN' } });
}

import { GraphQLError } from 'graphql';
import { DIMENSIONS } from '../src/pools/dimension.ts';
import { readUsage, UsageRefused } from '../src/pools/read-usage.ts';
import {
  type Figure,
  MEASURES,
  type Measure,
  SUPPRESSIONS,
  type Suppression,
  type Usage,
  type UsageCell,
  type UsageKey,
} from '../src/pools/usage.ts';
import type { Pence } from '../src/values/money.ts';
import { builder } from './builder.ts';
import { Money } from './money.ts';

const DimensionEnum = builder.enumType('UsageDimension', {
  description:
    'What usage may be asked by. A quarter or month of effect; AGE_BAND on the first day of what was published; NOT_KNOWN is told where no source says.',
  values: DIMENSIONS,
});

const MeasureEnum = builder.enumType('UsageMeasure', {
  description:
    'PEOPLE: how many people money of the pool was spent for. ACTUAL: what was spent for them, less what came back, attributed by the pool’s rules.',
  values: MEASURES,
});

const SuppressionEnum = builder.enumType('SuppressionReason', {
  description:
    'FEW_PEOPLE: fewer than 8. DOMINATED: two people are nearly all of it. NEGATIVE: somebody’s sum is below nothing and is looked at first. ROUNDS_TO_NOTHING: too little to be told at the base that hides the largest. PROTECTS_OTHERS: it would tell of one that is not shown. NOT_PUBLISHED: nothing is published of it. YEAR_NOT_OVER: people of a year are told when all of it is published. NOT_ADDITIVE: somebody may be in more than one of what would be added up.',
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

const FigureUnion = builder.unionType('UsageFigure', {
  description: 'A figure as it is published, or why it is not told.',
  types: [PublishedMoney, PublishedCount, Suppressed],
  resolveType: (figure) =>
    'money' in figure ? 'PublishedMoney' : 'count' in figure ? 'PublishedCount' : 'Suppressed',
});

const spendFigure = (spend: Figure<Pence>) =>
  'value' in spend ? { money: spend.value } : { reason: spend.suppressed };
const peopleFigure = (people: Figure<number>) =>
  'value' in people ? { count: people.value } : { reason: people.suppressed };

const KeyType = builder.objectRef<UsageKey>('UsageKey').implement({
  description: 'Under which code of a dimension a cell is.',
  fields: (t) => ({
    dimension: t.field({
      type: DimensionEnum,
      description: 'The dimension.',
      resolve: ({ dimension }) => dimension,
    }),
    code: t.exposeString('code', { description: 'The code.' }),
  }),
});

interface AskedCell extends UsageCell {
  readonly measures: readonly Measure[];
}

interface AskedMeasure {
  readonly measure: Measure;
  readonly cell: UsageCell;
}

const MeasureType = builder.objectRef<AskedMeasure>('UsageMeasureValue').implement({
  description: 'A measure of a cell.',
  fields: (t) => ({
    measure: t.field({
      type: MeasureEnum,
      description: 'Which.',
      resolve: ({ measure }) => measure,
    }),
    value: t.field({
      type: FigureUnion,
      description: 'What it comes to.',
      resolve: ({ measure, cell }) =>
        measure === 'PEOPLE' ? peopleFigure(cell.people) : spendFigure(cell.spend),
    }),
  }),
});

const SUPPRESSED = 'How many published cells below are not shown; the sums leave them out.';
const PEOPLE = 'How many people.';
const SPEND = 'What was spent for them.';

const CellType = builder.objectRef<AskedCell>('UsageCell').implement({
  description: 'How much of a pool was used under one code of each dimension asked by.',
  fields: (t) => ({
    keys: t.field({
      type: [KeyType],
      description: 'In the order asked.',
      resolve: ({ keys }) => [...keys],
    }),
    measures: t.field({
      type: [MeasureType],
      description: 'The measures asked for, in the order asked.',
      resolve: (cell) => cell.measures.map((measure) => ({ measure, cell })),
    }),
    people: t.field({
      type: FigureUnion,
      description: PEOPLE,
      resolve: (cell) => peopleFigure(cell.people),
    }),
    spend: t.field({
      type: FigureUnion,
      description: SPEND,
      resolve: (cell) => spendFigure(cell.spend),
    }),
    suppressed: t.exposeInt('suppressed', { description: SUPPRESSED }),
  }),
});

const TotalsType = builder.objectRef<Usage['totals']>('UsageTotals').implement({
  description: 'What the published cells of the answer come to.',
  fields: (t) => ({
    people: t.field({
      type: FigureUnion,
      description:
        'Added up from the cells where each person is in one alone; else as published of the whole.',
      resolve: (totals) => peopleFigure(totals.people),
    }),
    spend: t.field({
      type: FigureUnion,
      description: 'The sum of what is shown.',
      resolve: (totals) => spendFigure(totals.spend),
    }),
    suppressed: t.exposeInt('suppressed', { description: SUPPRESSED }),
  }),
});

const RuleType = builder.objectRef<{ readonly version: number }>('DisclosureRule').implement({
  description: 'The rules by which figures are shown or not.',
  fields: (t) => ({
    version: t.exposeInt('version', { description: 'From 1; other rules are a later version.' }),
  }),
});

const UsageType = builder
  .objectRef<Usage & { readonly measures: readonly Measure[] }>('PoolUsage')
  .implement({
    description:
      'How a pool was used, from published tables: nobody can be found in it, whatever else is asked.',
    fields: (t) => ({
      asOf: t.field({
        type: 'PlainDate',
        nullable: true,
        description: 'The last day that is published; null where nothing is.',
        resolve: ({ asOf }) => asOf,
      }),
      rule: t.field({
        type: RuleType,
        description: 'By which rules figures are shown.',
        resolve: ({ ruleVersion }) => ({ version: ruleVersion }),
      }),
      cells: t.field({
        type: [CellType],
        description: 'In order of their codes; a combination that is not there is nobody’s.',
        resolve: ({ cells, measures }) => cells.map((cell) => ({ ...cell, measures })),
      }),
      totals: t.field({
        type: TotalsType,
        description: 'Of all cells.',
        resolve: ({ totals }) => totals,
      }),
    }),
  });

const FilterInput = builder.inputType('PoolUsageFilter', {
  description: 'Leaves out all but some codes of a dimension, which counts as one of the three.',
  fields: (t) => ({
    dimension: t.field({ type: DimensionEnum, required: true, description: 'The dimension.' }),
    codes: t.stringList({ required: true, description: 'The codes that are kept.' }),
  }),
});

const UsageInput = builder.inputType('PoolUsageInput', {
  description: 'What is asked of a pool’s year.',
  fields: (t) => ({
    pool: t.string({ required: true, description: 'The pool, by its code.' }),
    year: t.field({ type: 'FinancialYear', required: true, description: 'The financial year.' }),
    measures: t.field({
      type: [MeasureEnum],
      required: true,
      description: 'What is asked of each cell.',
    }),
    by: t.field({
      type: [DimensionEnum],
      required: true,
      description: 'Up to three dimensions, those of filters counted.',
    }),
    filter: t.field({ type: [FilterInput], required: false, description: 'None by itself.' }),
  }),
});

builder.queryField('poolUsage', (t) =>
  t.field({
    type: UsageType,
    nullable: true,
    description:
      'How a pool was used, for analysts and finance; null for a pool that is none. What was asked is noted.',
    args: { input: t.arg({ type: UsageInput, required: true, description: 'What is asked.' }) },
    resolve: async (_root, { input }, { hub, viewer }) => {
      const { pool, year, by, measures, filter } = input;
      const asked = { pool, year, by, filter: filter ?? [] };
      const usage = await readUsage(hub.serving, viewer, asked).catch((error: unknown) => {
        if (!(error instanceof UsageRefused)) throw error;
        throw new GraphQLError(error.message, { extensions: { code: 'BAD_USER_INPUT' } });
      });
      if (usage === undefined) {
        const message = 'usage of a pool is for analysts and finance';
        throw new GraphQLError(message, { extensions: { code: 'FORBIDDEN' } });
      }
      return usage && { ...usage, measures };
    },
  }),
);

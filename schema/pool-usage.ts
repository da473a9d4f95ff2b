import { GraphQLError } from 'graphql';
import { DIMENSIONS } from '../src/pools/dimension.ts';
import { type ReadUsage, readUsage, UsageRefused } from '../src/pools/read-usage.ts';
import {
  MEASURES,
  type Measure,
  type UsageCell,
  type UsageFigures,
  type UsageKey,
} from '../src/pools/usage.ts';
import { sameCell } from '../src/pools/year-before.ts';
import { builder } from './builder.ts';
import {
  countFigure,
  FigureUnion,
  forAnalysts,
  moneyFigure,
  RULE,
  type ShownFigure,
  unitCostFigure,
} from './published-figure.ts';

const DimensionEnum = builder.enumType('UsageDimension', {
  description:
    'What usage may be asked by. A quarter or month of effect; AGE_BAND on the first day of what was published; NOT_KNOWN is told where no source says.',
  values: DIMENSIONS,
});

const MeasureEnum = builder.enumType('UsageMeasure', {
  description:
    'PEOPLE: how many people money of the pool was awarded to or spent for. PLANNED: what schemes were planned to come to in the year. COMMITTED: what the awards in force on the days of the published quarters come to, paid or not. ACTUAL: what was spent for them, less what came back. UNIT_COST: what a week of support comes to for each person on the last published day. Attributed by the pool’s rules; the measures are never added to each other.',
  values: MEASURES,
});

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

/** A measure as it was asked for. */
interface AskedMeasure {
  readonly measure: Measure;
  readonly figures: UsageFigures;
  readonly yearBefore: UsageFigures | null;
}

function figureOf(measure: Measure, figures: UsageFigures): ShownFigure {
  switch (measure) {
    case 'PEOPLE':
      return countFigure(figures.people);
    case 'PLANNED':
      return moneyFigure(figures.planned);
    case 'COMMITTED':
      return moneyFigure(figures.committed);
    case 'ACTUAL':
      return moneyFigure(figures.spend);
    case 'UNIT_COST':
      return unitCostFigure(figures.unitCost);
  }
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
      resolve: ({ measure, figures }) => figureOf(measure, figures),
    }),
    yearBefore: t.field({
      type: FigureUnion,
      nullable: true,
      description:
        'The same of the year before, of its published parts that this answer has too; null where none of them is.',
      resolve: ({ measure, yearBefore }) => yearBefore && figureOf(measure, yearBefore),
    }),
  }),
});

const SUPPRESSED = 'How many published cells below are not shown; the sums leave them out.';

/** What is asked of a cell or of all of them. */
interface Asked<Figures extends UsageFigures> {
  readonly figures: Figures;
  readonly yearBefore: UsageFigures | null;
  readonly measures: readonly Measure[];
}

const measuresOf = ({ measures, ...asked }: Asked<UsageFigures>): AskedMeasure[] =>
  measures.map((measure) => ({ measure, ...asked }));

const CellType = builder.objectRef<Asked<UsageCell>>('UsageCell').implement({
  description: 'How much of a pool was used under one code of each dimension asked by.',
  fields: (t) => ({
    keys: t.field({
      type: [KeyType],
      description: 'In the order asked.',
      resolve: ({ figures }) => [...figures.keys],
    }),
    measures: t.field({
      type: [MeasureType],
      description: 'The measures asked for, in the order asked.',
      resolve: measuresOf,
    }),
    people: t.field({
      type: FigureUnion,
      description: 'How many people.',
      resolve: ({ figures }) => countFigure(figures.people),
    }),
    spend: t.field({
      type: FigureUnion,
      description: 'What was spent for them.',
      resolve: ({ figures }) => moneyFigure(figures.spend),
    }),
    suppressed: t.int({
      description: SUPPRESSED,
      resolve: ({ figures }) => figures.suppressed,
    }),
  }),
});

const TotalsType = builder.objectRef<Asked<UsageFigures>>('UsageTotals').implement({
  description: 'What the published cells of the answer come to.',
  fields: (t) => ({
    measures: t.field({
      type: [MeasureType],
      description: 'The measures asked for, in the order asked.',
      resolve: measuresOf,
    }),
    people: t.field({
      type: FigureUnion,
      description:
        'Added up from the cells where each person is in one alone; else as published of the whole.',
      resolve: ({ figures }) => countFigure(figures.people),
    }),
    spend: t.field({
      type: FigureUnion,
      description: 'The sum of what is shown.',
      resolve: ({ figures }) => moneyFigure(figures.spend),
    }),
    suppressed: t.int({
      description: SUPPRESSED,
      resolve: ({ figures }) => figures.suppressed,
    }),
  }),
});

const UsageType = builder
  .objectRef<ReadUsage & { readonly measures: readonly Measure[] }>('PoolUsage')
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
      rule: t.field(RULE),
      cells: t.field({
        type: [CellType],
        description: 'In order of their codes; a combination that is not there is nobody’s.',
        resolve: ({ cells, measures, yearBefore }) =>
          cells.map((figures) => ({
            ...{ figures, measures },
            yearBefore: yearBefore && sameCell(yearBefore, figures),
          })),
      }),
      totals: t.field({
        type: TotalsType,
        description: 'Of all cells.',
        resolve: ({ totals, measures, yearBefore }) => ({
          ...{ figures: totals, measures, yearBefore: yearBefore?.totals ?? null },
        }),
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
    resolve: async (_root, { input }, { hub, viewer, today }) => {
      const { pool, year, by, measures, filter } = input;
      const asked = { pool, year, by, filter: filter ?? [] };
      const usage = await readUsage(hub.serving, viewer, asked, today).catch((error: unknown) => {
        if (!(error instanceof UsageRefused)) throw error;
        throw new GraphQLError(error.message, { extensions: { code: 'BAD_USER_INPUT' } });
      });
      const told = forAnalysts(usage, 'usage of a pool');
      return told && { ...told, measures };
    },
  }),
);

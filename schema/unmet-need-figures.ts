import { GraphQLError } from 'graphql';
import { readUnmetNeed } from '../src/pools/read-unmet-need.ts';
import { UsageRefused } from '../src/pools/read-usage.ts';
import type { NeedCell, NeedFigures, NeedKey, UnmetNeedFigures } from '../src/pools/unmet-need.ts';
import { NEED_DIMENSIONS } from '../src/pools/unmet-need-facts.ts';
import { builder } from './builder.ts';
import { countFigure, FigureUnion, forAnalysts, moneyFigure, RULE } from './published-figure.ts';

const DimensionEnum = builder.enumType('UnmetNeedDimension', {
  description:
    'AREA: the council, by its GSS code, or NOT_KNOWN. OUTCOME and REASON: as they were recorded of needs; money that waits is under NO_NEED, and AWARDED_NOT_PAID or PAYMENT_OVERDUE.',
  values: NEED_DIMENSIONS,
});

const KeyType = builder.objectRef<NeedKey>('UnmetNeedKey').implement({
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

/** The figures of a cell and of the whole area, each told the same way. */
const PEOPLE = {
  type: FigureUnion,
  description: 'How many people have a need that is not met.',
  resolve: ({ people }: NeedFigures) => countFigure(people),
};
const COST_NOT_KNOWN = {
  type: FigureUnion,
  description: 'Of how many of them a need’s cost is not known: what it comes to is in no sum.',
  resolve: ({ costNotKnown }: NeedFigures) => countFigure(costNotKnown),
};
const UNMET = {
  type: FigureUnion,
  description:
    'What the needs whose cost is known come to in a year: a weekly sum 52 times, a yearly one, and what is needed once, once.',
  resolve: ({ unmet }: NeedFigures) => moneyFigure(unmet),
};
const WAITING = {
  type: FigureUnion,
  description:
    'What was awarded as one sum, is not completed and is paid to nobody, and payments into accounts that were due and have not come.',
  resolve: ({ waiting }: NeedFigures) => moneyFigure(waiting),
};

const CellType = builder.objectRef<NeedCell>('UnmetNeedCell').implement({
  description: 'Unmet need under one code of each dimension asked by.',
  fields: (t) => ({
    keys: t.field({
      type: [KeyType],
      description: 'In the order asked.',
      resolve: ({ keys }) => [...keys],
    }),
    people: t.field(PEOPLE),
    costNotKnown: t.field(COST_NOT_KNOWN),
    unmet: t.field(UNMET),
    waiting: t.field(WAITING),
  }),
});

const TotalsType = builder.objectRef<NeedFigures>('UnmetNeedTotals').implement({
  description: 'The whole area, as it is published by itself: somebody may be in several cells.',
  fields: (t) => ({
    people: t.field(PEOPLE),
    costNotKnown: t.field(COST_NOT_KNOWN),
    unmet: t.field(UNMET),
    waiting: t.field(WAITING),
  }),
});

const FiguresType = builder.objectRef<UnmetNeedFigures>('UnmetNeedFigures').implement({
  description:
    'What people need that nobody pays for, from published tables: nobody can be found in it, whatever else is asked.',
  fields: (t) => ({
    asOf: t.field({
      type: 'PlainDate',
      nullable: true,
      description: 'On which day it stood so; null where nothing of the year is published.',
      resolve: ({ asOf }) => asOf,
    }),
    rule: t.field(RULE),
    cells: t.field({
      type: [CellType],
      description: 'In order of their codes; none where nothing is asked by.',
      resolve: ({ cells }) => [...cells],
    }),
    totals: t.field({
      type: TotalsType,
      description: 'Of the whole area.',
      resolve: ({ totals }) => totals,
    }),
    suppressed: t.exposeInt('suppressed', {
      description: 'How many figures of the answer are not shown.',
    }),
  }),
});

const FiguresInput = builder.inputType('UnmetNeedInput', {
  description: 'What is asked of unmet need.',
  fields: (t) => ({
    year: t.field({
      type: 'FinancialYear',
      required: true,
      description: 'The financial year; told as of the last day of its last published quarter.',
    }),
    by: t.field({
      type: [DimensionEnum],
      required: true,
      description: 'Up to two dimensions, each once.',
    }),
  }),
});

builder.queryField('unmetNeed', (t) =>
  t.field({
    type: FiguresType,
    description:
      'What people need that nobody pays for, for analysts and finance. What was asked is noted.',
    args: { input: t.arg({ type: FiguresInput, required: true, description: 'What is asked.' }) },
    resolve: async (_root, { input }, { hub, viewer }) => {
      const figures = await readUnmetNeed(hub.serving, viewer, input).catch((error: unknown) => {
        if (!(error instanceof UsageRefused)) throw error;
        throw new GraphQLError(error.message, { extensions: { code: 'BAD_USER_INPUT' } });
      });
      return forAnalysts(figures, 'unmet need');
    },
  }),
);

import type { Beside } from '../src/budgets/budget.ts';
import type { Figures } from '../src/budgets/figures.ts';
import { builder } from './builder.ts';
import { Money, money } from './money.ts';

export const FiguresType = builder.objectRef<Figures>('Figures').implement({
  description:
    'What was agreed and what became of it. Null is not known, never nothing: with nulls counted as nothing, awarded = contribution + paid + remaining + unreported.',
  fields: (t) => ({
    awarded: t.field({
      type: Money,
      nullable: true,
      description: 'Gross value agreed for the year; null where no line has a price.',
      resolve: (figures) => money(figures.awarded),
    }),
    contribution: t.field({
      type: Money,
      nullable: true,
      description:
        'What the person is asked to pay; null where it can be charged for and no source says how much.',
      resolve: (figures) => money(figures.contribution),
    }),
    paid: t.field({
      type: Money,
      nullable: true,
      description: 'The public share known to have gone out; null where the source reports none.',
      resolve: (figures) => money(figures.paid),
    }),
    remaining: t.field({
      type: Money,
      nullable: true,
      description:
        'Awarded less contribution and paid; below zero when more went out than was agreed.',
      resolve: (figures) => money(figures.remaining),
    }),
    unreported: t.field({
      type: Money,
      nullable: true,
      description: 'The part of awarded that no known contribution or payment accounts for.',
      resolve: (figures) => money(figures.unreported),
    }),
  }),
});

export const BesideType = builder.objectRef<Beside>('Beside').implement({
  description: 'Money that stands beside the budget and is in none of its figures.',
  fields: (t) => ({
    careGiven: t.field({
      type: Money,
      nullable: true,
      description: 'What care already given cost; nobody awarded it and nobody may direct it.',
      resolve: (beside) => money(beside.careGiven),
    }),
    entitlements: t.field({
      type: Money,
      nullable: true,
      description: 'Benefits owed by right, which no plan can redirect.',
      resolve: (beside) => money(beside.entitlements),
    }),
    leftToClaim: t.field({
      type: Money,
      nullable: true,
      description: 'What may still be claimed under ceilings.',
      resolve: (beside) => money(beside.leftToClaim),
    }),
  }),
});

import type { Basis, Currency, Mode } from '../src/awards/award.ts';
import { BASES, MODES } from '../src/awards/award.ts';
import { basisOf, type Line, type PricedLine, type UnpricedLine } from '../src/awards/line.ts';
import { type Step, workingOf } from '../src/awards/working.ts';
import { lastDay } from '../src/values/period.ts';
import { builder } from './builder.ts';
import { Money, money } from './money.ts';

export const BasisEnum = builder.enumType('Basis', {
  description:
    'RECURRING a rate over dates; ONE_OFF one sum; CEILING the most that may be claimed; ACTIVITY care given or a claim paid.',
  values: BASES satisfies readonly Basis[],
});

export const ModeEnum = builder.enumType('Mode', {
  description:
    'Who holds the money: the commissioner for the person (NOTIONAL), an independent organisation (THIRD_PARTY), the person or their nominee (DIRECT_PAYMENT); COMMISSIONED is no personal budget.',
  values: MODES satisfies readonly Mode[],
});

export const StepType = builder.objectRef<Step>('WorkingStep').implement({
  description: 'One step from the raw figure to the pence.',
  fields: (t) => ({
    step: t.exposeString('step', { description: 'What was done, in words.' }),
    result: t.exposeString('result', { description: 'What came of it.' }),
  }),
});

interface ShownCurrency {
  readonly scheme: string;
  readonly code: string | null;
}

const CurrencyType = builder.objectRef<ShownCurrency>('Currency').implement({
  description: 'What is paid for, by a payment system’s scheme; never sterling.',
  fields: (t) => ({
    scheme: t.exposeString('scheme', { description: 'The scheme, such as hrg.' }),
    code: t.exposeString('code', {
      nullable: true,
      description: 'The code: a diagnosis in most schemes, so null for all but clinical readers.',
    }),
  }),
});

const TraceType = builder
  .objectRef<{ readonly delivery: string; readonly row: number; readonly sender: string }>('Trace')
  .implement({
    description: 'Where a line comes from.',
    fields: (t) => ({
      delivery: t.exposeID('delivery', { description: 'The delivery that brought it.' }),
      row: t.exposeInt('row', { description: 'The data row, counted from 1.' }),
      sender: t.exposeString('sender', { description: 'The organisation that sent it.' }),
    }),
  });

export const LineInterface = builder.interfaceRef<Line>('Line').implement({
  description: 'One line of a stream: priced, or not priced and why.',
  resolveType: (line) => (line.kind === 'PRICED' ? 'PricedLine' : 'UnpricedLine'),
  fields: (t) => ({
    basis: t.field({ type: BasisEnum, description: 'What kind of sum it is.', resolve: basisOf }),
    mode: t.field({
      type: ModeEnum,
      description: 'Who holds the money.',
      resolve: (line) => line.award.mode,
    }),
    legalBasis: t.string({
      description: 'The law under which it is given.',
      resolve: (line) => line.award.legalBasis,
    }),
    description: t.string({
      description: 'What it is for, in plain words.',
      resolve: (line) => line.award.description,
    }),
    firstDay: t.field({
      type: 'PlainDate',
      description: 'The first day of the year that it is in force.',
      resolve: (line) => line.days.from,
    }),
    lastDay: t.field({
      type: 'PlainDate',
      description: 'The last day of the year that it is in force.',
      resolve: (line) => lastDay(line.days),
    }),
    projectedFrom: t.field({
      type: 'PlainDate',
      nullable: true,
      description: 'From this day on it is projected: the sender’s data does not speak so far.',
      resolve: (line) => line.projectedFrom,
    }),
    from: t.field({
      type: [TraceType],
      description: 'The deliveries and rows it comes from.',
      resolve: (line) =>
        line.segments.map(({ award: { delivery, row } }) => ({
          delivery: delivery.id,
          sender: delivery.sender,
          row,
        })),
    }),
  }),
});

export const PricedLineType = builder.objectRef<PricedLine>('PricedLine').implement({
  description: 'A line with a price.',
  interfaces: [LineInterface],
  fields: (t) => ({
    amount: t.field({
      type: Money,
      description: 'What it comes to in the year, rounded once.',
      resolve: (line) => ({ pence: line.amount }),
    }),
    weekly: t.field({
      type: Money,
      nullable: true,
      description: 'The analysts’ weekly comparator; never used to work out a year.',
      resolve: (line) => money(line.weekly),
    }),
    contribution: t.field({
      type: Money,
      nullable: true,
      description: 'What the person is asked to pay of it; null where that is not known.',
      resolve: (line) => money(line.contribution),
    }),
    paid: t.field({
      type: Money,
      nullable: true,
      description: 'The public share known to have gone out; null where none is reported.',
      resolve: (line) => money(line.paid),
    }),
    inTotals: t.boolean({
      description:
        'False for a one-off award of an earlier year, listed until it is completed and counted in no figure.',
      resolve: (line) => line.inTotals,
    }),
    currency: t.field({
      type: CurrencyType,
      nullable: true,
      description: 'What is paid for, where a payment system names it.',
      resolve: (line, _args, context) => shown(line.award.currency, context),
    }),
    working: t.field({
      type: [StepType],
      description: 'How the amount was worked out, from the figures as sent.',
      resolve: (line, _args, context) => workingOf(line, context.mayReadClinical()),
    }),
  }),
});

function shown(
  currency: Currency | null,
  context: { mayReadClinical(): boolean },
): ShownCurrency | null {
  if (!currency) return null;
  return { ...currency, code: context.mayReadClinical() ? currency.code : null };
}

export const UnpricedLineType = builder.objectRef<UnpricedLine>('UnpricedLine').implement({
  description: 'A line that should have a price and has none; it is in no sum.',
  interfaces: [LineInterface],
  fields: (t) => ({
    reason: t.exposeString('reason', { description: 'Why it has no price.' }),
  }),
});

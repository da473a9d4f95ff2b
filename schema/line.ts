import { type AfterDeath, lineAfterDeath } from '../src/awards/after-death.ts';
import type { Basis, Currency, Mode } from '../src/awards/award.ts';
import { BASES, MODES } from '../src/awards/award.ts';
import type { Check } from '../src/awards/check.ts';
import { basisOf, type Line, type PricedLine, type UnpricedLine } from '../src/awards/line.ts';
import { OVERLAP_RULES, type Overlap } from '../src/awards/overlap.ts';
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

export interface ShownCurrency {
  readonly scheme: string;
  readonly code: string | null;
}

export const CurrencyType = builder.objectRef<ShownCurrency>('Currency').implement({
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

const OverlapRuleEnum = builder.enumType('OverlapRule', {
  description:
    'Which rule found that a line repeats another: SAME_SPELL one hospital spell told by two feeds; INSIDE_CLUSTER care on days that a mental health price covers; NAMED_BY_AWARD care that an agreed award replaces; SUPPORT_CHARGE_PAID a landlord’s support charge that an award pays.',
  values: OVERLAP_RULES,
});

const OverlapType = builder.objectRef<Overlap>('Overlap').implement({
  description: 'Why a line is not counted a second time.',
  fields: (t) => ({
    rule: t.field({
      type: OverlapRuleEnum,
      description: 'The rule that decided.',
      resolve: (overlap) => overlap.rule,
    }),
    words: t.exposeString('words', { description: 'What counts instead, in words.' }),
  }),
});

const CheckType = builder.objectRef<Check>('Check').implement({
  description: 'Another source’s figure for the same line: reported and never counted.',
  fields: (t) => ({
    against: t.string({
      description:
        'SENDER: the price in the sender’s own file. TARIFF: the tariff of the currency that the line names.',
      resolve: (check) => check.against,
    }),
    expected: t.field({
      type: Money,
      nullable: true,
      description: 'That figure; null where no tariff is loaded for all of the days.',
      resolve: (check) => money(check.expected),
    }),
    difference: t.field({
      type: Money,
      nullable: true,
      description: 'The line’s amount less that figure.',
      resolve: (check) => money(check.difference),
    }),
  }),
});

export const LineAfterDeathType = builder.objectRef<AfterDeath>('LineAfterDeath').implement({
  description:
    'Why an award should have ended: a source tells of the person’s death. No amount changes by it.',
  fields: (t) => ({
    deathDate: t.field({
      type: 'PlainDate',
      description: 'The earliest death date that any source tells.',
      resolve: ({ deathDate }) => deathDate,
    }),
    words: t.exposeString('words', { description: 'What is to be done, in words.' }),
  }),
});

export const LineInterface = builder.interfaceRef<Line>('Line').implement({
  description: 'One line of a stream: priced, or not priced and why.',
  resolveType: (line) => (line.kind === 'PRICED' ? 'PricedLine' : 'UnpricedLine'),
  fields: (t) => ({
    award: t.id({
      description: 'The award that it is worked out from, by its opaque id: names it in a query.',
      resolve: (line) => line.award.id,
    }),
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
    overlap: t.field({
      type: OverlapType,
      nullable: true,
      description: 'Set where another line is, or pays for, the same thing.',
      resolve: (line) => line.overlap,
    }),
    openAfterDeath: t.field({
      type: LineAfterDeathType,
      nullable: true,
      description: 'Set where its award is still open although a source tells of a death before.',
      resolve: lineAfterDeath,
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
        'False for a one-off award of an earlier year, listed until it is completed, and for care that another line counts already (see overlap).',
      resolve: (line) => line.inTotals,
    }),
    illustrative: t.boolean({
      description: 'True where a price was used that nobody pays by.',
      resolve: (line) => line.pricing?.illustrative ?? false,
    }),
    shadow: t.boolean({
      description:
        'True for what a tariff would have paid under a block contract: no money moves by it.',
      resolve: (line) => line.shadow,
    }),
    check: t.field({
      type: CheckType,
      nullable: true,
      description: 'Another source’s figure for the same, where there is one.',
      resolve: (line) => line.check,
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

/** The code only to clinical readers. */
export function shown(
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

import { openAfterDeath } from '../src/awards/after-death.ts';
import type { Ceiling } from '../src/awards/line.ts';
import type {
  BudgetSums,
  IntegratedBudget,
  StreamBudget,
  StreamSums,
  Withheld,
} from '../src/budgets/budget.ts';
import type { Freshness } from '../src/budgets/freshness.ts';
import type { Gap } from '../src/budgets/gaps.ts';
import { lastDay } from '../src/values/period.ts';
import { builder } from './builder.ts';
import { BesideType, FiguresType } from './figures.ts';
import { LineAfterDeathType, LineInterface, StepType } from './line.ts';
import { Money, money } from './money.ts';
import { OrganisationType, SectorEnum, StreamType } from './stream.ts';

const SourceStatusEnum = builder.enumType('SourceStatus', {
  description:
    'FRESH within the format’s own time; STALE beyond it; MISSING expected and nothing delivered for the year.',
  values: ['FRESH', 'STALE', 'MISSING'] as const,
});

const SourceType = builder.objectRef<Freshness>('Source').implement({
  description: 'How fresh the data behind a stream is; of several senders the worst.',
  fields: (t) => ({
    status: t.field({
      type: SourceStatusEnum,
      description: 'Whether to rely on it today.',
      resolve: (source) => source.status,
    }),
    asOf: t.field({
      type: 'PlainDate',
      nullable: true,
      description: 'The day the sender’s data speaks for; null when nothing was delivered.',
      resolve: (source) => source.asOf,
    }),
    recordedBy: t.field({
      type: OrganisationType,
      nullable: true,
      description:
        'The organisation that recorded some of it itself, by no file; null where files tell all of it.',
      resolve: (source) => source.recordedBy ?? null,
    }),
  }),
});

const CeilingType = builder.objectRef<Ceiling>('Ceiling').implement({
  description:
    'The most that may be claimed under one award and element, over the whole award; never divided by days.',
  fields: (t) => ({
    element: t.exposeString('element', { description: 'What may be claimed for.' }),
    firstDay: t.field({
      type: 'PlainDate',
      description: 'First day of the award.',
      resolve: (ceiling) => ceiling.days.from,
    }),
    lastDay: t.field({
      type: 'PlainDate',
      description: 'Last day of the award.',
      resolve: (ceiling) => lastDay(ceiling.days),
    }),
    ceiling: t.field({
      type: Money,
      description: 'The most that may be claimed.',
      resolve: (ceiling) => ({ pence: ceiling.ceiling }),
    }),
    claimed: t.field({
      type: Money,
      description: 'Claimed so far, paid or not.',
      resolve: (ceiling) => ({ pence: ceiling.claimed }),
    }),
    paid: t.field({
      type: Money,
      description: 'Paid so far.',
      resolve: (ceiling) => ({ pence: ceiling.paid }),
    }),
    leftToClaim: t.field({
      type: Money,
      description: 'Ceiling less claimed.',
      resolve: (ceiling) => ({ pence: ceiling.leftToClaim }),
    }),
    openAfterDeath: t.field({
      type: LineAfterDeathType,
      nullable: true,
      description: 'Set where it is still open although a source tells of a death before.',
      resolve: (ceiling) => openAfterDeath(ceiling.award),
    }),
  }),
});

const GapType = builder.objectRef<Gap>('Gap').implement({
  description: 'Something of a BUDGET stream that is not known.',
  fields: (t) => ({
    stream: t.field({
      type: StreamType,
      description: 'Of which stream.',
      resolve: (gap) => gap.stream,
    }),
    reason: t.exposeString('reason', { description: 'What is not known, in words.' }),
  }),
});

const WithheldType = builder.objectRef<Withheld>('Withheld').implement({
  description:
    'A sector of which the viewer is not shown every stream, in the same words whether or not anything is there.',
  fields: (t) => ({
    sector: t.field({
      type: SectorEnum,
      description: 'Which sector.',
      resolve: (withheld) => withheld.sector,
    }),
    reason: t.exposeString('reason', { description: 'Why, in the same words for every person.' }),
  }),
});

/** Selecting any of these reads a budget with its lines; a query of sums alone is spared them. */
export const READ_WITH_LINES: ReadonlySet<string> = new Set(['gaps', 'ceilings', 'lines']);

/** Of any of these the ledger knows a part; a query of none of them is spared the reading of it. */
export const READ_WITH_LEDGER: ReadonlySet<string> = new Set([
  ...['streams', 'paid', 'remaining', 'unreported', 'leftToUse', 'stillToCome'],
]);

/** A budget of which `READ_WITH_LINES` says that it was read with its lines. */
function whole<Sums extends BudgetSums | StreamSums, Whole extends Sums>(
  budget: Sums | Whole,
  part: Exclude<keyof Whole, keyof Sums>,
): Whole {
  if (!(part in budget)) throw new TypeError(`${String(part)} was asked of sums`);
  return budget as Whole;
}

export const StreamBudgetType = builder
  .objectRef<StreamSums | StreamBudget>('StreamBudget')
  .implement({
    description: 'One stream’s money from one funder.',
    fields: (t) => ({
      stream: t.field({
        type: StreamType,
        description: 'The stream.',
        resolve: (budget) => budget.stream,
      }),
      funder: t.field({
        type: OrganisationType,
        description: 'Whose money it is.',
        resolve: (budget) => budget.funder,
      }),
      source: t.field({
        type: SourceType,
        description: 'How fresh the data is.',
        resolve: (budget) => budget.source,
      }),
      amount: t.field({
        type: Money,
        nullable: true,
        description: 'The sum of its priced lines, whatever its nature; null when it has none.',
        resolve: (budget) => money(budget.amount),
      }),
      figures: t.field({
        type: FiguresType,
        nullable: true,
        description: 'For BUDGET streams only.',
        resolve: (budget) => budget.figures,
      }),
      ledgerPaid: t.field({
        type: Money,
        nullable: true,
        description:
          'The public share that the hub’s ledger knows to have gone out in the year: it stands beside what a source reports and is never added to it. Null where the ledger knows nothing.',
        resolve: (budget) => money(budget.ledgerPaid),
      }),
      working: t.field({
        type: [StepType],
        description:
          'Where the figure of what was paid comes from; empty where the ledger knows nothing of it.',
        resolve: (budget) => [...budget.working],
      }),
      ceilings: t.field({
        type: [CeilingType],
        description: 'What may be claimed, of awards in force on any day of the year.',
        resolve: (budget) => [...whole<StreamSums, StreamBudget>(budget, 'ceilings').ceilings],
      }),
      lines: t.field({
        type: [LineInterface],
        description: 'The lines, by their days.',
        resolve: (budget) => [...whole<StreamSums, StreamBudget>(budget, 'lines').lines],
      }),
    }),
  });

export const IntegratedBudgetType = builder
  .objectRef<BudgetSums | IntegratedBudget>('IntegratedBudget')
  .implement({
    description: 'One person’s money in a financial year, whoever pays: a view, joined when asked.',
    fields: (t) => ({
      year: t.field({
        type: 'FinancialYear',
        description: 'The year it is of.',
        resolve: (budget) => budget.year,
      }),
      complete: t.exposeBoolean('complete', {
        description:
          'False when of a BUDGET stream that the viewer may see a source is missing, a line has no price or a contribution is not known.',
      }),
      gaps: t.field({
        type: [GapType],
        description: 'What makes it incomplete.',
        resolve: (budget) => [...whole<BudgetSums, IntegratedBudget>(budget, 'gaps').gaps],
      }),
      withheld: t.field({
        type: [WithheldType],
        description:
          'Sectors of which the viewer is not shown every stream; what is shut counts in nothing here.',
        resolve: (budget) => [...budget.withheld],
      }),
      total: t.field({
        type: FiguresType,
        description: 'The sum over BUDGET streams of what is known.',
        resolve: (budget) => budget.total,
      }),
      beside: t.field({
        type: BesideType,
        description: 'What stands beside the budget.',
        resolve: (budget) => budget.beside,
      }),
      leftToUse: t.field({
        type: Money,
        nullable: true,
        description:
          'What is left today of the money that the person directs: what is there, less bills, wages and tax that are known and not paid yet, less what is set aside. It does not end with the year, and is not `remaining`. Null where there is no such money.',
        resolve: (budget) => money(budget.leftToUse),
      }),
      streams: t.field({
        type: [StreamBudgetType],
        description: 'One entry per stream and funder.',
        resolve: (budget) => [...budget.streams],
      }),
    }),
  });

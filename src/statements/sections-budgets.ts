import { basisOf, type Ceiling, type Line } from '../awards/line.ts';
import { workingOf } from '../awards/working.ts';
import type { IntegratedBudget, StreamBudget } from '../budgets/budget.ts';
import type { Figures } from '../budgets/figures.ts';
import type { Gap } from '../budgets/gaps.ts';
import { lastDay as lastDayOf } from '../values/period.ts';
import {
  type Cell,
  type Column,
  coded,
  day,
  money,
  pairsOf,
  type Section,
  type Table,
  tableOf,
  text,
  yesNo,
} from './document.ts';
import { type Guide, guideTo } from './guide.ts';
import type { Held } from './held.ts';
import * as words from './words.ts';

const NOTES = [
  'A year runs from 1 April to 31 March. Nothing here is kept: it is worked out anew from what was sent, each time that somebody looks.',
  '“Not known” is not nothing. It means that nobody has said.',
];

/** The person's money in each year, the newest first, as it is worked out from what was sent. */
export function budgetSections(held: Held): Section[] {
  return held.budgets.toReversed().map((budget) => ({
    key: `year${budget.year.replace('-', '')}`,
    title: `Your money in ${budget.year}`,
    notes: NOTES,
    tables: budgetTables(held, budget),
  }));
}

function budgetTables(held: Held, budget: IntegratedBudget): Table[] {
  const { year, streams, gaps } = budget;
  const lines = streams.flatMap((entry) => entry.lines.map((line) => ({ entry, line })));
  const ceilings = streams.flatMap((entry) =>
    entry.ceilings.map((ceiling) => ({ entry, ceiling })),
  );
  const [cards, grid] = ['CARDS', 'GRID'] as const;
  const kinds = { key: 'streams', caption: `Kind of support in ${year}`, layout: cards };
  const each = { key: 'lines', caption: `Line of ${year}`, layout: cards };
  const claims = { key: 'ceilings', caption: `What you can claim in ${year}`, layout: grid };
  const unknown = { key: 'gaps', caption: `What is not known of ${year}`, layout: grid };
  const tables = [
    figuresTable('total', `Your budget in ${year}`, budget),
    tableOf(kinds, STREAMS, streams),
    tableOf(each, lineColumns(held), lines),
    tableOf(claims, CEILINGS, ceilings),
    tableOf(unknown, gapColumns(held), gaps),
  ];
  return tables.filter(({ rows }) => rows.length > 0);
}

interface ShownFigure {
  readonly name: Cell;
  readonly means: string;
  readonly amount: Cell;
}

const FIGURES: readonly [keyof Figures, name: string, means: string][] = [
  ['awarded', 'Agreed', 'All the money agreed for your support in the year'],
  ['contribution', 'Your part', 'What you are asked to pay of it'],
  ['paid', 'Paid', 'Public money known to have been paid'],
  ['remaining', 'Left', 'What was agreed, less your part and what was paid'],
  ['unreported', 'Not reported', 'What was agreed and nobody has told more about'],
];

/** What a budget comes to, and what stands beside it. */
export function figuresTable(key: string, caption: string, budget: IntegratedBudget): Table {
  const { total, beside } = budget;
  const shown: ShownFigure[] = [
    ...FIGURES.map(([code, name, means]) => ({
      ...{ name: coded(code, name), means, amount: money(total[code]) },
    })),
    {
      name: coded('careGiven', 'Care already given'),
      means: 'What it cost. It is not part of your budget and you pay nothing of it',
      amount: money(beside.careGiven),
    },
    {
      name: coded('entitlements', 'Benefits'),
      means: 'Not part of your budget',
      amount: money(beside.entitlements),
    },
    {
      name: coded('leftToClaim', 'Left to claim'),
      means: 'The most that can still be claimed',
      amount: money(beside.leftToClaim),
    },
  ];
  const columns: Column<ShownFigure>[] = [
    { key: 'figure', label: 'Figure', of: ({ name }) => name },
    { key: 'amount', label: 'Amount', of: ({ amount }) => amount },
    { key: 'means', label: 'What it means', of: ({ means }) => text(means) },
  ];
  return tableOf({ key, caption, layout: 'GRID' }, columns, shown);
}

const figure =
  (name: keyof Figures) =>
  ({ figures }: StreamBudget): Cell =>
    money(figures?.[name] ?? null);

const STREAMS: readonly Column<StreamBudget>[] = [
  {
    key: 'stream',
    label: 'Kind of support',
    of: ({ stream }) => coded(stream.code, stream.name),
  },
  { key: 'funder', label: 'Who pays', of: ({ funder }) => coded(funder.code, funder.name) },
  { key: 'nature', label: 'It is', of: ({ stream }) => words.nature(stream.nature) },
  { key: 'amount', label: 'What it comes to', none: 'not known', of: (each) => money(each.amount) },
  { key: 'awarded', label: 'Agreed', of: figure('awarded') },
  { key: 'contribution', label: 'Your part', of: figure('contribution') },
  { key: 'paid', label: 'Paid', of: figure('paid') },
  { key: 'remaining', label: 'Left', of: figure('remaining') },
  { key: 'unreported', label: 'Not reported', of: figure('unreported') },
  { key: 'status', label: 'What was sent is', of: ({ source }) => words.freshness(source.status) },
  { key: 'asOf', label: 'It tells how things stood on', of: ({ source }) => day(source.asOf) },
];

interface ShownLine {
  readonly entry: StreamBudget;
  readonly line: Line;
}

function lineColumns(held: Held): Column<ShownLine>[] {
  const guide = guideTo(held);
  return [
    {
      key: 'stream',
      label: 'Kind of support',
      of: ({ entry }) => coded(entry.stream.code, entry.stream.name),
    },
    {
      key: 'funder',
      label: 'Who pays',
      of: ({ entry: { funder } }) => coded(funder.code, funder.name),
    },
    { key: 'description', label: 'What it is for', of: ({ line }) => text(line.award.description) },
    { key: 'basis', label: 'Kind of sum', of: ({ line }) => words.basis(basisOf(line)) },
    { key: 'mode', label: 'Who keeps the money', of: ({ line }) => words.mode(line.award.mode) },
    {
      key: 'legalBasis',
      label: 'The law it is under',
      of: ({ line }) => text(line.award.legalBasis),
    },
    { key: 'firstDay', label: 'First day', of: ({ line }) => day(line.days.from) },
    { key: 'lastDay', label: 'Last day', of: ({ line }) => day(lastDayOf(line.days)) },
    {
      key: 'expectedFrom',
      label: 'Only expected from',
      of: ({ line }) => day(line.projectedFrom),
    },
    {
      key: 'amount',
      label: 'What it comes to',
      of: ({ line }) => (line.kind === 'PRICED' ? money(line.amount) : null),
    },
    {
      key: 'noPrice',
      label: 'Why it has no price',
      of: ({ line }) => (line.kind === 'UNPRICED' ? text(line.reason) : null),
    },
    {
      key: 'contribution',
      label: 'Your part',
      none: 'not known',
      of: ({ line }) => money(line.contribution),
    },
    { key: 'paid', label: 'Paid', none: 'not known', of: ({ line }) => money(line.paid) },
    { key: 'inTotals', label: 'In the sums of the year', of: ({ line }) => yesNo(line.inTotals) },
    {
      key: 'countedElsewhere',
      label: 'Counted elsewhere',
      of: ({ line }) => text(line.overlap?.words ?? null),
    },
    {
      key: 'currency',
      label: 'Code for the care',
      of: ({ line: { award } }) =>
        guide.currency(award.currency?.scheme ?? null, award.currency?.code ?? null),
    },
    { key: 'working', label: 'How it was worked out', of: ({ line }) => workingCell(line, guide) },
  ];
}

/** The code of the care stands in a column of its own, with its name. */
function workingCell(line: Line, guide: Guide): Cell {
  if (line.kind === 'UNPRICED') return null;
  const steps = workingOf(line, false);
  return pairsOf(
    steps.map(({ step, result }) => ({
      label: guide.named(step),
      value: text(guide.named(result)),
    })),
  );
}

const CEILINGS: readonly Column<{ entry: StreamBudget; ceiling: Ceiling }>[] = [
  { key: 'element', label: 'Part of the support', of: ({ ceiling }) => text(ceiling.element) },
  {
    key: 'stream',
    label: 'Kind of support',
    of: ({ entry: { stream } }) => coded(stream.code, stream.name),
  },
  { key: 'firstDay', label: 'First day', of: ({ ceiling }) => day(ceiling.days.from) },
  { key: 'lastDay', label: 'Last day', of: ({ ceiling }) => day(lastDayOf(ceiling.days)) },
  {
    key: 'ceiling',
    label: 'The most that can be claimed',
    of: ({ ceiling }) => money(ceiling.ceiling),
  },
  { key: 'claimed', label: 'Claimed', of: ({ ceiling }) => money(ceiling.claimed) },
  { key: 'paid', label: 'Paid', of: ({ ceiling }) => money(ceiling.paid) },
  { key: 'leftToClaim', label: 'Left to claim', of: ({ ceiling }) => money(ceiling.leftToClaim) },
];

function gapColumns(held: Held): Column<Gap>[] {
  const guide = guideTo(held);
  return [
    {
      key: 'stream',
      label: 'Kind of support',
      of: ({ stream }) => coded(stream.code, stream.name),
    },
    { key: 'reason', label: 'What is not known', of: ({ reason }) => text(guide.named(reason)) },
  ];
}

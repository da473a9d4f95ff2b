import type { AssessedDays } from '../charging/assess.ts';
import type { Regular } from '../charging/means.ts';
import { pence } from '../values/money.ts';
import {
  type Cell,
  type Column,
  count,
  day,
  listOf,
  moment,
  money,
  type Pair,
  pairsOf,
  type Section,
  tableOf,
  text,
} from './document.ts';
import { type Guide, guideTo, lastDay } from './guide.ts';
import type { Held, HeldAssessment } from './held.ts';
import { valueCell } from './sections-awards.ts';
import * as words from './words.ts';

const NOTES = [
  'A council may ask you to pay towards the care that it arranges. It works out how much from your income, your savings and what you need to live on. What it was told, what it asks you to pay, and each step between the two are shown here.',
  'If something in it is wrong or has changed, ask the council to look at it again.',
  'What was written down is never changed. A later assessment by the same council stands instead from its first day on.',
  'The people who wrote it down are named as they sign in. Marks by which this service knows the same request again are not shown: they tell nothing of you.',
];

/** What councils have assessed that the person is to pay, from what means, and how. */
export function assessmentSections(held: Held): Section[] {
  const assessments = { key: 'assessments', caption: 'Assessment', layout: 'CARDS' } as const;
  const amounts = { key: 'amounts', caption: 'What you are to pay', layout: 'CARDS' } as const;
  return [
    {
      key: 'assessments',
      title: 'What you were assessed to pay',
      notes: NOTES,
      tables: [
        tableOf(assessments, assessmentColumns(held), held.assessments),
        tableOf(amounts, amountColumns(), held.assessments.flatMap(amountsOf)),
      ],
    },
  ];
}

function assessmentColumns(held: Held): Column<HeldAssessment>[] {
  const guide = guideTo(held);
  const parts = partsOf(guide);
  const numbers = new Map(held.assessments.map(({ id }, at) => [id, at + 1]));
  return [
    { key: 'assessment', label: 'Number', of: ({ id }) => count(numbers.get(id) ?? null) },
    {
      key: 'council',
      label: 'Which council',
      of: ({ council }) => guide.organisation(council),
    },
    { key: 'firstDay', label: 'From', of: ({ firstDay }) => day(firstDay) },
    { key: 'lastDay', label: 'To', none: 'no end is given', of: (each) => lastDay(each.untilDay) },
    {
      key: 'supersededFrom',
      label: 'A later one stands instead from',
      of: ({ supersededFrom }) => day(supersededFrom),
    },
    {
      key: 'identity',
      label: 'Under which description of you',
      of: ({ identityId }) => guide.description(identityId),
    },
    {
      key: 'means',
      label: 'What the council was told',
      of: ({ means }) => pairsOf(pairsIn(means, parts)),
    },
    { key: 'recordedBy', label: 'Written down by', of: ({ recordedBy }) => text(recordedBy) },
    { key: 'recordedAt', label: 'Written down', of: ({ recordedAt }) => moment(recordedAt) },
  ];
}

/** What a part of the means is called, and how it is told where its value does not say that. */
type Parts = Readonly<
  Record<string, { readonly label: string; readonly of?: (said: string) => Cell }>
>;

/** Amounts are kept as pence in text. */
const sum = (said: string): Cell => money(pence(BigInt(said)));

/** In the order in which they are told. */
function partsOf(guide: Guide): Parts {
  return {
    council: { label: 'Council', of: guide.organisation },
    legalBasis: { label: 'What the care is', of: words.chargedFor },
    setting: { label: 'Where you live', of: words.careSetting },
    manner: { label: 'How it was done', of: words.manner },
    agreedWeekly: { label: 'Sum asked for each week', of: sum },
    age: { label: 'Your age' },
    birthDate: { label: 'Born on' },
    band: { label: 'Age group', of: words.ageBand },
    household: { label: 'You are counted as', of: words.household },
    children: { label: 'Children you look after' },
    incomes: { label: 'Your income' },
    capital: { label: 'Your savings and what you own' },
    formerHome: { label: 'The home you lived in before' },
    premiums: { label: 'Premiums added to what you keep', of: words.premium },
    housingCosts: { label: 'Costs of your home' },
    disabilityExpenses: { label: 'Costs of your disability' },
    costOfCare: { label: 'What the care costs the council' },
    arrangementFee: { label: 'Fee for arranging your care' },
    kind: { label: 'Kind', of: words.meansKind },
    pence: { label: 'Amount', of: sum },
    per: { label: 'That is', of: words.per },
    disregarded: { label: 'Left out of it', of: sum },
    costToCouncil: { label: 'What arranging it costs the council', of: sum },
    residentFrom: { label: 'You moved into the care home on' },
  };
}

/** Whatever is kept of the means, each with its name: nothing of it can be forgotten. */
function pairsIn(kept: object, parts: Parts): Pair[] {
  const order = Object.keys(parts);
  const place = (key: string) => (key in parts ? order.indexOf(key) : order.length);
  return Object.entries(kept)
    .filter(([, value]) => value !== null)
    .sort(([one], [other]) => place(one) - place(other))
    .map(([key, value]) => ({
      label: parts[key]?.label ?? words.activityLabel(key),
      value: partCell(key, value, parts),
    }));
}

function partCell(key: string, value: unknown, parts: Parts): Cell {
  if (value === null) return null;
  if (Array.isArray(value)) return listOf(value.map((each) => partCell(key, each, parts)));
  if (typeof value === 'object') return pairsOf(pairsIn(value, parts));
  return parts[key]?.of?.(String(value)) ?? valueCell(value);
}

interface AmountOf {
  readonly assessment: number;
  readonly amount: AssessedDays;
}

const amountsOf = ({ amounts }: HeldAssessment, at: number): AmountOf[] =>
  amounts.map((amount) => ({ assessment: at + 1, amount }));

function amountColumns(): Column<AmountOf>[] {
  return [
    {
      key: 'assessment',
      label: 'By assessment number',
      of: ({ assessment }) => count(assessment),
    },
    { key: 'firstDay', label: 'From', of: ({ amount }) => day(amount.days.from) },
    {
      key: 'lastDay',
      label: 'To',
      none: 'no end is given',
      of: ({ amount }) => lastDay(amount.days.until),
    },
    { key: 'kind', label: 'You pay', of: ({ amount }) => words.assessedKind(amount.kind) },
    {
      key: 'weekly',
      label: 'That is, each week',
      none: 'not known',
      of: ({ amount }) => money(amount.weekly),
    },
    {
      key: 'arrangementFee',
      label: 'Beside that, for arranging your care',
      of: ({ amount: { arrangementFee: fee } }) => (fee ? pairsOf(feePairs(fee)) : null),
    },
    { key: 'reason', label: 'Why', of: ({ amount }) => text(amount.reason) },
    {
      key: 'working',
      label: 'How it was worked out, in pounds',
      of: ({ amount: { steps } }) =>
        pairsOf(steps.map(({ step, result }) => ({ label: step, value: text(result) }))),
    },
  ];
}

const feePairs = ({ amount, per }: Regular): Pair[] => [
  { label: 'Amount', value: money(amount) },
  { label: 'That is', value: words.per(per) },
];

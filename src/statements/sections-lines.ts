import { size } from '../ledger/movement.ts';
import { addDays, type PlainDate } from '../values/plain-date.ts';
import {
  type Cell,
  type Column,
  coded,
  count,
  day,
  listOf,
  moment,
  money,
  pairsOf,
  type Section,
  tableOf,
  text,
  yesNo,
} from './document.ts';
import { guideTo } from './guide.ts';
import type { Held } from './held.ts';
import type { HeldEnding, HeldLine } from './held-lines.ts';
import * as words from './words.ts';

const NOTES = [
  'Banks and payment offices send files of money that has moved. Each line stands here as it was told, with the movement that was written down for it.',
  'A line that nobody expected waits until somebody finds out what it was. Until then its money is attributed to nobody.',
  'Marks by which the same line is known again are not shown: they tell nothing of you.',
];

/** The lines of bank statements and payment runs that were told of the person's accounts. */
export function lineSections(held: Held): Section[] {
  const lines = { key: 'lines', caption: 'Line', layout: 'CARDS' } as const;
  const title = 'What banks and payment offices told';
  return [
    { key: 'lines', title, notes: NOTES, tables: [tableOf(lines, columns(held), held.lines)] },
  ];
}

const numbersOf = (items: readonly { readonly id: string }[]): Map<string, number> =>
  new Map(items.map(({ id }, at) => [id, at + 1]));

function columns(held: Held): Column<HeldLine>[] {
  const accounts = numbersOf(held.accounts);
  return [
    {
      key: 'account',
      label: 'In account number',
      of: ({ accountId }) => count(accounts.get(accountId) ?? null),
    },
    { key: 'day', label: 'Day', of: (line) => day(line.day) },
    { key: 'way', label: 'Money went', of: ({ amount }) => words.way(amount < 0n ? 'OUT' : 'IN') },
    { key: 'amount', label: 'Amount', of: ({ amount }) => money(size(amount)) },
    {
      key: 'balance',
      label: 'In the account after it',
      of: ({ balance }) => money(balance),
      none: 'the file does not say',
    },
    { key: 'description', label: 'What it says', of: ({ description }) => text(description) },
    { key: 'debit', label: 'By direct debit', of: ({ directDebit }) => yesNo(directDebit) },
    { key: 'payment', label: 'What the payment office says', of: paymentCell },
    ...outcomeColumns(held),
  ];
}

function outcomeColumns(held: Held): Column<HeldLine>[] {
  const guide = guideTo(held);
  const movements = numbersOf(held.accounts.flatMap((account) => account.movements));
  const number = (id: string | null): Cell => count(movements.get(id ?? '') ?? null);
  return [
    { key: 'movement', label: 'Movement number', of: ({ movement }) => number(movement) },
    { key: 'posted', label: 'Written down for this line', of: ({ posted }) => yesNo(posted) },
    { key: 'waits', label: 'Somebody had to decide', of: ({ waits }) => yesNo(waits) },
    { key: 'suggestion', label: 'What it may have been', of: suggestionCell },
    {
      key: 'endings',
      label: 'What became of it',
      of: ({ endings }) => listOf(endings.map((each) => endingCell(each, number(each.movement)))),
    },
    {
      key: 'format',
      label: 'Kind of file',
      of: ({ adapter }) => coded(adapter, held.names.format(adapter)),
    },
    {
      key: 'files',
      label: 'Told by',
      of: ({ toldBy }) =>
        listOf(
          toldBy.map(({ deliveryId, row }) =>
            pairsOf([
              { label: 'File', value: guide.file(deliveryId) },
              { label: 'Row', value: count(row) },
            ]),
          ),
        ),
    },
    { key: 'recordedAt', label: 'Written down', of: ({ recordedAt }) => moment(recordedAt) },
  ];
}

const LABELS: Readonly<Record<string, string>> = {
  kind: 'Kind of payment',
  reference: 'Reference',
  award: 'Award',
  stream: 'Kind of support',
  funder: 'Who pays',
  gross: 'Before your contribution was taken off',
  payee: 'Paid to',
  purpose: 'What for',
  refundOf: 'Gives back the payment',
  as: 'What it may be',
  why: 'Why',
  hold: 'What was promised',
  movement: 'The payment of which it came back',
};

function paymentCell({ payment }: HeldLine): Cell {
  if (!payment) return null;
  const { covers, ...said } = payment as Record<string, unknown> & {
    covers?: { from: PlainDate; until: PlainDate } | null;
  };
  const days = covers
    ? [
        { label: 'For days from', value: day(covers.from) },
        { label: 'To', value: day(addDays(covers.until, -1)) },
      ]
    : [];
  return pairsOf([...pairs(said), ...days]);
}

const suggestionCell = ({ suggestion }: HeldLine): Cell =>
  suggestion === null ? null : pairsOf(pairs(suggestion));

const pairs = (said: Readonly<Record<string, unknown>>) =>
  Object.entries(said)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => ({ label: LABELS[key] ?? key, value: text(String(value)) }));

const ENDINGS = { SETTLED: 'somebody decided what it was', TAKEN_BACK: 'its file was taken back' };

const SETTLED: Readonly<Record<string, string>> = {
  DEPOSIT: 'money of a funder',
  CONTRIBUTION: 'your own money',
  SPENDING: 'a payment',
  HOLD: 'a payment of what was promised',
  REFUND: 'money of a payment that came back',
  NOT_OURS: 'no money of this account',
};

const endingCell = (
  { kind, settledAs, reason, endedBy, endedAt }: HeldEnding,
  number: Cell,
): Cell =>
  pairsOf([
    { label: 'What', value: coded(kind, ENDINGS[kind]) },
    {
      label: 'It was',
      value: settledAs === null ? null : coded(settledAs, SETTLED[settledAs] ?? settledAs),
    },
    { label: 'Movement number', value: number },
    { label: 'Why', value: text(reason) },
    { label: 'By', value: text(endedBy) },
    { label: 'When', value: moment(endedAt) },
  ]);

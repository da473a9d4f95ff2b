import { size } from '../ledger/movement.ts';
import { addPence, NO_PENCE, type Pence, takePence } from '../values/money.ts';
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
import { type Guide, guideTo, lastDay } from './guide.ts';
import type { Held, HeldAccount, HeldMovement, HeldSource } from './held.ts';
import * as words from './words.ts';

const NOTES = [
  'An account is money that an organisation keeps for you, or pays to you, and writes down here. If something in it is wrong, ask the organisation that keeps it.',
  'What was written down is never changed. A mistake is put right by a movement that takes the first one back, and both are shown.',
  'People are named as they sign in. Marks by which this service knows the same request again, and the order in which it stores the parts of a movement, are not shown: they tell nothing of you.',
];

/** The person's accounts, what is left in each and everything that moved in it. */
export function accountSections(held: Held): Section[] {
  const accounts = { key: 'accounts', caption: 'Account', layout: 'CARDS' } as const;
  const sources = { key: 'sources', caption: 'Whose money is in them', layout: 'GRID' } as const;
  const movements = { key: 'movements', caption: 'Movement', layout: 'CARDS' } as const;
  return [
    {
      key: 'accounts',
      title: 'Your accounts and what moved in them',
      notes: NOTES,
      tables: [
        tableOf(accounts, accountColumns(held), held.accounts),
        tableOf(sources, sourceColumns(held), held.accounts.flatMap(sourcesOf)),
        tableOf(movements, movementColumns(held), held.accounts.flatMap(movementsOf)),
      ],
    },
  ];
}

interface SourceOf {
  readonly account: HeldAccount;
  readonly source: HeldSource;
}

interface MovementOf {
  readonly account: HeldAccount;
  readonly movement: HeldMovement;
}

const sourcesOf = (account: HeldAccount): SourceOf[] =>
  account.sources.map((source) => ({ account, source }));

const movementsOf = (account: HeldAccount): MovementOf[] =>
  account.movements.map((movement) => ({ account, movement }));

/** By id, its number in the list of them. */
const numbersOf = (items: readonly { readonly id: string }[]): Map<string, number> =>
  new Map(items.map(({ id }, at) => [id, at + 1]));

function accountColumns(held: Held): Column<HeldAccount>[] {
  const guide = guideTo(held);
  const numbers = numbersOf(held.accounts);
  return [
    { key: 'account', label: 'Number', of: ({ id }) => count(numbers.get(id) ?? null) },
    { key: 'mode', label: 'How the money is held', of: ({ mode }) => words.mode(mode) },
    { key: 'host', label: 'Who keeps the account', of: ({ host }) => guide.organisation(host) },
    { key: 'left', label: 'Left in it', of: (account) => money(leftIn(account)) },
    {
      key: 'identity',
      label: 'Under which description of you',
      of: ({ identityId }) => guide.description(identityId),
    },
    { key: 'openedBy', label: 'Opened by', of: ({ openedBy }) => text(openedBy) },
    { key: 'openedAt', label: 'Opened', of: ({ openedAt }) => moment(openedAt) },
  ];
}

const leftIn = (account: HeldAccount): Pence =>
  addPence(...account.sources.map((source) => leftOf({ account, source })));

/** Nothing, where money of the source has never been in the account. */
const leftOf = ({ account, source }: SourceOf): Pence =>
  source.places.find(([kind]) => kind === account.mode)?.[1] ?? NO_PENCE;

function sourceColumns(held: Held): Column<SourceOf>[] {
  const guide = guideTo(held);
  const numbers = numbersOf(held.accounts);
  return [
    {
      key: 'stream',
      label: 'Kind of support',
      of: ({ source }) => guide.stream(source.stream),
    },
    { key: 'funder', label: 'Who pays', of: ({ source }) => guide.organisation(source.funder) },
    {
      key: 'account',
      label: 'In account number',
      of: ({ account }) => count(numbers.get(account.id) ?? null),
    },
    { key: 'left', label: 'Left', of: (each) => money(leftOf(each)) },
    {
      key: 'moved',
      label: 'Put in and paid out, but for what was taken back',
      of: (each) => movedCell(each),
    },
  ];
}

const CAME_FROM = ['FUNDING', 'CONTRIBUTION'];

/** What has come from a funder or the person stands below zero in the books, and is told as what was put in. */
function movedCell({ account, source }: SourceOf): Cell {
  const elsewhere = source.places.filter(([kind]) => kind !== account.mode);
  return pairsOf(
    elsewhere.map(([kind, balance]) => ({
      label: words.placeLabel(kind),
      value: money(CAME_FROM.includes(kind) ? takePence(NO_PENCE, balance) : balance),
    })),
  );
}

function movementColumns(held: Held): Column<MovementOf>[] {
  const accounts = numbersOf(held.accounts);
  const all = held.accounts.flatMap(({ movements }) => movements);
  const numbers = numbersOf(all);
  const backBy = new Map(all.map(({ id, reverses }) => [reverses, id]));
  const number = (id: string | null | undefined): Cell => count(numbers.get(id ?? '') ?? null);
  return [
    { key: 'movement', label: 'Number', of: ({ movement }) => number(movement.id) },
    {
      key: 'account',
      label: 'In account number',
      of: ({ account }) => count(accounts.get(account.id) ?? null),
    },
    { key: 'kind', label: 'What it was', of: ({ movement }) => words.movementKind(movement.kind) },
    { key: 'day', label: 'Day', of: ({ movement }) => day(movement.effectiveDay) },
    { key: 'year', label: 'Counted in the year', of: ({ movement }) => text(movement.year) },
    ...sumColumns(held),
    {
      key: 'takesBack',
      label: 'Takes back number',
      of: ({ movement }) => number(movement.reverses),
    },
    {
      key: 'takenBackBy',
      label: 'Taken back by number',
      of: ({ movement }) => number(backBy.get(movement.id)),
    },
    ...detailColumns(held),
    {
      key: 'about',
      label: 'About number',
      of: ({ movement }) => number(movement.about),
    },
    {
      key: 'otherAccount',
      label: 'To or from account number',
      of: ({ movement }) => count(accounts.get(movement.otherAccount ?? '') ?? null),
    },
    { key: 'reason', label: 'Why', of: ({ movement }) => text(movement.reason) },
    {
      key: 'recordedBy',
      label: 'Written down by',
      of: ({ movement }) => text(movement.recordedBy),
    },
    {
      key: 'recordedAt',
      label: 'Written down',
      of: ({ movement }) => moment(movement.recordedAt),
    },
  ];
}

/** What some movements say beside what was moved. */
function detailColumns(held: Held): Column<MovementOf>[] {
  const guide = guideTo(held);
  return [
    { key: 'invoice', label: 'Number of the bill', of: ({ movement }) => text(movement.invoice) },
    { key: 'due', label: 'Due', of: ({ movement }) => day(movement.dueDay) },
    { key: 'firstDay', label: 'For days from', of: ({ movement }) => day(movement.coversFrom) },
    { key: 'lastDay', label: 'To', of: ({ movement }) => lastDay(movement.coversUntil) },
    {
      key: 'gross',
      label: 'Before your contribution was taken off',
      of: ({ movement: { gross } }) => (gross === null ? null : yesNo(gross)),
    },
    {
      key: 'outcome',
      label: 'What was decided',
      of: ({ movement: { outcome } }) => (outcome === null ? null : words.decided(outcome)),
    },
    {
      key: 'file',
      label: 'Told by',
      of: ({ movement: { deliveryId } }) => (deliveryId === null ? null : guide.file(deliveryId)),
    },
    { key: 'fileRow', label: 'Row of that file', of: ({ movement }) => count(movement.row) },
  ];
}

function sumColumns(held: Held): Column<MovementOf>[] {
  const guide = guideTo(held);
  return [
    { key: 'way', label: 'Money went', of: ({ movement }) => words.way(wayOf(movement)) },
    { key: 'amount', label: 'Amount', of: ({ movement }) => money(size(changeBy(movement))) },
    { key: 'parts', label: 'Whose money', of: ({ movement }) => partsCell(guide, movement) },
    { key: 'payee', label: 'Paid to', of: ({ movement }) => text(movement.payee) },
    {
      key: 'purpose',
      label: 'What for',
      of: ({ movement: { purpose } }) =>
        purpose === null ? null : coded(purpose, held.names.purpose(purpose)),
    },
  ];
}

const changeBy = ({ parts }: HeldMovement): Pence =>
  addPence(...parts.map(([, , change]) => change));

const wayOf = (movement: HeldMovement): 'IN' | 'OUT' => (changeBy(movement) < 0n ? 'OUT' : 'IN');

/** All parts of a movement go the way that it goes. */
function partsCell(guide: Guide, { parts }: HeldMovement): Cell {
  return listOf(
    parts.map(([stream, funder, change]) =>
      pairsOf([
        { label: 'Kind of support', value: guide.stream(stream) },
        { label: 'Who pays', value: guide.organisation(funder) },
        { label: 'Amount', value: money(size(change)) },
      ]),
    ),
  );
}

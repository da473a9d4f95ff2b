import {
  type Cell,
  type Column,
  count,
  day,
  listOf,
  moment,
  money,
  pairsOf,
  type Section,
  tableOf,
  text,
} from './document.ts';
import type { HeldSchedule } from './expected-held-store.ts';
import { guideTo, lastDay } from './guide.ts';
import type { Held } from './held.ts';
import * as words from './words.ts';

const NOTES = [
  'Somebody who pays for your support, or keeps an account for you, has written down which payments to expect. No money moves by that: what was paid is among the movements of your accounts.',
];

/** The payments that are expected into the person's accounts. */
export function expectedSections(held: Held): Section[] {
  const schedules = { key: 'schedules', caption: 'Payments to expect', layout: 'CARDS' } as const;
  return [
    {
      key: 'expected',
      title: 'Payments that are expected',
      notes: NOTES,
      tables: [tableOf(schedules, columnsOf(held), held.schedules)],
    },
  ];
}

function columnsOf(held: Held): Column<HeldSchedule>[] {
  const guide = guideTo(held);
  const accounts = new Map(held.accounts.map(({ id }, at) => [id, at + 1]));
  return [
    {
      key: 'account',
      label: 'Into account number',
      of: ({ accountId }) => count(accounts.get(accountId) ?? null),
    },
    { key: 'stream', label: 'Kind of support', of: ({ stream }) => guide.stream(stream) },
    { key: 'funder', label: 'Who pays', of: ({ funder }) => guide.organisation(funder) },
    {
      key: 'reference',
      label: 'Their reference',
      of: ({ awardReference }) => text(awardReference),
    },
    ...sumColumns(),
    { key: 'firstDay', label: 'For days from', of: ({ firstDay }) => day(firstDay) },
    { key: 'lastDay', label: 'To', none: 'until further notice', of: (each) => lastOf(each) },
    { key: 'firstPayment', label: 'First payment', of: (each) => day(each.firstPaymentOn) },
    { key: 'reason', label: 'Why', none: 'not said', of: ({ reason }) => text(reason) },
    { key: 'ends', label: 'Ended sooner', none: 'no', of: endsCell },
    { key: 'offsets', label: 'Taken off a payment', none: 'nothing', of: offsetsCell },
    { key: 'recordedBy', label: 'Written down by', of: ({ recordedBy }) => text(recordedBy) },
    { key: 'recordedAt', label: 'Written down', of: ({ recordedAt }) => moment(recordedAt) },
  ];
}

const lastOf = ({ untilDay }: HeldSchedule): Cell => lastDay(untilDay);

function sumColumns(): Column<HeldSchedule>[] {
  return [
    { key: 'rate', label: 'Pounds', of: ({ rate }) => text(rate) },
    { key: 'per', label: 'For how long', of: ({ per }) => words.per(per) },
    { key: 'every', label: 'How often', of: ({ every }) => words.paidEvery(every) },
    { key: 'terms', label: 'What is paid', of: ({ terms }) => words.terms(terms) },
    {
      key: 'timing',
      label: 'For which days',
      of: ({ timing }) => words.timing(timing),
    },
    {
      key: 'contribution',
      label: 'What you are to pay a week',
      of: ({ weeklyContribution }) => money(weeklyContribution),
    },
  ];
}

function endsCell({ ends }: HeldSchedule): Cell {
  if (ends.length === 0) return null;
  return listOf(
    ends.map(({ untilDay, reason, recordedBy, recordedAt }) =>
      pairsOf([
        { label: 'Last day', value: lastDay(untilDay) },
        { label: 'Why', value: text(reason) },
        { label: 'Written down by', value: text(recordedBy) },
        { label: 'Written down', value: moment(recordedAt) },
      ]),
    ),
  );
}

function offsetsCell({ offsets }: HeldSchedule): Cell {
  if (offsets.length === 0) return null;
  return listOf(
    offsets.map(({ dueDay, amount, reason, recordedBy, recordedAt }) =>
      pairsOf([
        { label: 'Payment of', value: day(dueDay) },
        { label: 'Taken off', value: money(amount) },
        { label: 'Why', value: text(reason) },
        { label: 'Written down by', value: text(recordedBy) },
        { label: 'Written down', value: moment(recordedAt) },
      ]),
    ),
  );
}

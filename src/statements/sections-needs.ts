import { type Column, day, moment, money, type Section, tableOf, text } from './document.ts';
import { guideTo } from './guide.ts';
import type { Held } from './held.ts';
import type { HeldNeed } from './held-needs.ts';
import { per } from './words.ts';
import { needEnd, needOutcome, unmetReason } from './words-needs.ts';

/** What the person needs that nobody pays for or offers. */
export function needSections(held: Held): Section[] {
  const needs = { key: 'unmetNeeds', caption: 'Need', layout: 'CARDS' } as const;
  return [
    {
      key: 'unmet',
      title: 'What you need that is not paid for',
      notes: [
        'Somebody who works with you wrote down that you need this and that it is not met, and why. It stays written down until it is met.',
        'How many people wait for what is added up and published, in numbers that tell of nobody.',
      ],
      tables: [tableOf(needs, [...needColumns(held), ...END], held.unmetNeeds)],
    },
  ];
}

function needColumns(held: Held): Column<HeldNeed>[] {
  const guide = guideTo(held);
  return [
    { key: 'need', label: 'What you need', of: ({ need }) => text(need) },
    { key: 'outcome', label: 'What for', of: ({ outcome }) => needOutcome(outcome) },
    {
      key: 'stream',
      label: 'Kind of support that could meet it',
      none: 'nobody has said',
      of: ({ stream }) => guide.stream(stream),
    },
    {
      key: 'assessed',
      label: 'What it costs',
      none: 'not known',
      of: ({ assessed }) => money(assessed),
    },
    {
      key: 'unmet',
      label: 'How much of it nobody pays',
      none: 'not known',
      of: ({ unmet }) => money(unmet),
    },
    { key: 'per', label: 'How often', none: 'not known', of: (need) => per(need.per) },
    { key: 'reason', label: 'Why it is not met', of: ({ reason }) => unmetReason(reason) },
    {
      key: 'reasonWords',
      label: 'Why, in words',
      none: 'no more was said',
      of: ({ reasonWords }) => text(reasonWords),
    },
    { key: 'firstDay', label: 'Since', of: ({ firstDay }) => day(firstDay) },
    {
      key: 'organisation',
      label: 'Written down for',
      of: ({ organisation }) => guide.organisation(organisation),
    },
    {
      key: 'identity',
      label: 'Under which description of you',
      of: ({ identityId }) => guide.description(identityId),
    },
    { key: 'recordedBy', label: 'Written down by', of: ({ recordedBy }) => text(recordedBy) },
    { key: 'recordedAt', label: 'Written down', of: ({ recordedAt }) => moment(recordedAt) },
  ];
}

const END: readonly Column<HeldNeed>[] = [
  {
    key: 'endReason',
    label: 'Why it is unmet no longer',
    none: 'it is not met yet',
    of: ({ endReason }) => needEnd(endReason),
  },
  {
    key: 'endedOn',
    label: 'Unmet no longer from',
    none: 'it is not met yet',
    of: ({ endedOn }) => day(endedOn),
  },
  { key: 'endedBy', label: 'That was written down by', of: ({ endedBy }) => text(endedBy) },
  { key: 'endedAt', label: 'That was written down', of: ({ endedAt }) => moment(endedAt) },
];

import { type Column, count, day, moment, money, type Section, tableOf, text } from './document.ts';
import { guideTo, lastDay } from './guide.ts';
import type { Held } from './held.ts';
import type { HeldAwardEnd, HeldRecordedAward, HeldTold } from './recorded-held.ts';
import { placesOf } from './sections-awards.ts';
import { toldHow } from './words-recorded.ts';

/** What organisations wrote down themselves of the person's money, and what the person was told. */
export function recordedSections(held: Held): Section[] {
  const awards = { key: 'recordedAwards', caption: 'Support', layout: 'CARDS' } as const;
  const ends = { key: 'awardEnds', caption: 'End', layout: 'CARDS' } as const;
  const told = { key: 'told', caption: 'What you were told', layout: 'CARDS' } as const;
  return [
    {
      key: 'recorded',
      title: 'Support that was written down here, by no file',
      notes: [
        'Some support is in no file. Then the organisation that pays can write it down here itself. The sums stand above, with what was sent.',
        'Nothing that was written down is changed. Where a file tells of the same support later, the file counts from its own first day on.',
      ],
      tables: [
        tableOf(awards, awardColumns(held), held.recordedAwards),
        tableOf(ends, endColumns(held), held.awardEnds),
      ],
    },
    {
      key: 'toldAmounts',
      title: 'What you were told about how much money you have',
      notes: [
        'Somebody wrote down that you were told these sums, and how. If you were not, or were told another sum, ask the organisation to put it right.',
      ],
      tables: [tableOf(told, toldColumns(held), held.told)],
    },
  ];
}

function awardColumns(held: Held): Column<HeldRecordedAward>[] {
  const places = placesOf(held);
  return [
    { key: 'award', label: 'Number', of: ({ id }) => count(places.get(id) ?? null) },
    { key: 'evidence', label: 'On what', of: ({ evidence }) => text(evidence) },
    { key: 'recordedBy', label: 'Written down by', of: ({ recordedBy }) => text(recordedBy) },
    { key: 'recordedAs', label: 'Signed in as', of: ({ recordedAs }) => text(recordedAs) },
    { key: 'recordedAt', label: 'Written down', of: ({ recordedAt }) => moment(recordedAt) },
  ];
}

function endColumns(held: Held): Column<HeldAwardEnd>[] {
  const places = placesOf(held);
  return [
    { key: 'award', label: 'Of number', of: ({ awardId }) => count(places.get(awardId) ?? null) },
    { key: 'lastDay', label: 'Last day', of: ({ untilDay }) => lastDay(untilDay) },
    { key: 'reason', label: 'Why', of: ({ reason }) => text(reason) },
    { key: 'evidence', label: 'On what', of: ({ evidence }) => text(evidence) },
    { key: 'recordedBy', label: 'Written down by', of: ({ recordedBy }) => text(recordedBy) },
    { key: 'recordedAt', label: 'Written down', of: ({ recordedAt }) => moment(recordedAt) },
  ];
}

function toldColumns(held: Held): Column<HeldTold>[] {
  const guide = guideTo(held);
  return [
    {
      key: 'stream',
      label: 'Kind of support',
      none: 'all of your money',
      of: ({ stream }) => guide.stream(stream),
    },
    { key: 'year', label: 'For the year', of: ({ year }) => text(year) },
    { key: 'amount', label: 'How much', of: ({ amount }) => money(amount) },
    { key: 'toldOn', label: 'When', of: ({ toldOn }) => day(toldOn) },
    { key: 'how', label: 'How', of: ({ how }) => toldHow(how) },
    { key: 'toldBy', label: 'By whom', of: ({ toldBy }) => text(toldBy) },
    { key: 'evidence', label: 'On what', of: ({ evidence }) => text(evidence) },
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

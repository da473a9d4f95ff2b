import type { Look } from '../audit/looks.ts';
import {
  type Cell,
  type Column,
  coded,
  count,
  day,
  listOf,
  moment,
  type Section,
  tableOf,
  text,
  yesNo,
} from './document.ts';
import { guideTo, lastDay } from './guide.ts';
import type {
  Held,
  HeldAllocation,
  HeldDelivery,
  HeldEvent,
  HeldOpening,
  HeldOptOut,
  HeldReading,
  HeldRelationship,
  HeldRepresentative,
  HeldRestriction,
  HeldWish,
  Recorded,
} from './held.ts';
import * as words from './words.ts';
import * as reading from './words-reading.ts';

/** What the person has said, who acts for them and works with them, and who looked and changed. */
export function otherSections(held: Held): Section[] {
  return [said(held), acting(held), working(held), looked(held), files(held), changes(held)];
}

const RECORDED: readonly Column<Recorded>[] = [
  { key: 'recordedBy', label: 'Written down by', of: ({ recordedBy }) => text(recordedBy) },
  { key: 'recordedAt', label: 'Written down', of: ({ recordedAt }) => moment(recordedAt) },
  { key: 'endedBy', label: 'Taken back by', of: ({ endedBy }) => text(endedBy) },
  { key: 'endedAt', label: 'Taken back', of: ({ endedAt }) => moment(endedAt) },
];

function said(held: Held): Section {
  const wishes = {
    key: 'wishes',
    caption: 'What you said about sharing',
    layout: 'CARDS',
  } as const;
  const readings = { key: 'readings', caption: 'How you read', layout: 'GRID' } as const;
  const optOuts = { key: 'optOuts', caption: 'National data opt-out', layout: 'CARDS' } as const;
  const kept = {
    key: 'restrictions',
    caption: 'Keeping your address from others',
    layout: 'CARDS',
  };
  return {
    key: 'whatYouSaid',
    title: 'What you have agreed to, objected to and asked for',
    notes: [],
    tables: [
      tableOf(wishes, [...wishColumns(held), ...RECORDED], held.wishes),
      tableOf(readings, READINGS, held.readings),
      tableOf(optOuts, [...OPT_OUTS, ...RECORDED], held.optOuts),
      tableOf({ ...kept, layout: 'CARDS' }, [...RESTRICTIONS, ...RECORDED], held.restrictions),
    ],
  };
}

function wishColumns(held: Held): Column<HeldWish>[] {
  const guide = guideTo(held);
  return [
    { key: 'kind', label: 'You said that', of: ({ kind }) => words.wishKind(kind) },
    {
      key: 'stream',
      label: 'About',
      none: 'every kind of support',
      of: ({ stream }) => guide.stream(stream),
    },
    {
      key: 'to',
      label: 'Being shown to',
      none: 'everybody',
      of: ({ toSector }) => words.sector(toSector),
    },
    { key: 'purpose', label: 'What for', of: ({ purpose }) => text(purpose) },
    { key: 'givenBy', label: 'Said by', of: ({ givenBy }) => words.givenBy(givenBy) },
    { key: 'evidence', label: 'What shows it', of: ({ evidence }) => text(evidence || null) },
    { key: 'firstDay', label: 'From', of: ({ firstDay }) => day(firstDay) },
    { key: 'lastDay', label: 'To', none: 'no end is given', of: (each) => lastDay(each.untilDay) },
  ];
}

const READINGS: readonly Column<HeldReading>[] = [
  { key: 'language', label: 'In', of: ({ language }) => reading.language(language) },
  { key: 'size', label: 'Print', of: ({ size }) => reading.printSize(size) },
  { key: 'format', label: 'Words', of: ({ format }) => reading.readFormat(format) },
  { key: 'recordedBy', label: 'Written down by', of: ({ recordedBy }) => text(recordedBy) },
  { key: 'recordedAt', label: 'Written down', of: ({ recordedAt }) => moment(recordedAt) },
];

const OPT_OUTS: readonly Column<HeldOptOut>[] = [
  { key: 'evidence', label: 'What shows it', of: ({ evidence }) => text(evidence) },
  { key: 'firstDay', label: 'From', of: ({ firstDay }) => day(firstDay) },
];

const RESTRICTIONS: readonly Column<HeldRestriction>[] = [
  { key: 'reason', label: 'Why', of: ({ reason }) => text(reason) },
];

function acting(held: Held): Section {
  const about = {
    key: 'representatives',
    caption: 'Somebody who acts for you',
    layout: 'CARDS',
  } as const;
  return {
    key: 'whoActsForYou',
    title: 'Who acts for you',
    notes: ['You can stop somebody seeing your record at once, by yourself.'],
    tables: [tableOf(about, [...actingColumns(held), ...RECORDED], held.representatives)],
  };
}

function actingColumns(held: Held): Column<HeldRepresentative>[] {
  const guide = guideTo(held);
  return [
    { key: 'who', label: 'Who, by their sign-in', of: ({ subject }) => text(subject) },
    { key: 'name', label: 'What you call them', of: ({ name }) => text(name) },
    { key: 'kind', label: 'As', of: ({ kind }) => words.representativeKind(kind) },
    { key: 'evidence', label: 'What shows it', of: ({ evidence }) => text(evidence) },
    {
      key: 'streams',
      label: 'May see',
      none: 'everything',
      of: ({ streams }) => (streams === null ? null : listOf(streams.map(guide.stream))),
    },
    { key: 'firstDay', label: 'From', of: ({ firstDay }) => day(firstDay) },
    { key: 'lastDay', label: 'To', none: 'no end is given', of: (each) => lastDay(each.untilDay) },
    { key: 'suspendedAt', label: 'You stopped it', of: ({ suspendedAt }) => moment(suspendedAt) },
  ];
}

function working(held: Held): Section {
  const grid = 'GRID' as const;
  const openings = {
    key: 'openings',
    caption: 'Time your record was opened',
    layout: 'CARDS',
  } as const;
  return {
    key: 'whoWorksWithYou',
    title: 'Who works with you',
    notes: ['People are named as they sign in.'],
    tables: [
      tableOf(
        { key: 'relationships', caption: 'Workers written down one by one', layout: grid },
        RELATIONSHIPS,
        held.relationships,
      ),
      tableOf(
        { key: 'allocations', caption: 'Workers on lists that were sent', layout: grid },
        allocationColumns(held),
        held.allocations,
      ),
      tableOf(openings, openingColumns(held), held.openings),
    ],
  };
}

const RELATIONSHIPS: readonly Column<HeldRelationship>[] = [
  { key: 'who', label: 'Who', of: ({ subject }) => text(subject) },
  { key: 'firstDay', label: 'From', none: 'before it was written down', of: (r) => day(r.fromDay) },
  { key: 'lastDay', label: 'To', none: 'no end is given', of: ({ untilDay }) => lastDay(untilDay) },
  { key: 'recordedAt', label: 'Written down', of: ({ recordedAt }) => moment(recordedAt) },
];

function allocationColumns(held: Held): Column<HeldAllocation>[] {
  const guide = guideTo(held);
  return [
    { key: 'who', label: 'Who', of: ({ subject }) => text(subject) },
    { key: 'team', label: 'Team', of: ({ team }) => text(team) },
    { key: 'firstDay', label: 'From', of: ({ firstDay }) => day(firstDay) },
    { key: 'lastDay', label: 'To', none: 'no end is given', of: (each) => lastDay(each.untilDay) },
    { key: 'file', label: 'Told by', of: ({ deliveryId }) => guide.file(deliveryId) },
    { key: 'fileRow', label: 'Row of that file', of: ({ row }) => count(row) },
    { key: 'counts', label: 'Counts now', of: ({ stands }) => yesNo(stands) },
  ];
}

function openingColumns(held: Held): Column<HeldOpening>[] {
  const guide = guideTo(held);
  return [
    { key: 'who', label: 'Who', of: ({ subject }) => text(subject) },
    {
      key: 'organisation',
      label: 'For',
      none: 'no organisation',
      of: ({ organisation }) => guide.organisation(organisation),
    },
    { key: 'kind', label: 'How', of: ({ kind }) => words.openingKind(kind) },
    { key: 'reason', label: 'Why, in their words', of: ({ reason }) => text(reason) },
    { key: 'openedAt', label: 'Opened', of: ({ openedAt }) => moment(openedAt) },
    { key: 'untilAt', label: 'Open until', of: ({ untilAt }) => moment(untilAt) },
    { key: 'review', label: 'What came of checking it', of: ({ review }) => text(review) },
    { key: 'reviewedBy', label: 'Checked by', of: ({ reviewedBy }) => text(reviewedBy) },
    { key: 'reviewedAt', label: 'Checked', of: ({ reviewedAt }) => moment(reviewedAt) },
  ];
}

function looked(held: Held): Section {
  return {
    key: 'whoLooked',
    title: 'Who looked at your record',
    notes: [
      'The newest is first. When you look yourself, that is listed too. If you do not remember it, somebody else may know your sign-in.',
    ],
    tables: [
      tableOf(
        { key: 'looks', caption: 'Who looked, when and why', layout: 'GRID' },
        lookColumns(held),
        held.looks,
      ),
    ],
  };
}

function lookColumns(held: Held): Column<Look>[] {
  const guide = guideTo(held);
  return [
    { key: 'at', label: 'When', of: ({ at }) => moment(at) },
    { key: 'role', label: 'Who', of: ({ role }) => words.role(role) },
    {
      key: 'organisation',
      label: 'For',
      none: 'no organisation',
      of: ({ organisation }) => organisation && coded(organisation.code, organisation.name),
    },
    {
      key: 'streams',
      label: 'What they saw',
      of: ({ streams }) => listOf(streams.map(guide.stream)),
    },
    { key: 'reason', label: 'Why', of: ({ reason }) => text(reason) },
  ];
}

function files(held: Held): Section {
  return {
    key: 'files',
    title: 'Files that told of you',
    notes: ['These organisations sent what is held about you.'],
    tables: [
      tableOf(
        { key: 'files', caption: 'Files, in the order in which they came', layout: 'GRID' },
        fileColumns(held),
        held.deliveries,
      ),
    ],
  };
}

function fileColumns(held: Held): Column<HeldDelivery>[] {
  const guide = guideTo(held);
  return [
    {
      key: 'format',
      label: 'What it tells of',
      of: ({ adapter }) => coded(adapter, held.names.format(adapter)),
    },
    { key: 'sender', label: 'Who sent it', of: ({ sender }) => guide.organisation(sender) },
    { key: 'receivedOn', label: 'Came on', of: ({ receivedOn }) => day(receivedOn) },
    { key: 'receivedAt', label: 'Taken in', of: ({ receivedAt }) => moment(receivedAt) },
    { key: 'asOf', label: 'How things stood on', of: ({ asOf }) => day(asOf) },
    { key: 'basis', label: 'Passed on', of: ({ basis }) => words.sharingBasis(basis) },
    {
      key: 'descriptions',
      label: 'Descriptions of you in it',
      of: ({ identityIds }) => listOf(identityIds.map(guide.description)),
    },
    { key: 'status', label: 'It was', of: ({ status }) => words.deliveryStatus(status) },
    {
      key: 'withdrawnAt',
      label: 'Taken back',
      none: 'no',
      of: ({ withdrawnAt }) => moment(withdrawnAt),
    },
  ];
}

function changes(held: Held): Section {
  const columns: Column<HeldEvent>[] = [
    { key: 'at', label: 'When', of: ({ at }) => moment(at) },
    { key: 'what', label: 'What', of: ({ action }) => words.change(action) },
    { key: 'by', label: 'By', of: ({ actor }) => text(actor) },
    {
      key: 'worker',
      label: 'Which worker',
      none: 'none',
      of: ({ subject }): Cell => text(subject),
    },
  ];
  return {
    key: 'changes',
    title: 'Changes that were noted',
    notes: ['Each of these is told in full in a part above, where it is still held.'],
    tables: [
      tableOf(
        {
          key: 'changes',
          caption: 'Changes, in the order in which they were made',
          layout: 'GRID',
        },
        columns,
        held.events,
      ),
    ],
  };
}

import { type Column, count, day, moment, money, type Section, tableOf, text } from './document.ts';
import { guideTo, lastDay } from './guide.ts';
import type { Held } from './held.ts';
import type { HeldAgreement, HeldDeferredEntry, HeldTopUp } from './held-deferred.ts';
import * as words from './words.ts';

const DEFERRED = [
  'A council may agree to ask for what you are to pay for your care later, against a property of yours. What it defers is a debt: it is money that you owe, and none that you have paid.',
  'What was written down is never changed. Where something is wrong, a correction takes it out.',
];
const TOP_UPS = [
  'Somebody else may pay the difference for a home that costs more than your budget. It is neither part of your budget nor of what you are to pay. Who pays is not held by name.',
];

/** The person's deferred payment agreements, and what others pay for their home. */
export function deferredSections(held: Held): Section[] {
  const agreements = { key: 'agreements', caption: 'Agreement', layout: 'CARDS' } as const;
  const entries = { key: 'entries', caption: 'Written down under it', layout: 'CARDS' } as const;
  const topUps = { key: 'topUps', caption: 'Paid by somebody else', layout: 'CARDS' } as const;
  const numbered = held.agreements.flatMap((agreement, at) =>
    agreement.entries.map((entry, place) => ({ ...entry, agreement: at + 1, place: place + 1 })),
  );
  return [
    {
      ...{ key: 'deferred', title: 'What you are to pay later', notes: DEFERRED },
      tables: [
        tableOf(agreements, agreementColumns(held), held.agreements),
        tableOf(entries, entryColumns(numbered), numbered),
      ],
    },
    {
      ...{ key: 'topUps', title: 'What others pay for your home', notes: TOP_UPS },
      tables: [tableOf(topUps, topUpColumns(held), held.topUps)],
    },
  ];
}

function agreementColumns(held: Held): Column<HeldAgreement>[] {
  const guide = guideTo(held);
  const numbers = new Map(held.agreements.map(({ id }, at) => [id, at + 1]));
  return [
    { key: 'agreement', label: 'Number', of: ({ id }) => count(numbers.get(id) ?? null) },
    { key: 'council', label: 'Which council', of: ({ council }) => guide.organisation(council) },
    { key: 'firstDay', label: 'From', of: ({ firstDay }) => day(firstDay) },
    { key: 'interest', label: 'Interest', of: (each) => words.interest(each.interest) },
    {
      key: 'interestAdded',
      label: 'Interest is added to what you owe',
      of: (each) => words.interestAdded(each.interestAdded),
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

interface Numbered extends HeldDeferredEntry {
  readonly agreement: number;
  /** Its place under the agreement. */
  readonly place: number;
}

function entryColumns(entries: readonly Numbered[]): Column<Numbered>[] {
  const places = new Map(entries.map(({ id, place }) => [id, place]));
  const none = 'nothing of the kind';
  return [
    { key: 'agreement', label: 'Under agreement number', of: (each) => count(each.agreement) },
    { key: 'entry', label: 'Number', of: ({ place }) => count(place) },
    { key: 'kind', label: 'What', of: ({ kind }) => words.deferredEntry(kind) },
    { key: 'day', label: 'Day', of: ({ on }) => day(on) },
    { key: 'amount', label: 'How much', none, of: ({ amount }) => money(amount) },
    {
      ...{ key: 'securedBefore', label: 'Secured by others before', none },
      of: ({ securedBefore }) => money(securedBefore),
    },
    {
      ...{ key: 'charge', label: 'What the council’s charge is for', none },
      of: ({ charge }) => (charge === null ? null : words.permittedCharge(charge)),
    },
    {
      ...{ key: 'corrects', label: 'Takes out number', none },
      of: ({ corrects }) => count(corrects === null ? null : (places.get(corrects) ?? null)),
    },
    { key: 'reason', label: 'Why', none, of: ({ reason }) => text(reason) },
    { key: 'recordedBy', label: 'Written down by', of: ({ recordedBy }) => text(recordedBy) },
    { key: 'recordedAt', label: 'Written down', of: ({ recordedAt }) => moment(recordedAt) },
  ];
}

function topUpColumns(held: Held): Column<HeldTopUp>[] {
  const guide = guideTo(held);
  const none = 'nobody pays any more';
  return [
    { key: 'council', label: 'Which council', of: ({ council }) => guide.organisation(council) },
    { key: 'firstDay', label: 'From', of: ({ firstDay }) => day(firstDay) },
    { key: 'lastDay', label: 'To', none: 'no end is given', of: (each) => lastDay(each.untilDay) },
    {
      ...{ key: 'payer', label: 'Who pays', none },
      of: ({ payer }) => (payer === null ? null : words.topUpPayer(payer)),
    },
    { key: 'weekly', label: 'Each week', none, of: ({ weekly }) => money(weekly) },
    {
      key: 'identity',
      label: 'Under which description of you',
      of: ({ identityId }) => guide.description(identityId),
    },
    { key: 'recordedBy', label: 'Written down by', of: ({ recordedBy }) => text(recordedBy) },
    { key: 'recordedAt', label: 'Written down', of: ({ recordedAt }) => moment(recordedAt) },
  ];
}

import { addDays, type PlainDate } from '../values/plain-date.ts';
import { dayInWords } from './day-in-words.ts';
import {
  type Cell,
  type Column,
  coded,
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
  yesNo,
} from './document.ts';
import { guideTo, lastDay } from './guide.ts';
import type { Held, HeldAward, HeldClaim, HeldDecision, HeldPayment } from './held.ts';
import * as words from './words.ts';
import { decisionKind } from './words-recorded.ts';

/** What files have told of the person's money, row by row, and who decided to share its cost. */
export function awardSections(held: Held): Section[] {
  const awards = { key: 'awards', caption: 'What was sent', layout: 'CARDS' } as const;
  const payments = { key: 'payments', caption: 'Payments', layout: 'GRID' } as const;
  const claims = { key: 'claims', caption: 'Claim', layout: 'CARDS' } as const;
  const decisions = { key: 'decisions', caption: 'Decision', layout: 'CARDS' } as const;
  return [
    {
      key: 'asSent',
      title: 'Your support and money, as it was sent',
      notes: [
        'This is each row of each file about your support, just as it came. Rows that a later file stands in place of, or that were taken back, are shown too. They say that they do not count now.',
        'Codes for your care, with their names, are yours to know. Ask your care team what they mean for you.',
      ],
      tables: [
        tableOf(awards, awardColumns(held), held.awards),
        tableOf(payments, paymentColumns(held), held.payments),
        tableOf(claims, claimColumns(held), held.claims),
      ],
    },
    {
      key: 'whoPays',
      title: 'Decisions on who pays which share',
      notes: ['Where several organisations pay for the same support, they decide how to share it.'],
      tables: [tableOf(decisions, decisionColumns(held), held.decisions)],
    },
  ];
}

function awardColumns(held: Held): Column<HeldAward>[] {
  return [...supportColumns(held), ...figureColumns(), ...careColumns(held), ...standingColumns()];
}

function supportColumns(held: Held): Column<HeldAward>[] {
  const guide = guideTo(held);
  const places = placesOf(held);
  return [
    { key: 'row', label: 'Number', of: ({ id }) => count(places.get(id) ?? null) },
    { key: 'stream', label: 'Kind of support', of: ({ stream }) => guide.stream(stream) },
    { key: 'description', label: 'What it is for', of: (each) => text(each.description) },
    { key: 'funder', label: 'Who pays', of: ({ funder }) => guide.organisation(funder) },
    {
      key: 'file',
      label: 'Told by',
      none: 'no file: it was written down by who pays',
      of: ({ deliveryId }) => guide.file(deliveryId),
    },
    { key: 'fileRow', label: 'Row of that file', of: ({ row }) => count(row) },
    {
      key: 'identity',
      label: 'Under which description of you',
      of: ({ identityId }) => guide.description(identityId),
    },
    { key: 'reference', label: 'Its reference', of: ({ reference }) => text(reference) },
    { key: 'service', label: 'The sender’s mark for it', of: ({ service }) => text(service) },
    { key: 'legalBasis', label: 'The law it is under', of: (each) => text(each.legalBasis) },
    { key: 'basis', label: 'Kind of sum', of: (each) => words.basis(each.basis) },
    { key: 'mode', label: 'Who keeps the money', of: (each) => words.mode(each.mode) },
    { key: 'firstDay', label: 'First day', of: ({ firstDay }) => day(firstDay) },
    { key: 'lastDay', label: 'Last day', none: 'no end is given', of: (a) => lastDay(a.untilDay) },
    { key: 'year', label: 'Counted in the year', of: ({ year }) => text(year) },
    { key: 'completedOn', label: 'Completed', of: ({ completedOn }) => day(completedOn) },
  ];
}

function figureColumns(): Column<HeldAward>[] {
  return [
    { key: 'rawFigures', label: 'Figures as sent', of: ({ rawFigures }) => text(rawFigures) },
    { key: 'amountInPounds', label: 'Amount in pounds', of: ({ amount }) => text(amount) },
    { key: 'per', label: 'That is', of: (each) => words.per(each.per) },
    { key: 'unitsPerWeek', label: 'Times a week', of: ({ unitsPerWeek }) => text(unitsPerWeek) },
    { key: 'noPrice', label: 'Why it has no price', of: (each) => text(each.unpricedReason) },
    { key: 'ceiling', label: 'Most that can be claimed', of: ({ ceiling }) => money(ceiling) },
    { key: 'element', label: 'Part of the support', of: ({ element }) => text(element) },
    {
      key: 'contribution',
      label: 'What you are asked to pay',
      of: (each) => words.contribution(each.contribution),
    },
    {
      key: 'contributionInPounds',
      label: 'That is, in pounds',
      of: ({ contributionPounds }) => text(contributionPounds),
    },
    {
      key: 'contributionReason',
      label: 'Why',
      of: ({ contributionReason }) => text(contributionReason),
    },
    {
      key: 'reportsPayments',
      label: 'The sender tells what was paid',
      of: ({ reportsPayments }) => yesNo(reportsPayments),
    },
    {
      key: 'reportedInPounds',
      label: 'The sender’s own price in pounds',
      of: ({ reportedPounds }) => text(reportedPounds),
    },
  ];
}

function careColumns(held: Held): Column<HeldAward>[] {
  const guide = guideTo(held);
  const { names } = held;
  return [
    {
      key: 'scheme',
      label: 'Paid for by',
      of: ({ scheme }) => (scheme === null ? null : coded(scheme, names.scheme(scheme))),
    },
    {
      key: 'currency',
      label: 'Code for the care',
      of: ({ scheme, currency }) => guide.currency(scheme, currency),
    },
    {
      key: 'currencyShare',
      label: 'Share of that price, in per cent',
      of: ({ currencyShare }) => text(currencyShare),
    },
    { key: 'provider', label: 'Who gave it', of: ({ provider }) => guide.organisation(provider) },
    { key: 'activity', label: 'What was done', of: (each) => activityOf(held, each) },
    {
      key: 'careKey',
      label: 'Mark by which the same care is known in another file',
      of: ({ careKey }) => text(careKey),
    },
  ];
}

function standingColumns(): Column<HeldAward>[] {
  return [
    {
      key: 'isRepeat',
      label: 'A repeat of another row, not counted',
      of: ({ counts }) => yesNo(!counts),
    },
    {
      key: 'countsNow',
      label: 'Counts now for',
      of: ({ standing }) =>
        standing.length === 0
          ? text('no day: something else stands in its place, or it was taken back')
          : listOf(standing.map(([from, until]) => text(spanInWords(from, until)))),
    },
  ];
}

function spanInWords(from: PlainDate | null, until: PlainDate | null): string {
  const first = from === null ? 'all days' : `days from ${dayInWords(from)}`;
  return until === null ? first : `${first} to ${dayInWords(addDays(until, -1))}`;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Whatever is kept of the care, each with its name: nothing of it can be forgotten. */
function activityOf(held: Held, { activity, scheme, currency }: HeldAward): Cell {
  if (activity === null) return null;
  const guide = guideTo(held);
  const special: Readonly<Record<string, (value: string) => Cell>> = {
    kind: words.activityKind,
    scheme: (code) => coded(code, held.names.scheme(code)),
    code: (code) => guide.currency(scheme, code) ?? text(currency),
    provider: guide.organisation,
    setting: words.setting,
  };
  const pairs = Object.entries(activity).flatMap(([key, value]): Pair[] => {
    if (value === null) return [];
    const label = words.activityLabel(key);
    return [{ label, value: special[key]?.(String(value)) ?? valueCell(value) }];
  });
  return pairsOf(pairs);
}

/** A value as it is kept where no words of the hub stand for it. */
export function valueCell(value: unknown): Cell {
  if (typeof value === 'boolean') return yesNo(value);
  if (typeof value === 'number') return count(value);
  if (typeof value === 'string') return DAY.test(value) ? day(value as PlainDate) : text(value);
  // Days of a period: the day after the last is shown as the last.
  const { from, until } = value as { from: PlainDate; until: PlainDate };
  return pairsOf([
    { label: 'First day', value: day(from) },
    { label: 'Last day', value: lastDay(until) },
  ]);
}

/** By award, its number in the list above: what payments and claims belong to. */
export const placesOf = ({ awards }: Held): Map<string, number> =>
  new Map(awards.map(({ id }, at) => [id, at + 1]));

function paymentColumns(held: Held): Column<HeldPayment>[] {
  const places = placesOf(held);
  return [
    { key: 'reference', label: 'Reference', of: ({ reference }) => text(reference) },
    {
      key: 'award',
      label: 'Under number',
      of: ({ awardId }) => count(places.get(awardId) ?? null),
    },
    { key: 'fileRow', label: 'Row of its file', of: ({ row }) => count(row) },
    { key: 'paidOn', label: 'Paid on', of: ({ paidOn }) => day(paidOn) },
    { key: 'amount', label: 'Amount', of: ({ amount }) => money(amount) },
    {
      key: 'gross',
      label: 'Paid without taking off your part',
      of: ({ gross }) => yesNo(gross),
    },
    { key: 'coversFrom', label: 'For days from', of: ({ coversFrom }) => day(coversFrom) },
    { key: 'coversTo', label: 'To', of: ({ coversUntil }) => lastDay(coversUntil) },
  ];
}

function claimColumns(held: Held): Column<HeldClaim>[] {
  const places = placesOf(held);
  return [
    { key: 'reference', label: 'Reference', of: ({ reference }) => text(reference) },
    {
      key: 'award',
      label: 'Under number',
      of: ({ awardId }) => count(places.get(awardId) ?? null),
    },
    { key: 'fileRow', label: 'Row of its file', of: ({ row }) => count(row) },
    { key: 'form', label: 'Form', of: ({ form }) => text(form) },
    { key: 'firstDay', label: 'Support from', of: ({ supportFrom }) => day(supportFrom) },
    { key: 'lastDay', label: 'To', of: ({ supportUntil }) => lastDay(supportUntil) },
    { key: 'claimed', label: 'Claimed', of: ({ claimed }) => money(claimed) },
    { key: 'paid', label: 'Paid', none: 'not paid yet', of: ({ paid }) => money(paid) },
    { key: 'paidOn', label: 'Paid on', of: ({ paidOn }) => day(paidOn) },
    { key: 'paidTo', label: 'Paid to', of: ({ paidTo }) => words.paidTo(paidTo) },
    { key: 'employer', label: 'Your employer’s part', of: ({ employer }) => money(employer) },
    { key: 'yours', label: 'Your part', of: ({ customer }) => money(customer) },
  ];
}

function decisionColumns(held: Held): Column<HeldDecision>[] {
  const guide = guideTo(held);
  return [
    { key: 'stream', label: 'Kind of support', of: ({ stream }) => guide.stream(stream) },
    { key: 'firstDay', label: 'From', of: ({ firstDay }) => day(firstDay) },
    { key: 'lastDay', label: 'To', none: 'no end is given', of: (each) => lastDay(each.untilDay) },
    { key: 'state', label: 'The shares are', of: ({ state }) => words.fundingState(state) },
    {
      key: 'shares',
      label: 'Shares in per cent',
      of: ({ shares }) =>
        listOf(
          shares.map(([funder, percent]) =>
            pairsOf([
              { label: 'Who', value: guide.organisation(funder) },
              { label: 'Per cent', value: text(percent) },
            ]),
          ),
        ),
    },
    {
      key: 'paysMeanwhile',
      label: 'Pays all of it meanwhile',
      of: ({ interimPayer }) => guide.organisation(interimPayer),
    },
    { key: 'reason', label: 'Why', of: ({ reason }) => text(reason) },
    { key: 'kind', label: 'What it is', of: ({ kind }) => decisionKind(kind) },
    { key: 'evidence', label: 'On what', of: ({ evidence }) => text(evidence) },
    {
      key: 'organisation',
      label: 'Written down for',
      of: ({ organisation }) => guide.organisation(organisation),
    },
    { key: 'decidedBy', label: 'Decided by', of: ({ decidedBy }) => text(decidedBy) },
    { key: 'recordedAt', label: 'Written down', of: ({ recordedAt }) => moment(recordedAt) },
    { key: 'endedAt', label: 'Ended', of: ({ endedAt }) => moment(endedAt) },
  ];
}

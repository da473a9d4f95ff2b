import { NO_PENCE, poundsText } from '../values/money.ts';
import { dayCount, lastDay, type Span } from '../values/period.ts';
import type { Per } from '../values/rate.ts';
import { type Ratio, toDecimal, ZERO } from '../values/ratio.ts';
import type { ToldAward } from './award.ts';
import { contributionBehind, type Line, type PricedLine } from './line.ts';
import type { Segment } from './segment.ts';

/** One step of the way from the raw figure to the pence, for a finance officer to check. */
export interface Step {
  readonly step: string;
  readonly result: string;
}

/**
 * How a line's amount was worked out, from the figures as sent to whole pence. Names a clinical
 * currency only to those who may read it.
 */
export function workingOf(line: PricedLine, mayReadClinical: boolean): Step[] {
  const { currency } = line.award;
  return [
    ...line.segments.flatMap((segment) => segmentSteps(line, segment)),
    ...(currency && mayReadClinical
      ? [{ step: `Currency of scheme ${currency.scheme}`, result: currency.code }]
      : []),
    { step: 'Rounded once to whole pence, a half away from zero', result: poundsText(line.amount) },
    ...contributionSteps(line),
    ...paidSteps(line),
    ...line.segments.map(({ award }) => ({
      step: `Price known as of the delivery received ${award.delivery.receivedOn} from ${award.delivery.sender}, row ${award.row}; its data speaks for`,
      result: award.delivery.asOf,
    })),
  ];
}

function segmentSteps(line: PricedLine, { award, days, exact }: Segment): Step[] {
  const sent = { step: `As sent by ${award.delivery.sender}`, result: award.rawFigures };
  if (line.claimReference !== null) {
    const result = poundsText(line.amount);
    return [sent, { step: 'Claim paid, counted in the year its support ended', result }];
  }
  if (award.basis !== 'RECURRING') {
    const step =
      award.basis === 'ONE_OFF'
        ? 'One sum, counted once'
        : `Care given, counted in ${award.year}, the year the source says`;
    return [sent, { step, result: toDecimal(exact ?? ZERO, 6) }];
  }
  const how = RULE[award.per ?? 'ONCE'];
  const count = days.reduce((sum, span) => sum + dayCount(span), 0);
  return [
    sent,
    {
      step: `In force ${days.map(inWords).join(' and ')}, both days included`,
      result: `${count} days`,
    },
    { step: how(award), result: toDecimal(exact ?? ZERO, 6) },
  ];
}

function inWords(span: Span): string {
  return `${span.from} to ${lastDay(span)}`;
}

const plain = (value: Ratio | null): string =>
  value === null ? 'not given' : toDecimal(value, 8).replace(/(\.\d\d\d*?)0+$/, '$1');

const perDays = (days: number) => (award: ToldAward) =>
  `${plain(award.amount)} ÷ ${days} for each day in force`;
const perUnit = (unit: string) => (award: ToldAward) =>
  `${plain(award.amount)} per ${unit} × ${plain(award.unitsPerWeek)} a week ÷ 7 for each day in force`;
const perPart = (part: string) => (award: ToldAward) =>
  `${plain(award.amount)} for each ${part} wholly in force, part ${part}s by their days`;

const RULE: Record<Per, (award: ToldAward) => string> = {
  HOUR: perUnit('hour'),
  DAY: perUnit('day'),
  SESSION: perUnit('session'),
  WEEK: perDays(7),
  FORTNIGHT: perDays(14),
  FOUR_WEEKS: perDays(28),
  MONTH: perPart('calendar month'),
  QUARTER: perPart('financial quarter'),
  YEAR: perPart('financial year'),
  ONCE: () => 'One sum, counted once',
};

function contributionSteps(line: Line): Step[] {
  return [
    {
      step: `What the person is asked to pay: ${contributionBehind(line).reason}`,
      result: line.contribution === null ? 'not known' : poundsText(line.contribution),
    },
  ];
}

function paidSteps(line: Line): Step[] {
  if (line.paid === null) return [{ step: 'Paid', result: 'not reported by this source' }];
  if (line.paid === NO_PENCE) return [];
  return [{ step: 'Public share known to have gone out', result: poundsText(line.paid) }];
}

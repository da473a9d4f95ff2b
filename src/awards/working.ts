import type { Tariff } from '../currencies/tariff.ts';
import { NO_PENCE, type Pence, poundsText, takePence } from '../values/money.ts';
import { dayCount, lastDay, type Span } from '../values/period.ts';
import type { Per } from '../values/rate.ts';
import { type Ratio, toDecimal, ZERO } from '../values/ratio.ts';
import { supersededInWords, type ToldAward } from './award.ts';
import { contributionBehind, type Line, type PricedLine } from './line.ts';
import type { Segment } from './segment.ts';
import { type Share, splitPence } from './share.ts';

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
    rounded(line.share?.of ?? line.amount),
    ...shareSteps(line.share, line.award.funder, line.amount),
    ...checkSteps(line),
    ...contributionSteps(line),
    ...paidSteps(line),
    ...priceSteps(line),
    ...line.segments.map(({ award }) => knownAsOf(award, line.pricing ? 'Care' : 'Price')),
    ...line.segments.flatMap(({ award }) => recordedSteps(award)),
  ];
}

/**
 * Which delivery tells of an award, and for which day its data speaks; or that its funder recorded
 * it, as what whoever did so was signed in, and when.
 */
export function knownAsOf(award: ToldAward, what: 'Care' | 'Price'): Step {
  const { delivery, row, recorded } = award;
  if (recorded) {
    const step = `${what} recorded by ${delivery.sender} itself, by somebody signed in as ${recorded.role}; no file told it then. Recorded on`;
    return { step, result: delivery.receivedOn };
  }
  return {
    step: `${what} known as of the delivery received ${delivery.receivedOn} from ${delivery.sender}, row ${row}; its data speaks for`,
    result: delivery.asOf,
  };
}

/** On what evidence an award was recorded, and what ended it or counts in its place. */
function recordedSteps({ recorded, delivery: { sender } }: ToldAward): Step[] {
  if (!recorded) return [];
  const { evidence, ended, superseded } = recorded;
  return [
    { step: 'On the evidence of', result: evidence },
    ...(ended ? [{ step: `Ended by ${sender}: ${ended.reason}`, result: ended.from }] : []),
    ...(superseded
      ? [
          {
            step: `A file counts in its place: ${supersededInWords(superseded)}. From`,
            result: superseded.from,
          },
        ]
      : []),
  ];
}

/** The one rounding of a line. */
export function rounded(amount: Pence): Step {
  return {
    step: 'Rounded once to whole pence, a half away from zero',
    result: poundsText(amount),
  };
}

/** What a funder carries of a whole that is shared by a decision. */
export function shareSteps(share: Share | null, funder: string, amount: Pence): Step[] {
  if (!share || share.of === null) return [];
  const { of, funders, decidedFrom } = share;
  if (share.state === 'AGREED') {
    const odd = share.oddPenny ? ', with the odd penny that no share divides' : '';
    const part = `${plainPercent(share.percent)} per cent of ${poundsText(of)}`;
    const step = `Share of ${funder} as decided from ${decidedFrom}: ${part}${odd}`;
    return [{ step, result: poundsText(amount) }];
  }
  const amounts = splitPence(of, funders);
  const would = funders.map((each, at) => {
    const part = `${each.funder} ${plainPercent(each.percent)} per cent`;
    return `${part} (${poundsText(amounts[at] ?? NO_PENCE)})`;
  });
  return [
    {
      step: `The shares are in dispute from ${decidedFrom}; ${funder} pays all of it meanwhile`,
      result: poundsText(amount),
    },
    { step: 'What the shares would be', result: would.join(', ') },
  ];
}

const plainPercent = (percent: Ratio): string => toDecimal(percent, 18).replace(/\.?0+$/, '');

function segmentSteps(line: PricedLine, segment: Segment): Step[] {
  const { award, exact } = segment;
  const sent = sentBy(award);
  if (line.claimReference !== null) {
    const result = poundsText(line.share?.of ?? line.amount);
    return [sent, { step: 'Claim paid, counted in the year its support ended', result }];
  }
  if (line.pricing) {
    const worked = line.pricing.steps.map(({ words, after }) => ({
      step: words,
      result: toDecimal(after, 6),
    }));
    return [sent, ...worked];
  }
  if (award.basis !== 'RECURRING') {
    const step =
      award.basis === 'ONE_OFF'
        ? 'One sum, counted once'
        : `Care given, counted in ${award.year}, the year the source says`;
    return [sent, { step, result: toDecimal(exact ?? ZERO, 6) }];
  }
  return rateSteps(segment);
}

/** The figures as the sender gave them. */
export function sentBy({ delivery, rawFigures, recorded }: ToldAward): Step {
  const how = recorded ? 'recorded' : 'sent';
  return { step: `As ${how} by ${delivery.sender}`, result: rawFigures };
}

/** From a rate as it was sent to its exact pounds over days in force. */
export function rateSteps({ award, days, exact }: Segment): Step[] {
  const how = RULE[award.per ?? 'ONCE'];
  const count = days.reduce((sum, span) => sum + dayCount(span), 0);
  return [
    sentBy(award),
    {
      step: `In force ${days.map(inWords).join(' and ')}, both days included`,
      result: `${count} days`,
    },
    { step: how(award), result: toDecimal(exact ?? ZERO, 6) },
  ];
}

/** Which prices were used, and whether they are anybody's. */
export function tariffSteps(tariffs: readonly Tariff[]): Step[] {
  return tariffs.map(({ source, knownFrom, illustrative }) => ({
    step: `Tariff known from ${knownFrom}${illustrative ? ', illustrative only: nobody pays by it' : ''}`,
    result: source,
  }));
}

function priceSteps({ pricing, shadow }: PricedLine): Step[] {
  const steps = tariffSteps(pricing?.tariffs ?? []);
  if (!shadow) return steps;
  const step = 'Shadow price: the contract is a block, and no money moves by this tariff';
  return [...steps, { step, result: 'not paid' }];
}

const CHECKED = {
  SENDER: 'The price in the sender’s own file',
  TARIFF: 'The tariff of the currency named, over the same days',
} as const;

function checkSteps({ check }: PricedLine): Step[] {
  if (!check) return [];
  const checked = CHECKED[check.against];
  if (check.expected === null || check.difference === null) {
    return [{ step: `${checked}: none is loaded for all of them`, result: 'not checked' }];
  }
  return [
    { step: `${checked}; this line is not changed by it`, result: poundsText(check.expected) },
    { step: 'Difference: this line less that', result: poundsText(check.difference) },
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
    ...assessedOtherwise(line),
  ];
}

/** A source that says what the person pays is believed; an assessment that differs is told. */
function assessedOtherwise({ assessed, contribution }: Line): Step[] {
  const says = assessed?.reason === null ? assessed.says : null;
  if (says === null || contribution === null || says === contribution) return [];
  return [
    {
      step: 'The council’s financial assessment says otherwise; this line is not changed by it',
      result: poundsText(says),
    },
    {
      step: 'Difference: what the source says less that',
      result: poundsText(takePence(contribution, says)),
    },
  ];
}

function paidSteps(line: Line): Step[] {
  const told = reportedSteps(line);
  if (line.ledgerPaid === undefined) return told;
  const beside =
    line.paid === null
      ? 'Known to the ledger of all of this stream that is held in this way, for its lines together'
      : 'Known to the ledger of all of this stream that is held in this way; nothing is added';
  const result = line.ledgerPaid === null ? 'not known' : poundsText(line.ledgerPaid);
  return [...told, { step: beside, result }];
}

function reportedSteps(line: Line): Step[] {
  if (line.paid === null) return [{ step: 'Paid', result: 'not reported by this source' }];
  if (line.paid === NO_PENCE) return [];
  return [{ step: 'Public share known to have gone out', result: poundsText(line.paid) }];
}

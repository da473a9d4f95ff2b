import type { Tariff } from '../currencies/tariff.ts';
import { type Pence, poundsText } from '../values/money.ts';
import { lastDay, type Span } from '../values/period.ts';
import type { Per } from '../values/rate.ts';
import { type Ratio, toDecimal } from '../values/ratio.ts';
import { supersededInWords, type ToldAward } from './award.ts';
import type { PricedLine } from './line.ts';
import type { Segment } from './segment.ts';
import type { Share } from './share.ts';
import {
  known,
  rateStepsOf,
  sentStep,
  shareSteps as shareStepsOf,
  stepsOf,
  tariffStepsOf,
  type WorkingStep,
} from './working-step.ts';

/** One step of the way from the raw figure to the pence in English, for a finance officer to check. */
export interface Step {
  readonly step: string;
  readonly result: string;
}

/** As `stepsOf`, in words. */
export function workingOf(line: PricedLine, mayReadClinical: boolean): Step[] {
  return stepsOf(line, mayReadClinical).map(inEnglish);
}

/** As `known`, in words. */
export const knownAsOf = (award: ToldAward, what: 'Care' | 'Price'): Step =>
  inEnglish(known(award, what));

/** The one rounding of a line. */
export const rounded = (amount: Pence): Step => inEnglish({ code: 'ROUNDED', amount });

/** What a funder carries of a whole that is shared by a decision. */
export const shareSteps = (share: Share | null, funder: string, amount: Pence): Step[] =>
  shareStepsOf(share, funder, amount).map(inEnglish);

/** The figures as the sender gave them. */
export const sentBy = (award: ToldAward): Step => inEnglish(sentStep(award));

/** From a rate as it was sent to its exact pounds over days in force. */
export const rateSteps = (segment: Segment): Step[] => rateStepsOf(segment).map(inEnglish);

/** Which prices were used, and whether they are anybody's. */
export const tariffSteps = (tariffs: readonly Tariff[]): Step[] =>
  tariffStepsOf(tariffs).map(inEnglish);

const CHECKED = {
  SENDER: 'The price in the sender’s own file',
  TARIFF: 'The tariff of the currency named, over the same days',
} as const;

type OfCode<Code extends WorkingStep['code']> = Extract<WorkingStep, { code: Code }>;

type Sayings = { readonly [Code in WorkingStep['code']]: (step: OfCode<Code>) => Step };

/** What each step says, and what comes of it. */
const SAYS: Sayings = {
  SENT: ({ who, figures, recorded }) => ({
    step: `As ${recorded ? 'recorded' : 'sent'} by ${who}`,
    result: figures,
  }),
  IN_FORCE: ({ spans, count }) => ({
    step: `In force ${spans.map(inWords).join(' and ')}, both days included`,
    result: `${count} days`,
  }),
  RATE: (step) => ({ step: RULE[step.per](step), result: toDecimal(step.comesTo, 6) }),
  ONE_SUM: ({ comesTo }) => ({ step: 'One sum, counted once', result: toDecimal(comesTo, 6) }),
  CARE_COUNTED: ({ year, comesTo }) => ({
    step: `Care given, counted in ${year}, the year the source says`,
    result: toDecimal(comesTo, 6),
  }),
  CLAIM: ({ amount }) => ({
    step: 'Claim paid, counted in the year its support ended',
    result: poundsText(amount),
  }),
  PRICED: ({ words, comesTo }) => ({ step: words, result: toDecimal(comesTo, 6) }),
  CURRENCY: ({ scheme, currency }) => ({
    step: `Currency of scheme ${scheme}`,
    result: currency,
  }),
  ROUNDED: ({ amount }) => ({
    step: 'Rounded once to whole pence, a half away from zero',
    result: poundsText(amount),
  }),
  SHARE: ({ who, from, percent, of, odd, amount }) => {
    const part = `${plainPercent(percent)} per cent of ${poundsText(of)}`;
    const penny = odd ? ', with the odd penny that no share divides' : '';
    const step = `Share of ${who} as decided from ${from}: ${part}${penny}`;
    return { step, result: poundsText(amount) };
  },
  DISPUTED: ({ who, from, amount }) => ({
    step: `The shares are in dispute from ${from}; ${who} pays all of it meanwhile`,
    result: poundsText(amount),
  }),
  WOULD_BE: ({ parts }) => {
    const would = parts.map(({ funder, percent, amount }) => {
      return `${funder} ${plainPercent(percent)} per cent (${poundsText(amount)})`;
    });
    return { step: 'What the shares would be', result: would.join(', ') };
  },
  CHECKED: ({ against, expected }) =>
    expected === null
      ? { step: `${CHECKED[against]}: none is loaded for all of them`, result: 'not checked' }
      : {
          step: `${CHECKED[against]}; this line is not changed by it`,
          result: poundsText(expected),
        },
  DIFFERS: ({ amount }) => ({
    step: 'Difference: this line less that',
    result: poundsText(amount),
  }),
  PERSON_PAYS: ({ reason, amount }) => ({
    step: `What the person is asked to pay: ${reason}`,
    result: orNotKnown(amount),
  }),
  ASSESSED_OTHERWISE: ({ amount }) => ({
    step: 'The council’s financial assessment says otherwise; this line is not changed by it',
    result: poundsText(amount),
  }),
  ASSESSED_DIFFERENCE: ({ amount }) => ({
    step: 'Difference: what the source says less that',
    result: poundsText(amount),
  }),
  PAID_NOT_REPORTED: () => ({ step: 'Paid', result: 'not reported by this source' }),
  PAID: ({ amount }) => ({
    step: 'Public share known to have gone out',
    result: poundsText(amount),
  }),
  LEDGER: ({ reported, amount }) => ({
    step: reported
      ? 'Known to the ledger of all of this stream that is held in this way; nothing is added'
      : 'Known to the ledger of all of this stream that is held in this way, for its lines together',
    result: orNotKnown(amount),
  }),
  TARIFF: ({ knownFrom, illustrative, source }) => ({
    step: `Tariff known from ${knownFrom}${illustrative ? ', illustrative only: nobody pays by it' : ''}`,
    result: source,
  }),
  SHADOW: () => ({
    step: 'Shadow price: the contract is a block, and no money moves by this tariff',
    result: 'not paid',
  }),
  KNOWN: ({ what, who, receivedOn, row, asOf }) => ({
    step: `${what} known as of the delivery received ${receivedOn} from ${who}, row ${row}; its data speaks for`,
    result: asOf,
  }),
  KNOWN_RECORDED: ({ what, who, role, receivedOn }) => ({
    step: `${what} recorded by ${who} itself, by somebody signed in as ${role}; no file told it then. Recorded on`,
    result: receivedOn,
  }),
  EVIDENCE: ({ evidence }) => ({ step: 'On the evidence of', result: evidence }),
  ENDED: ({ who, reason, from }) => ({ step: `Ended by ${who}: ${reason}`, result: from }),
  SUPERSEDED: ({ by }) => ({
    step: `A file counts in its place: ${supersededInWords(by)}. From`,
    result: by.from,
  }),
};

export function inEnglish(step: WorkingStep): Step {
  const says = SAYS[step.code] as (of: WorkingStep) => Step;
  return says(step);
}

const orNotKnown = (amount: Pence | null): string =>
  amount === null ? 'not known' : poundsText(amount);

const plainPercent = (percent: Ratio): string => toDecimal(percent, 18).replace(/\.?0+$/, '');

function inWords(span: Span): string {
  return `${span.from} to ${lastDay(span)}`;
}

const plain = (value: Ratio | null): string =>
  value === null ? 'not given' : toDecimal(value, 8).replace(/(\.\d\d\d*?)0+$/, '$1');

type Rate = OfCode<'RATE'>;

const perDays =
  (days: number) =>
  ({ amount }: Rate) =>
    `${plain(amount)} ÷ ${days} for each day in force`;
const perUnit =
  (unit: string) =>
  ({ amount, unitsPerWeek }: Rate) =>
    `${plain(amount)} per ${unit} × ${plain(unitsPerWeek)} a week ÷ 7 for each day in force`;
const perPart =
  (part: string) =>
  ({ amount }: Rate) =>
    `${plain(amount)} for each ${part} wholly in force, part ${part}s by their days`;

const RULE: Record<Per, (rate: Rate) => string> = {
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

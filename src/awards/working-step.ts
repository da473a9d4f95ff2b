import type { PriceStep } from '../currencies/steps.ts';
import type { Tariff } from '../currencies/tariff.ts';
import type { FinancialYear } from '../values/financial-year.ts';
import { NO_PENCE, type Pence, takePence } from '../values/money.ts';
import { dayCount, type Span } from '../values/period.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { Per } from '../values/rate.ts';
import { type Ratio, ZERO } from '../values/ratio.ts';
import type { Superseding, ToldAward } from './award.ts';
import type { Check } from './check.ts';
import { contributionBehind, type Line, type PricedLine } from './line.ts';
import type { Segment } from './segment.ts';
import { type Share, splitPence } from './share.ts';

interface Part {
  readonly funder: string;
  readonly percent: Ratio;
  readonly amount: Pence;
}

/**
 * One step of the way from the raw figure to the pence: what was done, and what stands in it. Each
 * reader is told it in their own words and language; organisations stand in it by their codes.
 */
export type WorkingStep =
  /** The figures as their sender gave them; `recorded` where no file did. */
  | {
      readonly code: 'SENT';
      readonly who: string;
      readonly figures: string;
      readonly recorded: boolean;
    }
  | { readonly code: 'IN_FORCE'; readonly spans: readonly Span[]; readonly count: number }
  | {
      readonly code: 'RATE';
      readonly per: Per;
      readonly amount: Ratio | null;
      readonly unitsPerWeek: Ratio | null;
      readonly comesTo: Ratio;
    }
  | { readonly code: 'ONE_SUM'; readonly comesTo: Ratio }
  | {
      readonly code: 'CARE_COUNTED';
      readonly year: FinancialYear | null;
      readonly comesTo: Ratio;
    }
  | { readonly code: 'CLAIM'; readonly amount: Pence }
  | {
      readonly code: 'PRICED';
      readonly step: PriceStep;
      readonly words: string;
      readonly comesTo: Ratio;
    }
  /** A diagnosis in most schemes: told to clinical readers alone. */
  | { readonly code: 'CURRENCY'; readonly scheme: string; readonly currency: string }
  | { readonly code: 'ROUNDED'; readonly amount: Pence }
  | {
      readonly code: 'SHARE';
      readonly who: string;
      readonly from: PlainDate;
      readonly percent: Ratio;
      readonly of: Pence;
      /** With the odd penny that no share divides. */
      readonly odd: boolean;
      readonly amount: Pence;
    }
  | {
      readonly code: 'DISPUTED';
      readonly who: string;
      readonly from: PlainDate;
      readonly amount: Pence;
    }
  | { readonly code: 'WOULD_BE'; readonly parts: readonly Part[] }
  | {
      readonly code: 'CHECKED';
      readonly against: Check['against'];
      /** Null where none is loaded for all of the days. */
      readonly expected: Pence | null;
    }
  | { readonly code: 'DIFFERS'; readonly amount: Pence }
  /** Null where it is not known. */
  | { readonly code: 'PERSON_PAYS'; readonly reason: string; readonly amount: Pence | null }
  | { readonly code: 'ASSESSED_OTHERWISE'; readonly amount: Pence }
  | { readonly code: 'ASSESSED_DIFFERENCE'; readonly amount: Pence }
  | { readonly code: 'PAID_NOT_REPORTED' }
  | { readonly code: 'PAID'; readonly amount: Pence }
  /** Of all of a stream that is held in one way: beside what a source reports, or for its lines together. */
  | { readonly code: 'LEDGER'; readonly reported: boolean; readonly amount: Pence | null }
  | {
      readonly code: 'TARIFF';
      readonly knownFrom: PlainDate;
      readonly illustrative: boolean;
      readonly source: string;
    }
  | { readonly code: 'SHADOW' }
  | {
      readonly code: 'KNOWN';
      readonly what: 'Care' | 'Price';
      readonly who: string;
      readonly receivedOn: PlainDate;
      readonly row: number;
      readonly asOf: PlainDate;
    }
  | {
      readonly code: 'KNOWN_RECORDED';
      readonly what: 'Care' | 'Price';
      readonly who: string;
      readonly role: string;
      readonly receivedOn: PlainDate;
    }
  | { readonly code: 'EVIDENCE'; readonly evidence: string }
  | {
      readonly code: 'ENDED';
      readonly who: string;
      readonly reason: string;
      readonly from: PlainDate;
    }
  | { readonly code: 'SUPERSEDED'; readonly by: Superseding };

/**
 * How a line's amount was worked out, from the figures as sent to whole pence. Names a clinical
 * currency only to those who may read it.
 */
export function stepsOf(line: PricedLine, mayReadClinical: boolean): WorkingStep[] {
  const { currency } = line.award;
  return [
    ...line.segments.flatMap((segment) => segmentSteps(line, segment)),
    ...(currency && mayReadClinical
      ? [{ code: 'CURRENCY', scheme: currency.scheme, currency: currency.code } as const]
      : []),
    { code: 'ROUNDED', amount: line.share?.of ?? line.amount },
    ...shareSteps(line.share, line.award.funder, line.amount),
    ...checkSteps(line),
    ...contributionSteps(line),
    ...paidSteps(line),
    ...priceSteps(line),
    ...line.segments.map(({ award }) => known(award, line.pricing ? 'Care' : 'Price')),
    ...line.segments.flatMap(({ award }) => recordedSteps(award)),
  ];
}

/**
 * Which delivery tells of an award, and for which day its data speaks; or that its funder recorded
 * it, as what whoever did so was signed in, and when.
 */
export function known(award: ToldAward, what: 'Care' | 'Price'): WorkingStep {
  const { delivery, row, recorded } = award;
  const { sender: who, receivedOn, asOf } = delivery;
  if (recorded) return { code: 'KNOWN_RECORDED', what, who, role: recorded.role, receivedOn };
  return { code: 'KNOWN', what, who, receivedOn, row, asOf };
}

/** On what evidence an award was recorded, and what ended it or counts in its place. */
function recordedSteps({ recorded, delivery: { sender: who } }: ToldAward): WorkingStep[] {
  if (!recorded) return [];
  const { evidence, ended, superseded } = recorded;
  return [
    { code: 'EVIDENCE', evidence },
    ...(ended ? [{ code: 'ENDED', who, reason: ended.reason, from: ended.from } as const] : []),
    ...(superseded ? [{ code: 'SUPERSEDED', by: superseded } as const] : []),
  ];
}

/** What a funder carries of a whole that is shared by a decision. */
export function shareSteps(share: Share | null, who: string, amount: Pence): WorkingStep[] {
  if (!share || share.of === null) return [];
  const { of, funders, decidedFrom: from } = share;
  if (share.state === 'AGREED') {
    return [{ code: 'SHARE', who, from, percent: share.percent, of, odd: share.oddPenny, amount }];
  }
  const amounts = splitPence(of, funders);
  const parts = funders.map(({ funder, percent }, at) => ({
    ...{ funder, percent, amount: amounts[at] ?? NO_PENCE },
  }));
  return [
    { code: 'DISPUTED', who, from, amount },
    { code: 'WOULD_BE', parts },
  ];
}

function segmentSteps(line: PricedLine, segment: Segment): WorkingStep[] {
  const { award, exact } = segment;
  const sent = sentStep(award);
  if (line.claimReference !== null) {
    return [sent, { code: 'CLAIM', amount: line.share?.of ?? line.amount }];
  }
  if (line.pricing) {
    const worked = line.pricing.steps.map(({ step, words, after }) => ({
      ...({ code: 'PRICED', step, words, comesTo: after } as const),
    }));
    return [sent, ...worked];
  }
  const comesTo = exact ?? ZERO;
  if (award.basis === 'RECURRING') return rateStepsOf(segment);
  if (award.basis === 'ONE_OFF') return [sent, { code: 'ONE_SUM', comesTo }];
  return [sent, { code: 'CARE_COUNTED', year: award.year, comesTo }];
}

/** The figures as the sender gave them. */
export function sentStep({ delivery, rawFigures, recorded }: ToldAward): WorkingStep {
  const isRecorded = Boolean(recorded);
  return { code: 'SENT', who: delivery.sender, figures: rawFigures, recorded: isRecorded };
}

/** From a rate as it was sent to its exact pounds over days in force. */
export function rateStepsOf({ award, days, exact }: Segment): WorkingStep[] {
  const { amount, unitsPerWeek, per } = award;
  const count = days.reduce((sum, span) => sum + dayCount(span), 0);
  return [
    sentStep(award),
    { code: 'IN_FORCE', spans: days, count },
    { code: 'RATE', per: per ?? 'ONCE', amount, unitsPerWeek, comesTo: exact ?? ZERO },
  ];
}

/** Which prices were used, and whether they are anybody's. */
export function tariffStepsOf(tariffs: readonly Tariff[]): WorkingStep[] {
  return tariffs.map(({ source, knownFrom, illustrative }) => ({
    ...({ code: 'TARIFF', source, knownFrom, illustrative } as const),
  }));
}

function priceSteps({ pricing, shadow }: PricedLine): WorkingStep[] {
  const steps = tariffStepsOf(pricing?.tariffs ?? []);
  return shadow ? [...steps, { code: 'SHADOW' }] : steps;
}

function checkSteps({ check }: PricedLine): WorkingStep[] {
  if (!check) return [];
  const { against, expected, difference } = check;
  if (expected === null || difference === null) {
    return [{ code: 'CHECKED', against, expected: null }];
  }
  return [
    { code: 'CHECKED', against, expected },
    { code: 'DIFFERS', amount: difference },
  ];
}

function contributionSteps(line: Line): WorkingStep[] {
  const { reason } = contributionBehind(line);
  return [{ code: 'PERSON_PAYS', reason, amount: line.contribution }, ...assessedOtherwise(line)];
}

/** A source that says what the person pays is believed; an assessment that differs is told. */
function assessedOtherwise({ assessed, contribution }: Line): WorkingStep[] {
  const says = assessed?.reason === null ? assessed.says : null;
  if (says === null || contribution === null || says === contribution) return [];
  return [
    { code: 'ASSESSED_OTHERWISE', amount: says },
    { code: 'ASSESSED_DIFFERENCE', amount: takePence(contribution, says) },
  ];
}

function paidSteps(line: Line): WorkingStep[] {
  const told = reportedSteps(line);
  if (line.ledgerPaid === undefined) return told;
  return [...told, { code: 'LEDGER', reported: line.paid !== null, amount: line.ledgerPaid }];
}

function reportedSteps({ paid }: Line): WorkingStep[] {
  if (paid === null) return [{ code: 'PAID_NOT_REPORTED' }];
  return paid === NO_PENCE ? [] : [{ code: 'PAID', amount: paid }];
}

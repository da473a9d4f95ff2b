import type { Line } from '../awards/line.ts';
import type { Segment } from '../awards/segment.ts';
import { dayCount, lastDay, type Span } from '../values/period.ts';
import { type Ratio, toDecimal } from '../values/ratio.ts';
import type { Page } from './page.ts';
import { priceSaid } from './steps-said.ts';

/** Of what is not yet rounded so many decimals are shown. */
const PLACES = 6;

/**
 * How a line's money was worked out, step by step from the figure that was sent, in the words of
 * whom it is for: no code, no reference and no name of a price list.
 */
export function workedOut(page: Page, line: Line, nameOf: (code: string) => string): string[] {
  const { say, written } = page;
  const steps = line.segments.flatMap((segment) => ofSegment(page, line, segment, nameOf));
  if (line.kind === 'UNPRICED') return [...steps, say('worked-out.no-price')];
  const whole = line.share?.of ?? line.amount;
  return [
    ...steps,
    say('worked-out.rounded', { amount: written.money(whole) }),
    ...ofShare(page, line, nameOf),
  ];
}

function ofSegment(
  page: Page,
  line: Line,
  { award, days, exact }: Segment,
  nameOf: (code: string) => string,
): string[] {
  const { say, written } = page;
  const { sender, receivedOn, asOf } = award.delivery;
  const who = nameOf(sender);
  const from = award.recorded
    ? say('worked-out.recorded', { who, day: written.day(receivedOn) })
    : say('worked-out.told', { who, sent: written.day(receivedOn), day: written.day(asOf) });
  if (exact === null) return [from];
  const comesTo = written.exactly(toDecimal(exact, PLACES));
  if (line.kind === 'PRICED' && line.claimReference !== null) {
    return [from, say('worked-out.claim', { amount: comesTo })];
  }
  if (line.kind === 'PRICED' && line.pricing) {
    return [from, ...line.pricing.steps.map(({ step, after }) => priceSaid(page, step, after))];
  }
  if (award.basis !== 'RECURRING') return [from, say('worked-out.one-sum', { amount: comesTo })];
  return [from, rate(page, award), ...days.map((span) => inForce(page, span)), sum(page, comesTo)];
}

function rate({ say, written }: Page, { amount, per, unitsPerWeek }: Segment['award']): string {
  const units = unitsPerWeek === null ? '' : plain(unitsPerWeek);
  const sent = amount === null ? '' : written.exactly(plain(amount));
  return say(`worked-out.rate-${per}`, { amount: sent, units });
}

function inForce({ say, written }: Page, span: Span): string {
  const ends = { from: written.day(span.from), to: written.day(lastDay(span)) };
  return say('worked-out.days', { ...ends, count: dayCount(span) });
}

const sum = ({ say }: Page, amount: string): string => say('worked-out.comes-to', { amount });

/** What several organisations pay together: how much of it this one pays. */
function ofShare({ say, written }: Page, line: Line, nameOf: (code: string) => string): string[] {
  const { share, award } = line;
  if (!share || share.of === null) return [];
  const values = { who: nameOf(award.funder), all: written.money(share.of) };
  if (share.state === 'DISPUTED') return [say('worked-out.undecided', values)];
  return [say('worked-out.share', { ...values, percent: plain(share.percent) })];
}

/** Without the noughts at its end that say nothing. */
const plain = (value: Ratio): string => toDecimal(value, 8).replace(/\.?0+$/, '');

import type { RegularPayment } from '../ledger/changed-schedules.ts';
import type { DueReview } from '../plans/review.ts';
import type { AheadChange, ExpectedChange, ReviewMoved } from '../statements/ahead-change.ts';
import type { MoneyChange, StatementRecharge } from '../statements/statement.ts';
import { SELF, type Stream } from '../streams/stream.ts';
import { NO_PENCE, type Pence, pence } from '../values/money.ts';
import type { Page } from './page.ts';
import { saidOf } from './statement-rows.ts';

/** What has changed since the last statement and why, in the reader’s language. */
export function changeSaid(page: Page, change: MoneyChange | AheadChange): string {
  if ('change' in change) return moneySaid(page, change);
  if (change.kind === 'REVIEW_MOVED') return reviewSaid(page, change);
  return expectedSaid(page, change);
}

function moneySaid(page: Page, told: MoneyChange): string {
  const { say, written } = page;
  const { change, kind, amount, recordedOn } = told;
  if (kind === 'RECHARGE') return rechargeSaid(page, { ...told, ...rechargeIn(told) });
  return say('statement.change-of', {
    what: saidOf(page, change),
    day: written.day(change.undoneDay ?? change.day),
    amount: written.money(amount),
    recorded: written.day(recordedOn),
  });
}

const rechargeIn = ({ change }: MoneyChange) => ({
  source: change.stream,
  funder: { code: change.funderCode ?? '', name: change.funder ?? '' },
  amount: change.recharged,
});

/** Who pays more or less of what was spent, for which days and why. */
export function rechargeSaid(
  { say, written }: Page,
  { date, amount, funder, source, change }: Omit<StatementRecharge, 'words'>,
): string {
  const { covers, reason } = change;
  const who = funder.code === SELF ? 'you-' : '';
  const what = say(`statement.recharge-${who}${amount < NO_PENCE ? 'less' : 'more'}`, {
    ...{ day: written.day(date), who: funder.name, source: nameOf(say, source) },
    amount: written.money(amount < NO_PENCE ? pence(-amount) : amount),
  });
  const days = covers && {
    from: written.day(covers.firstDay),
    to: written.day(covers.lastDay),
  };
  return sentences(what, days && say('statement.recharge-days', days), whySaid(say, reason));
}

const nameOf = (say: Page['say'], stream: Stream | null): string =>
  stream ? say(`stream.${stream.code}`) : say('statement.nobody');

const whySaid = (say: Page['say'], reason: string | null): string | null =>
  reason === null ? null : say('statement.why', { reason });

const sentences = (...said: readonly (string | null)[]): string =>
  said.filter((each) => each !== null).join(' ');

function expectedSaid({ say, written }: Page, told: ExpectedChange): string {
  const { kind, date, source, funder, before, after, takenOff, reason } = told;
  const paid = (payment: RegularPayment | null) =>
    payment
      ? say(`statement.paid-${payment.every}`, { amount: written.money(payment.amount) })
      : '';
  const what = say(`statement.change-${kind}`, {
    ...{ day: written.day(date), who: funder.name, source: nameOf(say, source) },
    ...{ before: paid(before), after: paid(after) },
    amount: takenOff === null ? '' : written.money(takenOff as Pence),
  });
  return sentences(what, whySaid(say, reason));
}

function reviewSaid({ say, written }: Page, told: ReviewMoved): string {
  const { review, source, before, after, because, lastHeld } = told;
  const what = say(`statement.change-${after === null ? 'REVIEW_GONE' : 'REVIEW_MOVED'}`, {
    ...{ what: say(`statement.review-${review}`), source: nameOf(say, source) },
    ...{ before: written.day(before), after: after === null ? '' : written.day(after) },
  });
  const held = lastHeld === null ? '' : written.day(lastHeld);
  return sentences(what, say(`statement.because-${because}`, { day: held }));
}

/** When a review is due, as the reader’s list says it. */
export function dueSaid({ say, written }: Page, { stream, kind, dueOn }: DueReview): string {
  const what = say(`statement.review-${kind}`);
  const source = nameOf(say, stream);
  return dueOn === null
    ? say('statement.review-no-day', { what, source })
    : say('statement.review-on', { what, source, day: written.day(dueOn) });
}

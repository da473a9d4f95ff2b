import type { DuePayment } from '../../src/ledger/payments-due.ts';
import type { KeptSchedule, ScheduleTerms } from '../../src/ledger/schedule.ts';
import type { OrganisationCode } from '../../src/values/ids.ts';
import { parsePounds, poundsText } from '../../src/values/money.ts';
import { addDays, type PlainDate } from '../../src/values/plain-date.ts';
import { decimal } from '../../src/values/ratio.ts';

export const day = (text: string) => text as PlainDate;

interface Said extends Partial<Omit<ScheduleTerms, 'rate' | 'weeklyContribution' | 'days'>> {
  readonly rate?: string;
  readonly per?: ScheduleTerms['rate']['per'];
  readonly contribution?: string | null;
  readonly first?: string;
  readonly last?: string;
}

/** £210.00 a week every four weeks in advance from 6 April 2026, gross, but for what is said. */
export function terms(said: Said = {}): ScheduleTerms {
  const first = day(said.first ?? '2026-04-06');
  const { contribution = null } = said;
  return {
    every: said.every ?? 'FOUR_WEEKS',
    terms: said.terms ?? 'GROSS',
    timing: said.timing ?? 'ADVANCE',
    rate: { pounds: decimal(said.rate ?? '210'), per: said.per ?? 'WEEK' },
    weeklyContribution: contribution === null ? null : parsePounds(contribution),
    days: { from: first, until: said.last === undefined ? null : addDays(day(said.last), 1) },
    firstPaymentOn: said.firstPaymentOn ?? first,
  };
}

/** The same as it is kept, for one account of one source. */
export function kept(id: string, said: Said & { readonly endedUntil?: string } = {}): KeptSchedule {
  const { endedUntil } = said;
  return {
    ...terms(said),
    ...{ id, accountId: 'account', stream: 'adult-social-care' },
    funder: 'E08000039' as OrganisationCode,
    endedUntil: endedUntil === undefined ? null : day(endedUntil),
  };
}

/** Payments as a table: due on, first day, last day, gross, contribution, amount. */
export const inWords = (payments: readonly DuePayment[]): string[] =>
  payments.map(({ dueOn, days, gross, contribution, amount }) =>
    [
      ...[dueOn, days.from, addDays(days.until, -1), poundsText(gross)],
      ...[contribution === null ? '-' : poundsText(contribution), poundsText(amount)],
    ].join(' '),
  );

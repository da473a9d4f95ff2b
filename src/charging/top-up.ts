import { standingOf } from '../awards/share.ts';
import { weeklyOver } from '../awards/weekly.ts';
import type { OrganisationCode } from '../values/ids.ts';
import { NO_PENCE, type Pence, takePence, toPence, toPounds } from '../values/money.ts';
import { intersect, type Period, type Span } from '../values/period.ts';
import type { PlainDate } from '../values/plain-date.ts';

/** The price of a home a week and who carries what of it. */
export interface HomePrice {
  /** What the care costs the council, gross: (a) of Care Act s26. */
  readonly award: Pence;
  /** What the person is assessed to pay of it: (b). */
  readonly contribution: Pence;
  /** What the council pays: (c). */
  readonly council: Pence;
  /** Paid by a third party for a dearer home; neither awarded nor the person's contribution. */
  readonly topUp: Pence;
}

/**
 * Splits the price of a home: what it costs above the personal budget is a third party's to pay, and
 * the assessed sum is held against the personal budget alone. Source: SI 2014/2670 (choice of
 * accommodation). A home below the budget has no top-up.
 */
export function homePriceOf(price: Pence, personalBudget: Pence, assessed: Pence): HomePrice {
  const award = price < personalBudget ? price : personalBudget;
  const contribution = assessed < award ? assessed : award;
  const topUp = price > award ? takePence(price, award) : NO_PENCE;
  return { award, contribution, council: takePence(award, contribution), topUp };
}

/** Who pays, by what they are to the person: a name of them is never held. */
export const TOP_UP_PAYERS = ['RELATIVE', 'FRIEND', 'CHARITY', 'SOMEBODY_ELSE'] as const;
export type TopUpPayer = (typeof TOP_UP_PAYERS)[number];

/** What a council was told that somebody else pays a week for a dearer home. Never changed. */
export interface RecordedTopUp {
  readonly id: string;
  readonly personId: string;
  readonly council: { readonly code: OrganisationCode; readonly name: string };
  readonly days: Period & { readonly from: PlainDate };
  /** Null: nobody pays from the first day on. */
  readonly paid: { readonly payer: TopUpPayer; readonly weekly: Pence } | null;
  readonly recordedAt: Date;
}

/** A top-up on the days on which it stands. */
export interface StandingTopUp {
  readonly id: string;
  readonly days: RecordedTopUp['days'];
  readonly payer: TopUpPayer;
  readonly weekly: Pence;
}

/**
 * One council's top-ups on the days on which they stand, as known at a moment: of several, given in
 * the order in which they were recorded, each replaces all before it from its first day on.
 */
export function standingTopUps(
  recorded: readonly RecordedTopUp[],
  council: string,
  knownAt: Date | null = null,
): StandingTopUp[] {
  const own = recorded.filter(
    (each) => each.council.code === council && (knownAt === null || each.recordedAt <= knownAt),
  );
  return standingOf(own).flatMap(({ id, days, paid }) => (paid ? [{ id, days, ...paid }] : []));
}

/** What a top-up comes to over the days that it has of a span, rounded once; null where it has none. */
export function topUpWithin({ days, weekly }: StandingTopUp, span: Span): TopUpWithin | null {
  const inside = intersect(span, days);
  if (!inside) return null;
  return { days: inside, amount: toPence(weeklyOver(toPounds(weekly), [inside])) };
}

export interface TopUpWithin {
  readonly days: Span;
  readonly amount: Pence;
}

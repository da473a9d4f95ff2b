import { NO_PENCE, type Pence, takePence } from '../values/money.ts';

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

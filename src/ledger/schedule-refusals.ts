import { MoneyRefused } from './refusals.ts';

/** Days that are none, or not in order. */
export class BadDays extends MoneyRefused {
  override readonly code = 'BAD_DAYS';
}

/** A contribution to what the law lets nobody charge for. */
export class NeverCharged extends MoneyRefused {
  override readonly code = 'NEVER_CHARGED';
}

/** An end that would not end the schedule sooner. */
export class NotEarlier extends MoneyRefused {
  override readonly code = 'NOT_EARLIER';
}

/** No payment of the schedule is expected that this could be. */
export class NotExpected extends MoneyRefused {
  override readonly code = 'NOT_EXPECTED';
}

/** Surplus is taken off the next payment alone. */
export class NotNextPayment extends MoneyRefused {
  override readonly code = 'NOT_NEXT_PAYMENT';
}

export class MoreThanPayment extends MoneyRefused {
  override readonly code = 'MORE_THAN_PAYMENT';
}

export class MoreThanSurplus extends MoneyRefused {
  override readonly code = 'MORE_THAN_SURPLUS';
}

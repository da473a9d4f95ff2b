/** Money that was not moved: a code for programs, and which field and why in words to act on. */
export abstract class MoneyRefused extends Error {
  override readonly name = 'MoneyRefused';
  abstract readonly code: string;
  constructor(field: string, reason: string) {
    super(`${field} ${reason}`);
  }
}

/** The sources that may fund it have less left. */
export class InsufficientFunds extends MoneyRefused {
  override readonly code = 'INSUFFICIENT_FUNDS';
}

/** No source in the account may fund the purpose. */
export class NotFundable extends MoneyRefused {
  override readonly code = 'NOT_FUNDABLE';
}

/** Money that nobody holds in an account for a person. */
export class NotDepositable extends MoneyRefused {
  override readonly code = 'NOT_DEPOSITABLE';
}

/** The key stands for something else that was recorded. */
export class IdempotencyMismatch extends MoneyRefused {
  override readonly code = 'IDEMPOTENCY_MISMATCH';
}

export class AlreadyReversed extends MoneyRefused {
  override readonly code = 'ALREADY_REVERSED';
}

/** Whose money it is has to be said, or cannot be said so. */
export class BadSource extends MoneyRefused {
  override readonly code = 'BAD_SOURCE';
}

/** The account is one in which nobody holds money. */
export class NotHeld extends MoneyRefused {
  override readonly code = 'NOT_HELD';
}

/** It is no promise of money. */
export class NotAHold extends MoneyRefused {
  override readonly code = 'NOT_A_HOLD';
}

/** The promise was kept before. */
export class AlreadySettled extends MoneyRefused {
  override readonly code = 'ALREADY_SETTLED';
}

/** The promise was ended before. */
export class AlreadyReleased extends MoneyRefused {
  override readonly code = 'ALREADY_RELEASED';
}

/** The provider's bill by that number is in the account already. */
export class AlreadyInvoiced extends MoneyRefused {
  override readonly code = 'ALREADY_INVOICED';
}

/** No payment whose money could come back. */
export class NotRefundable extends MoneyRefused {
  override readonly code = 'NOT_REFUNDABLE';
}

/** More than was paid, less what came back before. */
export class MoreThanPaid extends MoneyRefused {
  override readonly code = 'MORE_THAN_PAID';
}

/** Money goes only between accounts of one person and one host. */
export class NotTransferable extends MoneyRefused {
  override readonly code = 'NOT_TRANSFERABLE';
}

/** It is no payment that waits to be decided. */
export class NotInQuestion extends MoneyRefused {
  override readonly code = 'NOT_IN_QUESTION';
}

export class AlreadyDecided extends MoneyRefused {
  override readonly code = 'ALREADY_DECIDED';
}

/** The person's own money goes back to no funder. */
export class NotReclaimable extends MoneyRefused {
  override readonly code = 'NOT_RECLAIMABLE';
}

/** The last day is before the first. */
export class BadDays extends MoneyRefused {
  override readonly code = 'BAD_DAYS';
}

/** A later movement that stands is about it. */
export class BuiltUpon extends MoneyRefused {
  override readonly code = 'BUILT_UPON';
}

export class ReversalOfReversal extends MoneyRefused {
  override readonly code = 'REVERSAL_OF_REVERSAL';
}

export class BadAmount extends MoneyRefused {
  override readonly code = 'BAD_AMOUNT';
}

/** The host has closed the financial year of that day. */
export class ClosedYear extends MoneyRefused {
  override readonly code = 'CLOSED_YEAR';
}

/** A year that is not over yet cannot be closed. */
export class UnfinishedYear extends MoneyRefused {
  override readonly code = 'UNFINISHED_YEAR';
}

export class FutureDate extends MoneyRefused {
  override readonly code = 'FUTURE_DATE';
}

/** A reversal dated before what it reverses. */
export class BeforeOriginal extends MoneyRefused {
  override readonly code = 'BEFORE_ORIGINAL';
}

/** Not known and not allowed are the same answer. */
export class NotFound extends MoneyRefused {
  override readonly code = 'NOT_FOUND';
}

export class BadKey extends MoneyRefused {
  override readonly code = 'BAD_KEY';
}

export class UnknownCode extends MoneyRefused {
  override readonly code = 'UNKNOWN_CODE';
}

export class BadText extends MoneyRefused {
  override readonly code = 'BAD_TEXT';
}

/** No rule is in force by which it could be judged. */
export class RuleNotKnown extends MoneyRefused {
  override readonly code = 'RULE_NOT_KNOWN';
}

/** More than a funder's own money that is free. */
export class OverUnspent extends MoneyRefused {
  override readonly code = 'OVER_UNSPENT';
}

/** More than is left to give back by a notice. */
export class OverNotice extends MoneyRefused {
  override readonly code = 'OVER_NOTICE';
}

/** Something about it is asked or disputed. */
export class ReclaimPaused extends MoneyRefused {
  override readonly code = 'RECLAIM_PAUSED';
}

/** A notice that was taken back, or given back whole, before. */
export class NoticeEnded extends MoneyRefused {
  override readonly code = 'NOTICE_ENDED';
}

/** A day by which something is due that is gone by. */
export class PastDate extends MoneyRefused {
  override readonly code = 'PAST_DATE';
}

/** More of a source than the weeks that its funder lets be set aside. */
export class OverContingency extends MoneyRefused {
  override readonly code = 'OVER_CONTINGENCY';
}

/** The host's rule lets no money of the person's own stand beside NHS money. */
export class OwnMoneyNotAllowed extends MoneyRefused {
  override readonly code = 'OWN_MONEY_NOT_ALLOWED';
}

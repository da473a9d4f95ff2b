import { MoneyRefused } from '../ledger/refusals.ts';

/** Nobody has to decide about the line any more. */
export class NotWaiting extends MoneyRefused {
  override readonly code = 'NOT_WAITING';
}

/** Money that came in cannot have been paid out, nor the other way round. */
export class WrongWay extends MoneyRefused {
  override readonly code = 'WRONG_WAY';
}

import type { Viewer } from '../access/viewer.ts';
import type { Database } from '../db/database.ts';
import type { Pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { NamedSource } from './free-money.ts';
import { placeHold } from './place-hold.ts';
import type { Posted } from './posting.ts';
import { daysCovered, type KeyedRequest, refuseBadWords } from './request.ts';

export interface InvoiceRequest extends NamedSource, KeyedRequest {
  readonly account: string;
  readonly provider: string;
  readonly number: string;
  readonly amount: Pence;
  readonly purpose: string;
  /** The days of service, both included. */
  readonly firstDay: PlainDate;
  readonly lastDay: PlainDate;
  readonly dueOn: PlainDate;
  readonly effectiveDay: PlainDate;
}

/**
 * Records a provider's bill: its money is promised from then on, until the bill is settled or
 * released. One number of a provider once in an account. Throws a MoneyRefused.
 */
export async function recordInvoice(
  db: Database,
  viewer: Viewer,
  request: InvoiceRequest,
  today: PlainDate,
): Promise<Posted> {
  const { provider, number, firstDay, lastDay, dueOn, ...rest } = request;
  refuseBadWords('provider', provider);
  refuseBadWords('number', number);
  const covers = daysCovered(firstDay, lastDay);
  const hold = { ...rest, payee: provider, invoice: number, covers, dueDay: dueOn };
  return placeHold(db, viewer, hold, today, 'recordInvoice');
}

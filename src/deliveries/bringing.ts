import type { Recording } from '../ledger/posting.ts';
import type { PlainDate } from '../values/plain-date.ts';

/** The delivery that brings lines of money. */
export interface Bringing {
  readonly delivery: string;
  readonly adapter: string;
  /** Who sends it: the host of all the accounts. */
  readonly host: string;
  readonly sha256: string;
  readonly actor: string;
  readonly today: PlainDate;
}

/**
 * Who records a row, by a key made of what the file says and of the delivery: a file that was taken
 * back may be loaded anew. `part` tells apart what one row posts.
 */
export function recordingOf(
  { delivery, host, sha256, actor }: Bringing,
  row: number,
  part = 'line',
): Recording {
  return {
    ...{ operation: 'import', scope: host, key: `${sha256} ${row} ${part} ${delivery}`, actor },
    source: { deliveryId: delivery, row },
  };
}

import type { Change } from '../statements/change.ts';
import { SELF } from '../streams/stream.ts';
import type { Page } from './page.ts';

/** What a movement was, in the reader's language. */
export function saidOf({ say }: Page, change: Change): string {
  const { kind, undoes, purpose, payee, funderCode, funder, otherMode, amount, reason } = change;
  const done = undoes ?? kind;
  const values = {
    purpose: purpose ? say(`purpose.${purpose.code}`) : say('statement.payment'),
    payee: payee ?? '',
    funder: funderCode === SELF ? say('statement.yourself') : (funder ?? say('statement.nobody')),
    place: otherMode ? say(`statement.place-${otherMode}`) : '',
    reason: reason ?? '',
  };
  const isOut = amount < 0n === (undoes === null);
  const words = done === 'TRANSFER' ? `TRANSFER-${isOut ? 'out' : 'in'}` : done;
  const what = say(`statement.kind-${words}`, values);
  return undoes === null ? what : say('statement.taken-back', { what, reason: values.reason });
}

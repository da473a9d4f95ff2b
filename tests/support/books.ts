import type { ReadingContext } from '../../src/deliveries/adapter.ts';
import type { Books } from '../../src/deliveries/money-line.ts';
import { contextFor } from './reading.ts';

/** Books in which nothing is recorded, no year is closed and nobody has an account, unless told. */
export function booksWith(more: Partial<Books> = {}): Books {
  return {
    account: null,
    accountsOf: () => [],
    isClosed: () => false,
    recordedAs: () => undefined,
    undepositable: () => null,
    isPurpose: () => true,
    ...more,
  };
}

/** A reading as `sender`, with books. */
export const contextWithBooks = (
  sender: string,
  more: Partial<Books> = {},
  receivedOn?: string,
): ReadingContext => ({ ...contextFor(sender, receivedOn), books: booksWith(more) });

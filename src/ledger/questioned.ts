import { addPence, type Pence, pence } from '../values/money.ts';
import type { Earlier } from './about-store.ts';

/** What of a payment in question nobody answers for still: less what came back of it. */
export function leftInQuestion({ entries, later }: Pick<Earlier, 'entries' | 'later'>): Pence {
  const all = [...entries, ...later.flatMap((each) => each.entries)];
  const question = all.filter(({ kind }) => kind === 'IN_QUESTION');
  return pence(-addPence(...question.map(({ amount }) => amount)));
}

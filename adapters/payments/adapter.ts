import type { Adapter } from '../../src/deliveries/adapter.ts';
import type { Books } from '../../src/deliveries/money-line.ts';
import { layout } from './format.ts';
import { RunTranslation } from './translate.ts';

/** A council's or a board's payment run; the layout is ours. Brings money moved, and no award. */
export const payments: Adapter = {
  code: 'payments',
  name: 'payment runs',
  streams: [],
  speaksForAllStreams: true,
  staleAfterDays: 60,
  basisMustBeGiven: false,
  replacement: 'WHOLE',
  books: 'EVERY_ACCOUNT',
  open: (context) => {
    const translation = new RunTranslation(context, context.books as Books);
    return { layout, translate: (row) => translation.translate(row) };
  },
};

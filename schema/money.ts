import { type Pence, poundsText } from '../src/values/money.ts';
import { builder } from './builder.ts';

/** Sterling; the field's own value is the amount in pence. */
export const Money = builder.objectRef<{ readonly pence: Pence }>('Money').implement({
  description: 'An amount of sterling, exact to the penny.',
  fields: (t) => ({
    pence: t.field({
      type: 'Pence',
      description: 'Whole pence.',
      resolve: (money) => money.pence,
    }),
    pounds: t.string({
      description: 'Plain pounds, 12345.67, a minus in front when negative.',
      resolve: (money) => poundsText(money.pence),
    }),
  }),
});

/** Null stays null: an amount that is not known is never nothing. */
export const money = (amount: Pence | null): { pence: Pence } | null =>
  amount === null ? null : { pence: amount };

import DataLoader from 'dataloader';
import { type Coming, comingFor } from '../src/ledger/read-expected.ts';
import type { VisiblePerson } from '../src/people/visible.ts';
import { daysOf } from '../src/values/financial-year.ts';
import { addPence, type Pence } from '../src/values/money.ts';
import { addDays, type PlainDate } from '../src/values/plain-date.ts';
import { IntegratedBudgetType } from './budget.ts';
import { builder } from './builder.ts';
import type { Context } from './context.ts';
import { ExpectedPaymentType } from './expected.ts';
import { Money, money } from './money.ts';
import { StatementType } from './statement.ts';
import { DueReviewType, reviewsLoader } from './support-review.ts';

/** One request's readers, by the last day asked for: what a page asks for is read together. */
const kept = new WeakMap<Context, Map<PlainDate, DataLoader<VisiblePerson, Coming>>>();

function loaderOf(context: Context, by: PlainDate): DataLoader<VisiblePerson, Coming> {
  const { hub, viewer, today } = context;
  const own = kept.get(context) ?? new Map<PlainDate, DataLoader<VisiblePerson, Coming>>();
  kept.set(context, own);
  const loader =
    own.get(by) ??
    new DataLoader<VisiblePerson, Coming>(
      (people) => comingFor(hub.serving, viewer, people, by, today),
      { maxBatchSize: 100 },
    );
  own.set(by, loader);
  return loader;
}

/** Of the money that finance is told of in a budget: its own. Null where no schedule says anything. */
function sumOf({ stillToCome, next }: Coming, fundedBy: string | undefined): Pence | null {
  const isOwn = (funder: string) => fundedBy === undefined || funder === fundedBy;
  const parts = stillToCome.filter(({ funder }) => isOwn(funder.code));
  const awaits = parts.length > 0 || next.some(({ schedule }) => isOwn(schedule.funder));
  return awaits ? addPence(...parts.map(({ amount }) => amount)) : null;
}

builder.objectField(IntegratedBudgetType, 'stillToCome', (t) =>
  t.field({
    type: Money,
    nullable: true,
    description:
      'What is due to be paid into the person’s accounts by the last day of the year, with what is late, as schedules say today. Null where none says that anything is to come, and of a budget as it was known before.',
    resolve: async (budget, _args, context) => {
      const found = context.askedFor(budget);
      if (!found || found.asked.knownAt !== null) return null;
      const { person, asked } = found;
      const lastDay = addDays(daysOf(asked.year).until, -1);
      const coming = await loaderOf(context, lastDay).load(person);
      tell(context, person, coming);
      return money(sumOf(coming, person.sharing.fundedBy));
    },
  }),
);

builder.objectFields(StatementType, (t) => ({
  nextPayments: t.field({
    type: [ExpectedPaymentType],
    description:
      'The next payment of each schedule as it stands today: no part of what the number of the statement says.',
    resolve: async ({ person }, _args, context) => {
      const coming = await loaderOf(context, context.today).load(person);
      tell(context, person, coming);
      return [...coming.next];
    },
  }),
  reviewsDue: t.field({
    type: [DueReviewType],
    description:
      'The reviews that are due as it stands today: no part of what the number of the statement says.',
    resolve: async ({ person }, _args, context) => {
      const found = await reviewsLoader(context).load(person);
      context.tells(
        person,
        found.map(({ stream }) => stream.code),
      );
      return found;
    },
  }),
}));

function tell(context: Context, person: VisiblePerson, { stillToCome, next }: Coming): void {
  const coming = stillToCome.map(({ stream }) => stream.code);
  context.tells(person, [...coming, ...next.map(({ schedule }) => schedule.stream)]);
}

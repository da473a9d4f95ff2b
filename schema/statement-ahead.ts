import DataLoader from 'dataloader';
import type { VisiblePerson } from '../src/people/visible.ts';
import type { Ahead } from '../src/statements/ahead.ts';
import { aheadOf } from '../src/statements/read-ahead.ts';
import type { FoundStatement } from '../src/statements/service.ts';
import { builder } from './builder.ts';
import { sumOf, tellComing } from './coming.ts';
import type { Context } from './context.ts';
import { ArrearsType, ExpectedPaymentType } from './expected.ts';
import { Money, money } from './money.ts';
import { StatementType } from './statement.ts';
import { StatementChangeType } from './statement-change.ts';
import { DueReviewType } from './support-review.ts';

/** One request's readers, by the last day: what a page asks for is read together. */
const kept = new WeakMap<Context, Map<string, DataLoader<FoundStatement, Ahead>>>();

function loaderOf(
  context: Context,
  { statement: { to } }: FoundStatement,
): DataLoader<FoundStatement, Ahead> {
  const own = kept.get(context) ?? new Map<string, DataLoader<FoundStatement, Ahead>>();
  kept.set(context, own);
  const loader =
    own.get(to) ??
    new DataLoader<FoundStatement, Ahead>(
      (found) => aheadOf(context.hub.serving, context.viewer, found),
      { maxBatchSize: 100 },
    );
  own.set(to, loader);
  return loader;
}

async function aheadFor(context: Context, found: FoundStatement): Promise<Ahead> {
  const ahead = await loaderOf(context, found).load(found);
  tell(context, found.person, ahead);
  return ahead;
}

function tell(context: Context, person: VisiblePerson, ahead: Ahead): void {
  const { nextPayments: next, stillToCome, arrears, reviewsDue, changes } = ahead;
  tellComing(context, person, { next, stillToCome });
  const streams = [...arrears, ...reviewsDue].map(({ stream }) => stream.code);
  context.tells(person, [...streams, ...changes.map(({ source }) => source.code)]);
}

/** What lay ahead when the statement ended, as it was known at its version. */
builder.objectFields(StatementType, (t) => ({
  nextPayments: t.field({
    type: [ExpectedPaymentType],
    description:
      'The next payment of each schedule on the last day or after it, with what had come by then.',
    resolve: async (found, _args, context) => [...(await aheadFor(context, found)).nextPayments],
  }),
  stillToCome: t.field({
    type: Money,
    nullable: true,
    description:
      'What was due to be paid in by the end of the financial year of the last day, with what was late. Null where no schedule said that anything was to come.',
    resolve: async (found, _args, context) => {
      const { nextPayments: next, stillToCome } = await aheadFor(context, found);
      return money(sumOf({ next, stillToCome }, found.person.sharing.fundedBy));
    },
  }),
  arrears: t.field({
    type: [ArrearsType],
    description: 'What the person was to pay up to the last day, and what had come of it.',
    resolve: async (found, _args, context) => [...(await aheadFor(context, found)).arrears],
  }),
  reviewsDue: t.field({
    type: [DueReviewType],
    description: 'The reviews that were due of support that ran on the last day.',
    resolve: async (found, _args, context) => [...(await aheadFor(context, found)).reviewsDue],
  }),
  changes: t.field({
    type: [StatementChangeType],
    description:
      'What was recorded since the last statement and changes what it said, and why: since the day before the first, or since the version given. Money first, then payments that are expected, then reviews.',
    resolve: async (found, _args, context) => {
      const { changes } = await aheadFor(context, found);
      return [...found.statement.changes, ...changes];
    },
  }),
}));

import DataLoader from 'dataloader';
import { type Coming, comingFor } from '../src/ledger/read-expected.ts';
import type { VisiblePerson } from '../src/people/visible.ts';
import { daysOf } from '../src/values/financial-year.ts';
import { dayOf, lastMomentBefore, NOW } from '../src/values/moment.ts';
import { addPence, type Pence } from '../src/values/money.ts';
import { addDays, earlier, type PlainDate } from '../src/values/plain-date.ts';
import { IntegratedBudgetType } from './budget.ts';
import { builder } from './builder.ts';
import type { Context } from './context.ts';
import { Money, money } from './money.ts';

interface AskedComing {
  readonly by: PlainDate;
  /** The end of what was known; null for now. */
  readonly knownAt: Date | null;
}

/** One request's readers, by what is asked for: what a page asks for is read together. */
const kept = new WeakMap<Context, Map<string, DataLoader<VisiblePerson, Coming>>>();

function loaderOf(context: Context, asked: AskedComing): DataLoader<VisiblePerson, Coming> {
  const own = kept.get(context) ?? new Map<string, DataLoader<VisiblePerson, Coming>>();
  kept.set(context, own);
  const key = `${asked.by} ${asked.knownAt?.toISOString()}`;
  const loader =
    own.get(key) ??
    new DataLoader<VisiblePerson, Coming>((people) => read(context, people, asked), {
      maxBatchSize: 100,
    });
  own.set(key, loader);
  return loader;
}

function read(
  { hub, viewer, today }: Context,
  people: readonly VisiblePerson[],
  { by, knownAt }: AskedComing,
): Promise<Coming[]> {
  const at = knownAt === null ? NOW : lastMomentBefore(knownAt);
  const then = knownAt === null ? today : earlier(today, dayOf(at));
  return comingFor(hub.serving, viewer, people, by, { at, today: then });
}

/** Of the money that finance is told of in a budget: its own. Null where no schedule says anything. */
export function sumOf({ stillToCome, next }: Coming, fundedBy: string | undefined): Pence | null {
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
      'What is due to be paid into the person’s accounts by the last day of the year, with what is late, as schedules say today or said when the budget was known. Null where none says that anything is to come.',
    resolve: async (budget, _args, context) => {
      const found = context.askedFor(budget);
      if (!found) return null;
      const { person, asked } = found;
      const by = addDays(daysOf(asked.year).until, -1);
      const coming = await loaderOf(context, { by, knownAt: asked.knownAt }).load(person);
      tellComing(context, person, coming);
      return money(sumOf(coming, person.sharing.fundedBy));
    },
  }),
);

export function tellComing(
  context: Context,
  person: VisiblePerson,
  { stillToCome, next }: Coming,
): void {
  const coming = stillToCome.map(({ stream }) => stream.code);
  context.tells(person, [...coming, ...next.map(({ schedule }) => schedule.stream)]);
}

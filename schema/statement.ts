import DataLoader from 'dataloader';
import type { VisiblePerson } from '../src/people/visible.ts';
import { type AskedStatement, statementsOf } from '../src/statements/service.ts';
import type { Statement, StatementRow } from '../src/statements/statement.ts';
import { builder } from './builder.ts';
import { badInput } from './connection.ts';
import type { Context } from './context.ts';
import { Money } from './money.ts';
import { PersonType } from './person.ts';
import { StreamType } from './stream.ts';

const StatementMovementType = builder.objectRef<StatementRow>('StatementMovement').implement({
  description: 'What one movement did to the money of one source.',
  fields: (t) => ({
    date: t.field({
      type: 'PlainDate',
      description: 'The day it took effect.',
      resolve: ({ date }) => date,
    }),
    description: t.exposeString('description', { description: 'What it was, in plain words.' }),
    in: t.field({
      type: Money,
      description: 'What came in; nothing where it went out.',
      resolve: (row) => ({ pence: row.in }),
    }),
    out: t.field({
      type: Money,
      description: 'What went out; nothing where it came in.',
      resolve: (row) => ({ pence: row.out }),
    }),
    balance: t.field({
      type: Money,
      description: 'What is held after it, over all sources shown.',
      resolve: ({ balance }) => ({ pence: balance }),
    }),
    source: t.field({
      type: StreamType,
      description: 'Whose money it is.',
      resolve: ({ source }) => source,
    }),
    payee: t.exposeString('payee', {
      nullable: true,
      description: 'Who was paid; null where nobody was.',
    }),
  }),
});

const StatementType = builder.objectRef<Statement>('Statement').implement({
  description:
    'Money held for a person over some days, every pound with its source. What is brought forward and what came in, less what went out, is carried forward.',
  fields: (t) => ({
    number: t.exposeString('number', {
      description:
        'Its days and its version: the same number is the same statement, whenever asked.',
    }),
    version: t.int({
      description: 'How many movements had been recorded; give it to have this statement again.',
      resolve: ({ version }) => version,
    }),
    broughtForward: t.field({
      type: Money,
      description: 'What was held before the first day.',
      resolve: ({ broughtForward }) => ({ pence: broughtForward }),
    }),
    moneyIn: t.field({
      type: Money,
      description: 'All that came in.',
      resolve: ({ moneyIn }) => ({ pence: moneyIn }),
    }),
    moneyOut: t.field({
      type: Money,
      description: 'All that went out.',
      resolve: ({ moneyOut }) => ({ pence: moneyOut }),
    }),
    carriedForward: t.field({
      type: Money,
      description: 'What was held after the last day.',
      resolve: ({ carriedForward }) => ({ pence: carriedForward }),
    }),
    movements: t.field({
      type: [StatementMovementType],
      description: 'Oldest first, one for each source.',
      resolve: ({ movements }) => [...movements],
    }),
  }),
});

/** One request's readers, by the days asked for: what a page asks for is read together. */
const kept = new WeakMap<Context, Map<string, DataLoader<VisiblePerson, Statement>>>();

function loaderOf(context: Context, asked: AskedStatement): DataLoader<VisiblePerson, Statement> {
  const own = kept.get(context) ?? new Map<string, DataLoader<VisiblePerson, Statement>>();
  kept.set(context, own);
  const key = `${asked.from} ${asked.to} ${asked.version}`;
  const loader =
    own.get(key) ??
    new DataLoader<VisiblePerson, Statement>((people) => read(context, people, asked), {
      maxBatchSize: 100,
    });
  own.set(key, loader);
  return loader;
}

async function read(
  context: Context,
  people: readonly VisiblePerson[],
  asked: AskedStatement,
): Promise<Statement[]> {
  const found = await statementsOf(context.hub.serving, context.viewer, people, asked);
  for (const [at, { accounts }] of found.entries()) {
    const streams = accounts.flatMap(({ sources }) => sources.map(({ stream }) => stream.code));
    context.tells(people[at] as VisiblePerson, streams);
  }
  return found.map(({ statement }) => statement);
}

builder.objectField(PersonType, 'statement', (t) =>
  t.field({
    type: StatementType,
    description: 'What moved of the money held for them over some days.',
    args: {
      from: t.arg({ type: 'PlainDate', required: true, description: 'The first day.' }),
      to: t.arg({ type: 'PlainDate', required: true, description: 'The last day.' }),
      version: t.arg.int({ description: 'As it was at that version; left out: as it is now.' }),
    },
    resolve: (person, { from, to, version }, context) => {
      if (to < from) throw badInput('to is before from');
      if (typeof version === 'number' && version < 0) throw badInput('version is below nought');
      return loaderOf(context, { from, to, version: version ?? null }).load(person);
    },
  }),
);

import DataLoader from 'dataloader';
import type { OwnMoneyQuestion } from '../src/ledger/own-money.ts';
import { ownMoneyQuestions } from '../src/ledger/read-own-money.ts';
import type { ShownAccount } from '../src/ledger/shown.ts';
import { AccountType } from './account.ts';
import { builder } from './builder.ts';
import type { Context } from './context.ts';
import { StreamType } from './stream.ts';

const OwnMoneyQuestionType = builder.objectRef<OwnMoneyQuestion>('OwnMoneyBesideNhs').implement({
  description:
    'NHS money of a stream in an account that holds the person’s own money too, where no rule of the account’s host lets that be. No law settles it; the host states the rule (`hub money-rules load`) or takes the money apart.',
  fields: (t) => ({
    stream: t.field({
      type: StreamType,
      description: 'The stream of the NHS money.',
      resolve: ({ stream }) => stream,
    }),
    reason: t.exposeString('reason', { description: 'Why it may not be, and what is lacking.' }),
  }),
});

/** One request's reader: what a page asks for is read together. */
const kept = new WeakMap<Context, DataLoader<ShownAccount, OwnMoneyQuestion[]>>();

function loaderOf(context: Context): DataLoader<ShownAccount, OwnMoneyQuestion[]> {
  const { hub, today } = context;
  const own =
    kept.get(context) ??
    new DataLoader<ShownAccount, OwnMoneyQuestion[]>(
      (accounts) => ownMoneyQuestions(hub.serving, accounts, today),
      { maxBatchSize: 100 },
    );
  kept.set(context, own);
  return own;
}

builder.objectField(AccountType, 'ownMoneyBesideNhs', (t) =>
  t.field({
    type: [OwnMoneyQuestionType],
    nullable: true,
    description:
      'NHS money in it beside which the person’s own stands without a rule that allows it: money that has come in is recorded whatever the rule says, and told here until somebody decides. In order of stream; null where not every source is shown.',
    resolve: (account, _args, context) =>
      account.isWhole ? loaderOf(context).load(account) : null,
  }),
);

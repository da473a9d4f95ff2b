import DataLoader from 'dataloader';
import type { CarryForwardRecord } from '../src/ledger/carry-forward.ts';
import { type Noticed, noticeReclaim } from '../src/ledger/notice-reclaim.ts';
import { reclaimsOfAccounts, reclaimsOfPeople } from '../src/ledger/read-reclaims.ts';
import {
  leftOf,
  NOTICE_STATES,
  type Notice,
  pausedBecause,
  stateOf,
} from '../src/ledger/reclaim.ts';
import { recordReclaim } from '../src/ledger/record-reclaim.ts';
import { carryForwardsShown, type ShownAccount } from '../src/ledger/shown.ts';
import { withdrawReclaim } from '../src/ledger/withdraw-reclaim.ts';
import type { VisiblePerson } from '../src/people/visible.ts';
import type { PersonId } from '../src/values/ids.ts';
import { AccountType } from './account.ts';
import { builder } from './builder.ts';
import { CarryForwardType } from './carry-forward.ts';
import type { Context } from './context.ts';
import { Money } from './money.ts';
import { isMoved, KEY, MoneyRefusal, moved, orRefused, REPLAYED, told } from './moved.ts';
import { PersonType } from './person.ts';
import type { Refused } from './refusal.ts';
import { OrganisationType, StreamType } from './stream.ts';

const NoticeStateEnum = builder.enumType('ReclaimState', {
  description:
    'OPEN: it can be given back. PAUSED: something about it is asked, reconsidered or disputed. PAID: all of it was given back. WITHDRAWN: its funder took it back.',
  values: NOTICE_STATES,
});

const NoticeType = builder.objectRef<Notice>('ReclaimNotice').implement({
  description:
    'A written notice by which a funder asks for its own unspent money back. It moves no money; the person may ask about it, and it is paused meanwhile.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Opaque; names it in a query, and when it is recorded.' }),
    stream: t.field({
      type: StreamType,
      description: 'Of which stream.',
      resolve: ({ stream }) => stream,
    }),
    funder: t.field({
      type: OrganisationType,
      description: 'Who asks.',
      resolve: ({ funder }) => funder,
    }),
    amount: t.field({
      type: Money,
      description: 'How much.',
      resolve: ({ amount }) => ({ pence: amount }),
    }),
    paid: t.field({
      type: Money,
      description: 'What was given back by it.',
      resolve: ({ paid }) => ({ pence: paid }),
    }),
    left: t.field({
      type: Money,
      description: 'What may still be given back by it.',
      resolve: (notice) => ({ pence: leftOf(notice) }),
    }),
    reasons: t.exposeString('reasons', { description: 'Why.' }),
    law: t.exposeString('law', { description: 'The law by which it is asked.' }),
    noticedOn: t.field({
      type: 'PlainDate',
      description: 'The day of the notice.',
      resolve: ({ noticedOn }) => noticedOn,
    }),
    reconsiderBy: t.field({
      type: 'PlainDate',
      description: 'The last day on which reconsideration may be asked for, by a query about it.',
      resolve: ({ reconsiderBy }) => reconsiderBy,
    }),
    dueBy: t.field({
      type: 'PlainDate',
      description: 'The day by which it is to be given back.',
      resolve: ({ dueBy }) => dueBy,
    }),
    state: t.field({ type: NoticeStateEnum, description: 'As it stands now.', resolve: stateOf }),
    pausedBecause: t.string({
      nullable: true,
      description: 'Why it is paused, in words; null where it is not.',
      resolve: (notice) => (stateOf(notice) === 'PAUSED' ? pausedBecause(notice) : null),
    }),
    withdrawnBecause: t.exposeString('withdrawnBecause', {
      nullable: true,
      description: 'Why its funder took it back; null where it did not.',
    }),
  }),
});

/** One request's readers: what a page asks for is read together. */
interface Loaders {
  readonly people: DataLoader<VisiblePerson, Notice[]>;
  readonly accounts: DataLoader<ShownAccount, Notice[]>;
  readonly carried: DataLoader<ShownAccount, CarryForwardRecord[]>;
}

const kept = new WeakMap<Context, Loaders>();
const AT_ONCE = { maxBatchSize: 100 };

function loadersOf(context: Context): Loaders {
  const { hub, viewer, today } = context;
  const own = kept.get(context) ?? {
    people: new DataLoader<VisiblePerson, Notice[]>(
      (people) => reclaimsOfPeople(hub.serving, viewer, people, today),
      AT_ONCE,
    ),
    accounts: new DataLoader<ShownAccount, Notice[]>(
      (accounts) => reclaimsOfAccounts(hub.serving, accounts, today),
      AT_ONCE,
    ),
    carried: new DataLoader<ShownAccount, CarryForwardRecord[]>(
      (accounts) => carryForwardsShown(hub.serving, accounts),
      AT_ONCE,
    ),
  };
  kept.set(context, own);
  return own;
}

builder.objectField(PersonType, 'reclaims', (t) =>
  t.field({
    type: [NoticeType],
    description:
      'Notices by which their unspent money is asked back, in the order written: of the streams shown; for finance, of accounts that it hosts and those that it wrote.',
    resolve: async (person, _args, context) => {
      const found = await loadersOf(context).people.load(person);
      context.tells(
        person,
        found.map(({ stream }) => stream.code),
      );
      return found;
    },
  }),
);

builder.objectFields(AccountType, (t) => ({
  reclaims: t.field({
    type: [NoticeType],
    description: 'Notices by which money in it is asked back, in the order written.',
    resolve: (account, _args, context) => loadersOf(context).accounts.load(account),
  }),
  carryForwards: t.field({
    type: [CarryForwardType],
    description: 'What was kept of it when years closed, the oldest year first.',
    resolve: (account, _args, context) => loadersOf(context).carried.load(account),
  }),
}));

const noticed = (name: string, description: string) =>
  builder.objectRef<Noticed>(name).implement({
    description,
    fields: (t) => ({
      notice: t.field({
        type: NoticeType,
        description: 'As it stands now.',
        resolve: ({ notice }) => notice,
      }),
      replayed: t.exposeBoolean('replayed', { description: REPLAYED }),
    }),
  });

const NoticeReclaimResult = builder.unionType('NoticeReclaimResult', {
  description: 'The notice, or why there is none.',
  types: [noticed('NoticeReclaimSuccess', 'The notice is written.'), MoneyRefusal],
  resolveType: (value) => ('notice' in value ? 'NoticeReclaimSuccess' : 'MoneyRefusal'),
});

const WithdrawReclaimResult = builder.unionType('WithdrawReclaimResult', {
  description: 'The notice, or why it was not withdrawn.',
  types: [noticed('WithdrawReclaimSuccess', 'The notice is withdrawn.'), MoneyRefusal],
  resolveType: (value) => ('notice' in value ? 'WithdrawReclaimSuccess' : 'MoneyRefusal'),
});

const RecordReclaimResult = builder.unionType('RecordReclaimResult', {
  description: 'The movement, or why there is none.',
  types: [moved('RecordReclaimSuccess', 'The money is given back.'), MoneyRefusal],
  resolveType: (value) => (isMoved(value) ? 'RecordReclaimSuccess' : 'MoneyRefusal'),
});

const NoticeInput = builder.inputType('NoticeReclaimInput', {
  description: 'Unspent money that a funder asks back from an account.',
  fields: (t) => ({
    account: t.id({ required: true, description: 'From which account, by its id.' }),
    stream: t.string({ required: true, description: 'Of which stream, by its code.' }),
    funder: t.string({ required: true, description: 'Whose money: the caller’s organisation.' }),
    amount: t.field({
      type: 'Pence',
      required: true,
      description: 'How much; at most what is free of the funder’s own money.',
    }),
    reasons: t.string({ required: true, description: 'Why, in words.' }),
    dueBy: t.field({
      type: 'PlainDate',
      required: true,
      description: 'By when it is to be given back; today or later.',
    }),
    idempotencyKey: t.string({ required: true, description: KEY }),
  }),
});

const WithdrawInput = builder.inputType('WithdrawReclaimInput', {
  description: 'Which notice is withdrawn, and why.',
  fields: (t) => ({
    notice: t.id({ required: true, description: 'The notice, by its id.' }),
    reason: t.string({ required: true, description: 'Why, in words.' }),
    idempotencyKey: t.string({ required: true, description: KEY }),
  }),
});

const RecordInput = builder.inputType('RecordReclaimInput', {
  description: 'Money that an account gives back by a notice; in parts where it is so agreed.',
  fields: (t) => ({
    notice: t.id({ required: true, description: 'The notice, by its id.' }),
    amount: t.field({
      type: 'Pence',
      required: true,
      description: 'How much; at most what is left of the notice.',
    }),
    effectiveDate: t.field({
      type: 'PlainDate',
      required: true,
      description: 'The day it went; at most today, and not before the notice.',
    }),
    idempotencyKey: t.string({ required: true, description: KEY }),
  }),
});

builder.mutationFields((t) => ({
  noticeReclaim: t.field({
    type: NoticeReclaimResult,
    description:
      'Writes a notice by which a funder asks its own unspent money back; for the finance role of that funder. It moves no money.',
    args: { input: t.arg({ type: NoticeInput, required: true, description: 'What.' }) },
    resolve: (_root, { input }, context) => {
      const { hub, viewer, today } = context;
      return orRefused(tellingOf(context, noticeReclaim(hub.serving, viewer, input, today)));
    },
  }),
  withdrawReclaim: t.field({
    type: WithdrawReclaimResult,
    description: 'Withdraws a notice; for the finance role of the funder that wrote it.',
    args: { input: t.arg({ type: WithdrawInput, required: true, description: 'Which.' }) },
    resolve: (_root, { input }, context) => {
      const { hub, viewer, today } = context;
      return orRefused(tellingOf(context, withdrawReclaim(hub.serving, viewer, input, today)));
    },
  }),
  recordReclaim: t.field({
    type: RecordReclaimResult,
    description:
      'Records money given back by a notice; for the finance role of the account’s host. Refused while it is asked about, reconsidered or disputed.',
    args: { input: t.arg({ type: RecordInput, required: true, description: 'What.' }) },
    resolve: (_root, { input: { effectiveDate, ...rest } }, context) => {
      const { hub, viewer, today } = context;
      const said = { ...rest, effectiveDay: effectiveDate };
      return orRefused(told(context, recordReclaim(hub.serving, viewer, said, today)));
    },
  }),
}));

async function tellingOf(context: Context, work: Promise<Noticed>): Promise<Noticed | Refused> {
  const done = await work;
  const { personId, stream } = done.notice;
  if (personId !== null) context.tells({ id: personId as PersonId }, [stream.code]);
  return done;
}

import DataLoader from 'dataloader';
import { endOf } from '../src/budgets/restatement-service.ts';
import {
  ACCOUNT_MODES,
  type AccountSource,
  availableIn,
  bookBalanceOf,
  committedIn,
  setAsideIn,
} from '../src/ledger/account.ts';
import { type Movement, size } from '../src/ledger/movement.ts';
import { accountsOf, movementsOf, type ShownAccount, shownAccount } from '../src/ledger/shown.ts';
import type { VisiblePerson } from '../src/people/visible.ts';
import { builder } from './builder.ts';
import { type Page, pageArguments, readPage } from './connection.ts';
import type { Context } from './context.ts';
import { Money } from './money.ts';
import { MovementConnection } from './movement.ts';
import { PersonType } from './person.ts';
import { OrganisationType, StreamType } from './stream.ts';

export const AccountModeEnum = builder.enumType('AccountMode', {
  description:
    'Who holds the money: the commissioner for the person (NOTIONAL), an independent organisation (THIRD_PARTY), the person or their nominee (DIRECT_PAYMENT); or nobody, where the funder buys the care itself (COMMISSIONED).',
  values: ACCOUNT_MODES,
});

const AccountSourceType = builder.objectRef<AccountSource>('AccountSource').implement({
  description: 'What one funder’s stream has left in an account.',
  fields: (t) => ({
    stream: t.field({
      type: StreamType,
      description: 'The stream.',
      resolve: ({ stream }) => stream,
    }),
    funder: t.field({
      type: OrganisationType,
      description: 'Who funds it.',
      resolve: ({ funder }) => funder,
    }),
    available: t.field({
      type: Money,
      description: 'What is left of it to be spent.',
      resolve: ({ available }) => ({ pence: available }),
    }),
    committed: t.field({
      type: Money,
      description: 'What of it is promised and not paid yet.',
      resolve: ({ committed }) => ({ pence: committed }),
    }),
    setAside: t.field({
      type: Money,
      description: 'What of it is set aside for the unforeseen.',
      resolve: ({ setAside }) => ({ pence: setAside }),
    }),
  }),
});

interface AskedPage {
  readonly account: ShownAccount;
  readonly after: bigint | null;
  readonly count: number;
  readonly only: 'HOLD' | 'IN_QUESTION' | null;
}

/** One request's readers: what a page asks for is read together. */
interface Loaders {
  readonly accounts: Map<string, DataLoader<VisiblePerson, ShownAccount[]>>;
  /** By the arguments of the page. */
  readonly movements: Map<string, DataLoader<ShownAccount, Movement[]>>;
}

const kept = new WeakMap<Context, Loaders>();

function loadersOf(context: Context): Loaders {
  const own = kept.get(context) ?? { accounts: new Map(), movements: new Map() };
  kept.set(context, own);
  return own;
}

function accountsFor(
  context: Context,
  person: VisiblePerson,
  knownAt: Date | null,
): Promise<ShownAccount[]> {
  const { accounts } = loadersOf(context);
  const key = String(knownAt?.toISOString());
  const loader =
    accounts.get(key) ??
    new DataLoader<VisiblePerson, ShownAccount[]>(
      (people) => accountsOf(context.hub.serving, context.viewer, people, knownAt),
      { maxBatchSize: 100 },
    );
  accounts.set(key, loader);
  return loader.load(person);
}

const KNOWN_AT =
  'As it was recorded by the end of this day: what was taken back later stands, what was recorded later is not there; left out: as it is now.';

function movementPage(
  context: Context,
  { account, after, count, only }: AskedPage,
): Promise<Movement[]> {
  const { movements } = loadersOf(context);
  const key = `${after} ${count} ${only}`;
  const loader =
    movements.get(key) ??
    new DataLoader<ShownAccount, Movement[]>(
      (accounts) => movementsOf(context.hub.serving, accounts, { after, count, only }),
      { maxBatchSize: 100 },
    );
  movements.set(key, loader);
  return loader.load(account);
}

async function pageOf(
  context: Context,
  account: ShownAccount,
  args: Parameters<typeof readPage>[0],
  only: AskedPage['only'],
): Promise<Page<Movement>> {
  const { first, after } = readPage(args, isOrdinal);
  const page = { account, after: after === null ? null : BigInt(after), count: first + 1, only };
  const found = await movementPage(context, page);
  return {
    nodes: found.slice(0, first),
    hasNextPage: found.length > first,
    cursorOf: ({ ordinal }) => Buffer.from(String(ordinal), 'utf8').toString('base64url'),
  };
}

const isOrdinal = (text: string): boolean => /^\d{1,18}$/.test(text);

export const AccountType = builder.objectRef<ShownAccount>('Account').implement({
  description: 'Money held for a person, whoever funds it. Told of the sources shown alone.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Opaque; names it when money is recorded.' }),
    mode: t.field({
      type: AccountModeEnum,
      description: 'Who holds the money.',
      resolve: ({ mode }) => mode,
    }),
    host: t.field({
      type: OrganisationType,
      description: 'The organisation that opened it and records what moves in it.',
      resolve: ({ host }) => host,
    }),
    openedAt: t.field({
      type: 'DateTime',
      description: 'When it was opened.',
      resolve: ({ openedAt }) => openedAt,
    }),
    available: t.field({
      type: Money,
      description:
        'What is left in it to be spent, over all sources shown, less what is in question; below zero where more was paid than there was.',
      resolve: (account) => ({ pence: availableIn(account) }),
    }),
    sources: t.field({
      type: [AccountSourceType],
      description: 'Whose money is in it, in order of stream and funder.',
      resolve: ({ sources }) => [...sources],
    }),
    movements: t.field({
      type: MovementConnection,
      description: 'What moved in it, in the order of recording.',
      args: pageArguments(t.arg),
      resolve: (account, args, context) => pageOf(context, account, args, null),
    }),
  }),
});

builder.objectFields(AccountType, (t) => ({
  committed: t.field({
    type: Money,
    description: 'What is promised and not paid yet, over all sources shown.',
    resolve: (account) => ({ pence: committedIn(account) }),
  }),
  setAside: t.field({
    type: Money,
    description: 'What is set aside for the unforeseen, over all sources shown.',
    resolve: (account) => ({ pence: setAsideIn(account) }),
  }),
  inQuestion: t.field({
    type: Money,
    nullable: true,
    description:
      'Payments that nobody answers for yet, as nothing or more; null where not every source is shown.',
    resolve: ({ inQuestion, isWhole }) => (isWhole ? { pence: size(inQuestion) } : null),
  }),
  bookBalance: t.field({
    type: Money,
    nullable: true,
    description:
      'What the bank shows: available, committed and set aside together; null where not every source is shown.',
    resolve: (account) => (account.isWhole ? { pence: bookBalanceOf(account) } : null),
  }),
  holds: t.field({
    type: MovementConnection,
    description: 'Promises in it that are neither kept, released nor taken back; bills among them.',
    args: pageArguments(t.arg),
    resolve: (account, args, context) => pageOf(context, account, args, 'HOLD'),
  }),
  questioned: t.field({
    type: MovementConnection,
    description: 'Payments made from it that nobody has decided yet.',
    args: pageArguments(t.arg),
    resolve: (account, args, context) => pageOf(context, account, args, 'IN_QUESTION'),
  }),
}));

builder.objectField(PersonType, 'accounts', (t) =>
  t.field({
    type: [AccountType],
    description:
      'Where money is held for them, in order of id; for finance, the accounts that their organisation hosts.',
    args: { knownAt: t.arg({ type: 'PlainDate', description: KNOWN_AT }) },
    resolve: async (person, { knownAt }, context) => {
      const accounts = await accountsFor(context, person, knownAt ? endOf(knownAt) : null);
      for (const account of accounts) tell(context, account);
      return accounts;
    },
  }),
);

builder.queryField('account', (t) =>
  t.field({
    type: AccountType,
    nullable: true,
    description: 'One account, or null: not known and not allowed are the same answer.',
    args: {
      id: t.arg.id({ required: true, description: 'The account, by its id.' }),
      knownAt: t.arg({ type: 'PlainDate', description: KNOWN_AT }),
    },
    resolve: (_root, { id, knownAt }, context) =>
      accountFor(context, id, knownAt ? endOf(knownAt) : null),
  }),
);

/** The account, where the viewer is shown it; notes that the answer tells of its person. */
export async function accountFor(
  context: Context,
  id: string,
  knownAt: Date | null = null,
): Promise<ShownAccount | null> {
  const { hub, viewer, today } = context;
  const account = await shownAccount(hub.serving, viewer, id, today, knownAt);
  if (account) tell(context, account);
  return account;
}

function tell(context: Context, { personId, sources }: ShownAccount): void {
  if (personId === null) return;
  const streams = sources.map(({ stream }) => stream.code);
  context.tells({ id: personId }, streams);
}

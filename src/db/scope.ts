/**
 * What a transaction may see of whom the database protects, besides what its role may: the rows of
 * these identities, what moved in these accounts, or what a task needs that is about no one person.
 */
export interface Scope {
  /** Ids of the identities whose rows are opened. */
  readonly identities?: readonly string[];
  /** Ids of the accounts whose money is opened. */
  readonly accounts?: readonly string[];
  readonly task?: Task;
}

/**
 * MATCHING and FINDING: who people are, of everybody, and nobody's money; only matching joins them.
 * CONTRACTS: the care given under contracts, and nobody's name. CHECKING: all that the ledger holds
 * and what files told of it, to seal it and to check it, and nobody's name. PUBLISHING: what people,
 * each by a number that means nothing, brought to what is published of a pool. POOLING: what was spent,
 * promised and reported of each stream and funder in a month, of everybody together.
 */
export type Task = 'MATCHING' | 'FINDING' | 'CONTRACTS' | 'CHECKING' | 'PUBLISHING' | 'POOLING';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * The commands that begin a transaction under a scope, as one text. What they set ends with the
 * transaction: a connection that is used again, or one that takes the place of a lost one, has
 * nothing of it.
 */
export function beginning(
  { identities, accounts, task }: Scope,
  role: string | null = null,
): string {
  const commands = ['begin'];
  if (role !== null) commands.push(`set local role ${role}`);
  for (const [what, ids] of Object.entries({ identities, accounts })) {
    if (ids === undefined) continue;
    // Written into the text and not sent as a parameter: only what can be nothing else than ids.
    if (!ids.every((id) => UUID.test(id))) throw new TypeError(`each of ${what} is a uuid`);
    commands.push(`set local onepot.${what} = '{${ids.join(',')}}'`);
  }
  if (task !== undefined) commands.push(`set local onepot.task = '${task}'`);
  return commands.join('; ');
}

/** The role under which requests are served: it owns nothing, and sees what it has been opened. */
export const servingRole = (tenant: string): string => `${tenant}_app`;

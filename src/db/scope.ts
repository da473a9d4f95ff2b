/**
 * What a transaction may see of whom the database protects, besides what its role may: the rows of
 * these identities, or those that a task needs which is about no one person.
 */
export interface Scope {
  /** Ids of the identities whose rows are opened. */
  readonly identities?: readonly string[];
  readonly task?: Task;
}

/**
 * MATCHING and FINDING: who people are, of everybody, and nobody's money; only matching joins them.
 * CONTRACTS: the care given under contracts, and nobody's name.
 */
export type Task = 'MATCHING' | 'FINDING' | 'CONTRACTS';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * The commands that begin a transaction under a scope, as one text. What they set ends with the
 * transaction: a connection that is used again, or one that takes the place of a lost one, has
 * nothing of it.
 */
export function beginning({ identities, task }: Scope, role: string | null = null): string {
  const commands = ['begin'];
  if (role !== null) commands.push(`set local role ${role}`);
  if (identities !== undefined) {
    // Written into the text and not sent as a parameter: only what can be nothing else than ids.
    if (!identities.every((id) => UUID.test(id))) throw new TypeError('an identity’s id is a uuid');
    commands.push(`set local onepot.identities = '{${identities.join(',')}}'`);
  }
  if (task !== undefined) commands.push(`set local onepot.task = '${task}'`);
  return commands.join('; ');
}

/** The role under which requests are served: it owns nothing, and sees what it has been opened. */
export const servingRole = (tenant: string): string => `${tenant}_app`;

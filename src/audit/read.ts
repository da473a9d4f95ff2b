import type { Role, Viewer } from '../access/viewer.ts';

/** One person seen in one answer, as it is kept: opaque ids and codes only. */
export interface PersonRead {
  readonly subject: string;
  readonly role: Role;
  readonly organisation: string | null;
  readonly personId: string;
  /** Codes of the streams whose money, lines, ceilings or gaps were in the answer, sorted. */
  readonly streams: readonly string[];
  readonly reason: string;
  readonly requestId: string | null;
}

/** Why each role may see a person, in the words that the person reads. */
const REASONS: Partial<Record<Role, string>> = {
  holder: 'own record',
  representative: 'on the person’s behalf',
  'care-team': 'direct care: a current relationship',
  operator: 'deciding whether two records are one person’s',
  finance: 'money that their organisation funds or hosts',
};

/** Those reasons, each with its role, for whoever says them in another language. */
export function reasonsOfRoles(): [role: string, words: string][] {
  return Object.entries(REASONS);
}

/**
 * Why this viewer sees a person. A role for which no reason is stated may see nobody: the answer
 * then fails instead of leaving with nothing to tell the person.
 */
export function reasonOf(viewer: Viewer): string {
  const reason = REASONS[viewer.role];
  if (reason === undefined)
    throw new Error(`no reason is stated for ${viewer.role} to see anybody`);
  return reason;
}

/** Why, of a record that was opened: the worker's own words stand with the opening, never here. */
export const OPENED_BECAUSE = {
  WORK: 'opened the record for work, for a reason that they gave',
  BREAK_GLASS: 'opened the record in an emergency, for a reason that they gave',
} as const;

/** The entry by which a person is told that a worker has opened their record. */
export function openingRead(
  { subject, role, organisation }: Viewer,
  kind: keyof typeof OPENED_BECAUSE,
  personId: string,
  requestId: string | null,
): PersonRead {
  const reason = OPENED_BECAUSE[kind];
  return { subject, role, organisation, personId, streams: [], reason, requestId };
}

/** Why, of a copy of all that is held about a person, made because they asked for it. */
export const EXPORTED_BECAUSE = 'made a copy of everything held, for the person who asked for it';

/** Why, of a statement that a team printed for somebody who does not sign in. */
export const PRINTED_BECAUSE = 'printed a statement for the person, who does not sign in';

/**
 * One entry for each person in an answer, with the codes of the streams it told of them. `opened`
 * says of whom the viewer had to open the record, `printed` for whom the answer is.
 */
export function readsOf(
  viewer: Viewer,
  seen: ReadonlyMap<string, ReadonlySet<string>>,
  requestId: string | null,
  opened: ReadonlyMap<string, keyof typeof OPENED_BECAUSE> = new Map(),
  printed: ReadonlySet<string> = new Set(),
): PersonRead[] {
  if (seen.size === 0) return [];
  const { subject, role, organisation } = viewer;
  const usual = reasonOf(viewer);
  return [...seen].map(([personId, streams]) => {
    const kind = opened.get(personId);
    const unopened = printed.has(personId) ? PRINTED_BECAUSE : usual;
    const reason = kind ? OPENED_BECAUSE[kind] : unopened;
    return {
      ...{ subject, role, organisation, personId, reason, requestId },
      streams: [...streams].sort(),
    };
  });
}

/** Why, of somebody whom a search told of and whose record was not read by it. */
export const FOUND_BECAUSE = 'found by a search in the worker’s own organisation';

/** One entry for each person whom a search of this viewer told of: no money is in its answer. */
export function foundReads(
  { subject, role, organisation }: Viewer,
  found: Iterable<string>,
  requestId: string | null,
): PersonRead[] {
  const who = { subject, role, organisation, streams: [], reason: FOUND_BECAUSE, requestId };
  return [...found].map((personId) => ({ ...who, personId }));
}

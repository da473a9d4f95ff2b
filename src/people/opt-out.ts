import type { PlainDate } from '../values/plain-date.ts';

/** A person's national data opt-out, as far as a rule needs it. */
export interface OptOut {
  readonly firstDay: PlainDate;
  /** When it was taken back; null while it stands. */
  readonly endedAt: Date | null;
}

/** Whether it holds on a day: from its first day until it is taken back. */
export function holds({ firstDay, endedAt }: OptOut, today: PlainDate): boolean {
  return endedAt === null && firstDay <= today;
}

/** What may be listed person by person, and how many people are counted and not listed. */
export interface Listable<Item> {
  readonly listed: Item[];
  readonly peopleLeftOut: number;
}

/**
 * Takes out of a list everything about people who have opted out. To be asked wherever information
 * that can be tied to a person is used beyond that person's own care: planning, research, lists for
 * commissioners; an opaque id ties it to them too.
 *
 * Source: National data opt-out operational policy guidance (NHS England), under the Health and
 * Social Care Act 2012. Whoever has opted out is taken out with all that is told of them. It does
 * not reach individual care, what the person has agreed to by itself, what a law requires, and
 * figures that tell of nobody: they stay in every sum, and the answer says how many were left out.
 */
export function withoutOptedOut<Item extends { readonly person: string }>(
  items: readonly Item[],
  optedOut: ReadonlySet<string>,
): Listable<Item> {
  const listed = items.filter(({ person }) => !optedOut.has(person));
  const all = new Set(items.map(({ person }) => person));
  const left = new Set(listed.map(({ person }) => person));
  return { listed, peopleLeftOut: all.size - left.size };
}

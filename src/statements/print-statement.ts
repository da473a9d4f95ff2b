import { reachOf, type Viewer } from '../access/viewer.ts';
import { note } from '../audit/store.ts';
import type { Database } from '../db/database.ts';
import type { VisiblePerson } from '../people/visible.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { type AskedStatement, type FoundStatement, statementsOf } from './service.ts';

/**
 * Why a team puts a statement on paper: the person asked for it, has it so each time, for a review,
 * or for a question or a complaint.
 */
export const WHY_PRINTED = ['ASKED', 'REGULAR', 'REVIEW', 'QUESTION'] as const;
export type WhyPrinted = (typeof WHY_PRINTED)[number];

/**
 * The statement of somebody who does not sign in, for their team to print: what they would open
 * themselves, as far as the team is shown it. Its number is that of what was printed: another reader,
 * who is shown more or less, counts other versions. That it was printed, by whom, for whom and why, is
 * noted. Null for whoever has no business with somebody else's statement.
 */
export async function printStatement(
  db: Database,
  viewer: Viewer,
  person: VisiblePerson,
  { why, ...asked }: AskedStatement & { readonly why: WhyPrinted },
  today: PlainDate,
): Promise<FoundStatement | null> {
  const reach = reachOf(viewer, 'read-person');
  if ((reach !== 'related' && reach !== 'funded') || person.openedAs === 'BREAK_GLASS') return null;
  const [found] = await statementsOf(db, viewer, [person], asked, today);
  const { number } = (found as FoundStatement).statement;
  const { organisation } = viewer;
  const event = { action: 'statement-printed', person: person.id, organisation, number } as const;
  await note(db, viewer.subject, { ...event, why });
  return found as FoundStatement;
}

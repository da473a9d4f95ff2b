import { isShown } from '../access/sharing.ts';
import { askable, CHOICE_RULES, choicesOf, isOver, type OpenChoice } from '../awards/choice.ts';
import type { Database, Queries } from '../db/database.ts';
import { openedFor, type VisiblePerson } from '../people/visible.ts';
import { ruleBook } from '../streams/money-rules-store.ts';
import { isUuid } from '../values/ids.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { CHANGES_ASKED, type ChangeAsked } from './query.ts';
import { QueryRefused } from './refusals.ts';
import { type ChoosableAward, choosableAward } from './subjects-store.ts';

/** An award with what may be asked for instead. */
export interface Changeable {
  readonly award: ChoosableAward;
  readonly choices: readonly (OpenChoice & { readonly choice: ChangeAsked })[];
}

/**
 * What the viewer may ask for instead of an award that they are shown; null where it is none of the
 * person's, or is not shown to them.
 */
export async function changeableFor(
  db: Database,
  person: VisiblePerson,
  id: string,
  today: PlainDate,
): Promise<Changeable | null> {
  if (!isUuid(id)) return null;
  const opened = openedFor(db, [person]);
  const award = await choosableAward(opened, person.id, id);
  const shown = award?.sources.some((source) => isShown(person.sharing, source, award.sender));
  if (!award || !shown) return null;
  return { award, choices: await openFor(opened, award, today) };
}

/** Throws a QueryRefused where a choice is not open about an award that the viewer is shown. */
export async function refuseClosed(
  queries: Queries,
  award: ChoosableAward,
  choice: ChangeAsked,
  today: PlainDate,
): Promise<void> {
  const open = (await openFor(queries, award, today)).map((each) => each.choice);
  if (open.includes(choice)) return;
  const instead = open.length === 0 ? 'nothing is' : `${open.join(', ')} may be asked for`;
  throw new QueryRefused('choice', 'CHOICE_NOT_OPEN', `is not open about this award: ${instead}`);
}

async function openFor(
  queries: Queries,
  award: ChoosableAward,
  today: PlainDate,
): Promise<Changeable['choices']> {
  const book = await ruleBook(queries, CHOICE_RULES, [award.funder], today);
  const { from, until, endedFrom } = award;
  const ended = endedFrom === null ? null : { from: endedFrom };
  const over = isOver({ ...award, days: { from, until }, recorded: { ended } }, today);
  return askable(choicesOf({ ...award, over }, book, today)).flatMap((each) => {
    const choice = CHANGES_ASKED.find((one) => one === each.choice);
    return choice ? [{ ...each, choice }] : [];
  });
}

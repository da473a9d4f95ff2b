import { reachOf } from '../access/viewer.ts';
import type { VisiblePerson } from '../people/visible.ts';
import { isUuid } from '../values/ids.ts';
import { nameOf } from './name.ts';
import type { Page } from './page.ts';
import type { Asked } from './route.ts';

/** The pages of a team are for those who work with people or keep their money. */
export const isTeam = ({ viewer: { role } }: Page): boolean =>
  role === 'care-team' || role === 'finance';

/** The person of an address `/people/:id…`, where the reader is of a team that may see them. */
export async function personAsked(page: Page, { params }: Asked): Promise<VisiblePerson | null> {
  const { id = '' } = params;
  return isTeam(page) && isUuid(id) ? page.person({ id }) : null;
}

/** The same, where the reader may also record something of them: not in an emergency. */
export async function personToRecord(page: Page, asked: Asked): Promise<VisiblePerson | null> {
  const person = await personAsked(page, asked);
  return person && mayRecord(page, person) ? person : null;
}

export function mayRecord({ viewer }: Page, { openedAs }: VisiblePerson): boolean {
  return reachOf(viewer, 'record-decision') !== 'nobody' && openedAs !== 'BREAK_GLASS';
}

/** Needs are recorded by those who work with the person, and not in an emergency. */
export function mayRecordNeed({ viewer }: Page, { openedAs }: VisiblePerson): boolean {
  return reachOf(viewer, 'record-unmet-need') !== 'nobody' && openedAs !== 'BREAK_GLASS';
}

/** Whom a page is about, for its heading and the way back. */
export function headed(person: VisiblePerson) {
  return { id: person.id, name: nameOf(person) };
}

import type { VisiblePerson } from '../people/visible.ts';
import { unmetNeedsFor } from '../plans/read-unmet-needs.ts';
import type { UnmetNeed } from '../plans/unmet-need.ts';
import type { Page } from './page.ts';

/** A need as it stands on a page; who recorded it by name. */
export interface ShownNeed extends UnmetNeed {
  readonly who: string;
  /** Whether it is for the reader's own organisation to end. */
  readonly mayEnd: boolean;
}

/** Needs of a person that are not met, of what the reader is shown; ended ones too. */
export async function needsOf(page: Page, person: VisiblePerson): Promise<ShownNeed[]> {
  const [needs = []] = await unmetNeedsFor(page.db, page.viewer, [person]);
  page.tells(
    person,
    needs.flatMap(({ stream }) => stream?.code ?? []),
  );
  return needs.map((need) => ({
    ...need,
    who: need.organisation.name,
    mayEnd: need.organisation.code === page.viewer.organisation && need.ended === null,
  }));
}

/** Those that are not met yet. */
export const openNeeds = (needs: readonly ShownNeed[]): ShownNeed[] =>
  needs.filter(({ ended }) => ended === null);

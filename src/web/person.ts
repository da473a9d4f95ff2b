import { mayReadClinical } from '../access/viewer.ts';
import { lineAfterDeath } from '../awards/after-death.ts';
import { basisOf, contributionBehind, type Line } from '../awards/line.ts';
import { workingOf } from '../awards/working.ts';
import type { StreamBudget } from '../budgets/budget.ts';
import { isUuid } from '../values/ids.ts';
import { lastDay } from '../values/period.ts';
import { nameOf } from './name.ts';
import type { Page } from './page.ts';
import type { PageRoute } from './route.ts';
import { yearAsked, yearsAround } from './year.ts';

/** One person as their team sees them: the streams side by side, and what is missing said plainly. */
export const person: PageRoute = {
  path: '/people/:id',
  get: async (page, { params, query }) => {
    const { id = '' } = params;
    const isTeam = page.viewer.role === 'care-team' || page.viewer.role === 'finance';
    const year = yearAsked(query.year, page.today);
    if (!isTeam || !isUuid(id) || year === null) return null;
    const seen = await page.person({ id });
    if (!seen) return null;
    const budget = await page.budget(seen, year);
    const clinical = mayReadClinical(page.viewer, seen.seenBy);
    return {
      view: 'person',
      model: {
        ...{ id, year, years: yearsAround(page.today), asOf: page.today },
        ...{ name: nameOf(seen), birthDate: seen.birthDate, deathDate: seen.deathDate },
        ...{ budget, openedAs: seen.openedAs },
        streams: budget.streams.map((stream) => shownStream(page, stream, clinical)),
      },
    };
  },
};

function shownStream(_page: Page, stream: StreamBudget, clinical: boolean) {
  return {
    ...stream,
    lines: stream.lines.map((line) => shownLine(line, clinical)),
    ceilings: stream.ceilings.map(({ element, days, ceiling, claimed, paid, leftToClaim }) => ({
      ...{ element, ceiling, claimed, paid, leftToClaim },
      ...{ firstDay: days.from, lastDay: lastDay(days) },
    })),
  };
}

/** A line as the page tells it: every figure in pence or null, and why where it is null. */
export function shownLine(line: Line, clinical: boolean) {
  const { award, days, contribution, paid, inTotals, overlap, projectedFrom } = line;
  const priced = line.kind === 'PRICED' ? line : null;
  return {
    ...{ description: award.description, mode: award.mode, legalBasis: award.legalBasis },
    ...{ basis: basisOf(line), firstDay: days.from, lastDay: lastDay(days), projectedFrom },
    ...{ contribution, paid, inTotals, overlap, afterDeath: lineAfterDeath(line) },
    ...{ amount: priced?.amount ?? null, weekly: priced?.weekly ?? null },
    ...{ shadow: priced?.shadow ?? false, illustrative: priced?.pricing?.illustrative ?? false },
    unpriced: line.kind === 'UNPRICED' ? line.reason : null,
    contributionReason: contributionBehind(line).reason,
    working: priced ? workingOf(priced, clinical) : [],
  };
}

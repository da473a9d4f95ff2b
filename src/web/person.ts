import { mayReadClinical } from '../access/viewer.ts';
import { allOrganisations } from '../streams/store.ts';
import { needsOf } from './needs.ts';
import { shownStream, sideBySide } from './person-lines.ts';
import { moneyOf } from './person-money.ts';
import { saidOf } from './person-said.ts';
import type { PageRoute } from './route.ts';
import { gapSaid } from './steps-said.ts';
import { headed, mayRecord, mayRecordNeed, personAsked } from './team-person.ts';
import { yearAsked, yearsAround } from './year.ts';

/** What was recorded a moment ago, by the word in the address; anything else is nothing. */
const DONE = ['award', 'end', 'decision', 'told', 'answer', 'need', 'met'];

/** One person as their team sees them: the streams side by side, and what is missing said plainly. */
export const person: PageRoute = {
  path: '/people/:id',
  get: async (page, asked) => {
    const year = yearAsked(asked.query.year, page.today);
    if (year === null) return null;
    const seen = await personAsked(page, asked);
    if (!seen) return null;
    const budget = await page.budget(seen, year);
    const clinical = mayReadClinical(page.viewer, seen.seenBy);
    const organisations = await allOrganisations(page.db);
    const nameOf = (code: string): string => organisations.get(code)?.name ?? code;
    const streams = budget.streams.map((stream) => shownStream(page, stream, clinical, nameOf));
    const gaps = budget.gaps.map(({ stream, why }) => ({ stream, ...gapSaid(page, why) }));
    return {
      view: 'person',
      model: {
        ...{ ...headed(seen), year, years: yearsAround(page.today), asOf: page.today },
        ...{ birthDate: seen.birthDate, deathDate: seen.deathDate, openedAs: seen.openedAs },
        ...{
          budget: { ...budget, gaps },
          streams,
          rows: sideBySide(streams),
          mayRecord: mayRecord(page, seen),
          mayRecordNeed: mayRecordNeed(page, seen),
        },
        done: DONE.find((each) => each === asked.query.done) ?? null,
        ...(await moneyOf(page, seen)),
        ...(await saidOf(page, seen)),
        needs: await needsOf(page, seen),
      },
    };
  },
};

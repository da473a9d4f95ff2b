import { randomUUID } from 'node:crypto';
import type { VisiblePerson } from '../people/visible.ts';
import { endUnmetNeed } from '../plans/end-unmet-need.ts';
import { END_REASONS } from '../plans/unmet-need.ts';
import { choicesIn, dayIn, type Fields, oneIn, type Problem, problemOf } from './fields.ts';
import { personInNeed } from './need.ts';
import { needsOf } from './needs.ts';
import type { Page } from './page.ts';
import type { Asked, PageAnswer, PageRoute } from './route.ts';
import { headed } from './team-person.ts';

/** Ends a need that the reader's own organisation recorded as not met. */
export const endedNeed: PageRoute = {
  path: '/people/:id/needs/:need/end',
  get: async (page, asked) => {
    const person = await personInNeed(page, asked);
    const typed = { key: randomUUID(), day: page.today };
    return person && shown(page, person, asked, typed, null);
  },
  post: async (page, sent) => {
    const person = await personInNeed(page, sent);
    if (!person) return null;
    const { fields, params } = sent;
    try {
      const request = {
        ...{ unmetNeed: params.need ?? '', reason: oneIn(fields, 'reason', END_REASONS) },
        ...{ on: dayIn(fields, 'day'), idempotencyKey: fields.key ?? '' },
      };
      await endUnmetNeed(page.db, page.viewer, request, page.today);
      return { to: `/people/${person.id}?done=met` };
    } catch (error) {
      return shown(page, person, sent, fields, problemOf(error));
    }
  },
};

/** Null for a need of somebody else, or of another organisation: there is nothing to end here. */
async function shown(
  page: Page,
  person: VisiblePerson,
  { params }: Pick<Asked, 'params'>,
  typed: Fields,
  problem: Problem | null,
): Promise<PageAnswer> {
  const found = (await needsOf(page, person)).find(({ id }) => id === params.need);
  if (!found?.mayEnd) return null;
  return {
    view: 'end-need',
    status: problem ? 422 : 200,
    model: {
      ...{ ...headed(person), typed, problem, asOf: page.today, need: found },
      reasons: choicesIn(page.say, 'need.end-', END_REASONS),
    },
  };
}

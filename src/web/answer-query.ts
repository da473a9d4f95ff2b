import { randomUUID } from 'node:crypto';
import { reachOf } from '../access/viewer.ts';
import type { VisiblePerson } from '../people/visible.ts';
import { answerQuery } from '../queries/answer-query.ts';
import { OUTCOMES, outcomesOf } from '../queries/query.ts';
import { queriesFor } from '../queries/read-queries.ts';
import { choicesIn, type Fields, oneIn, type Problem, problemOf } from './fields.ts';
import type { Page } from './page.ts';
import type { Asked, PageAnswer, PageRoute } from './route.ts';
import { headed, personAsked } from './team-person.ts';

/** Answers what a person asked of their money. */
export const answeredQuery: PageRoute = {
  path: '/people/:id/queries/:query',
  get: async (page, asked) => {
    const person = await personAsked(page, asked);
    return person && shown(page, person, asked, { key: randomUUID() }, null);
  },
  post: async (page, sent) => {
    const person = await personAsked(page, sent);
    if (!person) return null;
    const { fields, params } = sent;
    try {
      const request = {
        ...{ query: params.query ?? '', outcome: oneIn(fields, 'outcome', OUTCOMES) },
        ...{ words: fields.words ?? '', idempotencyKey: fields.key ?? '' },
      };
      await answerQuery(page.db, page.viewer, request, page.today);
      return { to: `/people/${person.id}?done=answer` };
    } catch (error) {
      return shown(page, person, sent, fields, problemOf(error));
    }
  },
};

/** Null where it is not one of theirs that the reader may answer. */
async function shown(
  page: Page,
  person: VisiblePerson,
  { params }: Pick<Asked, 'params'>,
  typed: Fields,
  problem: Problem | null,
): Promise<PageAnswer> {
  if (reachOf(page.viewer, 'answer-query') === 'nobody') return null;
  const [queries = []] = await queriesFor(page.db, page.viewer, [person]);
  const query = queries.find(({ id }) => id === params.query);
  if (!query) return null;
  page.tells(
    person,
    query.streams.map(({ code }) => code),
  );
  return {
    view: 'answer-query',
    status: problem ? 422 : 200,
    model: {
      ...{ ...headed(person), typed, problem, asOf: page.today, query },
      outcomes: choicesIn(page.say, 'answer.outcome-', outcomesOf(query.about)),
    },
  };
}

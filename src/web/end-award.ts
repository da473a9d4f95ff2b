import { randomUUID } from 'node:crypto';
import { endAward } from '../decisions/end-award.ts';
import { recordedAwardsFor } from '../decisions/read-awards.ts';
import type { VisiblePerson } from '../people/visible.ts';
import { dayIn, type Fields, type Problem, problemOf } from './fields.ts';
import type { Page } from './page.ts';
import type { Asked, PageAnswer, PageRoute } from './route.ts';
import { headed, personToRecord } from './team-person.ts';

/** Ends an award that the reader's own organisation recorded. */
export const endedAward: PageRoute = {
  path: '/people/:id/awards/:award/end',
  get: async (page, asked) => {
    const person = await personToRecord(page, asked);
    return person && shown(page, person, asked, { key: randomUUID() }, null);
  },
  post: async (page, sent) => {
    const person = await personToRecord(page, sent);
    if (!person) return null;
    const { fields, params } = sent;
    try {
      const request = {
        ...{ award: params.award ?? '', lastDay: dayIn(fields, 'lastDay') },
        ...{ reason: fields.reason ?? '', evidence: fields.evidence ?? '' },
        idempotencyKey: fields.key ?? '',
      };
      await endAward(page.db, page.viewer, request, page.today);
      return { to: `/people/${person.id}?done=end` };
    } catch (error) {
      return shown(page, person, sent, fields, problemOf(error));
    }
  },
};

/** Null for an award of somebody else, or of another organisation: there is nothing to end here. */
async function shown(
  page: Page,
  person: VisiblePerson,
  { params }: Pick<Asked, 'params'>,
  typed: Fields,
  problem: Problem | null,
): Promise<PageAnswer> {
  const [awards = []] = await recordedAwardsFor(page.db, [person]);
  const found = awards.find(
    ({ id, funder }) => id === params.award && funder.code === page.viewer.organisation,
  );
  if (!found) return null;
  page.tells(person, [found.stream.code]);
  const { id: award, stream, description, days } = found;
  return {
    view: 'end-award',
    status: problem ? 422 : 200,
    model: {
      ...{ ...headed(person), typed, problem, asOf: page.today },
      ...{ award, stream, description, firstDay: days.from },
    },
  };
}

import { randomUUID } from 'node:crypto';
import type { VisiblePerson } from '../people/visible.ts';
import { type NeedRequest, recordUnmetNeed } from '../plans/record-unmet-need.ts';
import { COST_PERS, OUTCOMES, UNMET_REASONS } from '../plans/unmet-need.ts';
import { allStreams } from '../streams/store.ts';
import {
  choicesIn,
  dayIn,
  type Fields,
  oneIn,
  oneOrNone,
  type Problem,
  poundsOrNone,
  problemOf,
  textOrNone,
} from './fields.ts';
import type { Page } from './page.ts';
import type { Asked, PageAnswer, PageRoute } from './route.ts';
import { headed, mayRecordNeed, personAsked } from './team-person.ts';

/** Records a need of a person that is not met. */
export const need: PageRoute = {
  path: '/people/:id/need',
  get: async (page, asked) => {
    const person = await personInNeed(page, asked);
    return person && shown(page, person, { key: randomUUID(), firstDay: page.today }, null);
  },
  post: async (page, sent) => {
    const person = await personInNeed(page, sent);
    if (!person) return null;
    try {
      await recordUnmetNeed(page.db, page.viewer, requestIn(person, sent.fields), page.today);
      return { to: `/people/${person.id}?done=need` };
    } catch (error) {
      return shown(page, person, sent.fields, problemOf(error));
    }
  },
};

/** The person of the address, where the reader may record what they need. */
export async function personInNeed(page: Page, asked: Asked): Promise<VisiblePerson | null> {
  const person = await personAsked(page, asked);
  return person && mayRecordNeed(page, person) ? person : null;
}

function requestIn({ id }: VisiblePerson, fields: Fields): NeedRequest {
  return {
    ...{ person: { id }, need: fields.need ?? '', outcome: oneIn(fields, 'outcome', OUTCOMES) },
    stream: textOrNone(fields, 'stream'),
    assessed: poundsOrNone(fields, 'assessedCost'),
    unmet: poundsOrNone(fields, 'unmetAmount'),
    per: oneOrNone(fields, 'per', COST_PERS),
    reason: oneIn(fields, 'reason', UNMET_REASONS),
    reasonWords: textOrNone(fields, 'reasonWords'),
    ...{ from: dayIn(fields, 'firstDay'), idempotencyKey: fields.key ?? '' },
  };
}

async function shown(
  page: Page,
  person: VisiblePerson,
  typed: Fields,
  problem: Problem | null,
): Promise<PageAnswer> {
  const { say, db, today } = page;
  const streams = (await allStreams(db)).filter(({ nature }) => nature !== 'COST');
  const codes = streams.map(({ code }) => code);
  return {
    view: 'need',
    status: problem ? 422 : 200,
    model: {
      ...{ ...headed(person), typed, problem, asOf: today },
      streams: choicesIn(say, 'stream.', codes),
      outcomes: choicesIn(say, 'need.outcome-', OUTCOMES),
      pers: choicesIn(say, 'need.per-', COST_PERS),
      reasons: choicesIn(say, 'need.reason-', UNMET_REASONS),
    },
  };
}

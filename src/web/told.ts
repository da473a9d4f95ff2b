import { randomUUID } from 'node:crypto';
import { recordTold, type ToldRequest } from '../decisions/record-told.ts';
import { TOLD_HOW } from '../decisions/told.ts';
import type { VisiblePerson } from '../people/visible.ts';
import { allStreams } from '../streams/store.ts';
import { financialYearOf } from '../values/financial-year.ts';
import {
  choicesIn,
  dayIn,
  type Fields,
  oneIn,
  type Problem,
  poundsIn,
  problemOf,
  textOrNone,
} from './fields.ts';
import type { Page } from './page.ts';
import type { PageAnswer, PageRoute } from './route.ts';
import { headed, personToRecord } from './team-person.ts';
import { yearsAround } from './year.ts';

/** Records when, how and by whom a person was told how much money they have. */
export const told: PageRoute = {
  path: '/people/:id/told',
  get: async (page, asked) => {
    const person = await personToRecord(page, asked);
    const typed = { key: randomUUID(), year: financialYearOf(page.today), toldOn: page.today };
    return person && shown(page, person, typed, null);
  },
  post: async (page, sent) => {
    const person = await personToRecord(page, sent);
    if (!person) return null;
    try {
      await recordTold(page.db, page.viewer, requestIn(page, person, sent.fields), page.today);
      return { to: `/people/${person.id}?done=told` };
    } catch (error) {
      return shown(page, person, sent.fields, problemOf(error));
    }
  },
};

function requestIn({ today }: Page, { id }: VisiblePerson, fields: Fields): ToldRequest {
  return {
    ...{ person: { id }, stream: textOrNone(fields, 'stream') },
    year: oneIn(fields, 'year', yearsAround(today)),
    amount: poundsIn(fields, 'amount'),
    on: dayIn(fields, 'toldOn'),
    how: oneIn(fields, 'how', TOLD_HOW),
    ...{ by: fields.toldBy ?? '', evidence: fields.evidence ?? '' },
    idempotencyKey: fields.key ?? '',
  };
}

async function shown(
  page: Page,
  person: VisiblePerson,
  typed: Fields,
  problem: Problem | null,
): Promise<PageAnswer> {
  const { say, db, today } = page;
  const streams = (await allStreams(db)).filter(({ nature }) => nature === 'BUDGET');
  return {
    view: 'told',
    status: problem ? 422 : 200,
    model: {
      ...{ ...headed(person), typed, problem, asOf: today },
      streams: choicesIn(
        say,
        'stream.',
        streams.map(({ code }) => code),
      ),
      years: yearsAround(today).map((year) => [year, year]),
      ways: choicesIn(say, 'told.how-', TOLD_HOW),
    },
  };
}

import { randomUUID } from 'node:crypto';
import { MODES } from '../awards/award.ts';
import { whyNotYours } from '../decisions/may-award.ts';
import { type AwardRequest, recordAward } from '../decisions/record-award.ts';
import { ASKED_CONTRIBUTIONS } from '../decisions/recorded-award.ts';
import type { VisiblePerson } from '../people/visible.ts';
import { allStreams, findOrganisation } from '../streams/store.ts';
import { PERS } from '../values/rate.ts';
import {
  choicesIn,
  daysIn,
  decimalIn,
  decimalOrNone,
  type Fields,
  oneIn,
  type Problem,
  problemOf,
  textOrNone,
} from './fields.ts';
import type { Page } from './page.ts';
import type { PageAnswer, PageRoute } from './route.ts';
import { headed, personToRecord } from './team-person.ts';

/** What may be recorded by hand: claims and care given are told by files. */
const BASES = ['RECURRING', 'ONE_OFF'] as const;

/** Records what the reader's own organisation has agreed and no file brings. */
export const award: PageRoute = {
  path: '/people/:id/award',
  get: async (page, asked) => {
    const person = await personToRecord(page, asked);
    return person && shown(page, person, { key: randomUUID() }, null);
  },
  post: async (page, sent) => {
    const person = await personToRecord(page, sent);
    if (!person) return null;
    try {
      const request = requestIn(person, sent.fields);
      await recordAward(page.db, page.viewer, request, page.today);
      return { to: `/people/${person.id}?done=award` };
    } catch (error) {
      return shown(page, person, sent.fields, problemOf(error));
    }
  },
};

function requestIn({ id }: VisiblePerson, fields: Fields): AwardRequest {
  return {
    ...{ person: { id }, stream: fields.stream ?? '', funder: null },
    basis: oneIn(fields, 'basis', BASES),
    mode: oneIn(fields, 'mode', MODES),
    ...{ legalBasis: fields.legalBasis ?? '', reference: textOrNone(fields, 'reference') },
    ...{ description: fields.description ?? '', evidence: fields.evidence ?? '' },
    ratePounds: decimalIn(fields, 'ratePounds'),
    per: oneIn(fields, 'per', PERS),
    unitsPerWeek: decimalOrNone(fields, 'unitsPerWeek'),
    days: daysIn(fields),
    contribution: {
      kind: oneIn(fields, 'contribution', ASKED_CONTRIBUTIONS),
      pounds: decimalOrNone(fields, 'weeklyContribution'),
    },
    ...{ currency: null, idempotencyKey: fields.key ?? '' },
  };
}

async function shown(
  page: Page,
  person: VisiblePerson,
  typed: Fields,
  problem: Problem | null,
): Promise<PageAnswer> {
  const { say, db, viewer } = page;
  const organisation = await findOrganisation(db, viewer.organisation ?? '');
  const streams = await allStreams(db);
  const own = streams.filter(
    (stream) =>
      organisation && stream.nature === 'BUDGET' && !whyNotYours(stream, organisation.kind),
  );
  return {
    view: 'award',
    status: problem ? 422 : 200,
    model: {
      ...{ ...headed(person), typed, problem, asOf: page.today, funder: organisation?.name },
      streams: choicesIn(
        say,
        'stream.',
        own.map(({ code }) => code),
      ),
      bases: choicesIn(say, 'award.basis-', BASES),
      modes: choicesIn(say, 'person.mode-', MODES),
      pers: choicesIn(say, 'award.per-', PERS),
      contributions: choicesIn(say, 'award.contribution-', ASKED_CONTRIBUTIONS),
    },
  };
}

import { randomUUID } from 'node:crypto';
import { DECISION_KINDS, type FundingShare } from '../awards/share.ts';
import { DECISION_STATES } from '../decisions/decision.ts';
import { type DecisionRequest, recordDecision } from '../decisions/record-decision.ts';
import type { VisiblePerson } from '../people/visible.ts';
import { allOrganisations, allStreams } from '../streams/store.ts';
import type { OrganisationCode } from '../values/ids.ts';
import {
  type Choices,
  choicesIn,
  daysIn,
  decimalIn,
  type Fields,
  oneIn,
  type Problem,
  problemOf,
  textOrNone,
} from './fields.ts';
import type { Page } from './page.ts';
import type { PageAnswer, PageRoute } from './route.ts';
import { headed, personToRecord } from './team-person.ts';

/** As many funders as one form takes; the API takes more. */
const PLACES = ['1', '2', '3'] as const;

/** Records how funders share the cost of a stream: proposed, in dispute, or settled. */
export const decision: PageRoute = {
  path: '/people/:id/decision',
  get: async (page, asked) => {
    const person = await personToRecord(page, asked);
    const typed = { key: randomUUID(), funder1: page.viewer.organisation ?? '' };
    return person && shown(page, person, typed, null);
  },
  post: async (page, sent) => {
    const person = await personToRecord(page, sent);
    if (!person) return null;
    try {
      await recordDecision(page.db, page.viewer, requestIn(person, sent.fields), page.today);
      return { to: `/people/${person.id}?done=decision` };
    } catch (error) {
      return shown(page, person, sent.fields, atItsPlace(problemOf(error)));
    }
  },
};

function requestIn({ id }: VisiblePerson, fields: Fields): DecisionRequest {
  return {
    ...{ person: { id }, stream: fields.stream ?? '' },
    kind: oneIn(fields, 'kind', DECISION_KINDS),
    state: oneIn(fields, 'state', DECISION_STATES),
    shares: PLACES.flatMap((place) => shareIn(fields, place)),
    interimPayer: textOrNone(fields, 'interimPayer'),
    days: daysIn(fields),
    ...{ reason: fields.reason ?? '', evidence: fields.evidence ?? '' },
    idempotencyKey: fields.key ?? '',
  };
}

function shareIn(fields: Fields, place: string): FundingShare[] {
  const funder = textOrNone(fields, `funder${place}`) as OrganisationCode | null;
  return funder === null ? [] : [{ funder, percent: decimalIn(fields, `percent${place}`) }];
}

/** What is wrong with all shares together stands at the first. */
function atItsPlace(problem: Problem): Problem {
  const isOfAll = problem.field === 'shares' || problem.field === 'funders';
  return isOfAll ? { ...problem, field: 'funder1' } : problem;
}

async function shown(
  page: Page,
  person: VisiblePerson,
  typed: Fields,
  problem: Problem | null,
): Promise<PageAnswer> {
  const { say, db } = page;
  const streams = (await allStreams(db)).filter(({ nature }) => nature === 'BUDGET');
  const codes = streams.map(({ code }) => code);
  return {
    view: 'decision',
    status: problem ? 422 : 200,
    model: {
      ...{ ...headed(person), typed, problem, asOf: page.today, places: PLACES },
      streams: choicesIn(say, 'stream.', codes),
      kinds: choicesIn(say, 'decision.kind-', DECISION_KINDS),
      states: choicesIn(say, 'decision.state-', DECISION_STATES),
      funders: await fundersOf(page),
    },
  };
}

/** Those who may share the cost of care: councils and boards that are still there, by name. */
async function fundersOf({ db }: Page): Promise<Choices> {
  const all = [...(await allOrganisations(db)).values()].filter(
    ({ kind, succeededBy }) => succeededBy === null && (kind === 'council' || kind === 'icb'),
  );
  return all
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .map(({ code, name }) => [code, name]);
}

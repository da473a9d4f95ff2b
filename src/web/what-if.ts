import { mayReadClinical } from '../access/viewer.ts';
import type { IndicativeBudget } from '../budgets/indicative.ts';
import { indicativeBudgetsOf } from '../budgets/indicative-service.ts';
import type { WhatIf } from '../budgets/what-if.ts';
import { SETTINGS } from '../currencies/activity.ts';
import { allSchemes, currenciesOf } from '../currencies/read.ts';
import type { Measure } from '../currencies/scheme.ts';
import type { VisiblePerson } from '../people/visible.ts';
import { allStreams } from '../streams/store.ts';
import { lastDay } from '../values/period.ts';
import {
  type Choices,
  choicesIn,
  decimalIn,
  type Fields,
  oneIn,
  type Problem,
  problemOf,
  textOrNone,
} from './fields.ts';
import type { Page } from './page.ts';
import type { PageAnswer, PageRoute } from './route.ts';
import { headed, personAsked } from './team-person.ts';

export const ASSUMED = ['HOURS', 'WEEKLY_RATE', 'NEED_POINTS', 'WITHOUT', 'CLUSTER'] as const;

/**
 * What twelve months would come to as things are, and beside it what they would come to if something
 * were otherwise. Asked by a form, so that no need of anybody stands in an address; nothing is stored.
 */
export const whatIf: PageRoute = {
  path: '/people/:id/what-if',
  get: async (page, asked) => {
    const person = await personAsked(page, asked);
    return person && shown(page, person, {}, null, null);
  },
  post: async (page, sent) => {
    const person = await personAsked(page, sent);
    const kind = person && kindsFor(page, person).find((each) => each === sent.fields.kind);
    if (!person || !kind) return null;
    try {
      const assumed = await indicative(page, person, [assumedIn(kind, sent.fields)]);
      return shown(page, person, sent.fields, assumed, null);
    } catch (error) {
      return shown(page, person, sent.fields, null, problemIn(kind, error));
    }
  },
};

async function indicative(page: Page, person: VisiblePerson, whatIfs: readonly WhatIf[]) {
  const asked = { from: page.today, knownAt: null, whatIfs };
  const [budget] = await indicativeBudgetsOf(page.db, [person], asked);
  const told = budget as IndicativeBudget;
  page.tells(
    person,
    [...told.lines, ...told.entitlements, ...told.ceilings].map(({ stream }) => stream.code),
  );
  return told;
}

function assumedIn(kind: (typeof ASSUMED)[number], fields: Fields): WhatIf {
  switch (kind) {
    case 'WITHOUT':
      return { kind, stream: fields['without-stream'] ?? '' };
    case 'HOURS':
      return {
        ...{ kind, stream: fields['hours-stream'] ?? '', ...priceIn(fields['hours-scheme']) },
        hoursPerWeek: decimalIn(fields, 'hours-hoursPerWeek'),
      };
    case 'WEEKLY_RATE': {
      const stream = textOrNone(fields, 'weekly-stream');
      return { kind, ...priceIn(fields['weekly-scheme']), stream };
    }
    case 'NEED_POINTS': {
      const { scheme } = priceIn(fields['need-scheme']);
      return { kind, scheme, points: decimalIn(fields, 'need-points') };
    }
    case 'CLUSTER': {
      const setting = oneIn(fields, 'cluster-setting', SETTINGS);
      return { kind, code: (fields['cluster-code'] ?? '').trim(), setting, provider: null };
    }
  }
}

/** The names of fields begin so, for each kind has a form of its own on the page. */
const PREFIX: Readonly<Record<(typeof ASSUMED)[number], string>> = {
  ...{ HOURS: 'hours-', WEEKLY_RATE: 'weekly-', NEED_POINTS: 'need-', WITHOUT: 'without-' },
  CLUSTER: 'cluster-',
};

function problemIn(kind: (typeof ASSUMED)[number], error: unknown): Problem {
  const problem = problemOf(error);
  const { field } = problem;
  return field.startsWith(PREFIX[kind]) ? problem : { ...problem, field: PREFIX[kind] + field };
}

/** As the form writes a price: its scheme, a stroke, its code. */
function priceIn(price = '') {
  const [scheme = '', code = ''] = price.split('/');
  return { scheme, code };
}

/** A cluster is a diagnosis: only clinical readers are asked for one. */
function kindsFor({ viewer }: Page, { seenBy }: VisiblePerson) {
  return ASSUMED.filter((kind) => kind !== 'CLUSTER' || mayReadClinical(viewer, seenBy));
}

async function shown(
  page: Page,
  person: VisiblePerson,
  typed: Fields,
  assumed: IndicativeBudget | null,
  problem: Problem | null,
): Promise<PageAnswer> {
  const now = await indicative(page, person, []);
  const streams = (await allStreams(page.db)).filter(({ nature }) => nature === 'BUDGET');
  const prices = await pricesBy(page);
  return {
    view: 'what-if',
    status: problem ? 422 : 200,
    model: {
      ...{ ...headed(person), asOf: page.today, lastDay: lastDay(now.days) },
      ...{ typed, problem, kinds: kindsFor(page, person) },
      settings: choicesIn(page.say, 'what-if.setting-', SETTINGS),
      ...{ now, assumed: assumed && shownLines(assumed), prices },
      beside: assumed && besideEachOther(now, assumed),
      streams: choicesIn(
        page.say,
        'stream.',
        streams.map(({ code }) => code),
      ),
    },
  };
}

const PRICED: readonly Measure[] = ['HOUR', 'WEEK', 'POINTS'];
const MOST_CODES = 100;

/** The prices that may be assumed, by what they are for; of no scheme whose codes are diagnoses. */
async function pricesBy({ db }: Page) {
  const schemes = (await allSchemes(db)).filter(
    ({ measure, clinical }) => !clinical && PRICED.includes(measure),
  );
  const found = await Promise.all(
    schemes.map(async ({ code: scheme, name, measure }) => {
      const codes = await currenciesOf(db, scheme, { after: null, count: MOST_CODES });
      const choices: Choices = codes.map((each) => [
        `${scheme}/${each.code}`,
        measure === 'POINTS' ? name : `${name}: ${each.name}`,
      ]);
      return { measure, choices };
    }),
  );
  const of = (wanted: Measure): Choices =>
    found.flatMap(({ measure, choices }) => (measure === wanted ? choices : []));
  return { HOUR: of('HOUR'), WEEK: of('WEEK'), POINTS: of('POINTS') };
}

const shownLines = ({ lines, ...budget }: IndicativeBudget) => ({
  ...budget,
  lines: lines.map((line) => ({ ...line, firstDay: line.days.from, lastDay: lastDay(line.days) })),
});

/** What each funder would pay as things are and as is assumed, in order of their codes. */
function besideEachOther(now: IndicativeBudget, assumed: IndicativeBudget) {
  const all = [...now.byFunder, ...assumed.byFunder].map(({ funder }) => funder);
  const funders = new Map(all.map((funder) => [funder?.code ?? '~', funder]));
  const of = ({ byFunder }: IndicativeBudget, code: string) =>
    byFunder.find(({ funder }) => (funder?.code ?? '~') === code)?.amount ?? null;
  return [...funders]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([code, funder]) => ({ funder, now: of(now, code), assumed: of(assumed, code) }));
}

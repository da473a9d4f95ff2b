import { randomUUID } from 'node:crypto';
import type { Representative } from '../access/representatives-store.ts';
import {
  RepresentativeRefused,
  representativesFor,
  suspendRepresentativeAs,
} from '../people/representatives.ts';
import type { VisiblePerson } from '../people/visible.ts';
import { askQuery } from '../queries/ask-query.ts';
import { HELPER_KINDS, isOpen } from '../queries/query.ts';
import { queriesFor } from '../queries/read-queries.ts';
import { QueryRefused } from '../queries/refusals.ts';
import { financialYearOf } from '../values/financial-year.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { lastDayOf } from './days.ts';
import { FILE_PROBLEMS, filesOf, limitsOf } from './evidence.ts';
import type { Page } from './page.ts';
import type { PageAnswer, PageRoute, Sent } from './route.ts';

/** Who acts for a person and what they may see now; naming somebody, and stopping somebody at once. */
export const acting: PageRoute = {
  path: '/helpers',
  filesUpTo: 'EVIDENCE',
  mayPost: ({ role }) => role === 'holder',
  get: (page, { query }) => shown(page, {}, null, DONE.find((each) => each === query.done) ?? null),
  post: async (page, sent) => {
    const { fields } = sent;
    const refused = fields.stop ? await stopped(page, fields.stop) : await named(page, sent);
    if (refused !== null) return shown(page, fields, refused, null);
    return { to: `/helpers?done=${fields.stop ? 'stopped' : 'named'}` };
  },
};

const DONE = ['named', 'stopped'] as const;
type Done = (typeof DONE)[number];

/** Which field is wrong, and the message that says why. */
interface Refusal {
  readonly field: 'name' | 'kind' | 'see' | 'words' | 'files';
  readonly code: string;
}

async function stopped(page: Page, id: string): Promise<Refusal | null> {
  try {
    await suspendRepresentativeAs(page.db, page.viewer, id, page.today);
    return null;
  } catch (error) {
    if (!(error instanceof RepresentativeRefused)) throw error;
    return { field: 'name', code: 'NOT_STOPPED' };
  }
}

/** The field of a form by which a stream is chosen. */
const OF_STREAM = 'stream-';

async function named(page: Page, { fields, files: sent }: Sent): Promise<Refusal | null> {
  const { name = '', words = '', see, key = '' } = fields;
  const person = await page.own();
  const kind = HELPER_KINDS.find((each) => each === fields.kind);
  const chosen = Object.keys(fields).filter((field) => field.startsWith(OF_STREAM));
  if (!person) return { field: 'name', code: 'OTHER' };
  if (name.trim() === '') return { field: 'name', code: 'NAME' };
  if (!kind) return { field: 'kind', code: 'KIND' };
  if (see !== 'all' && (see !== 'some' || chosen.length === 0))
    return { field: 'see', code: 'SEE' };
  if (words.trim() === '') return { field: 'words', code: 'WORDS' };
  const streams = see === 'all' ? null : chosen.map((field) => field.slice(OF_STREAM.length));
  try {
    const about = { about: 'HELPER', helper: { kind, name }, streams } as const;
    const files = await filesOf(page, sent);
    const request = { person: { id: person.id }, about, words, files, idempotencyKey: key };
    await askQuery(page.db, page.viewer, request, page.today);
    return null;
  } catch (error) {
    if (!(error instanceof QueryRefused)) throw error;
    return refusalOf(error);
  }
}

function refusalOf({ field, code }: QueryRefused): Refusal {
  if (FILE_PROBLEMS.includes(code)) return { field: 'files', code };
  const isText = code === 'BAD_TEXT';
  return { field: field === 'words' ? 'words' : 'name', code: isText ? code : 'OTHER' };
}

async function shown(
  page: Page,
  typed: Sent['fields'],
  refused: Refusal | null,
  done: Done | null,
): Promise<PageAnswer> {
  const person = await page.own();
  const found = person && (await representativesFor(page.db, page.viewer, person));
  if (!person || !found) return null;
  const [queries = []] = await queriesFor(page.db, page.viewer, [person]);
  const waiting = queries.filter((query) => query.helper !== null && isOpen(query));
  return {
    view: 'acting',
    status: refused ? 422 : 200,
    model: {
      ...{ refused, done, typed, asOf: page.today, kinds: HELPER_KINDS, ...limitsOf(page) },
      ...{ key: typed.key ?? randomUUID(), streams: await streamsOf(page, person), waiting },
      now: found.filter((each) => standing(each, page.today) === 'NOW').map(told),
      before: found
        .filter((each) => standing(each, page.today) !== 'NOW')
        .map((each) => ({ ...told(each), standing: standing(each, page.today) })),
    },
  };
}

/** Whether a grant lets somebody see anything on a day, and why not. */
function standing(
  { suspendedAt, endedAt, firstDay, untilDay }: Representative,
  today: PlainDate,
): 'NOW' | 'ENDED' | 'STOPPED' | 'OVER' | 'LATER' {
  if (endedAt !== null) return 'ENDED';
  if (suspendedAt !== null) return 'STOPPED';
  if (untilDay !== null && untilDay <= today) return 'OVER';
  return firstDay > today ? 'LATER' : 'NOW';
}

function told({ id, name, kind, evidence, streams, firstDay, ...each }: Representative) {
  return {
    ...{ id, name, kind, evidence, firstDay, lastDay: lastDayOf(each.untilDay) },
    streams: streams?.map(({ code }) => code) ?? null,
    at: each.endedAt ?? each.suspendedAt,
  };
}

/** Codes of what the person has in this year, of which somebody may be let see a part. */
async function streamsOf(page: Page, person: VisiblePerson): Promise<string[]> {
  const { streams } = await page.budget(person, financialYearOf(page.today));
  return [...new Set(streams.map(({ stream }) => stream.code))];
}

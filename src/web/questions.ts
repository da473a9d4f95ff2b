import { randomUUID } from 'node:crypto';
import { type AskedAbout, askQuery } from '../queries/ask-query.ts';
import { ABOUT, isOpen, type Query } from '../queries/query.ts';
import { queriesFor } from '../queries/read-queries.ts';
import { QueryRefused } from '../queries/refusals.ts';
import { BadValue } from '../values/bad-value.ts';
import { parsePlainDate } from '../values/plain-date.ts';
import { FILE_PROBLEMS, filesOf, limitsOf } from './evidence.ts';
import type { Page } from './page.ts';
import type { Asked, PageAnswer, PageRoute, Sent } from './route.ts';

/** What was done just before, by what stands in the address; the message that says so. */
const DONE: ReadonlyMap<string, string> = new Map([
  ['1', 'sent'],
  ['change', 'change-sent'],
  ['file', 'file-sent'],
]);

/** The person's questions, the changes they ask for, and what was answered. */
export const questions: PageRoute = {
  path: '/questions',
  get: async (page, { query }) => {
    const person = await page.own();
    if (!person) return null;
    const [found = []] = await queriesFor(page.db, page.viewer, [person]);
    for (const each of found) {
      page.tells(
        person,
        each.streams.map(({ code }) => code),
      );
    }
    const told = found.map((each: Query) => ({ ...each, open: isOpen(each) }));
    const done = DONE.get(query.done ?? '') ?? null;
    return { view: 'questions', model: { questions: told.reverse(), done, asOf: page.today } };
  },
};

/** "Think this is wrong?": asked beside any line, and it pauses what may be asked back. */
export const ask: PageRoute = {
  path: '/ask',
  filesUpTo: 'EVIDENCE',
  get: (page, { query }) => shown(page, query, null),
  post: async (page, sent) => {
    const refused = await asked(page, sent);
    return refused === null ? { to: '/questions?done=1' } : shown(page, sent.fields, refused);
  },
};

interface Refusal {
  readonly code: string;
  readonly words: string;
}

async function asked(page: Page, { fields, files: sent }: Sent): Promise<Refusal | null> {
  const words = fields.words ?? '';
  const person = await page.own();
  const about = person && aboutIn(fields);
  if (!person || !about) return { code: 'NOT_FOUND', words };
  if (words.trim() === '') return { code: 'BLANK', words };
  try {
    const key = { idempotencyKey: fields.key ?? '' };
    const files = await filesOf(page, sent);
    const request = { person: { id: person.id }, about, words, files, ...key };
    await askQuery(page.db, page.viewer, request, page.today);
    return null;
  } catch (error) {
    if (error instanceof QueryRefused) return { code: error.code, words };
    throw error;
  }
}

/** What an address or a form says that the question is about; null where it says nothing that is. */
function aboutIn(said: Asked['query']): AskedAbout | null {
  const about = ABOUT.find((each) => each === said.about);
  const { id, stream, funder, day, number } = said;
  switch (about) {
    case 'MOVEMENT':
    case 'AWARD':
    case 'NOTICE':
      return id === undefined ? null : { about, id };
    case 'EXPECTED': {
      const dueOn = dayIn(day);
      return stream && funder && dueOn ? { about, stream, funder, dueOn } : null;
    }
    case 'STATEMENT':
      return number === undefined ? null : { about, number, stream: stream ?? null };
    case 'OTHER':
      return { about, stream: stream ?? null };
    default:
      return null;
  }
}

function dayIn(text: string | undefined) {
  try {
    return text === undefined ? null : parsePlainDate(text);
  } catch (error) {
    if (error instanceof BadValue) return null;
    throw error;
  }
}

/** Words for each refusal that a reader can do something about; for all others one plain sentence. */
const SAID = ['BLANK', 'BAD_TEXT', 'NOT_FOUND'];

async function shown(
  page: Page,
  said: Asked['query'],
  refused: Refusal | null,
): Promise<PageAnswer> {
  const person = await page.own();
  if (!person || !aboutIn(said)) return null;
  const { about, id, stream, funder, day, number } = said;
  const known = refused === null || [...SAID, ...FILE_PROBLEMS].includes(refused.code);
  const problem = known ? (refused?.code ?? null) : 'OTHER';
  return {
    view: 'ask',
    status: refused ? 422 : 200,
    model: {
      ...{ kept: { about, id, stream, funder, day, number }, key: said.key ?? randomUUID() },
      ...{ about, problem, words: refused?.words ?? '', asOf: page.today, ...limitsOf(page) },
      isOfFiles: problem !== null && FILE_PROBLEMS.includes(problem),
    },
  };
}

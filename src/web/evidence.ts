import { attachFiles } from '../queries/attach-files.ts';
import { EVIDENCE_TYPES, type Evidence, MOST_FILES, readEvidence } from '../queries/evidence.ts';
import { isOpen, type Query } from '../queries/query.ts';
import { fileFor } from '../queries/read-file.ts';
import { queriesFor } from '../queries/read-queries.ts';
import { QueryRefused } from '../queries/refusals.ts';
import type { Page } from './page.ts';
import type { PageAnswer, PageRoute, Sent } from './route.ts';

/** A file that was attached, for whoever may read what it is attached to; saved and never shown. */
export const evidence: PageRoute = {
  path: '/evidence/:id',
  get: async (page, { params }) => {
    const found = await fileFor(page.db, page.viewer, params.id ?? '', page.today);
    if (!found) return null;
    const { person, query, name, type, body } = found;
    page.saw(person);
    page.tells(person, codesOf(query));
    const charset = type === 'text/plain' ? '; charset=utf-8' : '';
    return { file: { type: `${type}${charset}`, name, body } };
  },
};

/** Files are added to what was asked, while it waits for an answer. */
export const attach: PageRoute = {
  path: '/attach',
  filesUpTo: 'EVIDENCE',
  get: (page, { query }) => shown(page, query.query, null),
  post: async (page, sent) => {
    const refused = await attached(page, sent);
    return refused === null
      ? { to: '/questions?done=file' }
      : shown(page, sent.fields.query, refused);
  },
};

/** The message that says why, or null where it is done. */
async function attached(page: Page, { fields, files }: Sent): Promise<string | null> {
  if (files.length === 0) return 'NONE';
  try {
    const request = { query: fields.query ?? '', files: await filesOf(page, files) };
    await attachFiles(page.db, page.viewer, request, page.today);
    return null;
  } catch (error) {
    if (!(error instanceof QueryRefused)) throw error;
    return FILE_PROBLEMS.includes(error.code) ? error.code : 'OTHER';
  }
}

async function shown(page: Page, id: string | undefined, refused: string | null) {
  const person = await page.own();
  if (!person) return null;
  const [queries = []] = await queriesFor(page.db, page.viewer, [person]);
  const query = queries.find((each) => each.id === id && isOpen(each));
  if (!query) return null;
  page.tells(person, codesOf(query));
  const { words, askedOn, files } = query;
  const answer: PageAnswer = {
    view: 'attach',
    status: refused ? 422 : 200,
    model: { query: id, words, askedOn, files, refused, asOf: page.today, ...limitsOf(page) },
  };
  return answer;
}

const codesOf = ({ streams }: Query): string[] => streams.map(({ code }) => code);

/** Files that were sent with a form, looked at. Throws a QueryRefused. */
export function filesOf(page: Page, files: Sent['files']): Promise<Evidence[]> {
  return readEvidence(files, page.hub.config.evidenceBytes);
}

/** What may be wrong with a file: each has its message. */
export const FILE_PROBLEMS = ['FILE_EMPTY', 'FILE_TOO_BIG', 'FILE_TYPE', 'TOO_MANY_FILES'];

/** What a form says of the files that it takes. */
export const limitsOf = ({ hub }: Page) => ({
  evidence: {
    megabytes: hub.config.evidenceBytes / 1_000_000,
    most: MOST_FILES,
    accept: Object.entries(EVIDENCE_TYPES).flat().map(asAccepted).join(','),
  },
});

/** As a browser's own list of files asks for them: by kind, and by how names end. */
const asAccepted = (each: string): string => (each.includes('/') ? each : `.${each}`);

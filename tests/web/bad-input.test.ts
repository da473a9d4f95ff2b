import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { raw, sql } from '../../src/db/database.ts';
import { formToken } from '../../src/web/form-token.ts';
import { ROUTES } from '../../src/web/routes.ts';
import { sessionKey } from '../../src/web/secret.ts';
import { openSession, SESSION_COOKIE } from '../../src/web/session.ts';
import { REFUSED } from '../queries/files.ts';
import { BOB, openServed, type Served, tellOfTwins } from './served.ts';
import { type Answered, hiddenIn, Visitor } from './visitor.ts';

const HOUR = 60 * 60 * 1000;
const SETTINGS = { secret: sessionKey('a test'), idleMinutes: 20 };
const NOBODY = '00000000-0000-4000-8000-000000000000';

let served: Served;
/** An award of Ann's, and what she asked about it. */
let award: string;
let asked: string;
beforeAll(async () => {
  served = await openServed();
  await tellOfTwins(served.hub);
  const ann = await served.visit('ann');
  [, award = ''] = /change\?award=([0-9a-f-]{36})/.exec((await ann.get('/budget')).html) ?? [];
  const about = { about: 'AWARD', id: award, words: 'I get 12 hours', key: 'before' };
  const token = { 'form-token': await tokenFor(ann, '/ask', Date.now()) };
  await ann.post('/ask', { ...about, ...token });
  const { html } = await ann.get('/questions');
  [, asked = ''] = /attach\?query=([0-9a-f-]{36})/.exec(html) ?? [];
  expect([award, asked]).not.toContain('');
});
afterAll(() => served.close());

/** How many rows each table holds. */
async function rowsOfTables(): Promise<Record<string, number>> {
  const tables = await served.hub.db.rows<{ name: string }>(
    'test.all-tables',
    sql`select table_name as name from information_schema.tables
        where table_schema = current_schema() and table_type = 'BASE TABLE' order by 1`,
  );
  expect(tables.length).toBeGreaterThan(50);
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    const [row] = await served.hub.db.rows<{ count: number }>(
      'test.count-table',
      sql`${raw(`select count(*)::int as count from "${name}"`)}`,
    );
    counts[name] = row?.count ?? 0;
  }
  return counts;
}

async function tokenFor(visitor: Visitor, path: string, now: number): Promise<string> {
  const session = await openSession(visitor.cookies.get(SESSION_COOKIE), SETTINGS);
  if (!session) throw new Error('not signed in');
  return formToken(session, path, SETTINGS.secret, now);
}

/** What each form of the pages is filled in with, and by whom, where all is well with it. */
const FORMS: Readonly<
  Record<string, { readonly as: string; readonly fields: () => Record<string, string> }>
> = {
  '/agreements': { as: 'ann', fields: () => ({ kind: 'OBJECTION', stream: '', to: 'HEALTH' }) },
  '/ask': { as: 'ann', fields: () => ({ about: 'OTHER', words: 'Why?', key: 'bad ask' }) },
  '/change': { as: 'ann', fields: () => ({ award, choice: 'MIX', words: 'x', key: 'bad change' }) },
  '/helpers': {
    as: 'ann',
    fields: () => ({ name: 'x', kind: 'advocate', see: 'all', words: 'x', key: 'bad helper' }),
  },
  '/reading': { as: 'ann', fields: () => ({ lang: 'cy', size: 'large', format: 'full' }) },
  '/attach': { as: 'ann', fields: () => ({ query: asked }) },
  ...Object.fromEntries(
    [
      'award',
      'awards/:award/end',
      'decision',
      'need',
      'needs/:need/end',
      'told',
      'queries/:query',
      'statement',
      'what-if',
    ].map((form) => [
      `/people/:id/${form}`,
      { as: 'worker', fields: () => ({ kind: 'WITHOUT', key: `bad ${form}` }) },
    ]),
  ),
  '/deliveries/load': { as: 'operator', fields: () => ({ upload: NOBODY }) },
  '/deliveries/new': { as: 'operator', fields: () => ({ adapter: 'social-care-cld' }) },
  '/people': { as: 'worker', fields: () => ({ who: '', only: 'all' }) },
  '/reviews': {
    as: 'operator',
    fields: () => ({ review: NOBODY, decision: 'LINK', reason: 'x', key: 'bad review' }),
  },
};

const TOKENS: Readonly<Record<string, (visitor: Visitor, path: string) => Promise<string>>> = {
  'no token': async () => '',
  nonsense: async () => 'x',
  'a forged token': async () => `${Date.now() + HOUR}.${'A'.repeat(43)}`,
  'a stale token': (visitor, path) => tokenFor(visitor, path, Date.now() - HOUR - 1),
  'a token made to last longer': async (visitor, path) =>
    (await tokenFor(visitor, path, Date.now())).replace(/^\d+/, (until) => `${Number(until) + 1}`),
  'a token for another address': (visitor) => tokenFor(visitor, '/sign-out', Date.now()),
  'a token of somebody else': async (_visitor, path) =>
    tokenFor(await served.visit('bob'), path, Date.now()),
};

/** An address with the ids of somebody and of nothing in it. */
const addressOf = (path: string): string =>
  path.replace(':id', served.annId).replaceAll(/:\w+/g, NOBODY);

interface Bad {
  readonly as: string;
  readonly send: (visitor: Visitor) => Promise<Answered>;
  readonly status: number;
  /** What the page says. */
  readonly says: string;
}

const NOT_FOUND = { status: 404, says: 'There is nothing to show here' };
const NOT_READ = { says: 'That could not be read' };
const get = (as: string, path: () => string): Pick<Bad, 'as' | 'send'> => ({
  as,
  send: (visitor) => visitor.get(path()),
});
/** A form of ours, filled in with something that it must not hold. */
const filled = (as: string, path: string, fields: () => Record<string, string>) => ({
  as,
  send: async (visitor: Visitor) =>
    visitor.post(path, { ...fields(), 'form-token': await tokenFor(visitor, path, Date.now()) }),
});

/** A form of ours with files that it may not hold. */
const filed = (as: string, path: string, files: () => Parameters<Visitor['send']>[2]) => ({
  as,
  send: async (visitor: Visitor) => {
    const { fields } = FORMS[path] as (typeof FORMS)[string];
    const token = await tokenFor(visitor, path, Date.now());
    return visitor.send(path, { ...fields(), 'form-token': token }, files());
  },
});

const WRONG_KIND = { status: 422, says: 'Only PDF, JPEG, PNG or plain text can be added.' };
const TOO_MUCH = { status: 413, says: 'That is too much to send at once' };
const FILES: Readonly<Record<string, Bad>> = Object.fromEntries(
  ['/ask', '/change', '/attach', '/helpers'].flatMap((path): [string, Bad][] => [
    [
      `${path} with a page named as a letter`,
      {
        ...filed('ann', path, () => [{ name: 'a.pdf', body: REFUSED['a page'] as Buffer }]),
        ...WRONG_KIND,
      },
    ],
    [
      `${path} with a program`,
      {
        ...filed('ann', path, () => [{ name: 'a.png', body: REFUSED['a program'] as Buffer }]),
        ...WRONG_KIND,
      },
    ],
    [
      `${path} with a file too big`,
      {
        ...filed('ann', path, () => [{ name: 'a.txt', body: 'x'.repeat(5_000_001) }]),
        ...TOO_MUCH,
      },
    ],
    [
      `${path} with too many files`,
      {
        ...filed('ann', path, () => Array.from({ length: 6 }, () => ({ name: 'a', body: 'x' }))),
        ...TOO_MUCH,
      },
    ],
  ]),
);

const OTHERS: Readonly<Record<string, Bad>> = {
  'a team’s page of somebody else': {
    ...get('worker', () => `/people/${served.bobId}`),
    ...NOT_FOUND,
  },
  'a team’s page of nobody': { ...get('worker', () => `/people/${NOBODY}`), ...NOT_FOUND },
  'a team’s page for a holder': { ...get('ann', () => `/people/${served.annId}`), ...NOT_FOUND },
  'an NHS number in an address': { ...get('worker', () => `/people/${BOB}`), ...NOT_FOUND },
  'a change of somebody else’s award': {
    ...get('bob', () => `/change?award=${award}`),
    ...NOT_FOUND,
  },
  'a change of no award': { ...get('bob', () => '/change?award=x'), ...NOT_FOUND },
  'a change of somebody else’s award, sent': {
    ...filled('bob', '/change', () => ({ award, choice: 'MIX', words: 'x', key: 'k1' })),
    ...NOT_FOUND,
  },
  'a question about somebody else’s award, sent': {
    ...filled('bob', '/ask', () => ({ about: 'AWARD', id: award, words: 'x', key: 'k2' })),
    ...{ status: 422, says: 'We cannot find what you are asking about.' },
  },
  'files for somebody else’s question': {
    ...filed('bob', '/attach', () => [{ name: 'a.txt', body: 'x' }]),
    ...NOT_FOUND,
  },
  'a helper of somebody else, stopped': {
    ...filled('bob', '/helpers', () => ({ stop: NOBODY })),
    ...{ status: 422, says: 'That could not be done.' },
  },
  'a helper as what nobody may name': {
    ...filled('ann', '/helpers', () => ({ name: 'x', kind: 'deputy', see: 'all', words: 'x' })),
    ...{ status: 422, says: 'Choose what they will do' },
  },
  'a helper named by a team': {
    ...filled('worker', '/helpers', () => ({
      name: 'x',
      kind: 'advocate',
      see: 'all',
      words: 'x',
    })),
    ...NOT_FOUND,
  },
  'a file that is nobody’s': { ...get('ann', () => `/evidence/${NOBODY}`), ...NOT_FOUND },
  'an agreement of somebody else, taken back': {
    ...filled('bob', '/agreements', () => ({ end: NOBODY })),
    ...{ status: 422, says: 'That could not be recorded.' },
  },
  'a pooled fund for a holder': { ...get('ann', () => '/pools/sheffield-bcf'), ...NOT_FOUND },
  'a pooled fund that is none': { ...get('analyst', () => '/pools/none/usage'), ...NOT_FOUND },
  'a report of a part of a year that is none': {
    ...get('office', () => '/pools/sheffield-bcf/report?part=Q5'),
    ...NOT_FOUND,
  },
  'a report as known on a day that is none': {
    ...get('office', () => '/pools/sheffield-bcf/report?known=2025-02-30'),
    ...NOT_FOUND,
  },
  'figures of a pooled fund that is none': {
    ...get('office', () => '/pools/none/figures/months.csv'),
    ...NOT_FOUND,
  },
  'a file that came in, for a holder': {
    ...get('ann', () => `/deliveries/${NOBODY}`),
    ...NOT_FOUND,
  },
};

const DAYS: Readonly<Record<string, Bad>> = Object.fromEntries(
  (
    [
      ['from=2026-01-15&to=2026-01-14', 'The last day must not be before the first'],
      ['from=2020-01-01&to=2025-01-02', 'Ask for five years at the most'],
      ['from=1900-01-01', 'Ask for five years at the most'],
      ['from=yesterday', 'Give each day as a date'],
      ['from=2026-02-30', 'Give each day as a date'],
      ['from=2026-01-15&to=2026-01-14&as=csv', 'The last day must not be before the first'],
      ['from=2020-01-01&to=2025-01-02&as=json', 'Ask for five years at the most'],
    ] as const
  ).map(([days, says]) => [
    `a statement of ${days}`,
    { ...get('ann', () => `/statement?${days}`), status: 422, says },
  ]),
);

const FORMED: Readonly<Record<string, Bad>> = {
  'a budget of a year that is none': { ...get('ann', () => '/budget?year=2025-27'), ...NOT_FOUND },
  'an address that is not written as one': {
    ...get('worker', () => '/people/%ff'),
    ...{ status: 400, ...NOT_READ },
  },
  'a form larger than one may be': {
    ...filled('ann', '/ask', () => ({ about: 'OTHER', words: 'x'.repeat(120_000), key: 'k3' })),
    ...{ status: 413, says: 'That is too much to send at once' },
  },
  'words that are too long': {
    ...filled('ann', '/ask', () => ({ about: 'OTHER', words: 'x'.repeat(2001), key: 'k4' })),
    ...{ status: 422, says: 'Use at most 2,000 characters' },
  },
  'words with a sign that cannot be kept': {
    ...filled('ann', '/change', () => ({ award, choice: 'MIX', words: 'a\u0000b', key: 'k5' })),
    ...{ status: 422, says: 'Use at most 2,000 characters' },
  },
  'a choice that is none': {
    ...filled('ann', '/change', () => ({ award, choice: 'KEEP', words: 'x', key: 'k6' })),
    ...{ status: 422, says: 'Choose what you would like' },
  },
};

/** What the first page keeps of a look at one's own money, and nothing else may come of bad input. */
const OF_READING = ['reads', 'read_blocks', 'sightings'];

async function changedBy(work: () => Promise<unknown>): Promise<string[]> {
  const before = await rowsOfTables();
  await work();
  const after = await rowsOfTables();
  return Object.keys(after).filter((name) => after[name] !== before[name]);
}

describe('bad input', () => {
  it('is looked for in every form of the pages', () => {
    const forms = ROUTES.flatMap(({ path, post }) => (post ? [path] : []));
    expect(Object.keys(FORMS).sort()).toEqual(forms.sort());
  });

  it.each(Object.keys(FORMS).flatMap((path) => Object.keys(TOKENS).map((why) => [path, why])))(
    '%s with %s is a plain page; nothing is written and nothing shown',
    async (path, why) => {
      const { as, fields } = FORMS[path] as (typeof FORMS)[string];
      const visitor = await served.visit(as);
      const at = addressOf(path);
      const token = await (TOKENS[why] as (typeof TOKENS)[string])(visitor, at);
      let answer: Answered | null = null;
      const changed = await changedBy(async () => {
        answer = await visitor.post(at, { ...fields(), 'form-token': token });
      });
      expect(changed).toEqual([]);
      expect(answer).toMatchObject({ status: 403 });
      plainly(answer as unknown as Answered, 'Nothing was changed.');
    },
  );

  it.each(Object.entries({ ...OTHERS, ...DAYS, ...FORMED, ...FILES }))(
    '%s is a plain page; nothing is written and nothing shown',
    async (_what, { as, send, status, says }) => {
      const visitor = await served.visit(as);
      let answer: Answered | null = null;
      const changed = await changedBy(async () => {
        answer = await send(visitor);
      });
      expect(changed.filter((name) => !OF_READING.includes(name))).toEqual([]);
      expect(answer).toMatchObject({ status });
      plainly(answer as unknown as Answered, says);
    },
  );

  it('a form from nobody leads to the first page and is not read', async () => {
    const stranger = new Visitor(served.server);
    for (const [path, { fields }] of Object.entries(FORMS)) {
      const changed = await changedBy(async () => {
        const { status, headers } = await stranger.post(addressOf(path), fields());
        expect([path, status, headers.get('location')]).toEqual([path, 303, '/']);
      });
      expect(changed).toEqual([]);
    }
  });

  it('that is put right is carried out', async () => {
    const ann = await served.visit('ann');
    const { html } = await ann.get(`/change?award=${award}`);
    const right = { ...hiddenIn(html, '/change'), choice: 'MIX', words: 'x' };
    const changed = await changedBy(() => ann.post('/change', right));
    expect(changed).toEqual(expect.arrayContaining(['queries', 'audit_events']));
  });
});

/** A whole page that says what is wrong, and of nobody's money, name or number anything. */
function plainly({ html, text, headers }: Answered, says: string): void {
  expect(text).toContain(says);
  expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(html).toMatch(/<html lang="en"[\s\S]*<h1/);
  expect(text).not.toMatch(/£|999 ?000|9990000|Robert|Gill|at .*\.ts:\d/);
}

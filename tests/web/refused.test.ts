import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../src/db/database.ts';
import { formToken } from '../../src/web/form-token.ts';
import { ROUTES } from '../../src/web/routes.ts';
import { sessionKey } from '../../src/web/secret.ts';
import { openSession, SESSION_COOKIE } from '../../src/web/session.ts';
import { openServed, READERS, type Served } from './served.ts';
import { hiddenIn, type Visitor } from './visitor.ts';

const HOUR = 60 * 60 * 1000;
const SETTINGS = { secret: sessionKey('a test'), idleMinutes: 20 };
const NOWHERE = '01890000-0000-7000-8000-000000000000';

let served: Served;
beforeAll(async () => {
  served = await openServed();
});
afterAll(() => served.close());

/** Everything that a form may write, counted. */
async function written(): Promise<string> {
  const [row] = await served.hub.db.rows<{ found: string }>(
    'test.written',
    sql`select concat_ws(' ', (select count(*) from personal_wishes),
          (select count(*) from personal_wishes where ended_at is not null),
          (select count(*) from queries), (select count(*) from journals),
          (select count(*) from match_pairs where decision is not null),
          (select count(*) from audit_events)) as found`,
  );
  return row?.found ?? '';
}

const readsKept = async (): Promise<number> => {
  const rows = await served.hub.db.rows('test.reads', sql`select from reads`);
  return rows.length;
};

async function tokenFor(visitor: Visitor, path: string, now: number): Promise<string> {
  const session = await openSession(visitor.cookies.get(SESSION_COOKIE), SETTINGS);
  if (!session) throw new Error('not signed in');
  return formToken(session, path, SETTINGS.secret, now);
}

const OBJECTION = { kind: 'OBJECTION', stream: '', to: 'HEALTH' };

describe('a form', () => {
  const wrong = async (ann: Visitor): Promise<Record<string, string>> => {
    const bob = await served.visit('bob');
    const right = await tokenFor(ann, '/agreements', Date.now());
    return {
      none: '',
      nonsense: 'x',
      forged: `${Date.now() + HOUR}.${'A'.repeat(43)}`,
      stale: await tokenFor(ann, '/agreements', Date.now() - HOUR - 1),
      'made to last longer': right.replace(/^\d+/, (until) => String(Number(until) + 1)),
      'for another address': await tokenFor(ann, '/ask', Date.now()),
      'of somebody else': await tokenFor(bob, '/agreements', Date.now()),
    };
  };

  it('that is not ours, not fresh or not for this address is a plain page and writes nothing', async () => {
    const ann = await served.visit('ann');
    const before = await written();
    for (const [why, token] of Object.entries(await wrong(ann))) {
      const { status, text } = await ann.post('/agreements', { ...OBJECTION, 'form-token': token });
      expect([why, status]).toEqual([why, 403]);
      expect(text).toContain('Nothing was changed.');
    }
    expect((await ann.post('/agreements', OBJECTION)).status).toBe(403);
    expect(await written()).toBe(before);
  });

  it('sent twice does it once', async () => {
    const ann = await served.visit('ann');
    const { html } = await ann.get('/ask?about=OTHER');
    const fields = { ...hiddenIn(html, '/ask'), words: 'What is this money for?' };
    expect((await ann.post('/ask', fields)).status).toBe(303);
    const once = await written();
    expect((await ann.post('/ask', fields)).status).toBe(303);
    expect(await written()).toBe(once);
  });

  it('with nothing in it is shown again, with what is wrong beside the field', async () => {
    const ann = await served.visit('ann');
    const before = await written();
    const { status, html } = await ann.fillIn('/ask?about=OTHER', '/ask', { words: '  ' });
    expect(status).toBe(422);
    expect(html).toContain('role="alert"');
    expect(html).toContain('href="#words"');
    expect(html).toContain('aria-describedby="words-hint words-error"');
    const long = await ann.fillIn('/ask?about=OTHER', '/ask', { words: 'x'.repeat(2001) });
    expect(long.status).toBe(422);
    expect(long.html).toContain('x'.repeat(2001));
    expect(await written()).toBe(before);
  });

  it('larger than a form may be is a plain page', async () => {
    const ann = await served.visit('ann');
    const before = await written();
    const token = await tokenFor(ann, '/ask', Date.now());
    const fields = { 'form-token': token, about: 'OTHER', words: 'x'.repeat(120_000) };
    const { status, text } = await ann.post('/ask', fields);
    expect([status, text.includes('That is too much to send at once')]).toEqual([413, true]);
    expect(await written()).toBe(before);
  });
});

describe('another person’s address', () => {
  it.each([
    ['worker', 'bob', (id: string) => `/people/${id}`],
    ['other-worker', 'ann', (id: string) => `/people/${id}`],
    ['office', 'bob', (id: string) => `/people/${id}`],
  ] as const)('of %s for %s is the same bytes as one that is nobody’s', async (as, of, path) => {
    const visitor = await served.visit(as);
    const id = of === 'ann' ? served.annId : served.bobId;
    const before = await readsKept();
    const [theirs, nobodys] = [await visitor.get(path(id)), await visitor.get(path(NOWHERE))];
    expect(theirs.status).toBe(404);
    expect(unmarked(theirs.html, id)).toBe(unmarked(nobodys.html, NOWHERE));
    expect(lengthless(theirs.headers)).toEqual(lengthless(nobodys.headers));
    expect(await readsKept()).toBe(before);
  });

  it('is the same page whatever the role', async () => {
    const paths: Record<string, readonly string[]> = {
      ann: ['/people', `/people/${served.annId}`, '/deliveries', '/reviews', '/nothing'],
      worker: ['/statement', '/budget', '/questions', '/agreements', '/who-looked', '/deliveries'],
      operator: ['/people', '/statement', '/budget', '/complain', `/people/${served.annId}`],
      analyst: ['/people', '/deliveries', '/reviews', '/', `/people/${served.annId}`],
    };
    for (const [as, each] of Object.entries(paths)) {
      const visitor = await served.visit(as);
      for (const path of each.filter((one) => one !== '/')) {
        const { status, text } = await visitor.get(path);
        expect([as, path, status]).toEqual([as, path, 404]);
        expect(text).toContain('There is nothing to show here');
        expect(text).not.toContain('£');
      }
    }
  });

  it('is not asked about', async () => {
    const bob = await served.visit('bob');
    const ann = await served.visit('ann');
    const { html } = await ann.get('/budget');
    const [, id = ''] = /about=AWARD&amp;id=([0-9a-f-]{36})/.exec(html) ?? [];
    const before = await written();
    const answers = [];
    for (const about of [id, NOWHERE]) {
      const path = `/ask?about=AWARD&id=${about}`;
      answers.push(await bob.fillIn(path, '/ask', { words: 'Whose is this?' }));
    }
    const [theirs, nobodys] = answers as [Awaited<ReturnType<Visitor['get']>>, (typeof answers)[0]];
    expect([theirs.status, nobodys?.status]).toEqual([422, 422]);
    expect(theirs.text).toBe(nobodys?.text);
    expect(await written()).toBe(before);
  });
});

/** A page without what is its own each time: its address, its tokens and its clock. */
const unmarked = (html: string, id: string): string =>
  html
    .replaceAll(id, '')
    .replaceAll(/name="form-token" value="[^"]*"/g, '')
    .replaceAll(/at \d\d:\d\d/g, '');

const OF_A_REQUEST = ['x-request-id', 'date', 'set-cookie', 'content-length'];
const lengthless = (headers: Headers): [string, string][] =>
  [...headers].filter(([name]) => !OF_A_REQUEST.includes(name));

describe('every page', () => {
  it('is kept in the log of reads before it leaves', async () => {
    const ann = await served.visit('ann');
    for (const path of ['/', '/statement', '/budget', '/questions', '/agreements', '/complain']) {
      const before = await readsKept();
      expect((await ann.get(path)).status).toBe(200);
      expect([path, await readsKept()]).toEqual([path, before + 1]);
    }
    const worker = await served.visit('worker');
    const before = await readsKept();
    await worker.get('/people');
    expect(await readsKept()).toBe(before + 1);
  });

  it('does not leave where that cannot be kept', async () => {
    const ann = await served.visit('ann');
    const keep = served.hub.reads.keep.bind(served.hub.reads);
    served.hub.reads.keep = () => Promise.reject(new Error('the disk is full'));
    try {
      const { status, text } = await ann.get('/statement');
      expect(status).toBe(500);
      expect(text).toContain('Something went wrong on our side');
      expect(text).not.toContain('£');
    } finally {
      served.hub.reads.keep = keep;
    }
  });

  it('lets nothing in from elsewhere, is kept by no cache, and says how', async () => {
    const paths = ROUTES.filter(({ get }) => get).map(({ path }) =>
      path.replace(':id', served.annId),
    );
    for (const { key } of READERS) {
      const visitor = await served.visit(key);
      for (const path of [...paths, '/nothing']) {
        const { headers, html, status } = await visitor.get(path);
        const policy = headers.get('content-security-policy') ?? '';
        expect(policy).toContain("default-src 'none'");
        expect(policy).toContain("frame-ancestors 'none'");
        expect(policy).not.toMatch(/unsafe|http|\*/);
        expect(headers.get('cache-control')).toBe('no-store');
        expect(headers.get('x-content-type-options')).toBe('nosniff');
        expect(headers.get('referrer-policy')).toBe('same-origin');
        if (status === 303) continue;
        expect(html).not.toMatch(/<script|\sstyle=|\son\w+=|(?:src|href|action)="(?:https?:)?\/\//);
        expect([path, html.match(/<h1/g)?.length]).toEqual([path, 1]);
        expect(html).toMatch(/<title>[^<]{8,}<\/title>/);
      }
    }
  });

  it('has its style and its icon from here, which caches may keep', async () => {
    const ann = await served.visit('ann');
    for (const [path, type] of [
      ['/assets/pages.css', 'text/css; charset=utf-8'],
      ['/assets/icon.svg', 'image/svg+xml'],
    ] as const) {
      const { status, headers } = await ann.get(path);
      expect([path, status, headers.get('content-type')]).toEqual([path, 200, type]);
      expect(headers.get('cache-control')).toBe('public, max-age=300');
      expect(headers.get('set-cookie')).toBeNull();
    }
    expect((await ann.get('/assets/pages.scss')).status).toBe(404);
  });

  it('has nobody’s name or number in an address', async () => {
    const worker = await served.visit('worker');
    for (const path of ['/people', `/people/${served.annId}`]) {
      const { html } = await worker.get(path);
      const addresses = [...html.matchAll(/(?:href|action)="([^"]*)"/g)].map(([, to]) => to);
      expect(addresses.join(' ')).not.toMatch(/9990000018|Gill|Robert/i);
    }
  });
});

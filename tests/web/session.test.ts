import { EncryptJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Viewer } from '../../src/access/viewer.ts';
import { sql } from '../../src/db/database.ts';
import type { NhsNumber } from '../../src/values/nhs-number.ts';
import { warnAfter } from '../../src/web/ending.ts';
import { sessionKey } from '../../src/web/secret.ts';
import {
  newSession,
  openSession,
  renewed,
  SESSION_COOKIE,
  sealSession,
} from '../../src/web/session.ts';
import { ANN, COUNCIL, openServed, type Served } from './served.ts';
import { hiddenIn, Visitor } from './visitor.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** As the served hub has it. */
const KEY = sessionKey('a test');
const SETTINGS = { secret: KEY, idleMinutes: 20 };
const VIEWER: Viewer = {
  ...{ subject: 'ann', organisation: null, nhsNumber: ANN as NhsNumber },
  role: 'holder',
};

let served: Served;
beforeAll(async () => {
  served = await openServed();
});
afterAll(() => served.close());

/** What `/` says to whoever comes with this session cookie. */
async function homeWith(cookie: string): Promise<string> {
  const visitor = new Visitor(served.server);
  visitor.cookies.set(SESSION_COOKIE, cookie);
  return (await visitor.get('/')).text;
}

const SIGN_IN = 'Sign in to OnePot';
const HOME = 'You have £760.00 in your account today.';

describe('a session', () => {
  it('begins with a cookie that no script reads and no other site sends', async () => {
    const visitor = new Visitor(served.server);
    const { status, headers } = await visitor.signIn('ann');
    expect([status, headers.get('location')]).toEqual([303, '/']);
    const [cookie = '', ...others] = visitor.setCookies;
    expect(others).toEqual([]);
    expect(cookie.split('; ').slice(1).sort()).toEqual([
      ...['HttpOnly', 'Path=/', 'SameSite=Lax', 'Secure'],
    ]);
    // Nothing of who it is can be read in it.
    const sealed = visitor.cookies.get(SESSION_COOKIE) as string;
    const parts = sealed.split('.').map((part) => Buffer.from(part, 'base64url').toString());
    for (const text of [sealed, ...parts]) expect(text).not.toMatch(/9990000018|holder|"ann"/);
    expect((await visitor.get('/')).text).toContain(HOME);
  });

  it('leads each role to its own first page', async () => {
    const homes = { worker: '/people', office: '/people', operator: '/deliveries', bob: '/' };
    for (const [as, home] of Object.entries(homes)) {
      const { headers } = await new Visitor(served.server).signIn(as);
      expect([as, headers.get('location')]).toEqual([as, home]);
    }
  });

  it('is of nobody who is not in the list', async () => {
    const visitor = new Visitor(served.server);
    const { status, text } = await visitor.signIn('king');
    expect([status, visitor.cookies.size]).toEqual([200, 0]);
    expect(text).toContain(SIGN_IN);
  });

  it('that is forged, of another hub, altered or ended is none', async () => {
    const now = Date.now();
    const session = newSession(VIEWER, now, SETTINGS);
    expect(await homeWith(await sealSession(session, SETTINGS))).toContain(HOME);
    const elsewhere = { ...SETTINGS, secret: sessionKey('another hub') };
    const sealed = await sealSession(session, SETTINGS);
    const middle = Math.floor(sealed.length / 2);
    const other = sealed[middle] === 'A' ? 'B' : 'A';
    const wrong = [
      ...['', 'x', 'a.b.c.d.e', '%'],
      await sealSession(session, elsewhere),
      `${sealed.slice(0, middle)}${other}${sealed.slice(middle + 1)}`,
      await sealSession(newSession(VIEWER, now - 21 * MINUTE, SETTINGS), SETTINGS),
      await sealedAs({ sid: 'x', role: 'holder', org: null, nhs: ANN, since: now }, 'dir'),
      await sealedAs({ sid: 'x', role: 'king', org: null, nhs: ANN, since: now }, 'ann'),
    ];
    for (const cookie of wrong) expect(await homeWith(cookie)).toContain(SIGN_IN);
  });

  it('is asked for again on every address but the first', async () => {
    const stranger = new Visitor(served.server);
    for (const path of ['/statement', '/people', `/people/${served.annId}`, '/deliveries']) {
      const { status, headers } = await stranger.get(path);
      expect([path, status, headers.get('location')]).toEqual([path, 303, '/']);
    }
    const { status, headers } = await stranger.post('/agreements', { kind: 'AGREEMENT' });
    expect([status, headers.get('location')]).toEqual([303, '/']);
  });

  it('ends after twenty minutes without a page, and after twelve hours with', async () => {
    const session = newSession(VIEWER, 0, SETTINGS);
    expect(session.endsAt).toBe(20 * MINUTE);
    expect(renewed(session, 15 * MINUTE, SETTINGS).endsAt).toBe(35 * MINUTE);
    expect(renewed(session, 12 * HOUR - MINUTE, SETTINGS).endsAt).toBe(12 * HOUR);
    const again = await openSession(await sealSession(session, SETTINGS), SETTINGS);
    expect(again).toBeNull();
  });

  it('says on every page until when it holds', async () => {
    const { text } = await (await served.visit('ann')).get('/');
    expect(text).toMatch(/You will be signed out on \d+ \w+ \d{4} at \d\d:\d\d if you do nothing/);
  });
});

/** A token sealed as a session is, without a subject where it is `dir`. */
function sealedAs(claims: Record<string, unknown>, subject: string): Promise<string> {
  const token = new EncryptJWT(claims)
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .setExpirationTime('10 minutes');
  return (subject === 'dir' ? token : token.setSubject(subject)).encrypt(KEY);
}

describe('the end of a session', () => {
  it.each([
    [20 * MINUTE, 18],
    [20 * MINUTE - 1, 17],
    [3 * MINUTE, 1],
    [2 * MINUTE, 0],
    [0, 0],
    [-MINUTE, 0],
  ])('%i milliseconds away is warned of after %i minutes', (left, minutes) => {
    expect(warnAfter(left, 0)).toBe(minutes);
  });

  it('is warned of by a style sheet and a page that asks for nothing else', async () => {
    const visitor = await served.visit('ann');
    const { html, text } = await visitor.get('/');
    const [path = '', minutes] = /\/assets\/ending-(\d+)\.css/.exec(html) ?? [];
    expect(['17', '18']).toContain(minutes);
    expect(html).not.toMatch(/http-equiv|<script/);
    expect(text).toMatch(/You will be signed out on .* unless you do something\. Stay signed in/);
    const style = await visitor.get(path);
    expect(style.headers.get('content-type')).toBe('text/css; charset=utf-8');
    expect(style.html).toContain(`linear ${Number(minutes) * 60}s forwards`);
    expect((await visitor.get('/assets/ending-x.css')).status).toBe(404);
    const before = visitor.cookies.get(SESSION_COOKIE);
    const stay = await visitor.get('/still-here');
    expect(stay.text).toContain('You are still signed in You are signed in until');
    expect(visitor.cookies.get(SESSION_COOKIE)).not.toBe(before);
    const stranger = await new Visitor(served.server).get('/still-here');
    expect([stranger.status, stranger.headers.get('location')]).toEqual([303, '/']);
    expect((await new Visitor(served.server).get('/')).html).not.toContain('/assets/ending');
  });
});

describe('how somebody reads', () => {
  it('is kept for them, and is so again wherever they sign in', async () => {
    const ann = await served.visit('ann');
    expect((await ann.get('/reading')).text).toContain('You have not told us yet.');
    const said = { lang: 'cy', size: 'large', format: 'easy' };
    const sent = await ann.fillIn('/reading', '/reading', said);
    expect(sent.headers.get('location')).toBe('/reading?lang=cy&size=large&format=easy&done=1');
    const elsewhere = await served.visit('ann');
    const { html } = await elsewhere.get('/');
    expect(html).toContain('<html lang="cy" class="govuk-template op-large">');
    expect((await (await served.visit('bob')).get('/')).html).toContain('<html lang="en"');
    // Once, however often it is said.
    await ann.fillIn('/reading', '/reading', said);
    const rows = await served.hub.db.rows('test.readings', sql`select from readings`);
    const events = await served.hub.db.rows(
      'test.reading-events',
      sql`select from audit_events where action = 'reading-chosen'`,
    );
    expect([rows.length, events.length]).toEqual([1, 1]);
    await ann.fillIn('/reading', '/reading', { lang: 'en', size: 'usual', format: 'full' });
    expect((await (await served.visit('ann')).get('/')).html).toContain(
      '<html lang="en" class="govuk-template">',
    );
  });

  it('is told to their team and to nobody who only pays', async () => {
    const READ = `query ($id: NhsNumber!) { person(by: { nhsNumber: $id }) {
      reading { language size format } } }`;
    const read = async (viewer: Parameters<typeof served.hub.ask>[0]) =>
      (await served.hub.ask(viewer, READ, { id: ANN })).data.person.reading;
    const chosen = { language: 'EN', size: 'USUAL', format: 'FULL' };
    const office = { subject: 'office', organisation: COUNCIL };
    expect(await read({ role: 'care-team', ...office, subject: 'worker' })).toEqual(chosen);
    expect(await read({ role: 'finance', ...office })).toBeNull();
  });

  it('is nobody else’s to choose', async () => {
    const worker = await served.visit('worker');
    expect((await worker.get('/reading')).status).toBe(404);
  });
});

describe('signing out', () => {
  it('ends it, by a form of ours alone', async () => {
    const visitor = await served.visit('ann');
    const { html } = await visitor.get('/');
    await visitor.post('/sign-out', {});
    await visitor.post('/sign-out', { 'form-token': `${Date.now() + HOUR}.${'A'.repeat(43)}` });
    expect((await visitor.get('/')).text).toContain(HOME);
    const { status, headers } = await visitor.post('/sign-out', hiddenIn(html, '/sign-out'));
    expect([status, headers.get('location')]).toEqual([303, '/']);
    expect(visitor.cookies.has(SESSION_COOKIE)).toBe(false);
    expect((await visitor.get('/')).text).toContain(SIGN_IN);
  });

  it('is not done by another’s form', async () => {
    const [ann, bob] = [await served.visit('ann'), await served.visit('bob')];
    const { html } = await bob.get('/');
    await ann.post('/sign-out', hiddenIn(html, '/sign-out'));
    expect((await ann.get('/')).text).toContain(HOME);
  });
});

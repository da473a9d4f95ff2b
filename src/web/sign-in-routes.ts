import { type Request, type Response, Router } from 'express';
import type { Viewer } from '../access/viewer.ts';
import { readingsFor } from '../people/choose-reading.ts';
import { visiblePerson } from '../people/visible.ts';
import { keepLook, keepSession, type PageParts, type PageRequest, sendView } from './answer.ts';
import { COOKIE, cookieOf } from './cookies.ts';
import { receivedForm } from './form.ts';
import { isFormOurs } from './form-token.ts';
import { homeFor } from './home-for.ts';
import type { Look } from './look.ts';

import { newSession, SESSION_COOKIE } from './session.ts';

/** What is remembered of somebody who has gone to sign in elsewhere, for so long. */
const SIGNING_IN = 'onepot-signing-in';
const MAY_TAKE = 10 * 60 * 1000;

/** `/` for whoever is not signed in, signing in and out. */
export function signInRoutes(parts: PageParts): Router {
  const router = Router();
  const { signIn } = parts;
  const received = [...receivedForm(null), parts.deadline];
  router.get('/', (req, res, next) => {
    const { session } = req as PageRequest;
    if (!session) return sendView(parts, req as PageRequest, res, signInPage(parts));
    const home = homeFor(session.viewer);
    return home === '/' ? next() : res.redirect(303, home);
  });
  router.post('/sign-in', ...received, async (req, res) => {
    if (signIn.kind !== 'demo') return res.redirect(303, '/');
    const chosen = signIn.readers.find(({ key }) => key === req.body.fields.as);
    if (!chosen) return sendView(parts, req as PageRequest, res, signInPage(parts));
    await begin(parts, res, chosen.viewer);
  });
  router.post('/sign-out', ...received, async (req, res) => {
    const { session } = req as PageRequest;
    const { secret } = parts.sessions;
    const token = req.body.fields['form-token'];
    // Nobody else may sign a reader out, and a form that is too old still may.
    if (!session || !isFormOurs(token, session, '/sign-out', secret, 0)) {
      return res.redirect(303, '/');
    }
    res.clearCookie(SESSION_COOKIE, COOKIE);
    const away = signIn.kind === 'openid' ? await signIn.endAt() : null;
    res.redirect(303, away ?? '/');
  });
  if (signIn.kind === 'openid') {
    router.get('/sign-in', async (_req, res) => {
      const { to, remember } = await signIn.begin();
      res.cookie(SIGNING_IN, remember, { ...COOKIE, maxAge: MAY_TAKE });
      res.redirect(303, to);
    });
    router.get('/sign-in/return', async (req: Request, res: Response) => {
      const remembered = cookieOf(req, SIGNING_IN);
      res.clearCookie(SIGNING_IN, COOKIE);
      const address = new URL(req.originalUrl, 'http://unused.invalid');
      const viewer = remembered ? await signIn.finish(address, remembered) : null;
      if (viewer) return begin(parts, res, viewer);
      sendView(parts, req as PageRequest, res, { view: 'sign-in-failed', model: {}, status: 403 });
    });
  }
  return router;
}

/** How somebody said that they read, wherever they sign in. */
async function readingOf(hub: PageParts['hub'], viewer: Viewer): Promise<Look | null> {
  const { role, nhsNumber } = viewer;
  if (role !== 'holder' || nhsNumber === null) return null;
  const person = await visiblePerson(hub.serving, viewer, { nhsNumber }, await hub.today());
  const [chosen = null] = person ? await readingsFor(hub.serving, [person]) : [];
  return chosen;
}

async function begin(parts: PageParts, res: Response, viewer: Viewer): Promise<void> {
  await keepSession(parts, newSession(viewer, Date.now(), parts.sessions), res);
  const look = await readingOf(parts.hub, viewer);
  if (look) keepLook(look, res);
  res.redirect(303, homeFor(viewer));
}

function signInPage({ signIn }: PageParts) {
  const readers = signIn.kind === 'demo' ? signIn.readers : [];
  return { view: 'sign-in', model: { kind: signIn.kind, readers } };
}

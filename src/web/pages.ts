import { join } from 'node:path';
import {
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
  Router,
} from 'express';
import { packageRoot } from '../db/package-root.ts';
import {
  askedOf,
  keepLook,
  keepSession,
  type PageParts,
  type PageRequest,
  sendFile,
  sendPicture,
  sendPrint,
  sendView,
} from './answer.ts';
import { cookieOf } from './cookies.ts';
import { endingStyle } from './ending.ts';
import { type FilesTaken, FormRefused, MOST_FILES, receivedForm } from './form.ts';
import { isFormOurs } from './form-token.ts';
import { LOOK_COOKIE, lookOf, lookText, readLook } from './look.ts';
import { loadMessages } from './messages.ts';
import { NOT_FOUND, STALE_FORM } from './not-found.ts';
import { Page } from './page.ts';
import { publicRoutes } from './public-routes.ts';
import type { PageAnswer, PageRoute, Sent } from './route.ts';
import { ROUTES } from './routes.ts';
import { openSession, renewed, SESSION_COOKIE } from './session.ts';
import { signInRoutes } from './sign-in-routes.ts';

/** Style and pictures from this host alone, and no script that is not its own. */
const POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/** The pages, on the same server as the API and from the same services. */
export function pages(parts: PageParts): Router {
  loadMessages();
  const router = Router();
  router.use('/assets', assets());
  router.use(headers, publicRoutes(parts));
  router.use(lookAndSession(parts), unlessForm(parts.deadline));
  router.use(signInRoutes(parts));
  for (const route of ROUTES) serveRoute(router, parts, route);
  router.use(notFound(parts));
  router.use(failed(parts));
  return router;
}

function assets(): Router {
  const router = Router();
  const files = { 'pages.css': 'dist/web/pages.css', 'icon.svg': 'src/web/style/icon.svg' };
  for (const [name, path] of Object.entries(files)) {
    router.get(`/${name}`, (_req, res) => {
      res.setHeader('cache-control', 'public, max-age=300');
      res.sendFile(join(packageRoot(), path));
    });
  }
  router.get(/^\/ending-(\d{1,3})\.css$/, (req, res) => {
    res.setHeader('cache-control', 'public, max-age=300');
    res.type('css').send(endingStyle(Number(req.params[0])));
  });
  return router;
}

function headers(_req: Request, res: Response, next: NextFunction): void {
  res.setHeader('content-security-policy', POLICY);
  // Forms of our own tell that they are: with no referrer at all a browser hides it from us too.
  res.setHeader('referrer-policy', 'same-origin');
  next();
}

/** How long a form takes to arrive is its sender's: what is done with it begins after. */
function unlessForm(deadline: RequestHandler): RequestHandler {
  return (req, res, next) => (req.method === 'POST' ? next() : deadline(req, res, next));
}

function lookAndSession({ sessions }: PageParts) {
  return async (req: Request, res: Response, next: NextFunction): Promise<void> => {
    const kept = readLook(cookieOf(req, LOOK_COOKIE));
    const look = lookOf(req.query, kept);
    const session = await openSession(cookieOf(req, SESSION_COOKIE), sessions);
    if (lookText(look) !== lookText(kept)) {
      keepLook(look, res);
    }
    Object.assign(req, { look, session: session && renewed(session, Date.now(), sessions) });
    next();
  };
}

function serveRoute(router: Router, parts: PageParts, route: PageRoute): void {
  const { path, get, post } = route;
  if (get) {
    router.get(path, async (req, res) => {
      const page = await pageFor(parts, req as PageRequest);
      if (!page) return res.redirect(303, '/');
      await send(parts, req as PageRequest, res, page, await get(page, askedOf(req)));
    });
  }
  if (post) {
    const received = [mayPost(parts, route), ...formOf(parts, route), parts.deadline];
    router.post(path, ...received, async (req: Request, res: Response) => {
      const page = await pageFor(parts, req as PageRequest);
      if (!page) return res.redirect(303, '/');
      const { fields, files } = req.body as Pick<Sent, 'fields' | 'files'>;
      const { secret } = parts.sessions;
      const isOurs = isFormOurs(fields['form-token'], page.session, req.path, secret, Date.now());
      const answer = isOurs ? await post(page, { ...askedOf(req), fields, files }) : STALE_FORM;
      await send(parts, req as PageRequest, res, page, answer);
    });
  }
}

function formOf({ hub }: PageParts, { filesUpTo }: PageRoute): RequestHandler[] {
  if (filesUpTo === undefined) return receivedForm(null);
  if (filesUpTo !== 'EVIDENCE')
    return receivedForm({ each: filesUpTo, inAll: MOST_FILES * filesUpTo });
  const { evidenceBytes } = hub.config;
  return receivedForm({ each: evidenceBytes, inAll: 2 * evidenceBytes });
}

/** Nothing of a form is read that its sender may not send. */
function mayPost(parts: PageParts, { mayPost: may = () => true }: PageRoute) {
  return (req: Request, res: Response, next: NextFunction): void => {
    const { session } = req as PageRequest;
    if (session && may(session.viewer)) {
      next();
      return;
    }
    // What is still on its way is let by, so that the answer reaches a browser that is sending.
    req.resume();
    if (session) sendView(parts, req as PageRequest, res, NOT_FOUND);
    else res.redirect(303, '/');
  };
}

async function pageFor(parts: PageParts, { session, look }: PageRequest): Promise<Page | null> {
  if (!session) return null;
  return new Page(parts.hub, session, look, await parts.hub.today(), parts.requestId());
}

/** Sends what a page answers, once it is kept of whom it tells. */
async function send(
  parts: PageParts,
  req: PageRequest,
  res: Response,
  page: Page,
  answer: PageAnswer,
): Promise<void> {
  await page.keepReads();
  await keepSession(parts, req.session, res);
  if (answer && 'to' in answer) return res.redirect(303, answer.to);
  if (answer && 'file' in answer) return sendFile(parts, res, answer.file);
  if (answer && 'picture' in answer) return sendPicture(res, answer.picture);
  if (answer && 'print' in answer) return sendPrint(parts, req, res, answer.print);
  sendView(parts, req, res, answer ?? NOT_FOUND);
}

/** For a browser a page; for everybody else the answer of the rest of the server. */
function notFound(parts: PageParts) {
  return (req: Request, res: Response, next: NextFunction): void => {
    if (req.accepts(['json', 'html']) === 'html') {
      sendView(parts, req as PageRequest, res, NOT_FOUND);
    } else {
      next();
    }
  };
}

function failed(parts: PageParts) {
  return (error: unknown, req: Request, res: Response, next: NextFunction): void => {
    if (res.headersSent || (req as Partial<PageRequest>).look === undefined) {
      next(error);
      return;
    }
    const { status = 500 } = error as { status?: number };
    const isAsked = status >= 400 && status < 500;
    const isBusy = status === 503;
    if (!isAsked && !isBusy) parts.tellFault(error);
    const most = error instanceof FormRefused ? error.most : null;
    const model = { requestId: parts.requestId(), ...(most && inMegabytes(most)) };
    const view = most ? 'too-big' : isAsked ? 'bad-request' : 'problem';
    const shown = { view, model, status: isAsked || isBusy ? status : 500 };
    sendView(parts, req as PageRequest, res, shown);
  };
}

const inMegabytes = ({ each, inAll }: FilesTaken) => ({
  megabytes: Math.floor(each / 100_000) / 10,
  inAll: Math.floor(inAll / 100_000) / 10,
});

import { type NextFunction, type Request, type Response, Router } from 'express';
import { publicUnmetNeed } from '../pools/read-unmet-need.ts';
import { allOrganisations } from '../streams/store.ts';
import { keepLook, type PageParts, type PageRequest, sendFile, sendView } from './answer.ts';
import { cookieOf } from './cookies.ts';
import { isNotShown, rowsOf } from './figure.ts';
import { figureCsv } from './figure-csv.ts';
import { writtenIn } from './figures.ts';
import { LOOK_COOKIE, lookOf, lookText, readLook } from './look.ts';
import { sayIn } from './messages.ts';
import { publicFigure, wholeSaid } from './public-figure.ts';

/**
 * What everybody may read without signing in: published figures alone. No session is opened and nobody
 * is looked up; where the switch is off there is nothing here.
 */
export function publicRoutes(parts: PageParts): Router {
  const router = Router();
  if (!parts.hub.config.publicFigures) return router;
  router.get('/unmet-need', withLook, parts.deadline, async (req, res) => {
    const { figure, whole } = await shown(parts, req as PageRequest);
    const rows = (await rowsOf(figure)).map((row) =>
      row.map((cell) => (isNotShown(cell) ? cell : { shown: cell })),
    );
    const model = { figure, whole, rows };
    sendView(parts, req as PageRequest, res, { view: 'public-figure', model });
  });
  router.get('/unmet-need.csv', withLook, parts.deadline, async (req, res) => {
    const { look } = req as PageRequest;
    const { figure } = await shown(parts, req as PageRequest);
    const body = figureCsv(figure, sayIn(look), writtenIn(look.language));
    await sendFile(parts, res, { type: 'text/csv', name: 'unmet-need.csv', body });
  });
  return router;
}

/** How somebody reads, and never who they are: a session that they have is left alone. */
function withLook(req: Request, res: Response, next: NextFunction): void {
  const kept = readLook(cookieOf(req, LOOK_COOKIE));
  const look = lookOf(req.query, kept);
  if (lookText(look) !== lookText(kept)) keepLook(look, res);
  Object.assign(req, { look, session: null });
  next();
}

async function shown({ hub }: PageParts, { look }: PageRequest) {
  const figures = await publicUnmetNeed(hub.serving);
  const organisations = await allOrganisations(hub.serving);
  const reading = { say: sayIn(look), written: writtenIn(look.language), organisations };
  return { figure: publicFigure(figures, reading), whole: wholeSaid(figures, reading) };
}

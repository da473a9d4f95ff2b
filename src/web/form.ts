import express, {
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import type { PageRoute } from './route.ts';

const FORM_LIMIT = '100kb';

/** Reads a form into `fields`, each by its name; one that is named twice counts once, the last. */
export function receivedForm(_route: PageRoute): RequestHandler[] {
  return [
    express.urlencoded({ extended: false, limit: FORM_LIMIT }),
    (req: Request, _res: Response, next: NextFunction) => {
      const sent = (req.body ?? {}) as Record<string, string | string[]>;
      const fields = Object.fromEntries(
        Object.entries(sent).map(([name, value]) => [name, [value].flat().at(-1) ?? '']),
      );
      req.body = { fields, files: [] };
      next();
    },
  ];
}

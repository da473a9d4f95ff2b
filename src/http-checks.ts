import express, { type NextFunction, type Request, type Response } from 'express';
import { BadToken, TokenReader, type TokenSettings } from './access/token.ts';
import type { Viewer } from './access/viewer.ts';
import { refuse, TOO_SLOW } from './http-answers.ts';
import { type RateLimit, TokenBuckets } from './rate-limit.ts';

/** A request of which it is known who asks. */
export type Authenticated = Request & { viewer: Viewer };

export const BODY_LIMIT = '100kb';

type Check = (req: Request, res: Response, next: NextFunction) => unknown;

/** Refuses other methods than these. */
export function methods(...allowed: readonly string[]): Check {
  return (req, res, next) => {
    if (allowed.includes(req.method)) return next();
    const message = `use ${allowed.join(' or ')}`;
    const headers = { allow: allowed.join(', ') };
    refuse(res, { status: 405, code: 'METHOD_NOT_ALLOWED', message, headers });
  };
}

/** Finds out who asks. */
export function authenticate(settings: TokenSettings): Check {
  const reader = new TokenReader(settings);
  return async (req, res, next) => {
    const [, token] = /^Bearer ([\w.~+/=-]+)$/i.exec(req.headers.authorization ?? '') ?? [];
    try {
      if (!token) throw new BadToken('send a bearer token in the Authorization header');
      (req as Authenticated).viewer = await reader.viewerOf(token);
    } catch (error) {
      if (!(error instanceof BadToken)) return next(error);
      const challenge = token ? ', error="invalid_token"' : '';
      const headers = { 'www-authenticate': `Bearer realm="onepot"${challenge}` };
      const { message } = error;
      return refuse(res, { status: 401, code: 'UNAUTHENTICATED', message, headers });
    }
    next();
  };
}

/** Lets each subject ask so often and no more. */
export function limitRate(limit: RateLimit): Check {
  const buckets = new TokenBuckets(limit);
  return (req, res, next) => {
    const wait = buckets.take((req as Authenticated).viewer.subject);
    if (wait === 0) return next();
    const message = `too many requests: wait ${wait} seconds`;
    const headers = { 'retry-after': `${wait}` };
    refuse(res, { status: 429, code: 'TOO_MANY_REQUESTS', message, headers });
  };
}

const FORM_WITH_FILES = /^multipart\/form-data\s*;/i;

/** Cuts off a request whose body arrives more slowly; a form with files has as long as the server gives it. */
export function arrivesWithin(milliseconds: number): Check {
  return (req, res, next) => {
    if (!FORM_WITH_FILES.test(req.headers['content-type'] ?? '')) {
      const timer = setTimeout(() => {
        if (req.complete || res.headersSent) return;
        res.setHeader('connection', 'close');
        res.once('finish', () => req.destroy());
        refuse(res, TOO_SLOW);
      }, milliseconds);
      for (const end of ['end', 'close']) req.once(end, () => clearTimeout(timer));
    }
    next();
  };
}

const JSON_TYPE = /^application\/json\s*(?:;|$)/i;

/** Reads the body, which is JSON of a bounded size. */
export function jsonBody(): Check[] {
  const isJson: Check = (req, res, next) => {
    if (req.method === 'GET' || JSON_TYPE.test(req.headers['content-type'] ?? '')) return next();
    const message = 'send the body as application/json';
    refuse(res, { status: 415, code: 'UNSUPPORTED_MEDIA_TYPE', message });
  };
  return [isJson, express.json({ limit: BODY_LIMIT })];
}

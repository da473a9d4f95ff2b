import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, RequestHandler, Response } from 'express';
import type { PlainDate } from '../values/plain-date.ts';
import { COOKIE } from './cookies.ts';
import { warnAfter } from './ending.ts';
import { formToken } from './form-token.ts';
import { LOOK_COOKIE, type Look, lookText } from './look.ts';
import { NOT_FOUND } from './not-found.ts';
import type { PageHub } from './page.ts';
import type { Printer } from './printer.ts';
import { type Frame, renderView } from './render.ts';
import type { Asked, DownloadedFile, PageAnswer, PrintedView } from './route.ts';
import { SESSION_COOKIE, type Session, type SessionSettings, sealSession } from './session.ts';
import type { SignIn } from './sign-in.ts';

export interface PageParts {
  readonly hub: PageHub & { today(): Promise<PlainDate> };
  readonly signIn: SignIn;
  readonly sessions: SessionSettings;
  /** Null where statements cannot be printed as PDF. */
  readonly printer: Printer | null;
  /** Gives the rest of a request so long; a form is read before that begins. */
  readonly deadline: RequestHandler;
  /** The id of the request under way. */
  requestId(): string;
  /** Tells the log of a fault, once, in words without anybody in them. */
  tellFault(cause: unknown): void;
}

/** What a request to a page carries from its first look at the cookies on. */
export type PageRequest = Request & { look: Look; session: Session | null };

export function askedOf({ params, query }: Request): Asked {
  const texts = Object.entries(query).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value] as const] : [],
  );
  return { params: params as Record<string, string>, query: Object.fromEntries(texts) };
}

export async function keepSession(
  { sessions }: PageParts,
  session: Session | null,
  res: Response,
): Promise<void> {
  if (session) res.cookie(SESSION_COOKIE, await sealSession(session, sessions), COOKIE);
}

const LOOK_HOLDS = 365 * 24 * 60 * 60 * 1000;

/** Keeps how somebody reads at this browser. */
export function keepLook(look: Look, res: Response): void {
  res.cookie(LOOK_COOKIE, lookText(look), { ...COOKIE, maxAge: LOOK_HOLDS });
}

export function sendView(
  parts: PageParts,
  req: PageRequest,
  res: Response,
  { view, model, status = 200 }: Extract<PageAnswer, { view: string }>,
): void {
  res
    .status(status)
    .type('html')
    .send(renderView(view, model, frameOf(parts, req)));
}

/** Sends a file: saved and never opened here; whatever opens it all the same may do nothing with it. */
export async function sendFile(
  parts: PageParts,
  res: Response,
  { type, name, body }: DownloadedFile,
): Promise<void> {
  res.setHeader('content-security-policy', "default-src 'none'; sandbox");
  res.attachment(name).type(type);
  if (!(body instanceof Readable)) {
    res.send(body);
    return;
  }
  try {
    await pipeline(body, res);
  } catch (error) {
    // A reader who goes away is no fault; of what was begun nobody takes a part for the whole.
    const isGone = (error as NodeJS.ErrnoException).code === 'ERR_STREAM_PREMATURE_CLOSE';
    if (!isGone) parts.tellFault(error);
    res.destroy();
  }
}

/** Sends a picture, shown on a page or by itself: whatever it holds, nothing of it runs or is fetched. */
export function sendPicture(res: Response, picture: string): void {
  res.setHeader(
    'content-security-policy',
    "default-src 'none'; style-src 'unsafe-inline'; sandbox",
  );
  res.type('image/svg+xml').send(picture);
}

/** Sends a view as a PDF, where there is what makes one. */
export async function sendPrint(
  parts: PageParts,
  req: PageRequest,
  res: Response,
  { view, model, name }: PrintedView,
): Promise<void> {
  if (!parts.printer) return sendView(parts, req, res, NOT_FOUND);
  const body = await parts.printer.print(renderView(view, model, frameOf(parts, req)));
  res.attachment(name).type('application/pdf').send(body);
}

function frameOf({ sessions: { secret }, printer }: PageParts, req: PageRequest): Frame {
  const { look, session, path } = req;
  const reader = session && {
    role: session.viewer.role,
    endsAt: new Date(session.endsAt),
    warnAfter: warnAfter(session.endsAt, Date.now()),
    token: (to: string) => formToken(session, to, secret, Date.now()),
  };
  return { look, path, query: askedOf(req).query, reader, canPrint: printer !== null };
}

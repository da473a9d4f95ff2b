import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { NextFunction, Request, Response } from 'express';
import { ConnectionLost } from './db/database.ts';
import { DeadlinePassed, Unavailable } from './db/deadline.ts';

/** Why a request is not answered as asked: what the caller reads. */
export interface HttpRefusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The id of the request under way, for what is told of its errors. */
const underWay = new AsyncLocalStorage<string>();

export function currentRequestId(): string {
  return underWay.getStore() ?? '';
}

/** What every answer carries; pages that need more than data set a policy of their own. */
const HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** Gives the request an id and the answer the headers of every answer. */
export function headers(_req: Request, res: Response, next: NextFunction): void {
  const id = randomUUID();
  res.setHeader('x-request-id', id);
  for (const [name, value] of Object.entries(HEADERS)) res.setHeader(name, value);
  underWay.run(id, next);
}

export function refuse(res: Response, refusal: HttpRefusal): void {
  for (const [name, value] of Object.entries(refusal.headers ?? {})) res.setHeader(name, value);
  res.status(refusal.status).json(bodyOf(refusal, currentRequestId()));
}

function bodyOf({ code, message }: HttpRefusal, requestId: string): object {
  return { errors: [{ message, extensions: { code, requestId } }] };
}

const RETRY_SOON = { 'retry-after': '1' };

/** The refusal that stands for this cause, where it is a lack of time or of the database. */
export function refusalOf(cause: unknown): HttpRefusal | null {
  if (cause instanceof DeadlinePassed) {
    const message = 'the request took longer than it may and was stopped: ask for less at once';
    return { status: 504, code: 'DEADLINE_PASSED', message };
  }
  if (cause instanceof Unavailable || cause instanceof ConnectionLost) {
    const message = 'the hub cannot answer just now; try again in a moment';
    return { status: 503, code: 'UNAVAILABLE', message, headers: RETRY_SOON };
  }
  return null;
}

export const TOO_SLOW: HttpRefusal = {
  status: 408,
  code: 'REQUEST_TIMEOUT',
  message: 'the request took too long to arrive',
};

const BROKEN: Readonly<Record<string, HttpRefusal>> = {
  ERR_HTTP_REQUEST_TIMEOUT: TOO_SLOW,
  HPE_HEADER_OVERFLOW: {
    status: 431,
    code: 'HEADERS_TOO_LARGE',
    message: 'the headers are too large',
  },
};

const MALFORMED: HttpRefusal = {
  status: 400,
  code: 'BAD_REQUEST',
  message: 'the request is not HTTP',
};

/** Answers what Node refuses before it is a request, in JSON as all else. */
export function answerBrokenRequests(server: Server): void {
  server.on('clientError', (error: Error & { code?: string }, stream) => {
    const socket = stream as Socket;
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
    const refusal = BROKEN[error.code ?? ''] ?? MALFORMED;
    const requestId = randomUUID();
    const body = JSON.stringify(bodyOf(refusal, requestId));
    const fields = {
      ...HEADERS,
      'x-request-id': requestId,
      'content-type': 'application/json; charset=utf-8',
      'content-length': `${Buffer.byteLength(body)}`,
      connection: 'close',
    };
    const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}`);
    const head = [`HTTP/1.1 ${refusal.status} ${refusal.code}`, ...lines].join('\r\n');
    socket.end(`${head}\r\n\r\n${body}`, () => socket.destroy());
  });
}

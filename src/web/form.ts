import busboy from 'busboy';
import express, {
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import type { SentFile } from './route.ts';

const FORM_LIMIT = '100kb';
const MOST_FIELDS = 200;
const LONGEST_FIELD = 20_000;
export const MOST_FILES = 5;

/** The most that files sent with a form may weigh, in bytes: each, and all of them together. */
export interface FilesTaken {
  readonly each: number;
  readonly inAll: number;
}

/** A form that is larger than it may be, or no form at all; it is answered with a plain page. */
export class FormRefused extends Error {
  override readonly name = 'FormRefused';
  constructor(
    readonly status: 400 | 413,
    /** What it might have weighed where it is too large; null where it cannot be read. */
    readonly most: FilesTaken | null,
  ) {
    super('the form cannot be read');
  }
}

/**
 * Reads a form into `fields`, each by its name (named twice: the last), and the files sent with it;
 * null where it may have none.
 */
export function receivedForm(files: FilesTaken | null): RequestHandler[] {
  if (files) return [withFiles(files)];
  return [express.urlencoded({ extended: false, limit: FORM_LIMIT }), plainFields];
}

function plainFields(req: Request, _res: Response, next: NextFunction): void {
  const sent = (req.body ?? {}) as Record<string, string | string[]>;
  const fields = Object.fromEntries(
    Object.entries(sent).map(([name, value]) => [name, [value].flat().at(-1) ?? '']),
  );
  req.body = { fields, files: [] };
  next();
}

function withFiles(most: FilesTaken): RequestHandler {
  return (req, _res, next) => {
    readParts(req, most).then((body) => {
      req.body = body;
      next();
    }, next);
  };
}

function readParts(req: Request, most: FilesTaken) {
  return new Promise<{ fields: Record<string, string>; files: SentFile[] }>((resolve, reject) => {
    const fields: Record<string, string> = {};
    const files: SentFile[] = [];
    let weight = 0;
    const refuse = (status: 400 | 413) => {
      req.unpipe();
      // What is still on its way is let by, so that the answer reaches a browser that is sending.
      req.resume();
      reject(new FormRefused(status, status === 413 ? most : null));
    };
    let parts: busboy.Busboy;
    try {
      parts = busboy({
        headers: req.headers,
        // Browsers write the names of files in UTF-8.
        defParamCharset: 'utf8',
        limits: {
          ...{ fields: MOST_FIELDS, fieldSize: LONGEST_FIELD, fieldNameSize: 100 },
          // It stops a file on the last byte that it lets through.
          ...{ files: MOST_FILES, fileSize: most.each + 1 },
        },
      });
    } catch {
      return refuse(400);
    }
    parts.on('field', (name, value, { valueTruncated }) => {
      if (valueTruncated) refuse(413);
      fields[name] = value;
    });
    parts.on('file', (field, stream, { filename }) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => {
        weight += chunk.length;
        if (weight > most.inAll) return refuse(413);
        chunks.push(chunk);
      });
      stream.on('limit', () => refuse(413));
      stream.on('close', () => {
        const body = Buffer.concat(chunks);
        // A browser sends an empty part where no file was chosen.
        if (filename || body.length > 0) files.push({ field, name: filename ?? '', body });
      });
    });
    for (const limit of ['filesLimit', 'fieldsLimit', 'partsLimit'] as const) {
      parts.on(limit, () => refuse(413));
    }
    parts.on('error', () => refuse(400));
    parts.on('close', () => resolve({ fields, files }));
    req.pipe(parts);
  });
}

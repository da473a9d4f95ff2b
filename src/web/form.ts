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
const MOST_FILES = 5;

/** A form that is larger than it may be, or no form at all; it is answered with a plain page. */
export class FormRefused extends Error {
  override readonly name = 'FormRefused';
  constructor(readonly status: 400 | 413) {
    super('the form cannot be read');
  }
}

/**
 * Reads a form into `fields`, each by its name (named twice: the last), and the files sent with it: each
 * of so many bytes and all together of twice that; null where a form has none.
 */
export function receivedForm({ filesUpTo }: { readonly filesUpTo: number | null }) {
  if (filesUpTo !== null) return [withFiles(filesUpTo)];
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

function withFiles(upTo: number): RequestHandler {
  return (req, _res, next) => {
    readParts(req, upTo).then((body) => {
      req.body = body;
      next();
    }, next);
  };
}

function readParts(req: Request, upTo: number) {
  return new Promise<{ fields: Record<string, string>; files: SentFile[] }>((resolve, reject) => {
    const fields: Record<string, string> = {};
    const files: SentFile[] = [];
    let weight = 0;
    const refuse = (status: 400 | 413) => {
      req.unpipe();
      // What is still on its way is let by, so that the answer reaches a browser that is sending.
      req.resume();
      reject(new FormRefused(status));
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
          ...{ files: MOST_FILES, fileSize: upTo + 1 },
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
        if (weight > 2 * upTo) return refuse(413);
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

import { createHash } from 'node:crypto';
import { fileTypeFromBuffer } from 'file-type';
import { QueryRefused } from './refusals.ts';

/** What may be attached, with how the name of such a file ends. */
export const EVIDENCE_TYPES = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'text/plain': 'txt',
} as const;
export type EvidenceType = keyof typeof EVIDENCE_TYPES;

/** To one question or change. */
export const MOST_FILES = 10;

/** A file that was sent, as it came: neither its name nor its size is to be relied on. */
export interface SentEvidence {
  readonly name: string;
  readonly body: Buffer;
}

/** A file that may be kept: `readEvidence` alone makes one. */
export interface Evidence extends SentEvidence {
  /** Found in what it holds, whatever its name says. */
  readonly type: EvidenceType;
  readonly sha256: string;
}

/** Looks at files before anything is written. Throws a QueryRefused for one that may not be kept. */
export async function readEvidence(
  files: readonly SentEvidence[],
  upTo: number,
): Promise<Evidence[]> {
  refuseTooMany(files.length);
  return Promise.all(files.map((file) => read(file, upTo)));
}

export function refuseTooMany(count: number): void {
  if (count <= MOST_FILES) return;
  throw new QueryRefused('files', 'TOO_MANY_FILES', `are more than ${MOST_FILES}`);
}

async function read({ name, body }: SentEvidence, upTo: number): Promise<Evidence> {
  if (body.length === 0) throw new QueryRefused('files', 'FILE_EMPTY', 'hold an empty file');
  if (body.length > upTo) {
    throw new QueryRefused('files', 'FILE_TOO_BIG', `hold one of more than ${upTo} bytes`);
  }
  const type = await typeOf(body);
  if (type === null) {
    const reason = `hold one that is none of ${Object.keys(EVIDENCE_TYPES).join(', ')}`;
    throw new QueryRefused('files', 'FILE_TYPE', reason);
  }
  const sha256 = createHash('sha256').update(body).digest('hex');
  return { name: keptName(name, type), type, body, sha256 };
}

/** How a file of each kind begins; what begins otherwise is read by nothing but as text. */
const BEGINS: Readonly<Record<Exclude<EvidenceType, 'text/plain'>, readonly number[]>> = {
  'application/pdf': [0x25, 0x50, 0x44, 0x46, 0x2d],
  'image/jpeg': [0xff, 0xd8, 0xff],
  'image/png': [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
};

/** What kind of file it is by what it holds; null where it is none that may be kept. */
export async function typeOf(body: Buffer): Promise<EvidenceType | null> {
  const begun = Object.entries(BEGINS).find(([, bytes]) =>
    body.subarray(0, bytes.length).equals(Buffer.from(bytes)),
  );
  if (!begun && !isText(body)) return null;
  const found = await fileTypeFromBuffer(body);
  if (begun) return found?.mime === begun[0] ? (found.mime as EvidenceType) : null;
  // Text that is a program's (a page, a drawing, a script) is none that somebody wrote to be read.
  return found === undefined ? 'text/plain' : null;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that no text holds
const NO_TEXT = /[\u0000-\u0008\u000b\u000e-\u001f\u007f]/;
const MARKUP = /^\s*(?:<(?:!doctype|html|head|body|script|svg|\?xml|!--)|#!)/i;

function isText(body: Buffer): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    return text.trim() !== '' && !NO_TEXT.test(text) && !MARKUP.test(text);
  } catch {
    return false;
  }
}

const LONGEST_NAME = 100;
/** Signs that a folder, a program or a reader of names takes for something else. */
const NOT_IN_NAMES = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}"*/:<>?\\|\ufffd]/gu;

/** The name under which a file is kept and downloaded: its own last part, ending as its kind does. */
export function keptName(name: string, type: EvidenceType): string {
  const last = name.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const plain = last.toWellFormed().replace(NOT_IN_NAMES, '');
  const stem = plain.replace(/\.[^.]*$/, '').replace(/^[\s.]+|[\s.]+$/g, '');
  const short = [...stem].slice(0, LONGEST_NAME).join('').trim();
  return `${short || 'file'}.${EVIDENCE_TYPES[type]}`;
}

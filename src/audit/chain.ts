import { createHash } from 'node:crypto';

/** What is sealed: who was seen, what was changed, what money moved. Each has a chain of its own. */
export const KINDS = ['READS', 'EVENTS', 'JOURNALS'] as const;
export type Kind = (typeof KINDS)[number];

/** One row of what is sealed, every column as text in a fixed order. */
export interface SealedRow {
  readonly id: bigint;
  readonly fields: readonly (string | null)[];
}

/** Rows from one id to another under one hash, which the next block carries on. */
export interface Block {
  readonly kind: Kind;
  readonly ordinal: bigint;
  readonly firstId: bigint;
  readonly lastId: bigint;
  readonly rows: number;
  /** The hash of the block before, without its marks. */
  readonly previousHash: string;
  /** SHA-256 in hex; then, after a colon, a mark of each row by which a changed one is found. */
  readonly hash: string;
}

/** What the first block carries on. */
export const NOTHING_BEFORE = '0'.repeat(64);

const HASH_LENGTH = 64;
const MARK_LENGTH = 8;

export const hashOf = ({ hash }: Pick<Block, 'hash'>): string => hash.slice(0, HASH_LENGTH);

function marksOf({ hash }: Pick<Block, 'hash'>): string[] {
  return hash.slice(HASH_LENGTH + 1).match(/.{8}/g) ?? [];
}

/** The row as one line of JSON, the same whatever wrote or reads it. */
const lineOf = ({ id, fields }: SealedRow): string => JSON.stringify([String(id), ...fields]);

/** The first 48 bits of the row's own hash: enough to find it, and no part of what seals it. */
function markOf(row: SealedRow): string {
  return createHash('sha256').update(lineOf(row)).digest('base64url').slice(0, MARK_LENGTH);
}

/** The block that carries these rows on from the block before; at least one row, in order of id. */
export function blockOf(
  kind: Kind,
  before: Pick<Block, 'ordinal' | 'hash'> | null,
  rows: readonly SealedRow[],
): Block {
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last) throw new Error('a block has at least one row');
  const ordinal = (before?.ordinal ?? 0n) + 1n;
  const previousHash = before ? hashOf(before) : NOTHING_BEFORE;
  const hash = createHash('sha256');
  hash.update(`${JSON.stringify([kind, String(ordinal), previousHash])}\n`);
  for (const row of rows) hash.update(`${lineOf(row)}\n`);
  return {
    ...{ kind, ordinal, previousHash, rows: rows.length },
    firstId: first.id,
    lastId: last.id,
    hash: `${hash.digest('hex')}:${rows.map(markOf).join('')}`,
  };
}

/**
 * Where a block is broken, naming its first wrong row where the fault lies in one; null where it is
 * whole. `rows` are all that stand from the end of the block before to the end of this one.
 */
export function breakIn(
  block: Block,
  before: Pick<Block, 'ordinal' | 'hash'> | null,
  rows: readonly SealedRow[],
): string | null {
  const where = `block ${block.ordinal}`;
  const follows = block.ordinal === (before?.ordinal ?? 0n) + 1n;
  if (!follows || block.previousHash !== (before ? hashOf(before) : NOTHING_BEFORE)) {
    return `${where} does not follow on the block before it`;
  }
  const wrong = wrongRow(block, rows);
  if (wrong !== null) return `${where}, ${wrong}`;
  const now = blockOf(block.kind, before, rows);
  const whole =
    now.hash === block.hash &&
    now.firstId === block.firstId &&
    now.lastId === block.lastId &&
    now.rows === block.rows;
  return whole ? null : `${where}: what is kept of the block itself was changed`;
}

/** The first row that is not what was sealed. */
function wrongRow(block: Block, rows: readonly SealedRow[]): string | null {
  const marks = marksOf(block);
  const found = rows.map(markOf);
  const at = found.findIndex((mark, index) => mark !== marks[index]);
  if (at === -1) {
    return marks.length > rows.length ? gone(block, rows, rows.length, marks.length) : null;
  }
  const id = (rows[at] as SealedRow).id;
  if (marks.includes(found[at] as string, at + 1)) return gone(block, rows, at, marks.length);
  const isNew = at >= marks.length || found.includes(marks[at] as string, at + 1);
  return isNew ? `row ${id} was added after it was sealed` : `row ${id} was changed`;
}

/** The row that stood at this place; by the rows beside it where its own id is not told. */
function gone(block: Block, rows: readonly SealedRow[], at: number, sealed: number): string {
  const [before, after] = [rows[at - 1]?.id, rows[at]?.id];
  if (before === undefined) return `row ${block.firstId} is gone`;
  if (at === sealed - 1) return `row ${block.lastId} is gone`;
  if (after !== undefined && after - before === 2n) return `row ${before + 1n} is gone`;
  return `the row after ${before} is gone`;
}

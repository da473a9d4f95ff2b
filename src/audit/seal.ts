import { setTimeout as sleep } from 'node:timers/promises';
import type { Database, Queries } from '../db/database.ts';
import { type Block, blockOf, KINDS, type Kind } from './chain.ts';
import {
  appendBlock,
  chainHead,
  newestAndWriters,
  rowsBetween,
  stillWriting,
} from './chain-store.ts';

const MOST_ROWS_IN_A_BLOCK = 1000;
/** How long to wait for transactions under way, and how often to look, in milliseconds. */
const PATIENCE = 400;
const LOOK_EVERY = 20;

/**
 * Seals what is written and in no block yet, and says whether that was all of it.
 *
 * Ids are given out before a row can be seen, so a row with a lower id may still be on its way. An
 * insert locks its table before it takes an id and until its end: once all that held that lock when
 * the newest row was seen have ended, every id up to that row's is there or never will be. Nobody
 * who writes has to wait; where one does not end in time, the rows are left for the next time.
 */
export function seal(db: Database): Promise<boolean> {
  return db.exclusively('audit-seal', async () => {
    let all = true;
    for (const kind of KINDS) all = (await sealKind(db, kind)) && all;
    return all;
  });
}

async function sealKind(db: Database, kind: Kind): Promise<boolean> {
  // A hub that serves alone is no owner of the ledger.
  const queries = db.under({ task: 'CHECKING' });
  let head = await chainHead(queries, kind);
  const { newest, writers } = await newestAndWriters(queries, kind, head?.lastId ?? 0n);
  if (newest === null) return writers.length === 0;
  if (!(await ended(queries, kind, writers))) return false;
  while ((head?.lastId ?? 0n) < newest) {
    head = await sealNext(queries, kind, head, newest);
  }
  return writers.length === 0;
}

async function sealNext(
  queries: Queries,
  kind: Kind,
  head: Block | null,
  last: bigint,
): Promise<Block> {
  const after = head?.lastId ?? 0n;
  const rows = await rowsBetween(queries, kind, { after, last, count: MOST_ROWS_IN_A_BLOCK });
  const block = blockOf(kind, head, rows);
  await appendBlock(queries, block);
  return block;
}

/** Waits until none of these transactions writes any more; false where one has not ended in time. */
async function ended(queries: Queries, kind: Kind, writers: readonly string[]): Promise<boolean> {
  const giveUp = Date.now() + PATIENCE;
  let left = writers;
  while (left.length > 0) {
    if (Date.now() > giveUp) return false;
    await sleep(LOOK_EVERY);
    left = await stillWriting(queries, kind, left);
  }
  return true;
}

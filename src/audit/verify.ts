import type { Queries } from '../db/database.ts';
import { type Block, breakIn, hashOf, KINDS, type Kind } from './chain.ts';
import { blocksAfter, rowsBetween, unsealed } from './chain-store.ts';
import { type Check, checkThat } from './check.ts';

const BLOCKS_AT_ONCE = 20;
/** Seconds after which a row that no block holds is a fault: sealing takes one. */
const LONGEST_UNSEALED = 3600;

const WORDS: Record<Kind, string> = {
  READS: 'reads',
  EVENTS: 'audit events',
  JOURNALS: 'movements of money',
};

/**
 * Works every chain out anew and names the first broken block and row. An owner of the database who
 * rewrites a chain from some row to its end is found by the hash of the newest block, which is told
 * here so that it can be written down elsewhere.
 */
export async function verifyAudit(queries: Queries): Promise<Check[]> {
  const checks: Check[] = [];
  for (const kind of KINDS)
    checks.push(await verifyChain(queries, kind), await verifyTail(queries, kind));
  return checks;
}

async function verifyChain(queries: Queries, kind: Kind): Promise<Check> {
  const name = `the chain of ${WORDS[kind]} is whole`;
  let before: Block | null = null;
  let rows = 0;
  for (;;) {
    const blocks = await blocksAfter(queries, kind, before?.ordinal ?? 0n, BLOCKS_AT_ONCE);
    const [first, last] = [blocks[0], blocks.at(-1)];
    if (!first || !last) break;
    const after: bigint = before?.lastId ?? 0n;
    const all = await rowsBetween(queries, kind, { after, last: last.lastId, count: null });
    for (const block of blocks) {
      const start: bigint = before?.lastId ?? 0n;
      const own = all.filter(({ id }) => id > start && id <= block.lastId);
      const broken = breakIn(block, before, own);
      if (broken !== null) return { name, ok: false, detail: `${WORDS[kind]}: ${broken}` };
      rows += own.length;
      before = block;
    }
  }
  const head = before === null ? '' : `, the newest ${hashOf(before)}`;
  return { name, ok: true, detail: `${rows} rows in ${before?.ordinal ?? 0n} blocks${head}` };
}

async function verifyTail(queries: Queries, kind: Kind): Promise<Check> {
  const { rows, oldest } = await unsealed(queries, kind);
  const age = oldest === null ? 0 : Math.max(0, Math.ceil(oldest));
  const looked = rows === 0n ? 'none waits' : `${rows} not yet in a block, the oldest ${age} s old`;
  const late = age > LONGEST_UNSEALED ? [`${looked}: a running hub seals them`] : [];
  return checkThat(`${WORDS[kind]} are sealed soon`, late, looked);
}

import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { seal } from '../../src/audit/seal.ts';
import { Sealer } from '../../src/audit/sealer.ts';
import { verifyAudit } from '../../src/audit/verify.ts';
import type { Database } from '../../src/db/database.ts';
import { openTestDatabase, SERVER } from '../support/hub.ts';
import { blocksIn, idsIn, someEvents, someReads } from './entries.ts';

let db: Database;
beforeAll(async () => {
  db = await openTestDatabase();
  // What setting up has noted.
  await seal(db);
});
afterAll(() => db.close());

const broken = async () => (await verifyAudit(db)).filter(({ ok }) => !ok);
const unsealed = async () => {
  const last = (await blocksIn(db, 'READS')).at(-1)?.last_id ?? 0n;
  return (await idsIn(db, 'reads')).filter((id) => id > last);
};

describe('sealing', () => {
  it('makes no block of nothing', async () => {
    const before = await blocksIn(db, 'READS');
    expect(await seal(db)).toBe(true);
    expect(await blocksIn(db, 'READS')).toEqual(before);
  });

  it('makes blocks that carry on from each other, and seals no row twice', async () => {
    await someReads(db, 3);
    await someEvents(db, 2);
    expect(await seal(db)).toBe(true);
    await someReads(db, 2500);
    expect(await seal(db)).toBe(true);
    // 3, then 1,000 and 1,000 and 500.
    const blocks = await blocksIn(db, 'READS');
    expect(blocks.map(({ rows }) => rows)).toEqual([3, 1000, 1000, 500]);
    const ids = await idsIn(db, 'reads');
    expect(blocks.map(({ last_id }) => last_id)).toEqual(
      [3, 1003, 2003, 2503].map((n) => ids[n - 1]),
    );
    expect((await blocksIn(db, 'EVENTS')).at(-1)?.rows).toBe(2);
    expect(await broken()).toEqual([]);
  });

  it('may be asked for by several at once', async () => {
    await someReads(db, 20);
    const before = (await blocksIn(db, 'READS')).length;
    expect(await Promise.all([seal(db), seal(db), seal(db)])).toEqual([true, true, true]);
    expect((await blocksIn(db, 'READS')).length).toBe(before + 1);
    expect(await broken()).toEqual([]);
  });
});

describe('a transaction under way', () => {
  /** Writes a read in a transaction that ends when told; ends once the read is written. */
  async function openWriter(): Promise<(outcome: 'commit' | 'rollback') => Promise<void>> {
    let tell: (outcome: 'commit' | 'rollback') => void = () => undefined;
    const told = new Promise<'commit' | 'rollback'>((resolve) => {
      tell = resolve;
    });
    let ended: Promise<void> = Promise.resolve();
    await new Promise<void>((written) => {
      ended = db.transaction(async (tx) => {
        await someReads(tx, 1);
        written();
        if ((await told) === 'rollback') throw new Error('rolled back');
      });
      ended.catch(() => undefined);
    });
    return async (outcome) => {
      tell(outcome);
      await ended.catch(() => undefined);
    };
  }

  it.skipIf(!SERVER)('is waited for: its row has a lower id and is not passed over', async () => {
    await seal(db);
    const end = await openWriter();
    await someReads(db, 1);
    expect(await seal(db)).toBe(false);
    expect(await unsealed()).toHaveLength(1);
    await end('commit');
    expect(await unsealed()).toHaveLength(2);
    expect(await seal(db)).toBe(true);
    expect((await blocksIn(db, 'READS')).at(-1)?.rows).toBe(2);
    expect(await broken()).toEqual([]);
  });

  it.skipIf(!SERVER)('that comes to nothing leaves a gap, which holds nothing up', async () => {
    const end = await openWriter();
    await someReads(db, 1);
    expect(await seal(db)).toBe(false);
    await end('rollback');
    expect(await seal(db)).toBe(true);
    expect(await unsealed()).toEqual([]);
    expect(await broken()).toEqual([]);
  });

  it('whatever overlaps, every row ends in one block', async () => {
    let done = false;
    const sealing = (async () => {
      while (!done) await seal(db);
    })();
    const writer = async (seed: number) => {
      for (let turn = 0; turn < 12; turn += 1) {
        const work = db.transaction(async (tx) => {
          await someReads(tx, 1 + ((seed + turn) % 3));
          if ((seed * 7 + turn) % 4 === 0) await sleep(15);
          if ((seed + turn) % 5 === 0) throw new Error('rolled back');
          await someEvents(tx, 1);
        });
        await work.catch(() => undefined);
      }
    };
    await Promise.all([0, 1, 2, 3].map(writer));
    done = true;
    await sealing;
    expect(await seal(db)).toBe(true);
    const ids = await idsIn(db, 'reads');
    const blocks = await blocksIn(db, 'READS');
    expect(blocks.reduce((sum, { rows }) => sum + rows, 0)).toBe(ids.length);
    expect(blocks.at(-1)?.last_id).toBe(ids.at(-1));
    expect(await broken()).toEqual([]);
  }, 120_000);
});

describe('the sealer', () => {
  it('seals within a second of a write, and is quiet while nothing is written', async () => {
    await seal(db);
    const heard: string[] = [];
    const stopListening = db.listen((name) => heard.push(name));
    const sealer = new Sealer(db, (cause) => {
      throw cause;
    });
    await sleep(700);
    expect(heard).toEqual([]);
    await someReads(db, 2);
    // A second, and as much again for a machine that is busy.
    await vi.waitFor(async () => expect(await unsealed()).toEqual([]), { timeout: 2000 });
    await sleep(1500);
    heard.length = 0;
    await sleep(900);
    expect(heard).toEqual([]);
    await sealer.stop();
    stopListening();
  });

  it('seals what is left when it stops, and nothing after', async () => {
    const sealer = new Sealer(db, (cause) => {
      throw cause;
    });
    await someReads(db, 2);
    await sealer.stop();
    expect(await unsealed()).toEqual([]);
    await someReads(db, 1);
    await sleep(700);
    expect(await unsealed()).toHaveLength(1);
    await seal(db);
  });

  it('tells of a fault and lives on', async () => {
    const told: unknown[] = [];
    const failing = { ...db, exclusively: async () => Promise.reject(new Error('no database')) };
    const sealer = new Sealer(failing, (cause) => told.push(cause));
    sealer.wake();
    await vi.waitFor(() => expect(told).toHaveLength(1), { timeout: 2000 });
    await sealer.stop();
    expect(told).toHaveLength(2);
  });
});

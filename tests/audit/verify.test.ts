import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Check } from '../../src/audit/check.ts';
import { seal } from '../../src/audit/seal.ts';
import { verifyAudit } from '../../src/audit/verify.ts';
import { type Database, raw, sql } from '../../src/db/database.ts';
import { openTestDatabase } from '../support/hub.ts';
import { behindTriggers, idsIn, someEvents, someReads } from './entries.ts';

let db: Database;
/** The ids of three reads in one block and of three in the next; of events likewise. */
let reads: bigint[];
let events: bigint[];

beforeAll(async () => {
  db = await openTestDatabase();
});
afterAll(() => db.close());

beforeEach(async () => {
  const clear = ['audit_blocks', 'read_holds', 'reads', 'audit_events'];
  await db.rows('test.clear-audit', sql`${raw(`truncate ${clear.join(', ')}`)}`);
  for (let block = 0; block < 2; block += 1) {
    await someReads(db, 3);
    await someEvents(db, 3);
    await seal(db);
  }
  reads = await idsIn(db, 'reads');
  events = await idsIn(db, 'audit_events');
});

const CHAIN = {
  reads: 'the chain of reads is whole',
  events: 'the chain of audit events is whole',
};

async function detailOf(name: string): Promise<Pick<Check, 'ok' | 'detail'>> {
  const found = (await verifyAudit(db)).find((check) => check.name === name);
  if (!found) throw new Error(`no check ${name}`);
  return { ok: found.ok, detail: found.detail };
}

describe('the chains', () => {
  it('are whole as written, and tell their newest hash', async () => {
    const checks = await verifyAudit(db);
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
    expect((await detailOf(CHAIN.reads)).detail).toMatch(
      /^6 rows in 2 blocks, the newest [0-9a-f]{64}$/,
    );
  });

  it('cannot be rewritten while the triggers stand', async () => {
    for (const table of ['reads', 'audit_events', 'audit_blocks']) {
      const removed = db.rows('test.remove-all', sql`${raw(`delete from ${table}`)}`);
      await expect(removed).rejects.toThrow();
    }
  });

  const rowsOf = { reads: () => reads, events: () => events };
  const tables = { reads: 'reads', events: 'audit_events' } as const;
  const changes = { reads: "reason = 'another'", events: "details = '{}'" };

  it.each([
    ['reads', 0, 1],
    ['reads', 2, 1],
    ['reads', 4, 2],
    ['events', 1, 1],
    ['events', 5, 2],
  ] as const)('%s row %i that was changed is named, in its block', async (which, at, block) => {
    const id = rowsOf[which]()[at];
    const table = tables[which];
    await behindTriggers(db, table, `update ${table} set ${changes[which]} where id = ${id}`);
    const { ok, detail } = await detailOf(CHAIN[which]);
    expect(ok).toBe(false);
    expect(detail).toContain(`block ${block}, row ${id} was changed`);
  });

  it.each([
    ['reads', 0, 1],
    ['reads', 1, 1],
    ['reads', 5, 2],
    ['events', 2, 1],
    ['events', 4, 2],
  ] as const)('%s row %i that was deleted is named, in its block', async (which, at, block) => {
    const id = rowsOf[which]()[at];
    await behindTriggers(db, tables[which], `delete from ${tables[which]} where id = ${id}`);
    const { ok, detail } = await detailOf(CHAIN[which]);
    expect(ok).toBe(false);
    expect(detail).toContain(`block ${block}, row ${id} is gone`);
  });

  it.each(['at', 'subject', 'role', 'organisation', 'person_id', 'streams', 'request_id'])(
    'no column of a read can be changed unseen: %s',
    async (column) => {
      const values: Record<string, string> = {
        at: "at + interval '1 microsecond'",
        person_id: 'gen_random_uuid()',
        streams: "'[]'",
      };
      const value = values[column] ?? "'other'";
      await behindTriggers(
        db,
        'reads',
        `update reads set ${column} = ${value} where id = ${reads[3]}`,
      );
      expect((await detailOf(CHAIN.reads)).detail).toContain(`row ${reads[3]} was changed`);
    },
  );

  it('a row put in among sealed ones is named', async () => {
    const [first] = reads;
    await behindTriggers(db, 'reads', `delete from reads where id = ${first}`);
    await behindTriggers(
      db,
      'reads',
      `insert into reads (id, subject, role, person_id, streams, reason) overriding system value
       values (${(first as bigint) - 1n}, 'x', 'holder', gen_random_uuid(), '[]', 'y')`,
    );
    expect((await detailOf(CHAIN.reads)).ok).toBe(false);
  });

  it('two rows that exchanged their person are found', async () => {
    const [a, b] = [reads[0], reads[1]];
    await behindTriggers(
      db,
      'reads',
      `update reads r set person_id = o.person_id from reads o
       where (r.id, o.id) in ((${a}, ${b}), (${b}, ${a}))`,
    );
    expect((await detailOf(CHAIN.reads)).detail).toContain(`row ${a} was changed`);
  });

  it.each([
    ["hash = repeat('0', 64) || substr(hash, 65)", 'the block itself was changed'],
    ["previous_hash = repeat('1', 64)", 'does not follow on'],
    ['last_id = last_id - 1', 'is gone'],
    ['rows = rows + 1', 'the block itself was changed'],
  ])('a block whose %s is found', async (change, what) => {
    await behindTriggers(
      db,
      'audit_blocks',
      `update audit_blocks set ${change} where kind = 'READS' and ordinal = 2`,
    );
    const { ok, detail } = await detailOf(CHAIN.reads);
    expect(ok).toBe(false);
    expect(detail).toContain('block 2');
    expect(detail).toContain(what);
  });

  it('a block that was taken out is found', async () => {
    await behindTriggers(db, 'audit_blocks', 'delete from audit_blocks where ordinal = 1');
    expect((await detailOf(CHAIN.reads)).detail).toContain('block 2 does not follow on');
    expect((await detailOf(CHAIN.events)).ok).toBe(false);
  });
});

describe('what no block holds yet', () => {
  const TAIL = 'reads are sealed soon';

  it('is told, and is no fault while it is fresh', async () => {
    expect(await detailOf(TAIL)).toEqual({ ok: true, detail: 'none waits' });
    await someReads(db, 4);
    const { ok, detail } = await detailOf(TAIL);
    expect(ok).toBe(true);
    expect(detail).toMatch(/^4 not yet in a block, the oldest \d+ s old$/);
  });

  it('is a fault after an hour', async () => {
    await someReads(db, 1);
    await behindTriggers(
      db,
      'reads',
      `update reads set at = at - interval '2 hours' where id > ${reads.at(-1)}`,
    );
    const { ok, detail } = await detailOf(TAIL);
    expect(ok).toBe(false);
    expect(detail).toMatch(
      /^1 not yet in a block, the oldest 720\d s old: a running hub seals them$/,
    );
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, list, records, sql } from '../../src/db/database.ts';
import { openTestDatabase } from '../support/hub.ts';

const zone = process.env.TZ;
let db: Database;
beforeAll(async () => {
  // West of Greenwich a day read as a moment shifts to the day before.
  process.env.TZ = 'America/New_York';
  db = await openTestDatabase();
});
afterAll(async () => {
  await db.close();
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
});

async function one<Value>(statement: ReturnType<typeof sql>): Promise<Value> {
  const [row] = await db.rows<{ value: Value }>('test.one', statement);
  return (row as { value: Value }).value;
}

describe('values come back exact from either database', () => {
  it('this process stands west of Greenwich', () => {
    expect(new Date('2025-04-01').getDate()).toBe(31);
  });

  it('whole numbers above 2^53', async () => {
    expect(await one(sql`select 9007199254740993::bigint as value`)).toBe(9007199254740993n);
    expect(await one(sql`select ${'9007199254740993'}::bigint as value`)).toBe(9007199254740993n);
    expect(await one(sql`select ${-9223372036854775808n}::bigint as value`)).toBe(
      -9223372036854775808n,
    );
    expect(await one(sql`select count(*) as value from streams where false`)).toBe(0n);
  });

  it('decimals, as text', async () => {
    expect(await one(sql`select 0.1::numeric as value`)).toBe('0.1');
    expect(await one(sql`select ${'0.1'}::numeric + 0.2 as value`)).toBe('0.3');
    expect(
      await one(sql`select sum(pence) as value from (values
      (9007199254740993::bigint), (9007199254740993::bigint)) as paid (pence)`),
    ).toBe('18014398509481986');
  });

  it('days, as text, the day itself', async () => {
    expect(await one(sql`select ${'2025-04-01'}::date as value`)).toBe('2025-04-01');
    expect(await one(sql`select '2025-03-30'::date + 1 as value`)).toBe('2025-03-31');
  });

  it('moments, as the moment whatever the zone', async () => {
    const moment = await one<Date>(sql`select '2025-04-01 00:30:00+01'::timestamptz as value`);
    expect(moment.toISOString()).toBe('2025-03-31T23:30:00.000Z');
    const sent = await one<Date>(sql`select ${moment}::timestamptz as value`);
    expect(sent.toISOString()).toBe('2025-03-31T23:30:00.000Z');
    // The session's zone is UTC: a moment's day does not depend on where the hub stands.
    expect(await one(sql`select ${moment}::timestamptz::date as value`)).toBe('2025-03-31');
  });

  it('nothing, as null', async () => {
    expect(await one(sql`select ${null}::date as value`)).toBeNull();
    expect(await one(sql`select ${undefined}::bigint as value`)).toBeNull();
  });

  it('lists of any text', async () => {
    const words = ['plain', 'with, comma', 'with "quotes"', 'back\\slash', '{braces}', 'NULL', ''];
    const rows = await db.rows<{ word: string }>(
      'test.list',
      sql`select word from unnest(${list(words)}::text::text[]) with ordinality as l (word, place)
          order by place`,
    );
    expect(rows.map(({ word }) => word)).toEqual(words);
  });

  it('records, each field by its own type', async () => {
    const given = [
      { pence: 9007199254740993n, rate: '0.1', day: '2025-04-01', word: 'a "b" \\ c', sure: true },
      { pence: null, rate: null, day: null, word: null, sure: null },
    ];
    const rows = await db.rows(
      'test.records',
      sql`select pence, rate, day, word, sure
          from jsonb_to_recordset(${records(given)}::text::jsonb) as said (pence bigint,
            rate numeric, day date, word text, sure boolean) order by pence nulls last`,
    );
    expect(rows.map((row) => ({ ...(row as object) }))).toEqual(given);
  });
});

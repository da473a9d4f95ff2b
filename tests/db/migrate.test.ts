import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkTenant, type Database, raw, sql } from '../../src/db/database.ts';
import { migrate, pendingMigrations, readMigrations } from '../../src/db/migrate.ts';
import { openServer } from '../../src/db/server.ts';
import { dropTenant, openTestDatabase, SERVER } from '../support/hub.ts';
import { errorOf } from './scratch.ts';

let db: Awaited<ReturnType<typeof openTestDatabase>>;
beforeAll(async () => {
  db = await openTestDatabase();
});
afterAll(() => db.close());

describe('migrations', () => {
  it('name no schema, so that a tenant is only a search path', () => {
    const migrations = readMigrations();
    expect(migrations.length).toBeGreaterThan(0);
    // Everybody is called PUBLIC where rights are given and taken, which is no schema.
    const named = (text: string) => /\bpublic\b/i.test(text.replaceAll('FROM PUBLIC', ''));
    for (const { statements } of migrations) {
      expect(statements.filter(named)).toEqual([]);
    }
  });

  it('are applied once: a second time there is nothing to do', async () => {
    expect(await pendingMigrations(db)).toEqual([]);
    expect(await migrate(db)).toEqual([]);
  });

  it('that were changed after they had been applied are refused', async () => {
    const [first] = readMigrations();
    const note = (sha256: string) =>
      db.rows(
        'test.set-hash',
        sql`update schema_migrations set sha256 = ${sha256} where name = ${first?.name ?? ''}`,
      );
    await note('another');
    expect((await errorOf(migrate(db))).message).toContain('was changed after');
    await note(first?.sha256 ?? '');
    expect(await migrate(db)).toEqual([]);
  });

  it('that this hub does not know make it refuse the database', async () => {
    await db.rows(
      'test.add-migration',
      sql`insert into schema_migrations (name, sha256) values ('9999_later', 'x')`,
    );
    expect((await errorOf(migrate(db))).message).toContain('newer than this hub');
    await db.rows(
      'test.drop-migration',
      sql`delete from schema_migrations where name = '9999_later'`,
    );
  });

  it.runIf(SERVER)('give each tenant of one server tables of its own', async () => {
    const other = openServer({
      url: db.url as string,
      tenant: `another_${randomBytes(6).toString('hex')}`,
    });
    await migrate(other);
    await other.rows(
      'test.add-gateway',
      sql`insert into sharing_gateways select * from ${raw(db.tenant)}.sharing_gateways`,
    );
    const count = async (where: Database): Promise<unknown> => {
      const [row] = await where.rows<{ n: bigint }>(
        'test.n',
        sql`select count(*) n from sharing_gateways`,
      );
      return row?.n;
    };
    const before = await count(db);
    expect(before).not.toBe(0n);
    await other.rows('test.forget-gateways', sql`delete from sharing_gateways`);
    expect(await count(other)).toBe(0n);
    expect(await count(db)).toBe(before);
    await dropTenant(other);
    await other.close();
  });
});

describe('a tenant’s name', () => {
  it('is a schema’s name that needs no quotes', () => {
    expect(checkTenant('south_yorkshire_1')).toBe('south_yorkshire_1');
    for (const wrong of ['', 'Upper', '1st', 'a b', 'a;drop', 'a"b', 'a'.repeat(42), 'a,public']) {
      expect(() => checkTenant(wrong)).toThrow('TENANT must start with');
    }
  });
});

import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADAPTERS } from '../../adapters/all.ts';
import { readConfig } from '../../src/config.ts';
import { type Database, raw, sql } from '../../src/db/database.ts';
import { openServer } from '../../src/db/server.ts';
import { openHub } from '../../src/hub.ts';
import { openTestDatabase, openTestHub, SERVER, type TestHub } from '../support/hub.ts';
import { ANN, codeOf, serveTest } from './serving.ts';

let hub: TestHub;

beforeAll(async () => {
  hub = await openTestHub();
});
afterAll(() => hub.close());

const PERSON = {
  query: 'query P($n: NhsNumber!) { person(by: { nhsNumber: $n }) { id } }',
  variables: { n: ANN },
};

/** The database, where looking for a person waits for this first. */
function slowed(db: Database, wait: () => Promise<unknown>): Database {
  const together: Database['together'] = async (...statements) => {
    if (statements.some(({ name }) => name === 'people.visible-person')) await wait();
    return db.together(...statements);
  };
  return { ...db, together };
}

describe('a request that takes too long', () => {
  it('is answered at its deadline with 504 and its id', async () => {
    const db = slowed(hub.serving, () => sleep(1500));
    const server = await serveTest(hub, { requestSeconds: 0.3 }, { serving: db });
    const started = performance.now();
    const response = await server.post(PERSON);
    expect(performance.now() - started).toBeLessThan(1200);
    expect(response.status).toBe(504);
    const id = response.headers.get('x-request-id');
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: 'DEADLINE_PASSED', requestId: id } }],
    });
    expect(server.logged()).toContain(id);
    await server.stop();
  });
});

describe.runIf(SERVER)('on a PostgreSQL server', () => {
  let eye: Database;
  let narrow: Database;
  const mark = `asleep_${randomBytes(6).toString('hex')}`;

  beforeAll(() => {
    eye = openServer({ url: SERVER as string, tenant: 'public' });
    narrow = openServer({ url: hub.url as string, tenant: hub.db.tenant, connections: 2 });
  });
  afterAll(async () => {
    await eye.close();
    await narrow.close();
  });

  const asleep = async (): Promise<number> => {
    const rows = await eye.rows(
      'test.asleep',
      sql`select 1 from pg_stat_activity where state = 'active' and pid <> pg_backend_pid()
        and query like ${`%${mark}%`} and query like '%sleep-long%'`,
    );
    return rows.length;
  };
  const sleepIn = (db: Database) => () =>
    db.rows('test.sleep-long', sql`select ${raw(`'${mark}'`)} as mark, pg_sleep(30)`);
  const until = async (holds: () => Promise<boolean>): Promise<boolean> => {
    for (let left = 100; left > 0; left -= 1) {
      if (await holds()) return true;
      await sleep(20);
    }
    return false;
  };

  it('its statement is cancelled, and its connection used again', async () => {
    const db = slowed(narrow, sleepIn(narrow));
    const server = await serveTest(hub, { requestSeconds: 1 }, { serving: db });
    const asked = server.post(PERSON);
    expect(await until(async () => (await asleep()) === 1)).toBe(true);
    expect((await asked).status).toBe(504);
    expect(await until(async () => (await asleep()) === 0)).toBe(true);
    expect(await narrow.rows('test.one', sql`select 1 as one`)).toEqual([{ one: 1 }]);
    await server.stop();
  });

  it('a client that goes away ends its statement', async () => {
    const db = slowed(narrow, sleepIn(narrow));
    const server = await serveTest(hub, { requestSeconds: 60 }, { serving: db });
    const gone = new AbortController();
    const asked = fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${server.token}` },
      body: JSON.stringify(PERSON),
      signal: gone.signal,
    });
    expect(await until(async () => (await asleep()) === 1)).toBe(true);
    gone.abort();
    await expect(asked).rejects.toThrow();
    expect(await until(async () => (await asleep()) === 0)).toBe(true);
    await server.stop();
  });

  it('a transaction is rolled back, and the next one on its connection is whole', async () => {
    const db = slowed(narrow, () =>
      narrow.transaction(async (tx) => {
        await tx.rows(
          'test.write-half',
          sql`insert into organisations (code, name, kind, source)
            values ('HALF', 'Half', 'council', 'a test')`,
        );
        await tx.rows('test.sleep-long', sql`select ${raw(`'${mark}'`)} as mark, pg_sleep(30)`);
      }),
    );
    const server = await serveTest(hub, { requestSeconds: 0.5 }, { serving: db });
    const asked = await Promise.all([1, 2].map(() => server.post(PERSON)));
    expect(asked.map(({ status }) => status)).toEqual([504, 504]);
    expect(await until(async () => (await asleep()) === 0)).toBe(true);
    const half = sql`select 1 from organisations where code = 'HALF'`;
    const after = await narrow.transaction((tx) => tx.rows('test.half', half));
    expect(after).toEqual([]);
    await server.stop();
  });

  it('requests wait for a connection up to their deadline, then 503; health stays live', async () => {
    const free: (() => void)[] = [];
    const held = [1, 2].map(() =>
      narrow.rows('test.hold', sql`select pg_sleep(3)`).finally(() => free.pop()),
    );
    const server = await serveTest(
      hub,
      { requestSeconds: 0.5 },
      {
        serving: narrow,
        ready: () => narrow.rows('test.ready', sql`select 1`).then(() => undefined),
      },
    );
    const answers = await Promise.all(Array.from({ length: 20 }, () => server.post(PERSON)));
    for (const answer of answers) {
      expect(answer.status).toBe(503);
      expect(answer.headers.get('retry-after')).toBe('1');
      expect(await codeOf(answer)).toBe('UNAVAILABLE');
    }
    expect(narrow.load?.().statements).toEqual({ inUse: 2, waiting: 0 });
    expect((await fetch(`${server.url}/health/live`)).status).toBe(200);
    await Promise.all(held);
    expect((await server.post(PERSON)).status).toBe(200);
    await server.stop();
  });

  it('those who wait come in order, and one waits no longer than it takes', async () => {
    const done: number[] = [];
    await Promise.all(
      [1, 2, 3, 4, 5].map(async (at) => {
        await narrow.rows('test.turn', sql`select pg_sleep(0.05 * ${at}::int)`);
        done.push(at);
      }),
    );
    expect(done).toEqual([1, 2, 3, 4, 5]);
  });

  it('the server itself ends what takes too long or waits for a lock', async () => {
    const limits = { statementSeconds: 0.3, lockSeconds: 0.1 };
    const bounded = openServer({ url: hub.url as string, tenant: hub.db.tenant, limits });
    const long = bounded.rows('test.long', sql`select pg_sleep(5)`);
    await expect(long).rejects.toMatchObject({ name: 'DeadlinePassed' });
    const lock = sql`lock table organisations in access exclusive mode`;
    await hub.db.transaction(async (tx) => {
      await tx.rows('test.lock', lock);
      const waiting = bounded.rows('test.locked', sql`select 1 from organisations`);
      await expect(waiting).rejects.toMatchObject({ name: 'Unavailable', code: '55P03' });
    });
    await bounded.close();
  });
});

describe('a hub', () => {
  it.runIf(SERVER)('is not ready with migrations that it does not know', async () => {
    const db = await openTestDatabase();
    const env = { DATABASE_URL: db.url, TENANT: db.tenant, DATA_DIR: hub.folder };
    const opened = await openHub(readConfig(env), ADAPTERS);
    await opened.ready();
    await db.rows(
      'test.newer',
      sql`insert into schema_migrations (name, sha256) values ('9999_newer', 'x')`,
    );
    await expect(opened.ready()).rejects.toThrow(/newer/);
    await opened.close();
    await db.close();
  });

  it('answers 503 and says so when its database is not there, and stays live', async () => {
    const nowhere = openServer({
      url: 'postgres://postgres@127.0.0.1:1/postgres',
      tenant: 'public',
    });
    const ready = () => nowhere.rows('test.ready', sql`select 1`).then(() => undefined);
    const server = await serveTest(hub, {}, { serving: nowhere, ready });
    const started = performance.now();
    expect((await server.post(PERSON)).status).toBe(503);
    expect((await fetch(`${server.url}/health/ready`)).status).toBe(503);
    expect((await fetch(`${server.url}/health/live`)).status).toBe(200);
    expect(performance.now() - started).toBeLessThan(3000);
    await server.stop();
    await nowhere.close();
  });

  it('that stops lets requests under way end, takes no more, and is not ready', async () => {
    const db = slowed(hub.serving, () => sleep(500));
    const server = await serveTest(hub, {}, { serving: db });
    const asked = server.post(PERSON);
    await sleep(100);
    const stopping = server.stop();
    await expect(fetch(`${server.url}/health/live`)).rejects.toThrow();
    const answer = await asked;
    expect(answer.status).toBe(200);
    await stopping;
  });
});

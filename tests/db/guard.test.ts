import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  ConnectionLost,
  type Database,
  type Queries,
  sql,
  type Transaction,
} from '../../src/db/database.ts';
import { openServer } from '../../src/db/server.ts';
import { openTestDatabase, SERVER } from '../support/hub.ts';
import { errorOf, makeWords, wordsIn, write } from './scratch.ts';

/** How the backend dies, and what the work does about it. */
interface Death {
  readonly name: string;
  /** Ends once the backend has been told to die. */
  during(tx: Transaction, pid: number): Promise<void>;
}

describe.runIf(SERVER)('a transaction whose connection dies', () => {
  let db: Database;
  let killer: Database;

  beforeAll(async () => {
    db = await openTestDatabase();
    killer = openServer({ url: SERVER as string, tenant: 'public' });
    await makeWords(db);
  });
  beforeEach(() => db.rows('test.forget-words', sql`delete from words`));
  afterAll(async () => {
    await killer.close();
    await db.close();
  });

  const backendOf = async (queries: Queries): Promise<number> => {
    const [row] = await queries.rows<{ pid: number }>('test.pid', sql`select pg_backend_pid() pid`);
    return (row as { pid: number }).pid;
  };
  const kill = async (pid: number): Promise<void> => {
    await killer.rows('test.kill', sql`select pg_terminate_backend(${pid}::int)`);
  };
  const isThere = async (pid: number, state: string): Promise<boolean> => {
    const rows = await killer.rows(
      'test.backend',
      sql`select 1 from pg_stat_activity where pid = ${pid}::int and state like ${state}`,
    );
    return rows.length > 0;
  };
  const until = async (happened: () => Promise<boolean>): Promise<void> => {
    while (!(await happened())) await sleep(5);
  };

  const deaths: readonly Death[] = [
    {
      name: 'while a statement runs',
      during: async (tx, pid) => {
        const running = errorOf(tx.rows('test.long', sql`select pg_sleep(30)`));
        await until(() => isThere(pid, 'active'));
        await kill(pid);
        await running;
      },
    },
    { name: 'between statements, the next at once', during: (_, pid) => kill(pid) },
    {
      name: 'between statements, the next when the backend has gone',
      during: async (_, pid) => {
        await kill(pid);
        await until(async () => !(await isThere(pid, '%')));
      },
    },
    {
      name: 'between statements, the next when the hub has surely heard',
      during: async (_, pid) => {
        await kill(pid);
        await until(async () => !(await isThere(pid, '%')));
        await sleep(50);
      },
    },
  ];

  // Each death five times over: twenty in all.
  const trials = deaths.flatMap((death) =>
    [1, 2, 3, 4, 5].map((round) => ({ ...death, round, title: `${death.name} (${round})` })),
  );

  it.each(trials)('does not happen: $title', async ({ during, round }) => {
    const later: Error[] = [];
    let ended = false;
    const lost = db.transaction(async (tx) => {
      for (let at = 0; at < round; at += 1) await write(tx, `before ${at}`);
      await during(tx, await backendOf(tx));
      for (let at = 0; at < 3; at += 1) {
        later.push(await errorOf(write(tx, `after ${at}`)));
        await sleep(at);
      }
      ended = true;
    });
    const beside = db.transaction(async (tx) => {
      await write(tx, 'beside');
      await tx.rows('test.wait', sql`select pg_sleep(0.02)`);
      await write(tx, 'beside too');
    });
    expect(await errorOf(lost)).toBeInstanceOf(ConnectionLost);
    await beside;
    // The work ran on to its end, as postgres.js lets it; every statement of it was refused.
    expect(ended).toBe(true);
    expect(later).toHaveLength(3);
    expect(await wordsIn(db)).toEqual(['beside', 'beside too']);
    await db.transaction((tx) => write(tx, 'afterwards'));
    expect(await wordsIn(db)).toEqual(['beside', 'beside too', 'afterwards']);
  });

  it('does not happen when the work ignores every error and ends as if all were well', async () => {
    const lost = db.transaction(async (tx) => {
      await write(tx, 'before');
      await kill(await backendOf(tx));
      await write(tx, 'after').catch(() => undefined);
    });
    expect(await errorOf(lost)).toBeInstanceOf(ConnectionLost);
    expect(await wordsIn(db)).toEqual([]);
  });

  it('does not happen when the backend dies after the last statement of the work', async () => {
    const lost = db.transaction(async (tx) => {
      await write(tx, 'before');
      const pid = await backendOf(tx);
      await kill(pid);
      await until(async () => !(await isThere(pid, '%')));
    });
    expect(await errorOf(lost)).toBeInstanceOf(ConnectionLost);
    expect(await wordsIn(db)).toEqual([]);
  });

  it('refuses statements sent together, each of them', async () => {
    const lost = db.transaction(async (tx) => {
      await kill(await backendOf(tx));
      await Promise.all([write(tx, 'one'), write(tx, 'two'), write(tx, 'three')]);
    });
    expect(await errorOf(lost)).toBeInstanceOf(ConnectionLost);
    expect(await wordsIn(db)).toEqual([]);
  });

  it('a connection that died while nobody used it fails no later transaction', async () => {
    const pids = await Promise.all(
      Array.from({ length: 3 }, () =>
        db.transaction(async (tx) => {
          await tx.rows('test.wait', sql`select pg_sleep(0.05)`);
          return backendOf(tx);
        }),
      ),
    );
    for (const pid of pids) await kill(pid);
    await db.transaction((tx) => write(tx, 'at once'));
    await sleep(50);
    await db.transaction((tx) => write(tx, 'once heard'));
    expect(await wordsIn(db)).toEqual(['at once', 'once heard']);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Database, sql, type Transaction, TransactionOver } from '../../src/db/database.ts';
import { openTestDatabase } from '../support/hub.ts';
import { errorOf, fail, makeWords, wordsIn, write } from './scratch.ts';

let db: Database;
beforeAll(async () => {
  db = await openTestDatabase();
  await makeWords(db);
});
beforeEach(() => db.rows('test.forget-words', sql`delete from words`));
afterAll(() => db.close());

describe('a transaction', () => {
  it('holds whole once its work is done, and gives the result of the work', async () => {
    const result = await db.transaction(async (tx) => {
      await write(tx, 'one');
      await write(tx, 'two');
      return wordsIn(tx);
    });
    expect(result).toEqual(['one', 'two']);
    expect(await wordsIn(db)).toEqual(['one', 'two']);
  });

  it('leaves nothing behind when its work throws, and throws the same error', async () => {
    const reason = new Error('a rule was broken');
    const error = await errorOf(
      db.transaction(async (tx) => {
        await write(tx, 'one');
        await write(tx, 'two');
        throw reason;
      }),
    );
    expect(error).toBe(reason);
    expect(await wordsIn(db)).toEqual([]);
  });

  it('leaves nothing behind when a statement fails, and tells which fault it was', async () => {
    const error = await errorOf(
      db.transaction(async (tx) => {
        await write(tx, 'one');
        await fail(tx);
      }),
    );
    expect(error.message).toContain('null value in column "word"');
    expect(await wordsIn(db)).toEqual([]);
  });

  it('refuses every statement after one has failed, also where the failure was caught', async () => {
    const later: Error[] = [];
    const error = await errorOf(
      db.transaction(async (tx) => {
        await write(tx, 'one');
        await errorOf(fail(tx));
        later.push(await errorOf(write(tx, 'two')), await errorOf(wordsIn(tx)));
      }),
    );
    expect(later).toEqual([expect.any(TransactionOver), expect.any(TransactionOver)]);
    // The work ended as if all were well; half of it must not be taken for the whole.
    expect(error).toBeInstanceOf(TransactionOver);
    expect(await wordsIn(db)).toEqual([]);
  });

  it('does not hold when its work swallowed a failure and went on to the end', async () => {
    const swallowing = db.transaction(async (tx) => {
      await write(tx, 'one');
      await fail(tx).catch(() => undefined);
      return 'all well';
    });
    expect(await errorOf(swallowing)).toBeInstanceOf(TransactionOver);
    expect(await wordsIn(db)).toEqual([]);
  });

  it('refuses its handle once it has ended, well or badly', async () => {
    const handles: Transaction[] = [];
    await db.transaction(async (tx) => {
      handles.push(tx);
      await write(tx, 'one');
    });
    await errorOf(
      db.transaction(async (tx) => {
        handles.push(tx);
        throw new Error('no');
      }),
    );
    for (const handle of handles) {
      expect(await errorOf(write(handle, 'late'))).toBeInstanceOf(TransactionOver);
    }
    expect(await wordsIn(db)).toEqual(['one']);
  });

  it('takes turns with others: of many at once each holds whole or not at all', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) =>
        db.transaction(async (tx) => {
          await write(tx, `${index} first`);
          if (index % 2 === 1) await fail(tx);
          await write(tx, `${index} second`);
        }),
      ),
    );
    expect(outcomes.map(({ status }) => status)).toEqual(
      Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? 'fulfilled' : 'rejected')),
    );
    const even = Array.from({ length: 10 }, (_, index) => index * 2);
    expect((await wordsIn(db)).sort()).toEqual(
      even.flatMap((index) => [`${index} first`, `${index} second`]).sort(),
    );
  });
});

describe('work under a key', () => {
  it('never runs beside other work under the same key', async () => {
    let inside = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      inside += 1;
      most = Math.max(most, inside);
      await db.rows('test.wait', sql`select pg_sleep(0.01)`);
      inside -= 1;
    };
    await Promise.all(Array.from({ length: 5 }, () => db.exclusively('one key', work)));
    expect(most).toBe(1);
  });

  it('runs beside work under another key', async () => {
    let arrive: () => void = () => undefined;
    const arrived = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    // The first ends only once the second, under its own key, has begun.
    const first = db.exclusively('a', () => arrived);
    await db.exclusively('b', async () => arrive());
    await first;
  });

  it('lets the next one in when the work throws', async () => {
    await errorOf(db.exclusively('key', () => Promise.reject(new Error('no'))));
    expect(await db.exclusively('key', async () => 'in')).toBe('in');
  });
});

describe('a statement', () => {
  it('tells its name to whoever listens, until they stop', async () => {
    const heard: string[] = [];
    const stop = db.listen((name) => heard.push(name));
    await db.rows('test.alone', sql`select 1`);
    await db.transaction((tx) => tx.rows('test.together', sql`select 1`));
    stop();
    await db.rows('test.unheard', sql`select 1`);
    expect(heard).toEqual(['test.alone', 'test.together']);
  });

  it('tells of its beginning and its end to whoever times it, until they stop', async () => {
    const heard: string[] = [];
    const stop = db.time((name) => {
      heard.push(`${name} begins`);
      if (name === 'test.not-timed') return undefined;
      return (failure) => {
        heard.push(`${name} ${failure === undefined ? 'ends' : 'fails'}`);
      };
    });
    await db.rows('test.alone', sql`select 1`);
    await db.rows('test.not-timed', sql`select 1`);
    await db.transaction((tx) => tx.rows('test.together', sql`select 1`));
    await errorOf(fail(db));
    await errorOf(db.transaction((tx) => fail(tx)));
    stop();
    await db.rows('test.unheard', sql`select 1`);
    expect(heard).toEqual([
      'test.alone begins',
      'test.alone ends',
      'test.not-timed begins',
      'test.together begins',
      'test.together ends',
      'test.fail begins',
      'test.fail fails',
      'test.fail begins',
      'test.fail fails',
    ]);
  });

  it('carries its name into the database’s own log', async () => {
    const [row] = await db.rows<{ sent: string }>(
      'test.own-text',
      sql`select current_query() as sent`,
    );
    expect(row?.sent).toMatch(/^\/\* test\.own-text \*\/ select/);
  });
});

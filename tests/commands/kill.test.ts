import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { sql } from '../../src/db/database.ts';
import { openHub } from '../../src/hub.ts';
import { fileFor } from '../deliveries/receiving.ts';
import { testNhsNumbers } from '../people/numbers.ts';
import { SERVER } from '../support/hub.ts';
import { ended, makePlace, type Place } from './place.ts';

/** Fewer where each look opens a database of its own. */
const KILLS = SERVER ? 6 : 4;
const NUMBERS = testNhsNumbers(2000);

/** What anybody can see of the hub: deliveries that count, and the awards that speak. */
interface Seen {
  readonly loaded: bigint;
  readonly awards: bigint;
  readonly pounds: string | null;
  readonly people: bigint;
}

// 500 people at £100 a week; then 2,000 at £150, who replace them.
const OLD: Seen = { loaded: 1n, awards: 500n, pounds: '50000', people: 500n };
const NEW: Seen = { loaded: 2n, awards: 2000n, pounds: '300000', people: 2000n };

let place: Place;
let words: string[];

async function look(): Promise<Seen> {
  const hub = await openHub(readConfig(place.env), []);
  try {
    const [row] = await hub.db.rows<Seen>(
      'test.seen',
      sql`select (select count(*) from deliveries where status = 'LOADED') as loaded,
            count(*) as awards, trim_scale(sum(a.amount)) as pounds,
            count(distinct i.person_id) as people
          from awards a join identities i on i.id = a.identity_id
          join submission_windows w on w.submission_id = a.submission_id
          where a.counts and w.known_until is null and i.person_id is not null`,
    );
    return { ...(row as Seen) };
  } finally {
    await hub.close();
  }
}

const ingestOf = (path: string) => ['ingest', 'social-care-cld', path, '--from', 'E08000039'];

beforeAll(async () => {
  place = await makePlace('made');
  const old = await place.file('old.csv', fileFor(NUMBERS.slice(0, 500), '100.00'));
  expect((await place.json(...ingestOf(old))).answer).toMatchObject({ status: 'LOADED' });
  words = ingestOf(await place.file('new.csv', fileFor(NUMBERS, '150.00')));
});
afterAll(() => place.remove());

describe('a load that is killed at any moment', () => {
  it('leaves the old state or the new, and the file loads again', async () => {
    expect(await look()).toEqual(OLD);
    const started = Date.now();
    const { answer } = await place.json(...words);
    const whole = Date.now() - started;
    expect(await look()).toEqual(NEW);
    await takeBack(answer.delivery);

    const cutOff: Seen[] = [];
    for (let kill = 0; kill < KILLS; kill += 1) {
      const load = await place.start('src/cli.js', ...words);
      const end = ended(load);
      // One moment in each part of the time, from the start to a little after the end.
      await Promise.race([end, sleep(((kill + Math.random()) / KILLS) * whole * 1.05)]);
      load.kill('SIGKILL');
      await end;
      const seen = await look();
      expect([OLD, NEW]).toContainEqual(seen);
      cutOff.push(seen);
      if (seen.loaded === NEW.loaded) await takeBack((await place.json(...words)).answer.delivery);
    }
    // Most of the moments lie before the end: the test did cut loads off.
    expect(cutOff).toContainEqual(OLD);

    const again = await place.json(...words);
    expect(again).toMatchObject({ exit: 0, answer: { status: 'LOADED', accepted: 2000 } });
    expect(await look()).toEqual(NEW);
    expect((await place.json(...words)).answer).toMatchObject({ status: 'ALREADY_LOADED' });
  }, 1_200_000);
});

/** Takes the new file back, so that the old state stands again. */
async function takeBack(delivery: string): Promise<void> {
  const { answer } = await place.json('withdraw', delivery, '--reason', 'to kill it once more');
  expect(answer).toEqual({ status: 'WITHDRAWN' });
}

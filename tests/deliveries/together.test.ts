import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { list, sql } from '../../src/db/database.ts';
import { ingest } from '../../src/deliveries/ingest.ts';
import { testNhsNumbers } from '../people/numbers.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import {
  awardedTo,
  failingAt,
  fileFor,
  HARTLEPOOL,
  receiveCld,
  requestFor,
  SHEFFIELD,
  takeBack,
} from './receiving.ts';

let hub: TestHub;
const NUMBERS = testNhsNumbers(400);
beforeAll(async () => {
  hub = await openTestHub();
});
afterAll(() => hub.close());

/** How many people and identities carry these NHS numbers. */
async function peopleWith(numbers: readonly string[]): Promise<{ people: bigint; live: bigint }> {
  const [row] = await hub.db.rows<{ people: bigint; live: bigint }>(
    'test.people',
    sql`select count(distinct person_id) as people, count(person_id) as live from identities
        where nhs_number = any(${list(numbers)}::text::text[])`,
  );
  return row as { people: bigint; live: bigint };
}

/** Days that two submissions of one scope both speak for now. */
async function daysSaidTwice(): Promise<bigint> {
  const [row] = await hub.db.rows<{ n: bigint }>(
    'test.said-twice',
    sql`select count(*) as n
        from submission_windows a join submissions sa on sa.id = a.submission_id
        join submissions sb on sb.scope = sa.scope and sb.id > sa.id
        join submission_windows b on b.submission_id = sb.id
        where a.known_until is null and b.known_until is null
          and daterange(a.from_day, a.until_day) && daterange(b.from_day, b.until_day)`,
  );
  return row?.n ?? 0n;
}

describe('deliveries that arrive at once', () => {
  it('the same file twice: one is loaded, the other known', async () => {
    const text = fileFor(NUMBERS.slice(0, 20), '100.00');
    const outcomes = await Promise.all([receiveCld(hub, text), receiveCld(hub, text)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['ALREADY_LOADED', 'LOADED']);
    expect(new Set(outcomes.map(({ delivery }) => delivery)).size).toBe(1);
    expect(await awardedTo(hub, NUMBERS[0] as string)).toBe(521429);
  });

  it('from two councils, about the same people: each is one person', async () => {
    for (let round = 1; round <= 5; round += 1) {
      const numbers = NUMBERS.slice(round * 50, round * 50 + 50);
      const text = fileFor(numbers, '100.00', { 'LA Code': '' });
      const outcomes = await Promise.all([
        receiveCld(hub, text),
        receiveCld(hub, text, HARTLEPOOL),
      ]);
      expect(outcomes.map(({ status }) => status)).toEqual(['LOADED', 'LOADED']);
      expect(await peopleWith(numbers)).toEqual({ people: 50n, live: 100n });
    }
  });

  it('from a council under its old code and its new one: no day is said twice', async () => {
    for (let round = 1; round <= 5; round += 1) {
      const numbers = NUMBERS.slice(0, 30);
      const text = (cost: string) => fileFor(numbers, cost, { 'LA Code': 'E08000019' });
      const outcomes = await Promise.all([
        receiveCld(hub, text(`10${round}.00`), 'E08000019'),
        receiveCld(hub, text(`20${round}.00`), SHEFFIELD),
      ]);
      expect(outcomes.map(({ status }) => status)).toEqual(['LOADED', 'LOADED']);
      expect(await daysSaidTwice()).toBe(0n);
      const [{ delivery = null } = {}] = outcomes;
      await takeBack(hub, delivery);
    }
  });

  it('one that ends in a fault leaves the other whole', async () => {
    const numbers = NUMBERS.slice(350, 360);
    const bad = { adapter: failingAt(5), sender: HARTLEPOOL };
    const text = fileFor(numbers, '100.00', { 'LA Code': '' });
    const [loaded, failed] = await Promise.allSettled([
      receiveCld(hub, text),
      ingest(hub.db, await requestFor(hub, text, bad)),
    ]);
    expect([loaded.status, failed.status]).toEqual(['fulfilled', 'rejected']);
    expect(await peopleWith(numbers)).toEqual({ people: 10n, live: 10n });
  });
});

import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedReference } from '../../seeds/run.ts';
import { ConnectionLost, type Database, raw, sql } from '../../src/db/database.ts';
import { Unavailable } from '../../src/db/deadline.ts';
import { migrate } from '../../src/db/migrate.ts';
import { openServer } from '../../src/db/server.ts';
import { openAccount } from '../../src/ledger/open-account.ts';
import { recordDeposit } from '../../src/ledger/record-deposit.ts';
import { recordSpend } from '../../src/ledger/record-spend.ts';
import { verifyLedger } from '../../src/ledger/verify.ts';
import { link } from '../../src/people/service.ts';
import { pence } from '../../src/values/money.ts';
import type { NhsNumber } from '../../src/values/nhs-number.ts';
import type { Nino } from '../../src/values/nino.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { testNhsNumbers } from '../people/numbers.ts';
import { SERVER } from '../support/hub.ts';
import { ADULTS, BOARD, COUNCIL, finance, HEALTH, newKey, TODAY } from './money.ts';

const [ANN] = testNhsNumbers(1) as [NhsNumber];
const OFFICE = { ...finance(COUNCIL), nhsNumber: null };
const today = TODAY as PlainDate;
const effectiveDay = '2026-01-12' as PlainDate;
const ROUNDS = 10;
const AT_ONCE = 20;

describe.runIf(SERVER)('while backends are killed', () => {
  // A database of its own, so that nobody else's connections are meant.
  const database = `money_${randomBytes(6).toString('hex')}`;
  let eye: Database;
  let db: Database;

  beforeAll(async () => {
    eye = openServer({ url: SERVER as string, tenant: 'public' });
    await eye.rows('test.make-database', sql`${raw(`create database ${database}`)}`);
    const url = new URL(SERVER as string);
    url.pathname = `/${database}`;
    db = openServer({ url: url.href, tenant: 'public' });
    await migrate(db);
    await seedReference({ db });
    const nino = 'QQ123456C' as Nino;
    await link(db, { nhsNumber: ANN, nino, evidence: 'a letter', actor: 'test' });
  });
  afterAll(async () => {
    await db.close();
    await eye.rows('test.drop-database', sql`${raw(`drop database ${database} with (force)`)}`);
    await eye.close();
  });

  const spend = (account: string, idempotencyKey: string) => {
    const said = { account, amount: pence(101), payee: 'x', purpose: 'travel', idempotencyKey };
    return recordSpend(db, OFFICE, { ...said, effectiveDay }, today);
  };

  it('twenty movements, ten times: each is whole or absent, and sent again it is there once', async () => {
    const opening = { nhsNumber: ANN, mode: 'DIRECT_PAYMENT', idempotencyKey: newKey() } as const;
    const { account } = await openAccount(db, OFFICE, opening);
    const money = { account, amount: pence(1_000_000), effectiveDay };
    for (const [stream, funder] of [
      [ADULTS, COUNCIL],
      [HEALTH, BOARD],
    ] as const) {
      const said = { ...money, stream, funder, idempotencyKey: newKey() };
      await recordDeposit(db, OFFICE, said, today);
    }
    let killed = 0;
    const outcomes: string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const keys = Array.from({ length: AT_ONCE }, newKey);
      const sent = keys.map((key) =>
        spend(account, key).then(
          () => 'recorded',
          (error) => (isLost(error) ? 'lost' : String(error)),
        ),
      );
      await sleep(5 + round * 4);
      const gone = await eye.rows(
        'test.kill-all',
        sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${database}`,
      );
      killed += gone.length;
      outcomes.push(...(await Promise.all(sent)));
      expect((await verifyLedger(db)).filter(({ ok }) => !ok)).toEqual([]);
      // Whatever became of each, the same request again leaves it there once.
      for (const key of keys) await spend(account, key);
    }
    expect(killed).toBeGreaterThanOrEqual(ROUNDS);
    expect([...new Set(outcomes)].sort()).toEqual(['lost', 'recorded']);
    const [row] = await db.rows<{ left: string; spent: bigint }>(
      'test.left',
      sql`select (select sum(balance_pence)::text from ledger_accounts
              where kind = 'DIRECT_PAYMENT') as left,
            (select count(*) from journals where kind = 'SPENDING') as spent`,
    );
    // £20,000.00 less 200 payments of £1.01.
    expect({ ...row }).toEqual({ left: '1979800', spent: 200n });
    expect((await verifyLedger(db)).filter(({ ok }) => !ok)).toEqual([]);
  });
});

/** Told to the caller as "not just now". */
function isLost(error: unknown): boolean {
  return error instanceof ConnectionLost || error instanceof Unavailable;
}

import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADAPTERS } from '../../adapters/all.ts';
import { seedReference } from '../../seeds/run.ts';
import { demoTokens, signDemoToken } from '../../src/access/demo-key.ts';
import { readConfig } from '../../src/config.ts';
import { type Database, raw, type Sql, sql, type Transaction } from '../../src/db/database.ts';
import { openServer } from '../../src/db/server.ts';
import { ingest } from '../../src/deliveries/ingest.ts';
import { type Hub, openHub } from '../../src/hub.ts';
import { relate } from '../../src/people/service.ts';
import { type RunningServer, serve } from '../../src/server.ts';
import type { NhsNumber } from '../../src/values/nhs-number.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { testNhsNumbers } from '../people/numbers.ts';
import { cldFile } from '../support/cld.ts';
import { SERVER } from '../support/hub.ts';
import { testLog } from '../support/overheard.ts';

const TODAY = '2026-01-15' as PlainDate;
const PEOPLE = 20;
const NUMBERS = testNhsNumbers(2 * PEOPLE);
const LASTS = 5000;

/** Two organisations, each with its people and a worker who works with them and nobody else. */
const TEAMS = ['E08000039', 'E06000001'].map((organisation, at) => ({
  organisation,
  subject: `worker of ${organisation}`,
  numbers: NUMBERS.slice(at * PEOPLE, (at + 1) * PEOPLE) as NhsNumber[],
  // Every one of them has a year of £100 a week at least; what matters is whose it is.
  weekly: `${100 + at}.00`,
}));
type Team = (typeof TEAMS)[number];

const QUERY = `{ people(first: 50) { nodes {
  id integratedBudget(year: "2025-26") { streams { funder { code } amount { pence } } } } } }`;

/** What one answer shows. */
interface Shown {
  readonly status: number;
  readonly people: string[];
  readonly funders: string[];
}

describe.runIf(SERVER)('a server whose backends are killed under load', () => {
  const database = `killed_${randomBytes(6).toString('hex')}`;
  let eye: Database;
  let hub: Hub;
  let server: RunningServer;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'onepot-killed-'));
    eye = openServer({ url: SERVER as string, tenant: 'public' });
    await eye.rows('test.make-database', sql`${raw(`create database ${database}`)}`);
    const url = new URL(SERVER as string);
    url.pathname = `/${database}`;
    const env = { DATABASE_URL: url.href, DATA_DIR: folder, TODAY, PORT: '0' };
    const config = { ...readConfig({ ...env, RATE_LIMIT_BURST: '100000' }), port: 0 };
    hub = await openHub(config, ADAPTERS, () => undefined, config.statementLimits);
    await seedReference(hub);
    for (const team of TEAMS) await receive(hub, folder, team);
    const { log } = testLog();
    server = await serve({ hub, tokens: await demoTokens(folder), log });
  });
  afterAll(async () => {
    await server.stop();
    await hub.close();
    await eye.rows('test.drop-database', sql`${raw(`drop database ${database} with (force)`)}`);
    await eye.close();
    await rm(folder, { recursive: true });
  });

  const ask = async ({ subject, organisation }: Team): Promise<Shown> => {
    const token = await signDemoToken(folder, { role: 'care-team', subject, organisation });
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: QUERY }),
    });
    const { data } = (await response.json()) as {
      data?: {
        people: {
          nodes: {
            id: string;
            integratedBudget: { streams: { funder: { code: string } }[] };
          }[];
        };
      };
    };
    const nodes = data?.people.nodes ?? [];
    return {
      status: response.status,
      people: nodes.map(({ id }) => id),
      funders: nodes.flatMap((node) =>
        node.integratedBudget.streams.map(({ funder }) => funder.code),
      ),
    };
  };

  it('shows nobody another’s row and leaves no change half-written', async () => {
    const whole = await Promise.all(TEAMS.map(ask));
    expect(whole.map(({ people }) => people.length)).toEqual([PEOPLE, PEOPLE]);
    const end = Date.now() + LASTS;
    const answers: [Shown, Shown][] = [];
    const changes = { done: 0, refused: 0 };
    const asking = TEAMS.flatMap((team, at) =>
      Array.from({ length: 4 }, async () => {
        while (Date.now() < end) answers.push([await ask(team), whole[at] as Shown]);
      }),
    );
    const paused = pausing(hub.db);
    const changing = TEAMS.map(async ({ organisation, numbers }) => {
      for (let turn = 0; Date.now() < end; turn += 1) {
        const nhsNumber = numbers[turn % PEOPLE] as NhsNumber;
        const subject = `new ${organisation} ${turn}`;
        const days = { fromDay: null, untilDay: null };
        await relate(paused, { subject, key: { nhsNumber }, ...days, actor: 'test' }).then(
          () => (changes.done += 1),
          () => (changes.refused += 1),
        );
      }
    });
    let killed = 0;
    const killing = async () => {
      while (Date.now() < end) {
        await sleep(40);
        const gone = await eye.rows(
          'test.kill-all',
          sql`select pg_terminate_backend(pid) from pg_stat_activity
            where datname = ${database} and random() < 0.4`,
        );
        killed += gone.length;
      }
    };
    await Promise.all([...asking, ...changing, killing()]);

    expect(killed).toBeGreaterThan(20);
    const statuses = new Set(answers.map(([{ status }]) => status));
    expect([...statuses].sort()).toEqual([200, 503]);
    // An answer is whole and the team's own, or there is none.
    for (const [shown, own] of answers) {
      if (shown.status === 200) expect(shown).toEqual(own);
      else expect(shown.people).toEqual([]);
    }
    for (const [at, { funders }] of whole.entries()) {
      expect(new Set(funders)).toEqual(new Set([TEAMS[at]?.organisation]));
    }
    expect(changes.done).toBeGreaterThan(0);
    expect(changes.refused).toBeGreaterThan(0);
    // A connection killed while nobody used it is found dead by the next who does.
    const again = { timeout: 10_000 };
    await expect.poll(halves, again).toEqual({ unnoted: 0n, undone: 0n });
    const statusesNow = async () => (await Promise.all(TEAMS.map(ask))).map(({ status }) => status);
    await expect.poll(statusesNow, again).toEqual([200, 200]);
  });

  /** Changes without their note in the audit, and notes without their change. */
  async function halves(): Promise<unknown> {
    const [row] = await hub.db.rows<object>(
      'test.halves',
      sql`with noted as (
            select details ->> 'subject' as subject from audit_events
            where action = 'relationship-started')
          select (select count(*) from relationships where subject not in (select * from noted))
              as unnoted,
            (select count(*) from noted where subject not in (select subject from relationships))
              as undone`,
    );
    return { ...row };
  }
});

/** The database, with time to die in before a change is noted: between its two halves. */
function pausing(db: Database): Database {
  const transaction = <Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> =>
    db.transaction((tx) => {
      const rows = async <Row>(name: string, statement: Sql): Promise<Row[]> => {
        if (name === 'audit.note') await sleep(Math.random() * 60);
        return tx.rows<Row>(name, statement);
      };
      return work({ ...tx, rows });
    });
  return { ...db, transaction };
}

async function receive(hub: Hub, folder: string, team: Team): Promise<void> {
  const { organisation, subject, numbers, weekly } = team;
  const rows = numbers.map((number, at) => ({
    'LA Code': organisation,
    'NHS Number': number,
    'LA Person Unique Identifier': `${organisation} ${at}`,
    'Unit Cost': weekly,
  }));
  const path = join(folder, organisation);
  await writeFile(path, cldFile(...rows));
  const adapter = hub.adapters.get('social-care-cld');
  if (!adapter) throw new Error('there is no such adapter');
  const request = { adapter, files: [path], sender: organisation, basis: null };
  const told = await ingest(hub.db, { ...request, today: TODAY, actor: 'test' });
  expect(told.status).toBe('LOADED');
  for (const nhsNumber of numbers) {
    const days = { fromDay: null, untilDay: null };
    await relate(hub.db, { subject, key: { nhsNumber }, ...days, actor: 'test' });
  }
}

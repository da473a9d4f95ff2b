import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { demoTokens, signDemoToken } from '../../src/access/demo-key.ts';
import { readConfig } from '../../src/config.ts';
import { raw, sql } from '../../src/db/database.ts';
import { openHub } from '../../src/hub.ts';
import { type RunningServer, serve } from '../../src/server.ts';
import { makePlace } from '../commands/place.ts';
import { cldFile } from '../support/cld.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { testLog } from '../support/overheard.ts';
import { PERSON_BUDGET } from '../support/queries.ts';
import { blocksIn, someReads } from './entries.ts';

const ANN = '9990000018';

let hub: TestHub;
let server: RunningServer;
let token: string;

beforeAll(async () => {
  hub = await openTestHub('2026-01-15');
  await hub.receive('social-care-cld', 'E08000039', cldFile({}));
  const tokens = await demoTokens(hub.folder);
  const config = { ...hub.config, port: 0 };
  server = await serve({ hub: { ...hub, config }, tokens, log: testLog().log });
  token = await signDemoToken(hub.folder, { role: 'holder', subject: 'ann', nhsNumber: ANN });
});
afterAll(async () => {
  await server.stop();
  await hub.close();
});
beforeEach(async () => {
  await hub.db.rows('test.forget-served', sql`${raw('truncate reads, read_holds')}`);
});

const ask = (nhsNumber = ANN) =>
  fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: PERSON_BUDGET, variables: { nhsNumber, year: '2025-26' } }),
  });

const requestIds = async () =>
  (
    await hub.db.rows<{ request_id: string }>(
      'test.request-ids',
      sql`select request_id from reads order by id`,
    )
  ).map((row) => row.request_id);

describe('an answer that is served', () => {
  it('is kept under its request before it arrives, run as it stands or compiled', async () => {
    const ids: (string | null)[] = [];
    for (let time = 0; time < 3; time += 1) {
      ids.push((await ask()).headers.get('x-request-id'));
      expect(await requestIds()).toEqual(ids);
    }
  });

  it('is kept once each when many are asked for at once, in fewer inserts', async () => {
    hub.statements.length = 0;
    const answers = await Promise.all(Array.from({ length: 30 }, () => ask()));
    const ids = answers.map(({ headers }) => headers.get('x-request-id'));
    expect((await requestIds()).sort()).toEqual(ids.sort());
    const inserts = hub.statements.filter((name) => name === 'audit.keep-reads');
    expect(inserts.length).toBeLessThan(30);
  });

  it('is not given where it cannot be kept, and the fault is masked', async () => {
    const { rows } = hub.serving;
    (hub.serving as { rows: unknown }).rows = (name: string, statement: never) =>
      name === 'audit.keep-reads'
        ? Promise.reject(new Error(`no room for ${ANN}`))
        : rows.call(hub.serving, name, statement);
    try {
      const text = await (await ask()).text();
      const { data, errors } = JSON.parse(text);
      expect(data ?? null).toBeNull();
      expect(errors[0].extensions.code).toBe('INTERNAL_SERVER_ERROR');
      expect(text).not.toMatch(/no room|521429/);
      // Where there is nobody, nothing is kept and the answer is as ever.
      expect(await (await ask('9990000034')).json()).toMatchObject({ data: { person: null } });
    } finally {
      (hub.serving as { rows: unknown }).rows = rows;
    }
  });
});

describe('an open hub', () => {
  it('seals by itself within a second, and when it closes', async () => {
    const place = await makePlace('made');
    const open = () => openHub(readConfig(place.env), []);
    try {
      const first = await open();
      await someReads(first.db, 2);
      const sealed = async () => (await blocksIn(first.db, 'READS')).map(({ rows }) => rows);
      await vi.waitFor(async () => expect(await sealed()).toEqual([2]), { timeout: 2000 });
      await someReads(first.db, 3);
      await first.close();
      const second = await open();
      expect((await blocksIn(second.db, 'READS')).map(({ rows }) => rows)).toEqual([2, 3]);
      await second.close();
    } finally {
      await place.remove();
    }
  });
});

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ExecutionResult, graphql } from 'graphql';
import { inject } from 'vitest';
import { ADAPTERS } from '../../adapters/all.ts';
import { Context } from '../../schema/context.ts';
import { withReadsKept } from '../../schema/execute.ts';
import { schema } from '../../schema/schema.ts';
import type { Role, Viewer } from '../../src/access/viewer.ts';
import { ReadLog } from '../../src/audit/read-log.ts';
import { keepReads } from '../../src/audit/store.ts';
import { readConfig } from '../../src/config.ts';
import type { Databases } from '../../src/databases.ts';
import { type Database, raw, sql } from '../../src/db/database.ts';
import { openEmbedded } from '../../src/db/embedded.ts';
import { servingRole } from '../../src/db/scope.ts';
import { openServer } from '../../src/db/server.ts';
import type { IngestOutcome, SharingBasis } from '../../src/deliveries/delivery.ts';
import { ingest } from '../../src/deliveries/ingest.ts';
import type { Hub } from '../../src/hub.ts';
import type { NhsNumber } from '../../src/values/nhs-number.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { noteFile, notePeople } from './overheard.ts';
import { dropDatabase, newDatabase, TESTED, urlOf } from './server-database.ts';

/** The PostgreSQL server to test on, or undefined for the embedded database. */
export const SERVER = process.env.DATABASE_URL;

/** A hub of its own for one test file, with reference data and nothing else. */
export interface TestHub extends Hub {
  /** Receives a file of the given text. */
  receive(
    adapter: string,
    from: string,
    text: string,
    basis?: SharingBasis | null,
    account?: string,
  ): Promise<IngestOutcome>;
  /** Asks as a viewer, through the schema; the names of the statements sent stay in `statements`. */
  ask(viewer: Partial<Viewer> & { role: Role }, query: string, variables?: object): Promise<Answer>;
  readonly statements: string[];
  readonly folder: string;
  /** The database on the server; undefined where it is embedded. */
  readonly url: string | undefined;
  day: PlainDate;
}

// biome-ignore lint/suspicious/noExplicitAny: tests read answers of many shapes
export type Answer = ExecutionResult<any>;

export async function openTestHub(today = '2026-01-15'): Promise<TestHub> {
  const folder = await mkdtemp(join(tmpdir(), 'onepot-test-'));
  const { db, serving, url, close } = await openTestDatabases();
  const statements: string[] = [];
  db.listen((name) => statements.push(name));
  // The embedded database is one connection, and tells of everybody's statements.
  if (SERVER) serving.listen((name) => statements.push(name));
  const adapters = new Map(ADAPTERS.map((adapter) => [adapter.code, adapter]));
  let files = 0;
  const hub: TestHub = {
    config: readConfig({ DATA_DIR: folder, TODAY: today }),
    db,
    serving,
    reads: new ReadLog((reads) => keepReads(serving, reads)),
    adapters,
    day: today as PlainDate,
    statements,
    folder,
    url,
    today: async () => hub.day,
    ready: async () => undefined,
    close: async () => {
      await close();
      await rm(folder, { recursive: true });
    },
    receive: async (code, from, text, basis, account) => {
      files += 1;
      const path = join(folder, `file-${files}`);
      await writeFile(path, text);
      noteFile(text);
      const adapter = adapters.get(code);
      if (!adapter) throw new Error(`no adapter ${code}`);
      const request = {
        adapter,
        files: [path],
        sender: from,
        basis: basis ?? null,
        account: account ?? null,
      };
      return ingest(db, { ...request, today: hub.day, actor: 'test' });
    },
    ask: async (viewer, source, variableValues) => {
      statements.length = 0;
      const asking = { subject: 'somebody', organisation: null, nhsNumber: null, ...viewer };
      const contextValue = new Context(hub, asking, hub.day);
      const result = await graphql({
        schema,
        source,
        contextValue,
        variableValues: variableValues as Record<string, unknown>,
      });
      return withReadsKept(result, contextValue);
    },
  };
  return hub;
}

/** A database with reference data: one of its own on a server, else in memory. */
export async function openTestDatabase(): Promise<Database & Pick<OwnDatabases, 'url'>> {
  const { db, url, close } = await openTestDatabases();
  return { ...db, url, close };
}

export interface OwnDatabases extends Databases {
  readonly url: string | undefined;
}

/** The same, also as the role that requests are served under. */
export async function openTestDatabases(): Promise<OwnDatabases> {
  const own = await openOwnDatabases();
  return {
    ...own,
    close: async () => {
      await notePeople(own.db);
      await own.close();
    },
  };
}

async function openOwnDatabases(): Promise<OwnDatabases> {
  const template = inject('template');
  if (!SERVER) {
    const startFrom = await readFile(template);
    const db = await openEmbedded({ folder: null, tenant: 'public', startFrom });
    const serving = db.as(servingRole('public'));
    return { db, serving, url: undefined, close: () => db.close() };
  }
  const server = SERVER;
  const name = await newDatabase(server, template);
  const url = urlOf(server, name);
  const db = openServer({ url, tenant: TESTED, connections: 2 });
  const serving = openServer({ url, tenant: TESTED, role: servingRole(TESTED) });
  const close = async () => {
    await serving.close();
    await db.close();
    await dropDatabase(server, name);
  };
  return { db, serving, url, close };
}

/** Takes a tenant away, and the role that it was served under. */
export async function dropTenant(db: Database): Promise<void> {
  const role = servingRole(db.tenant);
  await db.rows('test.drop-tenant', sql`${raw(`drop schema if exists ${db.tenant} cascade`)}`);
  await db.rows(
    'test.drop-role',
    sql`${raw(`do $$ begin
      if exists (select from pg_roles where rolname = '${role}') then
        drop owned by ${role}; drop role ${role};
      end if;
    end $$`)}`,
  );
}

/** A holder signed in as themself. */
export const holder = (nhsNumber: string) =>
  ({ role: 'holder', nhsNumber: nhsNumber as NhsNumber }) as const;

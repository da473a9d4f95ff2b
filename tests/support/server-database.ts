import { randomBytes } from 'node:crypto';
import { raw, sql } from '../../src/db/database.ts';
import { openServer } from '../../src/db/server.ts';

/** The tenant of a test's database; not the default one, so that no table is named with a schema. */
export const TESTED = 'tested';

/** The same server, another database. */
export function urlOf(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}

/** A database of its own on the server: an empty one, or a copy of a template that nobody is in. */
export async function newDatabase(server: string, template?: string): Promise<string> {
  const name = `onepot_test_${randomBytes(6).toString('hex')}`;
  const like = template === undefined ? '' : ` template ${template}`;
  await command(server, `create database ${name}${like}`);
  return name;
}

export async function dropDatabase(server: string, name: string): Promise<void> {
  await command(server, `drop database if exists ${name} with (force)`);
}

async function command(server: string, text: string): Promise<void> {
  const db = openServer({ url: server, tenant: 'public', connections: 1 });
  try {
    await db.rows('test.command', sql`${raw(text)}`);
  } finally {
    await db.close();
  }
}

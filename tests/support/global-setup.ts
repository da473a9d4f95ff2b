import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { seedReference } from '../../seeds/run.ts';
import { openEmbedded } from '../../src/db/embedded.ts';
import { migrate } from '../../src/db/migrate.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A dump of a migrated database with reference data; empty on a PostgreSQL server. */
    template: string;
  }
}

/** Makes the embedded database once; each test file starts from a copy. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (process.env.DATABASE_URL) {
    project.provide('template', '');
    return async () => undefined;
  }
  const folder = await mkdtemp(join(tmpdir(), 'onepot-tests-'));
  const db = await openEmbedded({ folder: null, tenant: 'public' });
  await migrate(db);
  await seedReference({ db });
  const template = join(folder, 'template.tar');
  await writeFile(template, await db.dump());
  await db.close();
  project.provide('template', template);
  return () => rm(folder, { recursive: true });
}

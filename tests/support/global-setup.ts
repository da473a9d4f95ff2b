import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { PERSONAS } from '../../seeds/demo/area.ts';
import { seedReference } from '../../seeds/run.ts';
import { openEmbedded } from '../../src/db/embedded.ts';
import { migrate } from '../../src/db/migrate.ts';
import { openServer } from '../../src/db/server.ts';
import { personalIn } from './overheard-check.ts';
import { dropDatabase, newDatabase, TESTED, urlOf } from './server-database.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /**
     * A migrated database with reference data, of which each test file gets a copy: a dump of the
     * embedded one, or the name of one on the PostgreSQL server.
     */
    template: string;
    /** The folder of what hubs say in this run, and of whom it is about. */
    overheard: string;
  }
}

/**
 * Makes a database once; each test file starts from a copy. When all tests have ended,
 * the run fails where a hub has said anything of a person. `TESTS_OPEN=nothing` makes none.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'onepot-tests-'));
  project.provide('overheard', folder);
  const { DATABASE_URL: server, TESTS_OPEN: opened } = process.env;
  const template = opened === 'nothing' ? null : await makeDatabase(folder, server);
  project.provide('template', template ?? '');
  return async () => {
    if (server && template) await dropDatabase(server, template);
    const told = toldOfPeople(folder);
    if (told.length === 0) return rm(folder, { recursive: true });
    // An error in a teardown is printed, but fails no run.
    process.exitCode = 1;
    throw new Error(`a hub under test has said of somebody:\n${told.join('\n')}`);
  };
}

const makeDatabase = (folder: string, server: string | undefined): Promise<string> =>
  server ? makeOnServer(server) : makeTemplate(folder);

async function makeOnServer(server: string): Promise<string> {
  const name = await newDatabase(server);
  const db = openServer({ url: urlOf(server, name), tenant: TESTED, connections: 1 });
  await migrate(db);
  await seedReference({ db });
  await db.close();
  return name;
}

async function makeTemplate(folder: string): Promise<string> {
  const db = await openEmbedded({ folder: null, tenant: 'public' });
  await migrate(db);
  await seedReference({ db });
  const template = join(folder, 'template.tar');
  await writeFile(template, await db.dump());
  await db.close();
  return template;
}

/** What the hubs have said of those whom the run and the demonstration are about. */
function toldOfPeople(folder: string): string[] {
  const personas = PERSONAS.map(({ name, nhsNumber }) => {
    const [givenNames = '', ...surname] = name.split(' ');
    return { nhsNumber, givenNames, surname: surname.join(' ') };
  });
  try {
    return personalIn(folder, personas);
  } catch (error) {
    return [`what could not be read: ${error}`];
  }
}

import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADAPTERS } from '../adapters/all.ts';
import { DEMO_CLAIMS } from '../seeds/demo/access.ts';
import { DEMO_DAY } from '../seeds/demo/bodies.ts';
import { seedDemo } from '../seeds/demo/seed.ts';
import { packageRoot } from '../src/db/package-root.ts';
import { loadContracts } from '../src/deliveries/load-contracts.ts';
import { loadTariffs } from '../src/deliveries/load-tariffs.ts';
import { activityFile, activityIn } from '../src/deliveries/price-file.ts';
import type { NhsNumber } from '../src/values/nhs-number.ts';
import { openTestHub, type TestHub } from './support/hub.ts';

const README = readFileSync(join(packageRoot(), 'README.md'), 'utf8');

/** Each question of the README: who asks, what, and the answer that is printed below it. */
const QUESTIONS = [
  ...README.matchAll(/```graphql\n# ([a-z-]+)\n(.*?)```\s+```json\n(.*?)```/gs),
].map(([, role, query, answer]) => ({ role, query, answer }));

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub(DEMO_DAY);
  await seedDemo(hub);
});
afterAll(() => hub.close());

describe('the README', () => {
  it('asks three questions, and one about a price', () => {
    const roles = QUESTIONS.map(({ role }) => role);
    expect(roles).toEqual(['holder', 'care-team', 'analyst', 'care-team']);
  });

  it.each(QUESTIONS)('prints the answer that a $role gets', async ({ role, query, answer }) => {
    const claims = DEMO_CLAIMS.find((each) => each.role === role);
    if (!claims) throw new Error(`the demonstration has no ${role}`);
    const viewer = {
      role: claims.role,
      subject: claims.subject,
      organisation: claims.organisation ?? null,
      nhsNumber: (claims.nhsNumber ?? null) as NhsNumber | null,
    };
    const { data, errors } = await hub.ask(viewer, query as string);
    expect(errors).toBeUndefined();
    expect(JSON.parse(JSON.stringify(data))).toEqual(JSON.parse(answer as string));
  });

  it('shows rows of activities, tariffs and contracts that load', async () => {
    const [activities, tariffs, contracts, ...others] = [
      ...README.matchAll(/```csv\n(.*?)```/gs),
    ].map(([, text]) => text as string);
    expect(others).toEqual([]);
    const file = async (name: string, text: string | undefined) => {
      await writeFile(join(hub.folder, name), text ?? '');
      return join(hub.folder, name);
    };
    const path = await file('activities.csv', activities);
    const read: unknown[] = [];
    for await (const row of activityFile.read(createReadStream(path))) read.push(activityIn(row));
    expect(read).toMatchObject([{ faults: null }]);
    const asked = { actor: 'test', dryRun: true };
    const list = await file('tariffs.csv', tariffs);
    const loading = { ...asked, file: list, today: DEMO_DAY, history: false };
    expect(await loadTariffs(hub.db, loading)).toMatchObject({ status: 'LOADED', added: 1 });
    const terms = { ...asked, path: await file('contracts.csv', contracts) };
    expect(await loadContracts(hub.db, terms)).toMatchObject({ status: 'LOADED', accepted: 1 });
  });

  it('names every adapter, and no file that is not there', () => {
    for (const { code } of ADAPTERS) expect(README).toContain(`adapters/${code}/README.md`);
    const links = [...README.matchAll(/\]\(([^)#]+)\)/g)].map(([, path]) => path as string);
    const local = links.filter((path) => !path.startsWith('http'));
    expect(local.length).toBeGreaterThan(8);
    for (const path of local) expect(existsSync(join(packageRoot(), path)), path).toBe(true);
  });

  it('lists every setting in .env.example', () => {
    const listed = readFileSync(join(packageRoot(), '.env.example'), 'utf8');
    const config = readFileSync(join(packageRoot(), 'src/config.ts'), 'utf8');
    const settings = [...config.matchAll(/^ {2}([A-Z_]+): z\./gm)].map(([, name]) => name);
    expect(settings.length).toBeGreaterThan(10);
    for (const name of settings) expect(listed).toContain(`${name}=`);
  });
});

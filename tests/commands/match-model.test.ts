import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { MATCH_MODEL } from '../../seeds/reference/match-model.ts';
import { seedReference } from '../../seeds/run.ts';
import { runCommand } from '../../src/commands/program.ts';
import { notedIn } from '../deliveries/receiving.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub();
});
afterAll(() => hub.close());

const NEXT = {
  ...MATCH_MODEL,
  version: MATCH_MODEL.version + 1,
  linkFrom: 30,
  source: 'counted here',
};

/** Runs `match-model …` in the hub's folder; gives its exit code and what it wrote. */
async function run(...words: string[]): Promise<{ exit: number; lines: string[] }> {
  const lines: string[] = [];
  const exit = await runCommand(
    ['match-model', ...words],
    {
      config: hub.config,
      folder: hub.folder,
      actor: 'test',
      terminal: {
        out: (line) => lines.push(line),
        error: (line) => lines.push(line),
        progress: () => undefined,
      },
      withHub: (work) => work(hub),
    },
    seedReference,
  );
  return { exit, lines };
}

async function load(model: unknown, ...options: string[]) {
  await writeFile(join(hub.folder, 'model.json'), JSON.stringify(model));
  const { exit, lines } = await run('load', 'model.json', '--json', ...options);
  return { exit, answer: JSON.parse(lines[0] as string) };
}

async function shown(): Promise<unknown> {
  const { lines } = await run('show', '--json');
  return JSON.parse(lines[0] as string);
}

it('shows the model in force, as a file that load takes', async () => {
  expect(await shown()).toEqual(MATCH_MODEL);
  expect((await load(await shown())).answer).toMatchObject({
    status: 'ALREADY_LOADED',
    version: MATCH_MODEL.version,
  });
  const { lines } = await run('show');
  expect(lines[0]).toContain('version 2: links from 22 bits, review from 17');
  // By hand: log2(0.973 / 0.0000428) = 14.47.
  expect(lines[0]).toMatch(/^birthDate +SAME +14\.47 {2}m 0\.973, u 0\.0000428$/m);
});

it('judges a file without writing, then keeps it as the newest, once', async () => {
  expect(await load(NEXT, '--dry-run')).toMatchObject({
    exit: 0,
    answer: { status: 'LOADED', version: 3, inForce: 3, faults: [] },
  });
  expect(await shown()).toEqual(MATCH_MODEL);
  const before = (await notedIn(hub.db)).length;
  expect(await load(NEXT)).toMatchObject({ exit: 0, answer: { status: 'LOADED', inForce: 3 } });
  expect(await shown()).toEqual(NEXT);
  expect(await load(NEXT)).toMatchObject({ exit: 0, answer: { status: 'ALREADY_LOADED' } });
  const noted = (await notedIn(hub.db)).slice(before);
  expect(noted.map(({ action, details }) => [action, details.version])).toEqual([
    ['match-model-loaded', 3],
  ]);
});

it('reference data seeded again does not push aside a model that was loaded', async () => {
  await seedReference(hub);
  expect(await shown()).toEqual(NEXT);
});

const levelsWith = (surname: object) => ({
  ...MATCH_MODEL.levels,
  surname: { ...MATCH_MODEL.levels.surname, ...surname },
});
const SAME = 'levels.surname.SAME';
const NOT_ODDS = 'is neither m and u, each from 1e-12 to 1, nor bits from -1000 to 1000';

it.each([
  [{ ...NEXT, linkFrom: 31 }, 'version', /^3 is there already with other figures/],
  [{ ...NEXT, version: 1 }, 'version', /^is below 3, the newest/],
  [{ ...NEXT, version: 4, reviewFrom: 30 }, 'linkFrom', 'is not above reviewFrom'],
  [{ ...NEXT, version: 4.5 }, 'version', 'is not a whole number from 1 to 2147483647'],
  [{ ...NEXT, version: 4, source: ' ' }, 'source', 'does not say how the figures were come by'],
  [{ ...NEXT, version: 4, levels: levelsWith({ SAME: undefined }) }, SAME, 'is missing'],
  [
    { ...NEXT, version: 4, levels: levelsWith({ SAME: { m: 0.9, u: 0 } }) },
    `${SAME}.u`,
    'is not a share from 1e-12 to 1',
  ],
  [{ ...NEXT, version: 4, levels: levelsWith({ SAME: { bits: null } }) }, SAME, NOT_ODDS],
  [
    { ...NEXT, version: 4, levels: levelsWith({ ROUGHLY: { bits: 1 } }) },
    'levels.surname.ROUGHLY',
    'is no field of a model',
  ],
  [
    { ...NEXT, version: 4, reviewOnly: { nino: ['SWAPPED'] } },
    'reviewOnly.nino.0',
    'is not a level of this field',
  ],
  [{ ...NEXT, version: 4, reviewTogether: [{}] }, 'reviewTogether.0', 'names no field'],
  [{ ...NEXT, version: 4, linkFrm: 3 }, 'linkFrm', 'is no field of a model'],
  [
    { ...NEXT, version: 4, notSaid: { postcode: ['zz99 3vz'] } },
    'notSaid.postcode.0',
    'is not a postcode',
  ],
])('refuses a file and says where and why: %#', async (model, field, reason) => {
  const { exit, answer } = await load(model);
  expect(exit).toBe(1);
  expect(answer).toMatchObject({ status: 'REFUSED', inForce: 3 });
  expect(answer.faults).toHaveLength(1);
  expect(answer.faults[0].field).toBe(field);
  expect(answer.faults[0].reason).toMatch(reason);
  expect(answer.reason).toBe(`${field} ${answer.faults[0].reason}`);
  expect(await shown()).toEqual(NEXT);
});

it('repeats no name and nothing that is not JSON', async () => {
  const common = { 'Barraclough-Müller': 0.1 };
  const { answer } = await load({
    ...NEXT,
    version: 4,
    names: { surname: { common, other: 0.1 } },
  });
  expect(answer.faults.map(({ field }: { field: string }) => field)).toEqual([
    'names.surname.common',
  ]);
  expect(JSON.stringify(answer)).not.toMatch(/Barra/);
  await writeFile(join(hub.folder, 'model.json'), 'version: 4, Barraclough');
  expect((await run('load', 'model.json')).lines).toEqual(['REFUSED\nthe file is not JSON']);
  expect((await run('load', 'nowhere.json')).exit).toBe(1);
});

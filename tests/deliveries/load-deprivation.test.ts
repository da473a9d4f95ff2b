import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../src/db/database.ts';
import { loadDeprivation } from '../../src/deliveries/load-deprivation.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { runOn } from '../commands/running.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { notedIn } from './receiving.ts';

const TODAY = '2026-06-01' as PlainDate;
const LATER = '2026-06-02' as PlainDate;
const SOURCE = 'an invented index of 2026';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub(TODAY);
});
afterAll(() => hub.close());

let files = 0;
async function fileOf(...rows: readonly string[]): Promise<string> {
  files += 1;
  const path = join(hub.folder, `areas-${files}.csv`);
  await writeFile(path, `postcode,fifth,name\n${rows.map((row) => `${row},x\n`).join('')}`);
  return path;
}

const load = async (rows: readonly string[], today = TODAY, source = SOURCE) =>
  loadDeprivation(hub.db, { path: await fileOf(...rows), source, today, actor: 'test' });

const kept = () =>
  hub.db.rows<{ area: string }>(
    'test.areas',
    sql`select postcode || ' ' || known_from || ' ' || fifth as area from deprivation_areas
        order by 1`,
  );

describe('a list of areas by deprivation', () => {
  it('is loaded once, with what is new in it', async () => {
    const counts = { rows: 2, reason: null, rejects: [] };
    const first = await load(['S1 2HH,1', 's23ab,5']);
    expect(first).toEqual({ ...counts, status: 'LOADED', added: 2, alreadyThere: 0 });
    const again = await load(['S12HH,1', 'S2 3AB,5'], LATER);
    expect(again).toEqual({ ...counts, status: 'ALREADY_LOADED', added: 0, alreadyThere: 2 });
    const more = await load(['S1 2HH,2', 'S2 3AB,5'], LATER);
    expect(more).toEqual({ ...counts, status: 'LOADED', added: 1, alreadyThere: 1 });
    expect((await kept()).map(({ area }) => area)).toEqual([
      'S12HH 2026-06-01 1',
      'S12HH 2026-06-02 2',
      'S23AB 2026-06-01 5',
    ]);
    const noted = (await notedIn(hub.db)).filter(({ action }) => action === 'deprivation-loaded');
    expect(noted.map(({ details }) => details)).toEqual([
      { source: SOURCE, rows: 2, added: 2 },
      { source: SOURCE, rows: 2, added: 1 },
    ]);
  });

  it('with a row that cannot be taken is not loaded at all, and each is named', async () => {
    const before = await kept();
    const rows = ['S9 1AA,3', 'nowhere,1', 'S9 1AB,6', ',', 's91aa,4', 'S1 2HH,4', 'S9 1AC,2.0'];
    const { status, added, rejects, reason } = await load(rows, LATER);
    expect({ status, added }).toEqual({ status: 'REFUSED', added: 0 });
    expect(reason).toBe('some rows cannot be taken, and the list is loaded all or none');
    expect(rejects.map(({ row, field, code }) => `${row} ${field} ${code}`)).toEqual([
      '2 postcode BAD_POSTCODE',
      '3 fifth UNKNOWN_CODE',
      '4 postcode BLANK',
      '4 fifth BLANK',
      '5 postcode TWICE',
      '6 fifth OTHER_FIFTH',
      '7 fifth UNKNOWN_CODE',
    ]);
    expect(await kept()).toEqual(before);
  });

  it('from another source says something new, from the day after', async () => {
    const another = 'another invented index';
    expect((await load(['S2 3AB,5'], TODAY, another)).rejects).toHaveLength(1);
    expect(await load(['S2 3AB,5'], LATER, another)).toMatchObject({ status: 'LOADED', added: 1 });
  });

  it('larger than is read at once is loaded whole', async () => {
    const rows = Array.from({ length: 6000 }, (_, at) => {
      const letters = 'ABDEFGHJLN';
      const [a, b] = [letters[at % 10], letters[Math.floor(at / 10) % 10]];
      return `M${Math.floor(at / 1000) + 1} ${Math.floor(at / 100) % 10}${a}${b},${(at % 5) + 1}`;
    });
    expect(await load(rows)).toMatchObject({ status: 'LOADED', rows: 6000, added: 6000 });
    expect(await load([...rows, 'M1 1AA,9'])).toMatchObject({ status: 'REFUSED', rows: 6001 });
    expect(await load(rows)).toMatchObject({ status: 'ALREADY_LOADED', alreadyThere: 6000 });
  });

  it('without its columns is refused', async () => {
    const path = join(hub.folder, 'other.csv');
    await writeFile(path, 'postcode,decile\nS1 2HH,1\n');
    const refused = await loadDeprivation(hub.db, {
      path,
      source: SOURCE,
      today: TODAY,
      actor: 'x',
    });
    expect(refused).toMatchObject({ status: 'REFUSED', rows: 0, rejects: [] });
  });
});

describe('hub deprivation load', () => {
  it('says what became of the file, and needs to know where it is from', async () => {
    const path = await fileOf('LS1 1AA,3');
    const loaded = await runOn(hub, 'deprivation', 'load', path, '--source', SOURCE, '--json');
    expect(loaded).toMatchObject({ exit: 0, answer: { status: 'LOADED', added: 1 } });
    const again = await runOn(hub, 'deprivation', 'load', path, '--source', SOURCE, '--json');
    expect(again).toMatchObject({ exit: 0, answer: { status: 'ALREADY_LOADED' } });
    const wrong = await fileOf('nowhere,3');
    const refused = await runOn(hub, 'deprivation', 'load', wrong, '--source', SOURCE, '--json');
    expect(refused).toMatchObject({ exit: 1, answer: { status: 'REFUSED' } });
    expect((await runOn(hub, 'deprivation', 'load', path, '--json')).exit).toBe(2);
    expect((await runOn(hub, 'deprivation', 'load', path, '--source', ' ', '--json')).exit).toBe(2);
  });
});

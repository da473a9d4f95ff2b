import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { preview } from '../../src/budgets/preview.ts';
import { WithdrawalRefused } from '../../src/deliveries/withdraw.ts';
import { AWARD, PAYMENT, textOf } from '../adapters/local-awards-rows.ts';
import { errorOf } from '../db/scratch.ts';
import { testNhsNumbers } from '../people/numbers.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { sampleOf } from '../support/reading.ts';
import {
  awardedTo,
  budgetOf,
  contentsOf,
  fileFor,
  notedIn,
  receiveCld,
  requestFor,
  SHEFFIELD,
  takeBack,
} from './receiving.ts';

let hub: TestHub;
const [ANN = '', BOB = '', CAT = '', DAN = ''] = testNhsNumbers(4);
const everybody = () => Promise.all([ANN, BOB, CAT, DAN].map((number) => budgetOf(hub, number)));

/** July to June: it takes nine months of the year that the first file speaks for. */
const LATER = {
  'Reporting Period Start Date': '2025-07-01',
  'Reporting Period End Date': '2026-06-30',
};

beforeAll(async () => {
  hub = await openTestHub();
  await receiveCld(hub, fileFor([ANN, BOB], '100.00'));
});
afterAll(() => hub.close());

describe('a delivery that is taken back', () => {
  it('restores what it replaced, exactly, and may be loaded again', async () => {
    const text = fileFor([BOB, CAT], '150.00', LATER);
    const before = await everybody();
    const loaded = await receiveCld(hub, text);
    // Ann: 91 days of April to June ÷ 7 × £100. Bob: those, and 274 days ÷ 7 × £150 = £5,871.43.
    expect(await awardedTo(hub, ANN)).toBe(130000);
    expect(await awardedTo(hub, BOB)).toBe(717143);
    expect(await awardedTo(hub, CAT)).toBe(587143);
    const after = await everybody();

    const noted = (await notedIn(hub.db)).length;
    expect(await takeBack(hub, loaded.delivery)).toBe('WITHDRAWN');
    expect(await everybody()).toEqual(before);
    expect((await notedIn(hub.db)).slice(noted)).toEqual([
      {
        actor: 'test',
        action: 'delivery-withdrawn',
        details: { delivery: loaded.delivery, reason: 'a wrong file' },
      },
    ]);

    const again = await receiveCld(hub, text);
    expect(again).toMatchObject({ status: 'LOADED', rows: 2, accepted: 2 });
    expect(again.delivery).not.toBe(loaded.delivery);
    const ids = (all: { id: string }[]) => all.map((person) => person?.id);
    expect(ids(await everybody())).toEqual(ids(after));
    expect(await awardedTo(hub, BOB)).toBe(717143);
    await takeBack(hub, again.delivery);
    expect(await everybody()).toEqual(before);
  });

  it('changes nothing when it is taken back twice', async () => {
    const { delivery } = await receiveCld(hub, fileFor([DAN], '10.00', LATER));
    expect(await takeBack(hub, delivery)).toBe('WITHDRAWN');
    const [before, noted] = [await contentsOf(hub.db), await notedIn(hub.db)];
    expect(await takeBack(hub, delivery)).toBe('ALREADY_WITHDRAWN');
    expect(await contentsOf(hub.db)).toEqual(before);
    expect(await notedIn(hub.db)).toEqual(noted);
  });

  it('is refused where there is no such delivery', async () => {
    const nobodys = '00000000-0000-4000-8000-000000000000';
    expect(await errorOf(takeBack(hub, nobodys))).toBeInstanceOf(WithdrawalRefused);
  });

  it('leaves the deliveries after it as they are, when it is one in the middle', async () => {
    const before = await everybody();
    const middle = await receiveCld(hub, fileFor([ANN], '200.00', LATER));
    const october = { ...LATER, 'Reporting Period Start Date': '2025-10-01' };
    const last = await receiveCld(hub, fileFor([ANN], '300.00', october));
    // 91 days at £100, 92 of July to September at £200, 182 from October on at £300.
    expect(await awardedTo(hub, ANN)).toBe(130000 + 262857 + 780000);
    await takeBack(hub, middle.delivery);
    expect(await awardedTo(hub, ANN)).toBe(261429 + 780000);
    await takeBack(hub, last.delivery);
    expect(await everybody()).toEqual(before);
  });

  it('gives an award back its earlier terms and payments', async () => {
    const before = await budgetOf(hub, AWARD['NHS Number'] as string);
    const award = { ...AWARD, 'NHS Number': CAT };
    await hub.receive('local-awards', SHEFFIELD, textOf([{ ...PAYMENT, 'NHS Number': CAT }]));
    const first = await budgetOf(hub, CAT);
    const second = await hub.receive(
      'local-awards',
      SHEFFIELD,
      textOf([{ ...award, Amount: '90.00' }]),
    );
    expect(await budgetOf(hub, CAT)).not.toEqual(first);
    await takeBack(hub, second.delivery);
    expect(await budgetOf(hub, CAT)).toEqual(first);
    expect(await budgetOf(hub, AWARD['NHS Number'] as string)).toEqual(before);
  });
});

describe('a preview', () => {
  const previewOf = async (text: string) => preview(hub.db, await requestFor(hub, text));

  it('tells each budget that would change, writes nothing, and a real load then gives it', async () => {
    const text = fileFor([BOB, DAN, '9990000019'], '150.00', LATER);
    const [before, noted] = [await contentsOf(hub.db), await notedIn(hub.db)];
    const found = await previewOf(text);
    expect(await contentsOf(hub.db)).toEqual(before);
    expect(await notedIn(hub.db)).toEqual(noted);
    expect(found).toMatchObject({ status: 'LOADED', delivery: null, rows: 3, accepted: 2 });
    expect(found.rejects).toMatchObject([{ row: 3, field: 'NHS Number', code: 'BAD_NHS_NUMBER' }]);

    const people = await Promise.all([ANN, BOB].map((number) => budgetOf(hub, number)));
    const told = (person: { id: string }, year: string) =>
      found.changes.find((change) => change.person === person.id && change.year === year);
    expect(told(people[0], '2025-26')).toMatchObject({ before: 521429n, after: 130000n });
    expect(told(people[1], '2025-26')).toMatchObject({ before: 521429n, after: 717143n });
    // Dan is not known yet: his budget is told of under an id that nobody has.
    const dans = found.changes.filter(
      ({ person, year }) => year === '2025-26' && !people.some(({ id }) => id === person),
    );
    expect(dans).toMatchObject([{ before: null, after: 587143n }]);

    const loaded = await receiveCld(hub, text);
    expect(loaded.rejects).toEqual(found.rejects);
    const years = [...new Set(found.changes.map(({ year }) => year))];
    expect(years).toContain('2025-26');
    for (const year of years) {
      const amounts = await Promise.all([ANN, BOB, DAN].map((each) => awardedTo(hub, each, year)));
      const foretold = found.changes.filter((change) => change.year === year);
      for (const [index, person] of people.entries()) {
        const change = told(person, year);
        if (change)
          expect(amounts[index] === null ? null : BigInt(amounts[index])).toBe(change.after);
      }
      const sum = (all: (number | bigint | null)[]) =>
        all.reduce<bigint>((total, each) => total + BigInt(each ?? 0), 0n);
      expect(sum(foretold.map(({ after }) => after))).toBe(sum(amounts));
    }
    await takeBack(hub, loaded.delivery);
  });

  it('tells of entitlements beside the budget', async () => {
    const adapter = hub.adapters.get('housing-shbe');
    if (!adapter) throw new Error('no such adapter');
    const text = sampleOf(adapter, 'scan-2025-09.txt');
    const request = { ...(await requestFor(hub, text)), adapter };
    const { changes } = await preview(hub.db, request);
    expect(changes.length).toBeGreaterThan(0);
    for (const change of changes) {
      expect(change).toMatchObject({ before: null, after: null, besideBefore: null });
      expect(change.besideAfter).toBeGreaterThan(0n);
    }
  });

  it('knows a file that has been loaded, and refuses what a load would refuse', async () => {
    const before = await contentsOf(hub.db);
    const known = fileFor([ANN, BOB], '100.00');
    expect(await previewOf(known)).toMatchObject({ status: 'ALREADY_LOADED', changes: [] });
    expect(await previewOf('')).toMatchObject({ status: 'REFUSED', reason: 'the file is empty' });
    expect(await previewOf(fileFor(['9990000019'], '1.00'))).toMatchObject({
      status: 'REFUSED',
      rows: 1,
      rejected: 1,
      changes: [],
    });
    expect(await contentsOf(hub.db)).toEqual(before);
  });

  it('does not change the file', async () => {
    const request = await requestFor(hub, fileFor([CAT], '1.00'));
    const [path = ''] = request.files;
    const before = await readFile(path);
    await preview(hub.db, request);
    expect(await readFile(path)).toEqual(before);
    await writeFile(path, '');
  });
});

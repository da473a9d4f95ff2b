import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caseAllocations } from '../../adapters/case-allocations/adapter.ts';
import { REQUIRED } from '../../adapters/case-allocations/format.ts';
import { FileRefused } from '../../src/deliveries/delivery.ts';
import { ingest } from '../../src/deliveries/ingest.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import {
  contentsOf,
  failingAt,
  receiveCld,
  requestFor,
  SHEFFIELD,
  takeBack,
} from '../deliveries/receiving.ts';
import { loaded } from '../stories/reading.ts';
import { cldFile } from '../support/cld.ts';
import { holder, openTestHub, type TestHub } from '../support/hub.ts';
import { CASELOAD, PERSON_BUDGET } from '../support/queries.ts';
import { accepted, contextFor, faultsOf, readText, sampleOf } from '../support/reading.ts';

const COLUMNS = [...REQUIRED, 'NINO'] as const;
type Cells = Partial<Record<(typeof COLUMNS)[number], string>>;

const ANN = '9990000018';
const BOB = '9990000026';

/** Ann on the caseload of a worker of one team, from December 2025 on. */
const GOOD: Cells = {
  'Person NHS Number': ANN,
  Worker: 'worker',
  Team: 'North',
  'First Day': '2025-12-01',
};

function csv(rows: readonly Cells[], columns: readonly (typeof COLUMNS)[number][] = COLUMNS) {
  const lines = rows.map((cells) => columns.map((name) => ({ ...GOOD, ...cells })[name] ?? ''));
  return [columns, ...lines].map((fields) => `${fields.join(',')}\n`).join('');
}

const context = contextFor(SHEFFIELD);
const judge = async (cells: Cells) => (await readText(caseAllocations, context, csv([cells])))[0];

describe('the layout', () => {
  it.each(REQUIRED)('needs %s', async (missing) => {
    const columns = COLUMNS.filter((name) => name !== missing);
    await expect(readText(caseAllocations, context, csv([{}], columns))).rejects.toThrow(
      FileRefused,
    );
  });

  it('may be without the National Insurance number', async () => {
    const [verdict] = await readText(caseAllocations, context, csv([{}], REQUIRED));
    expect(accepted(verdict).identity).toMatchObject({ nhsNumber: ANN, nino: null });
  });
});

describe('what a row becomes', () => {
  it('is an allocation of a person, and no money', async () => {
    const verdict = accepted(await judge({ 'Last Day': '2026-01-31' }));
    expect(verdict.allocation).toEqual({
      ...{ subject: 'worker', team: 'North', from: '2025-12-01', until: '2026-02-01' },
    });
    expect(verdict.awards).toEqual([]);
    expect(verdict.submission).toEqual({
      scope: 'case-allocations E08000039 North',
      ...{ periodFrom: null, periodUntil: null, createdBySender: null, asOf: '2026-01-15' },
    });
    expect(verdict.identity).toMatchObject({ source: SHEFFIELD, nhsNumber: ANN, surname: null });
  });

  it.each<[Cells, string]>([
    [{ 'Person NHS Number': '' }, 'Person NHS Number NO_PERSON'],
    [{ 'Last Day': '2025-11-30' }, 'Last Day END_BEFORE_START'],
    [{ Worker: '' }, 'Worker BLANK'],
    [{ Worker: 'worker ' }, 'Worker SPACES'],
    [{ Team: '' }, 'Team BLANK'],
    [{ Team: 'x'.repeat(201) }, 'Team TOO_LONG'],
    [{ 'First Day': '' }, 'First Day BLANK'],
    [{ 'First Day': '45783' }, 'First Day SPREADSHEET_DATE'],
  ])('%j is %s', async (cells, fault) => {
    expect(faultsOf(await judge(cells))).toEqual([fault]);
  });
});

describe('received by a hub', () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await openTestHub('2026-01-15');
    const bob = { 'NHS Number': BOB, 'LA Person Unique Identifier': 'P2' };
    loaded(await receiveCld(hub, cldFile({}, bob)));
  });
  afterAll(() => hub.close());

  const receive = (...rows: Cells[]) => hub.receive('case-allocations', SHEFFIELD, csv(rows));
  const caseload = async (subject = 'worker') => {
    const viewer = { role: 'care-team', subject, organisation: SHEFFIELD } as const;
    const { data } = await hub.ask(viewer, CASELOAD, { first: 9, year: '2025-26' });
    return data.people.nodes.length;
  };
  const on = async (day: string, work: () => Promise<number>) => {
    const before = hub.day;
    hub.day = day as PlainDate;
    const found = await work();
    hub.day = before;
    return found;
  };
  const budget = async () =>
    (await hub.ask(holder(ANN), PERSON_BUDGET, { nhsNumber: ANN, year: '2025-26' })).data;

  it('gives a team its caseload, replaced whole by a later file, and takes it back', async () => {
    const before = await budget();
    expect(await caseload()).toBe(0);
    const first = await receive(
      {},
      { 'Person NHS Number': BOB },
      { Worker: 'other', Team: 'South' },
    );
    expect(first).toMatchObject({ status: 'LOADED', accepted: 3 });
    expect([await caseload(), await caseload('other'), await caseload('stranger')]).toEqual([
      2, 1, 0,
    ]);
    // It tells of no money: the answer to the person is the same, with the age of every source.
    expect(await budget()).toEqual(before);
    const second = await receive({ 'Person NHS Number': BOB });
    expect([await caseload(), await caseload('other')]).toEqual([1, 1]);
    await takeBack(hub, second.delivery);
    expect([await caseload(), await caseload('other')]).toEqual([2, 1]);
    await takeBack(hub, first.delivery);
    expect([await caseload(), await caseload('other')]).toEqual([0, 0]);
  });

  it('on its days alone, and to a care team alone', async () => {
    const days = { 'First Day': '2026-01-15', 'Last Day': '2026-01-20' };
    const { delivery } = await receive(days);
    expect(await on('2026-01-14', caseload)).toBe(0);
    expect(await on('2026-01-15', caseload)).toBe(1);
    expect(await on('2026-01-20', caseload)).toBe(1);
    expect(await on('2026-01-21', caseload)).toBe(0);
    for (const role of ['representative', 'finance', 'analyst', 'operator'] as const) {
      const { data } = await hub.ask({ role, subject: 'worker' }, CASELOAD, {
        ...{ first: 9, year: '2025-26' },
      });
      expect(data.people.nodes).toEqual([]);
    }
    await takeBack(hub, delivery);
  });

  it('of somebody whom no other source tells of', async () => {
    const { delivery } = await receive({ 'Person NHS Number': '', NINO: 'AB123456D' });
    expect(await caseload()).toBe(1);
    await takeBack(hub, delivery);
    expect(await caseload()).toBe(0);
  });

  it('a load that is cut off gives nobody access and stands in nobody’s way', async () => {
    const before = await contentsOf(hub.db);
    const broken = { adapter: failingAt(2, caseAllocations) };
    const request = await requestFor(hub, csv([{}, { 'Person NHS Number': BOB }]), broken);
    await expect(ingest(hub.db, request)).rejects.toThrow('a fault in the program');
    expect(await contentsOf(hub.db)).toEqual(before);
    expect(await caseload()).toBe(0);
  });

  it('loads its sample', async () => {
    const sample = sampleOf(caseAllocations, 'e08000039-caseloads.csv');
    const outcome = await hub.receive('case-allocations', SHEFFIELD, sample);
    expect(outcome).toMatchObject({ status: 'LOADED', rows: 5, accepted: 4, rejected: 1 });
    expect(outcome.rejects).toMatchObject([{ row: 5, code: 'NO_PERSON' }]);
    expect([await caseload('worker-1'), await caseload('worker-3')]).toEqual([2, 1]);
  });
});

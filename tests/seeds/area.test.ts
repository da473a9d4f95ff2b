import { expect, it } from 'vitest';
import { ADAPTERS } from '../../adapters/all.ts';
import { MOST_PEOPLE, nhsNumberAt, ninoAt } from '../../seeds/area/numbers.ts';
import type { AreaPlan } from '../../seeds/area/plan.ts';
import { type Area, type AreaDelivery, makeArea } from '../../seeds/area.ts';
import { referenceCurrencies } from '../../seeds/reference/currencies.ts';
import { SCHEMES } from '../../seeds/reference/schemes.ts';
import { CodeLists } from '../../src/currencies/codes.ts';
import type { Adapter } from '../../src/deliveries/adapter.ts';
import { parseNhsNumber } from '../../src/values/nhs-number.ts';
import { parseNino } from '../../src/values/nino.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { contextFor, readText } from '../support/reading.ts';

/** Other bodies, another day, another seed than the demonstration; the housing authority is a council. */
const PLAN: AreaPlan = {
  people: 300,
  seed: 7,
  day: '2027-01-20' as PlainDate,
  councils: ['E08000039', 'E06000001'],
  icb: 'QF7',
  trusts: ['RCF', 'RBS'],
  mentalHealthTrust: 'TAH',
  housingAuthority: 'E06000001',
};

const CODES = new CodeLists(SCHEMES, referenceCurrencies());

const adapterOf = ({ adapter }: AreaDelivery) =>
  ADAPTERS.find(({ code }) => code === adapter) as Adapter;

async function verdictsOn(delivery: AreaDelivery) {
  const context = contextFor(delivery.from, PLAN.day, delivery.basis ?? undefined);
  const texts = delivery.files.map(({ lines }) => `${[...lines].join('\n')}\n`);
  const currency = CODES.currency.bind(CODES);
  return readText(adapterOf(delivery), { ...context, currency }, ...texts);
}

const filesOf = (area: Area) => [...area.deliveries].flatMap(({ files }) => files);

function textOf(area: Area): string {
  return filesOf(area)
    .map(({ name, lines }) => [name, ...lines].join('\n'))
    .join('\n');
}

/** The lines of the first delivery in the format, its files one after the other. */
function linesIn(area: Area, adapter: string): string[] {
  const found = [...area.deliveries].find((each) => each.adapter === adapter);
  return (found?.files ?? []).flatMap(({ lines }) => [...lines]);
}

it('writes every format so that its adapter takes every row', async () => {
  const seen = new Set<string>();
  for (const delivery of makeArea(PLAN).deliveries) {
    const named = `${delivery.from} ${delivery.adapter} ${delivery.label}`;
    const verdicts = await verdictsOn(delivery);
    const rejected = verdicts.filter((verdict) => !verdict.accepted);
    expect(rejected, named).toEqual([]);
    expect(verdicts.length, named).toBeGreaterThan(0);
    seen.add(delivery.adapter);
  }
  // A caseload brings no money: the demonstration relates its care worker by a command.
  const ofMoney = ADAPTERS.filter(({ streams }) => streams.length > 0);
  expect([...seen].sort()).toEqual(ofMoney.map(({ code }) => code).sort());
});

it('writes the headers whole: 46 columns of CLD release 2, 51 of PLCM, 341 positions of SHBE', () => {
  const first = (adapter: string) => linesIn(makeArea(PLAN), adapter) as [string, string];
  expect(first('social-care-cld')[0].split(',')).toHaveLength(46);
  expect(first('health-plcm')[0].split(',')).toHaveLength(51);
  expect(first('housing-shbe')[1].split('|')).toHaveLength(341);
  // The template labels its rows in a column of its own before the 147 fields.
  expect(first('housing-core')[0].split(',')).toHaveLength(148);
});

it('sends one delivery of clusters as three tables', () => {
  const clusters = [...makeArea(PLAN).deliveries].filter(
    ({ adapter }) => adapter === 'health-mhsds-clusters',
  );
  expect(clusters.map(({ files }) => files.map(({ name }) => name))).toEqual([
    [
      'TAH-health-mhsds-clusters-month-2026-12-MHS001MPI.csv',
      'TAH-health-mhsds-clusters-month-2026-12-MHS801ClusterTool.csv',
      'TAH-health-mhsds-clusters-month-2026-12-MHS803CareCluster.csv',
    ],
  ]);
});

it('numbers a stay in a spell file as in contract monitoring', () => {
  const cells = (adapter: string) =>
    [...makeArea(PLAN).deliveries]
      .filter((each) => each.adapter === adapter)
      .flatMap(({ files }) => files.flatMap(({ lines }) => [...lines].slice(1)))
      .map((line) => line.split(','));
  // The spell number is the 21st item of contract monitoring, and the first column of a spell.
  const monitored = new Set(cells('health-plcm').map((row) => row[20]));
  const spells = cells('health-sus-apc').map((row) => row[0]);
  expect(spells.length).toBeGreaterThan(20);
  expect(new Set(spells).size).toBe(spells.length);
  for (const spell of spells) expect(monitored).toContain(spell);
});

it('lets a home with the support charge that an award pays, and says whose some tenancies are', () => {
  const area = makeArea(PLAN);
  const lettings = linesIn(area, 'housing-core')
    .slice(1)
    .map((line) => line.split(','));
  const awards = [...area.deliveries]
    .filter(({ adapter }) => adapter === 'local-awards')
    .flatMap(({ files }) => files.flatMap(({ lines }) => [...lines]));
  const charged = lettings.filter((cells) => cells[145] !== '');
  expect(charged.length).toBeGreaterThan(0);
  expect(charged.length).toBeLessThan(lettings.length);
  for (const cells of charged) {
    const award = awards.find((line) => line.startsWith(`HRS-${cells[13]?.slice(3)},`));
    expect(award?.split(',')).toContain(cells[145]);
  }
  const codes = lettings.map((cells) => cells[13]);
  const linked = [...area.tenancies].map(({ tenancy }) => tenancy);
  expect(linked.length).toBeGreaterThan(0);
  expect(linked.length).toBeLessThan(codes.length);
  for (const tenancy of linked) expect(codes).toContain(tenancy);
});

it('is the same area for the same seed, and another for another', () => {
  const text = textOf(makeArea(PLAN));
  expect(textOf(makeArea(PLAN))).toBe(text);
  expect(textOf(makeArea({ ...PLAN, seed: 8 }))).not.toBe(text);
});

it('draws nobody differently because more people are wanted', () => {
  const few = [...makeArea({ ...PLAN, people: 20 }).people];
  expect([...makeArea(PLAN).people].slice(0, 20)).toEqual(few);
});

it('gives each person valid numbers of the test range, once', () => {
  const people = [...makeArea({ ...PLAN, people: 3000 }).people];
  const numbers = people.flatMap(({ nhsNumber }) => nhsNumber ?? []);
  for (const number of numbers) expect(parseNhsNumber(number)).toMatch(/^999/);
  for (const { nino } of people) expect(parseNino(nino)).toBe(nino);
  expect(new Set(numbers).size).toBe(numbers.length);
  expect(new Set(people.map(({ nino }) => nino)).size).toBe(people.length);
});

it('has numbers for a whole city, and says where they end', () => {
  expect(parseNhsNumber(nhsNumberAt(MOST_PEOPLE - 1))).toMatch(/^999/);
  expect(parseNino(ninoAt(MOST_PEOPLE - 1))).toMatch(/^NC/);
  expect(() => nhsNumberAt(MOST_PEOPLE)).toThrow(RangeError);
});

it('writes no line before it is asked for, however large the area', () => {
  const area = makeArea({ ...PLAN, people: 500_000 });
  for (const { adapter, files } of area.deliveries) {
    for (const file of files) {
      const lines = file.lines[Symbol.iterator]();
      expect(lines.next().value).toContain(adapter === 'housing-shbe' ? 'H|' : ',');
      expect(lines.next().done).toBe(false);
    }
  }
});

it('gives as much activity as the plan asks for, on average', () => {
  const plan = { ...PLAN, activityPerPerson: 10 };
  const known = [...makeArea(plan).people].filter(({ nhsNumber }) => nhsNumber !== null);
  const files = [...makeArea(plan).deliveries]
    .filter(({ adapter }) => adapter === 'health-plcm')
    .flatMap((delivery) => delivery.files);
  const rows = files.reduce((sum, { lines }) => sum + [...lines].length - 1, 0);
  expect(rows / known.length).toBeGreaterThan(9);
  expect(rows / known.length).toBeLessThan(11);
});

it('puts rows written by hand before the drawn ones', () => {
  const area = makeArea(PLAN, ({ adapter }) =>
    adapter === 'housing-shbe' ? [{ REC_TYPE: 'D', LCHBREF: 'BY-HAND' }] : [],
  );
  const lines = linesIn(area, 'housing-shbe');
  expect(lines[1]).toMatch(/^D\|BY-HAND\|/);
  expect(lines.at(-1)).toBe(`T|${lines.length - 2}`);
});

import { expect, it } from 'vitest';
import { ADAPTERS } from '../../adapters/all.ts';
import { MOST_PEOPLE, nhsNumberAt, ninoAt } from '../../seeds/area/numbers.ts';
import type { AreaPlan } from '../../seeds/area/plan.ts';
import { type Area, type AreaFile, makeArea } from '../../seeds/area.ts';
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
  housingAuthority: 'E06000001',
};

const adapterOf = ({ adapter }: AreaFile) =>
  ADAPTERS.find(({ code }) => code === adapter) as Adapter;

async function verdictsOn(file: AreaFile) {
  const context = contextFor(file.from, PLAN.day, file.basis ?? undefined);
  return readText(adapterOf(file), context, `${[...file.lines].join('\n')}\n`);
}

function textOf(area: Area): string {
  return [...area.files].map(({ name, lines }) => [name, ...lines].join('\n')).join('\n');
}

it('writes every format so that its adapter takes every row', async () => {
  const seen = new Set<string>();
  for (const file of makeArea(PLAN).files) {
    const verdicts = await verdictsOn(file);
    const rejected = verdicts.filter((verdict) => !verdict.accepted);
    expect(rejected, file.name).toEqual([]);
    expect(verdicts.length, file.name).toBeGreaterThan(0);
    seen.add(file.adapter);
  }
  expect([...seen].sort()).toEqual(ADAPTERS.map(({ code }) => code).sort());
});

it('writes the headers whole: 46 columns of CLD release 2, 51 of PLCM, 341 positions of SHBE', () => {
  const files = [...makeArea(PLAN).files];
  const second = (adapter: string) => {
    const file = files.find((each) => each.adapter === adapter) as AreaFile;
    return [...file.lines].slice(0, 2) as [string, string];
  };
  expect(second('social-care-cld')[0].split(',')).toHaveLength(46);
  expect(second('health-plcm')[0].split(',')).toHaveLength(51);
  expect(second('housing-shbe')[1].split('|')).toHaveLength(341);
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
  for (const file of area.files) {
    const lines = file.lines[Symbol.iterator]();
    expect(lines.next().value).toContain(file.adapter === 'housing-shbe' ? 'H|' : ',');
    expect(lines.next().done).toBe(false);
  }
});

it('gives as much activity as the plan asks for, on average', () => {
  const plan = { ...PLAN, activityPerPerson: 10 };
  const known = [...makeArea(plan).people].filter(({ nhsNumber }) => nhsNumber !== null);
  const files = [...makeArea(plan).files].filter(({ adapter }) => adapter === 'health-plcm');
  const rows = files.reduce((sum, { lines }) => sum + [...lines].length - 1, 0);
  expect(rows / known.length).toBeGreaterThan(9);
  expect(rows / known.length).toBeLessThan(11);
});

it('puts rows written by hand before the drawn ones', () => {
  const area = makeArea(PLAN, ({ adapter }) =>
    adapter === 'housing-shbe' ? [{ REC_TYPE: 'D', LCHBREF: 'BY-HAND' }] : [],
  );
  const scan = [...area.files].find(({ adapter }) => adapter === 'housing-shbe') as AreaFile;
  const lines = [...scan.lines];
  expect(lines[1]).toMatch(/^D\|BY-HAND\|/);
  expect(lines.at(-1)).toBe(`T|${lines.length - 2}`);
});

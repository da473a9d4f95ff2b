import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inventTruth } from '../../seeds/people-truth.ts';
import { MATCH_MODEL } from '../../seeds/reference/match-model.ts';
import { type Joinable, joinPeople } from '../../src/people/joining.ts';
import type { IdentityPair } from '../../src/people/linked-pairs.ts';
import { type Comparable, Matcher } from '../../src/people/match.ts';
import { probesFor } from '../../src/people/match-blocking.ts';
import { isOneSlip, jaroWinkler } from '../../src/people/match-names.ts';

const matcher = new Matcher(MATCH_MODEL);
const JEAN: Comparable = {
  nhsNumber: null,
  nino: null,
  surname: 'Barraclough',
  givenNames: 'Margaret Jean',
  birthDate: '1951-03-07',
  postcode: 'S1 2HH',
};
const levels = (differs: Partial<Comparable>) => matcher.levelsOf(JEAN, { ...JEAN, ...differs });
const compared = (differs: Partial<Comparable>, one = JEAN) =>
  matcher.compare(one, { ...one, ...differs });

describe('how alike two names are', () => {
  it('by the examples of Winkler (1990)', () => {
    expect(jaroWinkler('MARTHA', 'MARHTA')).toBeCloseTo(0.9611, 4);
    expect(jaroWinkler('DWAYNE', 'DUANE')).toBeCloseTo(0.84, 4);
    expect(jaroWinkler('DIXON', 'DICKSONX')).toBeCloseTo(0.8133, 4);
    expect(jaroWinkler('ABC', 'XYZ')).toBe(0);
  });

  it.each([
    ['JANE', 'JANE', false],
    ['JANE', 'JAYNE', true],
    ['JANE', 'JAN', true],
    ['JANE', 'JENE', true],
    ['JANE', 'JNAE', true],
    ['JANE', 'JOAN', false],
    ['', 'J', true],
  ])('%s and %s are one slip apart: %s', (a, b, expected) => {
    expect(isOneSlip(a, b)).toBe(expected);
    expect(isOneSlip(b, a)).toBe(expected);
  });
});

describe('how each field agrees', () => {
  it.each([
    [{ surname: 'BARRACLOUGH' }, 'surname', 'SAME'],
    [{ surname: 'Baraclough' }, 'surname', 'NEARLY'],
    [{ surname: 'Barraclough-Firth' }, 'surname', 'NEARLY'],
    [{ surname: 'Garraclough' }, 'surname', 'NEARLY'],
    [{ surname: 'Gill' }, 'surname', 'DIFFERENT'],
    [{ surname: null }, 'surname', 'NOT_SAID'],
    [{ surname: 'Margaret', givenNames: 'Barraclough' }, 'givenNames', 'SWAPPED'],
    [{ givenNames: 'margaret' }, 'givenNames', 'SAME'],
    [{ givenNames: 'Peggy' }, 'givenNames', 'NICKNAME'],
    [{ surname: 'Peggy', givenNames: 'Barraclough' }, 'givenNames', 'SWAPPED'],
    [{ surname: 'Gill', givenNames: 'Barraclough' }, 'givenNames', 'DIFFERENT'],
    [{ givenNames: 'Marga' }, 'givenNames', 'NICKNAME'],
    [{ givenNames: 'Jean' }, 'givenNames', 'PART'],
    [{ givenNames: 'M' }, 'givenNames', 'INITIAL'],
    [{ givenNames: 'J' }, 'givenNames', 'DIFFERENT'],
    [{ givenNames: 'Magaret' }, 'givenNames', 'NEARLY'],
    [{ givenNames: 'Paggy' }, 'givenNames', 'NEARLY'],
    [{ givenNames: null }, 'givenNames', 'NOT_SAID'],
    [{ birthDate: '1951-07-03' }, 'birthDate', 'SWAPPED'],
    [{ birthDate: '1915-03-07' }, 'birthDate', 'NEARLY'],
    [{ birthDate: '1951-03-09' }, 'birthDate', 'NEARLY'],
    [{ birthDate: '1951-03-28' }, 'birthDate', 'YEAR_AND_MONTH'],
    [{ birthDate: '1960-11-28' }, 'birthDate', 'DIFFERENT'],
    [{ birthDate: '1900-01-01' }, 'birthDate', 'NOT_SAID'],
    [{ postcode: 'S12HH' }, 'postcode', 'SAME'],
    [{ postcode: 'S1 2AA' }, 'postcode', 'SECTOR'],
    [{ postcode: 'S1 9AA' }, 'postcode', 'OUTWARD'],
    [{ postcode: 'S11 2HH' }, 'postcode', 'DIFFERENT'],
    [{ postcode: 'ZZ993VZ' }, 'postcode', 'NOT_SAID'],
  ] as const)('%j: %s %s', (differs, field, level) => {
    expect(levels(differs)[field]).toBe(level);
  });
});

describe('what is made of a pair', () => {
  it('its weight is the sum of its evidence, which names no value', () => {
    const { weight, evidence } = compared({ givenNames: 'Peggy' });
    expect(evidence.reduce((sum, each) => sum + each.weight, 0)).toBeCloseTo(weight, 6);
    expect(JSON.stringify(evidence)).not.toMatch(/barraclough|peggy|1951|2HH/i);
  });

  it('one who has moved house is linked; a twin or a partner at the address is not', () => {
    expect(compared({ postcode: 'LS9 8AA' }).outcome).toBe('LINKED');
    expect(compared({ givenNames: 'Pauline' }).outcome).toBe('REVIEW');
    expect(compared({ givenNames: 'Frank', birthDate: '1949-10-30' }).outcome).toBe('NOTHING');
  });

  it('numbers that differ link nothing, however alike the rest', () => {
    const known = { ...JEAN, nhsNumber: '1', nino: 'A' };
    expect(compared({}, known).outcome).toBe('LINKED');
    expect(compared({ nhsNumber: '2' }, known).outcome).toBe('NOTHING');
    expect(compared({ nino: 'B' }, { ...known, nino: 'A' }).outcome).toBe('REVIEW');
  });

  it('without a given name, all else has to be the same; without a birth date, a name in full', () => {
    expect(compared({ givenNames: null }).outcome).toBe('LINKED');
    expect(compared({ givenNames: null, postcode: 'LS9 8AA' }).outcome).toBe('REVIEW');
    expect(compared({ givenNames: null, birthDate: '1951-07-03' }).outcome).toBe('REVIEW');
    expect(compared({ givenNames: null, surname: 'Baraclough' }).outcome).toBe('REVIEW');
    expect(compared({ birthDate: null }).outcome).toBe('LINKED');
    expect(compared({ birthDate: '1900-01-01' }).outcome).toBe('LINKED');
    expect(compared({ birthDate: null, givenNames: 'M' }).outcome).toBe('REVIEW');
    expect(compared({ birthDate: null, givenNames: null }).outcome).not.toBe('LINKED');
  });

  it('a surname that many have weighs less, by its share of all people', () => {
    const surnameOf = (one: string, other: string) =>
      matcher
        .compare({ ...JEAN, surname: one }, { ...JEAN, surname: other })
        .evidence.find(({ field }) => field === 'surname');
    // By hand: log2(0.918 / 0.00282) = 8.35, and of Smith log2(0.918 / 0.0137) = 6.07.
    expect(surnameOf('Barraclough', 'BARRACLOUGH')).toMatchObject({ level: 'SAME', weight: 8.35 });
    expect(surnameOf('Smith', 'Smith')).toMatchObject({ level: 'SAME', weight: 6.07 });
    // log2(0.0457 / 0.000997) = 5.52 less the same log2(0.0137 / 0.00282) = 2.28.
    expect(surnameOf('Smith', 'Smiths')).toMatchObject({ level: 'NEARLY', weight: 3.24 });
    expect(surnameOf('Smith', 'Jones')).toMatchObject({ level: 'DIFFERENT', weight: -5.37 });
  });

  it('a version may weigh outright in bits and state no names', () => {
    const { names: _names, notSaid: _notSaid, reviewTogether: _together, ...bare } = MATCH_MODEL;
    const postcode = { ...MATCH_MODEL.levels.postcode, SAME: { bits: 3.5 } };
    const outright = new Matcher({ ...bare, levels: { ...bare.levels, postcode } });
    const smith = { ...JEAN, surname: 'Smith' };
    const { evidence } = outright.compare(smith, smith);
    expect(evidence.find(({ field }) => field === 'postcode')?.weight).toBe(3.5);
    expect(evidence.find(({ field }) => field === 'surname')?.weight).toBe(8.35);
    expect(outright.levelsOf(JEAN, { ...JEAN, birthDate: '1900-01-01' }).birthDate).toBe(
      'DIFFERENT',
    );
  });

  it('is the same from either side, and each finds the other or neither does', () => {
    const identities = inventTruth(400, 5);
    const some = fc.constantFrom(...identities);
    const finds = (a: Comparable, b: Comparable) =>
      probesFor(a).some(
        ({ birthDate, postcode, initial }) =>
          (birthDate === null ? postcode === b.postcode : birthDate === b.birthDate) &&
          (initial === null || b.surname?.[0]?.toUpperCase() === initial),
      );
    fc.assert(
      fc.property(some, some, (a, b) => {
        expect(matcher.compare(a, b).weight).toBe(matcher.compare(b, a).weight);
        expect(finds(a, b)).toBe(finds(b, a));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('where to look for the same person', () => {
  it('at a postcode whatever the surname, and at dates one slip away with its first letter', () => {
    const probes = probesFor(JEAN);
    expect(probes).toContainEqual({ birthDate: null, postcode: 'S1 2HH', initial: null });
    expect(probes).toContainEqual({ birthDate: '1951-07-03', postcode: null, initial: 'B' });
    expect(probesFor({ ...JEAN, surname: null })).toEqual(
      probes.filter(({ initial }) => initial === null),
    );
  });
});

const few = (...values: string[]) => fc.option(fc.constantFrom(...values), { nil: null });
const SIZE = 8;
const place = fc.nat({ max: SIZE - 1 });
const told = fc.record({
  identities: fc.array(fc.record({ nhsNumber: few('1', '2'), nino: few('A', 'B') }), {
    minLength: SIZE,
    maxLength: SIZE,
  }),
  pairs: fc.uniqueArray(
    fc.record({
      left: place,
      right: place,
      weight: fc.constantFrom(24, 25, 30, 40),
      says: fc.constantFrom('LINK', 'NOT_SAME', 'AUTOMATIC', 'AUTOMATIC'),
    }),
    { maxLength: 10, selector: ({ left, right }) => [left, right].sort().join() },
  ),
});

function joinableFrom(list: readonly { nhsNumber: string | null; nino: string | null }[]) {
  return list.map(
    (said, index): Joinable => ({
      ...{ ...said, id: `i${index}`, ordinal: BigInt(index) },
      ...{ source: 'C1', namespace: 'n', localId: null },
    }),
  );
}

/** The people as sets of identities, whatever each is called. */
function groupsIn(people: ReadonlyMap<string, string>): string[] {
  const groups = new Map<string, string[]>();
  for (const [id, person] of people) groups.set(person, [...(groups.get(person) ?? []), id]);
  return [...groups.values()].map((group) => group.sort().join()).sort();
}

describe('people joined by pairs', () => {
  const pairsOf = (
    pairs: readonly { left: number; right: number; weight: number; says: string }[],
  ) =>
    pairs
      .filter(({ left, right }) => left !== right)
      .map(
        ({ left, right, weight, says }) =>
          ({ leftId: `i${left}`, rightId: `i${right}`, weight, says }) as IdentityPair,
      );

  it('are the same in whatever order identities and pairs are read and were first seen', () => {
    const shuffled = told.chain(({ identities, pairs }) =>
      fc.record({
        list: fc.constant(joinableFrom(identities)),
        pairs: fc.constant(pairsOf(pairs)),
        order: fc.shuffledSubarray([...Array(SIZE).keys()], { minLength: SIZE }),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ list, pairs, order }) => {
        const otherwise = order.map((from, at) => ({
          ...(list[from] as Joinable),
          ordinal: BigInt(at),
        }));
        expect(groupsIn(joinPeople(otherwise, pairs.toReversed()))).toEqual(
          groupsIn(joinPeople(list, pairs)),
        );
      }),
      { numRuns: 1000 },
    );
  });

  it('never have two NHS numbers, nor two identities that are not the same', () => {
    fc.assert(
      fc.property(told, ({ identities, pairs }) => {
        const list = joinableFrom(identities);
        const people = joinPeople(list, pairsOf(pairs));
        for (const a of list) {
          for (const b of list) {
            if (people.get(a.id) !== people.get(b.id)) continue;
            expect(a.nhsNumber ?? b.nhsNumber).toBe(b.nhsNumber ?? a.nhsNumber);
          }
        }
        for (const { leftId, rightId, says } of pairsOf(pairs)) {
          const sides = [leftId, rightId].map((id) => list.find((each) => each.id === id));
          const number = sides[0]?.nhsNumber ?? null;
          // The same NHS number says that they are the same, and no such pair is ever proposed.
          if (says !== 'NOT_SAME' || (number !== null && number === sides[1]?.nhsNumber)) continue;
          expect(people.get(leftId)).not.toBe(people.get(rightId));
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('a record between two NHS numbers goes to the one that is well ahead, or to neither', () => {
    const list = joinableFrom([
      { nhsNumber: '1', nino: null },
      { nhsNumber: null, nino: null },
      { nhsNumber: '2', nino: null },
    ]);
    const between = (weight: number) =>
      groupsIn(
        joinPeople(list, [
          { leftId: 'i0', rightId: 'i1', weight: 30, says: 'AUTOMATIC' },
          { leftId: 'i1', rightId: 'i2', weight, says: 'AUTOMATIC' },
        ]),
      );
    expect(between(26)).toEqual(['i0,i1', 'i2']);
    expect(between(28)).toEqual(['i0', 'i1', 'i2']);
  });
});

describe('on invented people', () => {
  it('automatic links are right and few are missed', () => {
    const identities = inventTruth(4000, 11);
    const tally = { right: 0, wrong: 0, truly: 0 };
    const neighbours = 6;
    // Identities of one household stand together: partners, twins, parents and children.
    identities.forEach((left, at) => {
      for (const right of identities.slice(at + 1, at + neighbours)) {
        const same = left.person === right.person;
        if (left.nhsNumber !== null && left.nhsNumber === right.nhsNumber) continue;
        if (left.nino !== null && left.nino === right.nino) continue;
        if (same) tally.truly += 1;
        if (matcher.compare(left, right).outcome !== 'LINKED') continue;
        if (same) tally.right += 1;
        else tally.wrong += 1;
      }
    });
    expect(tally.truly).toBeGreaterThan(1500);
    expect(tally.right / tally.truly).toBeGreaterThan(0.94);
    expect(tally.wrong).toBeLessThanOrEqual(4);
  });
});

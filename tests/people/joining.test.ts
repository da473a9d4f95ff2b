import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Joinable, joinPeople } from '../../src/people/joining.ts';

type Said = Partial<Omit<Joinable, 'ordinal'>> & { readonly id: string };

let seen = 0n;
/** An identity first seen after all before it. */
function identity(said: Said): Joinable {
  seen += 1n;
  const unsaid = { nhsNumber: null, nino: null, source: 'C1', namespace: 'n', localId: null };
  return { ...unsaid, ...said, ordinal: seen };
}

const peopleOf = (...said: Said[]) => Object.fromEntries(joinPeople(said.map(identity)));

describe('who is one person', () => {
  it('those with the same NHS number, whichever source tells of them', () => {
    expect(
      peopleOf(
        { id: 'a', nhsNumber: '1', source: 'C1' },
        { id: 'b', nhsNumber: '1', source: 'C2' },
        { id: 'c', nhsNumber: '2', source: 'C2' },
      ),
    ).toEqual({ a: 'a', b: 'a', c: 'c' });
  });

  it('those with the same NINO', () => {
    expect(
      peopleOf({ id: 'a', nino: 'X', source: 'DWP' }, { id: 'b', nino: 'X', source: 'C1' }),
    ).toEqual({ a: 'a', b: 'a' });
  });

  it('those of either number of a row that carries both', () => {
    expect(
      peopleOf(
        { id: 'health', nhsNumber: '1', source: 'QF7' },
        { id: 'work', nino: 'X', source: 'DWP' },
        { id: 'both', nhsNumber: '1', nino: 'X', source: 'C1' },
      ),
    ).toEqual({ health: 'health', work: 'health', both: 'health' });
  });

  it('those with the same local id of the same source and numbering, and of no other', () => {
    expect(
      peopleOf(
        { id: 'a', localId: '7', source: 'C1', namespace: 'n' },
        { id: 'b', localId: '7', source: 'C1', namespace: 'n', nhsNumber: '1' },
        { id: 'c', localId: '7', source: 'C2', namespace: 'n' },
        { id: 'd', localId: '7', source: 'C1', namespace: 'm' },
        { id: 'e', localId: '8', source: 'C1', namespace: 'n' },
      ),
    ).toEqual({ a: 'a', b: 'a', c: 'c', d: 'd', e: 'e' });
  });

  it('keys are not mistaken for one another, however they are written', () => {
    expect(
      peopleOf(
        { id: 'a', nhsNumber: '1' },
        { id: 'b', nino: '1' },
        { id: 'c', localId: '1' },
        { id: 'd', source: 'C1 n', namespace: '', localId: '1' },
        { id: 'e', source: 'C1', namespace: 'n 1', localId: '' },
      ),
    ).toEqual({ a: 'a', b: 'b', c: 'c', d: 'd', e: 'e' });
  });

  it('nobody, where a row says nothing to tell by', () => {
    expect(peopleOf({ id: 'a' }, { id: 'b' })).toEqual({ a: 'a', b: 'b' });
  });

  it('a NINO seen beside two NHS numbers joins nothing', () => {
    expect(
      peopleOf(
        { id: 'one', nhsNumber: '1', nino: 'X' },
        { id: 'two', nhsNumber: '2', nino: 'X' },
        { id: 'neither', nino: 'X' },
        { id: 'also', nino: 'X', source: 'DWP' },
      ),
    ).toEqual({ one: 'one', two: 'two', neither: 'neither', also: 'also' });
  });

  it('a local id seen beside two NHS numbers joins nothing', () => {
    expect(
      peopleOf(
        { id: 'one', nhsNumber: '1', localId: '7' },
        { id: 'two', nhsNumber: '2', localId: '7' },
        { id: 'neither', localId: '7' },
      ),
    ).toEqual({ one: 'one', two: 'two', neither: 'neither' });
  });

  it('a chain from one NHS number to another is cut: neither end takes the middle', () => {
    expect(
      peopleOf(
        { id: 'one', nhsNumber: '1', nino: 'X' },
        { id: 'middle', nino: 'X', localId: '7' },
        { id: 'two', nhsNumber: '2', localId: '7' },
        { id: 'one too', nhsNumber: '1' },
      ),
    ).toEqual({ one: 'one', middle: 'middle', two: 'two', 'one too': 'one' });
  });

  it('the id is the oldest identity’s, in whatever order they are read', () => {
    const young = identity({ id: 'young', nhsNumber: '1' });
    const old = { ...identity({ id: 'old', nhsNumber: '1' }), ordinal: 0n };
    expect([...joinPeople([young, old]).values()]).toEqual(['old', 'old']);
  });
});

const few = (...values: string[]) => fc.option(fc.constantFrom(...values), { nil: null });

/** Few values for each key, so that most sets of identities hold chains and disagreements. */
const identities = fc
  .array(
    fc.record({
      nhsNumber: few('1', '2', '3'),
      nino: few('A', 'B', 'C'),
      localId: few('7', '8'),
      source: fc.constantFrom('C1', 'C2'),
    }),
    { maxLength: 10 },
  )
  .map((list) =>
    list.map((said, index) => ({
      ...said,
      id: `i${index}`,
      ordinal: BigInt(index),
      namespace: 'n',
    })),
  );

const byId = (people: ReadonlyMap<string, string>) => Object.fromEntries(people);

describe('of any identities', () => {
  it('the order in which they are read changes nothing', () => {
    const shuffled = identities.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(shuffled, ([list, otherwise]) => {
        expect(byId(joinPeople(otherwise))).toEqual(byId(joinPeople(list)));
      }),
      { numRuns: 500 },
    );
  });

  it('no person has two NHS numbers, and those with one number are one person', () => {
    fc.assert(
      fc.property(identities, (list) => {
        const people = joinPeople(list);
        const numbers = new Map<string, Set<string>>();
        const holders = new Map<string, Set<string>>();
        for (const { id, nhsNumber } of list) {
          const person = people.get(id) as string;
          if (nhsNumber === null) continue;
          numbers.set(person, (numbers.get(person) ?? new Set()).add(nhsNumber));
          holders.set(nhsNumber, (holders.get(nhsNumber) ?? new Set()).add(person));
        }
        expect([...numbers.values()].filter((each) => each.size > 1)).toEqual([]);
        expect([...holders.values()].filter((each) => each.size > 1)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('each is in exactly one person, whose id is that of the oldest in it', () => {
    fc.assert(
      fc.property(identities, (list) => {
        const people = joinPeople(list);
        expect([...people.keys()].sort()).toEqual(list.map(({ id }) => id).sort());
        for (const { id } of list) {
          const person = people.get(id);
          const oldest = list.find((other) => people.get(other.id) === person);
          expect(person).toBe(oldest?.id);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('one that shares no key with any other is a person alone', () => {
    fc.assert(
      fc.property(identities, (list) => {
        const apart = { ...identity({ id: 'apart', nhsNumber: '9', nino: 'Z' }), ordinal: 99n };
        const people = joinPeople([...list, apart]);
        expect(people.get('apart')).toBe('apart');
        people.delete('apart');
        expect(byId(people)).toEqual(byId(joinPeople(list)));
      }),
    );
  });
});

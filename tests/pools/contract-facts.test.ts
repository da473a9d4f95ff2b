import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contractFacts, type PatientsSpell } from '../../src/pools/contract-facts.ts';
import { parsePounds } from '../../src/values/money.ts';
import { addDays, parsePlainDate } from '../../src/values/plain-date.ts';
import { decimal } from '../../src/values/ratio.ts';
import { BOOK, ELECTIVE, EMERGENCY, MATERNITY, spell } from '../currencies/spells.ts';
import { day } from './rules.ts';

const CONTRACT = { code: 'QF7-RCF', provider: 'RCF', commissioner: 'QF7', marginal: null };
const SECOND_QUARTER = { from: day('2022-07-01'), until: day('2022-10-01') };

const of = (person: string | null, id: string, method: string, ended: string, more = {}) => ({
  ...spell(id, method, ended, more),
  person,
});
const factsOf = (spells: readonly PatientsSpell[], contract: object = {}) =>
  contractFacts({ ...CONTRACT, ...contract }, spells, () => BOOK, SECOND_QUARTER);

describe('what people bring to a contract’s figures', () => {
  it('is what their spells that ended in the quarter come to by tariff', () => {
    const facts = factsOf([
      of('ann', '1', ELECTIVE, '2022-06-30'),
      of('ann', '2', ELECTIVE, '2022-07-01'),
      of('bob', '3', EMERGENCY, '2022-09-30'),
      of('bob', '4', ELECTIVE, '2022-10-01'),
    ]);
    const codes = { CONTRACT: 'QF7-RCF', PROVIDER: 'RCF', COMMISSIONER: 'QF7' };
    // £1,000 and £4,000, each × 1.1.
    expect(facts).toEqual([
      { person: 'ann', codes: { ...codes, MONTH: '2022-07' }, amounts: { SHADOW: 1100_00n } },
      { person: 'bob', codes: { ...codes, MONTH: '2022-09' }, amounts: { SHADOW: 4400_00n } },
    ]);
  });

  it('counts emergencies of earlier quarters towards the baseline', () => {
    const marginal = { baseline: parsePounds('6000'), percent: decimal('30') };
    const spells = [
      of('ann', '1', EMERGENCY, '2022-05-01'),
      of('bob', '2', EMERGENCY, '2022-08-01'),
    ];
    // £4,000 in May leave £2,000; then 2,000 + 30 % of 2,000 = £2,600, × 1.1.
    expect(factsOf(spells, { marginal }).map(({ amounts }) => amounts)).toEqual([
      { SHADOW: 2860_00n },
    ]);
  });

  it('tells of a spell without a price that it is there, and never that it costs nothing', () => {
    const [fact] = factsOf([of('ann', '1', ELECTIVE, '2022-08-01', { provider: 'RBS' })]);
    expect(fact?.amounts).toEqual({ UNPRICED: 100n });
  });

  it('is the largest contributor’s where nobody knows whose it is, so that nobody is added', () => {
    const spells = [
      of('ann', '1', ELECTIVE, '2022-08-01'),
      of('bob', '2', EMERGENCY, '2022-08-01'),
      of(null, '3', ELECTIVE, '2022-08-01'),
    ];
    expect(factsOf(spells).map(({ person }) => person)).toEqual(['ann', 'bob', 'bob']);
    const unknown = [of(null, '1', ELECTIVE, '2022-08-01'), of(null, '2', ELECTIVE, '2022-08-02')];
    expect(new Set(factsOf(unknown).map(({ person }) => person)).size).toBe(1);
  });

  it('adds up to all spells of the quarter, and is of nobody more than they are', () => {
    const someSpell = fc.record({
      person: fc.constantFrom(null, 'ann', 'bob', 'cat'),
      method: fc.constantFrom(ELECTIVE, EMERGENCY, MATERNITY),
      after: fc.integer({ min: 0, max: 364 }),
    });
    fc.assert(
      fc.property(fc.array(someSpell, { maxLength: 40 }), (all) => {
        const spells = all.map(({ person, method, after }, at) =>
          of(person, `${at}`, method, addDays(parsePlainDate('2022-04-01'), after)),
        );
        const facts = factsOf(spells);
        const within = spells.filter(
          ({ spell: { dischargedOn } }) =>
            dischargedOn >= SECOND_QUARTER.from && dischargedOn < SECOND_QUARTER.until,
        );
        // Each is priced: an elective at £1,100, anything else at £4,400.
        const sum = within.reduce(
          (before, { spell: { admissionMethod } }) =>
            before + (admissionMethod === ELECTIVE ? 1100_00n : 4400_00n),
          0n,
        );
        const told = facts.reduce((before, { amounts }) => before + (amounts.SHADOW ?? 0n), 0n);
        expect(told).toBe(sum);
        const known = new Set(within.flatMap(({ person }) => person ?? []));
        const people = new Set(facts.map(({ person }) => person));
        expect(people.size).toBe(known.size > 0 ? known.size : Math.min(within.length, 1));
      }),
    );
  });
});

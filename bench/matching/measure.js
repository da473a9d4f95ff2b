import { joining } from './built.js';
import { at, sharesKey } from './compared.js';

const { joinPeople } = await joining();

/**
 * @typedef {import('../../seeds/people-truth.ts').TrueIdentity} TrueIdentity
 * @typedef {{ left: number, right: number, weight: number, outcome: string }} Weighed
 * @typedef {{ right: number, wrong: number, truly: number }} Tally
 */

/** @param {Tally} tally */
export const precisionOf = ({ right, wrong }) => right / (right + wrong);
/** @param {Tally} tally */
export const recallOf = ({ right, truly }) => right / truly;

/**
 * Of the pairs of one person that no number joins, how many the weight alone finds.
 * @param {readonly TrueIdentity[]} identities
 * @param {readonly Weighed[]} weighed
 * @param {readonly string[]} outcomes
 * @returns {Tally}
 */
export function tallyPairs(identities, weighed, outcomes) {
  const tally = { right: 0, wrong: 0, truly: 0 };
  eachTruePair(identities, (left, right) => {
    if (!sharesKey(at(identities, left), at(identities, right))) tally.truly += 1;
  });
  for (const { left, right, outcome } of weighed) {
    if (!outcomes.includes(outcome)) continue;
    const same = at(identities, left).person === at(identities, right).person;
    if (same) tally.right += 1;
    else tally.wrong += 1;
  }
  return tally;
}

/**
 * Who is one person once the hub’s rules have joined by numbers and by these pairs.
 * @param {readonly TrueIdentity[]} identities
 * @param {readonly Weighed[]} linked
 */
export function joined(identities, linked) {
  const pairs = linked.map(({ left, right, weight }) => ({
    ...{ leftId: String(left), rightId: String(right), weight },
    says: /** @type {const} */ ('AUTOMATIC'),
  }));
  const unkeyed = { source: '', namespace: '', localId: null };
  const joinable = identities.map((identity, index) => ({
    ...{ ...identity, ...unkeyed, id: String(index), ordinal: BigInt(index) },
  }));
  const people = joinPeople(joinable, pairs);
  return identities.map((_, index) => people.get(String(index)) ?? '');
}

/**
 * Pairs of identities of one person against the pairs that are together in the end: of all pairs,
 * and of those that no number joins.
 * @param {readonly TrueIdentity[]} identities
 * @param {readonly string[]} people
 * @returns {{ all: Tally, unkeyed: Tally }}
 */
export function tallyPeople(identities, people) {
  const all = { right: 0, wrong: 0, truly: 0 };
  const unkeyed = { right: 0, wrong: 0, truly: 0 };
  eachTruePair(identities, (left, right) => {
    const together = at(people, left) === at(people, right);
    all.truly += 1;
    all.right += together ? 1 : 0;
    if (sharesKey(at(identities, left), at(identities, right))) return;
    unkeyed.truly += 1;
    unkeyed.right += together ? 1 : 0;
  });
  const wrong = wrongPairs(identities, people);
  return { all: { ...all, wrong }, unkeyed: { ...unkeyed, wrong } };
}

/**
 * Identities of one person stand together.
 * @param {readonly TrueIdentity[]} identities
 * @param {(left: number, right: number) => void} visit
 */
export function eachTruePair(identities, visit) {
  for (let left = 0; left < identities.length; left += 1) {
    const { person } = at(identities, left);
    for (let right = left + 1; identities[right]?.person === person; right += 1) visit(left, right);
  }
}

/** @param {readonly TrueIdentity[]} identities @param {readonly string[]} people */
function wrongPairs(identities, people) {
  /** @type {Map<string, number[]>} */
  const groups = new Map();
  people.forEach((person, index) => {
    groups.set(person, [...(groups.get(person) ?? []), index]);
  });
  let wrong = 0;
  for (const group of groups.values()) {
    group.forEach((left, place) => {
      for (const right of group.slice(place + 1)) {
        if (at(identities, left).person !== at(identities, right).person) wrong += 1;
      }
    });
  }
  return wrong;
}

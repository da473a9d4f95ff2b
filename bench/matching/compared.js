import { blocking } from './built.js';

const { probesFor, initialOf } = await blocking();

/** @typedef {import('../../seeds/people-truth.ts').TrueIdentity} TrueIdentity */

/**
 * Every pair that the hub would compare when these identities arrive one after the other, by the
 * hub's own look-ups; those of a date or postcode with more than `mostInBlock` are left out.
 * @param {readonly TrueIdentity[]} identities
 * @param {number} mostInBlock
 * @param {(left: number, right: number) => void} compare
 * @returns {{ pairs: number, skipped: number }} how many pairs, and dates and postcodes left out
 */
export function eachCompared(identities, mostInBlock, compare) {
  const byBirthDate = blocksOf(identities.map(({ birthDate }) => birthDate));
  const byPostcode = blocksOf(identities.map(({ postcode }) => postcode));
  let pairs = 0;
  /** @type {Set<string>} */
  const skipped = new Set();
  identities.forEach((identity, right) => {
    /** @type {Set<number>} */
    const found = new Set();
    for (const { birthDate, postcode, initial } of probesFor(identity)) {
      const block =
        birthDate === null ? byPostcode.get(postcode ?? '') : byBirthDate.get(birthDate);
      if (!block) continue;
      if (block.length > mostInBlock) {
        skipped.add(birthDate ?? postcode ?? '');
        continue;
      }
      for (const left of block) {
        if (left >= right) break;
        if (initial === null || initialOf(at(identities, left)) === initial) found.add(left);
      }
    }
    for (const left of found) {
      if (sharesKey(at(identities, left), identity)) continue;
      pairs += 1;
      compare(left, right);
    }
  });
  return { pairs, skipped: skipped.size };
}

/**
 * Whether the same number stands in both: then they are one person by rule, or by rule not.
 * @param {TrueIdentity} a
 * @param {TrueIdentity} b
 */
export function sharesKey(a, b) {
  const same = (/** @type {string | null} */ x, /** @type {string | null} */ y) =>
    x !== null && x === y;
  return same(a.nhsNumber, b.nhsNumber) || same(a.nino, b.nino);
}

/** @param {readonly (string | null)[]} keys */
function blocksOf(keys) {
  /** @type {Map<string, number[]>} */
  const blocks = new Map();
  keys.forEach((key, index) => {
    if (key === null) return;
    const block = blocks.get(key);
    if (block) block.push(index);
    else blocks.set(key, [index]);
  });
  return blocks;
}

/**
 * @template Item
 * @param {readonly Item[]} items
 * @param {number} index
 */
export const at = (items, index) => /** @type {Item} */ (items[index]);

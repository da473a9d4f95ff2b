import { at, sharesKey } from './compared.js';
import { eachTruePair } from './measure.js';

/**
 * @typedef {import('../../seeds/people-truth.ts').TrueIdentity} TrueIdentity
 * @typedef {import('./measure.js').Weighed} Weighed
 * @typedef {{ kind: string, pairs: number, linked: number, review: number, light: number, unseen: number }} Fate
 */

/** What the levels of a field say went wrong between two records of one person. */
const KINDS = {
  surname: {
    NEARLY: 'surname mistyped',
    ALIKE: 'surname mistyped',
    SWAPPED: 'names the wrong way round',
    DIFFERENT: 'another surname',
  },
  givenNames: {
    NICKNAME: 'nickname',
    PART: 'another of their names',
    INITIAL: 'initial only',
    NEARLY: 'given name mistyped',
    NOT_SAID: 'no given name',
    DIFFERENT: 'given names that nothing joins',
  },
  birthDate: {
    SWAPPED: 'day and month swapped',
    NEARLY: 'digit wrong or digits turned',
    NOT_SAID: 'no birth date, or a default',
    YEAR_AND_MONTH: 'birth date wrong',
    DIFFERENT: 'birth date wrong',
  },
  postcode: {
    SECTOR: 'another address',
    OUTWARD: 'another address',
    DIFFERENT: 'another address',
    NOT_SAID: 'no postcode',
  },
};

/**
 * What became of the pairs of one person that no number joins, by what is wrong between the two:
 * linked, for review, compared and too light, or never compared.
 * @param {readonly TrueIdentity[]} identities
 * @param {import('../../src/people/match.ts').Matcher} matcher
 * @param {readonly Weighed[]} weighed
 * @param {ReadonlySet<string>} compared pairs of one person that were compared, as left and right
 * @returns {Fate[]} the commonest first
 */
export function fatesOf(identities, matcher, weighed, compared) {
  const outcomes = new Map(
    weighed.map(({ left, right, outcome }) => [`${left} ${right}`, outcome]),
  );
  /** @type {Map<string, Fate>} */
  const fates = new Map();
  eachTruePair(identities, (left, right) => {
    const [a, b] = [at(identities, left), at(identities, right)];
    if (sharesKey(a, b)) return;
    const kind = kindOf(matcher.levelsOf(a, b));
    const fate = fates.get(kind) ?? { kind, pairs: 0, linked: 0, review: 0, light: 0, unseen: 0 };
    fates.set(kind, fate);
    fate.pairs += 1;
    const outcome = outcomes.get(`${left} ${right}`);
    if (outcome === 'LINKED') fate.linked += 1;
    else if (outcome === 'REVIEW') fate.review += 1;
    else if (compared.has(`${left} ${right}`)) fate.light += 1;
    else fate.unseen += 1;
  });
  return [...fates.values()].sort((a, b) => b.pairs - a.pairs);
}

/** @param {Readonly<Record<string, string>>} levels */
function kindOf(levels) {
  const found = Object.entries(KINDS).flatMap(([field, kinds]) => {
    const kind = /** @type {Record<string, string>} */ (kinds)[levels[field] ?? ''];
    return kind === undefined ? [] : [kind];
  });
  const [only, ...others] = new Set(found);
  if (only === undefined) return 'nothing';
  return others.length === 0 ? only : others.length === 1 ? 'two at once' : 'three or more at once';
}

import { levels as levelsOf, matching, reference, truth } from './built.js';
import { at, eachCompared, sharesKey } from './compared.js';
import { precisionOf, recallOf, tallyPairs } from './measure.js';

/**
 * Prints the m and u of every level, as `seeds/reference/match-model.ts` keeps them: m counted
 * among all pairs of one person that no number joins, u among random pairs of two people, half a
 * pair added to each count. Then, with the model as it stands, what each threshold would link and
 * how much of that rightly, for choosing both. The seed is another than the one that is measured.
 *
 *   node bench/matching/estimate.js
 */
const SEED = 20_251;
const IDENTITIES = 60_000;
const RANDOM_PAIRS = 4_000_000;
const FOR_THRESHOLDS = 100_000;
const [LEAST_BITS, MOST_BITS] = [15, 27];
/** Rarer than this is not told apart. */
const LEAST = 1e-6;

const { LEVELS, MATCH_FIELDS } = await levelsOf();
const { Matcher } = await matching();
const { inventTruth } = await truth();
const { MATCH_MODEL } = await reference();
const { Dice } = await import(new URL('../../dist/seeds/area/dice.js', import.meta.url).href);

const identities = inventTruth(IDENTITIES, SEED);
const matcher = new Matcher(MATCH_MODEL);
const [same, other] = [new Map(), new Map()];

/**
 * @param {Map<string, number>} counts
 * @param {import('../../src/people/match.ts').Comparable} a
 * @param {import('../../src/people/match.ts').Comparable} b
 */
function count(counts, a, b) {
  const levels = matcher.levelsOf(a, b);
  for (const field of MATCH_FIELDS) {
    const key = `${field} ${levels[field]}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
}

for (let left = 0; left < identities.length; left += 1) {
  // Identities of one person stand together.
  for (let right = left + 1; at(identities, right)?.person === at(identities, left).person; ) {
    const [a, b] = [at(identities, left), at(identities, right)];
    if (!sharesKey(a, b)) count(same, a, b);
    right += 1;
  }
}
const dice = new Dice(SEED, 1);
for (let pair = 0; pair < RANDOM_PAIRS; pair += 1) {
  const [a, b] = [dice.pick(identities), dice.pick(identities)];
  if (a.person !== b.person) count(other, a, b);
}

/** @param {Map<string, number>} counts @param {string} field @param {readonly string[]} levels */
function shares(counts, field, levels) {
  const found = levels.map((level) => (counts.get(`${field} ${level}`) ?? 0) + 0.5);
  const all = found.reduce((sum, each) => sum + each, 0);
  return found.map((each) => Number(Math.max(each / all, LEAST).toPrecision(3)));
}

for (const field of MATCH_FIELDS) {
  const levels = LEVELS[field];
  const [m, u] = [shares(same, field, levels), shares(other, field, levels)];
  process.stdout.write(`    ${field}: {\n`);
  levels.forEach((level, index) => {
    const bits = Math.log2(at(m, index) / at(u, index));
    process.stdout.write(
      `      ${level}: { m: ${m[index]}, u: ${u[index]} }, // ${Math.round(bits * 10) / 10}\n`,
    );
  });
  process.stdout.write('    },\n');
}

const many = inventTruth(FOR_THRESHOLDS, SEED);
const open = new Matcher({ ...MATCH_MODEL, linkFrom: LEAST_BITS, reviewFrom: LEAST_BITS - 1 });
/** @type {import('./measure.js').Weighed[]} */
const weighed = [];
eachCompared(many, MATCH_MODEL.mostInBlock, (left, right) => {
  const { weight, outcome } = open.compare(at(many, left), at(many, right));
  if (outcome === 'LINKED') weighed.push({ left, right, weight, outcome });
});
process.stdout.write('\nlinked from   precision  recall\n');
for (let bits = MOST_BITS; bits >= LEAST_BITS; bits -= 0.5) {
  const linked = weighed.filter(({ weight }) => weight >= bits);
  const tally = tallyPairs(many, linked, ['LINKED']);
  const shares = [precisionOf(tally), recallOf(tally)].map((share) => share.toFixed(5));
  process.stdout.write(`${bits.toFixed(1).padStart(11)}   ${shares.join('    ')}\n`);
}

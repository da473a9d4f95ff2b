import { say } from '../budgets/settings.js';
import { matching, reference, truth } from './built.js';
import { at, eachCompared } from './compared.js';
import { fatesOf } from './faults.js';
import { joined, precisionOf, recallOf, tallyPairs, tallyPeople } from './measure.js';
import { arrive } from './through-database.js';

/** Another than the one that the model’s figures were counted with. */
const SEED = 7_919;
const LEAST_PRECISION = 0.999;
const LEAST_RECALL = 0.95;
const DELIVERIES = 8;

/** @typedef {import('./measure.js').Weighed} Weighed */
/** @typedef {import('./measure.js').Tally} Tally */

/**
 * Measures the matching model on invented people whose truth is known, first in memory with the
 * hub’s own look-ups and rules, then a part of them through the hub’s database.
 * @param {{ smoke: boolean, identities: number }} options
 * @returns {Promise<number>} the exit code
 */
export async function benchMatching({ smoke, identities: asked }) {
  const { inventTruth } = await truth();
  const { MATCH_MODEL: model } = await reference();
  const count = smoke ? 5_000 : asked;
  const identities = inventTruth(count, SEED);
  say(`data: ${number(count)} identities of invented people, seed ${SEED}`);
  const { weighed, compared, skipped, seconds, fates } = await weigh(identities, model);
  say(
    `compared: ${number(compared)} pairs, ${two(compared / count)} for each identity, in ${two(seconds)} s; ` +
      `${skipped} dates or postcodes of more than ${model.mostInBlock} left out`,
  );
  say(`\nby weight alone, of the pairs of one person that no number joins`);
  const byWeight = tallyPairs(identities, weighed, ['LINKED']);
  line(`linked, from ${model.linkFrom} bits`, byWeight);
  const both = tallyPairs(identities, weighed, ['LINKED', 'REVIEW']);
  line(`or for review, from ${model.reviewFrom} bits`, both);
  const waiting = weighed.filter(({ outcome }) => outcome === 'REVIEW');
  say(
    `  for review: ${number(waiting.length)} pairs, ${two((100 * waiting.length) / count)} for 100 identities`,
  );
  sayFates(fates);
  const linked = weighed.filter(({ outcome }) => outcome === 'LINKED');
  const { all, unkeyed } = tallyPeople(identities, joined(identities, linked));
  say('\nwho is one person in the end, by numbers and automatic links, nothing reviewed');
  line('all pairs of one person', all);
  line('those that no number joins', unkeyed);
  await throughDatabase(identities.slice(0, smoke ? 1_000 : 10_000), weighed);
  if (smoke || count < 100_000) return 0;
  const reached = [byWeight, unkeyed].every(
    (tally) => precisionOf(tally) >= LEAST_PRECISION && recallOf(tally) >= LEAST_RECALL,
  );
  const aim = `precision ${LEAST_PRECISION}, recall ${LEAST_RECALL} of pairs that no number joins, by weight alone and in the end`;
  say(`\n${reached ? 'reached' : 'NOT REACHED'}: ${aim}`);
  return reached ? 0 : 1;
}

/**
 * @param {readonly import('./measure.js').TrueIdentity[]} identities
 * @param {import('../../src/people/match.ts').MatchModel} model
 */
async function weigh(identities, model) {
  const { Matcher } = await matching();
  const matcher = new Matcher(model);
  /** @type {Weighed[]} */
  const weighed = [];
  /** @type {Set<string>} */
  const ofOne = new Set();
  const start = performance.now();
  const { pairs, skipped } = eachCompared(identities, model.mostInBlock, (left, right) => {
    const [a, b] = [at(identities, left), at(identities, right)];
    const { weight, outcome } = matcher.compare(a, b);
    if (a.person === b.person) ofOne.add(`${left} ${right}`);
    if (outcome !== 'NOTHING') weighed.push({ left, right, weight, outcome });
  });
  const seconds = (performance.now() - start) / 1000;
  const fates = fatesOf(identities, matcher, weighed, ofOne);
  return { weighed, compared: pairs, skipped, seconds, fates };
}

/** @param {readonly import('./faults.js').Fate[]} fates */
function sayFates(fates) {
  const all = fates.reduce((sum, { pairs }) => sum + pairs, 0);
  const unseen = fates.reduce((sum, fate) => sum + fate.unseen, 0);
  say(`  never compared: ${number(unseen)}, so that the look-ups find ${five(1 - unseen / all)}`);
  say(
    `\n  ${'wrong between the two'.padEnd(30)}    pairs   linked   review    light  not compared`,
  );
  for (const { kind, pairs, linked, review, light, unseen: missed } of fates) {
    const counts = [pairs, linked, review, light].map((count) => number(count).padStart(9));
    say(`  ${kind.padEnd(30)}${counts.join('')}${number(missed).padStart(14)}`);
  }
}

/**
 * The same through SQL: it must put together whom the rules in memory put together.
 * @param {readonly import('./measure.js').TrueIdentity[]} identities
 * @param {readonly Weighed[]} weighed
 */
async function throughDatabase(identities, weighed) {
  const { people, seconds, pairs } = await arrive(identities, DELIVERIES);
  const rate = Math.round(identities.length / seconds);
  say(
    `\nthrough the embedded database: ${number(identities.length)} identities in ${DELIVERIES} deliveries`,
  );
  say(`  ${two(seconds)} s, ${number(rate)} identities/s; ${pairs} pairs kept`);
  line('all pairs of one person', tallyPeople(identities, people).all);
  const among = weighed.filter(
    ({ outcome, right }) => outcome === 'LINKED' && right < identities.length,
  );
  const inMemory = joined(identities, among);
  const alike = grouping(people) === grouping(inMemory);
  say(`  ${alike ? 'the same people as in memory' : 'NOT the same people as in memory'}`);
}

/** Which identities are together, whatever their person is called. @param {readonly string[]} people */
function grouping(people) {
  /** @type {Map<string, number>} */
  const first = new Map();
  return people
    .map((person, index) => {
      if (!first.has(person)) first.set(person, index);
      return first.get(person);
    })
    .join();
}

/** @param {string} what @param {Tally} tally */
function line(what, tally) {
  const { right, wrong, truly } = tally;
  const shares = `precision ${five(precisionOf(tally))}  recall ${five(recallOf(tally))}`;
  say(
    `  ${what.padEnd(30)} ${shares}  (${number(right)} of ${number(truly)}, ${number(wrong)} wrong)`,
  );
}

const number = (/** @type {number} */ value) => value.toLocaleString('en-GB');
const two = (/** @type {number} */ value) => String(Math.round(value * 100) / 100);
/** Rounded down, so that no share is shown as reached that is not. */
const five = (/** @type {number} */ share) => {
  const digits = String(Math.floor(share * 1e5)).padStart(6, '0');
  return `${digits.slice(0, 1)}.${digits.slice(1)}`;
};

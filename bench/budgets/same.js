/** @typedef {import('./questions.js').Question} Question */
/** @typedef {(question: Question) => Promise<unknown>} Ask */

const MOST_SHOWN = 20;

/**
 * Asks two servers the same and gives where their answers differ, to the last penny and word.
 * @param {readonly Question[]} asked
 * @param {Ask} askHub
 * @param {Ask} askByHand
 */
export async function differences(asked, askHub, askByHand) {
  /** @type {string[]} */
  const found = [];
  let differing = 0;
  for (const question of asked) {
    const [hub, byHand] = await Promise.all([askHub(question), askByHand(question)]);
    // What an answer cost to give stands beside the data, and only the hub says it.
    const here = apart(dataOf(hub), dataOf(byHand), '');
    if (here.length === 0) continue;
    differing += 1;
    const about = question.nhsNumber ?? `page after ${question.after ?? 'the beginning'}`;
    if (found.length < MOST_SHOWN) {
      found.push(...here.slice(0, 5).map((each) => `${about} in ${question.year.name}: ${each}`));
    }
  }
  return { differing, found };
}

/**
 * @param {unknown} hub
 * @param {unknown} byHand
 * @param {string} path
 * @returns {string[]}
 */
function apart(hub, byHand, path) {
  if (!isObject(hub) || !isObject(byHand)) {
    if (Object.is(hub, byHand)) return [];
    return [`${path}: the hub says ${JSON.stringify(hub)}, by hand ${JSON.stringify(byHand)}`];
  }
  const keys = new Set([...Object.keys(hub), ...Object.keys(byHand)]);
  return [...keys].flatMap((key) => apart(hub[key], byHand[key], `${path}/${key}`));
}

const dataOf = (/** @type {unknown} */ answer) => (isObject(answer) ? answer.data : answer);

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
function isObject(value) {
  return typeof value === 'object' && value !== null;
}

/** How many values an answer holds. @param {unknown} answer @returns {number} */
export function leavesOf(answer) {
  if (!isObject(answer)) return 1;
  return Object.values(answer).reduce((/** @type {number} */ sum, each) => sum + leavesOf(each), 0);
}

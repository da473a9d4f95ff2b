import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { dice } from '../budgets/questions.js';
import { activities } from './built.js';

const DAY_MS = 86_400_000;
const FIRST = Date.UTC(2017, 3, 1);
const DAYS = 640;

const METHODS = ['11', '12', '13', '21', '22', '23', '28', '2A', '31', '82'];
/** One in twenty is a regular attender, who has no price per spell. */
const CLASSIFICATIONS = [...'11111111111111222223'];

/**
 * Invented spells, the same each time: half name the market forces factor, half leave it to the
 * provider's own; one in a hundred is refused, one in twenty unpriced.
 * @param {string} path
 * @param {number} rows
 * @param {import('./prices.js').HavePrices} prices
 */
export async function writeSpells(path, rows, { codes, providers }) {
  const { ACTIVITY_COLUMNS } = await activities();
  const file = createWriteStream(path, { highWaterMark: 1 << 20 });
  file.write(`${ACTIVITY_COLUMNS.join(',')}\n`);
  const roll = dice(2017);
  const below = (/** @type {number} */ most) => Math.floor(roll() * most);
  const pick = (/** @type {readonly string[]} */ items) => items[below(items.length)] ?? '';
  for (let row = 1; row <= rows; row += 1) {
    const admitted = FIRST + below(DAYS) * DAY_MS;
    const nights = roll() < 0.5 ? below(3) : below(60);
    /** @type {Record<string, string>} */
    const cells = {
      Activity: 'SPELL',
      Scheme: 'hrg',
      Code: below(100) === 0 ? 'ZZ99Z' : pick(codes),
      'Admission Method': pick(METHODS),
      'Patient Classification': pick(CLASSIFICATIONS),
      'Age on Admission': String(below(100)),
      'Admission Date': dayOf(admitted),
      'Discharge Date': dayOf(admitted + nights * DAY_MS),
      Provider: pick(providers),
      'Best Practice Evidenced': below(10) === 0 ? 'yes' : 'no',
      'Market Forces Factor': below(2) === 0 ? `1.${String(below(180_000)).padStart(6, '0')}` : '',
      Reference: `S${row}`,
    };
    const line = ACTIVITY_COLUMNS.map((column) => cells[column] ?? '').join(',');
    if (!file.write(`${line}\n`)) await once(file, 'drain');
  }
  file.end();
  await finished(file);
}

const dayOf = (/** @type {number} */ ms) => new Date(ms).toISOString().slice(0, 10);

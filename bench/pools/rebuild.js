import { hubCommand } from '../budgets/data.js';
import { medianOf } from '../budgets/load.js';
import { COUNCIL, OFFICE } from '../ledger/books.js';
import { spending } from '../ledger/built.js';
import { unequalTotals } from './equal.js';
import { inSeconds } from './ledger.js';
import { askAccount, QUESTIONS } from './questions.js';

const WORKERS = 4;
const PENCE = 200n;
const THIS_YEAR = '2026-27';

/** @typedef {import('../../src/hub.ts').Hub} Hub */
/** @typedef {import('../../src/values/plain-date.ts').PlainDate} Day */

/**
 * All totals are added up anew by the command while payments are recorded and questions asked. What is
 * answered is never anything but what it was (published) or between what was acknowledged before it was
 * asked and what was sent by then (the pool's account). Gives how it went, and what was wrong.
 * @param {import('postgres').Sql} sql
 * @param {Hub} hub
 * @param {string} tenant
 * @param {Day} today
 */
export async function rebuildWhileServing(sql, hub, tenant, today) {
  const accounts = (await sql`select id from accounts where host = ${COUNCIL} order by id`).map(
    ({ id }) => String(id),
  );
  const wrong = /** @type {string[]} */ ([]);
  const counts = { sent: 0, acknowledged: 0, asked: 0 };
  const waits = /** @type {number[]} */ ([]);
  let isOver = false;
  const { recordSpend } = await spending();
  const before = await drawn(hub, today);
  const pay = async () => {
    while (!isOver) {
      const at = counts.sent++;
      const started = performance.now();
      await recordSpend(
        hub.serving,
        OFFICE,
        {
          account: /** @type {string} */ (accounts[(at * 7919) % accounts.length]),
          ...{ payee: 'Helping Hands', purpose: 'personal-care', effectiveDay: today },
          ...{
            amount: /** @type {any} */ (PENCE),
            idempotencyKey: `rebuild ${tenant} ${before} ${at}`,
          },
        },
        today,
      );
      counts.acknowledged += 1;
      waits.push(performance.now() - started);
    }
  };
  const ask = async () => {
    const usual = await answersOf(hub, today);
    while (!isOver) {
      const least = counts.acknowledged;
      const told = (await drawn(hub, today)) - before;
      const most = counts.sent;
      if (told < BigInt(least) * PENCE || told > BigInt(most) * PENCE) {
        wrong.push(`the account told ${told} between ${least} and ${most} payments`);
      }
      if ((await answersOf(hub, today)) !== usual) wrong.push('another answer to an analyst');
      counts.asked += 1;
    }
  };
  // What payments take when nothing is rebuilt, to set against it.
  const quiet = timed(5000).then(() => {
    isOver = true;
  });
  await Promise.all([quiet, ...Array.from({ length: WORKERS }, pay), ask()]);
  const usually = waits.splice(0);
  isOver = false;
  const started = performance.now();
  const rebuilt = hubCommand(tenant, ['rebuild-totals']).finally(() => {
    isOver = true;
  });
  await Promise.all([rebuilt, ...Array.from({ length: WORKERS }, pay), ask()]);
  const took = performance.now() - started;
  if ((await drawn(hub, today)) - before !== BigInt(counts.acknowledged) * PENCE) {
    wrong.push('the account is not what was paid');
  }
  wrong.push(...(await unequalTotals(hub)));
  const words = [
    `rebuilt in ${inSeconds(took)}, while ${waits.length} payments were recorded and ${counts.asked} rounds of questions asked`,
    `a payment took ${waitsIn(waits)}; without a rebuild ${waitsIn(usually)}`,
  ];
  return { wrong, words };
}

const timed = (/** @type {number} */ milliseconds) =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

const waitsIn = (/** @type {number[]} */ waits) =>
  `${medianOf(waits).toFixed(0)} ms, at most ${Math.max(...waits).toFixed(0)} ms`;

/**
 * What was drawn by people of the council's and the board's money this year, in pence.
 * @param {Hub} hub
 * @param {Day} today
 */
async function drawn(hub, today) {
  const year = await askAccount(hub, today, THIS_YEAR);
  const spent = (year?.cells ?? []).filter(({ stream }) => stream !== null);
  const unattributed = year?.unattributed ?? [];
  return (
    spent.reduce((sum, cell) => sum + cell.spend, 0n) +
    unattributed.reduce((sum, { amount }) => sum + amount, 0n)
  );
}

/**
 * @param {Hub} hub
 * @param {Day} today
 */
async function answersOf(hub, today) {
  const answers = [];
  for (const { ask } of QUESTIONS.slice(0, -1)) answers.push(await ask(hub, today));
  return JSON.stringify(answers, (_, value) => (typeof value === 'bigint' ? `${value}` : value));
}

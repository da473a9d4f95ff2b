import type { Hub } from '../../src/hub.ts';
import { daysOfPart, PARTS } from '../../src/pools/publication.ts';
import { publicationsOf } from '../../src/pools/publication-store.ts';
import { publishUsage } from '../../src/pools/publish.ts';
import type { FinancialYear } from '../../src/values/financial-year.ts';
import { type Pence, pence, poundsText } from '../../src/values/money.ts';
import { caseload } from './access.ts';
import { demoArea } from './area.ts';
import { CARE_BOARD, DEMO_DAY, SHEFFIELD } from './bodies.ts';
import { type HeldLine, type Holding, heldLines } from './caseload-money.ts';
import { MoneyBook } from './money-book.ts';
import { POOL } from './pool.ts';

const YEARS = ['2025-26', '2026-27'] as FinancialYear[];
const PARTNERS = [SHEFFIELD, CARE_BOARD];

/** The first day on which money came in, and the payments out of it that are not after the next. */
const CAME_IN = [
  { day: '2025-04-01', months: ['2025-04', '2025-07', '2025-10', '2026-01'] },
  { day: '2026-04-01', months: ['2026-04'] },
] as const;

/** Money that draws on the pool, and how it was used, published; gives what was done, in words. */
export async function drawOnPool(hub: Hub): Promise<string[]> {
  const accounts = await recordPoolMoney(hub);
  return [`${accounts} accounts more whose money draws on the pool`, await publishDemoPool(hub)];
}

/**
 * Accounts of others in the area whose lines of the pool's partners say that money is held, with a
 * payment of four weeks in one month of each quarter, so that there is enough to publish of the pool.
 * Gives how many accounts.
 */
async function recordPoolMoney(hub: Hub): Promise<number> {
  const known = new Set(caseload());
  const numbers = [...demoArea().people].flatMap(({ nhsNumber }) => nhsNumber ?? []);
  const others = numbers.filter((each) => !known.has(each));
  const holdings = (await heldLines(hub, others)).flatMap(({ nhsNumber, lines }) => {
    const own = lines.find(({ funder }) => PARTNERS.includes(funder));
    return own ? [{ nhsNumber, lines: [own] as [HeldLine] }] : [];
  });
  for (const [at, holding] of holdings.entries()) await recordAccount(hub, holding, at);
  return holdings.length;
}

async function recordAccount(
  { db }: Hub,
  { nhsNumber, lines }: Holding & { readonly lines: readonly [HeldLine] },
  at: number,
): Promise<void> {
  const [{ mode, funder, stream, weekly }] = lines;
  const book = await MoneyBook.open(db, { nhsNumber, mode, host: funder });
  const purse = { stream, funder };
  for (const { day, months } of CAME_IN) {
    await book.receive(purse, day, inPounds(weekly, 4 * months.length));
    for (const month of months) {
      // Of the current quarter two months are over.
      const paid = monthAfter(month, day === '2025-04-01' ? at % 3 : at % 2);
      const said = { payee: 'Northway Care', purpose: 'personal-care' };
      await book.pay(`${paid}-12`, inPounds(weekly, 4), said);
    }
  }
}

const inPounds = (weekly: Pence, weeks: number): string =>
  poundsText(pence(weekly * BigInt(weeks)));

const monthAfter = (month: string, count: number): string =>
  `${month.slice(0, 5)}${`${Number(month.slice(5)) + count}`.padStart(2, '0')}`;

/** Publishes every part of the pool's years that is over, as `hub publish-usage` does. */
async function publishDemoPool({ db }: Hub): Promise<string> {
  const told: string[] = [];
  for (const year of YEARS) {
    const published = await publicationsOf(db, { subject: 'POOL', pool: POOL }, year);
    for (const part of PARTS) {
      if (daysOfPart(year, part).until > DEMO_DAY) continue;
      told.push(part);
      if (published.some((each) => each.part === part)) continue;
      await publishUsage(db, { pool: POOL, year, part, by: 'demonstration' }, DEMO_DAY);
    }
  }
  return `${told.length} parts of years of the pool published`;
}

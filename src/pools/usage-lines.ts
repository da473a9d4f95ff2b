import { readAgreedIn } from '../budgets/read-agreed-in.ts';
import type { Transaction } from '../db/database.ts';
import { allStreams } from '../streams/store.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { daysOfPart, type Publication } from './publication.ts';
import { WEEKLY } from './published-tables.ts';
import { COMMITTED } from './usage.ts';
import type { UsageBook, UsageLine } from './usage-facts.ts';
import { usagePeople } from './usage-people-store.ts';

/** What the awards of everybody come to on the days of a part, and a week of them on its last. */
export async function agreedLines(
  tx: Transaction,
  { year, part }: Pick<Publication, 'year' | 'part'>,
  drawing: readonly string[],
): Promise<UsageLine[]> {
  const streams = (await allStreams(tx))
    .filter(({ code, nature }) => nature === 'BUDGET' && drawing.includes(code))
    .map(({ code }) => code);
  const lines: UsageLine[] = [];
  const asked = { year, days: daysOfPart(year, part), streams };
  for await (const { person, agreed, weekly } of readAgreedIn(tx, asked)) {
    for (const each of agreed) lines.push({ measure: COMMITTED, person, ...each });
    for (const { weekly: amount, ...each } of weekly) {
      lines.push({ measure: WEEKLY, person, ...each, amount });
    }
  }
  return lines;
}

/** What codes are taken from that the lines do not tell. */
export async function bookOf(
  tx: Transaction,
  lines: readonly UsageLine[],
  firstDay: PlainDate,
): Promise<UsageBook> {
  const people = await usagePeople(tx, [...new Set(lines.map(({ person }) => person))]);
  const streams = await allStreams(tx);
  return {
    ...{ people, firstDay, providerSectors: new Map() },
    sectors: new Map(streams.map(({ code, sector }) => [code, sector])),
  };
}

import { readAgreedIn } from '../budgets/read-agreed-in.ts';
import type { Transaction } from '../db/database.ts';
import { NOTHING_KNOWN } from '../people/characteristic.ts';
import { characteristicsOf } from '../people/characteristics-store.ts';
import { providerSectorOf } from '../streams/provider-sector.ts';
import { allOrganisations, allStreams } from '../streams/store.ts';
import { lastDay, type Span } from '../values/period.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { areasOfPeople } from './area-of-people-store.ts';
import { COMMITTED, WEEKLY } from './measure.ts';
import { daysOfPart, type Publication } from './publication.ts';
import type { UsageBook, UsageLine, UsagePerson } from './usage-facts.ts';
import { birthDatesOf } from './usage-people-store.ts';

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

/** What codes are taken from that the lines do not tell; where people are, on the last of the days. */
export async function bookOf(
  tx: Transaction,
  lines: readonly UsageLine[],
  days: Span,
): Promise<UsageBook> {
  const streams = await allStreams(tx);
  const organisations = await allOrganisations(tx);
  return {
    ...{ people: await peopleOf(tx, lines, lastDay(days)), firstDay: days.from },
    providerSectors: new Map(
      [...organisations].map(([code, { kind }]) => [code, providerSectorOf(kind)]),
    ),
    sectors: new Map(streams.map(({ code, sector }) => [code, sector])),
  };
}

async function peopleOf(
  tx: Transaction,
  lines: readonly UsageLine[],
  day: PlainDate,
): Promise<Map<string, UsagePerson>> {
  const ids = [...new Set(lines.map(({ person }) => person))];
  const known = await characteristicsOf(tx, ids);
  const areas = await areasOfPeople(tx, day);
  return new Map(
    [...(await birthDatesOf(tx, ids))].map(([id, birthDate]) => [
      id,
      { ...(known.get(id) ?? NOTHING_KNOWN), birthDate, area: areas.get(id) ?? null },
    ]),
  );
}

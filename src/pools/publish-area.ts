import { note } from '../audit/store.ts';
import type { Database, Transaction } from '../db/database.ts';
import type { FinancialYear } from '../values/financial-year.ts';
import { lastDay, type Span } from '../values/period.ts';
import type { PlainDate } from '../values/plain-date.ts';
import {
  type AreaSubject,
  daysOfPart,
  type Publication,
  QUARTERS,
  type Quarter,
  RULE_VERSION,
} from './publication.ts';
import { keepFacts, keepPublication, lockSubject, publicationsOf } from './publication-store.ts';
import { PublishRefused } from './publish.ts';
import { joinedFacts, type PublishedFact } from './published-fact.ts';
import { PUBLISHING, workOut } from './published-tables.ts';

export interface PublishAreaRequest {
  readonly subject: AreaSubject;
  readonly year: FinancialYear;
  readonly part: Quarter;
  readonly by: string;
}

/** What everybody brings to a subject in a quarter, or on its last day, as it is known now. */
export type FactsOfArea = (
  tx: Transaction,
  days: Span,
  today: PlainDate,
) => Promise<readonly PublishedFact[]>;

export interface PublishedArea extends Publication {
  /** How many people it is about. */
  readonly people: number;
}

/** What questions of a subject are answered from, by its dimensions. */
const USUAL_TABLES: Partial<Record<AreaSubject, readonly (readonly string[])[]>> = {
  STREAMS: [[], ['STREAMS'], ['SECTORS'], ['AREA'], ['STREAMS', 'AREA'], ['SECTORS', 'AREA']],
  PRICES: [['SERVICE'], ['SERVICE', 'AREA']],
};

/**
 * Publishes figures of the whole area for a quarter that is over, once, as they are known now; and
 * works out the tables that are usually asked for, so that nobody who asks waits. A quarter is not
 * published after a later one, which would know more of it. Throws a PublishRefused.
 */
export async function publishArea(
  db: Database,
  request: PublishAreaRequest,
  factsOf: FactsOfArea,
  today: PlainDate,
): Promise<PublishedArea> {
  const published = await publishOnce(db, request, factsOf, today);
  await workOut(db, published, USUAL_TABLES[request.subject] ?? []);
  return published;
}

async function publishOnce(
  db: Database,
  { subject, year, part, by }: PublishAreaRequest,
  factsOf: FactsOfArea,
  today: PlainDate,
): Promise<PublishedArea> {
  const days = daysOfPart(year, part);
  if (days.until > today) {
    throw new PublishRefused(`${part} of ${year} is not over: publish it from ${days.until} on`);
  }
  return db.transaction(async (tx) => {
    const of = { subject, pool: null };
    await lockSubject(tx, of);
    for (const { part: told } of await publicationsOf(tx, of, year)) {
      if (told === part) throw new PublishRefused(`${part} of ${year} was published`);
      if (QUARTERS.indexOf(told as Quarter) > QUARTERS.indexOf(part)) {
        throw new PublishRefused(`${told} of ${year} was published, and comes after ${part}`);
      }
    }
    const said = { ...of, year, part, asOf: lastDay(days), ruleVersion: RULE_VERSION };
    const id = await keepPublication(tx, { ...said, publishedBy: by });
    const facts = joinedFacts(await factsOf(tx, days, today));
    await keepFacts(tx, id, facts);
    await note(tx, by, { action: 'figures-published', publication: id, subject, year, part });
    return { id, ...said, people: new Set(facts.map(({ person }) => person)).size };
  }, PUBLISHING);
}

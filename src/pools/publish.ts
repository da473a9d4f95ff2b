import { note } from '../audit/store.ts';
import type { Database, Transaction } from '../db/database.ts';
import type { FinancialYear } from '../values/financial-year.ts';
import { lastDay } from '../values/period.ts';
import { addDays, type PlainDate } from '../values/plain-date.ts';
import { DIMENSIONS } from './dimension.ts';
import { freezeMonths, freezePayments, frozenLines } from './frozen-store.ts';
import { daysOfPart, type Part, type Publication, QUARTERS, RULE_VERSION } from './publication.ts';
import { keepFacts, keepPublication, lockPool, publicationsOf } from './publication-store.ts';
import { PUBLISHING } from './published-tables.ts';
import { rulesKnown } from './rules-store.ts';
import { usageFacts } from './usage-facts.ts';
import { agreedLines, bookOf } from './usage-lines.ts';

export interface PublishRequest {
  readonly pool: string;
  readonly year: FinancialYear;
  readonly part: Part;
  readonly by: string;
}

export interface PublishedUsage extends Publication {
  /** How many people it is about. */
  readonly people: number;
}

/** A publication that cannot be: says what is wrong and what to do. */
export class PublishRefused extends Error {
  override readonly name = 'PublishRefused';
}

/** The tables of a pool by nothing and by one dimension each; others are worked out when asked for. */
export const USUAL_TABLES: readonly (readonly string[])[] = [
  [],
  ...DIMENSIONS.filter((dimension) => dimension !== 'QUARTER').map((dimension) => [dimension]),
];

/**
 * Publishes how a pool was used in a part of a year, once: freezes what was spent and is known now, and
 * by which rules it is attributed. What comes later is told in the next quarter. Throws a PublishRefused.
 */
export async function publishUsage(
  db: Database,
  { pool, year, part, by }: PublishRequest,
  today: PlainDate,
): Promise<PublishedUsage> {
  const days = daysOfPart(year, part);
  if (days.until > today) {
    throw new PublishRefused(`${part} of ${year} is not over: publish it from ${days.until} on`);
  }
  return db.transaction(async (tx) => {
    if (!(await lockPool(tx, pool))) throw new PublishRefused(`there is no pool ${pool}`);
    const before = await publicationsOf(tx, { subject: 'POOL', pool }, year);
    refuseOutOfTurn(before, year, part);
    const subject = 'POOL' as const;
    const said = { subject, pool, year, part, asOf: lastDay(days), ruleVersion: RULE_VERSION };
    const id = await keepPublication(tx, { ...said, publishedBy: by });
    const people = await keepUsage(tx, { id, ...said }, before, today);
    await note(tx, by, { action: 'usage-published', publication: id, pool, year, part });
    return { id, ...said, people };
  }, PUBLISHING);
}

function refuseOutOfTurn(before: readonly Publication[], year: FinancialYear, part: Part): void {
  if (before.some((each) => each.part === part)) {
    throw new PublishRefused(
      `${part} of ${year} was published: what came later is in the next part`,
    );
  }
  const earlier = part === 'YEAR' ? QUARTERS : QUARTERS.slice(0, QUARTERS.indexOf(part));
  const missing = earlier.find((quarter) => !before.some((each) => each.part === quarter));
  if (missing) throw new PublishRefused(`publish ${missing} of ${year} first`);
}

/** Freezes what a part is made of, and gives of how many people it tells. */
async function keepUsage(
  tx: Transaction,
  publication: Publication & { readonly pool: string },
  before: readonly Publication[],
  today: PlainDate,
): Promise<number> {
  const { id, pool, year, part } = publication;
  const rules = await rulesKnown(tx, today);
  const own = rules.filter((rule) => rule.pool === pool);
  const streams = [...new Set(own.map(({ stream }) => stream))];
  const days = daysOfPart(year, part);
  const upTo = { from: daysOfPart(year, 'YEAR').from, until: addDays(publication.asOf, 1) };
  if (part !== 'YEAR') {
    await freezeMonths(tx, publication, streams, upTo);
    await freezePayments(tx, publication, streams, upTo);
  }
  const parts = part === 'YEAR' ? before.map((each) => each.id) : [id];
  const lines = [
    ...(await frozenLines(tx, parts)),
    ...(await agreedLines(tx, publication, streams)),
  ];
  const facts = usageFacts(pool, rules, lines, await bookOf(tx, lines, days));
  await keepFacts(tx, id, facts);
  return new Set(facts.map(({ person }) => person)).size;
}

import { isShown } from '../access/sharing.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Database, Transaction } from '../db/database.ts';
import { openedFor, type VisiblePerson } from '../people/visible.ts';
import { ruleBook } from '../streams/money-rules-store.ts';
import { earlier, type PlainDate } from '../values/plain-date.ts';
import {
  type DueReview,
  type HeldReview,
  type LastHeld,
  reviewKey,
  reviewsDue,
  type Support,
} from './review.ts';
import { reviewsOfPeople, type SupportTold, supportsOfPeople } from './store.ts';

/** What is told of people's support, each with what of it the viewer is shown. */
export async function supportsFor(
  db: Database | Transaction,
  viewer: Viewer,
  people: readonly VisiblePerson[],
): Promise<SupportTold[][]> {
  const ids = people.map(({ id }) => id);
  const all = ids.length === 0 ? [] : await supportsOfPeople(openedFor(db, people), ids);
  return people.map((person) =>
    all.filter((told) => told.personId === person.id && isTold(viewer, person, told)),
  );
}

function isTold(viewer: Viewer, { sharing }: VisiblePerson, told: SupportTold): boolean {
  const { stream, funder, sender, isAward } = told;
  if (sharing.fundedBy === undefined) return isShown(sharing, stream, sender);
  return funder === viewer.organisation || (!isAward && sender === viewer.organisation);
}

/** The reviews that are due of people's support that runs on a day, of what the viewer is shown. */
export async function reviewsDueFor(
  db: Database,
  viewer: Viewer,
  people: readonly VisiblePerson[],
  today: PlainDate,
): Promise<DueReview[][]> {
  const told = await supportsFor(db, viewer, people);
  const supports = told.map((each) => runningOn(each, today));
  const funders = [...new Set(supports.flat().map(({ funder }) => funder))];
  const book = await ruleBook(db, ['REVIEW_FIRST_MONTHS', 'REVIEW_EVERY_MONTHS'], funders, today);
  const ids = people.map(({ id }) => id);
  const held = ids.length === 0 ? [] : await reviewsOfPeople(openedFor(db, people), ids);
  return people.map(({ id }, at) => {
    const own = held.filter(({ personId }) => personId === id);
    return reviewsDue(supports[at] ?? [], lastOf(own), book, today);
  });
}

function lastOf(reviews: readonly HeldReview[]): LastHeld {
  const last = new Map<string, PlainDate>();
  for (const { stream, kind, heldOn } of reviews) {
    const key = reviewKey(stream, kind);
    const known = last.get(key);
    if (known === undefined || heldOn > known) last.set(key, heldOn);
  }
  return last;
}

/**
 * Each funder's stream once, from its first day, where an award of it runs; deposits alone run where
 * no award is told of.
 */
function runningOn(told: readonly SupportTold[], today: PlainDate): Support[] {
  const groups = new Map<string, SupportTold[]>();
  for (const each of told) {
    const key = `${each.stream.code} ${each.funder}`;
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()].flatMap((group) => {
    const awards = group.filter(({ isAward }) => isAward);
    const runs = awards.length === 0 || awards.some(({ until }) => until === null || until > today);
    const [first] = group;
    if (!runs || !first) return [];
    const direct = group.flatMap(({ directSince }) => directSince ?? []);
    return [
      {
        ...{ stream: first.stream, funder: first.funder },
        since: group.map(({ since }) => since).reduce(earlier),
        directSince: direct.length === 0 ? null : direct.reduce(earlier),
      },
    ];
  });
}

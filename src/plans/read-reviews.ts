import { isShown } from '../access/sharing.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Database, Transaction } from '../db/database.ts';
import { openedFor, type VisiblePerson } from '../people/visible.ts';
import { ruleBook } from '../streams/money-rules-store.ts';
import { type Moment, NOW } from '../values/moment.ts';
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

/** A person, as they were known at a moment. */
export interface AskedPerson {
  readonly person: VisiblePerson;
  readonly at: Moment;
}

/** What is told of people's support now, each with what of it the viewer is shown. */
export function supportsFor(
  db: Database | Transaction,
  viewer: Viewer,
  people: readonly VisiblePerson[],
): Promise<SupportTold[][]> {
  const asked = people.map((person) => ({ person, at: NOW }));
  return supportsAt(db, viewer, asked, null);
}

/** As it was known, with money that had come by a day. */
async function supportsAt(
  db: Database | Transaction,
  viewer: Viewer,
  asked: readonly AskedPerson[],
  day: PlainDate | null,
): Promise<SupportTold[][]> {
  if (asked.length === 0) return [];
  const people = asked.map(({ person }) => person);
  const known = asked.map(({ person, at }) => ({ personId: person.id, at, day }));
  const all = await supportsOfPeople(openedFor(db, people), known);
  return people.map((person, at) =>
    all.filter((told) => told.number === at && isTold(viewer, person, told)),
  );
}

function isTold(viewer: Viewer, { sharing }: VisiblePerson, told: SupportTold): boolean {
  const { stream, funder, sender, isAward } = told;
  if (sharing.fundedBy === undefined) return isShown(sharing, stream, sender);
  return funder === viewer.organisation || (!isAward && sender === viewer.organisation);
}

/** The reviews that are due of people's support that runs on a day, of what the viewer is shown. */
export function reviewsDueFor(
  db: Database,
  viewer: Viewer,
  people: readonly VisiblePerson[],
  today: PlainDate,
): Promise<DueReview[][]> {
  const asked = people.map((person) => ({ person, at: NOW }));
  return reviewsDueAt(db, viewer, asked, today);
}

/** The same as it was known, with what had been by that day; three statements for any number. */
export async function reviewsDueAt(
  db: Database,
  viewer: Viewer,
  asked: readonly AskedPerson[],
  today: PlainDate,
): Promise<DueReview[][]> {
  const told = await supportsAt(db, viewer, asked, today);
  const supports = told.map((each) => runningOn(each, today));
  const funders = [...new Set(supports.flat().map(({ funder }) => funder))];
  const book = await ruleBook(db, REVIEW_RULES, funders, today);
  const people = asked.map(({ person }) => person);
  const ids = [...new Set(people.map(({ id }) => id))];
  const held = ids.length === 0 ? [] : await reviewsOfPeople(openedFor(db, people), ids);
  return asked.map(({ person, at }, number) => {
    const own = held.filter(
      ({ personId, recorded, heldOn }) =>
        personId === person.id && recorded <= at && heldOn <= today,
    );
    const rules = book.rules.filter(({ recorded }) => recorded <= at);
    return reviewsDue(supports[number] ?? [], lastOf(own), { ...book, rules }, today);
  });
}

/** The rules by which reviews are due. */
export const REVIEW_RULES = ['REVIEW_FIRST_MONTHS', 'REVIEW_EVERY_MONTHS'] as const;

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

import type { CostPer, NeedCost, Outcome, UnmetReason } from '../plans/unmet-need.ts';
import { type Pence, pence } from '../values/money.ts';
import { NOT_KNOWN } from './dimension.ts';
import type { PublishedFact } from './published-fact.ts';

/** By what unmet need may be asked, in the order of its tables. */
export const NEED_DIMENSIONS = ['AREA', 'OUTCOME', 'REASON'] as const;
export type NeedDimension = (typeof NEED_DIMENSIONS)[number];

/** The measures of its facts: the first two count people, the others are money. */
export const NEEDS = 'NEEDS';
export const COST_NOT_KNOWN = 'COST_NOT_KNOWN';
export const UNMET = 'UNMET';
export const WAITING = 'WAITING';
export const NEED_MEASURES = [NEEDS, COST_NOT_KNOWN, UNMET, WAITING] as const;

/** The outcome of money that waits, which is of no need; its reason says for what it waits. */
export const NO_NEED = 'NO_NEED';
export const WAITS_FOR = ['AWARDED_NOT_PAID', 'PAYMENT_OVERDUE'] as const;
export type WaitsFor = (typeof WAITS_FOR)[number];

/** A need of one person that is unmet on the day. */
export interface NeedOnDay {
  readonly person: string;
  readonly outcome: Outcome;
  readonly reason: UnmetReason;
  readonly cost: Pick<NeedCost, 'unmet' | 'per'> | null;
  /** The organisation that recorded it, where it is a council. */
  readonly council: string | null;
}

/** Money for one person that was awarded or promised and is paid to nobody on the day. */
export interface WaitingOnDay {
  readonly person: string;
  readonly waitsFor: WaitsFor;
  readonly amount: Pence;
  /** Who is to pay, where it is a council. */
  readonly council: string | null;
}

/** Somebody who is counted brings this much, so that counts are protected as money is. */
const COUNTED = pence(100);

const WEEKS: Readonly<Record<CostPer, bigint>> = { WEEK: 52n, YEAR: 1n, ONCE: 1n };

/**
 * What an unmet need comes to in a year: by the official comparator a year is 52 weeks; a yearly sum is
 * one, and one that is needed once counts once. Source: DHSC client level data rules, which take a
 * yearly sum as 1/52 a week.
 */
export const yearsValue = ({ unmet, per }: Pick<NeedCost, 'unmet' | 'per'>): Pence =>
  pence(unmet * WEEKS[per]);

/**
 * What everybody brings to the figures of unmet need: under area, outcome and reason each person once,
 * what their needs come to in a year, and that the cost of one is not known; and the money that waits
 * for them. The area is the council in whose area a source says that they are, else the council that
 * recorded the need or is to pay.
 */
export function unmetNeedFacts(
  needs: readonly NeedOnDay[],
  waiting: readonly WaitingOnDay[],
  areas: ReadonlyMap<string, string>,
): PublishedFact[] {
  const areaOf = ({ person, council }: { person: string; council: string | null }): string =>
    areas.get(person) ?? council ?? NOT_KNOWN;
  const counted = new Set<string>();
  const once = (measure: string, codes: PublishedFact['codes'], person: string) => {
    const key = JSON.stringify([measure, codes, person]);
    if (counted.has(key)) return {};
    counted.add(key);
    return { [measure]: COUNTED };
  };
  const ofNeeds = needs.map((need): PublishedFact => {
    const { person, outcome, reason, cost } = need;
    const codes = { AREA: areaOf(need), OUTCOME: outcome, REASON: reason };
    const amounts = cost ? { [UNMET]: yearsValue(cost) } : once(COST_NOT_KNOWN, codes, person);
    return { person, codes, amounts: { ...once(NEEDS, codes, person), ...amounts } };
  });
  const ofWaiting = waiting.map(
    (each): PublishedFact => ({
      person: each.person,
      codes: { AREA: areaOf(each), OUTCOME: NO_NEED, REASON: each.waitsFor },
      amounts: { [WAITING]: each.amount },
    }),
  );
  return [...ofNeeds, ...ofWaiting];
}

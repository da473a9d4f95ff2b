import { intersect } from '../values/period.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { Ratio } from '../values/ratio.ts';
import type { Reject } from './delivery.ts';
import { isFactor, type Price } from './tariff-file.ts';

/** A row of a file that is good by itself. */
export interface PriceOfRow {
  readonly row: number;
  readonly price: Price;
  /** Whether the file itself says from when the price was known. */
  readonly saysWhenKnown: boolean;
}

export interface Compared {
  readonly toAdd: readonly Price[];
  /** Rows that say what stands already. */
  readonly alreadyThere: number;
  readonly faults: readonly Reject[];
}

/** What the rows add to the stored prices of the same things; faults where prices contradict. */
export function compareTariffs(rows: readonly PriceOfRow[], stored: readonly Price[]): Compared {
  const faults = overlapsWithin(rows);
  const toAdd: Price[] = [];
  let alreadyThere = 0;
  const known = new Map<string, PricesInOrder>();
  for (const [thing, prices] of grouped(stored, thingOf))
    known.set(thing, new PricesInOrder(prices));
  for (const each of rows) {
    const others = known.get(thingOf(each.price))?.touching(each.price) ?? [];
    const sameDay = others.filter((other) => other.knownFrom === each.price.knownFrom);
    if (saysNothingNew(each, others, sameDay)) {
      alreadyThere += 1;
    } else if (sameDay.length > 0) {
      faults.push(contradiction(each.row));
    } else {
      toAdd.push(each.price);
    }
  }
  return { toAdd, alreadyThere, faults };
}

/**
 * A row that leaves open when its price was known says nothing new where that price stands already;
 * so a file may be loaded again on a later day.
 */
function saysNothingNew(
  { price, saysWhenKnown }: PriceOfRow,
  others: readonly Price[],
  sameDay: readonly Price[],
): boolean {
  if (sameDay.length > 0 || saysWhenKnown) return sameDay.some((other) => isSame(other, price));
  const latest = others.reduce<PlainDate | null>(
    (last, other) => (last === null || other.knownFrom > last ? other.knownFrom : last),
    null,
  );
  return others.some((other) => other.knownFrom === latest && isSame(other, price));
}

/** The stored prices of one thing by first day, so that a long list is not read whole for each row. */
class PricesInOrder {
  private readonly prices: readonly Price[];
  /** For each price the one that runs longest, of it and all before it. */
  private readonly longest: Price[] = [];

  constructor(prices: readonly Price[]) {
    this.prices = prices.toSorted((a, b) => (a.days.from < b.days.from ? -1 : 1));
    for (const price of this.prices) {
      const before = this.longest.at(-1);
      this.longest.push(before && !reachesFurther(price, before) ? before : price);
    }
  }

  /** Those that have a day of the given price's. */
  touching({ days }: Price): Price[] {
    const found: Price[] = [];
    let at = this.firstAfter(days.until) - 1;
    for (; at >= 0 && intersect((this.longest[at] as Price).days, days); at -= 1) {
      const price = this.prices[at] as Price;
      if (intersect(price.days, days)) found.push(price);
    }
    return found;
  }

  /** The place of the first that begins on or after the day; after the last where none does. */
  private firstAfter(day: PlainDate | null): number {
    let [low, high] = [0, this.prices.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (day === null || (this.prices[middle] as Price).days.from < day) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function contradiction(row: number): Reject {
  return {
    row,
    field: 'Known From',
    code: 'CONTRADICTS',
    reason:
      'another price for some of these days is known from the same day already; a correction is known from a later day',
  };
}

/** Two rows of one file about a day of the same thing, known from the same day. */
function overlapsWithin(rows: readonly PriceOfRow[]): Reject[] {
  const faults: Reject[] = [];
  for (const same of grouped(
    rows,
    ({ price }) => `${thingOf(price)} ${price.knownFrom}`,
  ).values()) {
    const inOrder = same.toSorted((a, b) => (a.price.days.from < b.price.days.from ? -1 : 1));
    let reaching: PriceOfRow | undefined;
    for (const each of inOrder) {
      if (reaching && intersect(reaching.price.days, each.price.days)) {
        const [first, second] = [reaching.row, each.row].sort((a, b) => a - b) as [number, number];
        const reason = `is a day that row ${first} has a price of the same thing for, known from the same day`;
        faults.push({ row: second, field: 'First Day', code: 'OVERLAPS', reason });
      }
      if (!reaching || reachesFurther(each.price, reaching.price)) reaching = each;
    }
  }
  return faults;
}

function reachesFurther({ days: a }: Price, { days: b }: Price): boolean {
  return b.until !== null && (a.until === null || a.until > b.until);
}

function grouped<Item>(items: readonly Item[], key: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const own = groups.get(key(item));
    if (own) own.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}

const exact = (value: Ratio | null): string | null => value && `${value.n}/${value.d}`;

/** What a price is of. */
function thingOf(price: Price): string {
  if (isFactor(price)) return JSON.stringify([price.provider]);
  const { scheme, code, kind, provider, points } = price;
  return JSON.stringify([scheme, code, kind, provider, exact(points)]);
}

/** The same days and the same price, whatever source is named. */
function isSame(a: Price, b: Price): boolean {
  return sayingOf(a) === sayingOf(b);
}

function sayingOf(price: Price): string {
  const { from, until } = price.days;
  if (isFactor(price)) return JSON.stringify([from, until, exact(price.factor)]);
  const { pounds, percent, trimPoint, longStayPounds, illustrative } = price;
  const sums = [exact(pounds), exact(percent), trimPoint, exact(longStayPounds)];
  return JSON.stringify([from, until, ...sums, illustrative]);
}

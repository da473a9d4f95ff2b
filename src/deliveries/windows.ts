import { ALWAYS, type Period, without } from '../values/period.ts';
import type { PlainDate } from '../values/plain-date.ts';

/**
 * How submissions of one scope stand in for one another:
 * PERIOD: each speaks for the days of its period, a later one before an earlier one; days that no
 *   period holds go on from the last one spoken for; nothing is known before the first.
 * FROM_FIRST_DAY: each replaces the one before from the first day of its period on; the first also
 *   speaks for the days before it.
 * SCAN: each speaks from its reference date until the next; nothing is known before the first.
 * WHOLE: the latest speaks, the others are silent.
 */
export type Replacement = 'PERIOD' | 'FROM_FIRST_DAY' | 'SCAN' | 'WHOLE';

/** What decides precedence between submissions of one scope. */
export interface Submitted {
  readonly id: string;
  readonly periodFrom: PlainDate | null;
  readonly periodUntil: PlainDate | null;
  readonly createdBySender: string | null;
  readonly asOf: PlainDate;
  /** When the hub received it: decides only between those that are equal in all else. */
  readonly arrival: bigint;
}

/**
 * The days each submission speaks for. Precedence is what the file says (period start, then end,
 * reference date, creation time), so that a year gives the same budget in any order of arrival.
 */
export function windowsOf(
  replacement: Replacement,
  submitted: readonly Submitted[],
): Map<string, Period[]> {
  const inOrder = [...submitted].sort(byPrecedence);
  switch (replacement) {
    case 'PERIOD':
      return periods(inOrder);
    case 'FROM_FIRST_DAY':
      return successions(inOrder, null);
    case 'SCAN':
      return successions(inOrder, inOrder[0]?.periodFrom ?? null);
    case 'WHOLE': {
      const latest = inOrder.at(-1);
      return new Map(latest ? [[latest.id, [ALWAYS]]] : []);
    }
  }
}

function byPrecedence(a: Submitted, b: Submitted): number {
  return (
    compare(a.periodFrom ?? '', b.periodFrom ?? '') ||
    compare(a.periodUntil ?? '', b.periodUntil ?? '') ||
    compare(a.asOf, b.asOf) ||
    compare(a.createdBySender ?? '', b.createdBySender ?? '') ||
    compare(a.arrival, b.arrival)
  );
}

function compare<Value extends string | bigint>(a: Value, b: Value): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function periods(inOrder: readonly Submitted[]): Map<string, Period[]> {
  const taken: Period[] = [];
  const pieces: { id: string; days: Period }[] = [];
  for (const { id, periodFrom, periodUntil } of [...inOrder].reverse()) {
    const period = { from: periodFrom, until: periodUntil };
    for (const days of without(period, taken)) pieces.push({ id, days });
    taken.push(period);
  }
  pieces.sort((a, b) => compare(a.days.from ?? '', b.days.from ?? ''));
  return collect(
    pieces.map(({ id, days }, index) => ({
      id,
      days: { from: days.from, until: pieces[index + 1]?.days.from ?? null },
    })),
  );
}

function successions(inOrder: readonly Submitted[], from: PlainDate | null): Map<string, Period[]> {
  const latestOfStart = inOrder.filter(
    (each, index) => inOrder[index + 1]?.periodFrom !== each.periodFrom,
  );
  return collect(
    latestOfStart.map(({ id, periodFrom }, index) => ({
      id,
      days: {
        from: index === 0 ? from : periodFrom,
        until: latestOfStart[index + 1]?.periodFrom ?? null,
      },
    })),
  );
}

function collect(pieces: readonly { id: string; days: Period }[]): Map<string, Period[]> {
  const found = new Map<string, Period[]>();
  for (const { id, days } of pieces) found.set(id, [...(found.get(id) ?? []), days]);
  return found;
}

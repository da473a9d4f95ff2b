import { addPence, type Pence } from '../values/money.ts';
import { COUNT_BASE } from './cell.ts';
import type { Deciles } from './deciles.ts';
import type { ProtectedCell, Withheld } from './protect.ts';

/** Why a figure is not told: it is not safe, it would tell of one that is not, or it is not there. */
export const SUPPRESSIONS = [
  ...(['FEW_PEOPLE', 'NEGATIVE', 'DOMINATED', 'ROUNDS_TO_NOTHING', 'PROTECTS_OTHERS'] as const),
  ...(['NOT_PUBLISHED', 'YEAR_NOT_OVER', 'NOT_ADDITIVE', 'NOT_REPORTED', 'NOT_PLANNED'] as const),
  ...(['NOT_RECORDED'] as const),
];
export type Suppression = (typeof SUPPRESSIONS)[number];

/** A figure as it is published, or why it is not; never 0 in its place. */
export type Figure<Value> = { readonly value: Value } | { readonly suppressed: Suppression };

/** What a week of support costs for each person, in pence. */
export interface UnitCost {
  readonly median: Pence | null;
  readonly deciles: Deciles;
}

/** The people of one cell; those of several are not added up. */
export function peopleIn(cells: readonly ProtectedCell[], none: Suppression): Figure<number> {
  const [cell, ...others] = cells;
  if (!cell) return { suppressed: none };
  if (others.length > 0) return { suppressed: 'NOT_ADDITIVE' };
  return cell.shown ? { value: cell.shown.people } : { suppressed: cell.withheld as Withheld };
}

/** What is shown of several cells, added up; of none that is, why not. */
export function moneyIn(cells: readonly ProtectedCell[], none: Suppression): Figure<Pence> {
  const shown = cells.flatMap((cell) => cell.shown ?? []);
  if (shown.length > 0) return { value: addPence(...shown.map(({ amount }) => amount)) };
  return { suppressed: cells[0]?.withheld ?? none };
}

/** The median and deciles of one cell; those of several are not put together. */
export function unitCostIn(cells: readonly ProtectedCell[], none: Suppression): Figure<UnitCost> {
  const [cell, ...others] = cells;
  if (!cell) return { suppressed: none };
  if (others.length > 0) return { suppressed: 'NOT_ADDITIVE' };
  const deciles = cell.shown?.deciles;
  if (!deciles) return { suppressed: cell.withheld ?? none };
  return { value: { median: deciles[4] ?? null, deciles } };
}

/** The sum of the figures that are told; of none, why not. */
export function toldTogether(
  figures: readonly Figure<Pence>[],
  none: Suppression = 'PROTECTS_OTHERS',
): Figure<Pence> {
  const told = figures.flatMap((figure) => ('value' in figure ? figure.value : []));
  return told.length > 0 ? { value: addPence(...told) } : { suppressed: none };
}

/** Cells are rounded already; their sum is rounded again by the same rule, which changes nothing of it. */
export const peopleTogether = (people: readonly number[]): number =>
  Math.round(people.reduce((sum, each) => sum + each, 0) / COUNT_BASE) * COUNT_BASE;

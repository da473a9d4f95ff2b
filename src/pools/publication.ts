import { daysOf, type FinancialYear, monthOf } from '../values/financial-year.ts';
import type { Span } from '../values/period.ts';
import type { PlainDate } from '../values/plain-date.ts';

/**
 * The parts of a year of which usage is published, each once and never again: its quarters and, when
 * all four are, the year. What is recorded after its quarter was published is told in the next, of the
 * next year where it was the last.
 */
export const QUARTERS = ['Q1', 'Q2', 'Q3', 'Q4'] as const;
export type Quarter = (typeof QUARTERS)[number];
export const PARTS = [...QUARTERS, 'YEAR'] as const;
export type Part = (typeof PARTS)[number];

/**
 * What figures are published of, each once for each part of a year: how a pool was used; and of the
 * whole area how many streams people have, what support costs, unmet need, and contracts.
 */
export const SUBJECTS = ['POOL', 'STREAMS', 'PRICES', 'UNMET_NEED', 'CONTRACTS'] as const;
export type Subject = (typeof SUBJECTS)[number];
export type AreaSubject = Exclude<Subject, 'POOL'>;

/** Figures of one subject: of a pool, or of the whole area, which has none. */
export type Published =
  | { readonly subject: 'POOL'; readonly pool: string }
  | { readonly subject: AreaSubject; readonly pool: null };

/**
 * The version of the rules by which figures are shown or not. An answer says it; a change of rules is
 * a new version, and what was published by an older one stays as it was.
 */
export const RULE_VERSION = 2;

/** A part of a year that was published, by when and by which rules. */
export interface Publication {
  readonly id: string;
  readonly subject: Subject;
  /** Null of the whole area. */
  readonly pool: string | null;
  readonly year: FinancialYear;
  readonly part: Part;
  /** The last day that it speaks for. */
  readonly asOf: PlainDate;
  readonly ruleVersion: number;
}

export function daysOfPart(year: FinancialYear, part: Part): Span {
  if (part === 'YEAR') return daysOf(year);
  const first = QUARTERS.indexOf(part) * 3 + 1;
  return { from: monthOf(year, first).from, until: monthOf(year, first + 2).until };
}

/** What every answer made of published figures says of itself. */
export interface SaidOfFigures {
  /** Null where nothing is published. */
  readonly part: Quarter | null;
  /** The last day that is published; null where nothing is. */
  readonly asOf: PlainDate | null;
  readonly ruleVersion: number;
  /** How many figures of the answer are not shown. */
  readonly suppressed: number;
}

export const saidOf = (publication: Publication | null): Omit<SaidOfFigures, 'suppressed'> => ({
  part: (publication?.part as Quarter | undefined) ?? null,
  asOf: publication?.asOf ?? null,
  ruleVersion: publication?.ruleVersion ?? RULE_VERSION,
});

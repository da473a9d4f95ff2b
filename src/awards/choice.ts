import {
  type Leave,
  leaveOf,
  type MoneyRuleKind,
  type RuleBook,
  ruleOn,
} from '../streams/money-rule.ts';
import type { Nature } from '../streams/stream.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { ToldAward } from './award.ts';
import { isAftercare } from './charge.ts';

/**
 * The four choices of the Right to Control (SI 2010/2862): keep the support as it is, ask whoever pays
 * to change it, take the money as a direct payment, or have some of each.
 */
export const CHOICES = ['KEEP', 'CHANGE', 'TAKE_MONEY', 'MIX'] as const;
export type Choice = (typeof CHOICES)[number];

/** `NOW`: that is how it is. `NOT_KNOWN`: no rule says, and nobody may guess one. */
export type Openness = 'NOW' | Leave | 'NOT_KNOWN';

export interface OpenChoice {
  readonly choice: Choice;
  readonly open: Openness;
  /** The law or policy that says so; null where it is how things are, or where none does. */
  readonly source: string | null;
  /** Whether that is a policy of a place, or this hub's default; else law. */
  readonly local: boolean;
}

export const CHOICE_RULES = [
  'DIRECT_PAYMENT_CHOICE',
  'CHANGE_CHOICE',
] as const satisfies readonly MoneyRuleKind[];

/** What decides which choices are open. */
export type Choosable = Pick<ToldAward, 'stream' | 'funder' | 'mode' | 'legalBasis'> & {
  readonly nature: Nature;
  /** Whether it has ended, is finished, or was somebody's who has died. */
  readonly over: boolean;
};

/**
 * Which choices are open to a person about one award, in their order; none where there is nothing to
 * choose: care that was given, a benefit owed by right, or what is over. The rules are data with their
 * sources: for council care Care Act 2014 s27(1)(b) and s31 to s33 with SI 2014/2871; for NHS money SI
 * 2012/2996 reg 32B and SI 2013/1617 reg 7. A part may be taken wherever the whole may (Care Act 2014
 * s31(1)(b): "some or all of those needs").
 */
export function choicesOf(award: Choosable, book: RuleBook, on: PlainDate): OpenChoice[] {
  if (award.nature !== 'BUDGET' || award.over) return [];
  const asked = { organisation: award.funder, stream: ruledAs(award) };
  const of = (kind: MoneyRuleKind): Omit<OpenChoice, 'choice'> => {
    const rule = ruleOn(book, { kind, ...asked }, on);
    if (!rule) return { open: 'NOT_KNOWN', source: null, local: false };
    return { open: leaveOf(rule), source: rule.source, local: rule.local };
  };
  const change = of('CHANGE_CHOICE');
  const money = of('DIRECT_PAYMENT_CHOICE');
  const holds = award.mode === 'DIRECT_PAYMENT';
  return [
    { choice: 'KEEP', ...AS_IT_IS },
    { choice: 'CHANGE', ...change },
    { choice: 'TAKE_MONEY', ...(holds ? AS_IT_IS : money) },
    { choice: 'MIX', ...mixOf(holds ? change : money) },
  ];
}

const AS_IT_IS = { open: 'NOW', source: null, local: false } as const;

/** Who holds the money asks to have a part arranged; who does not asks to hold a part. */
function mixOf(other: Omit<OpenChoice, 'choice'>): Omit<OpenChoice, 'choice'> {
  return other.open === 'CLAIM' ? { ...other, open: 'ASK' } : other;
}

/** Aftercare has its own law, whatever stream tells of it (Care Act 2014 Sch 4). */
function ruledAs({ stream, legalBasis }: Pick<Choosable, 'stream' | 'legalBasis'>): string {
  return isAftercare(legalBasis) ? 'section-117' : stream;
}

type Ending = Pick<ToldAward, 'basis' | 'days' | 'completedOn' | 'diedOn'> & {
  readonly recorded?: { readonly ended: { readonly from: PlainDate } | null } | null;
};

/**
 * Whether an award is over on a day: ended, finished, or of somebody who has died. One sum is over when
 * what it is for is finished, whatever day it is of.
 */
export function isOver({ basis, ...award }: Ending, on: PlainDate): boolean {
  const { days, completedOn, diedOn, recorded } = award;
  const last = [basis === 'ONE_OFF' ? null : days.until, recorded?.ended?.from ?? null];
  return diedOn !== null || completedOn !== null || last.some((day) => day !== null && day <= on);
}

/** The choices that somebody may ask for: what is how things are, or cannot be had, is not asked for. */
export function askable(choices: readonly OpenChoice[]): OpenChoice[] {
  return choices.filter(({ open }) => open === 'RIGHT' || open === 'ASK' || open === 'NOT_KNOWN');
}

import type { OrganisationCode } from '../values/ids.ts';
import type { Pence } from '../values/money.ts';
import type { Span } from '../values/period.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { Ratio } from '../values/ratio.ts';

/** Money that partners put together under NHS Act 2006 s75, and who keeps its accounts. */
export interface Pool {
  readonly code: string;
  readonly name: string;
  /** SI 2000/617 reg 7: one of the partners hosts it and appoints its manager. */
  readonly host: OrganisationCode;
}

/** Whether the host's accounts count money when it is paid, or when what it is for was delivered. */
export const ACCOUNTS_BASES = ['CASH', 'ACCRUED'] as const;
export type AccountsBasis = (typeof ACCOUNTS_BASES)[number];

/**
 * Who bears what is spent above the pool, and gets what is left of it. PRO_RATA: each partner in
 * proportion to what it is to contribute. OWN_LINES: each what its own money was spent on above or
 * below its contribution. FIXED_SHARES: each the share that the agreement names.
 */
export const RISK_SHARES = ['PRO_RATA', 'OWN_LINES', 'FIXED_SHARES'] as const;
export type RiskShareKind = (typeof RISK_SHARES)[number];

/** What happens at a year's end to what is left: kept in the pool, given back, or kept up to a share. */
export const CARRY_KINDS = ['KEEP', 'RETURN', 'KEEP_UP_TO'] as const;
export type CarryKind = (typeof CARRY_KINDS)[number];

export const NATURES_OF_SPEND = ['REVENUE', 'CAPITAL'] as const;
export type NatureOfSpend = (typeof NATURES_OF_SPEND)[number];

export interface Partner {
  readonly organisation: OrganisationCode;
  /** What it bears or gets where risk is shared by FIXED_SHARES; else null. */
  readonly share: Ratio | null;
  /** The most it bears of what is spent above the pool in a year; null where nothing limits it. */
  readonly most: Pence | null;
}

/** A written agreement of partners about one pool (SI 2000/617 reg 7(3)). */
export interface PoolAgreement {
  readonly pool: string;
  /** What the partners call it; of one pool no two are called the same. */
  readonly reference: string;
  readonly aims: string;
  readonly functions: string;
  /** The persons and services that it is for. */
  readonly services: string;
  /** Who manages the pool: an office, never somebody's name. */
  readonly manager: string;
  /** Whole months; cut short where the partners ended it before. */
  readonly days: Span;
  readonly accounts: AccountsBasis;
  readonly riskShare: RiskShareKind;
  readonly carry: CarryKind;
  /** Of KEEP_UP_TO: how much of the year's contributions may be kept. */
  readonly carryShare: Ratio | null;
  /** Disabled Facilities Grant goes to the districts in full unless the agreement says otherwise. */
  readonly grantPassesWhole: boolean;
  readonly partners: readonly Partner[];
  readonly knownFrom: PlainDate;
}

/** The stream that passes through a pool whole. */
export const PASSED_WHOLE = 'disabled-facilities-grant';

/**
 * What a partner is to put in for a year from one source of funding; below zero where a variation
 * takes away. `variation` is blank for what was first agreed.
 */
export interface Contribution {
  readonly partner: OrganisationCode;
  readonly source: string;
  readonly year: string;
  readonly variation: string;
  readonly amount: Pence;
}

/** What the partners say the pool of a year comes to: at first, and after each variation. */
export interface AgreedTotal {
  readonly year: string;
  /** Blank for what was first agreed. */
  readonly variation: string;
  readonly total: Pence;
  readonly effectiveOn: PlainDate;
  readonly reason: string;
  readonly knownFrom: PlainDate;
}

/** What a pool's money is spent on. */
export interface PoolScheme {
  readonly code: string;
  readonly name: string;
  readonly type: string;
  readonly subType: string | null;
  readonly description: string | null;
  readonly areaOfSpend: string | null;
  readonly commissioner: string;
  readonly provider: string | null;
}

/** What is planned to be spent on a scheme in a year, from one source; the one known last stands. */
export interface SchemePlan {
  readonly scheme: string;
  readonly year: string;
  readonly source: string;
  readonly nature: NatureOfSpend;
  readonly planned: Pence;
  /** How much is to be delivered for it, in `units`; null where the plan does not say. */
  readonly outputs: Ratio | null;
  readonly units: string | null;
  readonly knownFrom: PlainDate;
}

/** A grant between an NHS body and a council under NHS Act 2006 s256 or s76: no part of a pool. */
export interface PoolGrant {
  readonly reference: string;
  readonly giver: OrganisationCode;
  readonly receiver: OrganisationCode;
  readonly year: string;
  readonly amount: Pence;
  readonly purpose: string;
}

/** What is paid for, where a rule or an amount is of one currency; a null code is the whole scheme. */
export interface CurrencyScope {
  readonly scheme: string;
  readonly code: string | null;
}

/**
 * That a share of a stream's money draws on a pool for one scheme, on these days. Never changed: what
 * is known later of the same pool and scope stands instead, while it is in force.
 */
export interface AttributionRule {
  readonly pool: string;
  readonly scheme: string;
  readonly stream: string;
  /** Null is whoever funds. */
  readonly funder: OrganisationCode | null;
  /** Null is whatever is paid for, also where that is not known. */
  readonly currency: CurrencyScope | null;
  readonly share: Ratio;
  /** Whole months: money is added up by month before it is attributed. */
  readonly days: Span;
  readonly knownFrom: PlainDate;
}

/** Whose money an amount is, and what it pays for where that is known. */
export interface FundedLine {
  readonly stream: string;
  readonly funder: OrganisationCode;
  readonly currency: CurrencyScope | null;
}

/** The days of an agreement that ended before it said itself; the earliest end holds. */
export function cutShort(days: Span, until: PlainDate | null): Span {
  return until !== null && until < days.until ? { ...days, until } : days;
}

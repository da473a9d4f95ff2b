import type { OrganisationCode } from '../values/ids.ts';
import type { Sector } from '../values/sector.ts';

/**
 * What a stream's money is to the person. Only BUDGET is added up as a budget; CARE_GIVEN is what
 * care already given cost, ENTITLEMENT a benefit owed by right: they stand beside it. COST is what a
 * tenancy costs, whoever pays it: it is in no total at all.
 */
export const NATURES = ['BUDGET', 'CARE_GIVEN', 'ENTITLEMENT', 'COST'] as const;
export type Nature = (typeof NATURES)[number];

export type StreamCode = string;

export interface Stream {
  readonly code: StreamCode;
  readonly name: string;
  readonly sector: Sector;
  readonly nature: Nature;
}

export const ORGANISATION_KINDS = ['council', 'icb', 'trust', 'provider', 'government'] as const;
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number];

/** Whose the person's own money is, where the ledger names a funder; no organisation by this code. */
export const SELF = 'SELF' as OrganisationCode;

export interface Organisation {
  readonly code: string;
  readonly name: string;
  readonly kind: OrganisationKind;
  /** The code that took over when this one ended (Sheffield E08000019 became E08000039). */
  readonly succeededBy: string | null;
}

/** True for bodies whose money is NHS money, free at the point of use. */
export function isNhsBody(organisation: Pick<Organisation, 'kind'>): boolean {
  return organisation.kind === 'icb' || organisation.kind === 'trust';
}

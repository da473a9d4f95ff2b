/** What kind of body the viewer acts for. */
export type ActingFor = 'council' | 'icb' | 'trust' | 'provider' | 'government';

import type { NhsNumber } from '../values/nhs-number.ts';

export const ROLES = [
  'holder',
  'representative',
  'care-team',
  'finance',
  'analyst',
  'operator',
] as const;
export type Role = (typeof ROLES)[number];

/** Who is asking, as their token says. */
export interface Viewer {
  readonly subject: string;
  readonly role: Role;
  readonly organisation: string | null;
  /** A holder's own number, from a sign-in strong enough to tell who they are; else null. */
  readonly nhsNumber: NhsNumber | null;
}

/** What a viewer may do, and to whom. Every service asks this map and no other. */
export type Action =
  | 'read-person'
  | 'find-people'
  | 'read-deliveries'
  | 'receive-deliveries'
  | 'price-activity'
  | 'read-contracts'
  | 'read-usage'
  | 'read-pool'
  | 'record-pool'
  | 'record-wish'
  | 'choose-reading'
  | 'review-matches'
  | 'suspend-representative'
  | 'open-record'
  | 'break-glass'
  | 'review-openings'
  | 'export-person'
  | 'read-opt-out'
  | 'open-account'
  | 'record-money'
  | 'record-spending'
  | 'expect-money'
  | 'close-year'
  | 'assess-means'
  | 'read-means'
  | 'record-decision'
  | 'record-unmet-need'
  | 'ask-query'
  | 'name-helper'
  | 'answer-query'
  | 'record-review'
  | 'notice-reclaim';
/** `hosted`: the accounts that the viewer's organisation hosts, and nobody else's. */
export type Reach =
  | 'everyone'
  | 'related'
  | 'represented'
  | 'funded'
  | 'hosted'
  | 'self'
  | 'nobody';

const REACH: Record<Action, Partial<Record<Role, Reach>>> = {
  'read-person': {
    holder: 'self',
    representative: 'represented',
    'care-team': 'related',
    finance: 'funded',
  },
  'find-people': { 'care-team': 'everyone' },
  'record-wish': { holder: 'self', 'care-team': 'related' },
  'suspend-representative': { holder: 'self' },
  'choose-reading': { holder: 'self' },
  'open-record': { 'care-team': 'everyone' },
  'break-glass': { 'care-team': 'everyone' },
  'review-openings': { operator: 'everyone' },
  'export-person': { operator: 'everyone' },
  'read-opt-out': { holder: 'self' },
  'assess-means': { finance: 'funded', 'care-team': 'related' },
  'record-decision': { finance: 'everyone', 'care-team': 'related' },
  // Need is identified without looking at money: by those who work with the person.
  'record-unmet-need': { 'care-team': 'related' },
  'read-means': { holder: 'self', representative: 'represented', 'care-team': 'related' },
  'ask-query': {
    holder: 'self',
    representative: 'represented',
    'care-team': 'related',
    finance: 'funded',
  },
  'name-helper': { holder: 'self', 'care-team': 'related' },
  'answer-query': { 'care-team': 'related', finance: 'funded' },
  'notice-reclaim': { finance: 'funded' },
  'record-review': { 'care-team': 'related', finance: 'funded' },
  'read-deliveries': { operator: 'everyone' },
  'receive-deliveries': { operator: 'everyone' },
  'review-matches': { operator: 'everyone' },
  // Of published tables alone, which tell of nobody.
  // Of the pools that it hosts or is a partner of; what is recorded, of those that it hosts.
  'read-pool': { finance: 'funded' },
  'record-pool': { finance: 'hosted' },
  'read-usage': { analyst: 'everyone', finance: 'everyone' },
  'read-contracts': { finance: 'everyone', operator: 'everyone' },
  'open-account': { finance: 'everyone' },
  'record-money': { finance: 'hosted' },
  'record-spending': { finance: 'hosted', holder: 'self' },
  // Beside the host, whoever funds: each of its own money alone.
  'expect-money': { finance: 'funded' },
  'close-year': { finance: 'hosted' },
  'price-activity': { finance: 'everyone', operator: 'everyone', 'care-team': 'everyone' },
};

/** Roles that the map does not name reach nobody. */
export function reachOf(viewer: Viewer, action: Action): Reach {
  return REACH[action][viewer.role] ?? 'nobody';
}

/**
 * Whether the viewer may be told clinical codes (HRGs, clusters, care products: they are
 * diagnoses): only care teams of a trust or an integrated care board.
 */
export function mayReadClinical(viewer: Viewer, organisation: ActingFor | null): boolean {
  return viewer.role === 'care-team' && (organisation === 'trust' || organisation === 'icb');
}

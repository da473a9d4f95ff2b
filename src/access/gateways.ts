import type { PlainDate } from '../values/plain-date.ts';
import type { Sector } from '../values/sector.ts';
import type { ActingFor, Viewer } from './viewer.ts';

export const GATEWAY_BASES = ['DIRECT_CARE', 'STATUTORY'] as const;
export type GatewayBasis = (typeof GATEWAY_BASES)[number];

/** A law by which what one sector holds may be shown to another, over days. */
export interface Gateway {
  readonly ofSector: Sector;
  /** What this sender told only; null for every sender of the sector. */
  readonly source: string | null;
  readonly toSector: Sector;
  readonly basis: GatewayBasis;
  readonly regulation: string;
  readonly purpose: string;
  readonly firstDay: PlainDate;
  readonly untilDay: PlainDate | null;
}

/** To whom something is shown: the person themself, a team of a sector, or a team of none. */
export type Audience = 'SELF' | Sector | 'NONE';

/**
 * A council's housing benefit office is the council too, yet Housing Benefit passes to its care
 * teams only by law or agreement (Social Security Administration Act 1992 s123): a council's team is
 * a social care team.
 */
const SECTOR_OF: Readonly<Record<ActingFor, Sector | null>> = {
  council: 'SOCIAL_CARE',
  icb: 'HEALTH',
  trust: 'HEALTH',
  government: 'EMPLOYMENT',
  provider: null,
};

/** A holder reads as themself; everyone else as a team of the organisation they act for. */
export function audienceOf(viewer: Pick<Viewer, 'role'>, actingFor: ActingFor | null): Audience {
  if (viewer.role === 'holder') return 'SELF';
  return (actingFor && SECTOR_OF[actingFor]) ?? 'NONE';
}

import type { Gateway } from '../../src/access/gateways.ts';
import { parsePlainDate } from '../../src/values/plain-date.ts';
import type { Sector } from '../../src/values/sector.ts';

/**
 * The duty to share for direct care reaches health and adult social care bodies and no other: in
 * force since 1 October 2015 (Health and Social Care (Safety and Quality) Act 2015 s3). Housing and
 * employment have no gateway that holds everywhere.
 */
const directCare = (ofSector: Sector, toSector: Sector): Gateway => ({
  ofSector,
  source: null,
  toSector,
  basis: 'DIRECT_CARE',
  regulation: 'Health and Social Care Act 2012 s251B',
  purpose: 'direct care',
  firstDay: parsePlainDate('2015-10-01'),
  untilDay: null,
});

/** The gateways that the law opens for everyone. */
export const GATEWAYS: readonly Gateway[] = [
  directCare('HEALTH', 'SOCIAL_CARE'),
  directCare('SOCIAL_CARE', 'HEALTH'),
];

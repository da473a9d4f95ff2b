import type { Hub } from '../../src/hub.ts';
import { openRecord } from '../../src/people/openings.ts';
import { represent } from '../../src/people/representatives.ts';
import { restrict } from '../../src/people/restrictions.ts';
import { parseNhsNumber } from '../../src/values/nhs-number.ts';
import { parsePlainDate } from '../../src/values/plain-date.ts';
import { caseload } from './access.ts';
import { DEMO_DAY, SHEFFIELD_HOSPITALS } from './bodies.ts';
import { EDITH } from './edith.ts';
import { NASREEN } from './nasreen.ts';

/** Edith's daughter, as her sign-in names her. */
export const REPRESENTATIVE = 'demo-representative';

/** Edith's daughter acts for her in money matters, for what the council and the board pay. */
export async function recordRepresentative(hub: Hub, actor: string): Promise<void> {
  await represent(hub.db, {
    key: { nhsNumber: parseNhsNumber(EDITH.nhsNumber) },
    subject: REPRESENTATIVE,
    kind: 'attorney-money',
    evidence: 'lasting power of attorney for property and money, registered; seen by the council',
    streams: ['adult-social-care', 'funded-nursing-care'],
    days: { from: parsePlainDate('2025-02-03'), until: null },
    actor,
  });
}

/** Somebody on the caseload whose address nobody may learn: a worker sees them without it. */
export async function restrictRecord(hub: Hub, actor: string): Promise<void> {
  const key = { nhsNumber: parseNhsNumber(caseload().at(-1) as string) };
  await restrict(hub.db, { key, reason: 'lives where a former partner must not find them', actor });
}

/** A ward opens Nasreen's record in an emergency: it lasts hours, and she can see that it was. */
export async function openInEmergency(hub: Hub): Promise<void> {
  const nurse = {
    subject: 'demo-ward-nurse',
    role: 'care-team',
    organisation: SHEFFIELD_HOSPITALS,
    nhsNumber: null,
  } as const;
  const request = {
    kind: 'BREAK_GLASS',
    key: { nhsNumber: parseNhsNumber(NASREEN.nhsNumber) },
    reason: 'brought in after a fall, to find out what support is at home',
    requestId: null,
  } as const;
  await openRecord(hub.db, nurse, request, DEMO_DAY);
}

import type { Hub } from '../../src/hub.ts';
import { recordWish } from '../../src/people/wishes.ts';
import { parseNhsNumber } from '../../src/values/nhs-number.ts';
import { parsePlainDate } from '../../src/values/plain-date.ts';
import { caseload } from './access.ts';
import { PERSONAS } from './area.ts';
import { JAMIE } from './jamie.ts';

const SAID_ON = parsePlainDate('2026-04-20');

/** Streams that people on the caseload agree to show health teams, one after the other. */
const AGREED = [
  ...[null, 'housing-benefit', 'disabled-facilities-grant', null, 'access-to-work'],
  ...['housing-benefit', null, 'disabled-facilities-grant', 'access-to-work'],
] as const;

/**
 * The agreements of some people on the care worker's caseload; gives how many. Jamie shows health
 * teams everything, some show a part, and of all others housing and employment stay shut.
 */
export async function recordWishes(hub: Hub, actor: string): Promise<number> {
  const drawn = caseload().slice(PERSONAS.length, PERSONAS.length + AGREED.length);
  const agreements = [
    { number: JAMIE.nhsNumber, stream: null },
    ...drawn.map((number, at) => ({ number, stream: AGREED[at] ?? null })),
  ];
  for (const { number, stream } of agreements) {
    await recordWish(hub.db, {
      key: { nhsNumber: parseNhsNumber(number) },
      ...{ kind: 'AGREEMENT', stream, to: 'HEALTH', actor },
      ...{ purpose: 'to plan support together', givenBy: 'self', evidence: 'said at a review' },
      days: { from: SAID_ON, until: null },
    });
  }
  return agreements.length;
}

import type { Viewer } from '../../src/access/viewer.ts';
import type { Database } from '../../src/db/database.ts';
import { relate } from '../../src/people/service.ts';
import { endUnmetNeed } from '../../src/plans/end-unmet-need.ts';
import { recordUnmetNeed } from '../../src/plans/record-unmet-need.ts';
import type { CostPer, Outcome, UnmetReason } from '../../src/plans/unmet-need.ts';
import { parsePounds } from '../../src/values/money.ts';
import { parseNhsNumber } from '../../src/values/nhs-number.ts';
import { parsePlainDate } from '../../src/values/plain-date.ts';
import type { SyntheticPerson } from '../area/person.ts';
import { demoArea } from './area.ts';
import { BARNSLEY, DEMO_DAY, SHEFFIELD } from './bodies.ts';
import { JAMIE } from './jamie.ts';

type NeedRow = readonly [
  ...[outcome: Outcome, need: string, stream: string | null, reason: UnmetReason],
  cost: readonly [assessed: string, unmet: string, per: CostPer] | null,
];

/** Invented; one after the other, so that each area has some of each. */
const NEEDS: readonly NeedRow[] = [
  [
    ...(['COMMUNITY', 'Somebody to go swimming with', 'adult-social-care', 'NO_MONEY'] as const),
    ['60.00', '24.00', 'WEEK'],
  ],
  [
    ...(['NUTRITION', 'A hot meal each day', 'adult-social-care', 'WAITING_FOR_SERVICE'] as const),
    ['49.00', '21.00', 'WEEK'],
  ],
  [
    ...(['RELATIONSHIPS', 'A club nearby that is open at weekends', null] as const),
    ...(['NOBODY_OFFERS_IT', null] as const),
  ],
  [
    ...(['HABITABLE_HOME', 'A level way into the home', 'disabled-facilities-grant'] as const),
    ...(['WAITING_FOR_ASSESSMENT', ['1450.00', '1450.00', 'ONCE']] as const),
  ],
  [
    ...(['WELLBEING_CONTROL', 'A break from caring', 'carer-support', 'NO_MONEY'] as const),
    ['1200.00', '1200.00', 'YEAR'],
  ],
];

/** How many people of each council have a need that is not met. */
const PEOPLE = [
  [SHEFFIELD, 28],
  [BARNSLEY, 18],
] as const;
const SINCE = parsePlainDate('2026-02-02');
const MET_ON = parsePlainDate('2026-05-11');

/** What care teams of the councils recorded in the winter; one need is met since. Gives how many. */
export async function recordNeeds(db: Database, actor: string): Promise<number> {
  let recorded = 0;
  for (const [council, count] of PEOPLE) {
    const worker: Viewer = {
      ...{ role: 'care-team', subject: `demo-social-worker-${council}`, organisation: council },
      nhsNumber: null,
    };
    let last = '';
    for (const [at, number] of peopleOf(council, count).entries()) {
      const nhsNumber = parseNhsNumber(number);
      const days = { fromDay: SINCE, untilDay: null };
      await relate(db, { subject: worker.subject, key: { nhsNumber }, ...days, actor });
      last = await recordNeed(db, worker, number, NEEDS[at % NEEDS.length] as NeedRow);
      recorded += 1;
    }
    const end = { unmetNeed: last, reason: 'MET', on: MET_ON } as const;
    const idempotencyKey = `demonstration need met ${council}`;
    await endUnmetNeed(db, worker, { ...end, idempotencyKey }, DEMO_DAY);
  }
  return recorded;
}

/** Jamie first, then people as they were drawn. */
function peopleOf(council: string, count: number): string[] {
  const drawn = [...demoArea().people]
    .filter((person) => person.council === council && hasCare(person))
    .flatMap(({ nhsNumber }) => nhsNumber ?? []);
  const all = council === SHEFFIELD ? [JAMIE.nhsNumber, ...drawn] : drawn;
  return all.slice(0, count);
}

/** Whom their council tells of, by one record. */
const hasCare = ({ streams, joined }: SyntheticPerson): boolean =>
  joined !== 'NOT' && (streams.has('adult-social-care') || streams.has('carer-support'));

async function recordNeed(
  db: Database,
  worker: Viewer,
  number: string,
  [outcome, need, stream, reason, cost]: NeedRow,
): Promise<string> {
  const [assessed, unmet, per] = cost ?? [null, null, null];
  const said = { outcome, need, stream, reason, reasonWords: null, per, from: SINCE };
  const { unmetNeed } = await recordUnmetNeed(
    db,
    worker,
    {
      ...{ ...said, person: { nhsNumber: parseNhsNumber(number) } },
      assessed: assessed === null ? null : parsePounds(assessed),
      unmet: unmet === null ? null : parsePounds(unmet),
      idempotencyKey: `demonstration need ${number}`,
    },
    DEMO_DAY,
  );
  return unmetNeed.id;
}

import { findIdentity } from '../../src/people/links.ts';
import { keepNeed, type NewNeed } from '../../src/plans/unmet-needs-store.ts';
import { unmetNeedOfArea } from '../../src/pools/gather-unmet-need.ts';
import type { Quarter } from '../../src/pools/publication.ts';
import { publishArea } from '../../src/pools/publish-area.ts';
import type { FinancialYear } from '../../src/values/financial-year.ts';
import { pence } from '../../src/values/money.ts';
import type { NhsNumber } from '../../src/values/nhs-number.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { COUNCIL } from '../ledger/money.ts';
import type { TestHub } from '../support/hub.ts';

let needs = 0;

/** A need of £20.00 a week since November 2025, as the council recorded it. */
export async function needOf(
  { db }: TestHub,
  nhsNumber: string,
  more: Partial<NewNeed> = {},
): Promise<string> {
  const found = await findIdentity(db, { nhsNumber: nhsNumber as NhsNumber });
  needs += 1;
  const id = await keepNeed(db, {
    ...{ identityId: found?.personId ?? '', outcome: 'COMMUNITY', need: 'Somebody to go out with' },
    ...{ stream: 'adult-social-care', reason: 'NO_MONEY', reasonWords: null },
    ...{ from: '2025-11-03' as PlainDate, organisation: COUNCIL, recordedBy: 'social worker' },
    cost: { assessed: pence(60_00n), unmet: pence(20_00n), per: 'WEEK' },
    ...{ key: `need ${needs}`, request: 'x', ...more },
  });
  if (id === null) throw new Error('the need was not kept');
  return id;
}

export const publishNeed = (hub: TestHub, part: Quarter, year = '2025-26') =>
  publishArea(
    hub.db,
    { subject: 'UNMET_NEED', year: year as FinancialYear, part, by: 'test' },
    unmetNeedOfArea,
    hub.day,
  );

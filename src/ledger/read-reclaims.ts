import { isShown } from '../access/sharing.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Database } from '../db/database.ts';
import { openedFor, type VisiblePerson } from '../people/visible.ts';

import type { PlainDate } from '../values/plain-date.ts';
import { openedIn } from './opened.ts';
import type { Notice } from './reclaim.ts';
import { noticesOfAccounts, noticesOfPeople } from './reclaim-store.ts';
import type { ShownAccount } from './shown.ts';

/**
 * The notices by which money of people is asked back, those of the sources that the viewer is shown:
 * to finance those of accounts that it hosts and those that it wrote itself.
 */
export async function reclaimsOfPeople(
  db: Database,
  viewer: Viewer,
  people: readonly VisiblePerson[],
  today: PlainDate,
): Promise<Notice[][]> {
  const all = await noticesOfPeople(
    openedFor(db, people),
    people.map(({ id }) => id),
    today,
  );
  return people.map(({ id, sharing }) =>
    all.filter((notice) => {
      if (notice.personId !== id) return false;
      if (sharing.fundedBy === undefined) return isShown(sharing, notice.stream, notice.host);
      return [notice.host, notice.funder.code].includes(viewer.organisation ?? '');
    }),
  );
}

/** The notices of accounts, of the sources that are shown. */
export async function reclaimsOfAccounts(
  db: Database,
  accounts: readonly ShownAccount[],
  today: PlainDate,
): Promise<Notice[][]> {
  const all = await noticesOfAccounts(
    openedIn(db, accounts),
    accounts.map(({ id }) => id),
    today,
  );
  return accounts.map(({ id, sources }) =>
    all.filter(
      (notice) =>
        notice.accountId === id &&
        sources.some(
          ({ stream, funder }) =>
            stream.code === notice.stream.code && funder.code === notice.funder.code,
        ),
    ),
  );
}

import { reachOf, type Viewer } from '../access/viewer.ts';
import type { Transaction } from '../db/database.ts';
import { isUuid, type OrganisationCode } from '../values/ids.ts';
import type { Source } from './draw.ts';
import { unknownAccount } from './posting.ts';
import { IdempotencyMismatch, NotFound } from './refusals.ts';
import {
  accountOfSchedule,
  lockScheduledAccount,
  type OrganisationKey,
  type ScheduledAccount,
  sourceOfSchedule,
} from './schedules-store.ts';

/** The organisation for which a viewer may say what is expected; null where there is none. */
export function schedulingFor(viewer: Viewer): OrganisationCode | null {
  if (reachOf(viewer, 'expect-money') !== 'funded') return null;
  return viewer.organisation as OrganisationCode | null;
}

/** An account of which the viewer's organisation may say what is expected, its row locked. */
export async function lockAccountToSchedule(
  tx: Transaction,
  viewer: Viewer,
  id: string,
): Promise<ScheduledAccount> {
  const organisation = schedulingFor(viewer);
  if (organisation === null || !isUuid(id)) throw unknownAccount();
  const account = await lockScheduledAccount(tx, id, organisation);
  if (!account) throw unknownAccount();
  return account;
}

/** The host says it of every source, a funder of its own money alone. */
export function mayScheduleFor(
  viewer: Viewer,
  { isHosted }: ScheduledAccount,
  funder: OrganisationCode,
): boolean {
  return isHosted || funder === viewer.organisation;
}

const unknownSchedule = () =>
  new NotFound('schedule', 'is none by that id of which you may record this');

/** A schedule of which the viewer's organisation may record something, its account's row locked. */
export async function lockSchedule(
  tx: Transaction,
  viewer: Viewer,
  id: string,
): Promise<{ readonly account: ScheduledAccount; readonly source: Source }> {
  const organisation = schedulingFor(viewer);
  if (organisation === null || !isUuid(id)) throw unknownSchedule();
  const of = await accountOfSchedule(tx, id);
  const account = of && (await lockScheduledAccount(tx, of, organisation));
  if (!account) throw unknownSchedule();
  const source = await sourceOfSchedule(tx, id);
  if (!mayScheduleFor(viewer, account, source.funder)) throw unknownSchedule();
  return { account, source };
}

/** Whose key it is: that of the acting organisation. */
export const keyOf = (viewer: Viewer, key: string, inputHash: string): OrganisationKey => ({
  ...{ keyScope: viewer.organisation as OrganisationCode, key, inputHash },
  recordedBy: viewer.subject,
});

/** True where the key stands for this very input; refused for another. */
export function isReplay(
  earlier: { readonly inputHash: string } | null | undefined,
  { inputHash }: OrganisationKey,
): boolean {
  if (!earlier) return false;
  if (earlier.inputHash === inputHash) return true;
  throw new IdempotencyMismatch('idempotencyKey', 'was used before for something else');
}

import type { Viewer } from '../access/viewer.ts';
import { note } from '../audit/store.ts';
import type { Database, Transaction } from '../db/database.ts';
import { waitToSettle } from '../people/store.ts';
import type { PersonKey } from '../people/visible.ts';
import { isUuid, type OrganisationCode } from '../values/ids.ts';
import type { Pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { type Assessable, assessable, councilOf, faultOfKey, markOf, open } from './assessor.ts';
import type { InterestAdded } from './deferred.ts';
import { endOf, type RecordedAgreement } from './deferred-agreement.ts';
import { deferredBook } from './deferred-rate-store.ts';
import type { InterestTerm } from './deferred-rates.ts';
import {
  agreementsOfPeople,
  deferredOfKey,
  keepAgreement,
  keepEntry,
  type Marks,
  type NewEntry,
} from './deferred-store.ts';
import { faultOfEntry, faultOfValue, type SaidEntry } from './judge-deferred.ts';
import type { MeansFault } from './means.ts';
import { ChargingRefused } from './refusals.ts';

/** A deferred payment agreement, or something under one, that cannot be recorded. */
export class DeferredRefused extends ChargingRefused {
  override readonly name = 'DeferredRefused';
}

export interface DeferredOutcome {
  readonly agreement: RecordedAgreement;
  /** True where this very request was carried out before and nothing was written. */
  readonly replayed: boolean;
}

export interface AgreementRequest {
  readonly person: PersonKey;
  readonly firstDay: PlainDate;
  readonly propertyValue: Pence;
  /** What others have secured on the property before. */
  readonly securedBefore: Pence;
  readonly interest: InterestTerm;
  readonly interestAdded: InterestAdded;
  readonly idempotencyKey: string;
}

/**
 * Records an agreement by which the viewer's council asks for its charges later. Source: Care Act
 * 2014 s34. Gives null to those who assess for no council.
 */
export async function recordDeferredPayment(
  db: Database,
  viewer: Viewer,
  request: AgreementRequest,
  today: PlainDate,
): Promise<DeferredOutcome | null> {
  const { firstDay, propertyValue, securedBefore, interest, interestAdded } = request;
  return keeping(db, viewer, request, today, async (tx, { council, person, marksOf }) => {
    const said = [firstDay, propertyValue.toString(), securedBefore.toString()];
    const marks = marksOf('agreement', ...said, interest, interestAdded);
    const before = await replayOf(tx, marks);
    if (before) return { event: null, agreementId: before };
    refuseWhere(faultOfValue(propertyValue, securedBefore));
    if (firstDay > today) throw new DeferredRefused('firstDay', 'FUTURE_DATE', 'is after today');
    const others = await agreementsOf(tx, person, council);
    if (others.some((each) => (endOf(each) ?? firstDay) >= firstDay)) {
      const reason = 'has an agreement of this council that runs on that day; end it first';
      throw new DeferredRefused('person', 'ALREADY_OPEN', reason);
    }
    const { identityId } = person;
    const terms = { identityId, council, firstDay, interest, interestAdded };
    const agreementId = await keepAgreement(tx, { ...terms, ...marks });
    const value = {
      kind: 'VALUATION',
      on: firstDay,
      amount: propertyValue,
      securedBefore,
    } as const;
    const first = { ...marks, key: markOf('first valuation', marks.key) };
    await keepEntry(tx, { ...wholeEntry(value), ...first, agreementId });
    return { event: 'deferred-payment-agreed', agreementId };
  });
}

export interface EntryRequest {
  readonly person: PersonKey;
  /** The agreement's id. */
  readonly agreement: string;
  readonly entry: SaidEntry;
  readonly idempotencyKey: string;
}

/** Records a charge deferred, a repayment, a valuation, the end, or takes one of these out. */
export async function recordDeferredEntry(
  db: Database,
  viewer: Viewer,
  request: EntryRequest,
  today: PlainDate,
): Promise<DeferredOutcome | null> {
  const { agreement: agreementId, entry } = request;
  return keeping(db, viewer, request, today, async (tx, { council, person, marksOf }) => {
    const whole = wholeEntry(entry);
    const said = Object.entries(whole).map(([field, value]) => [field, value?.toString() ?? null]);
    const marks = marksOf('entry', agreementId, said);
    if (await replayOf(tx, marks)) return { event: null, agreementId };
    const agreement = (await agreementsOf(tx, person, council)).find(
      ({ id }) => isUuid(agreementId) && id === agreementId,
    );
    if (!agreement) throw new DeferredRefused('agreement', 'NO_AGREEMENT', 'is not one of theirs');
    const book = await deferredBook(tx, today);
    refuseWhere(faultOfEntry(entry, { agreement, book, today }));
    await keepEntry(tx, { ...whole, ...marks, agreementId });
    return { event: 'deferred-entry-recorded', agreementId };
  });
}

const wholeEntry = (said: SaidEntry): Omit<NewEntry, keyof Marks | 'agreementId'> => ({
  ...{ amount: null, securedBefore: null, charge: null, corrects: null, reason: null },
  ...said,
});

function refuseWhere(fault: MeansFault | null): void {
  if (fault) throw new DeferredRefused(fault.field, fault.code, fault.reason);
}

/** What this very request recorded before, by its id; refuses another under its key. */
async function replayOf(tx: Transaction, { key, request }: Marks): Promise<string | null> {
  const before = await deferredOfKey(tx, key);
  if (before && before.request !== request) {
    const reason = 'came with something else before; give a new one';
    throw new DeferredRefused('idempotencyKey', 'IDEMPOTENCY_MISMATCH', reason);
  }
  return before?.id ?? null;
}

async function agreementsOf(
  tx: Transaction,
  { personId }: Assessable,
  council: OrganisationCode,
): Promise<RecordedAgreement[]> {
  const all = await agreementsOfPeople(tx, [personId]);
  return all.filter((each) => each.council.code === council);
}

interface Keeping {
  readonly council: OrganisationCode;
  readonly person: Assessable;
  marksOf(what: string, ...said: readonly unknown[]): Marks;
}

interface Kept {
  /** Null where it was kept before. */
  readonly event: 'deferred-payment-agreed' | 'deferred-entry-recorded' | null;
  readonly agreementId: string;
}

/**
 * Keeps something of a person whom the viewer may assess, while nobody else records anything of
 * deferred payments.
 */
async function keeping(
  db: Database,
  viewer: Viewer,
  { person: key, idempotencyKey }: Pick<AgreementRequest, 'person' | 'idempotencyKey'>,
  today: PlainDate,
  work: (tx: Transaction, about: Keeping) => Promise<Kept>,
): Promise<DeferredOutcome | null> {
  const council = await councilOf(db, viewer);
  if (council === null) return null;
  const keyFault = faultOfKey(idempotencyKey);
  if (keyFault) throw new DeferredRefused('idempotencyKey', 'BAD_KEY', keyFault);
  return db.transaction(async (tx) => {
    await waitToSettle(tx);
    const person = await assessable(tx, viewer, key, today);
    if (!person) throw new DeferredRefused('person', 'NO_PERSON', 'is not known by that key');
    await open(tx, person);
    const marksOf: Keeping['marksOf'] = (what, ...said) => ({
      key: markOf(`deferred-${what}`, council, idempotencyKey),
      request: markOf(person.identityId, ...said),
      recordedBy: viewer.subject,
    });
    const { event: action, agreementId: agreement } = await work(tx, { council, person, marksOf });
    if (action) {
      await note(tx, viewer.subject, { action, agreement, person: person.personId, council });
    }
    return { agreement: await found(tx, person, council, agreement), replayed: action === null };
  });
}

async function found(tx: Transaction, person: Assessable, council: OrganisationCode, id: string) {
  const agreement = (await agreementsOf(tx, person, council)).find((each) => each.id === id);
  if (!agreement) throw new Error('an agreement that was kept is there');
  return agreement;
}

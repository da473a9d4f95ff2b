import { ROLES, type Role, type Viewer } from '../../src/access/viewer.ts';
import { recordAssessment } from '../../src/charging/record-assessment.ts';
import { recordDeferredEntry, recordDeferredPayment } from '../../src/charging/record-deferred.ts';
import { type Queries, raw, sql } from '../../src/db/database.ts';
import { recordAward } from '../../src/decisions/record-award.ts';
import { recordDecision } from '../../src/decisions/record-decision.ts';
import { recordTold } from '../../src/decisions/record-told.ts';
import { noticeReclaim } from '../../src/ledger/notice-reclaim.ts';
import { openAccount } from '../../src/ledger/open-account.ts';
import { placeHold } from '../../src/ledger/place-hold.ts';
import { recordDeposit } from '../../src/ledger/record-deposit.ts';
import { recordPaymentMade } from '../../src/ledger/record-payment-made.ts';
import { recordSpend } from '../../src/ledger/record-spend.ts';
import { setPaymentSchedule } from '../../src/ledger/set-schedule.ts';
import { chooseReading } from '../../src/people/choose-reading.ts';
import { openRecord } from '../../src/people/openings.ts';
import { endRepresentation, represent } from '../../src/people/representatives.ts';
import { restrict } from '../../src/people/restrictions.ts';
import { link, relate } from '../../src/people/service.ts';
import { visiblePerson } from '../../src/people/visible.ts';
import { recordWish } from '../../src/people/wishes.ts';
import { keepNeed } from '../../src/plans/unmet-needs-store.ts';
import { askQuery } from '../../src/queries/ask-query.ts';
import type { FinancialYear } from '../../src/values/financial-year.ts';
import type { OrganisationCode } from '../../src/values/ids.ts';
import { pence } from '../../src/values/money.ts';
import type { NhsNumber } from '../../src/values/nhs-number.ts';
import type { Nino } from '../../src/values/nino.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { ratio } from '../../src/values/ratio.ts';
import { AWARD, textOf } from '../adapters/local-awards-rows.ts';
import { means } from '../charging/books.ts';
import { contractsFile } from '../deliveries/contract-rows.ts';
import { loadContractsFile } from '../deliveries/spells-told.ts';
import { testNhsNumbers } from '../people/numbers.ts';
import { dfgFile, localAwardsFile } from '../stories/files.ts';
import { loaded, takeBack } from '../stories/reading.ts';
import { agreeOnPool } from './access-pools.ts';
import { cldFile } from './cld.ts';
import { holder, openTestHub, type TestHub } from './hub.ts';

/**
 * What holds between a viewer and the person asked for, whatever the viewer's role: `own` their token
 * has the person's number; `related` a relationship is noted; `represented` a grant is recorded;
 * `funded` their organisation pays; `hosted` it pays nothing and hosts an account of theirs; `ended` each of these was so; `unrelated` none, of somebody on
 * the books of their organisation; `elsewhere` none, of somebody whom it has not told of; `withheld`
 * all three, with a stream beside that none of them is shown; `restricted` as `unrelated`, of a record
 * that is restricted.
 */
export const SITUATIONS = [
  ...(['own', 'related', 'represented', 'funded', 'hosted'] as const),
  ...(['ended', 'unrelated', 'elsewhere', 'withheld', 'restricted'] as const),
] as const;
export type Situation = (typeof SITUATIONS)[number];

/** `twin`: as `withheld`, without the stream that is shut. `stranger`: nobody that is known. */
const PEOPLE = [...SITUATIONS, 'twin', 'stranger'] as const;
type Someone = (typeof PEOPLE)[number];

/** By what somebody, or what belongs to them, is asked for. */
export interface Target {
  readonly nhsNumber: NhsNumber;
  readonly nino: Nino;
  readonly id: string;
  readonly wish: string;
  readonly representative: string;
  readonly opening: string;
  readonly account: string;
  /** A payment out of that account, which stands. */
  readonly payment: string;
  /** An award that its funder recorded. */
  readonly award: string;
  /** A need that their council recorded as not met. */
  readonly need: string;
  /** Two promises in it, which wait, and a payment in question. */
  readonly hold: string;
  readonly bill: string;
  readonly question: string;
  /** A line of a bank that nobody expected. */
  readonly waiting: string;
  /** What was recorded of it. */
  readonly unknown: string;
  /** Another account of theirs with the same host. */
  readonly other: string;
  /** A payment schedule of that account. */
  readonly schedule: string;
  /** A deferred payment agreement that has ended. */
  readonly agreement: string;
  /** What the person asked about that payment. */
  readonly query: string;
  /** By which the council asks back a part of the money in that account. */
  readonly notice: string;
  /** Of two records that may be one person's: the same for everybody. */
  readonly review: string;
}

const NUMBERS = testNhsNumbers(PEOPLE.length) as NhsNumber[];
const keysOf = (someone: Someone) => ({
  nhsNumber: NUMBERS[PEOPLE.indexOf(someone)] as NhsNumber,
  nino: `AB3000${String(PEOPLE.indexOf(someone)).padStart(2, '0')}C` as Nino,
});
const NO_ID = '00000000-0000-4000-8000-000000000000';
export const NOBODY: Target = {
  ...keysOf('stranger'),
  ...{ id: NO_ID, wish: NO_ID, representative: NO_ID, opening: NO_ID, review: NO_ID },
  ...{ account: NO_ID, payment: NO_ID, hold: NO_ID, bill: NO_ID, question: NO_ID, other: NO_ID },
  ...{ award: NO_ID, query: NO_ID, agreement: NO_ID, schedule: NO_ID, notice: NO_ID },
  ...{ waiting: NO_ID, unknown: NO_ID, need: NO_ID },
};

const TODAY = '2026-01-15' as PlainDate;
const LARGE = { language: 'cy', size: 'large', format: 'full' } as const;
const COUNCIL = 'E08000039';
/** Pays for the stream that is shut. */
const NEIGHBOUR = 'E06000002';
/** The file that named it as payer was taken back, and its sender tells of the person still. */
const FORMER_PAYER = 'E06000003';
const PAYS_NOTHING = 'E06000009';
/** Pays nothing either, and hosts an account. */
const HOST = 'E06000010';
/** Whose books `elsewhere` is on. */
const OTHER_COUNCIL = 'E06000001';

const PAYER: Partial<Record<Situation, string>> = {
  ...{ funded: COUNCIL, withheld: COUNCIL, ended: FORMER_PAYER, hosted: HOST },
};

/** Whoever asks: each situation has a sign-in of its own in each role; null is in none of them. */
export function viewerIn(role: Role, situation: Situation | null): Viewer {
  const actsFor = role === 'holder' || role === 'representative' ? null : COUNCIL;
  const pays = (situation && PAYER[situation]) ?? PAYS_NOTHING;
  const own = situation === 'own' ? keysOf('own').nhsNumber : null;
  return {
    ...{ role, subject: `${role} ${situation}` },
    organisation: role === 'finance' ? pays : actsFor,
    nhsNumber: own ?? (role === 'holder' ? NOBODY.nhsNumber : null),
  };
}

export interface AccessWorld {
  readonly hub: TestHub;
  readonly targets: ReadonlyMap<Someone, Target>;
}

/** A hub with a person for each situation, each with money, means, a wish, one who acts, a look. */
export async function openAccessWorld(): Promise<AccessWorld> {
  const hub = await openTestHub(TODAY);
  const known = PEOPLE.filter((each) => each !== 'stranger');
  await receiveAll(hub, known);
  const review = await reviewOf(hub);
  const targets = new Map<Someone, Target>();
  for (const someone of known) targets.set(someone, { ...(await targetOf(hub, someone)), review });
  for (const role of ROLES) await relateAll(hub, role);
  const key = { nhsNumber: keysOf('restricted').nhsNumber };
  await agreeOnPool(hub, COUNCIL);
  await restrict(hub.db, { key, reason: 'a court order', actor: 'test' });
  return { hub, targets };
}

async function receiveAll(hub: TestHub, known: readonly Someone[]): Promise<void> {
  const care = (each: Someone) => ({
    ...{ 'NHS Number': keysOf(each).nhsNumber, 'LA Person Unique Identifier': `P ${each}` },
    'Last Name': `Testwell-${each === 'twin' ? 'withheld' : each}`,
  });
  const ours = known.filter((each) => each !== 'elsewhere');
  loaded(await hub.receive('social-care-cld', COUNCIL, cldFile(...ours.map(care))));
  const theirs = cldFile({ ...care('elsewhere'), 'LA Code': OTHER_COUNCIL });
  loaded(await hub.receive('social-care-cld', OTHER_COUNCIL, theirs));
  for (const someone of known) {
    await link(hub.db, { ...keysOf(someone), evidence: 'both seen', actor: 'test' });
  }
  const { nhsNumber, nino } = keysOf('withheld');
  const shut = {
    'NHS Number': nhsNumber,
    NINO: nino,
    Council: NEIGHBOUR,
    Surname: 'Testwell-Shut',
  };
  loaded(await hub.receive('housing-dfg', NEIGHBOUR, dfgFile(shut)));
  const ended = { 'NHS Number': keysOf('ended').nhsNumber, 'Award Reference': 'ENDED-1' };
  const awards = (row: object) =>
    hub.receive('local-awards', OTHER_COUNCIL, localAwardsFile({ ...ended, ...row }));
  const taken = loaded(await awards({ Funder: FORMER_PAYER }));
  loaded(await awards({ Funder: OTHER_COUNCIL, 'Award Reference': 'ENDED-2' }));
  await takeBack(hub, taken);
  await loadContractsFile(hub, contractsFile({}));
}

/** Two records that may be one person's. */
async function reviewOf(hub: TestHub): Promise<string> {
  const twin = { 'NHS Number': '', NINO: 'AB400001C', 'Given Names': 'Joan' };
  const rows = [AWARD, { ...AWARD, ...twin, 'Award Reference': 'HRS-2' }];
  const file = textOf(rows.map((row) => ({ ...row, Postcode: 'S1 2HH' })));
  loaded(await hub.receive('local-awards', OTHER_COUNCIL, file));
  const [pair] = await hub.db.rows<{ id: string }>(
    'test.pair',
    sql`select id from match_pairs where outcome = 'REVIEW' and decision is null limit 1`,
  );
  if (!pair) throw new Error('no pair waits for review');
  return pair.id;
}

async function targetOf(hub: TestHub, someone: Someone): Promise<Omit<Target, 'review'>> {
  const { db } = hub;
  const { nhsNumber, nino } = keysOf(someone);
  const themself = { ...viewerIn('holder', null), ...holder(nhsNumber) };
  const person = await visiblePerson(db, themself, { nhsNumber }, TODAY);
  if (!person) throw new Error(`nobody is ${someone}`);
  const days = { from: TODAY, until: null };
  const said = { purpose: 'direct care', givenBy: 'self', evidence: '', actor: 'test' } as const;
  // Opens nothing that is not open by law to whoever is shown anything here.
  const { wish } = await recordWish(db, {
    ...{ key: { nhsNumber }, kind: 'AGREEMENT', stream: 'adult-social-care', to: null },
    ...{ ...said, days },
  });
  const representative = await represent(db, {
    ...{ key: { nhsNumber }, subject: 'daughter', kind: 'advocate', evidence: 'form seen' },
    ...{ streams: null, days, actor: 'test' },
  });
  const money = await moneyOf(hub, someone);
  await chooseReading(db, themself, { nhsNumber }, LARGE, TODAY);
  const { query } = await askQuery(db, themself, queryOf(nhsNumber, money.payment), TODAY);
  const nurse = { ...viewerIn('care-team', null), subject: 'stranger' };
  const request = { kind: 'BREAK_GLASS', key: { nhsNumber }, reason: 'found unwell' } as const;
  const { opening } = await openRecord(db, nurse, { ...request, requestId: null }, TODAY);
  return {
    ...{ nhsNumber, nino, id: person.id, wish: wish.id },
    ...{ representative: representative.id, opening: opening.id },
    award: await recordedOf(hub, someone),
    need: await needOf(hub, someone, person.id),
    ...{ ...money, query: query.id },
  };
}

/** Another account of the same person and host, the second in order of id as the lists are. */
async function emptyBeside(queries: Queries, account: string): Promise<string> {
  const id = `ffffffff${account.slice(8)}`;
  await queries.rows(
    'test.empty-account',
    sql`insert into accounts (id, identity_id, mode, host, opened_by, idempotency_key, input_hash)
        select ${id}::uuid, identity_id, 'THIRD_PARTY', host, opened_by, ${id}, 'x' from accounts
        where id = ${account}::uuid`,
  );
  return id;
}

const queryOf = (nhsNumber: NhsNumber, payment: string) => ({
  ...{ person: { nhsNumber }, words: 'I do not know this payment', idempotencyKey: 'asked' },
  about: { about: 'MOVEMENT', id: payment } as const,
});

/**
 * Opens an account of £100.00, of which £10.00 is spent, £2.00 promised and £1.00 in question, and
 * an empty one; and assesses what they pay.
 */
async function moneyOf(hub: TestHub, someone: Someone) {
  const { db } = hub;
  const { nhsNumber } = keysOf(someone);
  const officeOf = (organisation: string) => ({ ...viewerIn('finance', null), organisation });
  const host = officeOf(someone === 'hosted' ? HOST : COUNCIL);
  const key = { idempotencyKey: `of ${someone}` };
  const { account } = await openAccount(db, host, { nhsNumber, mode: 'DIRECT_PAYMENT', ...key });
  const money = { account, effectiveDay: '2026-01-10' as PlainDate, ...key };
  const source = { stream: 'adult-social-care', funder: COUNCIL, amount: pence(100_00n) };
  await recordDeposit(db, host, { ...money, ...source }, TODAY);
  const bill = { amount: pence(10_00n), payee: 'Helping Hands', purpose: 'personal-care' };
  const { movement: payment } = await recordSpend(db, host, { ...money, ...bill }, TODAY);
  const small = { ...money, amount: pence(1_00n), payee: 'Helping Hands' };
  const promise = (purpose: string) =>
    placeHold(db, host, { ...small, purpose, idempotencyKey: `${purpose} of ${someone}` }, TODAY);
  const { movement: hold } = await promise('travel');
  const { movement: billed } = await promise('activity');
  const { movement: question } = await recordPaymentMade(db, host, small, TODAY);
  const other = await emptyBeside(db, account);
  const schedule = await expectOf(db, host, account);
  const days = { from: '2025-07-01' as PlainDate, until: '2026-04-01' as PlainDate };
  const assessment = { person: { nhsNumber }, means: means(), days, ...key };
  const assessor = officeOf(someone === 'elsewhere' ? OTHER_COUNCIL : COUNCIL);
  if (!(await recordAssessment(db, assessor, assessment, TODAY))) throw new Error('not assessed');
  const waiting = await waitingLineOf(hub, host.organisation, account);
  const reasons = { reasons: 'not spent', dueBy: '2026-03-01' as PlainDate };
  const asked = { account, ...source, ...reasons, ...key, amount: pence(5_00n) };
  const { notice } = await noticeReclaim(db, officeOf(COUNCIL), asked, TODAY);
  const agreement = await agreementOf(db, assessor, someone);
  return {
    ...{ account, payment, hold, bill: billed, question, other, agreement, schedule },
    ...{ notice: notice.id, waiting: waiting.id, unknown: waiting.movement },
  };
}

/** Loads a statement of one line that nobody expected. */
async function waitingLineOf(hub: TestHub, host: string, account: string) {
  const text = 'Date,Description,Amount,Balance\n2026-01-09,CORNER SHOP,-1.00,9.00\n';
  loaded(await hub.receive('bank-statement', host, text, null, account));
  const [line] = await hub.db.rows<{ id: string; movement: string }>(
    'test.waiting-line',
    sql`select id, journal_id as movement from money_lines where account_id = ${account}::uuid`,
  );
  return line as NonNullable<typeof line>;
}

/** Of a home of £165,000, in the first half of 2025. */
async function agreementOf(db: TestHub['db'], assessor: Viewer, someone: Someone) {
  const { nhsNumber } = keysOf(someone);
  const [firstDay, lastDay] = ['2025-01-01', '2025-06-30'] as [PlainDate, PlainDate];
  const key = { person: { nhsNumber }, idempotencyKey: `of ${someone}` };
  const agreed = await recordDeferredPayment(
    db,
    assessor,
    {
      ...{ ...key, firstDay, propertyValue: pence(165_000_00n), securedBefore: pence(0n) },
      ...{ interest: 'NATIONAL_MAXIMUM', interestAdded: 'NEVER' },
    },
    TODAY,
  );
  if (!agreed) throw new Error('not agreed');
  const { id: agreement } = agreed.agreement;
  const entry = { kind: 'END', on: lastDay } as const;
  await recordDeferredEntry(db, assessor, { ...key, agreement, entry }, TODAY);
  return agreement;
}

/** An award, a proposal and an amount told, as their council records them. Gives the award. */
async function recordedOf({ db }: TestHub, someone: Someone): Promise<string> {
  const organisation = someone === 'elsewhere' ? OTHER_COUNCIL : COUNCIL;
  const office = { ...viewerIn('finance', null), organisation };
  const key = { idempotencyKey: `of ${someone}`, evidence: 'minutes' };
  const person = { nhsNumber: keysOf(someone).nhsNumber };
  const days = { from: '2025-11-03' as PlainDate, until: null };
  const of = { person, stream: 'adult-social-care', ...key };
  const { award } = await recordAward(
    db,
    office,
    {
      ...{ ...of, days, funder: null, basis: 'RECURRING', mode: 'DIRECT_PAYMENT', per: 'WEEK' },
      ...{ legalBasis: 'Care Act 2014 s18', reference: null, description: 'Help at home' },
      ...{ ratePounds: ratio(70), unitsPerWeek: null, currency: null },
      contribution: { kind: 'NONE', pounds: null },
    },
    TODAY,
  );
  const half = (funder: string) => ({ funder: funder as OrganisationCode, percent: ratio(50) });
  const proposal = {
    kind: 'JOINT',
    state: 'PROPOSED',
    interimPayer: null,
    reason: 'a plan',
  } as const;
  const shares = [half(organisation), half('QF7')];
  await recordDecision(db, office, { ...of, ...proposal, days, shares }, TODAY);
  const said = { year: '2025-26' as FinancialYear, amount: pence(1n), how: 'LETTER' } as const;
  await recordTold(db, office, { ...of, ...said, on: TODAY, by: 'social worker' }, TODAY);
  return award.id;
}

/** A need that is not met, as their council recorded it. */
async function needOf({ db }: TestHub, someone: Someone, identityId: string): Promise<string> {
  const organisation = someone === 'elsewhere' ? OTHER_COUNCIL : COUNCIL;
  const id = await keepNeed(db, {
    ...{ identityId, organisation, outcome: 'COMMUNITY', need: 'Somebody to go out with' },
    ...{ stream: 'adult-social-care', reason: 'NO_MONEY', reasonWords: null, from: TODAY },
    cost: { assessed: pence(50_00n), unmet: pence(50_00n), per: 'WEEK' },
    ...{ key: `need of ${someone}`, request: 'x', recordedBy: 'social worker' },
  });
  if (id === null) throw new Error('the need was not kept');
  return id;
}

/** Expects £100.00 every four weeks, into an account and of its first source. */
async function expectOf(db: TestHub['db'], host: Viewer, account: string): Promise<string> {
  const { schedule } = await setPaymentSchedule(db, host, {
    ...{
      account,
      stream: 'adult-social-care',
      funder: COUNCIL,
      reason: null,
      awardReference: null,
    },
    ...{ every: 'FOUR_WEEKS', terms: 'GROSS', timing: 'ADVANCE', ratePounds: '100' },
    ...{ per: 'FOUR_WEEKS', weeklyContribution: null, lastDay: null, firstPaymentOn: null },
    ...{ firstDay: '2026-01-05' as PlainDate, idempotencyKey: `pay ${account}` },
  });
  return schedule.id;
}

/** The same facts for every role: that one of them opens a record to a role is what is tested. */
async function relateAll({ db }: TestHub, role: Role): Promise<void> {
  const fromDay = '2025-01-01' as PlainDate;
  const related = (subject: string, someone: Someone, untilDay: PlainDate | null) =>
    relate(db, {
      ...{ subject, key: { nhsNumber: keysOf(someone).nhsNumber } },
      ...{ fromDay, untilDay, actor: 'test' },
    });
  const granted = (subject: string, someone: Someone, streams: readonly string[] | null) =>
    represent(db, {
      ...{ key: { nhsNumber: keysOf(someone).nhsNumber }, subject, kind: 'deputy', streams },
      ...{ evidence: 'order seen', days: { from: fromDay, until: null }, actor: 'test' },
    });
  const subject = (situation: Situation) => viewerIn(role, situation).subject;
  await related(subject('related'), 'related', null);
  await related(subject('ended'), 'ended', TODAY);
  await granted(subject('represented'), 'represented', null);
  await granted(subject('ended'), 'ended', null);
  const { nhsNumber } = keysOf('ended');
  const ended = { key: { nhsNumber }, subject: subject('ended'), kind: null, actor: 'test' };
  await endRepresentation(db, ended);
  for (const someone of ['withheld', 'twin'] as const) {
    await related(subject('withheld'), someone, null);
    await granted(subject('withheld'), someone, ['adult-social-care']);
  }
}

/** Every table's number of rows and the last transaction that wrote one of them. */
export async function writtenIn({ db }: TestHub): Promise<Record<string, string>> {
  const tables = await db.rows<{ name: string }>(
    'test.tables',
    sql`select table_name::text as name from information_schema.tables
        where table_schema = current_schema() and table_type = 'BASE TABLE' order by 1`,
  );
  if (tables.length < 20) throw new Error('these are not the hub’s tables');
  const each = tables.map(
    ({ name }) => `select '${name}' as name,
      count(*) || ' rows, last ' || coalesce(max(xmin::text::bigint), 0) as mark from ${name}`,
  );
  const rows = await db.rows<{ name: string; mark: string }>(
    'test.written',
    sql`${raw(each.join(' union all '))}`,
  );
  return Object.fromEntries(rows.map(({ name, mark }) => [name, mark]));
}

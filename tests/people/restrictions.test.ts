import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OpeningKind } from '../../src/access/openings-store.ts';
import type { Viewer } from '../../src/access/viewer.ts';
import { sql } from '../../src/db/database.ts';
import { findPeople } from '../../src/people/find.ts';
import { openRecord } from '../../src/people/openings.ts';
import { represent } from '../../src/people/representatives.ts';
import { endRestrictions, restrict } from '../../src/people/restrictions.ts';
import { reviewsFor } from '../../src/people/reviews.ts';
import { link, relate, unlink } from '../../src/people/service.ts';
import { type PersonKey, visiblePeople, visiblePerson } from '../../src/people/visible.ts';
import type { NhsNumber } from '../../src/values/nhs-number.ts';
import type { Nino } from '../../src/values/nino.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { notedIn, receiveCld, SHEFFIELD, takeBack } from '../deliveries/receiving.ts';
import { accessToWorkFile, dfgFile } from '../stories/files.ts';
import { loaded } from '../stories/reading.ts';
import { cldFile } from '../support/cld.ts';
import { holder, openTestHub, type TestHub } from '../support/hub.ts';

const number = (text: string) => text as NhsNumber;
/** In Client Level Data at S1 2HH, and later in a grant for the home at S2 3AB. */
const ANN = number('9990000018');
const BOB = number('9990000026');
const NOBODY = number('9990000034');
/** Of somebody with Access to Work, who may be Bob. */
const NINO = 'AB300001C' as Nino;
const TODAY = '2026-01-15' as PlainDate;
const BORN = '1950-01-01' as PlainDate;
const WHY = 'a court order of last week';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub(TODAY);
  const named = { 'First Name': 'Ann', 'Last Name': 'Firth' };
  const bob = { 'NHS Number': BOB, 'LA Person Unique Identifier': 'P2', 'Last Name': 'Gill' };
  loaded(await receiveCld(hub, cldFile(named, bob)));
  const home = { Postcode: 'S2 3AB', NINO: '', Surname: 'Firth', 'Given Names': 'Ann' };
  loaded(await hub.receive('housing-dfg', SHEFFIELD, dfgFile(home)));
  loaded(await hub.receive('employment-access-to-work', 'DWP', accessToWorkFile({ NINO })));
  const days = { fromDay: null, untilDay: null, actor: 'test' };
  for (const key of [{ nhsNumber: ANN }, { nhsNumber: BOB }, { nino: NINO }]) {
    await relate(hub.db, { subject: 'worker', key, ...days });
  }
  await represent(hub.db, {
    ...{ key: { nhsNumber: ANN }, subject: 'son', kind: 'deputy', evidence: 'order seen' },
    ...{ streams: null, days: { from: TODAY, until: null }, actor: 'test' },
  });
});
afterAll(() => hub.close());
beforeEach(async () => {
  await hub.db.rows('test.no-restrictions', sql`delete from record_restrictions`);
  await hub.db.rows('test.no-openings', sql`delete from openings`);
});

const viewer = (as: Partial<Viewer> & Pick<Viewer, 'role'>): Viewer => ({
  ...{ subject: 'somebody', organisation: null, nhsNumber: null },
  ...as,
});
const OWN = viewer(holder(ANN));
const SON = viewer({ role: 'representative', subject: 'son' });
const WORKER = viewer({ role: 'care-team', subject: 'worker', organisation: SHEFFIELD });
const STRANGER = { ...WORKER, subject: 'stranger' };

const restricted = (key: PersonKey = { nhsNumber: ANN }, reason = WHY) =>
  restrict(hub.db, { key, reason, actor: 'test' });
const end = (key: PersonKey = { nhsNumber: ANN }) =>
  endRestrictions(hub.db, { key, actor: 'test' });
const seen = (as: Viewer, key: PersonKey = { nhsNumber: ANN }) =>
  visiblePerson(hub.db, as, key, TODAY);
const address = async (as: Viewer, key?: PersonKey) => {
  const person = await seen(as, key);
  if (!person) throw new Error('nobody there');
  return [person.restricted, person.postcode];
};
const open = (kind: OpeningKind, nhsNumber = ANN, as = STRANGER) =>
  openRecord(
    hub.db,
    as,
    { kind, key: { nhsNumber }, reason: 'at the door', requestId: null },
    TODAY,
  );

describe('a restriction', () => {
  it('is recorded once, with its audit entry of ids alone, and ended once', async () => {
    const { id: person } = (await seen(OWN)) as { id: string };
    expect(await restricted()).toBe('RESTRICTED');
    expect(await restricted({ id: person }, ` ${WHY} `)).toBe('ALREADY_RESTRICTED');
    expect(await restricted(undefined, 'a word from the police')).toBe('RESTRICTED');
    const id = expect.stringMatching(/^[0-9a-f-]{36}$/);
    const details = { restriction: id, person };
    const event = { actor: 'test', action: 'record-restricted', details };
    expect((await notedIn(hub.db)).slice(-2)).toEqual([event, event]);
    expect(await end()).toBe('ENDED');
    expect(await address(WORKER)).toEqual([false, 'S1 2HH']);
    expect(await end()).toBe('ALREADY_ENDED');
    expect((await notedIn(hub.db)).at(-1)).toEqual({
      ...{ actor: 'test', action: 'restrictions-ended', details: { restrictions: [id, id] } },
    });
    expect(await restricted()).toBe('RESTRICTED');
    const kept = await hub.db.rows(
      'test.kept',
      sql`select reason, recorded_by, ended_by is not null
      as ended from record_restrictions order by recorded_at`,
    );
    expect(kept).toEqual([
      { reason: WHY, recorded_by: 'test', ended: true },
      { reason: 'a word from the police', recorded_by: 'test', ended: true },
      { reason: WHY, recorded_by: 'test', ended: false },
    ]);
  });

  it.each<[string, PersonKey, string, string]>([
    ['of nobody known', { nhsNumber: NOBODY }, WHY, 'NO_PERSON'],
    ['without a reason', { nhsNumber: ANN }, ' ', 'BLANK'],
    ['with a reason without end', { nhsNumber: ANN }, 'x'.repeat(1001), 'TOO_LONG'],
    ['with a reason that is no text', { nhsNumber: ANN }, 'x\u0000', 'BAD_TEXT'],
  ])('%s is refused and nothing is written', async (_what, key, reason, code) => {
    const refusal = { name: 'RestrictionRefused', code };
    await expect(restricted(key, reason)).rejects.toMatchObject(refusal);
    expect(await address(WORKER)).toEqual([false, 'S1 2HH']);
  });
});

describe('where a person lives', () => {
  it('is told from the sources that each is shown, the newest first', async () => {
    expect(await address(OWN)).toEqual([false, 'S2 3AB']);
    expect(await address(SON)).toEqual([false, 'S2 3AB']);
    // A social care team is not shown what the council holds for housing.
    expect(await address(WORKER)).toEqual([false, 'S1 2HH']);
    expect(await address(WORKER, { nino: NINO })).toEqual([false, null]);
  });

  it('is told to the person alone where the record is restricted', async () => {
    await restricted();
    expect(await address(OWN)).toEqual([true, 'S2 3AB']);
    expect(await address(SON)).toEqual([true, null]);
    expect(await address(WORKER)).toEqual([true, null]);
    const page = await visiblePeople(hub.db, WORKER, { after: null, count: 9 }, TODAY);
    const byId = new Map(page.map((each) => [each.nhsNumber, each]));
    expect(byId.get(ANN)).toMatchObject({ restricted: true, postcode: null, surname: 'Firth' });
    expect(byId.get(BOB)).toMatchObject({ restricted: false, postcode: 'S1 2HH' });
  });
});

describe('opening a restricted record', () => {
  it('for work is refused as for nobody, and shuts what was open', async () => {
    await open('WORK');
    expect(await address(STRANGER)).toEqual([false, 'S1 2HH']);
    await restricted();
    expect(await seen(STRANGER)).toBeNull();
    const before = await notedIn(hub.db);
    for (const as of [STRANGER, WORKER]) {
      const refusals = await Promise.all(
        [ANN, NOBODY].map((each) => open('WORK', each, as).catch(String)),
      );
      expect(refusals[0]).toEqual(refusals[1]);
      expect(refusals[0]).toContain('OpeningRefused');
    }
    expect(await notedIn(hub.db)).toEqual(before);
    await end();
    expect((await open('WORK')).status).toBe('OPENED');
  });

  it('in an emergency shows no address, and stays open', async () => {
    await open('BREAK_GLASS');
    await restricted();
    expect(await address(STRANGER)).toEqual([true, null]);
    await hub.db.rows('test.shut', sql`delete from openings`);
    expect((await open('BREAK_GLASS')).status).toBe('OPENED');
    expect(await address(STRANGER)).toEqual([true, null]);
  });

  it('leaves what is open of others', async () => {
    await open('WORK', BOB);
    await restricted();
    expect(await address(STRANGER, { nhsNumber: BOB })).toEqual([false, 'S1 2HH']);
  });
});

it('a restricted record is found by its number and by no name', async () => {
  const byName = { surname: 'Firth', givenNames: 'Ann', birthDate: BORN };
  const find = async (sought: Parameters<typeof findPeople>[2]) =>
    (await findPeople(hub.db, STRANGER, sought, { after: null, count: 9 }, TODAY)).map(
      ({ surname }) => surname,
    );
  expect(await find(byName)).toEqual(['Firth']);
  await restricted();
  expect(await find(byName)).toEqual([]);
  expect(await find({ nhsNumber: ANN })).toEqual(['Firth']);
});

it('a pair for review shows where neither lives while the record of one is restricted', async () => {
  const jean = { 'NHS Number': '9990000050', NINO: '', Surname: 'Barraclough' };
  const named = { 'Date of Birth': '1951-03-17', Postcode: 'S9 9ZZ' };
  const joan = { ...jean, 'NHS Number': '', NINO: 'AB300003C', 'Case Reference': 'DFG12' };
  const rows = [
    { ...jean, ...named, 'Given Names': 'Jean', 'Case Reference': 'DFG11' },
    { ...joan, ...named, 'Given Names': 'Joan' },
  ];
  loaded(await hub.receive('housing-dfg', SHEFFIELD, dfgFile(...rows)));
  const operator = viewer({ role: 'operator' });
  const postcodes = async () => {
    const found = await reviewsFor(hub.db, operator, { decision: null, after: null, count: 9 });
    const twins = found?.filter(({ left }) => left.surname === 'Barraclough');
    return twins?.map(({ left, right }) => [left.postcode, right.postcode]);
  };
  expect(await postcodes()).toEqual([['S9 9ZZ', 'S9 9ZZ']]);
  for (const key of [{ nhsNumber: number('9990000050') }, { nino: 'AB300003C' as Nino }]) {
    await restricted(key);
    expect(await postcodes()).toEqual([[null, null]]);
    await end(key);
  }
  expect(await postcodes()).toEqual([['S9 9ZZ', 'S9 9ZZ']]);
});

describe('a restriction follows the person', () => {
  const both = { nhsNumber: BOB, nino: NINO, actor: 'test' };

  it('through a link, to all that is theirs, and back when it is undone', async () => {
    await restricted({ nino: NINO });
    expect(await address(WORKER, { nhsNumber: BOB })).toEqual([false, 'S1 2HH']);
    await link(hub.db, { ...both, evidence: 'both cards seen' });
    expect(await address(WORKER, { nhsNumber: BOB })).toEqual([true, null]);
    expect(await address(viewer(holder(BOB)), { nhsNumber: BOB })).toEqual([true, 'S1 2HH']);
    await unlink(hub.db, both);
    expect(await address(WORKER, { nhsNumber: BOB })).toEqual([false, 'S1 2HH']);
    expect(await address(WORKER, { nino: NINO })).toEqual([true, null]);
  });

  it.each([
    ['NHS number', { 'NHS Number': '9990000042' }, { nhsNumber: number('9990000042') }],
    [
      'National Insurance number',
      { 'NHS Number': '', NINO: 'AB300002C' },
      { nino: 'AB300002C' as Nino },
    ],
  ])(
    'by their %s when the file that named them comes again, corrected',
    async (_by, cells, key) => {
      const file = { ...cells, 'Case Reference': 'DFG9', Surname: 'Hall', 'Given Names': 'Eve' };
      const receive = (differs = {}) =>
        hub.receive('housing-dfg', SHEFFIELD, dfgFile({ NINO: '', ...file, ...differs }));
      const first = await receive();
      loaded(first);
      await restricted(key);
      await takeBack(hub, first.delivery);
      loaded(await receive({ Surname: 'Halle' }));
      await relate(hub.db, {
        subject: 'worker',
        key,
        fromDay: null,
        untilDay: null,
        actor: 'test',
      });
      expect(await address(WORKER, key)).toEqual([true, null]);
      expect(await restricted(key)).toBe('ALREADY_RESTRICTED');
      expect(await end(key)).toBe('ENDED');
      expect((await address(WORKER, key))[0]).toBe(false);
    },
  );

  it('by their source’s own key, where there is no number', async () => {
    const unnumbered = { 'NHS Number': '', 'LA Person Unique Identifier': 'P7' };
    const first = await receiveCld(hub, cldFile(unnumbered));
    loaded(first);
    const [row] = await hub.db.rows<{ id: string }>(
      'test.by-local-id',
      sql`select id from identities where local_id = 'P7'`,
    );
    await restricted({ id: (row as { id: string }).id });
    await takeBack(hub, first.delivery);
    loaded(await receiveCld(hub, cldFile({ ...unnumbered, Postcode: 'S3 4AB' })));
    const [again] = await hub.db.rows<{ person: string }>(
      'test.person-of-local-id',
      sql`select person_id as person from identities where local_id = 'P7' and person_id is not null`,
    );
    const key = { id: (again as { person: string }).person };
    await relate(hub.db, { subject: 'worker', key, fromDay: null, untilDay: null, actor: 'test' });
    expect(await address(WORKER, key)).toEqual([true, null]);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RepresentativeKind } from '../../src/access/representatives-store.ts';
import type { Viewer } from '../../src/access/viewer.ts';
import { sql } from '../../src/db/database.ts';
import {
  endRepresentation,
  onlyRepresented,
  type RepresentRequest,
  represent,
  representativesFor,
  suspendRepresentativeAs,
} from '../../src/people/representatives.ts';
import { type VisiblePerson, visiblePeople, visiblePerson } from '../../src/people/visible.ts';
import type { NhsNumber } from '../../src/values/nhs-number.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { receiveCld, takeBack } from '../deliveries/receiving.ts';
import { dfgFile } from '../stories/files.ts';
import { loaded } from '../stories/reading.ts';
import { cldFile } from '../support/cld.ts';
import { holder, openTestHub, type TestHub } from '../support/hub.ts';

const ANN = '9990000018' as NhsNumber;
const BOB = '9990000026' as NhsNumber;
const DEAD = '9990000034' as NhsNumber;
const TODAY = '2026-01-15' as PlainDate;
const day = (text: string) => text as PlainDate;

let hub: TestHub;
let housing: string | null;
beforeAll(async () => {
  hub = await openTestHub(TODAY);
  const dead = { 'NHS Number': DEAD, 'LA Person Unique Identifier': 'P3' };
  const died = { ...dead, 'Date of Death': '2025-11-30' };
  loaded(await receiveCld(hub, cldFile({}, died)));
  const bob = { 'NHS Number': BOB, NINO: 'AB123456D', 'Case Reference': 'DFG2' };
  const outcome = await hub.receive('housing-dfg', 'E08000039', dfgFile(bob));
  loaded(outcome);
  housing = outcome.delivery;
});
afterAll(() => hub.close());
beforeEach(async () => {
  await hub.db.rows('test.no-representatives', sql`delete from representatives`);
});

const viewer = (as: Partial<Viewer> & Pick<Viewer, 'role'>): Viewer => ({
  ...{ subject: 'somebody', organisation: null, nhsNumber: null },
  ...as,
});
const SON = viewer({ role: 'representative', subject: 'son' });
const OWN = viewer(holder(ANN));

const grant = (differs: Partial<RepresentRequest> = {}): RepresentRequest => ({
  ...{ key: { nhsNumber: ANN }, subject: 'son', kind: 'nominee', evidence: 'signed form' },
  ...{ streams: null, days: { from: TODAY, until: null }, actor: 'test' },
  ...differs,
});
const record = async (differs: Partial<RepresentRequest> = {}) =>
  (await represent(hub.db, grant(differs))).status;
const sees = async (key: NhsNumber = ANN, as = SON, today = TODAY) =>
  (await visiblePerson(hub.db, as, { nhsNumber: key }, today)) !== null;
const idOf = async (number: NhsNumber) =>
  ((await visiblePerson(hub.db, viewer(holder(number)), { nhsNumber: number }, TODAY)) ?? fail())
    .id;
const fail = () => {
  throw new Error('nobody there');
};
const end = (differs: Partial<RepresentRequest> = {}) =>
  endRepresentation(hub.db, { ...grant(differs), kind: null });
const lastNoted = async () => {
  const [event] = await hub.db.rows<{ action: string; details: object }>(
    'test.last-noted',
    sql`select action, details from audit_events order by id desc limit 1`,
  );
  return event;
};

describe('a grant', () => {
  it('is recorded once, with its audit entry of ids and codes', async () => {
    expect(await record()).toBe('RECORDED');
    expect(await lastNoted()).toEqual({
      action: 'representative-recorded',
      details: {
        representative: expect.stringMatching(/^[0-9a-f-]{36}$/),
        ...{ person: await idOf(ANN), kind: 'nominee', streams: null },
      },
    });
    expect(await record({ days: { from: day('2026-02-01'), until: null } })).toBe(
      'ALREADY_RECORDED',
    );
    expect(await record({ streams: ['carer-support', 'adult-social-care'] })).toBe('RECORDED');
    expect(await record({ streams: ['adult-social-care', 'carer-support'] })).toBe(
      'ALREADY_RECORDED',
    );
  });

  it.each<[string, Partial<RepresentRequest>, string]>([
    ['for nobody known', { key: { nhsNumber: '9990000042' as NhsNumber } }, 'NO_PERSON'],
    ['for no stream', { streams: [] }, 'BLANK'],
    ['for a stream that is none', { streams: ['shoes'] }, 'UNKNOWN_CODE'],
    ['without evidence', { evidence: ' ' }, 'BLANK'],
    ['to nobody', { subject: '' }, 'BLANK'],
    ['on evidence without end', { evidence: 'x'.repeat(1001) }, 'TOO_LONG'],
    ['that ends before it begins', { days: { from: TODAY, until: TODAY } }, 'END_BEFORE_START'],
  ])('%s is refused and nothing is written', async (_what, differs, code) => {
    await expect(record(differs)).rejects.toMatchObject({ name: 'RepresentativeRefused', code });
    expect(await sees()).toBe(false);
  });
});

describe('who acts for a person sees them', () => {
  it('on its days alone', async () => {
    await record({ days: { from: TODAY, until: day('2026-02-01') } });
    expect(await sees()).toBe(true);
    expect(await sees(ANN, SON, day('2026-01-14'))).toBe(false);
    expect(await sees(ANN, SON, day('2026-01-31'))).toBe(true);
    expect(await sees(ANN, SON, day('2026-02-01'))).toBe(false);
  });

  it('and nobody else sees more by it', async () => {
    await record();
    expect(await sees(BOB)).toBe(false);
    expect(await sees(ANN, { ...SON, subject: 'daughter' })).toBe(false);
    for (const role of ['care-team', 'finance', 'analyst', 'operator', 'holder'] as const) {
      expect(await sees(ANN, { ...SON, role })).toBe(false);
    }
  });

  it('until it ends, at once, and may be granted anew', async () => {
    await record();
    expect(await end()).toBe('ENDED');
    expect(await sees()).toBe(false);
    expect(await end()).toBe('ALREADY_ENDED');
    expect(await record()).toBe('RECORDED');
    expect(await sees()).toBe(true);
  });

  it('by one power still, where another has ended', async () => {
    await record();
    await record({ kind: 'advocate' });
    await endRepresentation(hub.db, { ...grant(), kind: 'nominee' });
    expect(await sees()).toBe(true);
    await endRepresentation(hub.db, { ...grant(), kind: 'advocate' });
    expect(await sees()).toBe(false);
  });

  it.each<[RepresentativeKind, boolean, boolean]>([
    ['nominee', true, false],
    ['attorney-money', true, false],
    ['attorney-welfare', true, false],
    ['deputy', true, false],
    ['appointee', true, false],
    ['authorised-person', true, true],
    ['suitable-person', true, true],
    ['advocate', true, true],
    ['personal-representative', false, true],
  ])('as %s: while they live %s, after they died %s', async (kind, living, dead) => {
    await record({ kind });
    await record({ kind, key: { nhsNumber: DEAD } });
    expect([await sees(ANN), await sees(DEAD)]).toEqual([living, dead]);
    const people = await visiblePeople(hub.db, SON, { after: null, count: 9 }, TODAY);
    expect(people).toHaveLength(Number(living) + Number(dead));
  });

  it('alone, or with others whom they represent', async () => {
    expect(await onlyRepresented(hub.db, SON, TODAY)).toBeNull();
    await record();
    expect((await onlyRepresented(hub.db, SON, TODAY))?.id).toBe(await idOf(ANN));
    await record({ key: { nhsNumber: BOB } });
    expect(await onlyRepresented(hub.db, SON, TODAY)).toBeNull();
    const people = await visiblePeople(hub.db, SON, { after: null, count: 9 }, TODAY);
    expect(people.map(({ id }) => id)).toEqual([await idOf(ANN), await idOf(BOB)].sort());
    expect(await onlyRepresented(hub.db, OWN, TODAY)).toBeNull();
  });
});

describe('a private word from the person', () => {
  const granted = async (differs: Partial<RepresentRequest> = {}) =>
    (await represent(hub.db, grant(differs))).id;

  it('suspends at once, and no repeated command undoes it', async () => {
    const id = await granted();
    const first = await suspendRepresentativeAs(hub.db, OWN, id, TODAY);
    expect(first).toMatchObject({ status: 'SUSPENDED', representative: { id, endedAt: null } });
    expect(first.representative.suspendedAt).toBeInstanceOf(Date);
    expect(await lastNoted()).toEqual({
      action: 'representative-suspended',
      details: { representative: id },
    });
    expect(await sees()).toBe(false);
    const again = await suspendRepresentativeAs(hub.db, OWN, id, TODAY);
    expect(again.status).toBe('ALREADY_SUSPENDED');
    for (const differs of [{}, { evidence: 'another form' }, { streams: ['carer-support'] }]) {
      await expect(record(differs)).rejects.toMatchObject({ code: 'SUSPENDED' });
    }
    expect(await end()).toBe('ENDED');
    expect(await record()).toBe('RECORDED');
    expect(await sees()).toBe(true);
  });

  it('is the person’s alone: to everyone else there is no such representative', async () => {
    const id = await granted();
    const others = [viewer(holder(BOB)), SON, { ...OWN, role: 'care-team' } as const];
    for (const other of others) {
      const asked = suspendRepresentativeAs(hub.db, other, id, TODAY);
      await expect(asked).rejects.toMatchObject({ code: 'NO_REPRESENTATIVE' });
    }
    for (const none of ['x', '00000000-0000-4000-8000-000000000000']) {
      const asked = suspendRepresentativeAs(hub.db, OWN, none, TODAY);
      await expect(asked).rejects.toMatchObject({ code: 'NO_REPRESENTATIVE' });
    }
    expect(await sees()).toBe(true);
  });

  it('they alone read who acts for them', async () => {
    await granted({ streams: ['carer-support'] });
    const ann = (await visiblePerson(hub.db, OWN, { nhsNumber: ANN }, TODAY)) as VisiblePerson;
    expect(await representativesFor(hub.db, SON, ann)).toBeNull();
    expect(await representativesFor(hub.db, OWN, ann)).toMatchObject([
      { kind: 'nominee', streams: [{ code: 'carer-support' }], suspendedAt: null, endedAt: null },
    ]);
  });

  it('holds although the file that named the person is taken back and comes again', async () => {
    const bob = { 'NHS Number': BOB, 'LA Person Unique Identifier': 'P2' };
    const id = await granted({ key: { nhsNumber: BOB } });
    const file = cldFile({}, bob, { ...bob, 'NHS Number': DEAD });
    loaded(await receiveCld(hub, file));
    await takeBack(hub, housing);
    expect(await sees(BOB)).toBe(true);
    await suspendRepresentativeAs(hub.db, viewer(holder(BOB)), id, TODAY);
    expect(await sees(BOB)).toBe(false);
    const again = { 'NHS Number': BOB, NINO: 'AB123456D', 'Case Reference': 'DFG2' };
    loaded(await hub.receive('housing-dfg', 'E08000039', dfgFile(again)));
    expect(await sees(BOB)).toBe(false);
  });
});

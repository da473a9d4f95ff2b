import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Viewer } from '../../src/access/viewer.ts';
import { sql } from '../../src/db/database.ts';
import { withdraw } from '../../src/deliveries/withdraw.ts';
import { relate } from '../../src/people/service.ts';
import { visiblePerson } from '../../src/people/visible.ts';
import {
  endWishAs,
  endWishes,
  recordWish,
  recordWishAs,
  type WishRequest,
  wishesOf,
} from '../../src/people/wishes.ts';
import type { NhsNumber } from '../../src/values/nhs-number.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { dfgFile } from '../stories/files.ts';
import { loaded } from '../stories/reading.ts';
import { cldFile } from '../support/cld.ts';
import { holder, openTestHub, type TestHub } from '../support/hub.ts';

const ANN = '9990000018' as NhsNumber;
const BOB = '9990000026' as NhsNumber;
const TODAY = '2026-01-15' as PlainDate;

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub(TODAY);
  loaded(await hub.receive('social-care-cld', 'E08000039', cldFile({})));
  const bob = { 'NHS Number': BOB, NINO: 'AB123456D', 'Case Reference': 'DFG2' };
  loaded(await hub.receive('housing-dfg', 'E08000039', dfgFile(bob)));
  const days = { fromDay: '2025-01-01' as PlainDate, untilDay: null, actor: 'test' };
  await relate(hub.db, { subject: 'worker', key: { nhsNumber: ANN }, ...days });
  const ended = { ...days, untilDay: TODAY };
  await relate(hub.db, { subject: 'former', key: { nhsNumber: ANN }, ...ended });
});
afterAll(() => hub.close());
beforeEach(async () => {
  await hub.db.rows('test.no-wishes', sql`delete from personal_wishes`);
});

const agreement = (differs: Partial<WishRequest> = {}): WishRequest => ({
  ...{ key: { nhsNumber: ANN }, kind: 'AGREEMENT', stream: 'housing-benefit', to: 'HEALTH' },
  ...{ purpose: 'direct care', givenBy: 'self', evidence: '', actor: 'test' },
  days: { from: TODAY, until: null },
  ...differs,
});
const record = async (differs: Partial<WishRequest> = {}) =>
  (await recordWish(hub.db, agreement(differs))).status;
const end = (differs: Partial<WishRequest> = {}) =>
  endWishes(hub.db, { ...agreement(differs), today: TODAY });
const viewer = (as: Partial<Viewer> & Pick<Viewer, 'role'>): Viewer => ({
  ...{ subject: 'somebody', organisation: null, nhsNumber: null },
  ...as,
});
const WORKER = viewer({ role: 'care-team', subject: 'worker', organisation: 'QF7' });
const OWN = viewer(holder(ANN));
const idOf = async (number: NhsNumber) =>
  (await visiblePerson(hub.db, viewer(holder(number)), { nhsNumber: number }, TODAY))?.id ?? '';
const counted = async () => {
  const [row] = await hub.db.rows<{ wishes: bigint; events: bigint }>(
    'test.count-wishes',
    sql`select (select count(*) from personal_wishes) as wishes,
      (select count(*) from audit_events) as events`,
  );
  return row;
};

describe('a wish', () => {
  it('is recorded once, with its audit entry of ids and codes', async () => {
    expect(await record()).toBe('RECORDED');
    const before = await counted();
    expect(await record()).toBe('ALREADY_RECORDED');
    expect(await record({ days: { from: '2026-02-01' as PlainDate, until: null } })).toBe(
      'ALREADY_RECORDED',
    );
    expect(await counted()).toEqual(before);
    const [event] = await hub.db.rows<{ details: object }>(
      'test.last-event',
      sql`select details from audit_events where action = 'wish-recorded' order by id desc limit 1`,
    );
    expect(event?.details).toEqual({
      ...{ wish: expect.stringMatching(/^[0-9a-f-]{36}$/), kind: 'AGREEMENT' },
      ...{ stream: 'housing-benefit', to: 'HEALTH' },
    });
  });

  it('taken back ends at once, may be ended again, and may be said anew', async () => {
    await record();
    expect(await end()).toBe('ENDED');
    expect(await end()).toBe('ALREADY_ENDED');
    expect(await record()).toBe('RECORDED');
  });

  it('ends with all that lies within what is named', async () => {
    await record();
    await record({ stream: 'disabled-facilities-grant', to: 'SOCIAL_CARE' });
    expect(await end({ stream: null, to: null })).toBe('ENDED');
    expect(await end()).toBe('ALREADY_ENDED');
  });

  it('is not said to have ended while one that reaches further covers it', async () => {
    await record({ stream: null, to: null });
    await expect(end()).rejects.toMatchObject({ code: 'REACHES_FURTHER' });
    expect(await end({ stream: null, to: null })).toBe('ENDED');
  });

  it.each<[string, Partial<WishRequest>, string]>([
    ['of nobody known', { key: { nhsNumber: '9990000034' as NhsNumber } }, 'NO_PERSON'],
    ['of no stream', { stream: 'shoes' }, 'UNKNOWN_CODE'],
    ['said by another without evidence', { givenBy: 'attorney', evidence: ' ' }, 'BLANK'],
    ['without a purpose', { purpose: ' ' }, 'BLANK'],
    ['that is no text', { evidence: 'a\0b' }, 'BAD_TEXT'],
    ['too long', { evidence: 'a'.repeat(1001) }, 'TOO_LONG'],
    ['that ends before it begins', { days: { from: TODAY, until: TODAY } }, 'END_BEFORE_START'],
  ])('%s is refused and nothing written', async (_what, differs, code) => {
    const before = await counted();
    await expect(record(differs)).rejects.toMatchObject({ code });
    expect(await counted()).toEqual(before);
  });

  it('outlives the file by which the person was known', async () => {
    const delivery = loaded(
      await hub.receive('social-care-cld', 'E06000001', cldFile({ 'LA Code': 'E06000001' })),
    );
    const [other] = await hub.db.rows<{ id: string }>(
      'test.other-identity',
      sql`select id from identities where source = 'E06000001'`,
    );
    await record({ key: { id: other?.id ?? '' }, kind: 'OBJECTION', to: null });
    const { db, adapters } = hub;
    await withdraw(db, {
      delivery,
      reason: 'sent by mistake',
      actor: 'test',
      adapters,
      today: hub.day,
    });
    const person = await visiblePerson(db, WORKER, { nhsNumber: ANN }, TODAY);
    expect(person?.sharing.wishes).toHaveLength(1);
    expect((await wishesOf(db, person ? [person] : []))[0]).toHaveLength(1);
    expect(await end({ kind: 'OBJECTION', to: null })).toBe('ENDED');
  });
});

describe('who may say and end one', () => {
  const said = { ...agreement(), evidence: 'said at a visit on 12 January' };
  const others: [string, Viewer][] = [
    ['another holder', viewer(holder(BOB))],
    ['a holder not proven', viewer({ role: 'holder' })],
    ['a team without a relationship', viewer({ role: 'care-team', subject: 'other' })],
    ['a team whose relationship ended', viewer({ role: 'care-team', subject: 'former' })],
    ...(['representative', 'finance', 'analyst', 'operator'] as const).map(
      (role): [string, Viewer] => [role, viewer({ role, subject: 'worker' })],
    ),
  ];

  it('the person and their team', async () => {
    const person = await idOf(ANN);
    for (const who of [OWN, WORKER]) {
      const to = who === OWN ? ('HOUSING' as const) : ('HEALTH' as const);
      const { status, wish } = await recordWishAs(hub.db, who, { ...said, to, person }, TODAY);
      expect(status).toBe('RECORDED');
      expect((await endWishAs(hub.db, who, wish.id, TODAY)).status).toBe('ENDED');
      expect((await endWishAs(hub.db, who, wish.id, TODAY)).status).toBe('ALREADY_ENDED');
    }
  });

  it('a team only with evidence, and never the end of an objection', async () => {
    const person = await idOf(ANN);
    const bare = { ...said, person, evidence: '' };
    await expect(recordWishAs(hub.db, WORKER, bare, TODAY)).rejects.toMatchObject({
      code: 'BLANK',
    });
    const objection = { ...said, person, kind: 'OBJECTION' } as const;
    const { wish } = await recordWishAs(hub.db, OWN, objection, TODAY);
    await expect(endWishAs(hub.db, WORKER, wish.id, TODAY)).rejects.toMatchObject({
      code: 'NOT_YOURS',
    });
    expect((await endWishAs(hub.db, OWN, wish.id, TODAY)).status).toBe('ENDED');
  });

  it.each(others)('not %s: the answer of nobody known, and nothing written', async (_who, who) => {
    const person = await idOf(ANN);
    const { wish } = await recordWish(hub.db, agreement());
    const before = await counted();
    const refusals = await Promise.all(
      [person, '00000000-0000-4000-8000-000000000000', 'x'].map((id) =>
        recordWishAs(hub.db, who, { ...said, person: id }, TODAY).catch(String),
      ),
    );
    expect(new Set(refusals).size).toBe(1);
    expect(refusals[0]).toContain('is not known by that key');
    const ends = await Promise.all(
      [wish.id, '00000000-0000-4000-8000-000000000000', 'x'].map((id) =>
        endWishAs(hub.db, who, id, TODAY).catch(String),
      ),
    );
    expect(new Set(ends).size).toBe(1);
    expect(await counted()).toEqual(before);
  });

  it('a team is told what concerns its sector, the person all of it', async () => {
    await record();
    await record({ to: 'EMPLOYMENT' });
    await record({ stream: 'access-to-work', to: null });
    const told = async (who: Viewer) => {
      const person = await visiblePerson(hub.db, who, { nhsNumber: ANN }, TODAY);
      const [wishes] = await wishesOf(hub.db, person ? [person] : []);
      return wishes?.map(({ toSector }) => toSector);
    };
    expect(await told(OWN)).toEqual(['HEALTH', 'EMPLOYMENT', null]);
    expect(await told(WORKER)).toEqual(['HEALTH', null]);
  });
});

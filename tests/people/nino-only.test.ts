import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Viewer } from '../../src/access/viewer.ts';
import { sql } from '../../src/db/database.ts';
import { openRecord } from '../../src/people/openings.ts';
import { endRepresentation, represent } from '../../src/people/representatives.ts';
import { link, relate, unlink, unrelate } from '../../src/people/service.ts';
import { visiblePerson } from '../../src/people/visible.ts';
import { endWishes, recordWish, wishesOf } from '../../src/people/wishes.ts';
import type { NhsNumber } from '../../src/values/nhs-number.ts';
import type { Nino } from '../../src/values/nino.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { AWARD, textOf } from '../adapters/local-awards-rows.ts';
import { loaded } from '../stories/reading.ts';
import { cldFile } from '../support/cld.ts';
import { type Answer, holder, openTestHub, type TestHub } from '../support/hub.ts';

const COUNCIL = 'E08000039';
const NINO = 'AB800001C' as Nino;
const NOBODYS = 'AB800002C' as Nino;
/** Of the same person, once somebody has shown it. */
const ANN = '9990000018' as NhsNumber;
const TODAY = '2026-01-15' as PlainDate;
const key = { nino: NINO };

const OPEN = `mutation ($input: OpenRecordInput!) { openRecord(input: $input) { __typename
  ... on OpenRecordSuccess { replayed opening { id kind } } ... on Refusal { code message } } }`;
const STREAMS = `query ($nino: Nino!) { person(by: { nino: $nino }) {
  id integratedBudget(year: "2025-26") { streams { stream { code } } } } }`;
const LOOKED = `{ viewer { person { whoLooked(first: 10) { nodes { role reason } } } } }`;

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub(TODAY);
  const care = { ...AWARD, 'NHS Number': '', NINO, Stream: 'adult-social-care' };
  const rows = [
    { ...care, 'Legal Basis': 'Care Act s18' },
    { ...care, Stream: 'housing-related-support', 'Award Reference': 'HRS-2' },
  ];
  loaded(await hub.receive('local-awards', COUNCIL, textOf(rows)));
});
afterAll(() => hub.close());
beforeEach(async () => {
  for (const table of [
    'openings',
    'relationships',
    'representatives',
    'personal_wishes',
  ] as const) {
    await hub.db.rows(`test.no-${table}`, EMPTIED[table]);
  }
});

const EMPTIED = {
  openings: sql`delete from openings`,
  relationships: sql`delete from relationships`,
  representatives: sql`delete from representatives`,
  personal_wishes: sql`delete from personal_wishes`,
};

const WORKER: Viewer = {
  ...{ role: 'care-team', subject: 'worker', organisation: COUNCIL },
  nhsNumber: null,
};
const SON: Viewer = { ...WORKER, role: 'representative', subject: 'son', organisation: null };

async function streamsSeenBy(viewer: Viewer): Promise<string[] | null> {
  const { data, errors }: Answer = await hub.ask(viewer, STREAMS, { nino: NINO });
  expect(errors).toBeUndefined();
  const streams = data.person?.integratedBudget.streams ?? null;
  return streams?.map(({ stream }: { stream: { code: string } }) => stream.code) ?? null;
}

const open = async (input: object) => {
  const given = { reason: 'covering a visit', idempotencyKey: 'k', ...input };
  const { data, errors } = await hub.ask(WORKER, OPEN, { input: given });
  expect(errors).toBeUndefined();
  return data.openRecord;
};

describe('somebody whom no source gives an NHS number', () => {
  it('can be related to a worker, and no longer', async () => {
    expect(await streamsSeenBy(WORKER)).toBeNull();
    const asked = { subject: 'worker', key, actor: 'test' };
    const days = { fromDay: null, untilDay: null };
    expect(await relate(hub.db, { ...asked, ...days })).toBe('DONE');
    expect(await streamsSeenBy(WORKER)).toEqual(['adult-social-care']);
    expect(await unrelate(hub.db, asked)).toBe('DONE');
    expect(await streamsSeenBy(WORKER)).toBeNull();
  });

  it('has a record that can be opened by NINO or by id, with one key', async () => {
    const first = await open({ nino: NINO });
    expect(first).toMatchObject({ replayed: false, opening: { kind: 'WORK' } });
    expect(await streamsSeenBy(WORKER)).toEqual(['adult-social-care']);
    const person = await visiblePerson(hub.db, WORKER, key, TODAY);
    expect(await open({ id: person?.id })).toMatchObject({
      replayed: true,
      opening: { id: first.opening.id },
    });
    expect(await open({ nino: NINO, nhsNumber: ANN })).toMatchObject({ code: 'ONE_KEY' });
    expect(await open({})).toMatchObject({ code: 'ONE_KEY' });
  });

  it('is not betrayed: nobody known and not on the books are one answer', async () => {
    const refused = {
      code: 'NOT_FOUND',
      message: 'nino: there is no record here that you may open by it',
    };
    expect(await open({ nino: NOBODYS })).toMatchObject(refused);
    const elsewhere = { ...WORKER, organisation: 'QF7' };
    const request = { kind: 'WORK', key, reason: 'a visit', requestId: null } as const;
    await expect(openRecord(hub.db, elsewhere, request, TODAY)).rejects.toMatchObject(refused);
    expect(await open({ id: 'x' })).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('can agree that a stream is shown, and take it back', async () => {
    const days = { fromDay: null, untilDay: null };
    await relate(hub.db, { subject: 'worker', key, actor: 'test', ...days });
    const scope = { key, kind: 'AGREEMENT', stream: 'housing-related-support' } as const;
    const said = { to: 'SOCIAL_CARE', purpose: 'direct care', givenBy: 'self' } as const;
    const recorded = { evidence: '', actor: 'test', days: { from: TODAY, until: null } };
    const wish = { ...scope, ...said, ...recorded };
    expect((await recordWish(hub.db, wish)).status).toBe('RECORDED');
    expect((await recordWish(hub.db, wish)).status).toBe('ALREADY_RECORDED');
    expect(await streamsSeenBy(WORKER)).toEqual(['adult-social-care', 'housing-related-support']);
    const person = await visiblePerson(hub.db, WORKER, key, TODAY);
    const [wishes] = await wishesOf(hub.db, person ? [person] : []);
    expect(wishes).toMatchObject([{ stream: { code: 'housing-related-support' } }]);
    const ending = { ...scope, to: said.to, actor: 'test', today: TODAY };
    expect(await endWishes(hub.db, ending)).toBe('ENDED');
    expect(await streamsSeenBy(WORKER)).toEqual(['adult-social-care']);
  });

  it('can be represented, for the streams granted', async () => {
    const grant = { key, subject: 'son', kind: 'appointee', evidence: 'DWP letter seen' } as const;
    const days = { days: { from: TODAY, until: null }, actor: 'test' };
    const streams = ['housing-related-support'];
    expect((await represent(hub.db, { ...grant, ...days, streams })).status).toBe('RECORDED');
    expect(await streamsSeenBy(SON)).toEqual(streams);
    expect(await endRepresentation(hub.db, { ...grant, actor: 'test' })).toBe('ENDED');
    expect(await streamsSeenBy(SON)).toBeNull();
  });

  it('once shown to have an NHS number, reads who had opened the record before', async () => {
    loaded(await hub.receive('social-care-cld', COUNCIL, cldFile({})));
    await open({ nino: NINO });
    const looked = async () => {
      const { data, errors }: Answer = await hub.ask(holder(ANN), LOOKED);
      expect(errors).toBeUndefined();
      const nodes: { role: string; reason: string }[] = data.viewer.person.whoLooked.nodes;
      return nodes.filter(({ role }) => role === 'care-team').map(({ reason }) => reason);
    };
    expect(await looked()).toEqual([]);
    await link(hub.db, { nhsNumber: ANN, nino: NINO, evidence: 'a card', actor: 'test' });
    expect(await looked()).toContain(
      'opened the record for work, for a reason that they gave: covering a visit',
    );
    await unlink(hub.db, { nhsNumber: ANN, nino: NINO, actor: 'test' });
    expect(await looked()).toEqual([]);
  });
});

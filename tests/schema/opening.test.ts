import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sql } from '../../src/db/database.ts';
import { relate } from '../../src/people/service.ts';
import { recordWish } from '../../src/people/wishes.ts';
import type { NhsNumber } from '../../src/values/nhs-number.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { notedIn } from '../deliveries/receiving.ts';
import { dfgFile } from '../stories/files.ts';
import { loaded } from '../stories/reading.ts';
import { cldFile } from '../support/cld.ts';
import { holder, openTestHub, type TestHub } from '../support/hub.ts';

const ANN = '9990000018';
const BOB = '9990000026';
const NOBODY = '9990000034';
const COUNCIL = { role: 'care-team', subject: 'worker', organisation: 'E08000039' } as const;
const NURSE = { role: 'care-team', subject: 'nurse', organisation: 'QF7' } as const;
const OPERATOR = { role: 'operator', subject: 'reviewer' } as const;
const ANSWER = `{ __typename
  ... on OpenRecordSuccess { replayed opening { id kind subject openedAt until reviewedAt } }
  ... on Refusal { code message } }`;
const OPEN = `mutation ($input: OpenRecordInput!) { answer: openRecord(input: $input) ${ANSWER} }`;
const BREAK = `mutation ($input: OpenRecordInput!) { answer: breakGlass(input: $input) ${ANSWER} }`;
const REVIEW = `mutation ($input: ReviewOpeningInput!) { answer: reviewOpening(input: $input) {
  __typename ... on ReviewOpeningSuccess { replayed opening { id review reviewedAt } }
  ... on Refusal { code } } }`;
const SEEN = `query ($id: NhsNumber!) { person(by: { nhsNumber: $id }) {
  integratedBudget(year: "2025-26") { withheld { sector } streams { stream { code } } } } }`;

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub('2026-01-15');
  const bob = { 'NHS Number': BOB, 'LA Person Unique Identifier': 'P2' };
  loaded(await hub.receive('social-care-cld', 'E08000039', cldFile({}, bob)));
  loaded(await hub.receive('housing-dfg', 'E08000039', dfgFile({})));
});
afterAll(() => hub.close());
beforeEach(async () => {
  await hub.db.rows('test.no-openings', sql`delete from openings`);
  await hub.db.rows('test.no-wishes', sql`delete from personal_wishes`);
});

type Asking = Parameters<TestHub['ask']>[0];
const ask = async (viewer: Asking, query: string, nhsNumber = ANN, reason = 'covering a visit') => {
  const input = { nhsNumber, reason, idempotencyKey: 'k' };
  const { data, errors } = await hub.ask(viewer, query, { input });
  if (errors) throw errors[0];
  return data.answer;
};
const seen = async (viewer: Asking, id = ANN) =>
  (await hub.ask(viewer, SEEN, { id })).data.person?.integratedBudget ?? null;
const refused = (code: string) => ({ __typename: 'OpeningRefusal', code });
const counted = async () => {
  const [row] = await hub.db.rows<{ openings: bigint; reads: bigint; events: bigint }>(
    'test.count-openings',
    sql`select (select count(*) from openings) as openings, (select count(*) from reads) as reads,
      (select count(*) from audit_events) as events`,
  );
  return row;
};
const object = (stream: string | null) =>
  recordWish(hub.db, {
    ...{ key: { nhsNumber: ANN as NhsNumber }, kind: 'OBJECTION', stream, to: 'HEALTH' },
    ...{ purpose: 'direct care', givenBy: 'self', evidence: '', actor: 'test' },
    days: { from: '2026-01-15' as PlainDate, until: null },
  });

describe('openRecord', () => {
  it('opens the record of somebody on the organisation’s books to the end of tomorrow', async () => {
    expect(await seen(COUNCIL)).toBeNull();
    const first = await ask(COUNCIL, OPEN);
    expect(first).toMatchObject({
      ...{ __typename: 'OpenRecordSuccess', replayed: false },
      opening: { kind: 'WORK', subject: 'worker', reviewedAt: null },
    });
    expect((await seen(COUNCIL)).streams).toMatchObject([
      { stream: { code: 'adult-social-care' } },
    ]);
    expect(await seen(COUNCIL, BOB)).toBeNull();
    expect(await seen({ ...COUNCIL, subject: 'colleague' })).toBeNull();
    expect(await seen({ ...COUNCIL, organisation: 'QF7' })).toBeNull();
    const [until] = await hub.db.rows(
      'test.until',
      sql`select (until_at at time zone 'Europe/London')::time::text as time,
          (until_at at time zone 'Europe/London')::date
            - (opened_at at time zone 'Europe/London')::date as days from openings`,
    );
    expect(until).toEqual({ time: '00:00:00', days: 2 });
    const again = await ask(COUNCIL, OPEN);
    expect(again).toMatchObject({ replayed: true, opening: { id: first.opening.id } });
    expect((await notedIn(hub.db)).at(-1)).toEqual({
      ...{ actor: 'worker', action: 'record-opened' },
      details: { opening: first.opening.id, person: expect.any(String) },
    });
  });

  it('shuts again by itself', async () => {
    await ask(COUNCIL, OPEN);
    await hub.db.rows(
      'test.shut',
      sql`update openings set until_at = opened_at + interval '1 microsecond'`,
    );
    expect(await seen(COUNCIL)).toBeNull();
  });

  it('is seen by the person', async () => {
    await ask(COUNCIL, OPEN);
    const { data } = await hub.ask(
      holder(ANN),
      `{ viewer { person { whoLooked(first: 1) { nodes { role organisation { code } reason
        streams { code } } } } } }`,
    );
    expect(data.viewer.person.whoLooked.nodes).toMatchObject([
      {
        ...{ role: 'care-team', organisation: { code: 'E08000039' }, streams: [] },
        reason: 'opened the record for work, for a reason that they gave: covering a visit',
      },
    ]);
  });

  it('each look by it has the reason too, and one by a relationship has not', async () => {
    await ask(COUNCIL, OPEN, BOB);
    await seen(COUNCIL, BOB);
    const who = `{ viewer { person { whoLooked(first: 2) { nodes { reason } } } } }`;
    const { data } = await hub.ask(holder(BOB), who);
    const reason = 'opened the record for work, for a reason that they gave: covering a visit';
    expect(data.viewer.person.whoLooked.nodes).toEqual([{ reason }, { reason }]);
  });

  it('gives one answer for nobody, not on the books and not allowed, and writes nothing', async () => {
    const before = await counted();
    const answers = [
      await ask(COUNCIL, OPEN, NOBODY),
      await ask(NURSE, OPEN),
      await ask({ ...COUNCIL, organisation: null }, OPEN),
      await ask({ ...COUNCIL, role: 'finance' }, OPEN),
      await ask({ ...COUNCIL, role: 'operator' }, BREAK),
      await ask({ ...COUNCIL, role: 'analyst' }, BREAK),
      await ask({ ...COUNCIL, role: 'representative' }, BREAK),
      await ask(holder(BOB), BREAK),
      await ask(NURSE, BREAK, NOBODY),
    ];
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject(refused('NOT_FOUND'));
    expect(await counted()).toEqual(before);
  });

  it('needs a reason, and no opening where there is a relationship', async () => {
    expect(await ask(COUNCIL, OPEN, ANN, ' ')).toMatchObject(refused('REASON_NEEDED'));
    expect(await ask(COUNCIL, OPEN, ANN, 'x'.repeat(1001))).toMatchObject(refused('TOO_LONG'));
    const days = { fromDay: null, untilDay: null, actor: 'test' };
    const key = { nhsNumber: ANN as NhsNumber };
    await relate(hub.db, { subject: 'related', key, ...days });
    expect(await ask({ ...COUNCIL, subject: 'related' }, OPEN)).toMatchObject(
      refused('NOT_NEEDED'),
    );
  });
});

describe('breakGlass', () => {
  it('opens anybody for four hours, and only what the team is shown anyway', async () => {
    const first = await ask(NURSE, BREAK);
    expect(first).toMatchObject({ __typename: 'OpenRecordSuccess', opening: { subject: 'nurse' } });
    const { openedAt, until } = first.opening;
    expect(Date.parse(until) - Date.parse(openedAt)).toBe(4 * 60 * 60 * 1000);
    const { streams, withheld } = await seen(NURSE);
    expect(streams).toMatchObject([{ stream: { code: 'adult-social-care' } }]);
    expect(withheld).toMatchObject([{ sector: 'HOUSING' }, { sector: 'EMPLOYMENT' }]);
    expect((await notedIn(hub.db)).at(-1)).toMatchObject({ action: 'glass-broken' });
  });

  it('never opens what the person objects to showing', async () => {
    await object('adult-social-care');
    await ask(NURSE, BREAK);
    expect((await seen(NURSE)).streams).toEqual([]);
  });

  it('is refused as for nobody where the person objects to all', async () => {
    await object(null);
    const before = await counted();
    expect(await ask(NURSE, BREAK)).toEqual(await ask(NURSE, BREAK, NOBODY));
    expect(await counted()).toEqual(before);
  });

  it('waits for a review by somebody else, who is told nothing of the person', async () => {
    const { opening } = await ask(NURSE, BREAK, ANN, 'found unwell at home');
    await ask(COUNCIL, OPEN, BOB);
    const page = `(first: 9) { nodes { id kind subject organisation { code } until } }`;
    const LISTS = `{ breakGlassReviews${page} openRecords${page} }`;
    const { data } = await hub.ask(OPERATOR, LISTS);
    expect(data.openRecords.nodes).toHaveLength(2);
    expect(data.breakGlassReviews.nodes).toEqual([
      {
        ...{ id: opening.id, kind: 'BREAK_GLASS', subject: 'nurse' },
        ...{ organisation: { code: 'QF7' }, until: opening.until },
      },
    ]);
    const review = { opening: opening.id, review: 'rightly done', idempotencyKey: 'k' };
    const by = async (subject: string, differs: object = {}) =>
      (await hub.ask({ ...OPERATOR, subject }, REVIEW, { input: { ...review, ...differs } })).data
        .answer;
    expect(await by('nurse')).toEqual(refused('OWN_OPENING'));
    expect(await by('reviewer', { opening: 'x' })).toEqual(refused('NOT_FOUND'));
    expect(await by('reviewer', { review: '' })).toEqual(refused('REASON_NEEDED'));
    expect(await by('reviewer')).toMatchObject({
      ...{ __typename: 'ReviewOpeningSuccess', replayed: false },
      opening: { id: opening.id, review: 'rightly done', reviewedAt: expect.any(String) },
    });
    expect(await by('reviewer')).toMatchObject({ replayed: true });
    expect(await by('another')).toEqual(refused('ALREADY_REVIEWED'));
    expect((await hub.ask(OPERATOR, LISTS)).data.breakGlassReviews.nodes).toEqual([]);
    expect((await notedIn(hub.db)).at(-1)).toEqual({
      ...{ actor: 'reviewer', action: 'opening-reviewed', details: { opening: opening.id } },
    });
  });

  it.each(['holder', 'representative', 'care-team', 'finance', 'analyst'] as const)(
    'a %s neither lists nor reviews',
    async (role) => {
      const input = { opening: 'x', review: 'seen', idempotencyKey: 'k' };
      const answers = [
        await hub.ask({ role }, '{ openRecords(first: 1) { nodes { id } } }'),
        await hub.ask({ role }, '{ breakGlassReviews(first: 1) { nodes { id } } }'),
        await hub.ask({ role }, REVIEW, { input }),
      ];
      for (const { errors } of answers) expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    },
  );
});

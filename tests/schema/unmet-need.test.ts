import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../src/db/database.ts';
import { relate } from '../../src/people/service.ts';
import type { NhsNumber } from '../../src/values/nhs-number.ts';
import { testNhsNumbers } from '../people/numbers.ts';
import { loaded } from '../stories/reading.ts';
import { cldFile } from '../support/cld.ts';
import { type Answer, holder, openTestHub, type TestHub } from '../support/hub.ts';

const [ANN, BEN] = testNhsNumbers(2) as [NhsNumber, NhsNumber];
const SHEFFIELD = 'E08000039';
const NEED = `id outcome need stream { code } cost { assessed { pence } unmet { pence } per }
  reason reasonWords firstDay organisation { code } ended { reason day }`;
const ANSWER = `replayed unmetNeed { ${NEED} } } ... on Refusal { code message } } }`;
const RECORD = `mutation ($input: RecordUnmetNeedInput!) { answer: recordUnmetNeed(input: $input) {
  __typename ... on RecordUnmetNeedSuccess { ${ANSWER}`;
const END = `mutation ($input: EndUnmetNeedInput!) { answer: endUnmetNeed(input: $input) {
  __typename ... on EndUnmetNeedSuccess { ${ANSWER}`;
const READ = `query ($id: NhsNumber!) { person(by: { nhsNumber: $id }) { id unmetNeeds { ${NEED} } } }`;
const LOOKS = `query { viewer { person { whoLooked(first: 100) { nodes { role streams { code } } } } } }`;

type Viewer = Parameters<TestHub['ask']>[0];
const team = (organisation: string): Viewer => ({
  role: 'care-team',
  subject: 'worker',
  organisation,
});
const WORKER = team(SHEFFIELD);
const BASE = {
  ...{ person: { nhsNumber: ANN }, outcome: 'COMMUNITY', stream: 'adult-social-care' },
  ...{ need: ' Somebody to go swimming with ', assessedCost: 60_00, unmetAmount: 20_00 },
  ...{ per: 'WEEK', reason: 'NO_MONEY', firstDay: '2025-11-03', idempotencyKey: 'first' },
};

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub('2026-01-15');
  const ben = { 'NHS Number': BEN, 'LA Person Unique Identifier': 'P2' };
  loaded(await hub.receive('social-care-cld', SHEFFIELD, cldFile({ 'NHS Number': ANN }, ben)));
  await relate(hub.db, {
    ...{ subject: 'worker', key: { nhsNumber: ANN }, fromDay: null, untilDay: null, actor: 'test' },
  });
});
afterAll(() => hub.close());

async function sent(document: string, input: object, viewer: Viewer): Promise<Answer['data']> {
  const { data, errors } = await hub.ask(viewer, document, { input });
  if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
  return data.answer;
}
const record = (differs: object = {}, viewer = WORKER) =>
  sent(RECORD, { ...BASE, ...differs }, viewer);
const end = (input: object, viewer = WORKER) => sent(END, input, viewer);
const needs = async (viewer: Viewer = holder(ANN)) =>
  (await hub.ask(viewer, READ, { id: ANN })).data.person?.unmetNeeds;
const written = async () =>
  await hub.db.rows(
    'test.written',
    sql`select (select count(*) from unmet_needs) as needs,
          (select count(*) from unmet_need_ends) as ends,
          (select count(*) from audit_events) as events`,
  );

describe('recordUnmetNeed', () => {
  it('keeps what it costs and how much of that nobody pays, for the person to see', async () => {
    const first = await record();
    expect(first).toMatchObject({
      ...{ __typename: 'RecordUnmetNeedSuccess', replayed: false },
      unmetNeed: {
        ...{ outcome: 'COMMUNITY', need: 'Somebody to go swimming with', reason: 'NO_MONEY' },
        cost: { assessed: { pence: 60_00 }, unmet: { pence: 20_00 }, per: 'WEEK' },
        ...{ stream: { code: 'adult-social-care' }, organisation: { code: SHEFFIELD } },
        ...{ firstDay: '2025-11-03', ended: null },
      },
    });
    expect(await record()).toEqual({ ...first, replayed: true });
    expect(await needs()).toEqual([first.unmetNeed]);
  });

  it('says a cost that nobody knows as not known, and never as nothing', async () => {
    const cost = { assessedCost: null, unmetAmount: null, per: null };
    const reason = { reason: 'OTHER', reasonWords: 'the pool is shut', stream: null };
    const answer = await record({ ...cost, ...reason, idempotencyKey: 'unknown' });
    expect(answer.unmetNeed).toMatchObject({
      ...{ cost: null, stream: null, reason: 'OTHER', reasonWords: 'the pool is shut' },
    });
    expect(await needs()).toHaveLength(2);
  });

  it('of the same request at once records it once', async () => {
    const same = { need: 'A ramp', idempotencyKey: 'at once' };
    const answers = await Promise.all([record(same), record(same), record(same)]);
    expect(answers.filter(({ replayed }) => replayed === false)).toHaveLength(1);
    expect(new Set(answers.map(({ unmetNeed }) => unmetNeed.id)).size).toBe(1);
  });

  it.each([
    [{ idempotencyKey: 'first', need: 'Something else' }, 'IDEMPOTENCY_MISMATCH'],
    [{ idempotencyKey: ' ' }, 'BAD_KEY'],
    [{ unmetAmount: 60_01 }, 'ABOVE_COST'],
    [{ unmetAmount: 0 }, 'BAD_AMOUNT'],
    [{ unmetAmount: -1 }, 'BAD_AMOUNT'],
    [{ unmetAmount: null }, 'COST_HALF_SAID'],
    [{ assessedCost: null }, 'COST_HALF_SAID'],
    [{ per: null }, 'COST_HALF_SAID'],
    [{ need: ' ' }, 'BLANK'],
    [{ need: 'x'.repeat(301) }, 'TOO_LONG'],
    [{ reason: 'OTHER' }, 'BLANK'],
    [{ reasonWords: '' }, 'BLANK'],
    [{ firstDay: '2026-01-16' }, 'FUTURE_DATE'],
    [{ stream: 'nonsense' }, 'UNKNOWN_CODE'],
    [{ person: { nhsNumber: BEN } }, 'NO_PERSON'],
    [{ person: { id: 'x' } }, 'NO_PERSON'],
  ])('refuses %j as %s, and writes nothing', async (differs, code) => {
    const before = await written();
    const refused = await record({ idempotencyKey: 'refused', ...differs });
    expect(refused).toMatchObject({ __typename: 'DecisionRefusal', code });
    expect(await written()).toEqual(before);
  });

  it.each(['holder', 'finance', 'analyst', 'operator', 'representative'] as const)(
    'is refused to %s as of nobody',
    async (role) => {
      const viewer = { role, subject: 'x', organisation: SHEFFIELD, nhsNumber: ANN } as Viewer;
      expect(await record({ idempotencyKey: role }, viewer)).toMatchObject({ code: 'NO_PERSON' });
    },
  );
});

describe('what is recorded as unmet', () => {
  const wanted = (all: { need: string }[]) => all.map(({ need }) => need);

  it('of social care passes to health, where a law lets social care pass, and not to work', async () => {
    expect(wanted(await needs(team('QF7')))).toContain('Somebody to go swimming with');
    expect(await needs(team('DWP'))).toEqual([]);
  });

  it('of a stream of work is shown to whose team it is, and to whoever recorded it', async () => {
    const work = { stream: 'access-to-work', need: 'A taxi to work', idempotencyKey: 'work' };
    await record(work);
    expect(wanted(await needs())).toContain('A taxi to work');
    expect(wanted(await needs(WORKER))).toContain('A taxi to work');
    expect(wanted(await needs(team('DWP')))).toEqual(['A taxi to work']);
    expect(wanted(await needs(team('QF7')))).not.toContain('A taxi to work');
  });

  it('and read is on the person’s list of who looked, with the stream', async () => {
    await needs(team('DWP'));
    const { viewer } = (await hub.ask(holder(ANN), LOOKS, {})).data;
    const looks = viewer.person.whoLooked.nodes.map(
      ({ streams }: { streams: { code: string }[] }) => streams.map(({ code }) => code),
    );
    expect(looks).toContainEqual(['access-to-work']);
  });

  it('is changed by nobody, the owner of the database included', async () => {
    const change = (set: string) =>
      hub.db.rows('test.rewrite', sql`update unmet_needs set need = ${set}`);
    await expect(change('nothing')).rejects.toThrow();
  });
});

describe('endUnmetNeed', () => {
  const one = async (key: string): Promise<string> =>
    (await record({ need: key, idempotencyKey: key })).unmetNeed.id;

  it('ends it once, and leaves what was recorded', async () => {
    const input = { reason: 'MET', day: '2026-01-10', idempotencyKey: 'met' };
    const id = await one('a shower');
    const ended = await end({ unmetNeed: id, ...input });
    expect(ended.unmetNeed).toMatchObject({
      ...{ need: 'a shower', ended: { reason: 'MET', day: '2026-01-10' } },
    });
    expect(await end({ unmetNeed: id, ...input })).toMatchObject({ replayed: true });
    expect(await end({ unmetNeed: id, ...input, idempotencyKey: 'again' })).toMatchObject({
      code: 'ALREADY_ENDED',
    });
    expect(await end({ unmetNeed: id, ...input, reason: 'NO_LONGER_NEEDED' })).toMatchObject({
      code: 'IDEMPOTENCY_MISMATCH',
    });
  });

  it('ended twice at once is ended by one of them', async () => {
    const id = await one('a bed');
    const input = { unmetNeed: id, reason: 'MET', day: '2026-01-10' };
    const answers = await Promise.all(
      ['one', 'other'].map((idempotencyKey) => end({ ...input, idempotencyKey })),
    );
    expect(answers.map(({ code }) => code ?? 'DONE').sort()).toEqual(['ALREADY_ENDED', 'DONE']);
  });

  it.each([
    [{ day: '2026-01-16' }, 'FUTURE_DATE'],
    [{ day: '2025-11-02' }, 'END_BEFORE_START'],
    [{ idempotencyKey: '' }, 'BAD_KEY'],
    [{ unmetNeed: 'x' }, 'NO_UNMET_NEED'],
    [{ unmetNeed: '00000000-0000-4000-8000-000000000000' }, 'NO_UNMET_NEED'],
  ])('refuses %j as %s, and writes nothing', async (differs, code) => {
    const unmetNeed = (await needs())[0].id;
    const before = await written();
    const input = { unmetNeed, reason: 'MET', day: '2026-01-10', idempotencyKey: 'refused end' };
    expect(await end({ ...input, ...differs })).toMatchObject({ code });
    expect(await written()).toEqual(before);
  });

  it('is for the organisation that recorded it alone', async () => {
    const unmetNeed = (await needs())[0].id;
    const input = { unmetNeed, reason: 'MET', day: '2026-01-10', idempotencyKey: 'of another' };
    expect(await end(input, team('QF7'))).toMatchObject({ code: 'NO_UNMET_NEED' });
  });
});

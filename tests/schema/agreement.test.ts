import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { relate } from '../../src/people/service.ts';
import type { NhsNumber } from '../../src/values/nhs-number.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { scanFile } from '../stories/files.ts';
import { loaded } from '../stories/reading.ts';
import { cldFile } from '../support/cld.ts';
import { holder, openTestHub, type TestHub } from '../support/hub.ts';

const ANN = '9990000018';
const TEAM = { role: 'care-team', subject: 'worker', organisation: 'QF7' } as const;
const WISH = `wish { id kind stream { code } to purpose givenBy evidence firstDay lastDay endedAt }`;
const RECORD = `mutation ($input: RecordWishInput!) { recordWish(input: $input) { __typename
  ... on RecordWishSuccess { replayed ${WISH} } ... on Refusal { code message } } }`;
const END = `mutation ($input: EndWishInput!) { endWish(input: $input) { __typename
  ... on EndWishSuccess { replayed ${WISH} } ... on Refusal { code message } } }`;
const SEEN = `query ($id: NhsNumber!) { person(by: { nhsNumber: $id }) { id
  wishes { kind to evidence endedAt }
  integratedBudget(year: "2025-26") { withheld { sector } streams { stream { code } } } } }`;

let hub: TestHub;
let person: string;
beforeAll(async () => {
  hub = await openTestHub('2026-01-15');
  const both = cldFile({ 'LA Person Unique Identifier': 'P1' });
  loaded(await hub.receive('social-care-cld', 'E08000039', both));
  loaded(await hub.receive('housing-shbe', 'E08000039', scanFile('08-12-2025', {})));
  const key = { nhsNumber: ANN as NhsNumber };
  const fromDay = '2026-01-01' as PlainDate;
  await relate(hub.db, { subject: 'worker', key, fromDay, untilDay: null, actor: 'test' });
  person = (await hub.ask(holder(ANN), SEEN, { id: ANN })).data.person.id;
});
afterAll(() => hub.close());

const input = (differs: object = {}) => ({
  input: {
    ...{ person, kind: 'OBJECTION', stream: 'adult-social-care', to: 'HEALTH' },
    idempotencyKey: 'k1',
    ...differs,
  },
});
const seen = async () => (await hub.ask(TEAM, SEEN, { id: ANN })).data.person;

describe('recordWish and endWish', () => {
  it('an objection shuts at once, is replayed, and opens again when the person ends it', async () => {
    expect((await seen()).integratedBudget.streams).toHaveLength(1);
    const first = await hub.ask(holder(ANN), RECORD, input());
    const { id } = first.data.recordWish.wish;
    expect(first.data.recordWish).toEqual({
      ...{ __typename: 'RecordWishSuccess', replayed: false },
      wish: {
        ...{ id, kind: 'OBJECTION', stream: { code: 'adult-social-care' }, to: 'HEALTH' },
        ...{ purpose: 'direct care', givenBy: 'SELF', evidence: null },
        ...{ firstDay: '2026-01-15', lastDay: null, endedAt: null },
      },
    });
    const again = await hub.ask(holder(ANN), RECORD, input({ idempotencyKey: 'k2' }));
    expect(again.data.recordWish).toMatchObject({ replayed: true, wish: { id } });
    expect((await seen()).integratedBudget).toMatchObject({
      ...{ streams: [], withheld: [{ sector: 'SOCIAL_CARE' }, {}, {}] },
    });
    const end = { input: { wish: id, idempotencyKey: 'k3' } };
    expect((await hub.ask(TEAM, END, end)).data.endWish).toMatchObject({
      ...{ __typename: 'WishRefusal', code: 'NOT_YOURS' },
    });
    const ended = await hub.ask(holder(ANN), END, end);
    expect(ended.data.endWish).toMatchObject({ __typename: 'EndWishSuccess', replayed: false });
    expect((await seen()).integratedBudget.streams).toHaveLength(1);
  });

  it('a team notes an agreement with evidence that the person alone reads', async () => {
    const agreement = { kind: 'AGREEMENT', stream: null, to: null, until: '2026-12-31' };
    const bare = await hub.ask(TEAM, RECORD, input(agreement));
    expect(bare.data.recordWish).toMatchObject({ __typename: 'WishRefusal', code: 'BLANK' });
    const evidence = 'said to the nurse on 15 January';
    const noted = await hub.ask(TEAM, RECORD, input({ ...agreement, evidence }));
    expect(noted.data.recordWish.wish).toMatchObject({ lastDay: '2026-12-31', evidence: null });
    expect((await seen()).integratedBudget.withheld).toEqual([]);
    const own = (await hub.ask(holder(ANN), SEEN, { id: ANN })).data.person;
    expect(own.wishes.at(-1)).toEqual({ kind: 'AGREEMENT', to: null, evidence, endedAt: null });
  });

  it.each([
    ['a stream that is none', { stream: 'shoes' }, 'UNKNOWN_CODE'],
    ['a person that is none', { person: 'x' }, 'NO_PERSON'],
    ['a last day before the first', { until: '2026-01-01' }, 'END_BEFORE_START'],
    ['somebody else’s word from the person', { givenBy: 'ATTORNEY' }, 'NOT_SELF'],
  ])('%s is refused with a code and words', async (_what, differs, code) => {
    const { data, errors } = await hub.ask(holder(ANN), RECORD, input(differs));
    expect(errors).toBeUndefined();
    expect(data.recordWish).toEqual({
      ...{ __typename: 'WishRefusal', code, message: expect.any(String) },
    });
  });
});

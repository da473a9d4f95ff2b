import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sql, sql } from '../../src/db/database.ts';
import { resolveAround } from '../../src/people/resolve.ts';
import { verifyPeople } from '../../src/people/verify.ts';
import { AWARD, textOf } from '../adapters/local-awards-rows.ts';
import { SHEFFIELD } from '../deliveries/receiving.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { testNhsNumbers } from './numbers.ts';

let hub: TestHub;
const [ann = '', bea = ''] = testNhsNumbers(2);
beforeAll(async () => {
  hub = await openTestHub();
  const told = [
    { Surname: 'Ackroyd', 'Date of Birth': '1944-05-06', 'NHS Number': ann, NINO: '' },
    { Surname: 'Ackroyd', 'Date of Birth': '1944-05-06', 'NHS Number': '', NINO: 'AB600001C' },
    { Surname: 'Bairstow', 'Date of Birth': '1972-10-30', 'NHS Number': bea, NINO: '' },
    { Surname: 'Bairstow', 'Date of Birth': '1972-03-11', 'NHS Number': bea, NINO: '' },
  ];
  const rows = told.map((row, at) => ({ ...AWARD, ...row, 'Award Reference': `V-${at}` }));
  const outcome = await hub.receive('local-awards', SHEFFIELD, textOf(rows));
  expect(outcome).toMatchObject({ status: 'LOADED', rejects: [] });
});
afterAll(() => hub.close());

const LINKS = 'every automatic link holds by its evidence';
const DECISIONS =
  'no pair decided not to be the same is one person, unless both carry one NHS number';

const wrong = async () =>
  (await verifyPeople(hub.db)).filter(({ ok }) => !ok).map(({ name, detail }) => [name, detail]);

/** What `wrong` finds while a pair is changed behind the hub's back; then the change is undone. */
async function wrongWith(change: Sql): Promise<string[][]> {
  await hub.db.rows('test.keep-pairs', sql`create table kept as select * from match_pairs`);
  await hub.db.rows('test.change-pairs', change);
  const found = await wrong();
  await hub.db.rows('test.drop-pairs', sql`delete from match_pairs`);
  await hub.db.rows('test.restore-pairs', sql`insert into match_pairs select * from kept`);
  await hub.db.rows('test.drop-kept', sql`drop table kept`);
  expect(await wrong()).toEqual([]);
  return found;
}

async function linkedPair(): Promise<string> {
  const [row, ...others] = await hub.db.rows<{ id: string; outcome: string }>(
    'test.linked-pair',
    sql`select id, outcome from match_pairs`,
  );
  expect([row?.outcome, others]).toEqual(['LINKED', []]);
  return row?.id as string;
}

describe('an automatic link', () => {
  it.each([
    [
      'the evidence is another',
      sql`update match_pairs set evidence =
      jsonb_set(evidence, '{fields,2,weight}', '1'::jsonb)`,
    ],
    [
      'it is too light',
      sql`update match_pairs set weight = 20, evidence =
      jsonb_set(evidence, '{fields}', '[{"field": "surname", "level": "SAME", "weight": 20}]'::jsonb)`,
    ],
    [
      'a level is for review only',
      sql`update match_pairs set evidence =
      jsonb_set(evidence, '{fields,3,level}', '"DIFFERENT"'::jsonb)`,
    ],
    ['it is shown as waiting', sql`update match_pairs set outcome = 'REVIEW'`],
  ])('is found where %s', async (_what, change) => {
    const pair = await linkedPair();
    expect(await wrongWith(change)).toEqual([[LINKS, pair]]);
  });
});

describe('a pair decided not to be the same', () => {
  const notSame = sql`update match_pairs set decision = 'NOT_SAME', decided_by = 'op', reason = 'x',
    decided_at = now()`;

  it('is found where its records are one person', async () => {
    const pair = await linkedPair();
    expect(await wrongWith(notSame)).toEqual([[DECISIONS, pair]]);
  });

  it('is no fault where both carry one NHS number: joining keeps them together too', async () => {
    const ids = await hub.db.rows<{ id: string }>(
      'test.both-of-bairstow',
      sql`select id from identities where surname = 'Bairstow' order by ordinal`,
    );
    const [left, right] = ids.map(({ id }) => id);
    await hub.db.rows(
      'test.part-bairstow',
      sql`insert into match_pairs (left_id, right_id, weight, evidence, model_version, outcome,
            decision, decided_by, reason, decided_at)
          values (${left as string}::uuid, ${right as string}::uuid, 20, '{"automatic": false, "fields": []}'::jsonb,
            2, 'REVIEW', 'NOT_SAME', 'op', 'x', now())`,
    );
    await hub.db.transaction((tx) => resolveAround(tx, [left as string]));
    const people = await hub.db.rows<{ people: bigint }>(
      'test.people-of-bairstow',
      sql`select count(distinct person_id) as people from identities where surname = 'Bairstow'`,
    );
    expect(people).toEqual([{ people: 1n }]);
    expect(await wrong()).toEqual([]);
  });
});

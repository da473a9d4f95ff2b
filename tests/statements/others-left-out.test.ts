import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Viewer } from '../../src/access/viewer.ts';
import { sql } from '../../src/db/database.ts';
import { findIdentity } from '../../src/people/links.ts';
import { openRecord } from '../../src/people/openings.ts';
import { link, unlink } from '../../src/people/service.ts';
import type { NhsNumber } from '../../src/values/nhs-number.ts';
import type { Nino } from '../../src/values/nino.ts';
import { runOn } from '../commands/running.ts';
import { takeBack } from '../deliveries/receiving.ts';
import { accessToWorkFile, dfgFile, localAwardsFile } from '../stories/files.ts';
import { loaded } from '../stories/reading.ts';
import { cldFile } from '../support/cld.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';

const ANN = '9990000018' as NhsNumber;
const BOB = '9990000026' as NhsNumber;
const CAT = '9990000034' as NhsNumber;
const ANNS = 'AB123456D' as Nino;
const BOBS = 'AB123456C' as Nino;
/** Words that tell of Bob and stand in nothing of Ann's. */
const OF_BOB = [BOB, BOBS, 'Fotheringay', 'Robert', '1961-02-03', 'S117QX'];
const bob = {
  ...{ NINO: BOBS, Surname: 'Fotheringay', 'Given Names': 'Robert' },
  'Date of Birth': '1961-02-03',
};

let hub: TestHub;
let files = 0;
beforeAll(async () => {
  hub = await openTestHub('2026-01-15');
  const named = { Surname: 'Barraclough', 'Given Names': 'Ann' };
  const ann = { ...named, NINO: ANNS, 'Case Reference': 'DFG9' };
  loaded(await hub.receive('social-care-cld', 'E08000039', cldFile({})));
  loaded(await hub.receive('housing-dfg', 'E08000039', dfgFile(ann)));
  loaded(await hub.receive('employment-access-to-work', 'DWP', accessToWorkFile(bob)));
});
afterAll(() => hub.close());
beforeEach(async () => {
  await hub.db.rows('test.no-pairs', sql`delete from match_pairs`);
});

/** What Ann is given; throws where it tells anything of Bob. */
// biome-ignore lint/suspicious/noExplicitAny: the shape is the document's
async function annsCopy(): Promise<any> {
  files += 1;
  const name = `ann-${files}.json`;
  const words = ['--nhs-number', ANN, '--out', name, '--format', 'json'];
  expect(await runOn(hub, 'export', 'person', ...words)).toMatchObject({ exit: 0, error: '' });
  const text = await readFile(join(hub.folder, name), 'utf8');
  for (const word of OF_BOB) expect(text, word).not.toContain(word);
  return JSON.parse(text).sections;
}

const idOf = async (key: Parameters<typeof findIdentity>[1]) =>
  (await findIdentity(hub.db, key))?.id ?? '';

describe('of a comparison with somebody else’s description', () => {
  const pair = async (outcome: string, decision: string | null) => {
    const [left, right] = [await idOf({ nhsNumber: ANN }), await idOf({ nino: BOBS })];
    await hub.db.rows(
      'test.pair',
      sql`insert into match_pairs (left_id, right_id, weight, evidence, model_version, outcome,
            decision, decided_by, decided_at, reason)
          values (${left}::uuid, ${right}::uuid, 20.5, '{"automatic": false, "fields": []}', 2,
            ${outcome}, ${decision}, ${decision && 'reviewer'},
            ${decision && '2026-01-02'}::timestamptz, ${decision && 'Robert is another'})`,
    );
  };

  it('only that a question waits', async () => {
    const before = (await annsCopy()).onePerson;
    expect(before.tables).toMatchObject({ comparisons: [], waiting: [] });
    await pair('REVIEW', null);
    const { notes, tables } = (await annsCopy()).onePerson;
    expect(tables).toMatchObject({ comparisons: [], waiting: [{ questions: 1 }] });
    expect(notes).toHaveLength(before.notes.length + 1);
  });

  it('nothing once it is decided that they are two people', async () => {
    await pair('REVIEW', 'NOT_SAME');
    expect((await annsCopy()).onePerson.tables).toMatchObject({ comparisons: [], waiting: [] });
  });

  it('everything where both are the person’s own', async () => {
    const [left, right] = [await idOf({ nhsNumber: ANN }), await idOf({ nino: ANNS })];
    expect(left).not.toBe(right);
    await hub.db.rows(
      'test.own-pair',
      sql`insert into match_pairs (left_id, right_id, weight, evidence, model_version, outcome)
          values (${left}::uuid, ${right}::uuid, 26.5, ${EVIDENCE}::text::jsonb, 2, 'LINKED')`,
    );
    expect((await annsCopy()).onePerson.tables.comparisons).toMatchObject([
      {
        ...{ descriptions: [1, 2], weight: 26.5, automatic: true, modelVersion: 2 },
        fields: [
          [
            { value: { code: 'birthDate', words: 'date of birth' } },
            { value: { code: 'SAME', words: 'the same' } },
            { value: 14.24 },
          ],
        ],
      },
    ]);
  });
});

const EVIDENCE = JSON.stringify({
  automatic: true,
  fields: [{ field: 'birthDate', level: 'SAME', weight: 14.24 }],
});

describe('what was taken back', () => {
  it('as a link with somebody else’s number is told without it or its evidence', async () => {
    const linked = { nhsNumber: ANN, nino: BOBS, actor: 'clerk' };
    await link(hub.db, { ...linked, evidence: 'Robert Fotheringay showed a payslip' });
    await unlink(hub.db, linked);
    const { whoYouAre, onePerson } = await annsCopy();
    const { descriptions } = whoYouAre.tables;
    expect(descriptions).toHaveLength(3);
    expect(descriptions[2]).toMatchObject({ counts: false, nhsNumber: null, nino: null });
    expect(descriptions[2].notShown).toContain('may describe somebody else');
    expect(onePerson.tables.links).toMatchObject([
      { description: 3, evidence: null, madeBy: 'clerk', undoneBy: 'clerk' },
    ]);
  });

  it('as a link with a number that is nobody’s is told in full', async () => {
    const linked = { nhsNumber: ANN, nino: 'AB654321A' as Nino, actor: 'clerk' };
    await link(hub.db, { ...linked, evidence: 'a letter seen' });
    await unlink(hub.db, linked);
    const { whoYouAre, onePerson } = await annsCopy();
    expect(whoYouAre.tables.descriptions).toHaveLength(4);
    expect(whoYouAre.tables.descriptions[3]).toMatchObject({ nino: 'AB654321A', counts: false });
    expect(onePerson.tables.links[1]).toMatchObject({ description: 4, evidence: 'a letter seen' });
  });

  it('as a row that mixes the person with somebody else is told of neither', async () => {
    const mixed = { ...bob, 'NHS Number': ANN, 'Award Reference': 'MIX1', Amount: '71.23' };
    // The number is beside Ann's too, so it joins nobody while the row stands.
    await takeBack(
      hub,
      loaded(await hub.receive('local-awards', 'E08000039', localAwardsFile(mixed))),
    );
    const { whoYouAre, asSent } = await annsCopy();
    expect(whoYouAre.tables.descriptions.at(-1).notShown).not.toBeNull();
    expect(JSON.stringify(asSent)).not.toContain('71.23');
  });

  it('under the person’s other number alone is told, unless it stood beside another’s', async () => {
    const described = async () => (await annsCopy()).whoYouAre.tables.descriptions.length;
    const before = await described();
    const own = { ...bob, NINO: ANNS, Surname: 'Barraclough', 'Given Names': 'Ann' };
    const row = { ...own, 'Date of Birth': '1950-01-01', 'Award Reference': 'ATW9' };
    const text = accessToWorkFile(row);
    await takeBack(hub, loaded(await hub.receive('employment-access-to-work', 'DWP', text)));
    expect(await described()).toBe(before + 1);
    const cat = { ...row, 'NHS Number': CAT, 'Award Reference': 'CAT1' };
    const cats = localAwardsFile(cat);
    await takeBack(hub, loaded(await hub.receive('local-awards', 'E08000039', cats)));
    expect(await described()).toBe(before);
  });
});

describe('what the Caldicott Guardian holds back', () => {
  const nurse: Viewer = {
    ...{ role: 'care-team', subject: 'nurse-of-the-night', organisation: 'QF7' },
    nhsNumber: null,
  };
  const REASON = 'collapsed in the street';

  it('is not told, nor the opening behind it, until its day; the words are the same', async () => {
    const request = {
      kind: 'BREAK_GLASS',
      key: { nhsNumber: ANN },
      reason: REASON,
      requestId: null,
    } as const;
    await openRecord(hub.db, nurse, request, hub.day);
    const told = await annsCopy();
    expect(told.whoWorksWithYou.tables.openings).toMatchObject([
      { who: nurse.subject, kind: { code: 'BREAK_GLASS' }, reason: REASON },
    ]);
    expect(
      told.whoLooked.tables.looks.map(({ role }: { role: { code: string } }) => role.code),
    ).toContain('care-team');
    const [read] = await hub.db.rows<{ id: bigint }>(
      'test.read-of-nurse',
      sql`select id from reads where subject = ${nurse.subject}`,
    );
    const until = ['--until', '2026-01-31', '--reason', 'an enquiry', '--by', 'guardian'];
    expect(await runOn(hub, 'hold-back', String(read?.id), ...until)).toMatchObject({ exit: 0 });
    const held = await annsCopy();
    expect(held.whoWorksWithYou.tables.openings).toEqual([]);
    for (const word of [REASON, nurse.subject, 'care-team', 'glass-broken', 'BREAK_GLASS']) {
      expect(JSON.stringify(held)).not.toContain(word);
    }
    expect(held.leftOut).toEqual(told.leftOut);
    hub.day = '2026-02-01' as typeof hub.day;
    expect((await annsCopy()).whoWorksWithYou.tables.openings).toHaveLength(1);
  });
});

it('a load that is under way counts for nothing yet', async () => {
  const before = (await annsCopy()).whoYouAre.tables.descriptions.length;
  const text = localAwardsFile({ Surname: 'Staged', 'Given Names': '', 'Award Reference': 'ST1' });
  const staged = loaded(await hub.receive('local-awards', 'E08000039', text));
  expect((await annsCopy()).whoYouAre.tables.descriptions).toHaveLength(before + 1);
  await hub.db.rows(
    'test.stage',
    sql`update deliveries set status = 'STAGING' where id = ${staged}::uuid`,
  );
  const sections = await annsCopy();
  expect(sections.whoYouAre.tables.descriptions).toHaveLength(before);
  expect(JSON.stringify(sections)).not.toContain('Staged');
  expect(JSON.stringify(sections.asSent)).not.toContain('ST1');
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ROLES, type Viewer } from '../../src/access/viewer.ts';
import { sql } from '../../src/db/database.ts';
import { findPeople, type Sought } from '../../src/people/find.ts';
import { OpeningRefused, openRecord } from '../../src/people/openings.ts';
import { link, relate, unrelate } from '../../src/people/service.ts';
import { visiblePerson } from '../../src/people/visible.ts';
import { recordWish } from '../../src/people/wishes.ts';
import type { NhsNumber } from '../../src/values/nhs-number.ts';
import type { Nino } from '../../src/values/nino.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { AWARD, textOf } from '../adapters/local-awards-rows.ts';
import { HARTLEPOOL, receiveCld, SHEFFIELD, takeBack } from '../deliveries/receiving.ts';
import { chcFile, dfgFile } from '../stories/files.ts';
import { loaded } from '../stories/reading.ts';
import { cldFile } from '../support/cld.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';

const number = (text: string) => text as NhsNumber;
/** Of Sheffield: Zoë Margaret O’Connor-Blythe, born 17 March 1951. */
const ANN = number('9990000018');
/** Of Hartlepool: the same name and day. */
const BOB = number('9990000026');
/** Known to Sheffield by a grant for the home alone: Robert Gill, born 1 January 1950. */
const APPLICANT = number('9990000034');
/** On a caseload of Sheffield’s alone. */
const CASE = number('9990000042');
/** Known to Sheffield by NINO, to the board by number, and linked. */
const LINKED = number('9990000050');
const NOBODY = number('9990000069');
const LINKED_NINO = 'AB300001C' as Nino;
const TODAY = '2026-01-15' as PlainDate;
const BORN = '1951-03-17' as PlainDate;

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub(TODAY);
  const named = { 'First Name': 'Zoë Margaret', 'Last Name': 'O’Connor-Blythe' };
  const ann = { 'NHS Number': ANN, 'Date of Birth': BORN, ...named };
  loaded(await receiveCld(hub, cldFile(ann)));
  const bob = { ...ann, 'NHS Number': BOB, 'LA Code': HARTLEPOOL };
  loaded(await receiveCld(hub, cldFile(bob), HARTLEPOOL));
  loaded(await hub.receive('housing-dfg', SHEFFIELD, dfgFile({ 'NHS Number': APPLICANT })));
  loaded(await hub.receive('case-allocations', SHEFFIELD, caseload(CASE)));
  const social = { Stream: 'adult-social-care', 'Legal Basis': 'Care Act 2014 s18' };
  const byNino = { ...AWARD, ...social, 'NHS Number': '', NINO: LINKED_NINO };
  loaded(await hub.receive('local-awards', SHEFFIELD, textOf([byNino])));
  loaded(await hub.receive('health-chc', 'QF7', chcFile({ 'NHS NUMBER': LINKED })));
});
afterAll(() => hub.close());
beforeEach(async () => {
  await hub.db.rows('test.no-wishes', sql`delete from personal_wishes`);
});

function caseload(nhsNumber: string, worker = 'colleague'): string {
  const columns = 'Person NHS Number,Worker,Team,First Day,Last Day';
  return `${columns}\n${nhsNumber},${worker},North,2025-12-01,2025-12-31\n`;
}

const WORKER: Viewer = {
  ...{ role: 'care-team', subject: 'worker', organisation: SHEFFIELD, nhsNumber: null },
};
const find = (sought: Sought, viewer = WORKER, page = {}) =>
  findPeople(hub.db, viewer, sought, { after: null, count: 9, ...page }, TODAY);
const ANNS_NAME = { surname: 'O’Connor-Blythe', givenNames: null, birthDate: BORN };
const named = (differs: object, viewer = WORKER) => find({ ...ANNS_NAME, ...differs }, viewer);
const agree = (key: NhsNumber, kind: 'AGREEMENT' | 'OBJECTION', stream: string | null = null) =>
  recordWish(hub.db, {
    ...{ key: { nhsNumber: key }, kind, stream, to: 'SOCIAL_CARE', purpose: 'direct care' },
    ...{ givenBy: 'self', evidence: '', actor: 'test', days: { from: TODAY, until: null } },
  });

describe('by NHS number', () => {
  it('tells what the organisation’s own sources tell, and nothing else', async () => {
    expect(await find({ nhsNumber: ANN })).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        ...{ surname: 'O’Connor-Blythe', givenNames: 'Zoë Margaret' },
        ...{ birthDate: BORN, worksWith: false },
      },
    ]);
  });

  it.each([
    ['nobody known', NOBODY],
    ['somebody of another council', BOB],
    ['somebody whom another department of the same council alone tells of', APPLICANT],
  ])('%s is not found', async (_who, nhsNumber) => {
    expect(await find({ nhsNumber })).toEqual([]);
  });

  it('somebody on a caseload of the organisation is found, though no source names them', async () => {
    expect(await find({ nhsNumber: CASE })).toEqual([
      {
        id: expect.any(String),
        ...{ surname: null, givenNames: null, birthDate: null, worksWith: false },
      },
    ]);
    expect(await find({ nhsNumber: CASE }, { ...WORKER, organisation: 'QF7' })).toEqual([]);
  });

  it('somebody whose number another source tells is found once they are linked', async () => {
    expect(await find({ nhsNumber: LINKED })).toEqual([]);
    const numbers = { nhsNumber: LINKED, nino: LINKED_NINO };
    await link(hub.db, { ...numbers, evidence: 'both cards seen', actor: 'test' });
    expect(await find({ nhsNumber: LINKED })).toMatchObject([{ surname: 'Barraclough' }]);
    // The board's own source gives no name, and Sheffield's is not its own.
    const nurse = { ...WORKER, organisation: 'QF7' };
    const byBoard = await find({ nhsNumber: LINKED }, nurse);
    expect(byBoard).toMatchObject([{ surname: null, birthDate: '1950-01-01' }]);
    const sought = { surname: 'Barraclough', givenNames: 'Jean', birthDate: BORN };
    expect(await find(sought, nurse)).toEqual([]);
    expect(await find(sought)).toHaveLength(1);
  });
});

describe('by name and birth date', () => {
  it.each([
    ['as it is written', {}],
    ['in other case, without accents or hyphens', { surname: "O'CONNOR BLYTHE" }],
    ['without spaces', { surname: 'oconnorblythe' }],
    ['with the first name', { givenNames: 'zoe' }],
    ['with all names', { givenNames: 'Zoë Margaret' }],
    ['with other names after the first', { givenNames: 'Zoe Jean' }],
  ])('%s', async (_how, differs) => {
    expect(await named(differs)).toHaveLength(1);
  });

  it('with a short form of the first name', async () => {
    const jean = { 'NHS Number': NOBODY, 'LA Person Unique Identifier': 'P6' };
    const called = { 'First Name': 'Margaret', 'Last Name': 'Firth', 'Date of Birth': BORN };
    const outcome = await receiveCld(
      hub,
      cldFile({ ...jean, ...called, 'LA Code': HARTLEPOOL }),
      HARTLEPOOL,
    );
    loaded(outcome);
    const there = { ...WORKER, organisation: HARTLEPOOL };
    for (const givenNames of ['Peggy', 'MAGGIE', 'Marg', 'Margaret', null]) {
      expect(await named({ surname: 'Firth', givenNames }, there)).toHaveLength(1);
    }
    for (const givenNames of ['M', 'Ma', 'Mary', 'Jean', '']) {
      expect(await named({ surname: 'Firth', givenNames }, there)).toEqual([]);
    }
    await takeBack(hub, outcome.delivery);
    expect(await named({ surname: 'Firth' }, there)).toEqual([]);
  });

  it.each([
    ['another day', { birthDate: '1951-03-18' }],
    ['day and month swapped', { birthDate: '1951-07-13' }],
    ['half of the surname', { surname: 'Blythe' }],
    ['a surname one letter off', { surname: 'O’Conor-Blythe' }],
    ['the beginning of it', { surname: 'O’Con' }],
    ['any', { surname: '%' }],
    ['none', { surname: '' }],
    ['a middle name', { givenNames: 'Margaret' }],
    ['an initial', { givenNames: 'Z' }],
    ['another first name', { givenNames: 'Maria' }],
  ])('%s does not find', async (_what, differs) => {
    expect(await named(differs)).toEqual([]);
  });

  it('each organisation finds its own, by whatever code it had', async () => {
    const [ann] = await named({});
    const [bob] = await named({}, { ...WORKER, organisation: HARTLEPOOL });
    expect(ann?.id).not.toBe(bob?.id);
    // The code of Sheffield before 1 April 2025.
    expect(await named({}, { ...WORKER, organisation: 'E08000019' })).toEqual([ann]);
  });
});

describe('nobody is found', () => {
  it.each(ROLES.filter((role) => role !== 'care-team'))('by a %s', async (role) => {
    const viewer = { ...WORKER, role, nhsNumber: role === 'holder' ? ANN : null };
    expect(await find({ nhsNumber: ANN }, viewer)).toEqual([]);
    expect(await named({}, viewer)).toEqual([]);
  });

  it.each([
    ['without an organisation', null],
    ['of an organisation that tells of nobody', 'RBS'],
    ['of an organisation that is not known', 'NONE'],
  ])('by a care team %s', async (_who, organisation) => {
    expect(await find({ nhsNumber: ANN }, { ...WORKER, organisation })).toEqual([]);
    expect(await named({}, { ...WORKER, organisation })).toEqual([]);
  });

  it('who objects to all that their council holds being shown to its teams', async () => {
    await agree(ANN, 'OBJECTION');
    await agree(CASE, 'OBJECTION');
    expect(await find({ nhsNumber: ANN })).toEqual([]);
    expect(await named({})).toEqual([]);
    expect(await find({ nhsNumber: CASE })).toEqual([]);
  });

  it('by what another department tells, until they agree', async () => {
    const birthDate = '1950-01-01' as PlainDate;
    const sought = { surname: 'Gill', givenNames: 'Bob', birthDate };
    expect(await find(sought)).toEqual([]);
    await agree(APPLICANT, 'AGREEMENT', 'disabled-facilities-grant');
    expect(await find(sought)).toMatchObject([{ surname: 'Gill', birthDate }]);
    expect(await find({ nhsNumber: APPLICANT })).toHaveLength(1);
  });
});

describe('whether the viewer sees the record already', () => {
  const worksWith = async () => (await find({ nhsNumber: ANN })).map((each) => each.worksWith);
  const relation = { subject: 'worker', key: { nhsNumber: ANN }, actor: 'test' };
  const from = '2025-01-01' as PlainDate;

  it('holds while a relationship does', async () => {
    await relate(hub.db, { ...relation, fromDay: from, untilDay: null });
    expect(await worksWith()).toEqual([true]);
    await relate(hub.db, { ...relation, fromDay: from, untilDay: TODAY });
    expect(await worksWith()).toEqual([false]);
    await unrelate(hub.db, relation);
    expect(await worksWith()).toEqual([false]);
  });

  it('and while they have it open, which the id that was found is enough for', async () => {
    const open = (id: string, viewer = WORKER) => {
      const asked = { kind: 'WORK', key: { id }, reason: 'covering', requestId: null } as const;
      return openRecord(hub.db, viewer, asked, TODAY);
    };
    const [ann] = await named({});
    const id = ann?.id as string;
    const board = { ...WORKER, organisation: 'QF7' };
    for (const [key, viewer] of [
      ['x', WORKER],
      [id, board],
    ] as const) {
      const message = 'id: there is no record here that you may open by it';
      await expect(open(key, viewer)).rejects.toThrow(new OpeningRefused('NOT_FOUND', message));
    }
    const former = { ...WORKER, organisation: 'E08000019', subject: 'of the former code' };
    for (const viewer of [WORKER, former]) {
      expect((await open(id, viewer)).status).toBe('OPENED');
      const seen = await visiblePerson(hub.db, viewer, { id }, TODAY);
      expect(seen).toMatchObject({ id, nhsNumber: ANN, openedAs: 'WORK' });
    }
    expect(await worksWith()).toEqual([true]);
  });
});

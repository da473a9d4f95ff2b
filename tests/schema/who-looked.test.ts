import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Viewer } from '../../src/access/viewer.ts';
import { holdBack } from '../../src/audit/hold-back.ts';
import { raw, sql } from '../../src/db/database.ts';
import { link, relate, unlink } from '../../src/people/service.ts';
import type { NhsNumber } from '../../src/values/nhs-number.ts';
import type { Nino } from '../../src/values/nino.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { AWARD, textOf } from '../adapters/local-awards-rows.ts';
import { takeBack } from '../deliveries/receiving.ts';
import { cldFile } from '../support/cld.ts';
import { type Answer, holder, openTestHub, type TestHub } from '../support/hub.ts';
import { CASELOAD, DELIVERIES, PERSON_BUDGET } from '../support/queries.ts';

const ANN = '9990000018';
const BOB = '9990000026';
const NINO = 'AB123456C';
const YEAR = '2025-26';

const WHO_LOOKED = `query WhoLooked($first: Int!) { viewer { person { whoLooked(first: $first) { nodes { at role organisation { name } streams { code } reason } } } } }`;
const PAGE = `query Page($first: Int!, $after: String) {
  viewer { person { whoLooked(first: $first, after: $after) {
    nodes { id role }
    edges { cursor node { id } }
    pageInfo { hasNextPage endCursor }
  } } }
}`;

let hub: TestHub;
const worker = { role: 'care-team', subject: 'worker', organisation: 'E08000039' } as const;

beforeAll(async () => {
  hub = await openTestHub('2026-01-15');
  const bob = { 'NHS Number': BOB, 'LA Person Unique Identifier': 'P2' };
  await hub.receive('social-care-cld', 'E08000039', cldFile({}, bob));
  const support = { ...AWARD, 'NHS Number': '', NINO };
  await hub.receive('local-awards', 'E08000039', textOf([support]));
  for (const key of [{ nhsNumber: ANN as NhsNumber }, { nhsNumber: BOB as NhsNumber }]) {
    await relate(hub.db, { subject: 'worker', key, fromDay: null, untilDay: null, actor: 'test' });
  }
});
afterAll(() => hub.close());
beforeEach(async () => {
  await hub.db.rows('test.forget-reads', sql`${raw('truncate reads, read_holds')}`);
});

const lookAt = (viewer: Parameters<TestHub['ask']>[0], nhsNumber: string) =>
  hub.ask(viewer, PERSON_BUDGET, { nhsNumber, year: YEAR });

interface Row extends Pick<Viewer, 'subject' | 'role' | 'organisation'> {
  person_id: string;
  streams: string[];
  reason: string;
}

/** What is kept of reads, in order. */
const kept = () =>
  hub.db.rows<Row>(
    'test.kept-reads',
    sql`select subject, role, organisation, person_id, streams, reason from reads order by id`,
  );

const nodesOf = ({ data, errors }: Answer) => {
  expect(errors).toBeUndefined();
  return data.viewer.person.whoLooked.nodes;
};
const looksOf = async (nhsNumber: string, first = 100) =>
  nodesOf(await hub.ask(holder(nhsNumber), WHO_LOOKED, { first }));

describe('a read is kept', () => {
  it('with who, as what, for whom, of which streams and why', async () => {
    const { data } = await lookAt(worker, ANN);
    expect(await kept()).toEqual([
      {
        subject: 'worker',
        role: 'care-team',
        organisation: 'E08000039',
        person_id: data.person.id,
        streams: ['adult-social-care'],
        reason: 'direct care: a current relationship',
      },
    ]);
  });

  it('once for each person of a page, and not of the one that tells that more follow', async () => {
    const one = await hub.ask(worker, CASELOAD, { first: 1, year: YEAR });
    expect((await kept()).map((row) => row.person_id)).toEqual([one.data.people.nodes[0].id]);
    const both = await hub.ask(worker, CASELOAD, { first: 2, year: YEAR });
    const ids = both.data.people.nodes.map(({ id }: { id: string }) => id);
    expect((await kept()).slice(1).map((row) => row.person_id)).toEqual(ids);
    expect(hub.statements.filter((name) => name === 'audit.keep-reads')).toHaveLength(1);
  });

  it('once for a person asked for under several names, with all that was told', async () => {
    const { data } = await hub.ask(
      worker,
      `query Twice($nhsNumber: NhsNumber!) {
        one: person(by: { nhsNumber: $nhsNumber }) { id }
        other: person(by: { nhsNumber: $nhsNumber }) {
          restatement(year: "2025-26", from: "2026-01-01") { changes { words } }
        }
        third: person(by: { nhsNumber: $nhsNumber }) {
          indicativeBudget(from: "2026-01-01") { total { pence } }
        }
      }`,
      { nhsNumber: ANN },
    );
    expect(data.other.restatement).toBeDefined();
    expect(await kept()).toMatchObject([{ streams: ['adult-social-care'] }]);
  });

  it('without streams where no money was told', async () => {
    await hub.ask(worker, '{ people(first: 5) { nodes { name { full } } } }');
    expect(await kept()).toMatchObject([{ streams: [] }, { streams: [] }]);
  });

  it('not where nobody was found, and not of what is nobody’s', async () => {
    await lookAt(holder(ANN), BOB);
    await lookAt({ role: 'care-team', subject: 'other' }, ANN);
    await lookAt({ role: 'analyst' }, ANN);
    await hub.ask({ role: 'operator' }, DELIVERIES, { first: 5 });
    await hub.ask(holder(ANN), '{ viewer { role } streams { code } }');
    expect(await kept()).toEqual([]);
  });

  it('or the answer is not given', async () => {
    const { rows } = hub.serving;
    (hub.serving as { rows: unknown }).rows = (name: string, statement: never) =>
      name === 'audit.keep-reads'
        ? Promise.reject(new Error('the disk is full'))
        : rows.call(hub.serving, name, statement);
    try {
      const { data, errors } = await lookAt(holder(ANN), ANN);
      expect(data).toBeUndefined();
      expect(errors).toHaveLength(1);
      expect(errors?.[0]?.extensions.code).toBeUndefined();
    } finally {
      (hub.serving as { rows: unknown }).rows = rows;
    }
  });
});

describe('who looked', () => {
  it('is told to the person, newest first, their own looks too', async () => {
    await lookAt(holder(ANN), ANN);
    await lookAt(worker, ANN);
    await lookAt(worker, BOB);
    expect(await looksOf(ANN)).toEqual([
      {
        at: expect.stringMatching(/^2\d{3}-/),
        role: 'care-team',
        organisation: { name: expect.stringContaining('Sheffield') },
        streams: [{ code: 'adult-social-care' }],
        reason: 'direct care: a current relationship',
      },
      {
        at: expect.stringMatching(/^2\d{3}-/),
        role: 'holder',
        organisation: null,
        streams: [{ code: 'adult-social-care' }],
        reason: 'own record',
      },
    ]);
    // Looking at the list is a look at the record: it stands in the next list.
    expect((await looksOf(ANN)).map(({ role }: { role: string }) => role)).toEqual([
      'holder',
      'care-team',
      'holder',
    ]);
  });

  it('is told to nobody else', async () => {
    const query = `query Others($nhsNumber: NhsNumber!) {
      person(by: { nhsNumber: $nhsNumber }) { id whoLooked(first: 5) { nodes { id } } }
    }`;
    const { data, errors } = await hub.ask(worker, query, { nhsNumber: ANN });
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN']);
    expect(data.person).toEqual({ id: expect.any(String), whoLooked: null });
    expect(hub.statements).not.toContain('audit.looks');
  });

  it('goes on after the cursor, each look once', async () => {
    for (let turn = 0; turn < 5; turn += 1) await lookAt(worker, ANN);
    const seen: string[] = [];
    let after: string | null = null;
    for (;;) {
      const { data }: Answer = await hub.ask(holder(ANN), PAGE, { first: 2, after });
      const { nodes, pageInfo } = data.viewer.person.whoLooked;
      seen.push(
        ...nodes.filter((n: Row) => n.role === 'care-team').map((n: { id: string }) => n.id),
      );
      if (!pageInfo.hasNextPage) break;
      after = pageInfo.endCursor;
    }
    expect(seen).toHaveLength(5);
    expect(seen).toEqual([...new Set(seen)].sort((a, b) => Number(b) - Number(a)));
  });

  it('refuses a cursor that is none', async () => {
    const { errors } = await hub.ask(holder(ANN), PAGE, { first: 2, after: 'nonsense' });
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  it('sends a fixed number of statements', async () => {
    await looksOf(ANN);
    const few = [...hub.statements];
    for (let turn = 0; turn < 3; turn += 1) await lookAt(worker, ANN);
    await looksOf(ANN);
    expect(hub.statements).toEqual(few);
    expect(few).toEqual([
      'people.open-person',
      'people.visible-person',
      'audit.looks',
      'streams.all',
      'audit.keep-reads',
    ]);
  });
});

describe('when people are linked', () => {
  const both = { nhsNumber: ANN as NhsNumber, nino: NINO as Nino, actor: 'test' };

  it('looks at either are told, and after unlinking each has their own', async () => {
    await relate(hub.db, {
      ...{ subject: 'worker', key: { nino: NINO as Nino }, actor: 'test' },
      ...{ fromDay: null, untilDay: null },
    });
    const byNino = '{ person(by: { nino: "AB123456C" }) { id } }';
    const { data } = await hub.ask(worker, byNino);
    expect(data.person).not.toBeNull();
    expect(await looksOf(ANN)).toEqual([]);
    await link(hub.db, { ...both, evidence: 'both cards seen' });
    const roles = async () => (await looksOf(ANN)).map(({ role }: { role: string }) => role);
    expect(await roles()).toEqual(['holder', 'care-team']);
    await unlink(hub.db, both);
    expect(await roles()).toEqual(['holder', 'holder']);
  });
});

it('a look before the file that brought the person was taken back is still told', async () => {
  const EVE = '9990000034';
  const eve = { 'LA Code': 'E06000001', 'NHS Number': EVE, 'LA Person Unique Identifier': 'P3' };
  const first = await hub.receive('social-care-cld', 'E06000001', cldFile(eve));
  await lookAt(holder(EVE), EVE);
  await takeBack(hub, first.delivery);
  const again = { ...eve, 'LA Person Unique Identifier': 'P4' };
  await hub.receive('social-care-cld', 'E06000001', cldFile(again));
  expect((await looksOf(EVE)).map(({ role }: { role: string }) => role)).toEqual(['holder']);
});

describe('an entry that is held back', () => {
  it('is left out until its day is over', async () => {
    await lookAt(worker, ANN);
    const [entry] = await hub.db.rows<{ id: bigint }>('test.read', sql`select id from reads`);
    await holdBack(hub.db, {
      ...{ read: (entry as { id: bigint }).id, lastDay: '2026-01-20' as PlainDate },
      ...{ reason: 'an enquiry', by: 'guardian', today: hub.day, actor: 'test' },
    });
    const roles = async () => (await looksOf(ANN)).map(({ role }: { role: string }) => role);
    expect(await roles()).toEqual([]);
    hub.day = '2026-01-20' as PlainDate;
    expect(await roles()).not.toContain('care-team');
    hub.day = '2026-01-21' as PlainDate;
    expect(await roles()).toContain('care-team');
    hub.day = '2026-01-15' as PlainDate;
  });
});

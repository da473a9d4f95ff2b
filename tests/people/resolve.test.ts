import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../src/db/database.ts';
import type { IdentityDraft } from '../../src/people/identity.ts';
import { joinPeople } from '../../src/people/joining.ts';
import { resolvePeople } from '../../src/people/resolve.ts';
import { link, PeopleRefused, unlink } from '../../src/people/service.ts';
import { noteIdentities } from '../../src/people/store.ts';
import type { NhsNumber } from '../../src/values/nhs-number.ts';
import type { Nino } from '../../src/values/nino.ts';
import { AWARD, textOf } from '../adapters/local-awards-rows.ts';
import { errorOf } from '../db/scratch.ts';
import {
  awardedTo,
  budgetOf,
  fileFor,
  HARTLEPOOL,
  notedIn,
  receiveCld,
  SHEFFIELD,
  takeBack,
} from '../deliveries/receiving.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { testNhsNumbers } from './numbers.ts';

let hub: TestHub;
const numbers = testNhsNumbers(40);
/** A person of their own for each test, so that none sees what another has left. */
const anotherNhsNumber = () => numbers.pop() as string;
let ninos = 0;
const anotherNino = () => {
  ninos += 1;
  return `AB${String(100_000 + ninos)}C`;
};

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
let awards = 0;
/** A file of housing-related support, £100 a week from 1 April 2025 on, for each of these. */
async function supportFor(...people: { nhsNumber?: string; nino?: string }[]) {
  const rows = people.map(({ nhsNumber = '', nino = '' }) => {
    awards += 1;
    const reference = { 'Award Reference': `R-${awards}`, Amount: '100.00' };
    // Every row tells of somebody otherwise, so that only their numbers can join them.
    const born = { 'Date of Birth': `${1920 + awards}-03-17`, Surname: `Barra${LETTERS[awards]}` };
    const plain = { 'Contribution per Week': '0.00', 'Given Names': `Jean ${awards}`, ...born };
    return { ...AWARD, ...plain, ...reference, 'NHS Number': nhsNumber, NINO: nino };
  });
  const outcome = await hub.receive('local-awards', SHEFFIELD, textOf(rows));
  expect(outcome).toMatchObject({ status: 'LOADED', rejects: [] });
  return outcome;
}

const YEAR = 521429; // 365 days ÷ 7 × £100
const evidence = 'seen both cards';
const asked = (nhsNumber: string, nino: string) => ({
  nhsNumber: nhsNumber as NhsNumber,
  nino: nino as Nino,
  evidence,
  actor: 'test',
});

/** The ids of the people whose identities carry the NINO. */
async function peopleOfNino(nino: string): Promise<string[]> {
  const rows = await hub.db.rows<{ id: string }>(
    'test.people-of-nino',
    sql`select distinct person_id as id from identities
        where nino = ${nino} and person_id is not null`,
  );
  return rows.map(({ id }) => id);
}

beforeAll(async () => {
  hub = await openTestHub();
});
afterAll(() => hub.close());

describe('deliveries are joined', () => {
  it('by the same NHS number from two councils, whichever came first', async () => {
    const number = anotherNhsNumber();
    await receiveCld(hub, fileFor([number], '100.00'));
    const first = await budgetOf(hub, number);
    const { delivery } = await receiveCld(
      hub,
      fileFor([number], '50.00', { 'LA Code': HARTLEPOOL }),
      HARTLEPOOL,
    );
    expect((await budgetOf(hub, number)).id).toBe(first.id);
    // £5,214.29 and half of it, each rounded by itself: 260714.28… is 260714.
    expect(await awardedTo(hub, number)).toBe(YEAR + 260714);
    await takeBack(hub, delivery);
    expect(await budgetOf(hub, number)).toEqual(first);
  });

  it('by a row that carries both numbers, until its delivery is taken back', async () => {
    const [number, nino] = [anotherNhsNumber(), anotherNino()];
    await supportFor({ nhsNumber: number });
    await supportFor({ nino });
    const alone = await budgetOf(hub, number);
    expect(await awardedTo(hub, number)).toBe(YEAR);
    const both = await supportFor({ nhsNumber: number, nino });
    expect(await awardedTo(hub, number)).toBe(3 * YEAR);
    expect(await peopleOfNino(nino)).toEqual([alone.id]);
    await takeBack(hub, both.delivery);
    expect(await budgetOf(hub, number)).toEqual(alone);
    expect(await peopleOfNino(nino)).not.toContain(alone.id);
  });

  it('by the same NINO', async () => {
    const [number, nino] = [anotherNhsNumber(), anotherNino()];
    await supportFor({ nino }, { nino });
    expect(await peopleOfNino(nino)).toHaveLength(1);
    await supportFor({ nhsNumber: number, nino });
    expect(await awardedTo(hub, number)).toBe(3 * YEAR);
  });

  it('never where a NINO stands beside two NHS numbers', async () => {
    const [one, two, nino] = [anotherNhsNumber(), anotherNhsNumber(), anotherNino()];
    await supportFor({ nhsNumber: one, nino }, { nino });
    expect(await awardedTo(hub, one)).toBe(2 * YEAR);
    const wrong = await supportFor({ nhsNumber: two, nino });
    expect(await awardedTo(hub, one)).toBe(YEAR);
    expect(await awardedTo(hub, two)).toBe(YEAR);
    expect(await peopleOfNino(nino)).toHaveLength(3);
    await takeBack(hub, wrong.delivery);
    expect(await awardedTo(hub, one)).toBe(2 * YEAR);
    expect(await awardedTo(hub, two)).toBeNull();
  });
});

describe('a recorded link', () => {
  it('joins, says so when repeated, and taken back leaves what was', async () => {
    const [number, nino] = [anotherNhsNumber(), anotherNino()];
    await supportFor({ nhsNumber: number }, { nino });
    const before = await budgetOf(hub, number);
    const noted = (await notedIn(hub.db)).length;
    expect(await link(hub.db, asked(number, nino))).toBe('DONE');
    expect(await awardedTo(hub, number)).toBe(2 * YEAR);
    expect(await link(hub.db, asked(number, nino))).toBe('ALREADY_DONE');
    expect(await unlink(hub.db, asked(number, nino))).toBe('DONE');
    expect(await budgetOf(hub, number)).toEqual(before);
    expect(await unlink(hub.db, asked(number, nino))).toBe('ALREADY_DONE');
    const since = (await notedIn(hub.db)).slice(noted);
    expect(since.map(({ action }) => action)).toEqual(['people-linked', 'people-unlinked']);
    // What is noted names neither number.
    expect(JSON.stringify(since)).not.toMatch(new RegExp(`${number}|${nino}`));
    expect(await link(hub.db, asked(number, nino))).toBe('DONE');
    expect(await awardedTo(hub, number)).toBe(2 * YEAR);
  });

  it('joins what arrives later', async () => {
    const [number, nino] = [anotherNhsNumber(), anotherNino()];
    expect(await link(hub.db, asked(number, nino))).toBe('DONE');
    await supportFor({ nino });
    await supportFor({ nhsNumber: number });
    expect(await awardedTo(hub, number)).toBe(2 * YEAR);
  });

  it('is refused where the NINO stands beside another NHS number', async () => {
    const [one, two, nino] = [anotherNhsNumber(), anotherNhsNumber(), anotherNino()];
    await supportFor({ nhsNumber: one, nino }, { nhsNumber: two });
    const error = await errorOf(link(hub.db, asked(two, nino)));
    expect(error).toBeInstanceOf(PeopleRefused);
    expect(error.message).toContain('numbers that disagree are never joined');
    expect(error.message).not.toMatch(/\d/);
    expect([await awardedTo(hub, one), await awardedTo(hub, two)]).toEqual([YEAR, YEAR]);
  });

  it('and another to a second NHS number at the same moment are not both made', async () => {
    const [one, two, nino] = [anotherNhsNumber(), anotherNhsNumber(), anotherNino()];
    const outcomes = await Promise.allSettled(
      [one, two].map((number) => link(hub.db, asked(number, nino))),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('needs its evidence in words', async () => {
    const request = { ...asked(anotherNhsNumber(), anotherNino()), evidence: ' ' };
    expect(await errorOf(link(hub.db, request))).toBeInstanceOf(PeopleRefused);
  });
});

interface Telling {
  readonly nhsNumber: string | null;
  readonly nino: string | null;
  readonly localId: string | null;
}

const few = (...values: string[]) => fc.option(fc.constantFrom(...values), { nil: null });
const telling: fc.Arbitrary<Telling> = fc.record({
  nhsNumber: few('1', '2'),
  nino: few('A', 'B'),
  localId: few('7', '8'),
});
/** What some deliveries tell of people, and in which order they count and cease to. */
const history = fc.record({
  deliveries: fc.array(fc.array(telling, { minLength: 1, maxLength: 4 }), {
    minLength: 1,
    maxLength: 4,
  }),
  turns: fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 7 }),
});

describe('step by step', () => {
  it('who is who is always as if all that counts had been looked at afresh', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(history, async ({ deliveries, turns }) => {
        run += 1;
        // Keys of its own for each history: none touches another’s people.
        const own = (key: string | null) => (key === null ? null : `${run}/${key}`);
        const unsaid = { surname: null, givenNames: null, birthDate: null, deathDate: null };
        const told = deliveries.map((tellings) => ({
          id: randomUUID(),
          live: false,
          drafts: tellings.map(
            ({ nhsNumber, nino, localId }): IdentityDraft => ({
              source: 'C1',
              namespace: `run ${run}`,
              localId: own(localId),
              nhsNumber: own(nhsNumber) as NhsNumber | null,
              nino: own(nino) as Nino | null,
              ...unsaid,
              postcode: null,
            }),
          ),
        }));
        await hub.db.transaction(async (tx) => {
          for (const { id, drafts } of told) await noteIdentities(tx, id, drafts);
        });
        for (const turn of turns) {
          const delivery = told[turn % told.length] as (typeof told)[number];
          delivery.live = !delivery.live;
          await hub.db.transaction((tx) => resolvePeople(tx, delivery.id, delivery.live));
          const rows = await hub.db.rows<Row>(
            'test.identities-of-run',
            sql`select id, ordinal, nhs_number, nino, source, namespace, local_id, person_id,
                  exists (select 1 from sightings s where s.identity_id = i.id and s.live) as live
                from identities i where namespace = ${`run ${run}`} order by ordinal`,
          );
          const live = rows.filter((row) => row.live);
          const afresh = joinPeople(
            live.map((row) => ({ ...row, nhsNumber: row.nhs_number, localId: row.local_id })),
          );
          expect(rows.map((row) => row.person_id)).toEqual(
            rows.map((row) => afresh.get(row.id) ?? null),
          );
        }
      }),
      { numRuns: 40 },
    );
  });
});

interface Row {
  id: string;
  ordinal: bigint;
  nhs_number: string | null;
  nino: string | null;
  source: string;
  namespace: string;
  local_id: string | null;
  person_id: string | null;
  live: boolean;
}

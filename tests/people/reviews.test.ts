import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Dice } from '../../seeds/area/dice.ts';
import type { Viewer } from '../../src/access/viewer.ts';
import { sql } from '../../src/db/database.ts';
import type { MatchDecision } from '../../src/people/match-store.ts';
import { DecisionRefused, decideMatch, reviewsFor } from '../../src/people/reviews.ts';
import { link, unlink } from '../../src/people/service.ts';
import type { NhsNumber } from '../../src/values/nhs-number.ts';
import type { Nino } from '../../src/values/nino.ts';
import { AWARD, textOf } from '../adapters/local-awards-rows.ts';
import { errorOf } from '../db/scratch.ts';
import { notedIn, SHEFFIELD, takeBack } from '../deliveries/receiving.ts';
import { scanFile } from '../stories/files.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { testNhsNumbers } from './numbers.ts';

const OPERATOR: Viewer = {
  subject: 'op-1',
  role: 'operator',
  organisation: null,
  nhsNumber: null,
};

let hub: TestHub;
let awards = 0;
const numbers = testNhsNumbers(60);

interface Said {
  readonly nhsNumber?: string;
  readonly nino?: string;
  readonly surname: string;
  readonly given: string;
  readonly born: string;
}

/** A file of £100 a week for each of these. */
async function told(...people: readonly Said[]): Promise<string> {
  const rows = people.map(({ nhsNumber = '', nino = '', surname, given, born }) => {
    awards += 1;
    return {
      ...{ ...AWARD, 'Award Reference': `M-${awards}`, Amount: '100.00', NINO: nino },
      ...{ 'NHS Number': nhsNumber, Surname: surname, 'Given Names': given },
      ...{ 'Date of Birth': born, 'Contribution per Week': '0.00' },
    };
  });
  const outcome = await hub.receive('local-awards', SHEFFIELD, textOf(rows));
  expect(outcome).toMatchObject({ status: 'LOADED', rejects: [] });
  return outcome.delivery as string;
}

let keys = 0;
const decide = (review: string, decision: MatchDecision, key?: string) => {
  keys += 1;
  const idempotencyKey = key ?? `key ${keys}`;
  return decideMatch(hub.db, OPERATOR, { review, decision, reason: 'seen', idempotencyKey });
};
const waiting = async () =>
  (await reviewsFor(hub.db, OPERATOR, { decision: null, after: null, count: 100 })) ?? [];
const waitingFor = async (surname: string) =>
  (await waiting()).filter(({ left }) => left.surname === surname);

/** Whose each identity of the surname is, oldest first, as places in that list. */
async function peopleNamed(surname: string): Promise<number[]> {
  const rows = await hub.db.rows<{ id: string; person_id: string }>(
    'test.people-named',
    sql`select id, person_id from identities where surname = ${surname} and person_id is not null
        order by ordinal`,
  );
  return rows.map((row) => rows.findIndex(({ id }) => id === row.person_id));
}

beforeAll(async () => {
  hub = await openTestHub();
});
afterAll(() => hub.close());

describe('records without a common key', () => {
  it('are one person where they agree enough, in either order, until one is taken back', async () => {
    const health = { nhsNumber: numbers.pop() as string, given: 'Robert', born: '1950-05-04' };
    await told({ ...health, surname: 'Oldroyd' });
    const work = await told({
      nino: 'AB200001C',
      surname: 'Oldroyd',
      given: 'Bob',
      born: '1950-05-04',
    });
    expect(await peopleNamed('Oldroyd')).toEqual([0, 0]);
    await takeBack(hub, work);
    expect(await peopleNamed('Oldroyd')).toEqual([0]);
    await told(
      { nino: 'AB200002C', surname: 'Padgett', given: 'Bob', born: '1950-05-04' },
      { ...health, nhsNumber: numbers.pop() as string, surname: 'Padgett' },
    );
    expect(await peopleNamed('Padgett')).toEqual([0, 0]);
  });

  it('are nobody’s automatically where two NHS numbers would meet: they wait', async () => {
    const born = '1961-02-03';
    const [one, two] = [numbers.pop() as string, numbers.pop() as string];
    await told(
      { nhsNumber: one, surname: 'Quarmby', given: 'Iris', born },
      { nino: 'AB200003C', surname: 'Quarmby', given: 'Iris', born },
    );
    expect(await peopleNamed('Quarmby')).toEqual([0, 0]);
    const second = await told({ nhsNumber: two, surname: 'Quarmby', given: 'Iris', born });
    expect(await peopleNamed('Quarmby')).toEqual([0, 1, 2]);
    expect(await waitingFor('Quarmby')).toHaveLength(2);
    await takeBack(hub, second);
    expect(await peopleNamed('Quarmby')).toEqual([0, 0]);
    expect(await waitingFor('Quarmby')).toEqual([]);
  });

  it('with two NINOs wait for a decision', async () => {
    const born = '1971-02-03';
    await told(
      { nino: 'AB200004C', surname: 'Rawson', given: 'Hugh', born },
      { nino: 'AB200005C', surname: 'Rawson', given: 'Hugh', born },
    );
    expect(await peopleNamed('Rawson')).toEqual([0, 1]);
  });
});

describe('a decision', () => {
  const born = '1944-08-09';
  it('links, parts for ever, and is taken back', async () => {
    const nhsNumber = numbers.pop() as string;
    await told(
      { nhsNumber, surname: 'Sugden', given: 'Joan', born },
      { nino: 'AB200006C', surname: 'Sugden', given: 'Joan', born },
    );
    const [row] = await hub.db.rows<{ id: string }>(
      'test.pair-of-sugden',
      sql`select p.id from match_pairs p join identities l on l.id = p.left_id
          where l.surname = 'Sugden'`,
    );
    const pair = (row as { id: string }).id;
    const noted = (await notedIn(hub.db)).length;
    expect(await decide(pair, 'NOT_SAME', 'first')).toMatchObject({ decision: 'NOT_SAME' });
    expect(await peopleNamed('Sugden')).toEqual([0, 1]);
    const later = await told({ nino: 'AB200006C', surname: 'Sugden', given: 'Joan M', born });
    // The new record of that NINO has not been parted, and agrees with both.
    expect((await peopleNamed('Sugden')).slice(0, 2)).toEqual([0, 1]);
    await takeBack(hub, later);
    expect(await waitingFor('Sugden')).toEqual([]);
    await decide(pair, 'LINK');
    expect(await peopleNamed('Sugden')).toEqual([0, 0]);
    await decide(pair, 'CANNOT_TELL');
    expect(await peopleNamed('Sugden')).toEqual([0, 1]);
    // Sent again, the first request changes nothing.
    await decide(pair, 'NOT_SAME', 'first');
    expect(await errorOf(decide(pair, 'LINK', 'first'))).toMatchObject({
      code: 'IDEMPOTENCY_MISMATCH',
    });
    const since = (await notedIn(hub.db)).slice(noted);
    const decided = since.filter(({ action }) => action === 'match-decided');
    expect(decided.map(({ details }) => details.decision)).toEqual([
      'NOT_SAME',
      'LINK',
      'CANNOT_TELL',
    ]);
    expect(JSON.stringify(decided)).not.toMatch(/Sugden|Joan|seen|1944/);
  });

  it('cannot join two NHS numbers, and leaves nothing behind', async () => {
    await told(
      { nhsNumber: numbers.pop() as string, surname: 'Tordoff', given: 'Amy', born },
      { nino: 'AB200007C', surname: 'Tordoff', given: 'Amy', born },
      { nhsNumber: numbers.pop() as string, surname: 'Tordoff', given: 'Amy', born },
    );
    const [first, second] = await waitingFor('Tordoff');
    await decide(first?.id as string, 'LINK');
    const refused = await errorOf(decide(second?.id as string, 'LINK'));
    expect(refused).toBeInstanceOf(DecisionRefused);
    expect(refused).toMatchObject({ code: 'NUMBERS_DISAGREE' });
    expect((await waitingFor('Tordoff')).map(({ id }) => id)).toEqual([second?.id]);
  });

  it('needs an operator, a pair and a reason', async () => {
    const request = { decision: 'LINK', idempotencyKey: 'k' } as const;
    const review = '00000000-0000-4000-8000-000000000000';
    const asFinance = { ...OPERATOR, role: 'finance' } as const;
    expect(await decideMatch(hub.db, asFinance, { ...request, review, reason: 'x' })).toBeNull();
    expect(
      await errorOf(decideMatch(hub.db, OPERATOR, { ...request, review, reason: ' ' })),
    ).toMatchObject({ code: 'REASON_NEEDED' });
    for (const nobodys of [review, 'x']) {
      expect(await errorOf(decide(nobodys, 'LINK'))).toMatchObject({ code: 'NOT_FOUND' });
    }
  });
});

describe('money', () => {
  const everyAward = () =>
    hub.db.rows(
      'test.awards-of-identities',
      sql`select identity_id, count(*) as awards, sum(amount)::text as amount,
            string_agg(id::text, ' ' order by id) as ids
          from awards group by identity_id order by identity_id`,
    );

  it('stays with its record through a thousand links, unlinks and decisions', async () => {
    const born = '1939-12-24';
    const own = [numbers.pop() as string, numbers.pop() as string];
    await told(
      ...own.map((nhsNumber) => ({ nhsNumber, surname: 'Varley', given: 'Eve', born })),
      { nino: 'AB200008C', surname: 'Varley', given: 'Evelyn', born },
      { nino: 'AB200009C', surname: 'Varley', given: 'Eve', born },
      { nino: 'AB200010C', surname: 'Varley', given: 'Eva', born },
    );
    const pairs = await hub.db.rows<{ id: string }>(
      'test.pairs-of-varley',
      sql`select p.id from match_pairs p join identities l on l.id = p.left_id
          where l.surname = 'Varley' order by p.id`,
    );
    expect(pairs.length).toBeGreaterThanOrEqual(6);
    const before = await everyAward();
    const dice = new Dice(31);
    let [done, refused] = [0, 0];
    for (let turn = 0; turn < 1000; turn += 1) {
      try {
        await somethingAtRandom(dice, pairs, own);
        done += 1;
      } catch (error) {
        if (!(error instanceof Error) || !/Refused/.test(error.name)) throw error;
        refused += 1;
      }
      if (turn % 100 === 99) expect(await everyAward()).toEqual(before);
    }
    expect(done + refused).toBe(1000);
    expect(done).toBeGreaterThan(300);
    for (const nhsNumber of own) {
      for (const nino of ['AB200008C', 'AB200009C']) {
        const asked = { nhsNumber: nhsNumber as NhsNumber, nino: nino as Nino };
        await unlink(hub.db, { ...asked, actor: 'test' });
      }
    }
    for (const { id } of pairs) await decide(id, 'NOT_SAME');
    expect(await everyAward()).toEqual(before);
    expect(await peopleNamed('Varley')).toEqual([0, 1, 2, 3, 4]);
  }, 300_000);

  async function somethingAtRandom(
    dice: Dice,
    pairs: readonly { id: string }[],
    own: readonly string[],
  ): Promise<unknown> {
    const nino = dice.pick(['AB200008C', 'AB200009C']) as Nino;
    const asked = { nhsNumber: dice.pick(own) as NhsNumber, nino, actor: 'test' };
    switch (dice.below(5)) {
      case 0:
        return link(hub.db, { ...asked, evidence: 'a card' });
      case 1:
        return unlink(hub.db, asked);
      default:
        return decide(dice.pick(pairs).id, dice.pick(['LINK', 'NOT_SAME', 'CANNOT_TELL']));
    }
  }
});

describe('a couple on one housing benefit claim', () => {
  it('stay themselves when claimant and partner swap between scans', async () => {
    const claim = { LCHBREF: 'SWAP-1', CCSURNAME: 'Wadsworth', CCPCODE: 'S6 3CC', LAHBAMT: '9842' };
    const walter = { ...claim, CCNINO: 'AB200011C', CCFORENAME: 'Walter', CDDOB: '02-03-1948' };
    const wendy = { ...claim, CCNINO: 'AB200012C', CCFORENAME: 'Wendy', CDDOB: '21-09-1951' };
    const people = async () =>
      hub.db.rows<{ nino: string; person_id: string }>(
        'test.people-of-claim',
        sql`select distinct nino, person_id from identities
            where surname = 'Wadsworth' and person_id is not null order by nino`,
      );
    await hub.receive('housing-shbe', SHEFFIELD, scanFile('14-04-2025', walter));
    const [first] = await people();
    await hub.receive('housing-shbe', SHEFFIELD, scanFile('12-05-2025', wendy));
    await hub.receive('housing-shbe', SHEFFIELD, scanFile('09-06-2025', walter));
    const now = await people();
    expect(now.map(({ nino }) => nino)).toEqual(['AB200011C', 'AB200012C']);
    expect(now[0]).toEqual(first);
    expect(now[1]?.person_id).not.toBe(first?.person_id);
  });
});

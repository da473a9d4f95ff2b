import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hostedPeople } from '../../src/access/hosted-store.ts';
import { sql } from '../../src/db/database.ts';
import { link, unlink } from '../../src/people/service.ts';
import type { NhsNumber } from '../../src/values/nhs-number.ts';
import type { Nino } from '../../src/values/nino.ts';
import { testNhsNumbers } from '../people/numbers.ts';
import { takeBack } from '../stories/reading.ts';
import { cldFile } from '../support/cld.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import {
  accountsOf,
  BOARD,
  COUNCIL,
  deposit,
  depositInput,
  leftIn,
  openAccount,
  spend,
  spendInput,
  TODAY,
} from './money.ts';

const [ANN, BOB] = testNhsNumbers(2) as [NhsNumber, NhsNumber];
const OTHER = 'E06000001';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub(TODAY);
});
afterAll(() => hub.close());

const receive = async (from: string, nhsNumber: string): Promise<string> => {
  const row = {
    'LA Code': from,
    'NHS Number': nhsNumber,
    'LA Person Unique Identifier': nhsNumber,
  };
  const { delivery } = await hub.receive('social-care-cld', from, cldFile(row));
  return delivery as string;
};

const hostedBy = async (organisation: string | null) => {
  const rows = await hub.db.rows<{ person_id: string | null }>(
    'test.hosted',
    sql`select distinct person_id from (${hostedPeople(organisation)}) hosted`,
  );
  return rows.map(({ person_id }) => person_id);
};

const idOf = async (nhsNumber: string): Promise<string> => {
  const [row] = await hub.db.rows<{ person_id: string }>(
    'test.person',
    sql`select person_id from identities where nhs_number = ${nhsNumber} and person_id is not null`,
  );
  return (row as { person_id: string }).person_id;
};

describe('an account', () => {
  it('is the person’s still when the file that named them is taken back', async () => {
    const delivery = await receive(COUNCIL, ANN);
    const account = await openAccount(hub, ANN);
    await deposit(hub, depositInput(account, { amount: 700 }));
    expect(await hostedBy(COUNCIL)).toEqual([await idOf(ANN)]);
    await receive(OTHER, ANN);
    await takeBack(hub, delivery);
    expect(await accountsOf(hub, ANN)).toMatchObject([{ id: account, available: { pence: 700 } }]);
    expect(await hostedBy(COUNCIL)).toEqual([await idOf(ANN)]);
    expect(await hostedBy(BOARD)).toEqual([]);
    expect(await hostedBy(null)).toEqual([]);
  });

  it('and where nobody is known by it any more, its host still has it', async () => {
    const delivery = await receive(COUNCIL, BOB);
    const account = await openAccount(hub, BOB);
    await deposit(hub, depositInput(account, { amount: 500 }));
    await takeBack(hub, delivery);
    expect(await accountsOf(hub, BOB)).toBeNull();
    expect((await leftIn(hub, account)).all).toBe(500);
    expect(await spend(hub, spendInput(account))).toMatchObject({ replayed: false });
  });

  it('follows links, which move no money', async () => {
    const nino = 'QQ123456C' as Nino;
    const before = await accountsOf(hub, ANN);
    const said = { nhsNumber: ANN, nino, actor: 'test' };
    await link(hub.db, { ...said, evidence: 'a letter' });
    expect(await accountsOf(hub, ANN)).toEqual(before);
    await unlink(hub.db, said);
    expect(await accountsOf(hub, ANN)).toEqual(before);
  });
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import { MATCH_MODEL } from '../../seeds/reference/match-model.ts';
import { sql } from '../../src/db/database.ts';
import { loadModel } from '../../src/people/load-model.ts';
import { verifyPeople } from '../../src/people/verify.ts';
import { AWARD, textOf } from '../adapters/local-awards-rows.ts';
import { SHEFFIELD } from '../deliveries/receiving.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { testNhsNumbers } from './numbers.ts';

let hub: TestHub;
const numbers = testNhsNumbers(2);
beforeAll(async () => {
  hub = await openTestHub();
});
afterAll(() => hub.close());

/** Somebody told of twice, once with an NHS number and once with a NINO; they agree in all else. */
async function toldTwice(surname: string, born: string, nino: string): Promise<void> {
  const both = { ...AWARD, Surname: surname, 'Date of Birth': born };
  const rows = [
    { ...both, 'Award Reference': `${surname}-1`, 'NHS Number': numbers.pop() as string },
    { ...both, 'Award Reference': `${surname}-2`, 'NHS Number': '', NINO: nino },
  ];
  const outcome = await hub.receive('local-awards', SHEFFIELD, textOf(rows));
  expect(outcome).toMatchObject({ status: 'LOADED', rejects: [] });
}

const pairs = () =>
  hub.db.rows(
    'test.pairs-and-versions',
    sql`select l.surname, p.model_version, p.outcome, l.person_id = r.person_id as joined
        from match_pairs p join identities l on l.id = p.left_id join identities r on r.id = p.right_id
        order by l.surname`,
  );

it('people are matched by the newest from then on; links made before stay with their version', async () => {
  await toldTwice('Ackroyd', '1944-05-06', 'AB500001C');
  const own = { ...MATCH_MODEL, version: 7, linkFrom: 100, source: 'nothing without a look' };
  const loaded = await loadModel(hub.db, {
    text: JSON.stringify(own),
    actor: 'test',
    dryRun: false,
  });
  expect(loaded).toMatchObject({ status: 'LOADED', version: 7, inForce: 7 });
  await toldTwice('Bairstow', '1972-10-30', 'AB500002C');
  expect(await pairs()).toEqual([
    { surname: 'Ackroyd', model_version: 2, outcome: 'LINKED', joined: true },
    { surname: 'Bairstow', model_version: 7, outcome: 'REVIEW', joined: false },
  ]);
  expect((await verifyPeople(hub.db)).filter(({ ok }) => !ok)).toEqual([]);
});

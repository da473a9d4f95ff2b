import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { preview } from '../../src/budgets/preview.ts';
import { sql } from '../../src/db/database.ts';
import { NOTHING_KNOWN } from '../../src/people/characteristic.ts';
import { characteristicsOf, NotPublishing } from '../../src/people/characteristics-store.ts';
import { endRestrictions, restrict } from '../../src/people/restrictions.ts';
import type { NhsNumber } from '../../src/values/nhs-number.ts';
import { receiveCld, requestFor, SHEFFIELD, takeBack } from '../deliveries/receiving.ts';
import { chcFile, dfgFile } from '../stories/files.ts';
import { loaded } from '../stories/reading.ts';
import { cldFile } from '../support/cld.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';

const ANN = '9990000018' as NhsNumber;
const BOB = '9990000026' as NhsNumber;

const ASIAN = 'Asian or Asian British: Chinese';
const WHITE = 'White: Roma';

/** Ann, a woman with a learning disability at S1 2HH; Bob says nothing of himself. */
const FILE = cldFile(
  {
    ...{ Gender: 'Female', Ethnicity: ASIAN },
    'Primary Support Reason': 'Learning disability support',
  },
  { 'NHS Number': BOB, 'LA Person Unique Identifier': 'P2', Postcode: '' },
);

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub('2026-04-15');
  await hub.db.rows(
    'test.areas',
    sql`insert into deprivation_areas (postcode, known_from, fifth, source) values
        ('S12HH', '2025-01-01', 2, 'invented'), ('S12HH', '2025-06-01', 1, 'invented'),
        ('S23AB', '2025-01-01', 5, 'invented')`,
  );
});
afterAll(() => hub.close());

const idOf = async (nhsNumber: string): Promise<string> => {
  const [row] = await hub.db.rows<{ id: string }>(
    'test.person-of',
    sql`select coalesce(person_id, id)::text as id from identity_keys
        where nhs_number = ${nhsNumber} order by person_id nulls last limit 1`,
  );
  return row?.id ?? '';
};

const publishing = () => hub.serving.under({ task: 'PUBLISHING' });

const known = async (nhsNumber: string) =>
  (await characteristicsOf(publishing())).get(await idOf(nhsNumber));

describe('what is known for totals', () => {
  it('is what files say of somebody, and of somebody of whom they say nothing it is not known', async () => {
    const delivery = loaded(await receiveCld(hub, FILE));
    expect(await known(ANN)).toEqual({
      ...{ sex: 'FEMALE', ethnicGroup: 'ASIAN', clientGroup: 'LEARNING_DISABILITY' },
      deprivationFifth: '1',
    });
    expect(await known(BOB)).toEqual(NOTHING_KNOWN);
    await takeBack(hub, delivery);
    expect(await known(ANN)).toEqual(NOTHING_KNOWN);
    loaded(await receiveCld(hub, FILE));
    expect(await known(ANN)).toMatchObject({ sex: 'FEMALE' });
  });

  it('is of a submission what its last row says', async () => {
    const row = { 'Reporting Period End Date': '2026-04-01', Ethnicity: WHITE };
    const later = { ...row, 'Event Start Date': '2025-05-01', Ethnicity: 'White: Irish' };
    const asian = { ...row, 'Event Start Date': '2025-06-01', Ethnicity: ASIAN };
    const delivery = loaded(await receiveCld(hub, cldFile(row, later, asian)));
    // The file that it stands in the place of gave a sex; this one gives none.
    expect(await known(ANN)).toMatchObject({ sex: 'NOT_KNOWN', ethnicGroup: 'ASIAN' });
    await takeBack(hub, delivery);
    expect(await known(ANN)).toMatchObject({ sex: 'FEMALE' });
  });

  it('is, of several sources, what the one says that speaks for the latest day', async () => {
    const codes = { 'PERSON STATED GENDER CODE': '1', 'ETHNIC CATEGORY': 'Z' };
    const earlier = loaded(await hub.receive('health-chc', 'QF7', chcFile(codes)));
    // Client Level Data speaks for 31 March 2026, this file for 31 December.
    expect(await known(ANN)).toMatchObject({ sex: 'FEMALE', ethnicGroup: 'ASIAN' });
    const period = {
      'REPORTING PERIOD START DATE': '2026-04-01',
      'REPORTING PERIOD END DATE': '2026-04-30',
    };
    const later = chcFile({ ...codes, ...period, 'POSTCODE OF USUAL ADDRESS': 'S9 9ZZ' });
    const delivery = loaded(await hub.receive('health-chc', 'QF7', later));
    // The area of S9 9ZZ is not known; that Ann lives there now is.
    expect(await known(ANN)).toEqual({
      ...{ sex: 'MALE', ethnicGroup: 'ASIAN', clientGroup: 'LEARNING_DISABILITY' },
      deprivationFifth: 'NOT_KNOWN',
    });
    await takeBack(hub, delivery);
    await takeBack(hub, earlier);
    expect(await known(ANN)).toMatchObject({ sex: 'FEMALE', deprivationFifth: '1' });
  });

  it('has no area of somebody whose record is restricted, by whichever file it was', async () => {
    const home = { 'NHS Number': ANN, NINO: '', Postcode: 'S2 3AB' };
    const delivery = loaded(await hub.receive('housing-dfg', SHEFFIELD, dfgFile(home)));
    expect(await known(ANN)).toMatchObject({ deprivationFifth: '5' });
    const key = { nhsNumber: ANN };
    await restrict(hub.db, { key, reason: 'a court order', actor: 'test' });
    expect(await known(ANN)).toMatchObject({ sex: 'FEMALE', deprivationFifth: 'NOT_KNOWN' });
    await takeBack(hub, delivery);
    expect(await known(ANN)).toMatchObject({ deprivationFifth: 'NOT_KNOWN' });
    await endRestrictions(hub.db, { key, actor: 'test' });
    expect(await known(ANN)).toMatchObject({ deprivationFifth: '1' });
  });

  it('is asked of some people alone, each of whom is told', async () => {
    const [ann, bob] = [await idOf(ANN), await idOf(BOB)];
    const found = await characteristicsOf(publishing(), [bob]);
    expect([...found]).toEqual([[bob, NOTHING_KNOWN]]);
    const everybody = [...(await characteristicsOf(publishing())).keys()];
    expect(everybody).toEqual(expect.arrayContaining([ann, bob]));
    expect(new Set(everybody).size).toBe(everybody.length);
    expect(await characteristicsOf(publishing(), [])).toEqual(new Map());
  });

  it('is not told without that task, not to the owner either', async () => {
    await expect(characteristicsOf(hub.serving)).rejects.toThrow(NotPublishing);
    await expect(characteristicsOf(hub.db)).rejects.toThrow(NotPublishing);
    await expect(characteristicsOf(hub.serving.under({ task: 'POOLING' }))).rejects.toThrow(
      NotPublishing,
    );
  });

  it('is not left behind by a load that came to nothing', async () => {
    const count = async () =>
      (await hub.db.rows('test.said', sql`select 1 from characteristics`)).length;
    const before = await count();
    const text = cldFile({ Gender: 'Male', 'Event Start Date': '2025-07-01' });
    expect((await preview(hub.db, await requestFor(hub, text))).status).toBe('LOADED');
    expect(await count()).toBe(before);
  });
});

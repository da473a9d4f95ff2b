import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Viewer } from '../../src/access/viewer.ts';
import { decideFunding, endFunding, type FundingRequest } from '../../src/awards/decide-funding.ts';
import { sql } from '../../src/db/database.ts';
import { link } from '../../src/people/service.ts';
import { visiblePeople, visiblePerson } from '../../src/people/visible.ts';
import type { OrganisationCode } from '../../src/values/ids.ts';
import type { NhsNumber } from '../../src/values/nhs-number.ts';
import type { Nino } from '../../src/values/nino.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { shares } from '../awards/decisions.ts';
import { takeBack } from '../deliveries/receiving.ts';
import { accessToWorkFile, chcFile, dfgFile, localAwardsFile } from '../stories/files.ts';
import { loaded } from '../stories/reading.ts';
import { cldFile } from '../support/cld.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';

const ANN = '9990000018' as NhsNumber;
const BOB = '9990000026' as NhsNumber;
const TODAY = '2026-01-15' as PlainDate;
const COUNCIL = 'E08000039';
const STREAM = 'adult-social-care';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub(TODAY);
  const named = { 'First Name': 'Ann', 'Last Name': 'Gill' };
  const bob = { 'NHS Number': BOB, 'LA Person Unique Identifier': 'P2', 'Last Name': 'Low' };
  loaded(await hub.receive('social-care-cld', COUNCIL, cldFile(named, bob)));
  loaded(await hub.receive('employment-access-to-work', 'DWP', accessToWorkFile({})));
});
afterEach(async () => {
  const from = '1900-01-01' as PlainDate;
  await endFunding(hub.db, { key: { nhsNumber: ANN }, stream: STREAM, from, actor: 'test' });
});
afterAll(() => hub.close());

const finance = (organisation: string | null): Viewer => ({
  ...{ role: 'finance', subject: 'payer', organisation, nhsNumber: null },
});
const seen = (organisation: string | null, key: Parameters<typeof visiblePerson>[2]) =>
  visiblePerson(hub.db, finance(organisation), key, TODAY);
const ofAnn = (organisation: string | null) => seen(organisation, { nhsNumber: ANN });
const listed = async (organisation: string | null) => {
  const page = { after: null, count: 9 };
  return (await visiblePeople(hub.db, finance(organisation), page, TODAY)).map(({ id }) => id);
};
const decide = (differs: Partial<FundingRequest> = {}) =>
  decideFunding(hub.db, {
    ...{ key: { nhsNumber: ANN }, stream: STREAM, funders: shares('E08000039=50,QF7=50') },
    ...{ days: { from: '2025-04-01' as PlainDate, until: null }, interimPayer: null },
    ...{ reason: 'joint assessment', actor: 'test' },
    ...differs,
  });

describe('finance reaches a person', () => {
  it('for whom its organisation pays, in a list too', async () => {
    const ann = await ofAnn(COUNCIL);
    expect(ann).toMatchObject({ givenNames: 'Ann', surname: 'Gill', sources: [COUNCIL] });
    const bob = await seen(COUNCIL, { nhsNumber: BOB });
    expect(await listed(COUNCIL)).toEqual([ann?.id, bob?.id].sort());
    expect(await seen(COUNCIL, { id: ann?.id ?? '' })).toMatchObject({ nhsNumber: ANN });
  });

  it.each(['QF7', 'E08000038', 'NOBODY', null])('and nobody else: %s', async (organisation) => {
    expect(await ofAnn(organisation)).toBeNull();
    expect(await listed(organisation)).toEqual([]);
  });

  it('while what told of the line stands', async () => {
    const delivery = loaded(
      await hub.receive('local-awards', 'E08000038', localAwardsFile({ Funder: 'E08000038' })),
    );
    expect(await listed('E08000038')).toHaveLength(1);
    await takeBack(hub, delivery);
    expect(await ofAnn('E08000038')).toBeNull();
    expect(await listed('E08000038')).toEqual([]);
  });

  it('also by a line that another body told', async () => {
    const told = localAwardsFile({ Funder: 'QF7', Stream: 'joint-package', Surname: 'Gillie' });
    const delivery = loaded(await hub.receive('local-awards', COUNCIL, told));
    // Its identity tells of a line that the board pays for; the council's own file does not.
    expect(await ofAnn('QF7')).toMatchObject({ surname: 'Gillie', sources: [COUNCIL] });
    await takeBack(hub, delivery);
  });
});

describe('by a decision on funding', () => {
  it('while it stands', async () => {
    expect(await ofAnn('QF7')).toBeNull();
    await decide();
    expect(await ofAnn('QF7')).toMatchObject({ givenNames: 'Ann', birthDate: '1950-01-01' });
    expect(await listed('QF7')).toHaveLength(1);
    await endFunding(hub.db, {
      ...{ key: { nhsNumber: ANN }, stream: STREAM, actor: 'test' },
      from: '1900-01-01' as PlainDate,
    });
    expect(await ofAnn('QF7')).toBeNull();
  });

  it('in dispute only who pays meanwhile', async () => {
    await decide({ interimPayer: COUNCIL as OrganisationCode });
    expect(await ofAnn('QF7')).toBeNull();
    await decide({ interimPayer: 'QF7' as OrganisationCode, reason: 'the board pays meanwhile' });
    expect(await listed('QF7')).toHaveLength(1);
  });

  it('on a stream of which nothing is told it reaches nobody', async () => {
    const stream = 'joint-package';
    await decide({ stream });
    expect(await ofAnn('QF7')).toBeNull();
    const from = '1900-01-01' as PlainDate;
    await endFunding(hub.db, { key: { nhsNumber: ANN }, stream, from, actor: 'test' });
  });
});

describe('a list', () => {
  it('goes on after one person to the next, for who pays for few and for very many', async () => {
    const few = await listed(COUNCIL);
    expect(few).toHaveLength(2);
    await hub.db.rows(
      'test.pay-for-many',
      sql`insert into awards select told.*
          from (select to_jsonb(a) as said from awards a where funder = ${COUNCIL} limit 1) one
          cross join generate_series(1, 5000) copy
          cross join lateral jsonb_populate_record(null::awards, one.said
            || jsonb_build_object('id', gen_random_uuid(), 'row', copy)) told`,
    );
    expect(await listed(COUNCIL)).toEqual(few);
    for (const [after, rest] of [
      [few[0], few.slice(1)],
      [few[1], []],
    ] as const) {
      const page = { after: after ?? null, count: 9 };
      const found = await visiblePeople(hub.db, finance(COUNCIL), page, TODAY);
      expect(found.map(({ id }) => id)).toEqual(rest);
    }
  });
});

describe('who a person is', () => {
  it('is told to finance by its own sources and those of its own lines alone', async () => {
    await link(hub.db, {
      ...{ nhsNumber: ANN, nino: 'AB123456C' as Nino, evidence: 'seen', actor: 'test' },
    });
    loaded(await hub.receive('health-chc', 'QF7', chcFile({})));
    const grant = { Council: 'E08000038', Surname: 'Grant' };
    loaded(await hub.receive('housing-dfg', 'E08000038', dfgFile(grant)));
    // The newest name is of the grant's file; each payer is told the name in its own.
    expect(await ofAnn('E08000038')).toMatchObject({ surname: 'Grant', sources: ['E08000038'] });
    expect(await ofAnn(COUNCIL)).toMatchObject({ surname: 'Gill', sources: [COUNCIL] });
    expect(await ofAnn('QF7')).toMatchObject({ surname: null, birthDate: '1950-01-01' });
    // Somebody's word that the two numbers are one person's is not the department's to be told.
    const work = await seen('DWP', { nino: 'AB123456C' as Nino });
    expect(work).toMatchObject({ surname: 'Gill', nhsNumber: null, sources: ['DWP'] });
    expect(work?.id).toBe((await ofAnn(COUNCIL))?.id);
  });
});

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  decideFunding,
  endFunding,
  FundingRefused,
  type FundingRequest,
} from '../../src/awards/decide-funding.ts';
import { sql } from '../../src/db/database.ts';
import { link, unlink } from '../../src/people/service.ts';
import type { OrganisationCode } from '../../src/values/ids.ts';
import type { NhsNumber } from '../../src/values/nhs-number.ts';
import type { Nino } from '../../src/values/nino.ts';
import { accessToWorkFile } from '../stories/files.ts';
import { budgetByNino, budgetKnownAt, budgetOf, loaded } from '../stories/reading.ts';
import { cldFile } from '../support/cld.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { shares } from './decisions.ts';
import { day, days } from './drafts.ts';

const nhsNumber = '9990000018' as NhsNumber;
const nino = 'AB123456C' as Nino;
const STREAM = 'adult-social-care';
const HALVES: FundingRequest = {
  key: { nhsNumber },
  stream: STREAM,
  funders: shares('E08000039=50,QF7=50'),
  days: days('2025-04-01'),
  interimPayer: null,
  reason: 'joint assessment of 3 March 2025',
  actor: 'test',
};

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub();
  // £100 a week of council care: 5,214.29 in 2025-26
  loaded(await hub.receive('social-care-cld', 'E08000039', cldFile({})));
  loaded(await hub.receive('employment-access-to-work', 'DWP', accessToWorkFile({})));
});
afterEach(() => end('1900-01-01'));
afterAll(() => hub.close());

const decide = (differs: Partial<FundingRequest> = {}) =>
  decideFunding(hub.db, { ...HALVES, ...differs });
const end = (from: string, stream = STREAM) =>
  endFunding(hub.db, { key: { nhsNumber }, stream, from: day(from), actor: 'test' });
const counted = async () => {
  const [row] = await hub.db.rows<{ decisions: bigint; standing: bigint; notes: bigint }>(
    'test.decisions',
    sql`select count(*) as decisions, count(*) filter (where ended_at is null) as standing,
      (select count(*) from audit_events where action like 'funding-%') as notes
      from funding_decisions`,
  );
  return row;
};
type Read = Awaited<ReturnType<typeof budgetOf>>;
const byFunder = (budget: Read) =>
  budget.streams
    .filter((each: Read) => each.stream.code === STREAM)
    .map((each: Read) => [each.funder.code, each.amount?.pence]);
const now = async (year = '2025-26') => byFunder(await budgetOf(hub, nhsNumber, year));

const WHOLE = [['E08000039', 521_429]];
// 5,214.29 by halves: 2,607.15 and 2,607.14
const SHARED = [
  ['E08000039', 260_715],
  ['QF7', 260_714],
];

describe('a decision', () => {
  it('is recorded once, noted once, and shares the stream from then on', async () => {
    const before = await counted();
    expect(await now()).toEqual(WHOLE);
    expect(await decide()).toBe('RECORDED');
    expect(await decide({ funders: shares('QF7=50,E08000039=50.00') })).toBe('ALREADY_RECORDED');
    expect(await now()).toEqual(SHARED);
    const after = await counted();
    expect(Number(after?.decisions) - Number(before?.decisions)).toBe(1);
    expect(Number(after?.notes) - Number(before?.notes)).toBe(1);
  });

  it('is recorded once by two who decide it at the same moment', async () => {
    const done = await Promise.all([decide(), decide()]);
    expect(done.sort()).toEqual(['ALREADY_RECORDED', 'RECORDED']);
  });

  it('leaves the total and the sums without lines as they are', async () => {
    const total = async () => (await budgetOf(hub, nhsNumber)).total.awarded.pence;
    const sums = async () => {
      const query = `{ viewer { person { integratedBudget(year: "2025-26") {
        total { awarded { pence } } streams { funder { code } amount { pence } } } } } }`;
      const { data } = await hub.ask({ role: 'holder', nhsNumber }, query);
      return data.viewer.person.integratedBudget;
    };
    const before = await total();
    await decide();
    expect(await total()).toBe(before);
    const read = await sums();
    expect(read.total.awarded.pence).toBe(before);
    expect(read.streams.map((each: Read) => each.amount?.pence)).toEqual(
      expect.arrayContaining([260_715, 260_714]),
    );
    expect(hub.statements).toEqual([
      'people.open-person',
      'people.visible-person',
      'budgets.told-in-year',
      'audit.keep-reads',
    ]);
  });

  it('replaces what was decided before from its first day on, and may be decided again', async () => {
    await decide();
    // From 1 October 182 days: 2,600.00 of QF7 alone; 183 days before: 2,614.29
    const later = { days: days('2025-10-01'), funders: shares('QF7=100') };
    expect(await decide(later)).toBe('RECORDED');
    expect(await now()).toEqual([
      ['E08000039', 130_715],
      ['QF7', 130_714 + 260_000],
    ]);
    expect(await decide()).toBe('RECORDED');
    expect(await now()).toEqual(SHARED);
  });

  it('in dispute leaves all with the interim payer, and the line says so', async () => {
    await decide({ interimPayer: 'QF7' as OrganisationCode });
    expect(await now()).toEqual([['QF7', 521_429]]);
    const query = `{ viewer { person { integratedBudget(year: "2025-26") { streams { stream { code }
      lines { sharedFunding { percent state interim whole { pence } decidedFrom
        shares { funder percent } } } } } } } }`;
    const { data } = await hub.ask({ role: 'holder', nhsNumber }, query);
    const { streams } = data.viewer.person.integratedBudget;
    const [{ lines }] = streams.filter((each: Read) => each.stream.code === STREAM);
    expect(lines).toEqual([
      {
        sharedFunding: {
          ...{ percent: '100', state: 'DISPUTED', interim: true, whole: { pence: 521_429 } },
          decidedFrom: '2025-04-01',
          shares: [
            { funder: 'E08000039', percent: '50' },
            { funder: 'QF7', percent: '50' },
          ],
        },
      },
    ]);
    expect(hub.statements).toHaveLength(4);
  });
});

describe('what was known before', () => {
  it('stays what it was: a decision speaks from the day it was recorded', async () => {
    await decide();
    await hub.db.rows(
      'test.recorded-later',
      sql`update funding_decisions set recorded_at = '2100-01-02T12:00:00Z' where ended_at is null`,
    );
    expect(byFunder(await budgetKnownAt(hub, nhsNumber, '2100-01-01'))).toEqual(WHOLE);
    expect(byFunder(await budgetKnownAt(hub, nhsNumber, '2100-01-02'))).toEqual(SHARED);
    await hub.db.rows(
      'test.ended-later',
      sql`update funding_decisions set ended_at = '2100-02-01T12:00:00Z'
          where recorded_at > '2100-01-01'`,
    );
    expect(byFunder(await budgetKnownAt(hub, nhsNumber, '2100-01-31'))).toEqual(SHARED);
    expect(byFunder(await budgetKnownAt(hub, nhsNumber, '2100-02-01'))).toEqual(WHOLE);
    expect(await now()).toEqual(WHOLE);
  });
});

describe('an end', () => {
  it('takes away the days from it on, and what held before stays', async () => {
    await decide();
    expect(await end('2025-10-01')).toBe('ENDED');
    expect(await end('2025-10-01')).toBe('ALREADY_ENDED');
    expect(await end('2025-12-01')).toBe('ALREADY_ENDED');
    // 183 days: 2,614.29, so 1,307.15 and 1,307.14; 182 days: 2,600.00
    expect(await now()).toEqual([
      ['E08000039', 130_715 + 260_000],
      ['QF7', 130_714],
    ]);
    expect(await end('2025-04-01')).toBe('ENDED');
    expect(await now()).toEqual(WHOLE);
    expect((await counted())?.standing).toBe(0n);
  });

  it('never wakes a decision that another had replaced', async () => {
    await decide({ funders: shares('QF7=100') });
    await decide({ days: days('2025-06-01', '2025-06-30') });
    await decide({ days: days('2025-09-01') });
    expect(await end('2025-12-01')).toBe('ENDED');
    // April and May, 61 days, QF7's: 871.43. June 30 days: 428.57, halves 214.29 and 214.28. July and
    // August 62 days: 885.71. September to November 91 days: 1,300.00. From December 121: 1,728.57
    expect(await now()).toEqual([
      ['E08000039', 21_429 + 88_571 + 65_000 + 172_857],
      ['QF7', 87_143 + 21_428 + 65_000],
    ]);
  });

  it('of nothing is already so', async () => {
    expect(await end('2025-04-01')).toBe('ALREADY_ENDED');
    expect(await end('2025-04-01', 'section-117')).toBe('ALREADY_ENDED');
  });
});

describe('linking moves no decision', () => {
  it('it is the person’s while the link stands, and its identity’s again after', async () => {
    const evidence = 'both documents seen on 12 January 2026';
    await decide({ key: { nino }, stream: 'access-to-work' });
    await decide();
    const rows = () =>
      hub.db.rows('test.of', sql`select id, identity_id from funding_decisions order by id`);
    const before = await rows();
    expect(await link(hub.db, { nhsNumber, nino, evidence, actor: 'test' })).toBe('DONE');
    expect(byFunder(await budgetByNino(hub, nino))).toEqual(SHARED);
    await unlink(hub.db, { nhsNumber, nino, actor: 'test' });
    expect(byFunder(await budgetByNino(hub, nino))).toEqual([]);
    expect(await now()).toEqual(SHARED);
    expect(await rows()).toEqual(before);
  });
});

describe('a decision is refused', () => {
  const refused: [string, Partial<FundingRequest>, string, string][] = [
    ['for shares of 99', { funders: shares('E08000039=50,QF7=49') }, 'shares', 'BAD_SHARES'],
    ['for no shares at all', { funders: [] }, 'shares', 'BAD_SHARES'],
    [
      'for a funder that nobody knows',
      { funders: shares('E08000039=50,NOBODY=50') },
      'shares',
      'UNKNOWN_ORGANISATION',
    ],
    [
      'for a council that another took over from',
      { funders: shares('E08000019=50,QF7=50') },
      'shares',
      'SUCCEEDED',
    ],
    [
      'for an interim payer who is no funder',
      { interimPayer: 'DWP' as OrganisationCode },
      'interim payer',
      'NOT_A_FUNDER',
    ],
    ['for no such stream', { stream: 'sunshine' }, 'stream', 'UNKNOWN_CODE'],
    ['for a benefit', { stream: 'housing-benefit' }, 'stream', 'NOT_A_BUDGET'],
    ['for care given', { stream: 'nhs-tariff' }, 'stream', 'NOT_A_BUDGET'],
    [
      'for ending before it begins',
      { days: { from: day('2025-04-01'), until: day('2025-04-01') } },
      'last day',
      'END_BEFORE_START',
    ],
    ['without a reason', { reason: ' ' }, 'reason', 'BLANK'],
    ['for nobody', { key: { nhsNumber: '9990000026' as NhsNumber } }, 'person', 'NO_PERSON'],
  ];
  it.each(refused)('%s', async (_why, differs, field, code) => {
    const before = await counted();
    const error = await decide(differs).catch((each: unknown) => each);
    expect(error).toBeInstanceOf(FundingRefused);
    expect(error).toMatchObject({ field, code });
    expect((error as Error).message).not.toContain('9990000026');
    expect(await counted()).toEqual(before);
  });
});

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../src/db/database.ts';
import { relate } from '../../src/people/service.ts';
import type { PersonKey } from '../../src/people/visible.ts';
import { endWishes, recordWish, type WishRequest } from '../../src/people/wishes.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { cldFile } from '../support/cld.ts';
import { type Answer, holder, openTestHub, type TestHub } from '../support/hub.ts';
import { CASELOAD, PERSON_BUDGET } from '../support/queries.ts';
import {
  accessToWorkFile,
  chcFile,
  claimCells,
  dfgFile,
  localAwardsFile,
  scanFile,
} from './files.ts';
import { loaded, takeBack } from './reading.ts';

const ANN = '9990000018';
const BOB = '9990000026';
const YEAR = '2025-26';
const NOW = `query ($nhsNumber: NhsNumber!, $year: FinancialYear!) { person(by: { nhsNumber: $nhsNumber }) {
  id name { full } birthDate nhsNumber
  restatement(year: $year, from: "2020-01-01") { before { awarded { pence } } after { awarded { pence } } changes { words } }
  indicativeBudget(from: "2026-01-01") { complete total { pence } lines { description } ceilings { element } beside { description } byFunder { amount { pence } } } } }`;

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub('2026-01-15');
  const named = { 'First Name': 'Ann', 'Last Name': 'Gill' };
  const bob = { 'NHS Number': BOB, 'LA Person Unique Identifier': 'P2', 'Last Name': 'Low' };
  loaded(await hub.receive('social-care-cld', 'E08000039', cldFile(named, bob)));
  loaded(await hub.receive('health-chc', 'QF7', chcFile({})));
  await relateTo('worker', { nhsNumber: ANN } as PersonKey);
  await relateTo('worker', { nhsNumber: BOB } as PersonKey);
  // A source that is expected and silent would show as a gap to whoever may know of it.
  await hub.db.rows(
    'test.expect-grants',
    sql`insert into expected_sources (stream, adapter, organisation, from_day) values
        ('disabled-facilities-grant', 'housing-dfg', 'E08000039', '2020-01-01'),
        ('access-to-work', 'employment-access-to-work', 'DWP', '2020-01-01')`,
  );
});
afterAll(() => hub.close());

function relateTo(subject: string, key: PersonKey, untilDay: PlainDate | null = null) {
  const fromDay = '2025-01-01' as PlainDate;
  return relate(hub.db, { subject, key, fromDay, untilDay, actor: 'test' });
}

const TEAMS = ['QF7', 'RCF', 'E08000039', 'DWP', 'NOBODY', null] as const;
const team = (organisation: string | null) =>
  ({ role: 'care-team', subject: 'worker', organisation }) as const;
type Asking = Parameters<TestHub['ask']>[0];

/** Everything that a viewer can be told of Ann, and of their caseload, as it travels. */
async function told(viewer: Asking): Promise<string> {
  const asked = { nhsNumber: ANN, year: YEAR };
  const answers = [
    await hub.ask(viewer, PERSON_BUDGET, asked),
    await hub.ask(viewer, NOW, asked),
    await hub.ask(viewer, CASELOAD, { first: 10, year: YEAR }),
    await hub.ask(viewer, CASELOAD, { first: 1, year: YEAR }),
  ];
  for (const { errors } of answers) expect(errors).toBeUndefined();
  return JSON.stringify(answers);
}
const budget = async (viewer: Asking): Promise<Answer['data']> =>
  (await hub.ask(viewer, PERSON_BUDGET, { nhsNumber: ANN, year: YEAR })).data.person
    .integratedBudget;
const codes = (of: Answer['data']) => of.streams.map((each: Answer['data']) => each.stream.code);

const LINK = { 'NHS Number': ANN, NINO: 'AB123456C' };
const pounds = fc.integer({ min: 1, max: 30_000 }).map((all) => `${all}.00`);
type File = readonly [adapter: string, from: string, text: string];
const grant = pounds.map(
  (sum): File => [
    ...(['housing-dfg', 'E08000039'] as const),
    dfgFile({
      ...LINK,
      ...{ 'Eligible Expense': sum, 'Mandatory Grant': sum, 'Discretionary Help': '0.00' },
      'Applicant Contribution': '0.00',
    }),
  ],
);
const support = pounds.map(
  (Amount): File => ['local-awards', 'E08000038', localAwardsFile({ Amount })],
);
const benefit = fc
  .integer({ min: 100, max: 40_000 })
  .map(
    (LAHBAMT): File => [
      ...(['housing-shbe', 'E08000018'] as const),
      scanFile('08-12-2025', { LAHBAMT: String(LAHBAMT) }).replace('E08000039', 'E08000018'),
    ],
  );
const work = pounds.map(
  (sum): File => [
    ...(['employment-access-to-work', 'DWP'] as const),
    accessToWorkFile({
      'Award Ceiling': sum,
      ...claimCells('C', '2025-06-01', '2025-06-30', '1.00'),
    }),
  ],
);

/** With the grant, whose file joins Ann's two numbers, the others are hers too. */
const shut = fc
  .tuple(
    grant,
    fc.subarray([support, benefit, work]).chain((some) => fc.tuple(...some)),
  )
  .map(([joins, others]): File[] => [joins, ...others]);

describe('what is shut', () => {
  it('leaves every answer byte for byte what it is without it', async () => {
    const before = new Map<string | null, string>();
    for (const organisation of TEAMS) before.set(organisation, await told(team(organisation)));
    const own = await told(holder(ANN));
    await fc.assert(
      fc.asyncProperty(shut, async (files) => {
        const deliveries: string[] = [];
        try {
          for (const file of files) deliveries.push(loaded(await hub.receive(...file)));
          expect(await told(holder(ANN))).not.toBe(own);
          for (const organisation of ['QF7', 'RCF', 'E08000039', 'NOBODY', null]) {
            expect(await told(team(organisation))).toBe(before.get(organisation));
          }
        } finally {
          for (const delivery of deliveries) await takeBack(hub, delivery);
        }
      }),
      { numRuns: 6 },
    );
  });

  it('costs the same statements, whatever is shut', async () => {
    const sent: string[][] = [];
    for (const viewer of [holder(ANN), ...TEAMS.map(team)]) {
      await budget(viewer);
      sent.push(hub.statements.filter((name) => !name.startsWith('audit.')));
    }
    const always = ['people.open-person', 'people.visible-person', 'budgets.told-in-year'];
    for (const each of sent) expect(each).toEqual(always);
  });

  it('is told per sector, in the same words for everyone', async () => {
    const withheldBy = async (nhsNumber: string, organisation: string | null) =>
      JSON.stringify(
        (await hub.ask(team(organisation), PERSON_BUDGET, { nhsNumber, year: YEAR })).data.person
          .integratedBudget.withheld,
      );
    for (const organisation of TEAMS) {
      expect(await withheldBy(ANN, organisation)).toBe(await withheldBy(BOB, organisation));
    }
    const sectors = async (organisation: string | null) =>
      (await budget(team(organisation))).withheld.map((each: Answer['data']) => each.sector);
    expect(await sectors('QF7')).toEqual(['HOUSING', 'EMPLOYMENT']);
    expect(await sectors('E08000039')).toEqual(['HOUSING', 'EMPLOYMENT']);
    expect(await sectors('DWP')).toEqual(['SOCIAL_CARE', 'HEALTH', 'HOUSING']);
    expect(await sectors(null)).toEqual(['SOCIAL_CARE', 'HEALTH', 'HOUSING', 'EMPLOYMENT']);
    expect((await budget(holder(ANN))).withheld).toEqual([]);
  });
});

describe('with money in four sectors', () => {
  const ALL = [
    ...['adult-social-care', 'continuing-healthcare', 'disabled-facilities-grant'],
    ...['housing-benefit', 'access-to-work'],
  ];
  beforeAll(async () => {
    loaded(await hub.receive('housing-dfg', 'E08000039', dfgFile(LINK)));
    loaded(await hub.receive('housing-shbe', 'E08000039', scanFile('08-12-2025', {})));
    loaded(await hub.receive('employment-access-to-work', 'DWP', accessToWorkFile({})));
    await relateTo('former', { nhsNumber: ANN } as PersonKey, '2026-01-15' as PlainDate);
  });

  it.each<[string, Asking, string[] | null]>([
    ['the person', holder(ANN), ALL],
    ['a board’s team', team('QF7'), ALL.slice(0, 2)],
    ['a trust’s team', team('RCF'), ALL.slice(0, 2)],
    ['a council’s team', team('E08000039'), ALL.slice(0, 2)],
    ['the department’s team', team('DWP'), ALL.slice(4)],
    ['a team of no known body', team('NOBODY'), []],
    ['a team of nobody', team(null), []],
    ['finance of a board, what it pays', { role: 'finance', organisation: 'QF7' }, [ALL[1] ?? '']],
    ['finance of a body that pays nothing', { role: 'finance', organisation: 'RCF' }, null],
    ['another holder', holder(BOB), null],
    ['a team whose relationship ended', { ...team('QF7'), subject: 'former' }, null],
    ['a team without one', { ...team('QF7'), subject: 'other' }, null],
    ...(['representative', 'analyst', 'operator'] as const).map((role): [string, Asking, null] => [
      role,
      { role, subject: 'worker', organisation: 'QF7' },
      null,
    ]),
  ])('%s is shown what is theirs to see, or nobody', async (_who, viewer, expected) => {
    const answer = await hub.ask(viewer, PERSON_BUDGET, { nhsNumber: ANN, year: YEAR });
    if (expected === null) expect(JSON.stringify(answer)).toBe('{"data":{"person":null}}');
    else expect(codes(answer.data.person.integratedBudget)).toEqual(expected);
  });

  const wish: Omit<WishRequest, 'kind' | 'stream' | 'to'> = {
    ...{ key: { nhsNumber: ANN } as PersonKey, purpose: 'direct care', givenBy: 'self' as const },
    ...{ evidence: '', actor: 'test', days: { from: '2026-01-15' as PlainDate, until: null } },
  };

  it('the person’s agreement opens a stream, and its end shuts it again', async () => {
    const said = { ...wish, kind: 'AGREEMENT', stream: 'housing-benefit', to: 'HEALTH' } as const;
    const before = await told(team('QF7'));
    const council = await told(team('E08000039'));
    await recordWish(hub.db, said);
    const open = await budget(team('QF7'));
    expect(codes(open)).toEqual([...ALL.slice(0, 2), 'housing-benefit']);
    // 98.42 a week over 8 December to 31 March, 114 days: 1,602.84
    expect(open.beside.entitlements.pence).toBe(160_284);
    expect(open.withheld).toHaveLength(2);
    expect(await told(team('E08000039'))).toBe(council);
    await endWishes(hub.db, { ...said, today: hub.day });
    expect(await told(team('QF7'))).toBe(before);
  });

  it('an agreement holds on its days alone', async () => {
    const days = { from: '2026-02-01' as PlainDate, until: '2026-03-01' as PlainDate };
    await recordWish(hub.db, { ...wish, kind: 'AGREEMENT', stream: null, to: null, days });
    const seen: number[] = [];
    for (const day of ['2026-01-31', '2026-02-01', '2026-02-28', '2026-03-01']) {
      hub.day = day as PlainDate;
      seen.push(codes(await budget(team('NOBODY'))).length);
    }
    hub.day = '2026-01-15' as PlainDate;
    expect(seen).toEqual([0, 5, 5, 0]);
  });

  it('an objection shuts what law opens, from teams and never from the person', async () => {
    const said = { ...wish, kind: 'OBJECTION', stream: 'adult-social-care', to: null } as const;
    await recordWish(hub.db, said);
    expect(codes(await budget(team('QF7')))).toEqual(['continuing-healthcare']);
    expect(codes(await budget(team('E08000039')))).toEqual(['continuing-healthcare']);
    expect(codes(await budget(holder(ANN)))).toEqual(ALL);
    const { data } = await hub.ask(team('QF7'), CASELOAD, { first: 10, year: YEAR });
    // The name stood in the council's file alone, all of which the objection covers.
    expect(data.people.nodes.map(({ name }: Answer['data']) => name.full).sort()).toEqual([
      'Low',
      null,
    ]);
    await endWishes(hub.db, { ...said, today: hub.day });
  });
});

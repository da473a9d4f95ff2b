import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../src/db/database.ts';
import type { Quarter } from '../../src/pools/publication.ts';
import type { FinancialYear } from '../../src/values/financial-year.ts';
import { runOn } from '../commands/running.ts';
import { receiveFor, spell, spellsFile } from '../deliveries/commissioning-files.ts';
import { contractsFile } from '../deliveries/contract-rows.ts';
import { keepTestPrices, loadContractsFile } from '../deliveries/spells-told.ts';
import { testNhsNumbers } from '../people/numbers.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';

const YEAR = '2022-23' as FinancialYear;
const PEOPLE = testNhsNumbers(24);
const NHS = 'spell.patient.identity.nhs_number.value';
const HRG = 'spell.commissioning.grouping.core_hrg';
const ANALYST = { role: 'analyst', subject: 'numbers', organisation: 'QF7' } as const;

const PERFORMANCE = `query Performance($input: ContractPerformanceInput!) {
  contractPerformance(input: $input) {
    asOf rule { version } suppressed
    contracts {
      code form commissioner { code } provider { code } plan { pence }
      quarters { quarter asOf plan { pence }
        shadow { ...Told } difference { ...Told } people { ...Told } unpricedPeople { ...Told } }
    }
  }
}
fragment Told on UsageFigure {
  ... on PublishedMoney { money { pence } }
  ... on PublishedCount { value }
  ... on Suppressed { reason }
}`;

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub();
  await keepTestPrices(hub, 'hrg');
  await loadContractsFile(
    hub,
    contractsFile({ 'Contract Code': 'BLOCK' }, { 'Contract Code': 'QUIET', Provider: 'RBS' }),
  );
});
afterAll(() => hub.close());

const asked = async (more: object = {}, viewer: Parameters<TestHub['ask']>[0] = ANALYST) =>
  hub.ask(viewer, PERFORMANCE, { input: { year: YEAR, ...more } });
async function block() {
  const { data, errors } = await asked();
  expect(errors).toBeUndefined();
  // biome-ignore lint/suspicious/noExplicitAny: an answer of the query
  return data.contractPerformance.contracts.find(({ code }: any) => code === 'BLOCK');
}
const publish = async (part: Quarter) => {
  const words = ['publish-figures', 'contracts', '--year', YEAR, '--part', part, '--json'];
  return (await runOn(hub, ...words)).answer;
};

/** An elective spell each, on one day of a month: £1,500 × 1.1 = £1,650. */
const spellsOf = (name: string, ended: string, people: readonly (string | null)[], more = {}) =>
  people.map((person, at) => spell(`${name}${at}`, ended, { [NHS]: person ?? '', ...more }));

const extract = (...rows: ReturnType<typeof spell>[]) =>
  receiveFor(hub, 'health-sus-apc', 'QF7', [spellsFile(...rows)]);

describe('block against shadow tariff', () => {
  it('tells a contract’s plan before anything is published, and nothing else', async () => {
    const { data } = await asked();
    expect(data.contractPerformance).toMatchObject({ asOf: null, suppressed: 0 });
    // A block of £1,200,000 for the year.
    expect(await block()).toMatchObject({
      ...{ form: 'BLOCK', commissioner: { code: 'QF7' }, provider: { code: 'RCF' } },
      ...{ plan: { pence: 1_200_000_00 }, quarters: [] },
    });
  });

  it('counts somebody once, and each spell once, whichever way they came', async () => {
    await extract(...spellsOf('A', '2022-04-10', PEOPLE.slice(0, 12)));
    // For individual care: one of those spells again, and one more of the first of these people.
    const own = [
      spell('A0', '2022-04-10', { [NHS]: PEOPLE[0] as string }),
      spell('B0', '2022-05-10', { [NHS]: PEOPLE[0] as string }),
    ];
    await receiveFor(hub, 'health-sus-apc', 'RCF', [spellsFile(...own)], 'individual-care');
    expect(await publish('Q1')).toMatchObject({ status: 'PUBLISHED', people: 12 });
    // 13 × £1,650 = £21,450, of which one person brings £3,300: to whole £5,000. Twelve people: 10.
    expect((await block()).quarters).toEqual([
      {
        ...{ quarter: 'Q1', asOf: '2022-06-30', plan: { pence: 300_000_00 } },
        shadow: { money: { pence: 20_000_00 } },
        difference: { money: { pence: -280_000_00 } },
        ...{ people: { value: 10 }, unpricedPeople: { value: 0 } },
      },
    ]);
  });

  it('stays as it was published, whatever is told later', async () => {
    const before = await block();
    await extract(...spellsOf('C', '2022-06-10', PEOPLE));
    expect(await block()).toEqual(before);
    expect(await publish('Q1')).toMatchObject({ status: 'REFUSED' });
  });

  it('tells nothing of seven people, though more spells than eight are of nobody known', async () => {
    await extract(...spellsOf('D', '2022-07-10', [...PEOPLE.slice(0, 7), ...Array(9).fill(null)]));
    expect(await publish('Q2')).toMatchObject({ people: 7 });
    const few = { reason: 'FEW_PEOPLE' };
    expect((await block()).quarters[1]).toMatchObject({
      ...{ quarter: 'Q2', plan: { pence: 300_000_00 } },
      ...{ shadow: few, difference: few, people: few, unpricedPeople: few },
    });
  });

  it('says how many people have a spell without a price', async () => {
    await extract(
      ...spellsOf('E', '2022-10-10', PEOPLE.slice(0, 14)),
      ...spellsOf('F', '2022-10-11', PEOPLE.slice(14, 23), { [HRG]: 'AA02A' }),
    );
    await publish('Q3');
    // 14 × £1,650 = £23,100, to whole £2,000; 23 people, and 9 of them without a price.
    expect((await block()).quarters[2]).toMatchObject({
      shadow: { money: { pence: 24_000_00 } },
      ...{ people: { value: 25 }, unpricedPeople: { value: 10 } },
    });
  });

  it('is not nothing where nothing was told, and may be asked of one provider', async () => {
    const { data } = await asked({ provider: 'RBS', commissioner: 'QF7' });
    const { contracts, asOf, suppressed } = data.contractPerformance;
    expect([contracts.length, asOf, suppressed]).toEqual([1, '2022-12-31', 0]);
    const none = { reason: 'NOT_PUBLISHED' };
    const [first] = contracts[0].quarters;
    expect(first).toMatchObject({ shadow: none, difference: none, people: none });
    expect((await asked({ provider: 'NONE' })).data.contractPerformance.contracts).toEqual([]);
  });

  it('says how much of it is not shown, and by which rules', async () => {
    const { data } = await asked();
    // Of the second quarter its people and its shadow.
    expect(data.contractPerformance).toMatchObject({ suppressed: 2, rule: { version: 2 } });
  });

  it('holds nobody: neither what is kept of it nor what is answered', async () => {
    const kept = await hub.db.rows<{ said: string }>(
      'test.published',
      sql`select f::text as said from publication_facts f
          union all select t::text from publication_tables t`,
    );
    const marks = await hub.db.rows<{ mark: string }>(
      'test.marks',
      sql`select distinct patient_mark as mark from commissioned_activity
          where patient_mark is not null`,
    );
    expect(marks.length).toBe(PEOPLE.length);
    const said = JSON.stringify([kept, (await asked()).data]);
    for (const { mark } of marks) expect(said).not.toContain(mark);
    for (const person of PEOPLE) expect(said).not.toContain(person);
  });

  it('is for analysts and finance, and each question is noted', async () => {
    for (const role of ['holder', 'care-team', 'operator', 'representative'] as const) {
      const { data, errors } = await asked({}, { role });
      expect([data, errors?.[0]?.extensions.code]).toEqual([null, 'FORBIDDEN']);
    }
    expect((await asked({}, { role: 'finance', organisation: 'QF7' })).errors).toBeUndefined();
    await asked({ commissioner: 'QF7' });
    const [noted] = await hub.db.rows<{ actor: string; details: object }>(
      'test.noted',
      sql`select actor, details from audit_events where action = 'figures-asked'
          order by id desc limit 1`,
    );
    expect(noted).toMatchObject({
      actor: 'numbers',
      details: {
        ...{ subject: 'CONTRACTS', year: YEAR, by: ['CONTRACT'] },
        filters: [{ dimension: 'COMMISSIONER', codes: ['QF7'] }],
      },
    });
  });
});

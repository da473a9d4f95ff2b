import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contractsOf } from '../../src/currencies/contract-store.ts';
import { raw, sql } from '../../src/db/database.ts';
import { reconciliationsOf } from '../../src/deliveries/contract-activity.ts';
import { verifyDeliveries } from '../../src/deliveries/verify.ts';
import { parseFinancialYear } from '../../src/values/financial-year.ts';
import { poundsText } from '../../src/values/money.ts';
import { runOn } from '../commands/running.ts';
import { haveCurrency } from '../support/currencies.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import {
  type Cells,
  clusterFiles,
  NHS_NUMBER,
  PSEUDONYM,
  plcmFile,
  pseudonymousFile,
  receiveFor,
  spell,
  spellsFile,
} from './commissioning-files.ts';
import { contractsFile } from './contract-rows.ts';
import { contentsOf, takeBack } from './receiving.ts';
import { keepTestPrices, loadContractsFile } from './spells-told.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub();
  await keepTestPrices(hub, 'hrg');
  const clusters = { code: 'mental-health-cluster', measure: 'CLUSTER_DAY', form: '[0-9]{2}' };
  await haveCurrency(hub.db, clusters, '11');
  await loadContractsFile(hub, contractsFile({ 'Contract Code': 'BLOCK' }));
});
afterAll(() => hub.close());

const sus = (...texts: string[]) => receiveFor(hub, 'health-sus-apc', 'QF7', texts);

interface Kept {
  readonly kind: string;
  readonly mark: string | null;
  readonly year: string;
  readonly month: number;
  readonly quantity: string;
  readonly reported: string | null;
}

const keptOf = (delivery: string | null): Promise<Kept[]> =>
  hub.db.rows(
    'test.commissioned',
    sql`select c.kind, c.patient_mark as mark, c.year, c.month, c.quantity::text as quantity,
          c.reported_pounds::text as reported
        from commissioned_activity c join submissions s on s.id = c.submission_id
        where s.delivery_id = ${delivery}::uuid order by c.row`,
  );

const countOf = async (table: string): Promise<number> =>
  (await hub.db.rows('test.count', sql`${raw(`select 1 from ${table}`)}`)).length;

describe('a commissioning extract', () => {
  it('keeps what was done and what the sender asks for it, and whose it is as a mark alone', async () => {
    const block = { 'POINT OF DELIVERY CODE': 'BLOCK', 'NHS NUMBER': '' };
    const nobody = { 'LOCAL PATIENT IDENTIFIER (EXTENDED)': '' };
    const outcome = await receiveFor(hub, 'health-plcm', 'QF7', [
      plcmFile(
        {},
        { 'NHS NUMBER': '', 'TOTAL COST': '-3' },
        { 'NHS NUMBER': 'Zk83-not-a-number' },
        { 'NHS NUMBER': '', ...nobody },
        { 'WITHHELD IDENTITY REASON': '01' },
        { ...block, ...nobody },
        block,
        { 'NHS NUMBER': '9990000019' },
      ),
    ]);
    expect(outcome).toMatchObject({ status: 'LOADED', rows: 8, accepted: 6, rejected: 2 });
    expect(outcome.rejects.map(({ row, code }) => [row, code])).toEqual([
      [7, 'NOT_ATTRIBUTABLE'],
      [8, 'BAD_NHS_NUMBER'],
    ]);
    const kept = await keptOf(outcome.delivery);
    const august = { kind: 'CARE', year: '2025-26', month: 5, quantity: '2.5' };
    expect(kept[0]).toMatchObject({ ...august, reported: '250.30864195' });
    expect(kept[1]).toMatchObject({ ...august, reported: '-3' });
    expect(kept[5]).toMatchObject({ ...august, kind: 'CONTRACT_SUM' });
    expect(kept.map(({ mark }) => mark !== null)).toEqual([true, true, true, false, false, false]);
    expect(new Set(kept.map(({ mark }) => mark)).size).toBe(4);
  });

  it('marks one patient alike in every delivery, whoever sends an NHS number', async () => {
    const [one] = await keptOf((await sus(spellsFile(spell('M1', '2023-06-01')))).delivery);
    const own = await receiveFor(hub, 'health-plcm', 'RCF', [
      plcmFile({ 'FINANCIAL MONTH': '6', 'LOCAL PATIENT IDENTIFIER (EXTENDED)': 'another' }),
    ]);
    const [other] = await keptOf(own.delivery);
    expect(other?.mark).toBe(one?.mark);
    expect(one?.mark).toMatch(/^[\w-]{27}$/);
  });

  it('may come with a pseudonym, or with nothing that tells patients apart', async () => {
    const rows = [
      spell('P1', '2023-07-01', { [PSEUDONYM]: 'QWxhZGRpbg' }),
      spell('P2', '2023-07-02', { [PSEUDONYM]: 'QWxhZGRpbg' }),
      spell('P3', '2023-07-03', { [PSEUDONYM]: '' }),
    ];
    const [p1, p2, p3] = await keptOf((await sus(pseudonymousFile(...rows))).delivery);
    expect(p1).toMatchObject({ year: '2023-24', month: 4, quantity: '1', reported: '1234.5' });
    expect([p2?.mark, p3?.mark]).toEqual([p1?.mark, null]);
    const without = ['NHSNumber', 'PersonBirthDate'];
    const texts = clusterFiles({ 'NHSNumber Pseudo': 'QWxhZGRpbg' }, without);
    const clusters = await receiveFor(hub, 'health-mhsds-clusters', 'QF7', texts);
    expect(clusters).toMatchObject({ status: 'LOADED', rows: 3, accepted: 3 });
    const [cluster, ...more] = await keptOf(clusters.delivery);
    // All 31 days of May 2023, of the same sender's same pseudonym.
    expect(cluster).toMatchObject({ year: '2023-24', month: 2, quantity: '31', mark: p1?.mark });
    expect(more).toEqual([]);
  });

  it('is known again, looked at beforehand without a trace, and nobody’s in the end', async () => {
    const texts = [spellsFile(spell('K1', '2023-08-01'))];
    const path = `${hub.folder}/looked-at.csv`;
    await writeFile(path, texts[0] ?? '');
    const before = await contentsOf(hub.db);
    const words = ['ingest', 'health-sus-apc', path, '--from', 'QF7', '--basis', 'commissioning'];
    const looked = await runOn(hub, ...words, '--dry-run', '--json');
    expect(looked.answer).toMatchObject({ status: 'LOADED', accepted: 1, changes: [] });
    expect(await contentsOf(hub.db)).toEqual(before);
    expect((await runOn(hub, ...words, '--json')).answer).toMatchObject({ status: 'LOADED' });
    expect((await sus(...texts)).status).toBe('ALREADY_LOADED');
    for (const table of ['identities', 'sightings', 'awards']) expect(await countOf(table)).toBe(0);
  });

  it('shows requests what was done, and neither marks nor the key to them', async () => {
    const serving = hub.serving.under({ task: 'CONTRACTS' });
    const rows = (text: string) => serving.rows('test.seen', sql`${raw(text)}`);
    const spells = await rows('select care_key from commissioned_activity');
    expect(spells.length).toBeGreaterThan(0);
    expect(await hub.serving.rows('test.none', sql`select id from commissioned_activity`)).toEqual(
      [],
    );
    await expect(rows('select patient_mark from commissioned_activity')).rejects.toThrow();
    await expect(rows('select key from patient_keys')).rejects.toThrow();
  });

  it('is found out where somebody was read out of it', async () => {
    const wrong = async () =>
      (await verifyDeliveries(hub.db, hub.adapters))
        .filter(({ ok }) => !ok)
        .map(({ name }) => name);
    expect(await wrong()).toEqual([]);
    const own = await receiveFor(
      hub,
      'health-sus-apc',
      'RBS',
      [
        spellsFile(
          spell('V1', '2023-09-01', { 'spell.commissioning.service_agreement.provider': 'RBS' }),
        ),
      ],
      'individual-care',
    );
    const plant = (basis: string) =>
      hub.db.rows(
        'test.plant',
        sql`update deliveries set basis = ${basis} where id = ${own.delivery}::uuid`,
      );
    await plant('commissioning');
    expect(await wrong()).toEqual(['commissioning extracts reach no person']);
    await plant('individual-care');
    await takeBack(hub, own.delivery);
  });
});

describe('nothing of a patient', () => {
  const NUMBER = '9990000190';
  const PLANTED: Cells = {
    'NHS NUMBER': NUMBER,
    'LOCAL PATIENT IDENTIFIER (EXTENDED)': 'LOCAL-77231',
    'POSTCODE OF USUAL ADDRESS': 'S11 8ZQ',
    'PERSON BIRTH DATE': '1931-07-19',
    'HOSPITAL PROVIDER SPELL NUMBER': 'SPELL-40817',
  };
  const NEEDLES = [NUMBER, 'LOCAL-77231', 'S11 8ZQ', 'S118ZQ', '1931-07-19', 'SPELL-40817'];
  const MORE = ['PSEUDO-5512', 'LOCAL-P2'];

  /** Each table that holds one of the texts in any column, whatever case it is written in. */
  async function tablesWith(needles: readonly string[]): Promise<string[]> {
    const tables = await hub.db.rows<{ name: string }>(
      'test.tables',
      sql`select table_name::text as name from information_schema.tables
          where table_schema = current_schema() and table_type = 'BASE TABLE'`,
    );
    expect(tables.length).toBeGreaterThan(50);
    const found: string[] = [];
    for (const { name } of tables) {
      const rows = await hub.db.rows<{ said: string }>(
        'test.said',
        sql`${raw(`select lower(t::text) as said from ${name} t`)}`,
      );
      const all = rows.map(({ said }) => said).join('\n');
      if (needles.some((needle) => all.includes(needle.toLowerCase()))) found.push(name);
    }
    return found;
  }

  it('is anywhere in the database, of rows taken and rejected alike, nor in what is said', async () => {
    const said = [
      await receiveFor(hub, 'health-plcm', 'QF7', [
        plcmFile(
          { ...PLANTED, 'FINANCIAL MONTH': '7' },
          { ...PLANTED, 'FINANCIAL MONTH': '7', 'TOTAL COST': 'many' },
          { ...PLANTED, 'FINANCIAL MONTH': '7', 'POINT OF DELIVERY CODE': 'CQUIN' },
        ),
      ]),
      await sus(
        spellsFile(
          spell('SPELL-40817', '2023-11-01', { [NHS_NUMBER]: NUMBER }),
          spell('SPELL-40817', '2023-11-01', { [NHS_NUMBER]: NUMBER, [PSEUDONYM]: 'PSEUDO-5512' }),
          spell('SPELL-40818', '', { [NHS_NUMBER]: NUMBER }),
        ),
      ),
      await receiveFor(
        hub,
        'health-mhsds-clusters',
        'TAH',
        clusterFiles({ NHSNumber: NUMBER, PersonBirthDate: '1931-07-19' }),
      ),
    ];
    expect(said.map(({ status, accepted }) => [status, accepted])).toEqual([
      ['LOADED', 1],
      ['LOADED', 1],
      ['LOADED', 3],
    ]);
    expect(await tablesWith([...NEEDLES, ...MORE])).toEqual([]);
    for (const needle of NEEDLES) expect(JSON.stringify(said)).not.toContain(needle);
    // The search would find it: the same row for individual care is somebody's.
    const month = { ...PLANTED, 'FINANCIAL MONTH': '8' };
    await receiveFor(hub, 'health-plcm', 'RCF', [plcmFile(month)], 'individual-care');
    expect(await tablesWith([NUMBER])).toEqual(['identities']);
  });
});

describe('the same spell, told twice', () => {
  async function shadows(code = 'BLOCK'): Promise<(string | null)[]> {
    const year = parseFinancialYear('2022-23');
    const contracts = await contractsOf(hub.db, { code, year });
    const [found] = await reconciliationsOf(hub.serving, contracts, null);
    const told = found?.months.slice(0, 3) ?? [];
    return told.map(({ shadow }) => shadow && poundsText(shadow));
  }

  it('counts once, by whomever it was told', async () => {
    expect(await shadows()).toEqual([null, null, null]);
    // Each elective spell is £1,500 × 1.1 = £1,650.
    const first = await sus(spellsFile(spell('T1', '2022-04-05'), spell('T2', '2022-04-06')));
    expect(await shadows()).toEqual(['3300.00', null, null]);
    const own = [spellsFile(spell('T2', '2022-04-06'), spell('T3', '2022-05-01'))];
    const cared = await receiveFor(hub, 'health-sus-apc', 'RCF', own, 'individual-care');
    expect(cared).toMatchObject({ status: 'LOADED', accepted: 2 });
    expect(await shadows()).toEqual(['3300.00', '1650.00', null]);
    // The provider's own extract for commissioning, of the very same file.
    expect(await receiveFor(hub, 'health-sus-apc', 'RCF', own)).toMatchObject({ status: 'LOADED' });
    // It replaces QF7's extract of April, as the later one of the same provider and commissioner.
    expect(await shadows()).toEqual(['1650.00', '1650.00', null]);
    expect(await takeBack(hub, cared.delivery)).toBe('WITHDRAWN');
    expect(await shadows()).toEqual(['1650.00', '1650.00', null]);
    expect(first.status).toBe('LOADED');
  });

  it('is replaced, and stands again when what replaced it is withdrawn', async () => {
    const june = (more: string[]) =>
      sus(spellsFile(...more.map((number) => spell(number, '2022-06-05'))));
    await june(['U1', 'U2', 'U3']);
    expect((await shadows())[2]).toBe('4950.00');
    const { delivery } = await june(['U1']);
    expect((await shadows())[2]).toBe('1650.00');
    await takeBack(hub, delivery);
    expect((await shadows())[2]).toBe('4950.00');
  });
});

describe('what a person is told', () => {
  it('is neither of the extract nor of how new it is', async () => {
    const number = '9990000077';
    const own = plcmFile({ 'NHS NUMBER': number, 'FINANCIAL MONTH': '2' });
    await receiveFor(
      hub,
      'health-plcm',
      'RBS',
      [own.replaceAll('RCF,', 'RBS,')],
      'individual-care',
    );
    const asked = async () =>
      (
        await hub.ask(
          { role: 'holder', nhsNumber: number as never },
          `{ viewer { person { integratedBudget(year: "2025-26") {
            streams { stream { code } source { status asOf } amount { pence } } } } } }`,
        )
      ).data.viewer.person.integratedBudget.streams;
    const before = await asked();
    expect(before).toMatchObject([{ stream: { code: 'nhs-tariff' }, amount: { pence: 25031 } }]);
    const later = plcmFile({ 'NHS NUMBER': number, 'FINANCIAL MONTH': '3' });
    const extract = await receiveFor(hub, 'health-plcm', 'RBS', [later.replaceAll('RCF,', 'RBS,')]);
    expect(extract.status).toBe('LOADED');
    expect(await asked()).toEqual(before);
  });
});

import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decideFunding, endFunding } from '../../src/awards/decide-funding.ts';
import { sql } from '../../src/db/database.ts';
import { ingest } from '../../src/deliveries/ingest.ts';
import { relate } from '../../src/people/service.ts';
import type { NhsNumber } from '../../src/values/nhs-number.ts';
import { shares } from '../awards/decisions.ts';
import { day, days } from '../awards/drafts.ts';
import { accessToWorkFile, chcFile, scanFile } from '../stories/files.ts';
import { agreeToAll, loaded } from '../stories/reading.ts';
import { cldFile } from '../support/cld.ts';
import { type Answer, holder, openTestHub, type TestHub } from '../support/hub.ts';

const NURSED = '9990000018';
const PATIENT = '9990000034';
const QUERY = `query ($id: NhsNumber!, $from: PlainDate!, $knownAt: PlainDate, $whatIf: [WhatIfInput!]) {
  person(by: { nhsNumber: $id }) {
    indicativeBudget(from: $from, knownAt: $knownAt, whatIf: $whatIf) {
      firstDay lastDay complete
      total { pence }
      byFunder { funder { code name } amount { pence } }
      ceilings { stream { code } funder { code } element lastDay ceiling { pence } claimed { pence } leftToClaim { pence } }
      beside { stream { code } amount { pence } }
      lines {
        origin basis stream { code } funder { code } description firstDay lastDay
        amount { pence } reason currency { scheme code } illustrative notes
        tariffs { source knownFrom firstDay lastDay illustrative }
        sharedFunding { percent state whole { pence } }
        working { step result }
      }
    }
  }
}`;

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub();
  loaded(await hub.receive('social-care-cld', 'E08000039', cldFile({})));
  const nursing = {
    'CARE PRODUCT TYPE (NHS CONTINUING HEALTHCARE)': '11',
    'CONTRACT UNIT COST (NHS CONTINUING HEALTHCARE)': '250.00',
  };
  loaded(await hub.receive('health-chc', 'QF7', chcFile(nursing)));
  await receiveClusters();
  for (const organisation of ['TAH', 'E08000039']) {
    for (const nhsNumber of [NURSED, PATIENT] as NhsNumber[]) {
      await relate(hub.db, {
        ...{ subject: organisation, key: { nhsNumber } },
        ...{ fromDay: day('2020-01-01'), untilDay: null, actor: 'test' },
      });
    }
  }
});
afterAll(() => hub.close());

/** A trust's clusters of March 2023: cluster 12 of the patient, among others. */
async function receiveClusters(): Promise<void> {
  const folder = new URL('../../adapters/health-mhsds-clusters/sample/', import.meta.url);
  const names = ['mhs001mpi.csv', 'mhs801clustertool.csv', 'mhs803carecluster.csv'];
  const files = await Promise.all(
    names.map(async (name) => {
      const path = join(hub.folder, name);
      const text = readFileSync(new URL(name, folder), 'utf8').replaceAll('2023-05', '2023-03');
      await writeFile(path, text);
      return path;
    }),
  );
  const adapter = hub.adapters.get('health-mhsds-clusters');
  if (!adapter) throw new Error('there is no adapter of clusters');
  const request = { adapter, files, sender: 'TAH', basis: 'individual-care' as const };
  const { status } = await ingest(hub.db, { ...request, today: hub.day, actor: 'test' });
  expect(status).toBe('LOADED');
}

type Asked = { from?: string; knownAt?: string; whatIf?: object[]; id?: string };
const ask = (
  asked: Asked = {},
  viewer: Parameters<TestHub['ask']>[0] = holder(asked.id ?? NURSED),
) => hub.ask(viewer, QUERY, { id: NURSED, from: '2026-01-01', ...asked });
const read = async (...asked: Parameters<typeof ask>): Promise<Answer['data']> => {
  const { data, errors } = await ask(...asked);
  if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
  return data.person?.indicativeBudget ?? null;
};
const amounts = ({ lines }: Answer['data']) =>
  lines.map((line: Answer['data']) => [line.stream.code, line.origin, line.amount?.pence ?? null]);

// From 1 January 2026: 100 × 365 ÷ 7 = 5,214.29; 90 days at 254.06 and 275 at 267.68: 96,477.40 ÷ 7
const CARE = 521_429;
const NURSING = 1_378_249;

describe('an indicative budget', () => {
  it('is what is in force over twelve months, by the tariffs loaded, in four statements', async () => {
    const budget = await read();
    expect(budget).toMatchObject({
      ...{ firstDay: '2026-01-01', lastDay: '2026-12-31', complete: true },
      total: { pence: CARE + NURSING },
    });
    expect(amounts(budget)).toEqual([
      ['adult-social-care', 'IN_FORCE', CARE],
      ['funded-nursing-care', 'IN_FORCE', NURSING],
    ]);
    expect(budget.byFunder).toMatchObject([
      { funder: { code: 'E08000039', name: 'Sheffield' }, amount: { pence: CARE } },
      { funder: { code: 'QF7' }, amount: { pence: NURSING } },
    ]);
    expect(budget.lines[1].tariffs).toMatchObject([
      { source: 'gov.uk, 2025-03-04', knownFrom: '2025-03-04', lastDay: '2026-03-31' },
      { source: 'DHSC by wired-gov, 2026-03-09', knownFrom: '2026-03-09', lastDay: '2027-03-31' },
    ]);
    expect(hub.statements).toEqual([
      ...['people.open-person', 'people.visible-person', 'budgets.told-in-year'],
      'audit.keep-reads',
    ]);
  });

  it('shows ceilings and benefits apart', async () => {
    const nino = 'AB123456C';
    loaded(await hub.receive('employment-access-to-work', 'DWP', accessToWorkFile({})));
    loaded(await hub.receive('housing-shbe', 'E08000039', scanFile('08-12-2025', {})));
    await relate(hub.db, {
      ...{ subject: 'E08000039', key: { nino: nino as never } },
      ...{ fromDay: day('2020-01-01'), untilDay: null, actor: 'test' },
    });
    await agreeToAll(hub, { nino: nino as never });
    const query = QUERY.replace('$id: NhsNumber!', '$id: Nino!').replace(
      'nhsNumber: $id',
      'nino: $id',
    );
    const viewer = { role: 'care-team', subject: 'E08000039', organisation: 'E08000039' } as const;
    const { data } = await hub.ask(viewer, query, { id: nino, from: '2026-01-15' });
    const { total, lines, ceilings, beside } = data.person.indicativeBudget;
    expect({ total, lines }).toEqual({ total: null, lines: [] });
    expect(ceilings).toMatchObject([
      { funder: { code: 'DWP' }, element: 'Support Worker', leftToClaim: { pence: 2_184_000 } },
    ]);
    // 98.42 × 365 ÷ 7 = 5,131.9 (35,923.30 ÷ 7)
    expect(beside).toEqual([{ stream: { code: 'housing-benefit' }, amount: { pence: 513_190 } }]);
  });

  it('is shared by the decisions that stand', async () => {
    const key = { nhsNumber: NURSED as NhsNumber };
    const of = { key, stream: 'adult-social-care', actor: 'test' };
    const decision = { funders: shares('E08000039=50,QF7=50'), days: days('2025-04-01') };
    await decideFunding(hub.db, { ...of, ...decision, interimPayer: null, reason: 'joint' });
    const budget = await read();
    await endFunding(hub.db, { ...of, from: day('2025-04-01') });
    expect(budget.lines[0]).toMatchObject({
      ...{ funder: { code: 'E08000039' }, amount: { pence: 260_715 } },
      sharedFunding: { percent: '50', state: 'AGREED', whole: { pence: CARE } },
    });
    expect(budget.total.pence).toBe(CARE + NURSING);
    expect(hub.statements).not.toContain('budgets.what-if-books');
  });
});

describe('nobody else’s', () => {
  it.each<[string, Parameters<TestHub['ask']>[0]]>([
    ['another holder', holder(PATIENT)],
    ['a team without a relationship', { role: 'care-team', subject: 'other' }],
    ['an analyst', { role: 'analyst' }],
    ['finance of who pays nothing', { role: 'finance', organisation: 'E06000001' }],
  ])('%s gets no person', async (_who, viewer) => {
    expect(await ask({}, viewer)).toEqual({ data: { person: null } });
  });
});

describe('what if', () => {
  const hours = {
    ...{ stream: 'adult-social-care', scheme: 'home-care-hour', code: 'council-average' },
    hoursPerWeek: '10',
  };

  it('stores nothing but that it was read, in one statement more', async () => {
    const rows = () =>
      hub.db.rows<{ name: string; count: bigint }>(
        'test.count-all',
        sql`select relname as name, (xpath('/row/c/text()', query_to_xml(
              format('select count(*) as c from %I.%I', current_schema(), relname),
              false, true, '')))[1]::text::bigint as count
            from pg_class where relnamespace = current_schema()::regnamespace and relkind = 'r'
              and relname <> 'reads'
            order by 1`,
      );
    const before = await rows();
    expect(before.length).toBeGreaterThan(20);
    const whatIf = [{ hours }, { needPoints: { scheme: 'resource-allocation', points: '16' } }];
    const budget = await read({ from: '2025-04-01', whatIf });
    // 16 points: 82.91 × 365 ÷ 7 = 4,323.16
    expect(amounts(budget)).toEqual([['adult-social-care', 'WHAT_IF', 432_316]]);
    expect(budget.lines[0]).toMatchObject({ illustrative: true, funder: { code: 'E08000039' } });
    expect(hub.statements).toEqual([
      ...['people.open-person', 'people.visible-person', 'budgets.told-in-year'],
      'budgets.what-if-books',
      'audit.keep-reads',
    ]);
    expect(await rows()).toEqual(before);
  });

  it('hours at the price of an hour: 24.10 × 10 ÷ 7 × 365', async () => {
    const budget = await read({ from: '2025-04-01', whatIf: [{ hours }] });
    expect(amounts(budget)).toEqual([['adult-social-care', 'WHAT_IF', 1_256_643]]);
  });

  it('a weekly rate comes to what the award that is real does', async () => {
    const weeklyRate = { scheme: 'funded-nursing-care', code: 'standard' };
    const budget = await read({
      whatIf: [{ without: { stream: 'funded-nursing-care' } }, { weeklyRate }],
    });
    expect(amounts(budget)[1]).toEqual(['funded-nursing-care', 'WHAT_IF', NURSING]);
    expect(budget.byFunder[1]).toEqual({ funder: null, amount: { pence: NURSING } });
    expect(budget.lines[1].currency).toEqual({ scheme: 'funded-nursing-care', code: null });
  });

  it('a cluster is read however its code is written', async () => {
    const cluster = { code: '1', setting: 'ADMITTED' };
    const [line] = (await read({ from: '2023-04-01', whatIf: [{ cluster }] })).lines.slice(-1);
    // 366 days at 327.81
    expect(line).toMatchObject({ amount: { pence: 11_997_846 }, illustrative: true, funder: null });
  });

  it.each([
    [{ weeklyRate: { scheme: 'sunshine', code: 'x' } }, /^whatIf: (scheme|stream) /],
    [{ weeklyRate: { scheme: 'funded-nursing-care', code: 'lower' } }, 'whatIf: code is not'],
    [{ cluster: { code: '09', setting: 'ADMITTED' } }, 'whatIf: code must not be used'],
    [
      { cluster: { code: '01', setting: 'ADMITTED', provider: 'NOBODY' } },
      'whatIf: provider is not an organisation known here',
    ],
    [{ without: { stream: 'sunshine' } }, 'whatIf: stream is not a stream known here'],
    [{ hours: { ...hours, hoursPerWeek: '-1' } }, 'whatIf: hoursPerWeek is not'],
  ])('%j is refused', async (item, why) => {
    const { errors } = await ask({ from: '2023-04-01', whatIf: [item] });
    expect(errors?.map(({ message }) => message)).toEqual([
      typeof why === 'string' ? expect.stringContaining(why) : expect.stringMatching(why),
    ]);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('no more than twenty', async () => {
    const whatIf = Array.from({ length: 21 }, () => ({ without: { stream: 'section-117' } }));
    expect((await ask({ whatIf })).errors?.[0]?.message).toContain('more than 20');
  });
});

describe('a cluster', () => {
  const PERIOD = { id: PATIENT, from: '2023-04-01' };

  it('told of March is the current one on 1 April, priced over the period', async () => {
    const budget = await read(PERIOD);
    const [line] = budget.lines;
    expect(line).toMatchObject({
      ...{ basis: 'ACTIVITY', stream: { code: 'mental-health-cluster' }, illustrative: true },
      ...{ funder: { code: 'QF7' }, description: 'mental health support' },
    });
    // Cluster 12 without admission: 366 days at 22.05
    expect(line.amount.pence).toBe(807_030);
    expect(budget.total.pence).toBe(807_030);
  });

  it('retired before the twelve months end is not priced', async () => {
    const { total, complete, lines } = await read({ id: PATIENT, from: '2023-05-01' });
    expect({ total, complete }).toEqual({ total: null, complete: false });
    expect(lines[0].reason).toContain('retired on 2024-04-01');
  });

  it('is named to a clinical team and to nobody else', async () => {
    const trust = { role: 'care-team', subject: 'TAH', organisation: 'TAH' } as const;
    const council = { role: 'care-team', subject: 'E08000039', organisation: 'E08000039' } as const;
    const [seen] = (await read(PERIOD, trust)).lines;
    expect(seen.currency).toEqual({ scheme: 'mental-health-cluster', code: '12' });
    expect(seen.working).toContainEqual({
      step: 'Currency of scheme mental-health-cluster',
      result: '12',
    });
    for (const viewer of [council, holder(PATIENT)]) {
      const [line] = (await read(PERIOD, viewer)).lines;
      expect(line.currency.code).toBeNull();
      expect(JSON.stringify(line.working)).not.toContain('Currency of scheme');
    }
  });
});

it('an answer as known on a day stays what it was when a later tariff is loaded', async () => {
  const before = await read({ knownAt: '2100-04-30' });
  expect(before.total.pence).toBe(CARE + NURSING);
  await hub.db.rows(
    'test.load-tariff',
    sql`insert into tariffs (scheme, code, kind, first_day, until_day, known_from, pounds,
          illustrative, source)
        values ('funded-nursing-care', 'standard', 'WEEK', '2026-04-01', '2027-04-01',
          '2100-05-01', 280, false, 'a test')`,
  );
  expect(await read({ knownAt: '2100-04-30' })).toEqual(before);
  // 90 × 254.06 + 275 × 280 = 99,865.40 ÷ 7
  expect((await read({ knownAt: '2100-05-01' })).total.pence).toBe(CARE + 1_426_649);
  expect(await read({ knownAt: '2020-01-01' })).toMatchObject({ total: null, lines: [] });
});

it('a page of people is read in as many statements as one', async () => {
  const query = `query { people(first: 10) { nodes { indicativeBudget(from: "2026-01-01",
    whatIf: [{ needPoints: { scheme: "resource-allocation", points: "16" } }]) { total { pence } } } } }`;
  const viewer = { role: 'care-team', subject: 'TAH', organisation: 'TAH' } as const;
  const { data } = await hub.ask(viewer, query);
  expect(data.people.nodes).toHaveLength(2);
  expect(hub.statements).toEqual([
    ...['people.open-people', 'people.visible-people', 'budgets.told-in-year'],
    'budgets.what-if-books',
    'audit.keep-reads',
  ]);
});

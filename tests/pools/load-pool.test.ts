import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/db/package-root.ts';
import { agreementsKnown, grantsOf } from '../../src/pools/agreements-store.ts';
import { type LoadPoolOutcome, loadPool } from '../../src/pools/load-pool.ts';
import { allPools } from '../../src/pools/pools-store.ts';
import { rulesKnown } from '../../src/pools/rules-store.ts';
import { runOn } from '../commands/running.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { day, days } from './rules.ts';

const EXAMPLE = readFileSync(join(packageRoot(), 'seeds/demo/pool.json'), 'utf8');
const TODAY = day('2025-03-20');

// biome-ignore lint/suspicious/noExplicitAny: files of many shapes, also wrong ones
type File = any;

const rule = (said: object, ...shares: [string, string][]) => ({
  ...{ stream: 'adult-social-care', ...said },
  shares: shares.map(([scheme, share]) => ({ scheme, share })),
});

let hub: TestHub;
const anew = async () => {
  await hub?.close();
  hub = await openTestHub(TODAY);
};
afterAll(() => hub.close());

async function fileOf(change: (file: File) => void = () => undefined): Promise<string> {
  const file = JSON.parse(EXAMPLE);
  change(file);
  const path = join(hub.folder, 'pool.json');
  await writeFile(path, JSON.stringify(file));
  return path;
}

async function load(
  change?: (file: File) => void,
  said: { today?: string; history?: boolean; dryRun?: boolean } = {},
): Promise<LoadPoolOutcome> {
  const { today = TODAY, history = true, dryRun = false } = said;
  const request = { path: await fileOf(change), today: day(today), history, dryRun };
  return loadPool(hub.db, { ...request, actor: 'test' });
}

describe('a file of a pool', () => {
  beforeEach(anew);

  it('is loaded, whole', async () => {
    expect(await load()).toEqual({
      status: 'LOADED',
      pool: 'sheffield-bcf',
      added: {
        ...{ pools: 1, agreements: 1, ends: 0, totals: 3, schemes: 4, plans: 10, rules: 5 },
        grants: 1,
      },
      reason: null,
      faults: [],
    });
    const [agreement] = await agreementsKnown(hub.db, TODAY);
    expect(agreement?.partners).toEqual([
      { organisation: 'E08000039', share: { n: 2n, d: 5n }, most: 2_500_000n },
      { organisation: 'QF7', share: { n: 3n, d: 5n }, most: null },
    ]);
    const rules = await rulesKnown(hub.db, TODAY);
    expect(rules.map(({ stream, scheme, share: { n, d } }) => [stream, scheme, n, d])).toEqual([
      ['adult-social-care', '1', 3n, 5n],
      ['adult-social-care', '3', 1n, 8n],
      ['continuing-healthcare', '2', 1n, 1n],
      ['disabled-facilities-grant', '4', 1n, 1n],
      ['personal-health-budget', '2', 1n, 1n],
    ]);
    expect(rules.every((each) => each.knownFrom === '2025-03-14')).toBe(true);
    expect(rules.every((each) => each.days.until === '2027-04-01')).toBe(true);
    expect(await grantsOf(hub.db, 'sheffield-bcf')).toMatchObject([{ amount: 4_000_000n }]);
  });

  it('a second time changes nothing', async () => {
    await load();
    expect(await load()).toMatchObject({ status: 'ALREADY_LOADED', added: { rules: 0 } });
  });

  it('that is only looked at writes nothing', async () => {
    expect(await load(undefined, { dryRun: true })).toMatchObject({ status: 'LOADED' });
    expect(await allPools(hub.db)).toEqual([]);
  });

  it('adds a variation, a plan and a change of rules to what is there', async () => {
    await load();
    const change = (file: File) => {
      file.knownFrom = '2025-09-10';
      file.variations.push({
        ...{ reference: 'V2', effectiveDay: '2025-10-01', reason: 'winter' },
        years: [
          {
            ...{ year: '2025-26', total: '609000.00' },
            contributions: [
              { partner: 'QF7', source: 'Minimum NHS Contribution', amount: '-1000.00' },
            ],
          },
        ],
      });
      file.schemes[0].plan[0].planned = '149000.00';
      file.rules.push({
        ...{ stream: 'adult-social-care', funder: 'E08000039', firstDay: '2025-10-01' },
        shares: [{ scheme: '1', share: '2/3' }],
      });
    };
    const added = { pools: 0, agreements: 0, totals: 1, schemes: 0, plans: 1, rules: 1, grants: 0 };
    const later = { today: '2025-09-10', history: false };
    expect(await load(change, later)).toMatchObject({ status: 'LOADED', added });
    expect(await load(change, later)).toMatchObject({ status: 'ALREADY_LOADED' });
    const [before] = await agreementsKnown(hub.db, day('2025-09-09'));
    expect([before?.totals.length, before?.plans.length]).toEqual([3, 10]);
    const [now] = await agreementsKnown(hub.db, day('2025-09-10'));
    expect([now?.totals.length, now?.plans.length]).toEqual([4, 11]);
  });

  it('ends an agreement, and its rules and schemes with it, for another to begin', async () => {
    await load();
    const next = (file: File) => {
      file.agreement.reference = '2026-28';
      file.agreement.firstDay = '2026-04-01';
      file.agreement.lastDay = '2028-03-31';
      file.years = [file.years[1]];
      for (const scheme of file.schemes) {
        scheme.plan = scheme.plan.filter(({ year }: File) => year === '2026-27');
      }
    };
    const overlap = await load(next);
    expect(overlap.status).toBe('REFUSED');
    expect(overlap.faults[0]).toEqual({
      where: 'agreement 2026-28, scheme 1',
      code: 'AGREEMENTS_OVERLAP',
      reason: 'is in agreement 2025-27 for days that both have: end that one first',
    });
    const end = (file: File) => {
      file.end = { lastDay: '2026-03-31', reason: 'replaced by 2026-28' };
    };
    expect(await load(end)).toMatchObject({ status: 'LOADED', added: { ends: 1, rules: 0 } });
    expect(await load(end)).toMatchObject({ status: 'ALREADY_LOADED' });
    expect(await load()).toMatchObject({ status: 'ALREADY_LOADED' });
    const until = (await rulesKnown(hub.db, TODAY)).map(({ days: { until: to } }) => to);
    expect(new Set(until)).toEqual(new Set(['2026-04-01']));
    expect(await load(next)).toMatchObject({
      status: 'LOADED',
      added: { agreements: 1, rules: 5 },
    });
    const both = await agreementsKnown(hub.db, TODAY);
    expect(both.map((each) => each.days)).toEqual([
      days('2025-04-01', '2026-03-31'),
      days('2026-04-01', '2028-03-31'),
    ]);
  });
});

describe('refused, and nothing is written', () => {
  beforeAll(anew);

  it.each<[string, (file: File) => void, object]>([
    [
      'contributions that do not add up to the pool',
      (file) => {
        file.years[0].contributions[2].amount = '359999.99';
      },
      {
        where: 'agreement 2025-27, 2025-26',
        code: 'CONTRIBUTIONS_DO_NOT_ADD_UP',
        reason: 'contributions come to 609999.99, and the pool is 610000.00',
      },
    ],
    [
      'fixed shares that are not 100 %',
      (file) => {
        file.agreement.partners[0].share = '41%';
      },
      { where: 'agreement 2025-27', code: 'SHARES_NOT_WHOLE' },
    ],
    [
      'a part of the grant left behind',
      (file) => {
        file.rules[3].shares[0].share = '90%';
      },
      { where: 'disabled-facilities-grant, E08000039, on 2025-04-01', code: 'SHARES_NOT_WHOLE' },
    ],
    [
      'more of a line than there is',
      (file) => {
        file.rules.push(rule({ firstDay: '2025-06-01' }, ['1', '2/3'], ['2', '34%']));
      },
      { where: 'adult-social-care, of every funder, on 2025-06-01', code: 'SHARES_ABOVE_WHOLE' },
    ],
    [
      'an agreement of part of a month',
      (file) => {
        file.agreement.firstDay = '2025-04-07';
      },
      { where: 'agreement 2025-27', code: 'NOT_WHOLE_MONTHS' },
    ],
    [
      'a plan from a source that nobody contributes',
      (file) => {
        file.schemes[0].plan[0].source = 'iBCF';
      },
      { where: 'scheme 1, 2025-26, iBCF', code: 'UNKNOWN_CODE' },
    ],
    [
      'an organisation that is not known',
      (file) => {
        file.grants[0].receiver = 'X99';
      },
      { where: 'organisation X99', code: 'UNKNOWN_CODE' },
    ],
    [
      'a stream that is not known',
      (file) => {
        file.rules.push(rule({ stream: 'lottery' }, ['1', '1/2']));
      },
      { where: 'stream lottery', code: 'UNKNOWN_CODE' },
    ],
    [
      'a currency that is not known',
      (file) => {
        file.rules.push(rule({ currency: { scheme: 'gold' } }, ['1', '1/2']));
      },
      { where: 'currency scheme gold', code: 'UNKNOWN_CODE' },
    ],
    [
      'something said twice',
      (file) => {
        file.schemes.push(file.schemes[0]);
      },
      { where: 'scheme 1', code: 'TWICE' },
    ],
    [
      'a share that may be two things',
      (file) => {
        file.rules[0].shares[0].share = '0.6';
      },
      { where: 'rules.0.shares.0.share', code: 'BAD_VALUE' },
    ],
    [
      'money that is no text',
      (file) => {
        file.years[0].total = 610000.0;
      },
      { where: 'years.0.total', code: 'BAD_VALUE' },
    ],
    [
      'a name that the layout does not know',
      (file) => {
        file.agreement.poolManager = 'Head';
      },
      { where: 'agreement', code: 'BAD_VALUE' },
    ],
    [
      'one partner alone',
      (file) => {
        file.agreement.partners.pop();
      },
      { where: 'agreement.partners', code: 'BAD_VALUE' },
    ],
    [
      'an end that is no day of it',
      (file) => {
        file.end = { lastDay: '2028-03-31', reason: 'late' };
      },
      { where: 'agreement 2025-27, end', code: 'OUTSIDE_AGREEMENT' },
    ],
  ])('%s', async (_what, change, fault) => {
    const { status, faults } = await load(change);
    expect(status).toBe('REFUSED');
    expect(faults[0]).toMatchObject(fault);
    expect(await allPools(hub.db)).toEqual([]);
  });

  it('what is known from a day gone by, unless it is history, and from a day to come', async () => {
    const on = { history: false };
    expect((await load(undefined, on)).faults).toMatchObject([{ code: 'BACKDATED' }]);
    const today = (file: File) => {
      file.knownFrom = null;
    };
    const dryRun = true;
    expect((await load(today, { ...on, today: '2025-03-13', dryRun })).status).toBe('LOADED');
    const early = await load(undefined, { today: '2025-03-13' });
    expect(early.faults).toContainEqual(expect.objectContaining({ code: 'BACKDATED' }));
  });

  it.each([
    ['no JSON', '{"pool":', 'the file'],
    ['a list', '[]', 'the file'],
  ])('%s', async (_what, text, where) => {
    const path = join(hub.folder, 'bad.json');
    await writeFile(path, text);
    const request = { today: TODAY, history: false, dryRun: false, actor: 'test' };
    const outcome = await loadPool(hub.db, { ...request, path });
    expect(outcome).toMatchObject({ status: 'REFUSED', faults: [{ where, code: 'BAD_VALUE' }] });
    const none = await loadPool(hub.db, { ...request, path: join(hub.folder, 'none') });
    expect(none).toMatchObject({ status: 'REFUSED', faults: [] });
  });
});

describe('refused once it was loaded', () => {
  beforeAll(async () => {
    await anew();
    await load();
  });

  it.each<[string, (file: File) => void, string]>([
    [
      'other terms',
      (file) => {
        file.agreement.riskShare = 'OWN_LINES';
        for (const partner of file.agreement.partners) partner.share = null;
      },
      'agreement 2025-27',
    ],
    [
      'a later last day',
      (file) => {
        file.agreement.lastDay = '2027-04-30';
      },
      'agreement 2025-27',
    ],
    [
      'other contributions',
      (file) => {
        file.years[0].total = '610000.01';
        file.years[0].contributions[2].amount = '360000.01';
      },
      'agreement 2025-27, 2025-26',
    ],
    [
      'another scheme under its code',
      (file) => {
        file.schemes[0].name = 'Something else';
      },
      'scheme 1',
    ],
    [
      'another host',
      (file) => {
        file.pool.host = 'QF7';
      },
      'pool',
    ],
    [
      'another grant under its reference',
      (file) => {
        file.grants[0].amount = '40000.01';
      },
      'grant s256-2026',
    ],
  ])('what was loaded before and is said otherwise: %s', async (_what, change, where) => {
    const { status, faults } = await load(change);
    expect(status).toBe('REFUSED');
    expect(faults).toMatchObject([{ where, code: 'OTHER_AGREEMENT' }]);
  });

  it('a rule or an end that would rewrite the past', async () => {
    const change = (file: File) => {
      file.knownFrom = '2025-09-10';
      file.rules.push(
        rule({ funder: 'E08000039', firstDay: '2025-09-01' }, ['1', '1/2']),
        rule({ stream: 'carer-support', firstDay: '2025-09-01' }, ['1', '1/2']),
      );
    };
    const later = { today: '2025-09-10', history: false };
    expect((await load(change, later)).faults).toEqual([
      {
        where: 'rule of adult-social-care, E08000039 for 1',
        code: 'REWRITES_PAST',
        reason:
          'would change how money of days before 2025-09-10 was attributed: let it begin then',
      },
    ]);
    const end = (file: File) => {
      file.knownFrom = '2025-09-10';
      file.end = { lastDay: '2025-08-31', reason: 'late' };
    };
    expect((await load(end, later)).faults).toMatchObject([
      { where: 'agreement 2025-27, end', code: 'REWRITES_PAST' },
    ]);
  });
});

describe('hub pools load', () => {
  beforeAll(anew);

  it('says what was new, and names each fault', async () => {
    const path = await fileOf();
    const dry = await runOn(hub, 'pools', 'load', path, '--history', '--dry-run');
    expect(dry.exit).toBe(0);
    expect(dry.out).toContain('new: 1 pools, 1 agreements, 3 totals, 4 schemes');
    expect(dry.out).toContain('nothing was written');
    const { exit, out } = await runOn(hub, 'pools', 'load', path, '--history', '--json');
    expect(exit).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ status: 'LOADED', pool: 'sheffield-bcf' });
    const bad = await fileOf((file) => {
      file.grants[0].receiver = 'X99';
    });
    const refused = await runOn(hub, 'pools', 'load', bad, '--history');
    expect(refused.exit).toBe(1);
    expect(refused.out).toContain('organisation X99: is not known here (UNKNOWN_CODE)');
  });
});

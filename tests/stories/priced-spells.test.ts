import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { healthSusApc } from '../../adapters/health-sus-apc/adapter.ts';
import { TariffEffect } from '../../src/budgets/tariff-effect.ts';
import { loadTariffs } from '../../src/deliveries/load-tariffs.ts';
import { endOptOut, optOut } from '../../src/people/opt-outs.ts';
import { relate } from '../../src/people/service.ts';
import type { NhsNumber } from '../../src/values/nhs-number.ts';
import { addDays, type PlainDate } from '../../src/values/plain-date.ts';
import { holder, openTestHub, type TestHub } from '../support/hub.ts';
import { sampleOf } from '../support/reading.ts';

const PATIENT = '9990000018' as NhsNumber;
const REAL_DAY = new Date().toISOString().slice(0, 10) as PlainDate;
/** Prices loaded on this day are not known by the end of the day before. */
const LOADED_ON = addDays(REAL_DAY, 2);
const COLUMNS =
  'Scheme,Code,Kind,Provider,First Day,Last Day,Known From,Pounds,Percent,Trim Point,Long Stay Pounds per Day,Points,Illustrative,Source,Factor';
const FACTOR = `,,MARKET_FORCES,RCF,2018-04-01,2019-03-31,,,,,,,,letter of the provider,1.02`;

const BUDGET = `query ($id: NhsNumber!, $from: PlainDate!) { person(by: { nhsNumber: $id }) {
  integratedBudget(year: "2018-19") { total { awarded { pence } } beside { careGiven { pence } } streams { stream { code } amount { pence }
    lines { __typename ... on PricedLine { amount { pence } illustrative shadow inTotals check { against expected { pence } difference { pence } } currency { scheme code } working { step result } }
      ... on UnpricedLine { reason } } } }
  restatement(year: "2018-19", from: $from) { changes { before { pence } after { pence } difference { pence } cause words } }
} }`;

let hub: TestHub;
let file: string;
beforeAll(async () => {
  hub = await openTestHub(LOADED_ON);
  const text = sampleOf(healthSusApc, 'rcf-2018-05.csv');
  expect(await hub.receive('health-sus-apc', 'RCF', text, 'individual-care')).toMatchObject({
    status: 'LOADED',
    accepted: 4,
    rejected: 2,
  });
  file = join(hub.folder, 'tariffs.csv');
  await writeFile(file, `${COLUMNS}\n${FACTOR}\n`);
});
afterAll(() => hub.close());

const read = async (viewer: Parameters<TestHub['ask']>[0] = holder(PATIENT)) => {
  const { data, errors } = await hub.ask(viewer, BUDGET, {
    id: PATIENT,
    from: addDays(REAL_DAY, 1),
  });
  expect(errors).toBeUndefined();
  return data.person;
};

const load = (dryRun: boolean) => {
  const effect = new TariffEffect(LOADED_ON);
  const touched = { currencies: [], providers: ['RCF'] };
  return loadTariffs(hub.db, {
    ...{ file, today: LOADED_ON, history: false, actor: 'test', dryRun },
    effect: {
      before: (tx) => effect.before(tx, touched),
      after: (tx) => effect.after(tx, touched),
    },
  });
};

describe('a hospital’s spells', () => {
  it('have no price while a factor is not loaded, and never one of nothing', async () => {
    const { integratedBudget } = await read();
    expect(integratedBudget.streams).toEqual([
      {
        stream: { code: 'nhs-tariff' },
        amount: null,
        lines: [
          {
            __typename: 'UnpricedLine',
            reason: 'no market forces factor is loaded for RCF in the price year 2018-19',
          },
        ],
      },
    ]);
    expect(integratedBudget.beside.careGiven).toBeNull();
  });

  it('a dry run of new prices shows each line that would change, and writes nothing', async () => {
    const { status, effect } = await load(true);
    expect(status).toBe('LOADED');
    // elective HN12F, 9 nights, trim 6: (5,493 + 3 × 227) × 1.02; emergency HT12D, 45 nights,
    // trim 37: (6,685 + 8 × 232) × 1.02; day case HN22C: 6,356 × 1.02; the emergency of one night
    // stays without a price
    expect(effect?.listed.map(({ before, after }) => [before, after]).sort()).toEqual(
      [
        [null, 629_748n],
        [null, 648_312n],
        [null, 871_182n],
      ].sort(),
    );
    // 6,297.48 + 6,483.12 + 8,711.82
    expect(effect).toMatchObject({ lines: 3, difference: 21_492_42n, peopleLeftOut: 0 });
    expect((await read()).integratedBudget.streams[0].amount).toBeNull();
  });

  it('of somebody who has opted out are in its sums and not in its list', async () => {
    const key = { nhsNumber: PATIENT };
    const asked = { key, evidence: 'told by the person', actor: 'test' };
    await optOut(hub.db, { ...asked, from: addDays(LOADED_ON, 1) });
    expect((await load(true)).effect).toMatchObject({ lines: 3, peopleLeftOut: 0 });
    await optOut(hub.db, { ...asked, from: LOADED_ON });
    const { effect } = await load(true);
    expect(effect).toMatchObject({ lines: 3, difference: 21_492_42n, peopleLeftOut: 1 });
    expect(effect?.listed.map(({ after }) => after).sort()).toEqual([648_312n, 871_182n]);
    await endOptOut(hub.db, asked);
    expect((await load(true)).effect?.listed).toHaveLength(3);
  });

  it('count once the factor is there, beside the budget and not in it', async () => {
    expect(await load(false)).toMatchObject({ status: 'LOADED', added: 1 });
    const { integratedBudget } = await read();
    expect(integratedBudget.beside.careGiven.pence).toBe(629_748);
    expect(integratedBudget.total.awarded).toBeNull();
  });

  it('show the difference from the hospital’s own price, and no code to the patient', async () => {
    const [line] = (await read()).integratedBudget.streams[0].lines;
    // 6,297.48 against 6,393.7632
    expect(line.check).toEqual({
      against: 'SENDER',
      expected: { pence: 639_376 },
      difference: { pence: -9_628 },
    });
    expect(line.currency).toEqual({ scheme: 'hrg', code: null });
    expect(JSON.stringify(line.working)).not.toContain('HN12F');
  });

  it('show the code to a care team of the trust', async () => {
    const key = { nhsNumber: PATIENT };
    await relate(hub.db, { subject: 'ward', key, fromDay: null, untilDay: null, actor: 'test' });
    const ward = { role: 'care-team', subject: 'ward', organisation: 'RCF' } as const;
    const [line] = (await read(ward)).integratedBudget.streams[0].lines;
    expect(line.currency.code).toBe('HN12F');
  });

  it('a restatement says that the price is new, and by how much', async () => {
    expect((await read()).restatement.changes).toMatchObject([
      {
        before: null,
        after: { pence: 629_748 },
        difference: { pence: 629_748 },
        cause: 'NEW_TARIFF',
      },
    ]);
  });
});

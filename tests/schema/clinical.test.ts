import { afterAll, beforeAll, expect, it } from 'vitest';
import { healthPlcm } from '../../adapters/health-plcm/adapter.ts';
import { sql } from '../../src/db/database.ts';
import { relate } from '../../src/people/service.ts';
import type { NhsNumber } from '../../src/values/nhs-number.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { holder, openTestHub, type TestHub } from '../support/hub.ts';
import { sampleOf } from '../support/reading.ts';

const LINES = `query ($id: NhsNumber!) { person(by: { nhsNumber: $id }) { integratedBudget(year: "2025-26") {
  streams { lines { description from { sender }
    ... on PricedLine { currency { scheme code } working { step result } } } } } } }`;

let hub: TestHub;
let patient: NhsNumber;
let codes: string[];

beforeAll(async () => {
  hub = await openTestHub('2026-01-15');
  const text = sampleOf(healthPlcm, 'rcf-qf7-202526-month-05.csv');
  await hub.receive('health-plcm', 'RCF', text, 'individual-care');
  const [found] = await hub.db.rows<{ nhs_number: NhsNumber; codes: string }>(
    'test.patient',
    sql`
      select i.nhs_number, string_agg(a.currency, ' ') as codes
      from awards a join identities i on i.id = a.identity_id
      where a.scheme = 'hrg' group by i.nhs_number order by 1 limit 1`,
  );
  patient = found?.nhs_number as NhsNumber;
  codes = found?.codes.split(' ') as string[];
  for (const subject of ['ward', 'town-hall']) {
    const fromDay = '2026-01-01' as PlainDate;
    const key = { nhsNumber: patient };
    await relate(hub.db, { subject, key, fromDay, untilDay: null, actor: 'test' });
  }
});
afterAll(() => hub.close());

it('a care team of a trust or a board reads clinical codes', async () => {
  for (const organisation of ['RCF', 'QF7']) {
    const viewer = { role: 'care-team', subject: 'ward', organisation } as const;
    const answer = JSON.stringify(await hub.ask(viewer, LINES, { id: patient }));
    for (const code of codes) expect(answer).toContain(code);
  }
});

it('a team that acts for nobody is shown nothing at all', async () => {
  const viewer = { role: 'care-team', subject: 'town-hall' } as const;
  const { data } = await hub.ask(viewer, LINES, { id: patient });
  expect(data.person.integratedBudget.streams).toEqual([]);
});

it('nobody else does: neither a council’s team nor the person on this page', async () => {
  const viewers = [
    { role: 'care-team', subject: 'town-hall', organisation: 'E08000039' } as const,
    holder(patient),
  ];
  for (const viewer of viewers) {
    const { data } = await hub.ask(viewer, LINES, { id: patient });
    const answer = JSON.stringify(data);
    expect(data.person.integratedBudget.streams[0].lines[0].currency.code).toBeNull();
    for (const code of codes) expect(answer).not.toContain(code);
  }
});

it('who pays is not even told of the person by the care that they were given', async () => {
  const payer = { role: 'finance', subject: 'payer', organisation: 'QF7' } as const;
  const { data } = await hub.ask(payer, LINES, { id: patient });
  expect(data).toEqual({ person: null });
});

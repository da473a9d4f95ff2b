import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestHub, type TestHub } from '../support/hub.ts';

const PRICE = `query Price($input: PriceActivityInput!) {
  priceActivity(input: $input) {
    __typename
    ... on PricedActivity { amount { pence } unroundedPounds illustrative working { step result } tariff { scheme code source firstDay } }
    ... on UnpricedActivity { reason }
  }
}`;

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub('2026-06-15');
});
afterAll(() => hub.close());

const FINANCE = { role: 'finance', subject: 'accounts', organisation: 'QF7' } as const;

async function price(input: object) {
  const { data, errors } = await hub.ask(FINANCE, PRICE, { input });
  return { answer: data?.priceActivity, errors };
}

/** An elective, ordinary stay at Sheffield Teaching Hospitals; the factor is given. */
const spell = (differs: object = {}) => ({
  hrgSpell: {
    ...{ code: 'HN12F', admissionMethod: '11', patientClassification: '1', ageOnAdmission: 70 },
    ...{ admissionDate: '2017-06-01', dischargeDate: '2017-06-10', provider: 'RHQ' },
    ...{ marketForcesFactor: '1.0461', ...differs },
  },
});

describe('a hospital spell', () => {
  it('comes to base, days beyond the trim point and factor', async () => {
    // 9 days: (5,431 + 3 × 227) × 1.0461 = 6,112 × 1.0461 = 6,393.7632
    const { answer } = await price(spell());
    expect(answer).toMatchObject({
      __typename: 'PricedActivity',
      amount: { pence: 639_376 },
      unroundedPounds: '6393.763200',
      illustrative: false,
      tariff: { scheme: 'hrg', code: 'HN12F', firstDay: '2017-04-01' },
    });
    expect(answer.working.map(({ result }: { result: string }) => result)).toEqual([
      '5431.000000',
      '6112.000000',
      '6393.763200',
      '6393.76',
    ]);
  });

  it('says why it has no price: the provider’s factor of that year', async () => {
    const { answer } = await price(spell({ marketForcesFactor: null }));
    expect(answer).toEqual({
      __typename: 'UnpricedActivity',
      reason: 'no market forces factor is loaded for RHQ in the price year 2017-18',
    });
  });

  it('non-elective from 2023-24 has no unit price', async () => {
    const dates = { admissionDate: '2024-06-01', dischargeDate: '2024-06-10' };
    const { answer } = await price(spell({ ...dates, admissionMethod: '21' }));
    expect(answer.__typename).toBe('UnpricedActivity');
    expect(answer.reason).toMatch(/fixed payment/);
  });

  it('of an adult under two days in an emergency has none without its percentage', async () => {
    const dates = { admissionDate: '2017-06-01', dischargeDate: '2017-06-02' };
    const { answer } = await price(spell({ ...dates, admissionMethod: '21' }));
    expect(answer.reason).toMatch(/no short-stay percentage is loaded/);
  });

  it.each([
    [{ code: 'ZZ99Z' }, 'code is not a code of this scheme'],
    [{ provider: 'NONE1' }, 'provider is not an organisation known here'],
    [{ dischargeDate: '2017-05-01' }, 'dischargeDate is before the admission'],
    [{ admissionMethod: '99' }, 'admissionMethod is not an admission method'],
    [
      { patientClassification: '8' },
      'patientClassification is not a patient classification, 1 to 5',
    ],
    [{ marketForcesFactor: '-1' }, 'marketForcesFactor is not above nothing'],
  ])('is refused with the field and the reason: %o', async (differs, reason) => {
    const { errors } = await price(spell(differs));
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(errors?.[0]?.message).toBe(reason);
  });
});

describe('days in a cluster', () => {
  const days = (code: string, firstDay: string, lastDay: string) => ({
    clusterPeriod: { code, setting: 'ADMITTED', firstDay, lastDay, provider: null },
  });

  it('count both ends, at a price that was published', async () => {
    // cluster 1 is 01: ten days at 326
    const { answer } = await price(days('1', '2011-04-01', '2011-04-10'));
    expect(answer).toMatchObject({ amount: { pence: 326_000 }, illustrative: false });
    expect(answer.tariff.code).toBe('01');
  });

  it('are illustrative where no price was published, and say so', async () => {
    const { answer } = await price(days('11', '2022-05-01', '2022-05-07'));
    expect(answer).toMatchObject({ __typename: 'PricedActivity', illustrative: true });
    expect(answer.tariff.source).toMatch(/^Illustrative/);
  });

  it('have no price once the scheme is retired', async () => {
    const { answer } = await price(days('11', '2024-05-01', '2024-05-07'));
    expect(answer.reason).toBe('the scheme was retired on 2024-04-01 and prices history only');
  });

  it('of cluster 09 are refused', async () => {
    const { errors } = await price(days('09', '2011-04-01', '2011-04-10'));
    expect(errors?.[0]?.message).toMatch(/^code must not be used/);
  });
});

describe('rates, units and points', () => {
  const nursing = (firstDay: string, lastDay: string, scheme = 'funded-nursing-care') => ({
    weeklyRate: { scheme, code: 'standard', firstDay, lastDay },
  });

  it('a weekly rate counts a seventh for each day, across years', async () => {
    // 1 week at 254.06 and 1 at 267.68
    const { answer } = await price(nursing('2026-03-25', '2026-04-07'));
    expect(answer).toMatchObject({ amount: { pence: 52_174 }, unroundedPounds: '521.740000' });
  });

  it('a rate raised later stands from the day it was known', async () => {
    const query = PRICE.replace(
      '$input: PriceActivityInput!',
      '$input: PriceActivityInput!, $day: PlainDate!',
    ).replace('input: $input', 'input: $input, knownAt: $day');
    const input = nursing('2019-04-01', '2019-04-07');
    const known = async (day: string) =>
      (await hub.ask(FINANCE, query, { input, day })).data.priceActivity.amount.pence;
    expect(await known('2019-12-31')).toBe(16_556);
    expect(await known('2020-04-30')).toBe(18_031);
  });

  it('an unknown scheme is refused', async () => {
    const { errors } = await price(nursing('2026-03-25', '2026-04-07', 'none'));
    expect(errors?.[0]?.message).toBe('scheme is not a scheme known here');
  });

  it('contacts and hours count', async () => {
    const units = { scheme: 'ips-contact', code: 'contact', count: '3', on: '2024-06-01' };
    const { answer } = await price({ units });
    expect(answer.amount.pence).toBe(73_143);
  });

  it('points of need come to the published weekly sums, and say that the table is synthetic', async () => {
    const points = (count: number) => ({
      needPoints: { scheme: 'resource-allocation', points: count, on: '2026-01-01' },
    });
    const { answer } = await price(points(16));
    expect(answer).toMatchObject({ amount: { pence: 8_291 }, illustrative: true });
    expect(answer.tariff.source).toMatch(/synthetic/i);
    expect((await price(points(22))).answer.amount.pence).toBe(11_221);
    // half-way: 97.56
    expect((await price(points(19))).answer.amount.pence).toBe(9_756);
    expect((await price(points(5000))).answer.__typename).toBe('UnpricedActivity');
  });
});

describe('who may price', () => {
  it.each(['finance', 'operator', 'care-team'] as const)('%s may', async (role) => {
    const { data } = await hub.ask({ role, subject: 'somebody' }, PRICE, { input: spell() });
    expect(data.priceActivity.__typename).toBe('PricedActivity');
  });

  it.each(['analyst', 'holder', 'representative'] as const)('%s may not', async (role) => {
    const { errors } = await hub.ask({ role, subject: 'somebody' }, PRICE, { input: spell() });
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});

describe('the price lists', () => {
  it('are there to read: schemes, codes, prices that stand on a day', async () => {
    const { data, errors } = await hub.ask(
      FINANCE,
      `query {
      currencySchemes { code retiredOn }
      currencyScheme(code: "mental-health-cluster") { clinical currencies(first: 2) { nodes { code name } pageInfo { hasNextPage endCursor } } }
      currency(scheme: "mental-health-cluster", code: 9) { code unusable }
      tariffs(scheme: "funded-nursing-care", code: "standard", asOf: "2019-04-01", first: 5) { nodes { pounds knownFrom source } }
      early: tariffs(scheme: "funded-nursing-care", code: "standard", asOf: "2019-04-01", knownAt: "2019-06-01", first: 5) { nodes { pounds } }
    }`,
      {},
    );
    expect(errors).toBeUndefined();
    expect(data.currencySchemes).toContainEqual({
      code: 'mental-health-cluster',
      retiredOn: '2024-04-01',
    });
    expect(data.currencyScheme.currencies.nodes.map(({ code }: { code: string }) => code)).toEqual([
      '00',
      '01',
    ]);
    expect(data.currency.code).toBe('09');
    expect(data.currency.unusable).not.toBeNull();
    expect(data.tariffs.nodes).toMatchObject([{ pounds: '180.31', knownFrom: '2020-04-30' }]);
    expect(data.early.nodes).toEqual([{ pounds: '165.56' }]);
  });

  it('go on after the cursor', async () => {
    const page = `query ($after: String) { currencyScheme(code: "mental-health-cluster") {
      currencies(first: 10, after: $after) { nodes { code } pageInfo { hasNextPage endCursor } } } }`;
    const codes: string[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const { data } = await hub.ask(FINANCE, page, { after });
      const { nodes, pageInfo } = data.currencyScheme.currencies;
      codes.push(...nodes.map(({ code }: { code: string }) => code));
      ({ endCursor: after, hasNextPage: more } = pageInfo);
    }
    expect(codes).toHaveLength(22);
    expect(new Set(codes).size).toBe(22);
  });
});

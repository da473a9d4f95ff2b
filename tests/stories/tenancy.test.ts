import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { housingCore } from '../../adapters/housing-core/adapter.ts';
import { link, unlink } from '../../src/people/service.ts';
import type { NhsNumber } from '../../src/values/nhs-number.ts';
import { cldFile } from '../support/cld.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { sampleOf } from '../support/reading.ts';
import { budgetOf, entryOf, inPence, loaded } from './reading.ts';

const TENANT = '9990000018' as NhsNumber;
const request = { nhsNumber: TENANT, tenancy: 'TC-20417', landlord: 'E08000039', actor: 'test' };
const evidence = 'the tenancy agreement, seen by the housing officer';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub('2026-06-15');
  loaded(await hub.receive('social-care-cld', 'E08000039', cldFile({})));
  const text = sampleOf(housingCore, 'e08000039-lettings-2026.csv');
  expect(await hub.receive('housing-core', 'E08000039', text)).toMatchObject({ accepted: 4 });
});
afterAll(() => hub.close());

const codes = async () =>
  (await budgetOf(hub, TENANT, '2026-27')).streams.map(
    ({ stream }: { stream: { code: string } }) => stream.code,
  );

describe('what a tenancy costs', () => {
  it('is nobody’s until a link is recorded', async () => {
    expect(await codes()).not.toContain('tenancy-costs');
  });

  it('stands beside the budget of the tenant who is linked, and in no total', async () => {
    const before = await budgetOf(hub, TENANT, '2026-27');
    expect(await link(hub.db, { ...request, evidence })).toBe('DONE');
    expect(await link(hub.db, { ...request, evidence })).toBe('ALREADY_DONE');
    const after = await budgetOf(hub, TENANT, '2026-27');
    // from 4 May 2026, 332 days: rent 115 × 332 ÷ 7 = 5,454.29, service 5 × 332 ÷ 7 = 237.14
    const costs = entryOf(after, 'tenancy-costs');
    expect(costs.amount.pence).toBe(569_143);
    expect(costs.figures).toBeNull();
    expect(inPence(after.total)).toEqual(inPence(before.total));
    expect(after.beside).toEqual(before.beside);
    expect(after.complete).toBe(before.complete);
  });

  it('is never joined to a second NHS number', async () => {
    const other = { ...request, nhsNumber: '9990000026' as NhsNumber, evidence };
    await expect(link(hub.db, other)).rejects.toThrow(/that tenancy beside a different NHS number/);
  });

  it('goes when the link is taken back', async () => {
    expect(await unlink(hub.db, request)).toBe('DONE');
    expect(await codes()).not.toContain('tenancy-costs');
    expect(await unlink(hub.db, request)).toBe('ALREADY_DONE');
  });
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import { cldFile } from '../support/cld.ts';
import { holder, openTestHub, type TestHub } from '../support/hub.ts';
import { PERSON_BUDGET } from '../support/queries.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub();
});
afterAll(() => hub.close());

it('a council’s file becomes the holder’s budget', async () => {
  const outcome = await hub.receive('social-care-cld', 'E08000039', cldFile({}));
  expect(outcome).toMatchObject({ status: 'LOADED', rows: 1, accepted: 1, rejected: 0 });
  const variables = { nhsNumber: '9990000018', year: '2025-26' };
  const { data, errors } = await hub.ask(holder('9990000018'), PERSON_BUDGET, variables);
  expect(errors).toBeUndefined();
  // 365 days ÷ 7 × £100 = £5,214.285714…, rounded once.
  expect(data.person.integratedBudget.total.awarded).toEqual({ pence: 521429, pounds: '5214.29' });
});

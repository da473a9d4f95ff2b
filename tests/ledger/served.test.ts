import { afterAll, beforeAll, expect, it } from 'vitest';
import { verifyLedger } from '../../src/ledger/verify.ts';
import { testNhsNumbers } from '../people/numbers.ts';
import { serveTest, type TestServer } from '../server/serving.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { SPEND } from '../support/queries.ts';
import {
  COUNCIL,
  deposit,
  depositInput,
  leftIn,
  makeKnown,
  openAccount,
  spendInput,
  TODAY,
} from './money.ts';

const [ANN] = testNhsNumbers(1) as [string];
const PAYEE = 'Priscilla Featherstonehaugh';

let hub: TestHub;
let server: TestServer;
beforeAll(async () => {
  hub = await openTestHub(TODAY);
  await makeKnown(hub, ANN);
  const claims = { role: 'finance', subject: 'the office', organisation: COUNCIL } as const;
  // The machine that runs this may be busy with other tests: what counts is that none fails.
  server = await serveTest(hub, { requestSeconds: 60 }, {}, claims);
});
afterAll(async () => {
  await server.stop();
  await hub.close();
});

it('300 payments of £1 out of £100 through the API: exactly 100, and no server error', async () => {
  const account = await openAccount(hub, ANN);
  await deposit(hub, depositInput(account, { amount: 100_00 }));
  const answers = await Promise.all(
    Array.from({ length: 300 }, async () => {
      const input = spendInput(account, { amount: 1_00, payee: PAYEE });
      const response = await server.post({ query: SPEND, variables: { input } });
      const { data, errors } = (await response.json()) as {
        data: { recordSpend: { __typename: string; code?: string } };
        errors?: unknown;
      };
      expect([response.status, errors]).toEqual([200, undefined]);
      return data.recordSpend.code ?? data.recordSpend.__typename;
    }),
  );
  const times = (outcome: string) => answers.filter((each) => each === outcome).length;
  expect([times('RecordSpendSuccess'), times('INSUFFICIENT_FUNDS')]).toEqual([100, 200]);
  expect((await leftIn(hub, account)).all).toBe(0);
  expect((await verifyLedger(hub.db)).filter(({ ok }) => !ok)).toEqual([]);
  for (const personal of [ANN, PAYEE]) expect(server.logged()).not.toContain(personal);
});

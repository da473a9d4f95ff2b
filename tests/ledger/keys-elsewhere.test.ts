import { afterAll, beforeAll, expect, it } from 'vitest';
import { noticeReclaim } from '../../src/ledger/notice-reclaim.ts';
import { withdrawReclaim } from '../../src/ledger/withdraw-reclaim.ts';
import { pence } from '../../src/values/money.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { testNhsNumbers } from '../people/numbers.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import {
  ADULTS,
  COUNCIL,
  deposit,
  depositInput,
  finance,
  makeKnown,
  newKey,
  openAccount,
  TODAY,
} from './money.ts';
import { endSchedule, offsetSurplus, scheduleInput, setSchedule } from './scheduling.ts';

const OFFICE = { ...finance(COUNCIL), nhsNumber: null };

let hub: TestHub;
let accounts: [first: string, second: string];
beforeAll(async () => {
  hub = await openTestHub(TODAY);
  const [ann, bob] = testNhsNumbers(2) as [string, string];
  await makeKnown(hub, ann, bob);
  accounts = [await openAccount(hub, ann), await openAccount(hub, bob)];
  for (const account of accounts) await deposit(hub, depositInput(account));
});
afterAll(() => hub.close());

const reason = 'no longer needed';
/** The schedule or notice that the request is about is made anew for each. */
const scheduled = async (account: string): Promise<string> =>
  (await setSchedule(hub, scheduleInput(account))).schedule.id;
const noticed = async (account: string, idempotencyKey = newKey()): Promise<string> => {
  const asked = { account, stream: ADULTS, funder: COUNCIL, amount: pence(1_00n), reasons: reason };
  const said = { ...asked, dueBy: '2026-02-28' as PlainDate, idempotencyKey };
  return (await noticeReclaim(hub.serving, OFFICE, said, hub.day)).notice.id;
};

type Request = (account: string, idempotencyKey: string) => Promise<unknown>;
const REQUESTS: readonly (readonly [string, Request])[] = [
  ['a schedule', (account, key) => setSchedule(hub, scheduleInput(account, { ...keyed(key) }))],
  [
    'the end of a schedule',
    async (account, key) => {
      const end = { schedule: await scheduled(account), lastDay: '2026-06-30', reason };
      return endSchedule(hub, { ...end, ...keyed(key) });
    },
  ],
  [
    'an offset',
    async (account, key) => {
      const about = { schedule: await scheduled(account), dueOn: '2026-01-26' };
      return offsetSurplus(hub, { ...about, amount: 1_00, reason, ...keyed(key) });
    },
  ],
  ['a notice', noticed],
  [
    'the withdrawal of a notice',
    async (account, key) => {
      const said = { notice: await noticed(account), reason, ...keyed(key) };
      return withdrawReclaim(hub.serving, OFFICE, said, hub.day);
    },
  ],
];
const keyed = (idempotencyKey: string) => ({ idempotencyKey });

/** What was refused, whether it was thrown or answered; null where nothing was. */
const refusalOf = (request: Promise<unknown>) =>
  request.then(
    (answer) => (answer as { code?: string }).code ?? null,
    (error: { code?: string }) => error.code ?? error,
  );

it.each(REQUESTS)(
  '%s is refused by a key that stands for one in another account',
  async (...of) => {
    const [, request] = of;
    const [first, second] = accounts;
    const key = newKey();
    expect(await refusalOf(request(first, key))).toBeNull();
    expect(await refusalOf(request(second, key))).toBe('IDEMPOTENCY_MISMATCH');
  },
);

import { afterAll, beforeAll, expect, it } from 'vitest';
import { COUNCIL, deposit, depositInput, makeKnown, openAccount, TODAY } from '../ledger/money.ts';
import { testNhsNumbers } from '../people/numbers.ts';
import { openTestHub, type TestHub } from '../support/hub.ts';
import { receiveStatement, type StatementLine, settle, waitingIn } from './lines.ts';
import { takeBack } from './receiving.ts';

const [ANN] = testNhsNumbers(1) as [string];
const DELIVERIES = `{ deliveries(first: 100) { nodes { id adapter status waiting } } }`;
const BUS: StatementLine = ['2026-01-05', 'BUS', -200];
const SHOP: StatementLine = ['2026-01-06', 'SHOP', -300];
const TAXI: StatementLine = ['2026-01-07', 'TAXI', -400];

let hub: TestHub;
let first: string;
let second: string;
beforeAll(async () => {
  hub = await openTestHub(TODAY);
  await makeKnown(hub, ANN);
  const account = await openAccount(hub, ANN);
  await deposit(hub, depositInput(account, { effectiveDate: '2026-01-03' }));
  first = (await receiveStatement(hub, account, [BUS, SHOP], 10_000)).delivery as string;
  second = (await receiveStatement(hub, account, [SHOP, TAXI], 9_800)).delivery as string;
});
afterAll(() => hub.close());

/** What waits of the two statements and of the council's other file, as an operator is told it. */
async function counted(): Promise<(number | null)[]> {
  const { data, errors } = await hub.ask({ role: 'operator' }, DELIVERIES);
  expect(errors).toBeUndefined();
  const nodes: { id: string; adapter: string; waiting: number | null }[] = data.deliveries.nodes;
  const waitingOf = (is: (node: (typeof nodes)[number]) => boolean) =>
    nodes.filter(is).map(({ waiting }) => waiting);
  return [
    ...waitingOf(({ id }) => id === first),
    ...waitingOf(({ id }) => id === second),
    ...waitingOf(({ adapter }) => adapter === 'social-care-cld'),
  ];
}

it('counts a line in the file that told of it first, and none of a format that tells of no money', async () => {
  hub.statements.length = 0;
  expect(await counted()).toEqual([2, 1, null]);
  // One statement for a page of deliveries, however many there are.
  const counting = hub.statements.filter((name) => name === 'deliveries.waiting-by-delivery');
  expect(counting).toHaveLength(1);
  const { nodes } = await waitingIn(hub);
  const deliveries = nodes.map(({ delivery }: { delivery: string }) => delivery);
  expect(deliveries).toEqual([first, first, second]);
});

it('is nought when all are decided, and follows a line to the file that still tells of it', async () => {
  const { nodes } = await waitingIn(hub);
  const taxi = nodes.find(({ description }: { description: string }) => description === 'TAXI');
  await settle(hub, taxi.id, { notOurs: { reason: 'another card' } });
  expect(await counted()).toEqual([2, 0, null]);
  await takeBack(hub, first);
  // The shop is told of by the second file alone now, the bus by none.
  expect(await counted()).toEqual([0, 1, null]);
});

it('is not told to others: deliveries are for operators', async () => {
  const { errors } = await hub.ask({ role: 'finance', organisation: COUNCIL }, DELIVERIES);
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
});

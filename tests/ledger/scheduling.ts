import type { Viewer } from '../../src/access/viewer.ts';
import { holder, type TestHub } from '../support/hub.ts';
import { ADULTS, COUNCIL, finance, newKey } from './money.ts';

const SCHEDULE = `id account stream { code } funder { code } awardReference every terms timing
  ratePounds per weeklyContribution { pence } firstDay lastDay firstPaymentOn endReason`;
const PAYMENT = `schedule { id } dueOn stream { code } funder { code } firstDay lastDay gross { pence }
  contribution { pence } offset { pence } amount { pence } status received { pence }
  metBy { movement date amount { pence } }`;
const set = `mutation ($input: SetPaymentScheduleInput!) { setPaymentSchedule(input: $input) { __typename
  ... on SetPaymentScheduleSuccess { replayed schedule { ${SCHEDULE} } }
  ... on Refusal { code message } } }`;
const end = `mutation ($input: EndPaymentScheduleInput!) { endPaymentSchedule(input: $input) { __typename
  ... on EndPaymentScheduleSuccess { replayed schedule { ${SCHEDULE} } }
  ... on Refusal { code message } } }`;
const offset = `mutation ($input: OffsetSurplusInput!) { offsetSurplus(input: $input) { __typename
  ... on OffsetSurplusSuccess { replayed payment { ${PAYMENT} } }
  ... on Refusal { code message } } }`;
const EXPECTED = `query ($nhsNumber: NhsNumber!, $from: PlainDate!, $to: PlainDate!) {
  person(by: { nhsNumber: $nhsNumber }) { expected(from: $from, to: $to) {
    schedules { ${SCHEDULE} } payments { ${PAYMENT} }
    unmatched { stream { code } funder { code } receipt { movement date amount { pence } } }
    contributions { dueOn stream { code } funder { code } firstDay lastDay amount { pence } basis }
    contributionsNotKnown { stream { code } funder { code name } firstDay lastDay }
    arrears { stream { code } expected { pence } received { pence } arrears { pence } } } } }`;

type Asking = Partial<Viewer> & { role: Viewer['role'] };

async function answer(hub: TestHub, viewer: Asking, query: string, input: object) {
  const { data, errors } = await hub.ask(viewer, query, { input });
  if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
  return Object.values(data)[0] as never;
}

// biome-ignore lint/suspicious/noExplicitAny: tests read answers of many shapes
type Told = any;

/** £210.00 a week every four weeks in advance from 1 December 2025, net of £45.50 a week. */
export const scheduleInput = (account: string, more: object = {}) => ({
  ...{ account, stream: ADULTS, funder: COUNCIL, every: 'FOUR_WEEKS', terms: 'NET' },
  ...{ ratePounds: '210.00', per: 'WEEK', weeklyContribution: 45_50, firstDay: '2025-12-01' },
  ...{ idempotencyKey: newKey(), ...more },
});

export const setSchedule = (
  hub: TestHub,
  input: object,
  viewer: Asking = finance(COUNCIL),
): Promise<Told> => answer(hub, viewer, set, input);

export const endSchedule = (
  hub: TestHub,
  input: object,
  viewer: Asking = finance(COUNCIL),
): Promise<Told> => answer(hub, viewer, end, { idempotencyKey: newKey(), ...input });

export const offsetSurplus = (
  hub: TestHub,
  input: object,
  viewer: Asking = finance(COUNCIL),
): Promise<Told> => answer(hub, viewer, offset, { idempotencyKey: newKey(), ...input });

/** What is expected from December 2025 to March 2026, as it is shown to the person or a viewer. */
export async function expectedOf(
  hub: TestHub,
  nhsNumber: string,
  { viewer, from = '2025-12-01', to = '2026-03-31' }: ExpectedAsk = {},
): Promise<Told> {
  const variables = { nhsNumber, from, to };
  const { data, errors } = await hub.ask(viewer ?? holder(nhsNumber), EXPECTED, variables);
  if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
  return data.person?.expected ?? null;
}

interface ExpectedAsk {
  readonly viewer?: Asking;
  readonly from?: string;
  readonly to?: string;
}

/** Payments as a table: due on, to be paid, received, status. */
export const paymentsOf = ({ payments }: Told): string[] =>
  payments.map(
    ({ dueOn, amount, received, status }: Told) =>
      `${dueOn} ${amount.pence} ${received.pence} ${status}`,
  );

import { describe, expect, it } from 'vitest';
import {
  type ExpectedPayment,
  expectedPayments,
  type Kept,
  nextPayments,
  outstandingOf,
  type Receipt,
  receiptsBeside,
  stillToCome,
} from '../../src/ledger/expected.ts';
import {
  MATCH_TOLERANCE_DAYS,
  matchDeposit,
  paymentNamed,
} from '../../src/ledger/match-deposit.ts';
import type { MovementId, OrganisationCode } from '../../src/values/ids.ts';
import { parsePounds, poundsText } from '../../src/values/money.ts';
import { fromFirstToLast } from '../../src/values/period.ts';
import { day, kept } from './schedules.ts';

let movements = 0;
function receipt(amount: string, on: string, meets: [string, string] | null): Receipt {
  movements += 1;
  return {
    ...{ movement: `m${movements}` as MovementId, accountId: 'account', day: day(on) },
    ...{ stream: 'adult-social-care', funder: 'E08000039' as OrganisationCode },
    ...{ amount: parsePounds(amount) },
    meets: meets && { scheduleId: meets[0], dueOn: day(meets[1]) },
  };
}

const offset = (amount: string, dueOn: string) => ({
  ...{ scheduleId: 'a', dueOn: day(dueOn), amount: parsePounds(amount) },
});

const NOTHING: Kept = { schedules: [kept('a')], offsets: [], receipts: [] };
const TODAY = day('2026-06-10');
/** Four payments of £840.00: 6 April, 4 May, 1 June, 29 June. */
const found = (said: Partial<Kept>, diedOn: string | null = null) =>
  expectedPayments(
    { ...NOTHING, ...said },
    { by: day('2026-07-01'), diedOn: diedOn === null ? null : day(diedOn) },
    TODAY,
  );
const inWords = (payments: readonly ExpectedPayment[]) =>
  payments.map(
    ({ dueOn, amount, received, status }) =>
      `${dueOn} ${poundsText(amount)} ${poundsText(received)} ${status}`,
  );

describe('what has come of what is expected', () => {
  it('met, part met, late and due', () => {
    const receipts = [
      receipt('840.00', '2026-04-07', ['a', '2026-04-06']),
      receipt('500.00', '2026-05-05', ['a', '2026-05-04']),
      receipt('100.00', '2026-05-06', ['a', '2026-05-04']),
    ];
    expect(inWords(found({ receipts }))).toEqual([
      '2026-04-06 840.00 840.00 MET',
      '2026-05-04 840.00 600.00 PART_MET',
      '2026-06-01 840.00 0.00 LATE',
      '2026-06-29 840.00 0.00 DUE',
    ]);
  });

  it('a payment due today is not late', () => {
    const due = { by: TODAY, diedOn: null };
    const today = kept('a', { first: '2026-06-10' });
    const [payment] = expectedPayments({ ...NOTHING, schedules: [today] }, due, TODAY);
    expect(payment?.status).toBe('DUE');
  });

  it('surplus is taken off, and never below nothing', () => {
    const [first, second] = found({
      offsets: [offset('40.00', '2026-04-06'), offset('900.00', '2026-05-04')],
    });
    expect(first).toMatchObject({ offset: 4000n, amount: 80000n, status: 'LATE' });
    // Nothing is left to be paid, so nothing is awaited.
    expect(second).toMatchObject({ offset: 84000n, amount: 0n, status: 'MET' });
  });

  it('what was paid for days after a death stands beside what is still expected', () => {
    const receipts = [
      receipt('840.00', '2026-04-07', ['a', '2026-04-06']),
      receipt('840.00', '2026-05-05', ['a', '2026-05-04']),
    ];
    const payments = found({ receipts }, '2026-04-20');
    expect(inWords(payments)).toEqual(['2026-04-06 450.00 840.00 MET']);
    expect(receiptsBeside(receipts, payments)).toEqual([receipts[1]]);
  });

  it('what is matched to nothing stands beside it too', () => {
    const receipts = [receipt('839.99', '2026-04-07', null)];
    expect(receiptsBeside(receipts, found({ receipts }))).toEqual(receipts);
  });
});

describe('what is still to come', () => {
  const receipts = [
    receipt('840.00', '2026-04-07', ['a', '2026-04-06']),
    receipt('600.00', '2026-05-05', ['a', '2026-05-04']),
    receipt('900.00', '2026-06-01', ['a', '2026-06-01']),
  ];

  it('is the rest of what is part met, and what is late and due by the day', () => {
    const payments = found({ receipts });
    expect(payments.map((each) => poundsText(outstandingOf(each)))).toEqual([
      ...['0.00', '240.00', '0.00', '840.00'],
    ]);
    // More than was expected of one payment pays no other.
    expect(poundsText(stillToCome(payments, day('2026-06-28')))).toBe('240.00');
    expect(poundsText(stillToCome(payments, day('2026-06-29')))).toBe('1080.00');
  });

  it('the next payment of each schedule is the first from today that is not met', () => {
    const beside = { ...kept('b', { every: 'WEEK', rate: '70' }), stream: 'section-117' };
    const payments = found({ receipts, schedules: [kept('a'), beside] });
    expect(
      nextPayments(payments, TODAY).map(({ schedule, dueOn }) => [schedule.id, dueOn]),
    ).toEqual([
      ['b', '2026-06-15'],
      ['a', '2026-06-29'],
    ]);
  });
});

describe('a deposit is matched', () => {
  const arrived = (amount: string, on: string, covers: [string, string] | null = null) => ({
    ...{ amount: parsePounds(amount), day: day(on) },
    covers: covers && fromFirstToLast(day(covers[0]), day(covers[1])),
  });
  const first = receipt('840.00', '2026-04-07', ['a', '2026-04-06']);

  it('to the earliest that is not met, of exactly that amount', () => {
    expect(matchDeposit(arrived('840.00', '2026-04-07'), found({}))?.dueOn).toBe('2026-04-06');
    expect(matchDeposit(arrived('839.99', '2026-04-07'), found({}))).toBeNull();
    const met = found({ receipts: [first] });
    expect(matchDeposit(arrived('840.00', '2026-04-07'), met)).toBeNull();
    expect(matchDeposit(arrived('840.00', '2026-04-30'), met)?.dueOn).toBe('2026-05-04');
  });

  it('to the rest of a payment that is part met', () => {
    const part = found({ receipts: [receipt('600.00', '2026-04-07', ['a', '2026-04-06'])] });
    expect(matchDeposit(arrived('240.00', '2026-04-10'), part)?.dueOn).toBe('2026-04-06');
    expect(matchDeposit(arrived('840.00', '2026-04-10'), part)).toBeNull();
  });

  it('within the tolerance and not a day more', () => {
    expect(MATCH_TOLERANCE_DAYS).toBe(10);
    const on = (text: string) => matchDeposit(arrived('840.00', text), found({}))?.dueOn;
    expect(on('2026-03-27')).toBe('2026-04-06');
    expect(on('2026-03-26')).toBeUndefined();
    expect(on('2026-04-16')).toBe('2026-04-06');
    expect(on('2026-04-17')).toBeUndefined();
  });

  it('to a payment for its days, where they are said', () => {
    const weeks = { schedules: [kept('a', { every: 'WEEK' })] };
    const said = arrived('210.00', '2026-04-08', ['2026-04-13', '2026-04-19']);
    expect(matchDeposit(said, found(weeks))?.dueOn).toBe('2026-04-13');
    expect(matchDeposit({ ...said, covers: null }, found(weeks))?.dueOn).toBe('2026-04-06');
  });

  it('by name to the earliest that is not met, or to the one for its days', () => {
    const payments = found({ receipts: [first] });
    expect(paymentNamed('a', null, payments)?.dueOn).toBe('2026-05-04');
    const { covers } = arrived('1', '2026-04-07', ['2026-04-10', '2026-04-11']);
    expect(paymentNamed('a', covers, payments)?.dueOn).toBe('2026-04-06');
    expect(paymentNamed('b', null, payments)).toBeNull();
  });
});

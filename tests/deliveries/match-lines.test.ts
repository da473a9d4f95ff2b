import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Candidate,
  type ExpectedPayment,
  type Line,
  matchLines,
  type OpenHold,
  type RecordedMovement,
} from '../../src/deliveries/match-lines.ts';
import { namedIn, payeeKey } from '../../src/deliveries/match-words.ts';
import { pence } from '../../src/values/money.ts';
import { addDays, type PlainDate } from '../../src/values/plain-date.ts';

const line = (day: string, amount: number, description = 'SOMETHING'): Line => ({
  ...{ day: day as PlainDate, amount: pence(amount), description },
});
const expected = (id: string, dueOn: string, amount = 1000, more = {}): ExpectedPayment => ({
  ...{ kind: 'EXPECTED', as: 'DEPOSIT', id, stream: 'adult-social-care', funder: 'E08000039' },
  ...{ amount: pence(amount), dueOn: dueOn as PlainDate, schedule: null, covers: null, ...more },
});
const hold = (id: string, payee: string, amount = 1000, more = {}): OpenHold => ({
  ...{ kind: 'HOLD', id, payee, amount: pence(amount), invoice: null },
  ...{ day: '2025-10-01' as PlainDate, ...more },
});
const recorded = (id: string, day: string, amount = 1000, more = {}): RecordedMovement => ({
  ...{ kind: 'RECORDED', id, amount: pence(amount), day: day as PlainDate, payee: null },
  ...{ of: 'DEPOSIT', ...more },
});
const found = (lines: readonly Line[], candidates: readonly Candidate[]) =>
  matchLines(lines, candidates).map((each) => each && `${each.candidate.id} ${each.how}`);

describe('money in', () => {
  it.each<[string, Line, Candidate[], string | null]>([
    ['on its day', line('2025-10-06', 1000), [expected('a', '2025-10-06')], 'a EXACT'],
    ['five days late', line('2025-10-11', 1000), [expected('a', '2025-10-06')], 'a NEAR'],
    ['five days early', line('2025-10-01', 1000), [expected('a', '2025-10-06')], 'a NEAR'],
    ['six days late', line('2025-10-12', 1000), [expected('a', '2025-10-06')], null],
    ['a penny less', line('2025-10-06', 999), [expected('a', '2025-10-06')], null],
    ['the other way', line('2025-10-06', -1000), [expected('a', '2025-10-06')], null],
    [
      'the day itself before a nearer name',
      line('2025-10-06', 1000),
      [expected('a', '2025-10-05'), expected('b', '2025-10-06')],
      'b EXACT',
    ],
    [
      'recorded before, sooner than expected',
      line('2025-10-06', 1000),
      [expected('a', '2025-10-06'), recorded('b', '2025-10-06')],
      'b EXACT',
    ],
    [
      'an exact one before one recorded near',
      line('2025-10-06', 1000),
      [recorded('b', '2025-10-05'), expected('a', '2025-10-06')],
      'a EXACT',
    ],
    [
      'of two funders nobody knows which',
      line('2025-10-06', 1000),
      [expected('a', '2025-10-06'), expected('b', '2025-10-06', 1000, { funder: 'QF7' })],
      null,
    ],
    [
      'of one funder the earlier',
      line('2025-10-06', 1000),
      [expected('b', '2025-10-07'), expected('a', '2025-10-05')],
      'a NEAR',
    ],
  ])('%s', (_what, each, candidates, match) => expect(found([each], candidates)).toEqual([match]));
});

describe('money out', () => {
  it.each<[string, Line, Candidate[], string | null]>([
    [
      'its payee',
      line('2025-10-06', -1000, 'HELPING HANDS LTD'),
      [hold('a', 'Helping Hands')],
      'a EXACT',
    ],
    [
      'part of its payee',
      line('2025-10-06', -1000, 'HELPING'),
      [hold('a', 'Helping Hands')],
      'a NEAR',
    ],
    ['another payee', line('2025-10-06', -1000, 'BUS'), [hold('a', 'Helping Hands')], null],
    [
      'only words that name nobody',
      line('2025-10-06', -1000, 'CARE LTD PAYMENT'),
      [hold('a', 'Payment Services Ltd')],
      null,
    ],
    [
      'the number of the bill',
      line('2025-10-06', -1000, 'FP 07 INV-204 BUS'),
      [hold('a', 'Helping Hands', 1000, { invoice: 'INV 204' })],
      'a EXACT',
    ],
    [
      'a number that is part of another',
      line('2025-10-06', -1000, 'INV-2041'),
      [hold('a', 'Helping Hands', 1000, { invoice: 'INV-204' })],
      null,
    ],
    [
      'before it was promised',
      line('2025-09-30', -1000, 'HELPING HANDS'),
      [hold('a', 'Helping Hands')],
      null,
    ],
    [
      'another amount',
      line('2025-10-06', -1001, 'HELPING HANDS'),
      [hold('a', 'Helping Hands')],
      null,
    ],
    [
      'the bill of the payee named whole',
      line('2025-10-06', -1000, 'HELPING HANDS'),
      [hold('a', 'Helping Friends'), hold('b', 'Helping Hands')],
      'b EXACT',
    ],
    [
      'the older of two bills',
      line('2025-10-06', -1000, 'HELPING HANDS'),
      [
        hold('b', 'Helping Hands', 1000, { day: '2025-10-03' }),
        hold('a', 'Helping Hands', 1000, { day: '2025-10-02' }),
      ],
      'a EXACT',
    ],
  ])('%s', (_what, each, candidates, match) => expect(found([each], candidates)).toEqual([match]));
});

describe('what a payment run says it is', () => {
  const payment = { kind: 'DIRECT_PAYMENT', stream: 'adult-social-care', funder: 'QF7' } as const;
  const said = (more = {}) => ({ ...line('2025-10-06', 1000), payment: { ...payment, ...more } });
  it.each<[string, Line, Candidate[], string | null]>([
    ['its own source', said(), [expected('a', '2025-10-06', 1000, { funder: 'QF7' })], 'a EXACT'],
    ['another funder', said(), [expected('a', '2025-10-06')], null],
    [
      'another stream',
      said({ stream: 'carer-support', funder: 'E08000039' }),
      [expected('a', '2025-10-06')],
      null,
    ],
    [
      'a contribution',
      said({ kind: 'CONTRIBUTION' }),
      [expected('a', '2025-10-06', 1000, { as: 'CONTRIBUTION' })],
      'a EXACT',
    ],
    ['no contribution', said(), [expected('a', '2025-10-06', 1000, { as: 'CONTRIBUTION' })], null],
    [
      'what a bank told before',
      said(),
      [recorded('a', '2025-10-06', 1000, { of: 'IN_QUESTION' })],
      'a EXACT',
    ],
    ['no refund', said(), [recorded('a', '2025-10-06', 1000, { of: 'REFUND' })], null],
  ])('%s', (_what, each, candidates, match) => expect(found([each], candidates)).toEqual([match]));
});

describe('a payment that was recorded before', () => {
  const paid = recorded('a', '2025-10-06', -1000, { of: 'SPENDING', payee: 'Helping Hands' });
  it.each<[string, Line, string | null]>([
    ['on its day, whatever the words', line('2025-10-06', -1000, 'BUS'), 'a EXACT'],
    ['on another, where the words name the payee', line('2025-10-08', -1000, 'HELPING'), 'a NEAR'],
    ['on another, where they do not', line('2025-10-08', -1000, 'BUS'), null],
  ])('%s', (_what, each, match) => expect(found([each], [paid])).toEqual([match]));
});

it('each line and each movement once, exact ones first', () => {
  const lines = [line('2025-10-07', 1000), line('2025-10-06', 1000), line('2025-10-08', 1000)];
  expect(found(lines, [expected('a', '2025-10-06'), expected('b', '2025-10-08')])).toEqual([
    null,
    'a EXACT',
    'b EXACT',
  ]);
});

it('never matches anything twice, nor another amount', () => {
  const day = fc.integer({ min: 0, max: 20 }).map((n) => addDays('2025-10-01' as PlainDate, n));
  const amount = fc.constantFrom(1000, 2000, -1000);
  const lines = fc.array(fc.tuple(day, amount), { maxLength: 12 });
  const due = fc.array(fc.tuple(day, fc.constantFrom(1000, 2000)), { maxLength: 12 });
  fc.assert(
    fc.property(lines, due, (said, waited) => {
      const candidates = waited.map(([on, sum], at) => expected(String(at), on, sum));
      const asked = said.map(([on, sum]) => line(on, sum));
      const matched = matchLines(asked, candidates);
      const used = matched.flatMap((each) => (each ? [each.candidate.id] : []));
      expect(new Set(used).size).toBe(used.length);
      matched.forEach((each, at) => {
        if (each) expect(each.candidate.amount).toBe(asked[at]?.amount);
      });
    }),
  );
});

it.each<[string, string, string | null]>([
  ['Helping Hands Care Ltd', 'HELPING HANDS CARE', 'WHOLE'],
  ['O’Brien & Sons', 'OBRIEN SONS 0412', 'WHOLE'],
  ['Helping Hands', 'HELPINGHANDS', null],
  ['Ltd', 'HELPING LTD', null],
])('%s in %s: %s', (payee, words, how) => expect(namedIn(payee, words)).toBe(how));

it('a payee is known again whatever dates and numbers stand beside it', () => {
  expect(payeeKey('BLUEBELL PAYROLL 0412 REF 88')).toBe(payeeKey('Bluebell Payroll 0512'));
});

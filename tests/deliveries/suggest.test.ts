import { expect, it } from 'vitest';
import type { ExpectedPayment, OpenHold } from '../../src/deliveries/match-lines.ts';
import { type KnownBefore, suggest } from '../../src/deliveries/suggest.ts';
import { pence } from '../../src/values/money.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';

const day = '2025-10-06' as PlainDate;
const line = (amount: number, description = 'SOMETHING', isDirectDebit = false) => ({
  ...{ day, amount: pence(amount), description, isDirectDebit },
});
const DUE: ExpectedPayment = {
  ...{ kind: 'EXPECTED', as: 'DEPOSIT', id: 'a', stream: 'adult-social-care', funder: 'QF7' },
  ...{ amount: pence(1000), dueOn: '2025-10-08' as PlainDate, schedule: null, covers: null },
};
const BILL: OpenHold = {
  ...{ kind: 'HOLD', id: 'h', amount: pence(1000), payee: 'Helping Hands', invoice: null, day },
};
const known = (more: Partial<KnownBefore>): KnownBefore => ({
  ...{ expected: [], holds: [], past: [], ...more },
});

it.each<[string, ReturnType<typeof line>, Partial<KnownBefore>, object | null]>([
  ['about what is expected', line(1100), { expected: [DUE] }, { as: 'DEPOSIT', funder: 'QF7' }],
  ['a penny too far from it', line(1101), { expected: [DUE] }, null],
  [
    'too far from its day',
    { ...line(1000), day: '2025-10-02' as PlainDate },
    { expected: [DUE] },
    null,
  ],
  [
    'about the contribution',
    line(900),
    { expected: [{ ...DUE, as: 'CONTRIBUTION' }] },
    { as: 'CONTRIBUTION', stream: 'adult-social-care' },
  ],
  ['about a bill', line(-1050, 'HELPING HANDS'), { holds: [BILL] }, { as: 'HOLD', hold: 'h' }],
  ['a bill of somebody else', line(-1050, 'BUS'), { holds: [BILL] }, null],
  [
    'a payee paid before',
    line(-10, 'BUS COMPANY 0610'),
    { past: [{ payee: 'BUS COMPANY 0310', purpose: 'travel' }] },
    { as: 'SPENDING', purpose: 'travel', payee: 'BUS COMPANY 0310' },
  ],
  [
    'a direct debit for wages',
    line(-10, 'BLUEBELL PAYROLL', true),
    {},
    { as: 'SPENDING', purpose: 'employment', payee: 'BLUEBELL PAYROLL' },
  ],
  ['wages paid by card', line(-10, 'BLUEBELL PAYROLL'), {}, null],
  ['another direct debit', line(-10, 'POWER AND LIGHT', true), {}, null],
  ['money in from a payee', line(10, 'BLUEBELL PAYROLL', true), {}, null],
])('%s', (_what, each, more, suggestion) => {
  const found = suggest(each, known(more));
  if (suggestion === null) expect(found).toBeNull();
  else expect(found).toMatchObject(suggestion);
});

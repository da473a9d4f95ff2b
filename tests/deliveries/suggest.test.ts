import { expect, it } from 'vitest';
import type { ExpectedPayment, OpenHold } from '../../src/deliveries/match-lines.ts';
import { type KnownBefore, type MadePayment, suggest } from '../../src/deliveries/suggest.ts';
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
const PAID = { payees: ['Helping Hands'], day: '2025-10-01' as PlainDate };
const paid = (id: string, left: number, more: Partial<MadePayment> = {}): MadePayment => ({
  ...{ ...PAID, id, left: pence(left), ...more },
});
const known = (more: Partial<KnownBefore>): KnownBefore => ({
  ...{ expected: [], holds: [], past: [], made: [], ...more },
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
  [
    'back from a payee, the latest payment of just this amount',
    line(1000, 'HELPING HANDS REFUND'),
    { made: [paid('more', 5000), paid('late', 1000), paid('early', 1000)] },
    { as: 'REFUND', movement: 'late' },
  ],
  [
    'back from a payee, a part of the latest payment of more',
    line(1000, 'HELPING HANDS REFUND'),
    { made: [paid('less', 999), paid('more', 1001), paid('most', 9000)] },
    { as: 'REFUND', movement: 'more', why: 'this payee was paid at least this amount before' },
  ],
  [
    'back from a payee by whom the bank goes by another name',
    line(1000, 'HH CARE 2210'),
    { made: [paid('p', 1000, { payees: ['Helping Hands', 'HH CARE 0210'] })] },
    { as: 'REFUND', movement: 'p', why: 'this payee was paid this amount before' },
  ],
  [
    'back from a payee, before what is expected about then',
    line(1000, 'HELPING HANDS REFUND'),
    { made: [paid('p', 1000)], expected: [DUE] },
    { as: 'REFUND' },
  ],
  ['more than the payee was paid', line(1000, 'HELPING HANDS'), { made: [paid('p', 999)] }, null],
  ['back from somebody else', line(1000, 'WHEELS'), { made: [paid('p', 1000)] }, null],
  [
    'back before it was paid',
    line(1000, 'HELPING HANDS'),
    { made: [paid('p', 1000, { day: '2025-10-07' as PlainDate })] },
    null,
  ],
  ['paid out to the payee', line(-10, 'HELPING HANDS'), { made: [paid('p', 10)] }, null],
])('%s', (_what, each, more, suggestion) => {
  const found = suggest(each, known(more));
  if (suggestion === null) expect(found).toBeNull();
  else expect(found).toMatchObject(suggestion);
});

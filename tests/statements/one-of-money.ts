import { createHash, randomUUID } from 'node:crypto';
import type { Filled } from './one-of-everything.ts';

type Row = readonly [table: string, values: Filled];

/** The ids of an account, another of the same person, and the places of money in them. */
const ids = () => ({
  ...{ account: randomUUID(), other: randomUUID(), from: randomUUID(), held: randomUUID() },
  ...{ gone: randomUUID(), promised: randomUUID(), there: randomUUID() },
  ...{ question: randomUUID(), unknown: randomUUID(), back: randomUUID() },
  told: randomUUID(),
  schedule: randomUUID(),
});
type Ids = ReturnType<typeof ids>;

const SOURCE = { stream: 'carer-support', funder: 'QF7' };
const NOBODY = { stream: null, funder: null };
const DAY = { effective_day: '2024-05-06', year: '2024-25' };
const UNPAID = { payee: null, purpose: null };
const NONE = {
  ...{ reverses: null, reason: null, other_account_id: null, about: null, outcome: null },
  ...{ covers_from: null, covers_until: null, gross: null, schedule_id: null, due_day: null },
  ...{ invoice: null, delivery_id: null, row: null },
};

/** Two accounts of a person in which everything has moved that can. */
export function money(identityId: string, delivery: string): Row[] {
  const all = ids();
  const account = (id: string, mode: string): Row => [
    'accounts',
    { id, identity_id: identityId, mode, host: 'QF7' },
  ];
  return [
    ...[account(all.account, 'THIRD_PARTY'), account(all.other, 'NOTIONAL')],
    ...places(all),
    ...expected(all),
    ...putAndPaid(all),
    ...promisedAndSent(all),
    ...inQuestion(all, delivery),
    ...told(all, delivery),
    ...askedBack(all),
    ...asked(identityId, all),
  ];
}

function places({ account, other, ...all }: Ids): Row[] {
  const place = (id: string, kind: string, balance_pence: number, more: Filled = {}): Row => [
    'ledger_accounts',
    { ...SOURCE, account_id: account, id, kind, balance_pence, ...more },
  ];
  return [
    place(all.from, 'FUNDING', -823_456),
    place(all.held, 'THIRD_PARTY', 812_345),
    place(all.gone, 'PROVIDER', 11_111),
    place(all.back, 'RECLAIM', 15_151),
    place(all.promised, 'COMMITTED', 12_121),
    place(all.there, 'NOTIONAL', 13_131, { account_id: other }),
    place(all.question, 'IN_QUESTION', -14_141, NOBODY),
    place(all.unknown, 'PROVIDER', 14_141, NOBODY),
  ];
}

/** Payments that are expected, with an end and surplus taken off one. */
function expected({ account, schedule }: Ids): Row[] {
  const said = { every: 'MONTH', per: 'FOUR_WEEKS', terms: 'NET', timing: 'ARREARS' };
  const days = { first_day: '2024-02-07', until_day: '2025-03-08' };
  return [
    ['payment_schedules', { ...SOURCE, ...said, ...days, id: schedule, account_id: account }],
    ['payment_schedule_ends', { schedule_id: schedule, account_id: account }],
    ['surplus_offsets', { schedule_id: schedule, account_id: account }],
  ];
}

/** A journal and what it adds to each place. */
function journal(
  { account, other, there }: Ids,
  said: Filled & { readonly id: string },
  changes: readonly (readonly [place: string, amount: number])[],
): Row[] {
  const entries = changes.map(
    ([ledger_account_id, amount_pence], line): Row => [
      'entries',
      {
        ...{ year: DAY.year, journal_id: said.id, line, ledger_account_id, amount_pence },
        account_id: ledger_account_id === there ? other : account,
      },
    ],
  );
  const row: Row = ['journals', { account_id: account, host: 'QF7', ...NONE, ...DAY, ...said }];
  return [row, ...entries];
}

/** Money that was put in, a payment, and money that was put in and taken back. */
function putAndPaid(all: Ids): Row[] {
  const { from, held, gone } = all;
  const [first, paid, put, back] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const reason = 'a sum that was put in twice';
  return [
    ...journal(all, { ...UNPAID, id: first, kind: 'DEPOSIT' }, [
      [from, -823_456],
      [held, 823_456],
    ]),
    ...journal(all, { id: paid, kind: 'SPENDING', purpose: 'personal-care' }, [
      [held, -11_111],
      [gone, 11_111],
    ]),
    ...journal(all, { ...UNPAID, id: put, kind: 'DEPOSIT' }, [
      [from, -845_678],
      [held, 845_678],
    ]),
    ...journal(all, { ...UNPAID, id: back, kind: 'REVERSAL', reverses: put, reason }, [
      [from, 845_678],
      [held, -845_678],
    ]),
  ];
}

/** A bill that was promised and paid, and money that went to the other account. */
function promisedAndSent(all: Ids): Row[] {
  const { held, promised, gone, there, other } = all;
  const [bill, paid, sent] = [randomUUID(), randomUUID(), randomUUID()];
  const billed = {
    ...{ id: bill, kind: 'HOLD', purpose: 'personal-care', gross: true },
    ...{ covers_from: '2024-03-05', covers_until: '2024-04-08', due_day: '2024-05-19' },
    ...{ invoice: 'the number of a bill', schedule_id: all.schedule },
  };
  const settled = { id: paid, kind: 'SETTLEMENT', purpose: 'personal-care', about: bill };
  return [
    ...journal(all, billed, [
      [held, -12_121],
      [promised, 12_121],
    ]),
    ...journal(all, settled, [
      [promised, -12_121],
      [gone, 12_121],
    ]),
    ...journal(all, { ...UNPAID, id: sent, kind: 'TRANSFER', other_account_id: other }, [
      [held, -13_131],
      [there, 13_131],
    ]),
  ];
}

/** A notice by which money was asked back and given, taken back after that; a year that closed. */
function askedBack(all: Ids): Row[] {
  const { account, back, held } = all;
  const [notice, given] = [randomUUID(), randomUUID()];
  const source = { ...SOURCE, account_id: account };
  const days = { noticed_on: '2025-09-09', reconsider_by: '2025-10-07', due_by: '2025-10-21' };
  return [
    ...journal(all, { ...UNPAID, id: given, kind: 'RECLAIM', reason: 'asked back by a notice' }, [
      [held, -15_151],
      [back, 15_151],
    ]),
    ['reclaim_notices', { ...source, id: notice, ...days }],
    ['reclaim_withdrawals', { notice_id: notice, account_id: account }],
    ['reclaim_payments', { notice_id: notice, account_id: account, journal_id: given }],
    ['carry_forwards', { ...source, year: '2024-25' }],
  ];
}

/** A line of a file about the payment in question, and what was decided of it. */
function told({ account, told: movement }: Ids, delivery: string): Row[] {
  const line = randomUUID();
  const payment = {
    ...{ kind: 'a kind of payment', reference: 'its reference', award: 'its award' },
    ...{ stream: 'its stream', funder: 'its funder', gross: 'before or after', payee: 'its payee' },
    ...{ purpose: 'its purpose', refundOf: 'what it gives back', covers: null },
  };
  const suggestion = { as: 'what it may be', why: 'why so', hold: 'what was promised' };
  const whose = { account_id: account, journal_id: movement };
  const said = { id: line, host: 'QF7', posted: true, waits: true, amount_pence: -14_141 };
  const kept = { payment: JSON.stringify(payment), suggestion: JSON.stringify(suggestion) };
  const ending = { line_id: line, kind: 'SETTLED', settled_as: 'SPENDING' };
  return [
    [
      'money_lines',
      { ...whose, ...said, ...kept, adapter: 'bank-statement', reference: 'its reference' },
    ],
    ['told_lines', { delivery_id: delivery, row: 8_764, line_id: line, account_id: account }],
    ['line_endings', { ...whose, ...ending }],
  ];
}

/** A payment that a file told of, and what was decided of it. */
function inQuestion(all: Ids, delivery: string): Row[] {
  const { held, gone, question, unknown } = all;
  const [asked, decided] = [all.told, randomUUID()];
  const brought = { kind: 'IN_QUESTION', purpose: null, delivery_id: delivery, row: 8_765 };
  const judged = { kind: 'ATTRIBUTION', purpose: 'personal-care', outcome: 'BREACH' };
  return [
    ...journal(all, { ...brought, id: asked }, [
      [question, -14_141],
      [unknown, 14_141],
    ]),
    ...journal(all, { ...judged, id: decided, about: asked }, [
      [question, 14_141],
      [unknown, -14_141],
      [held, -14_141],
      [gone, 14_141],
    ]),
  ];
}

function sha256Of(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** `Evidence of 71!`, with its size and hash. */
const A_FILE = {
  ...{ name: 'query_files name & <so> "on".txt', type: 'text/plain', bytes: 15 },
  ...{ body: '\\x45766964656e6365206f6620373121', sha256: sha256Of('Evidence of 71!') },
};

/** A question that was answered, and a review that was held. */
function asked(identityId: string, { account }: Ids): Row[] {
  const query = randomUUID();
  const whose = { identity_id: identityId, organisation: 'QF7' };
  const said = { streams: '["carer-support"]', host: 'QF7', funder: 'QF7' };
  const days = { asked_on: '2025-07-08', answer_by: '2025-08-05', account_id: account };
  return [
    [
      'queries',
      { ...whose, ...said, ...days, id: query, about: 'CHANGE', choice: 'MIX', helper: null },
    ],
    [
      'queries',
      {
        ...{ ...whose, ...said, ...days, about: 'HELPER', subject: null, choice: null },
        helper: '{"kind": "nominee", "name": "Siân of 72"}',
      },
    ],
    ['query_files', { ...whose, ...A_FILE, query_id: query }],
    ['query_answers', { ...whose, query_id: query, outcome: 'CORRECTED' }],
    ['support_reviews', { ...whose, stream: 'carer-support', kind: 'ELIGIBILITY' }],
  ];
}

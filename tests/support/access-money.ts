import { change, type Operation, ofPerson } from './access-questions.ts';

const SUMS = 'available { pence } committed { pence } setAside { pence }';
const ACCOUNT = `id mode host { code } ${SUMS} inQuestion { pence } bookBalance { pence }
  holds(first: 9) { nodes { id amount { pence } payee } }
  questioned(first: 9) { nodes { id amount { pence } payee } }
  sources { stream { code } funder { code } ${SUMS} } ownMoneyBesideNhs { stream { code } reason }
  movements(first: 9) { nodes { kind amount { pence } payee purpose { code } } }`;
const DEFERRED = 'council { code } firstDay lastDay standing { debt { pence } limit { pence } }';
const ASSESSMENT = 'council { code } firstDay amounts { outcome weekly { pence } }';

/** What waits in the account of one person, from a statement that nobody expected. */
const WAITING: Operation = {
  name: 'waitingMovements',
  document: `query ($account: ID!) { waitingMovements(first: 9, account: $account) {
    nodes { id description out { pence } } } }`,
  variables: ({ account }) => ({ account }),
  tells: ({ waitingMovements }) => waitingMovements.nodes.length > 0,
};

/** What is read of the money held for one person, and of their means. */
export const MONEY_READS: readonly Operation[] = [
  ofPerson('accounts', `accounts { ${ACCOUNT} }`, ({ accounts }) => accounts[0]),
  ofPerson(
    'statement',
    `statement(from: "2026-01-01", to: "2026-01-15") { number carriedForward { pence }
      movements { date description balance { pence } source { code } payee } }`,
    ({ statement }) => statement.movements[0],
  ),
  ofPerson(
    'expected',
    `expected(from: "2026-01-01", to: "2026-03-31") { schedules { id account ratePounds }
      payments { dueOn status amount { pence } metBy { movement } }
      unmatched { receipt { date } } contributions { dueOn amount { pence } }
      contributionsNotKnown { firstDay } arrears { stream { code } arrears { pence } } }`,
    ({ expected }) => expected.payments[0],
  ),
  {
    name: 'account',
    document: `query ($id: ID!) { account(id: $id) { ${ACCOUNT} } }`,
    variables: ({ account }) => ({ id: account }),
    tells: (data, { account }) => data.account?.id === account,
  },
  ofPerson(
    'Person.queries',
    'queries { about streams { code } words open answers { outcome words } }',
    ({ queries }) => queries[0],
  ),
  ofPerson(
    'reclaims',
    'reclaims { stream { code } amount { pence } reasons law state }',
    ({ reclaims }) => reclaims[0],
  ),
  ofPerson(
    'reviewsDue',
    'reviewsDue { stream { code } kind dueOn lastHeld }',
    ({ reviewsDue }) => reviewsDue[0],
  ),
  {
    name: 'queries',
    document: `query { queries(first: 100) { nodes {
      query { words streams { code } answers { words } } person { id name { full } } } } }`,
    variables: () => ({}),
    tells: ({ queries }, { id }) =>
      queries?.nodes.some(({ person }: { person: { id: string } }) => person.id === id),
    list: true,
  },
  ofPerson(
    'Person.financialAssessments',
    `financialAssessments { ${ASSESSMENT} }`,
    ({ financialAssessments }) => financialAssessments?.[0],
  ),
  {
    name: 'financialAssessments',
    document: `query ($nhsNumber: NhsNumber!) {
      financialAssessments(by: { nhsNumber: $nhsNumber }) { ${ASSESSMENT} } }`,
    variables: ({ nhsNumber }) => ({ nhsNumber }),
    tells: ({ financialAssessments }) => Boolean(financialAssessments?.[0]),
  },
  WAITING,
  ofPerson(
    'Person.deferredPayments',
    `deferredPayments { ${DEFERRED} }`,
    ({ deferredPayments }) => deferredPayments?.[0],
  ),
  {
    name: 'deferredPayments',
    document: `query ($nhsNumber: NhsNumber!) {
      deferredPayments(by: { nhsNumber: $nhsNumber }) { ${DEFERRED} } }`,
    variables: ({ nhsNumber }) => ({ nhsNumber }),
    tells: ({ deferredPayments }) => Boolean(deferredPayments?.[0]),
  },
];

const AWARD = `stream { code } funder { code } ratePounds firstDay superseded { words }`;
const DECISION = 'stream { code } state shares { funder { code } percent } reason';
const TOLD = 'stream { code } amount { pence } on how by';
const NEED = 'outcome need stream { code } cost { unmet { pence } per } reason firstDay';

/** What organisations recorded of one person's money. */
export const RECORDED_READS: readonly Operation[] = [
  ofPerson('recordedAwards', `recordedAwards { ${AWARD} }`, (person) => person.recordedAwards[0]),
  ofPerson('decisions', `decisions { ${DECISION} }`, (person) => person.decisions[0]),
  ofPerson('told', `told { ${TOLD} }`, (person) => person.told[0]),
  ofPerson('unmetNeeds', `unmetNeeds { ${NEED} }`, (person) => person.unmetNeeds[0]),
];

/** Done only where it says so: whatever else is answered must be what is answered for nobody. */
const done = (operation: Operation): Operation => ({
  ...operation,
  tells: (data) => /Success$/.test(data?.answer.__typename ?? ''),
});

/** A movement, by a key of its own for each account, for a host has one set of keys. */
const movement = (name: string, input: string, of: Parameters<typeof change>[3]): Operation =>
  recorded(name, input, `${name[0]?.toUpperCase()}${name.slice(1)}Success`, of);

const recorded = (
  name: string,
  input: string,
  success: string,
  of: Parameters<typeof change>[3],
): Operation => done(change(name, input, `... on ${success} { replayed }`, of));

const day = { effectiveDate: '2026-01-13' };

/** What is promised out of the account of one person. */
const HOLDS: readonly Operation[] = [
  movement('placeHold', 'PlaceHoldInput', ({ account }) => ({
    ...{ account, amount: 1_00, payee: 'Helping Hands', purpose: 'personal-care' },
    ...{ ...day, idempotencyKey: `promise ${account}` },
  })),
  movement('recordInvoice', 'RecordInvoiceInput', ({ account }) => ({
    ...{ account, amount: 1_00, provider: 'Helping Hands', purpose: 'personal-care' },
    ...{ number: '1', firstDay: '2026-01-01', lastDay: '2026-01-07', dueOn: '2026-02-01' },
    ...{ ...day, idempotencyKey: `bill ${account}` },
  })),
  movement('releaseHold', 'ReleaseHoldInput', ({ hold }) => ({
    ...{ hold, reason: 'not needed', ...day, idempotencyKey: `release ${hold}` },
  })),
  movement('settleHold', 'SettleHoldInput', ({ bill }) => ({
    ...{ hold: bill, amount: 1_00, ...day, idempotencyKey: `settle ${bill}` },
  })),
];

/** What is kept apart in it, or goes to another account of theirs. */
const KEPT: readonly Operation[] = [
  movement('setAside', 'SetAsideInput', ({ account }) => ({
    ...{ account, amount: 2_00, ...day, idempotencyKey: `aside ${account}` },
  })),
  movement('takeBackSetAside', 'SetAsideInput', ({ account }) => ({
    ...{ account, amount: 1_00, ...day, idempotencyKey: `taken ${account}` },
  })),
  movement('transferMoney', 'TransferMoneyInput', ({ account, other }) => ({
    ...{ from: account, to: other, amount: 1_00, ...day, idempotencyKey: `sent ${account}` },
  })),
];

/** What was paid in by the person, came back, or is to be decided. */
const QUESTIONED: readonly Operation[] = [
  movement('recordContribution', 'RecordContributionInput', ({ account }) => ({
    ...{ account, stream: 'adult-social-care', amount: 1_00 },
    ...{ ...day, idempotencyKey: `own ${account}` },
  })),
  movement('recordPaymentMade', 'RecordPaymentMadeInput', ({ account }) => ({
    ...{ account, amount: 1_00, payee: 'Shop', ...day, idempotencyKey: `made ${account}` },
  })),
  movement('recordRefund', 'RecordRefundInput', ({ question }) => ({
    ...{ movement: question, amount: 50, ...day, idempotencyKey: `refund ${question}` },
  })),
  movement('decideQuestioned', 'DecideQuestionedInput', ({ question }) => ({
    ...{ movement: question, outcome: 'ALLOWED', purpose: 'personal-care' },
    ...{ reason: 'it was for care', ...day, idempotencyKey: `decide ${question}` },
  })),
];

/** What moves in the account of one person, and what their means are found to be. */
export const MONEY_CHANGES: readonly Operation[] = [
  movement('recordDeposit', 'RecordDepositInput', ({ account }) => ({
    ...{ account, stream: 'adult-social-care', funder: 'E08000039', amount: 50_00 },
    ...{ effectiveDate: '2026-01-12', idempotencyKey: `in ${account}` },
  })),
  movement('recordSpend', 'RecordSpendInput', ({ account }) => ({
    ...{ account, amount: 1_00, payee: 'Helping Hands', purpose: 'personal-care' },
    ...{ effectiveDate: '2026-01-12', idempotencyKey: `out ${account}` },
  })),
  movement('reverseMovement', 'ReverseMovementInput', ({ payment }) => ({
    ...{ movement: payment, reason: 'recorded by mistake' },
    ...{ effectiveDate: '2026-01-14', idempotencyKey: `back ${payment}` },
  })),
  ...HOLDS,
  ...KEPT,
  ...QUESTIONED,
  movement('settleWaitingMovement', 'SettleWaitingMovementInput', ({ waiting }) => ({
    ...{ line: waiting, as: { notOurs: { reason: 'a card of hers' } } },
    idempotencyKey: `settled ${waiting}`,
  })),
  movement('askQuery', 'AskQueryInput', ({ nhsNumber, id, payment }) => ({
    ...{ person: { nhsNumber }, about: { movement: payment }, words: 'who was this paid to?' },
    idempotencyKey: `about ${id}`,
  })),
  movement('askForChange', 'AskForChangeInput', ({ nhsNumber, id, award }) => ({
    ...{ person: { nhsNumber }, award, choice: 'CHANGE', words: 'I would go out more' },
    idempotencyKey: `other than ${id}`,
  })),
  movement('nameHelper', 'NameHelperInput', ({ nhsNumber, id }) => ({
    ...{ person: { nhsNumber }, name: 'Siân', kind: 'ADVOCATE', words: 'her telephone' },
    idempotencyKey: `named by ${id}`,
  })),
  movement('answerQuery', 'AnswerQueryInput', ({ query }) => ({
    ...{ query, outcome: 'NOT_UPHELD', words: 'the agency', idempotencyKey: `to ${query}` },
  })),
  movement('noticeReclaim', 'NoticeReclaimInput', ({ account }) => ({
    ...{ account, stream: 'adult-social-care', funder: 'E08000039', amount: 1_00 },
    ...{ reasons: 'not needed', dueBy: '2026-02-28', idempotencyKey: `back from ${account}` },
  })),
  // Whoever may record it is told that it is paused: the person has asked about its stream.
  change(
    'recordReclaim',
    'RecordReclaimInput',
    '... on RecordReclaimSuccess { replayed }',
    ({ notice }) => ({
      ...{ notice, amount: 1_00, effectiveDate: '2026-01-15', idempotencyKey: `by ${notice}` },
    }),
  ),
  movement('withdrawReclaim', 'WithdrawReclaimInput', ({ notice }) => ({
    ...{ notice, reason: 'counted wrongly', idempotencyKey: `not ${notice}` },
  })),
  movement('recordReview', 'RecordReviewInput', ({ nhsNumber, id }) => ({
    ...{ nhsNumber, stream: 'adult-social-care', kind: 'PLAN', heldOn: '2026-01-12' },
    idempotencyKey: `review of ${id}`,
  })),
  movement('openAccount', 'OpenAccountInput', ({ nhsNumber, id }) => ({
    ...{ nhsNumber, mode: 'NOTIONAL', idempotencyKey: `for ${id}` },
  })),
  movement('recordFinancialAssessment', 'RecordFinancialAssessmentInput', ({ nhsNumber, id }) => ({
    person: { nhsNumber },
    means: {
      ...{ setting: 'NON_RESIDENTIAL', ageBand: 'AGE_25_TO_PENSION' },
      costOfCare: { amount: 200_00, per: 'WEEK' },
    },
    ...{ firstDay: '2025-10-01', lastDay: '2026-03-31', idempotencyKey: `of ${id}` },
  })),
  recorded(
    ...(['recordDeferredPayment', 'RecordDeferredPaymentInput', 'DeferredPaymentSuccess'] as const),
    ({ nhsNumber, id }) => ({
      ...{ person: { nhsNumber }, firstDay: '2025-10-01', propertyValue: 165_000_00 },
      ...{ interest: 'NONE', interestAdded: 'NEVER', idempotencyKey: `for ${id}` },
    }),
  ),
  recorded(
    ...(['recordDeferredEntry', 'RecordDeferredEntryInput', 'DeferredPaymentSuccess'] as const),
    ({ nhsNumber, agreement }) => ({
      ...{ person: { nhsNumber }, deferredPayment: agreement, effectiveDate: '2025-05-01' },
      ...{ entry: { charge: 100_00 }, idempotencyKey: `under ${agreement}` },
    }),
  ),
  movement('recordTopUp', 'RecordTopUpInput', ({ nhsNumber, id }) => ({
    ...{ person: { nhsNumber }, paid: { payer: 'RELATIVE', weekly: 100_00 } },
    ...{ firstDay: '2025-10-01', idempotencyKey: `for ${id}` },
  })),
];

/** What is recorded of one person's money that no file brings. */
export const RECORDED_CHANGES: readonly Operation[] = [
  movement('endAward', 'EndAwardInput', ({ award }) => ({
    ...{ award, lastDay: '2026-02-28', reason: 'moved away', evidence: 'call of 12 January' },
    idempotencyKey: `end ${award}`,
  })),
  movement('recordTold', 'RecordToldInput', ({ nhsNumber, id }) => ({
    ...{ person: { nhsNumber }, stream: 'adult-social-care', year: '2025-26', amount: 100_00 },
    ...{ toldOn: '2026-01-12', how: 'LETTER', toldBy: 'social worker', evidence: 'copy kept' },
    idempotencyKey: `told ${id}`,
  })),
  movement('recordUnmetNeed', 'RecordUnmetNeedInput', ({ nhsNumber, id }) => ({
    ...{ person: { nhsNumber }, outcome: 'NUTRITION', need: 'A hot meal each day' },
    ...{ reason: 'NOBODY_OFFERS_IT', firstDay: '2026-01-12', idempotencyKey: `need of ${id}` },
  })),
  movement('endUnmetNeed', 'EndUnmetNeedInput', ({ need }) => ({
    ...{ unmetNeed: need, reason: 'MET', day: '2026-01-15', idempotencyKey: `end ${need}` },
  })),
  movement('recordDecision', 'RecordDecisionInput', ({ nhsNumber, id }) => ({
    ...{ person: { nhsNumber }, stream: 'adult-social-care', kind: 'JOINT', state: 'PROPOSED' },
    shares: [
      { funder: 'E08000039', percent: '50' },
      { funder: 'QF7', percent: '50' },
    ],
    ...{ firstDay: '2026-01-12', reason: 'joint assessment', evidence: 'minutes' },
    idempotencyKey: `decision ${id}`,
  })),
  // Last, for whoever awards something pays for the person from then on.
  movement('recordAward', 'RecordAwardInput', ({ nhsNumber, id }) => ({
    ...{ person: { nhsNumber }, stream: 'adult-social-care', basis: 'ONE_OFF', per: 'ONCE' },
    ...{ mode: 'DIRECT_PAYMENT', legalBasis: 'Care Act 2014 s18', description: 'A chair' },
    ...{ ratePounds: '50', firstDay: '2026-01-12', contribution: { kind: 'UNKNOWN' } },
    ...{ evidence: 'panel', idempotencyKey: `award ${id}` },
  })),
];

/** What is expected in the account of one person. */
export const EXPECTED_CHANGES: readonly Operation[] = [
  movement('setPaymentSchedule', 'SetPaymentScheduleInput', ({ account }) => ({
    ...{ account, stream: 'carer-support', funder: 'E08000039', every: 'WEEK', terms: 'GROSS' },
    ...{ ratePounds: '50', per: 'WEEK', firstDay: '2026-01-12', idempotencyKey: `new ${account}` },
  })),
  movement('offsetSurplus', 'OffsetSurplusInput', ({ schedule }) => ({
    ...{ schedule, dueOn: '2026-02-02', amount: 1, reason: 'unspent' },
    idempotencyKey: `less ${schedule}`,
  })),
  movement('endPaymentSchedule', 'EndPaymentScheduleInput', ({ schedule }) => ({
    ...{ schedule, lastDay: '2026-06-30', reason: 'as agreed', idempotencyKey: `end ${schedule}` },
  })),
];

/** About the organisation's own books, and nobody in particular. */
export const CLOSE_YEAR: Operation = movement('closeYear', 'CloseYearInput', () => ({
  year: '2024-25',
}));

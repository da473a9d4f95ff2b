import {
  EXPECTED_CHANGES,
  MONEY_CHANGES,
  MONEY_READS,
  RECORDED_CHANGES,
  RECORDED_READS,
} from './access-money.ts';
import { change, type Operation, ofPerson, PERSON, reference } from './access-questions.ts';

/** What is read of one person. */
export const READS: readonly Operation[] = [
  {
    name: 'person',
    document: `query ($nhsNumber: NhsNumber!, $nino: Nino!, $id: ID!) {
      byNumber: ${PERSON} { ...who } byNino: person(by: { nino: $nino }) { ...who }
      byId: person(by: { id: $id }) { ...who } }
      fragment who on Person { id name { full } nhsNumber birthDate deathDate restricted
        address { postcode } optedOut }`,
    variables: ({ nhsNumber, nino, id }) => ({ nhsNumber, nino, id }),
    tells: ({ byNumber, byNino, byId }) => byNumber !== null && byNino !== null && byId !== null,
  },
  ofPerson(
    'integratedBudget',
    `integratedBudget(year: "2025-26") { complete gaps { reason } withheld { sector reason }
      total { awarded { pence } } beside { leftToClaim { pence } }
      streams { stream { code } funder { code } source { status asOf } amount { pence }
        ceilings { element } lines { description openAfterDeath { words } } } }`,
    ({ integratedBudget }) => integratedBudget.streams.length > 0,
  ),
  ofPerson(
    'restatement',
    `restatement(year: "2025-26", from: "2020-01-01") { before { awarded { pence } }
      after { awarded { pence } } changes { stream { code } funder { code } words } }`,
    ({ restatement }) => restatement.changes.length > 0,
  ),
  ofPerson(
    'indicativeBudget',
    `indicativeBudget(from: "2026-01-15") { complete total { pence }
      lines { stream { code } amount { pence } } ceilings { element } byFunder { amount { pence } } }`,
    ({ indicativeBudget }) => indicativeBudget.lines.length > 0,
  ),
  ofPerson(
    'wishes',
    'wishes { kind stream { code } to purpose evidence }',
    ({ wishes }) => wishes[0],
  ),
  ofPerson('reading', 'reading { language size format }', ({ reading }) => reading),
  ofPerson(
    'representatives',
    'representatives { kind evidence }',
    ({ representatives }) => representatives?.[0],
  ),
  ofPerson(
    'whoLooked',
    'whoLooked(first: 9) { nodes { role reason } }',
    ({ whoLooked }) => whoLooked?.nodes[0],
  ),
  ...MONEY_READS,
  ...RECORDED_READS,
  {
    name: 'findPeople',
    document: `query ($nhsNumber: NhsNumber!) { findPeople(input: { nhsNumber: $nhsNumber }, first: 9) {
      nodes { id name { full } birthDate worksWith } pageInfo { hasNextPage } } }`,
    variables: ({ nhsNumber }) => ({ nhsNumber }),
    tells: ({ findPeople }, { id }) =>
      findPeople.nodes.some((node: { id: string }) => node.id === id),
  },
  {
    name: 'people',
    document: '{ people(first: 100) { nodes { id name { full } } pageInfo { hasNextPage } } }',
    variables: () => ({}),
    tells: ({ people }, { id }) => people.nodes.some((node: { id: string }) => node.id === id),
    list: true,
  },
  {
    name: 'viewer',
    document: '{ viewer { person { id } } }',
    variables: () => ({}),
    tells: ({ viewer }, { id }) => viewer.person?.id === id,
    list: true,
  },
];

/** What is changed about one person. */
export const CHANGES: readonly Operation[] = [
  change('recordWish', 'RecordWishInput', '... on RecordWishSuccess { replayed }', ({ id }) => ({
    ...{ person: id, kind: 'AGREEMENT', to: 'EMPLOYMENT', evidence: 'said at a visit' },
  })),
  change('endWish', 'EndWishInput', '... on EndWishSuccess { replayed }', ({ wish }) => ({ wish })),
  change(
    'suspendRepresentative',
    'SuspendRepresentativeInput',
    '... on SuspendRepresentativeSuccess { replayed }',
    ({ representative }) => ({ representative }),
  ),
  // Before a care team opens records, which shows it more.
  ...EXPECTED_CHANGES,
  ...MONEY_CHANGES,
  ...RECORDED_CHANGES,
  ...['openRecord', 'breakGlass'].map((name) =>
    change(name, 'OpenRecordInput', '... on OpenRecordSuccess { replayed }', ({ nhsNumber }) => ({
      ...{ nhsNumber, reason: 'covering a visit' },
    })),
  ),
  change(
    'decideMatch',
    'DecideMatchInput',
    '... on DecideMatchSuccess { review { decision } }',
    ({ review }) => ({ review, decision: 'CANNOT_TELL', reason: 'the files do not tell' }),
  ),
  change(
    'reviewOpening',
    'ReviewOpeningInput',
    '... on ReviewOpeningSuccess { replayed }',
    ({ opening }) => ({ opening, review: 'rightly done' }),
  ),
];

/** What is about no person, or about nobody in particular. */
export const LISTS: readonly Operation[] = [
  reference('matchReviews', 'matchReviews(first: 9) { nodes { id } }'),
  reference('openRecords', 'openRecords(first: 9) { nodes { id } }'),
  reference('breakGlassReviews', 'breakGlassReviews(first: 9) { nodes { id } }'),
  reference(
    'deliveries',
    'deliveries(first: 9) { nodes { id rejects(first: 1) { nodes { row } } } }',
  ),
  reference(
    'poolUsage',
    `poolUsage(input: { pool: "BCF", year: "2022-23", measures: [PEOPLE], by: [STREAM] }) { asOf }`,
  ),
  reference('unmetNeed', 'unmetNeed(input: { year: "2022-23", by: [AREA] }) { asOf }'),
  reference('contractPerformance', 'contractPerformance(input: { year: "2022-23" }) { asOf }'),
  reference('multiStream', 'multiStream(year: "2022-23") { asOf }'),
  reference('priceVariation', 'priceVariation(year: "2022-23") { asOf }'),
  reference('modeMix', 'modeMix(pool: "BCF", year: "2022-23") { asOf }'),
  reference('contracts', 'contracts(first: 9) { nodes { code } }'),
  reference('contract', 'contract(code: "QF7-RCF", year: "2022-23") { code }'),
  reference(
    'priceActivity',
    `priceActivity(input: { weeklyRate: { scheme: "funded-nursing-care", code: "standard",
      firstDay: "2025-04-07", lastDay: "2025-04-13" } }) { __typename }`,
  ),
  reference('tariffs', 'tariffs(first: 1, scheme: "funded-nursing-care") { nodes { code } }'),
  reference('currencySchemes', 'currencySchemes { code }'),
  reference('currencyScheme', 'currencyScheme(code: "hrg") { code }'),
  reference('currency', 'currency(scheme: "funded-nursing-care", code: "standard") { code }'),
  reference('streams', 'streams { code }'),
  reference('stream', 'stream(code: "adult-social-care") { code }'),
  reference('purposes', 'purposes { code }'),
];

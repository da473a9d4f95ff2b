import { PRIVACY_OF_ACCOUNTS } from './privacy-accounts.ts';
import { ASKED_AND_ASKED_BACK } from './privacy-asked.ts';
import { PRIVACY_OF_DEFERRED } from './privacy-deferred.ts';
import { EXPECTED_PRIVACY } from './privacy-expected.ts';
import { NEEDS_PRIVACY } from './privacy-needs.ts';
import { RECORDED_PRIVACY } from './privacy-recorded.ts';
import { STATEMENT_PRIVACY } from './privacy-statement.ts';
import { WISHES_PRIVACY } from './privacy-wishes.ts';

/** What a field tells about a person: who may see it, and what holds that. */
export type Strategy =
  /**
   * Who they are: name, birth and death date, NHS number. For the holder, who represents them, and a
   * care team with a current relationship; for finance of an organisation that pays for them, what
   * its own sources and those of the lines that it pays for tell. `visiblePerson` and
   * `visiblePeople` alone make a person to show, after asking the map of actions in SQL; for all
   * others `person` is null, as if there were nobody.
   */
  | 'identity'
  /**
   * Where they live. As who they are; but of a restricted record for the person alone: where a
   * `VisiblePerson` is made the address is left out for everybody else.
   */
  | 'address'
  /**
   * What a search in the worker's own organisation tells of somebody on its books, before any
   * record is open: what `findPeople` leaves of what that organisation's own sources say.
   */
  | 'found'
  /**
   * Sums, rates and the days they run. For those who may see the person: the budget is only ever
   * read for a `VisiblePerson`, and to hold one is the permission. Never for analysts, by person.
   */
  | 'money'
  /**
   * A code that is a diagnosis, or text that could hold one. Only for care teams of a trust or an
   * integrated care board: `Context.mayReadClinical` is asked where the field is resolved. All
   * others get null, or a list without the steps that name it.
   */
  | 'clinical'
  /**
   * What the money is for, in plain words, and under which law. For those who may see the person.
   * Shown to readers who are not clinicians, so it must name no diagnosis: the adapter that writes
   * the words sees to it.
   */
  | 'support'
  /**
   * How far an answer can be relied on: freshness, gaps, what is withheld, the row it comes from.
   * For those who may see the person. Words on what is withheld are the same for everybody,
   * whether or not anything is there.
   */
  | 'status'
  /**
   * Codes and names of organisations and streams, public in themselves. That one of them stands
   * under a person does tell something, and is held by the container that leads to it.
   */
  | 'reference'
  /**
   * A random uuid that the hub made from nothing about the person. It opens nothing: whoever sends
   * it is asked for permission anew.
   */
  | 'opaque-id'
  /**
   * Who looked at them, as what, for whom and why. For the person alone: `looksFor` gives it to
   * nobody else, and leaves out what the Caldicott Guardian holds back.
   */
  | 'log'
  /**
   * Income, capital and household, and what follows from them step by step. For the person, for a
   * representative to whom the stream is granted, and for the assessors of the council that charges:
   * `meansFor` and `recordedByCouncil` give it to nobody else, and never in a record that was opened
   * in an emergency. What is deferred of a charge, and against what, is the same.
   */
  | 'means'
  /** An object or a list of them, whose own fields are all registered here; tells that it is there. */
  | 'container';

/**
 * Every field that an answer about a person can hold; a field of an interface stands under the
 * interface. A test walks the contract from `Person` and `FoundPerson` and refuses a field that is missing here, and
 * an entry that no longer stands for a field.
 */
export const PRIVACY: Readonly<Record<`${string}.${string}`, Strategy>> = {
  'Person.id': 'opaque-id',
  'Person.name': 'container',
  'Person.nhsNumber': 'identity',
  'Person.birthDate': 'identity',
  'Person.deathDate': 'identity',
  'Person.restricted': 'status',
  'Person.address': 'container',
  'PersonAddress.postcode': 'address',
  'Person.integratedBudget': 'container',
  'Person.indicativeBudget': 'container',
  'Person.restatement': 'container',
  'Person.whoLooked': 'container',
  'Person.wishes': 'container',
  'Person.representatives': 'container',
  'Person.optedOut': 'status',
  'PersonName.full': 'identity',

  'FoundPerson.id': 'opaque-id',
  'FoundPerson.name': 'container',
  'FoundPerson.birthDate': 'found',
  'FoundPerson.worksWith': 'found',
  'Person.accounts': 'container',
  'Person.statement': 'container',

  ...STATEMENT_PRIVACY,

  ...PRIVACY_OF_ACCOUNTS,
  ...EXPECTED_PRIVACY,
  'Person.financialAssessments': 'container',

  'FinancialAssessment.id': 'opaque-id',
  'FinancialAssessment.council': 'container',
  'FinancialAssessment.setting': 'means',
  'FinancialAssessment.legalBasis': 'support',
  'FinancialAssessment.manner': 'means',
  'FinancialAssessment.firstDay': 'means',
  'FinancialAssessment.lastDay': 'means',
  'FinancialAssessment.supersededFrom': 'means',
  'FinancialAssessment.recordedAt': 'status',
  'FinancialAssessment.amounts': 'container',
  'AssessedAmount.firstDay': 'means',
  'AssessedAmount.lastDay': 'means',
  'AssessedAmount.outcome': 'means',
  'AssessedAmount.weekly': 'money',
  'AssessedAmount.arrangementFee': 'container',
  'ArrangementFee.amount': 'money',
  'ArrangementFee.per': 'means',
  'AssessedAmount.reason': 'means',
  'AssessedAmount.working': 'container',
  'MeansStep.step': 'means',
  'MeansStep.result': 'means',

  ...ASKED_AND_ASKED_BACK,
  ...RECORDED_PRIVACY,
  ...PRIVACY_OF_DEFERRED,

  ...WISHES_PRIVACY,
  ...NEEDS_PRIVACY,

  'Restatement.before': 'container',
  'Restatement.after': 'container',
  'Restatement.changes': 'container',
  'RestatedLine.stream': 'container',
  'RestatedLine.funder': 'container',
  'RestatedLine.description': 'support',
  'RestatedLine.basis': 'money',
  'RestatedLine.before': 'money',
  'RestatedLine.after': 'money',
  'RestatedLine.difference': 'money',
  'RestatedLine.cause': 'status',
  'RestatedLine.words': 'status',

  'IntegratedBudget.year': 'status',
  'IntegratedBudget.complete': 'status',
  'IntegratedBudget.gaps': 'container',
  'IntegratedBudget.withheld': 'container',
  'IntegratedBudget.total': 'container',
  'IntegratedBudget.beside': 'container',
  'IntegratedBudget.leftToUse': 'money',
  'IntegratedBudget.stillToCome': 'money',
  'IntegratedBudget.streams': 'container',
  'Gap.stream': 'container',
  'Gap.reason': 'status',
  'Withheld.sector': 'reference',
  'Withheld.reason': 'status',

  'Figures.awarded': 'money',
  'Figures.contribution': 'money',
  'Figures.paid': 'money',
  'Figures.remaining': 'money',
  'Figures.unreported': 'money',
  'Beside.careGiven': 'money',
  'Beside.entitlements': 'money',
  'Beside.leftToClaim': 'money',
  'Money.pence': 'money',
  'Money.pounds': 'money',

  'StreamBudget.stream': 'container',
  'StreamBudget.funder': 'container',
  'StreamBudget.source': 'container',
  'StreamBudget.amount': 'money',
  'StreamBudget.figures': 'container',
  'StreamBudget.ledgerPaid': 'money',
  'StreamBudget.working': 'container',
  'StreamBudget.ceilings': 'container',
  'StreamBudget.lines': 'container',
  'StreamBudget.topUps': 'container',
  'TopUp.id': 'opaque-id',
  'TopUp.payer': 'money',
  'TopUp.weekly': 'money',
  'TopUp.firstDay': 'money',
  'TopUp.lastDay': 'money',
  'TopUp.amount': 'money',
  'Stream.code': 'reference',
  'Stream.name': 'reference',
  'Stream.sector': 'reference',
  'Stream.nature': 'reference',
  'Organisation.code': 'reference',
  'Organisation.name': 'reference',
  'Source.status': 'status',
  'Source.asOf': 'status',

  'Ceiling.element': 'support',
  'Ceiling.firstDay': 'money',
  'Ceiling.lastDay': 'money',
  'Ceiling.ceiling': 'money',
  'Ceiling.claimed': 'money',
  'Ceiling.paid': 'money',
  'Ceiling.leftToClaim': 'money',
  'Ceiling.openAfterDeath': 'container',
  'LineAfterDeath.deathDate': 'identity',
  'LineAfterDeath.words': 'identity',

  'Line.award': 'opaque-id',
  'Line.basis': 'money',
  'Line.mode': 'money',
  'Line.legalBasis': 'support',
  'Line.description': 'support',
  'Line.firstDay': 'money',
  'Line.lastDay': 'money',
  'Line.projectedFrom': 'status',
  'Line.from': 'container',
  'Line.overlap': 'container',
  'Line.openAfterDeath': 'container',
  'Line.sharedFunding': 'container',
  'SharedFunding.percent': 'money',
  'SharedFunding.whole': 'money',
  'SharedFunding.state': 'status',
  'SharedFunding.interim': 'status',
  'SharedFunding.decidedFrom': 'money',
  'SharedFunding.shares': 'container',
  'FundingShare.funder': 'reference',
  'FundingShare.percent': 'money',
  'Overlap.rule': 'status',
  'Overlap.words': 'status',
  'PricedLine.amount': 'money',
  'PricedLine.weekly': 'money',
  'PricedLine.contribution': 'money',
  'PricedLine.paid': 'money',
  'PricedLine.inTotals': 'status',
  'PricedLine.illustrative': 'status',
  'PricedLine.shadow': 'status',
  'PricedLine.check': 'container',
  'Check.against': 'status',
  'Check.expected': 'money',
  'Check.difference': 'money',
  'PricedLine.currency': 'container',
  'PricedLine.working': 'clinical',
  'UnpricedLine.reason': 'status',
  'Currency.scheme': 'support',
  'Currency.code': 'clinical',
  'WorkingStep.step': 'money',
  'WorkingStep.result': 'money',
  'IndicativeBudget.firstDay': 'money',
  'IndicativeBudget.lastDay': 'money',
  'IndicativeBudget.lines': 'container',
  'IndicativeBudget.ceilings': 'container',
  'IndicativeBudget.beside': 'container',
  'IndicativeBudget.total': 'money',
  'IndicativeBudget.complete': 'status',
  'IndicativeBudget.byFunder': 'container',
  'IndicativeLine.origin': 'status',
  'IndicativeLine.basis': 'money',
  'IndicativeLine.stream': 'container',
  'IndicativeLine.funder': 'container',
  'IndicativeLine.description': 'support',
  'IndicativeLine.firstDay': 'money',
  'IndicativeLine.lastDay': 'money',
  'IndicativeLine.amount': 'money',
  'IndicativeLine.reason': 'status',
  'IndicativeLine.currency': 'container',
  'IndicativeLine.tariffs': 'container',
  'IndicativeLine.illustrative': 'status',
  'IndicativeLine.notes': 'status',
  'IndicativeLine.sharedFunding': 'container',
  'IndicativeLine.working': 'clinical',
  'TariffVersion.source': 'reference',
  'TariffVersion.knownFrom': 'reference',
  'TariffVersion.firstDay': 'reference',
  'TariffVersion.lastDay': 'reference',
  'TariffVersion.illustrative': 'status',
  'IndicativeCeiling.stream': 'container',
  'IndicativeCeiling.funder': 'container',
  'IndicativeCeiling.element': 'support',
  'IndicativeCeiling.lastDay': 'money',
  'IndicativeCeiling.ceiling': 'money',
  'IndicativeCeiling.claimed': 'money',
  'IndicativeCeiling.leftToClaim': 'money',
  'FunderSum.funder': 'container',
  'FunderSum.amount': 'money',

  'LookConnection.nodes': 'container',
  'LookConnection.edges': 'container',
  'LookConnection.pageInfo': 'container',
  'LookEdge.node': 'container',
  'LookEdge.cursor': 'opaque-id',
  'PageInfo.hasNextPage': 'status',
  'PageInfo.endCursor': 'opaque-id',
  'Look.id': 'opaque-id',
  'Look.at': 'log',
  'Look.role': 'log',
  'Look.organisation': 'log',
  'Look.streams': 'log',
  'Look.reason': 'log',

  'Trace.delivery': 'opaque-id',
  'Trace.row': 'status',
  'Trace.sender': 'reference',
};

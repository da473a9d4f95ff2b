import type { AwardDraft, Contribution, Payment } from '../../src/awards/award.ts';
import {
  type RawRow,
  type ReadingContext,
  type RowVerdict,
  reject,
} from '../../src/deliveries/adapter.ts';
import type { Note } from '../../src/deliveries/delivery.ts';
import type { IdentityDraft } from '../../src/people/identity.ts';
import { financialYearOf } from '../../src/values/financial-year.ts';
import type { OrganisationCode } from '../../src/values/ids.ts';
import { poundsText, toPounds } from '../../src/values/money.ts';
import { fromFirstToLast } from '../../src/values/period.ts';
import { toDecimal } from '../../src/values/ratio.ts';
import { type LocalAward, PER_OF } from './format.ts';
import { type JudgedAward, judge } from './judge.ts';
import type { AwardSurvey } from './survey.ts';

/** Judges a row: one funder's part of an award, with one payment of it or without. */
export function translate(context: ReadingContext, survey: AwardSurvey, row: RawRow): RowVerdict {
  const { award, faults } = judge(context, row);
  if (!award) return reject(...faults);
  const apart = survey.faultsOf(row);
  if (apart.length > 0) return reject(...apart);
  const { values } = award;
  return {
    accepted: true,
    submission: {
      scope: `local-awards ${context.sender.code} ${values['Award Reference']}`,
      periodFrom: null,
      periodUntil: null,
      createdBySender: null,
      asOf: context.receivedOn,
    },
    identity: identityOf(context, values),
    awards: [awardOf(award, survey.reportsPayments(row))],
    payments: paymentsOf(values),
    claims: [],
    notes: notesOf(context, values),
  };
}

/** A scheme that the hub does not have may be a local one: taken as it stands, and counted. */
function notesOf({ hasScheme }: ReadingContext, values: LocalAward): Note[] {
  const pricedBy = values['Priced By'];
  if (pricedBy === null || hasScheme(pricedBy.currency.scheme)) return [];
  return [{ field: 'Priced By', code: 'UNKNOWN_SCHEME' }];
}

/** The award reference is an award's, not a person's: there is no local id. */
function identityOf({ sender }: ReadingContext, values: LocalAward): IdentityDraft {
  return {
    source: sender.code,
    namespace: 'local-awards',
    localId: null,
    nhsNumber: values['NHS Number'],
    nino: values.NINO,
    surname: values.Surname,
    givenNames: values['Given Names'],
    birthDate: values['Date of Birth'],
    deathDate: null,
    postcode: null,
  };
}

function awardOf(award: JudgedAward, reportsPayments: boolean): AwardDraft {
  const { values, stream } = award;
  const from = values['First Day'];
  const per = PER_OF[values.Per];
  const oneOff = values.Basis === 'ONE_OFF';
  const byUnits = per === 'HOUR' || per === 'DAY';
  return {
    stream: stream.code,
    funder: values.Funder as OrganisationCode,
    basis: values.Basis,
    mode: values.Mode,
    legalBasis: values['Legal Basis'],
    reference: values['Award Reference'],
    service: null,
    serviceRank: null,
    days: { from, until: fromFirstToLast(from, values['Last Day']).until },
    year: oneOff ? financialYearOf(from) : null,
    completedOn: oneOff ? from : null,
    amount: toPounds(values.Amount),
    per,
    unitsPerWeek: byUnits ? values['Units per Week'] : null,
    unpricedReason: null,
    contribution: contributionOf(award),
    reportsPayments,
    currency: award.currency,
    description: values.Conditions === null ? stream.name : `${stream.name}: ${values.Conditions}`,
    rawFigures: rawFigures(values),
    element: null,
    ceiling: null,
    currencyShare: values['Priced By']?.share ?? null,
    activity: null,
    provider: null,
    careKey: null,
    reported: null,
  };
}

/** A blank contribution is nothing only where the law forbids a charge; elsewhere it is not known. */
function contributionOf({ values, freeBecause }: JudgedAward): Contribution {
  const weekly = values['Contribution per Week'];
  if (freeBecause !== null) return { kind: 'NONE', reason: freeBecause };
  if (weekly === null) {
    return { kind: 'UNKNOWN', reason: 'the sender does not say what the person pays' };
  }
  if (weekly === 0n) return { kind: 'NONE', reason: 'a recorded assessment: nothing to pay' };
  const reason = 'the weekly contribution that the sender gives';
  return { kind: 'WEEKLY', pounds: toPounds(weekly), reason };
}

/** Counted in the years of the days it covers; a ONE_OFF award's payments count in its own year. */
function paymentsOf(values: LocalAward): Payment[] {
  const {
    'Payment Reference': reference,
    'Payment Amount': amount,
    'Payment Date': paidOn,
    'Payment For First Day': first,
    'Payment For Last Day': last,
  } = values;
  if (reference === null || amount === null || paidOn === null) return [];
  if (first === null || last === null) return [];
  const gross = values['Payment Basis'] === 'GROSS';
  return [{ reference, amount, gross, paidOn, covers: fromFirstToLast(first, last) }];
}

/** Figures only: what an award is priced by may be a clinical code, and its conditions are words. */
function rawFigures(values: LocalAward): string {
  const units = values['Units per Week'];
  const contribution = values['Contribution per Week'];
  const per = values.Per === 'once' ? 'once' : `per ${values.Per}`;
  return [
    `Amount ${poundsText(values.Amount)} ${per}`,
    `Units per Week ${units === null ? 'blank' : toDecimal(units, 2)}`,
    `Contribution per Week ${contribution === null ? 'blank' : poundsText(contribution)}`,
  ].join('; ');
}

import { createHash } from 'node:crypto';
import type { AwardDraft } from '../../src/awards/award.ts';
import {
  type FieldFault,
  type RawRow,
  type ReadingContext,
  type RowVerdict,
  reject,
} from '../../src/deliveries/adapter.ts';
import type { Note, SubmissionDraft } from '../../src/deliveries/delivery.ts';
import { readRow } from '../../src/deliveries/fields.ts';
import type { IdentityDraft } from '../../src/people/identity.ts';
import type { OrganisationCode } from '../../src/values/ids.ts';
import { type Pence, toPounds } from '../../src/values/money.ts';
import { addDays, type PlainDate, parsePlainDate } from '../../src/values/plain-date.ts';
import { type ClaimRecord, claimRecord } from './format.ts';

const NAMESPACE = 'housing-shbe';

/** The statuses that the published analysis keeps as Housing Benefit claims in payment. */
const IN_PAYMENT = new Set([1, 2]);

/** Judges a record: S records carry no money and name nobody; D records are claims. */
export function translate(context: ReadingContext, row: RawRow): RowVerdict {
  const { REC_TYPE: type, 'Reference Date': referenceDate = '' } = row.fields;
  if (type === 'S') {
    const submission = submissionOf(context, parsePlainDate(referenceDate));
    return { accepted: true, submission, identity: null, ...NO_MONEY, notes: [] };
  }
  const { values, faults } = readRow(claimRecord, row);
  if (!values) return reject(...faults);
  const submission = submissionOf(context, values['Reference Date']);
  const identity = identityOf(context, values);
  const weekly = weeklyAward(values);
  if (weekly === null) {
    return { accepted: true, submission, identity, ...NO_MONEY, notes: notesOf(values) };
  }
  const wrong = faultsOfKeys(values);
  if (wrong.length > 0) return reject(...wrong);
  const awards = [awardOf(context, values, weekly)];
  return { accepted: true, submission, identity, ...NO_MONEY, awards, notes: [] };
}

const NO_MONEY = { awards: [], payments: [], claims: [] };

function submissionOf({ lastingCode }: ReadingContext, referenceDate: PlainDate): SubmissionDraft {
  return {
    scope: `housing-shbe ${lastingCode}`,
    periodFrom: referenceDate,
    periodUntil: null,
    createdBySender: null,
    asOf: referenceDate,
  };
}

/** What the claim is worth a week from the reference date on; null where it carries no money. */
function weeklyAward(values: ClaimRecord): Pence | null {
  const { LAHBAMT: amount } = values;
  if (!isInPayment(values) || hasEnded(values)) return null;
  return amount === null || amount === 0n ? null : amount;
}

function isInPayment({ LCHBSTAT: status }: ClaimRecord): boolean {
  return status !== null && IN_PAYMENT.has(status);
}

/** A claim that ended on or before the reference date has no day in this scan. */
function hasEnded({ CDENDHB: end, 'Reference Date': referenceDate }: ClaimRecord): boolean {
  return end !== null && end <= referenceDate;
}

/** Says why a claim in payment came to no money, where the record contradicts itself. */
function notesOf(values: ClaimRecord): Note[] {
  const { LAHBAMT: amount } = values;
  if (!isInPayment(values) || amount === 0n) return [];
  if (hasEnded(values)) return [{ field: 'CDENDHB', code: 'ENDED' }];
  return amount === null ? [{ field: 'LAHBAMT', code: 'BLANK' }] : [];
}

function faultsOfKeys(values: ClaimRecord): FieldFault[] {
  const faults: FieldFault[] = [];
  if (values.CCNINO === null) {
    const reason = 'is blank and must be given for a claim in payment';
    faults.push({ field: 'CCNINO', code: 'BLANK', reason });
  }
  if (values.LCHBREF === null && values.LCLCTRREF === null) {
    const reason = 'is blank, and so is LCLCTRREF: the claim cannot be followed between scans';
    faults.push({ field: 'LCHBREF', code: 'BLANK', reason });
  }
  return faults;
}

/** The claimant; the partner is not one here. Without a NINO nobody can be told apart. */
function identityOf({ sender }: ReadingContext, values: ClaimRecord): IdentityDraft | null {
  if (values.CCNINO === null) return null;
  return {
    source: sender.code,
    namespace: NAMESPACE,
    localId: null,
    nhsNumber: null,
    nino: values.CCNINO,
    surname: values.CCSURNAME,
    givenNames: values.CCFORENAME,
    birthDate: values.CDDOB,
    deathDate: null,
    postcode: values.CCPCODE,
  };
}

function awardOf({ sender }: ReadingContext, values: ClaimRecord, weekly: Pence): AwardDraft {
  const { CDENDHB: end, 'Reference Date': from } = values;
  return {
    stream: 'housing-benefit',
    funder: sender.code as OrganisationCode,
    basis: 'RECURRING',
    mode: 'COMMISSIONED',
    legalBasis: 'Housing Benefit Regulations 2006',
    reference: null,
    service: claimKey(values),
    serviceRank: 0,
    // Open until the council's next scan: what that one says, or leaves out, ends it.
    days: { from, until: end === null ? null : addDays(end, 1) },
    year: null,
    completedOn: null,
    amount: toPounds(weekly),
    per: 'WEEK',
    unitsPerWeek: null,
    unpricedReason: null,
    contribution: { kind: 'NONE', reason: 'a benefit; nothing is charged' },
    reportsPayments: false,
    currency: null,
    description: 'Housing Benefit',
    rawFigures: rawFigures(values, weekly),
    element: null,
    ceiling: null,
    currencyShare: null,
    activity: null,
    provider: null,
    careKey: null,
    reported: null,
  };
}

/** What stays the same from scan to scan; hashed, for a reference leads to a person. */
function claimKey({ LCHBREF: claim, LCLCTRREF: councilTax }: ClaimRecord): string {
  const key = claim !== null ? ['LCHBREF', claim] : ['LCLCTRREF', councilTax];
  return createHash('sha256').update(JSON.stringify(key)).digest('base64url').slice(0, 27);
}

function rawFigures(values: ClaimRecord, weekly: Pence): string {
  return [
    `LAHBAMT ${weekly} pence`,
    `LCHBSTAT ${values.LCHBSTAT}`,
    `CDENDHB ${values.CDENDHB ?? 'blank'}`,
    'LAHBAMT is read as the weekly award, which is inferred from its name',
  ].join('; ');
}

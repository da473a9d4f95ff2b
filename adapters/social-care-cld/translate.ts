import { createHash } from 'node:crypto';
import type { AwardDraft, Contribution, Mode } from '../../src/awards/award.ts';
import {
  type FieldFault,
  type RawRow,
  type ReadingContext,
  type RowVerdict,
  reject,
} from '../../src/deliveries/adapter.ts';
import type { Note } from '../../src/deliveries/delivery.ts';
import { readRow } from '../../src/deliveries/fields.ts';
import type { IdentityDraft } from '../../src/people/identity.ts';
import { financialYearOf } from '../../src/values/financial-year.ts';
import type { OrganisationCode } from '../../src/values/ids.ts';
import { fromFirstToLast, type Period } from '../../src/values/period.ts';
import { addDays, earlier, type PlainDate } from '../../src/values/plain-date.ts';
import type { Per } from '../../src/values/rate.ts';
import { isZero, type Ratio, toDecimal } from '../../src/values/ratio.ts';
import { characteristicsOf, providerOf } from './characteristics.ts';
import {
  type Coded,
  DELIVERY_MECHANISM,
  EVENT_OUTCOME,
  inRelease2,
  SERVICE_COMPONENT,
  SERVICE_TYPE,
} from './code-lists.ts';
import { type CldRow, cldRow, EXPECTED_OF_A_PERSON } from './format.ts';

const NAMESPACE = 'social-care-cld';

/** Free for up to six weeks (SI 2014/2672 reg 3); from day 43 it is ordinary council care. */
const FREE_REABLEMENT_DAYS = 42;

/** Judges a row by the owner's own codes: below −1 rejects, −1 and −7 are noted and it loads. */
export function translate(context: ReadingContext, row: RawRow): RowVerdict {
  const { values, faults } = readRow(cldRow, row);
  if (!values) return reject(...faults);
  const wrong = [
    ...faultsOfKeys(context, values),
    ...faultsOfDates(values),
    ...faultsOfEvent(values),
  ];
  if (wrong.length > 0) return reject(...wrong);
  const knownByAssociation = values['Client Type'].value.endsWith('known by association');
  return {
    accepted: true,
    submission: {
      scope: `social-care-cld ${context.lastingCode}`,
      periodFrom: values['Reporting Period Start Date'],
      periodUntil: addDays(values['Reporting Period End Date'], 1),
      createdBySender: null,
      asOf: values['Reporting Period End Date'],
    },
    identity: knownByAssociation ? null : identityOf(context, values),
    characteristics: caredForOf(values) === null ? characteristicsOf(values, isCarer(values)) : [],
    awards: knownByAssociation ? [] : awardsOf(context, values),
    payments: [],
    claims: [],
    notes: notesOf(row, values),
  };
}

function faultsOfKeys({ sender, organisation }: ReadingContext, values: CldRow): FieldFault[] {
  const council = values['LA Code'];
  const faults: FieldFault[] = [];
  const predecessor = council !== null && organisation(council)?.succeededBy === sender.code;
  if (council !== null && council !== sender.code && !predecessor) {
    const reason = 'is another council’s code than the sender’s or one that it succeeded';
    faults.push({ field: 'LA Code', code: 'OTHER_ORGANISATION', reason });
  }
  if (values['NHS Number'] === null && values['LA Person Unique Identifier'] === null) {
    const reason = 'is blank, and so is LA Person Unique Identifier: nobody can be told apart';
    faults.push({ field: 'NHS Number', code: 'BLANK', reason });
  }
  return faults;
}

function faultsOfDates(values: CldRow): FieldFault[] {
  const faults: FieldFault[] = [];
  const order = (field: keyof CldRow & string, from: PlainDate, to: PlainDate | null) => {
    if (to !== null && to < from) {
      faults.push({ field, code: 'END_BEFORE_START', reason: 'is before the day it starts' });
    }
  };
  order(
    'Reporting Period End Date',
    values['Reporting Period Start Date'],
    values['Reporting Period End Date'],
  );
  order('Event End Date', values['Event Start Date'], values['Event End Date']);
  if (isService(values))
    order('Date of Death', values['Event Start Date'], values['Date of Death']);
  return faults;
}

function faultsOfEvent(values: CldRow): FieldFault[] {
  const byAssociation = values['Client Type'].value.endsWith('known by association');
  const missing = (field: keyof CldRow & string): FieldFault[] =>
    values[field] === null
      ? [{ field, code: 'BLANK', reason: 'is blank and must be given for this event' }]
      : [];
  if (values['Event Type'] === null) return byAssociation ? [] : missing('Event Type');
  if (!isService(values)) return missing('Event End Date');
  return [...missing('Service Type'), ...missing('Service Component')];
}

function isService(values: CldRow): boolean {
  return values['Event Type']?.value === 'Service';
}

function notesOf(row: RawRow, values: CldRow): Note[] {
  const blank = EXPECTED_OF_A_PERSON.filter((field) => row.fields[field] === '');
  const old = Object.entries(values).filter(
    ([, value]) => (value as Partial<Coded> | null | undefined)?.fromRelease1 === true,
  );
  return [
    ...blank.map((field) => ({ field, code: '-1' })),
    ...old.map(([field]) => ({ field, code: '-7' })),
  ];
}

function identityOf({ lastingCode }: ReadingContext, values: CldRow): IdentityDraft {
  const caredFor = caredForOf(values);
  if (caredFor !== null) {
    const unsaid = { nhsNumber: null, nino: null, surname: null, givenNames: null };
    const alsoUnsaid = { birthDate: null, deathDate: null, postcode: null };
    const source = { source: lastingCode, namespace: NAMESPACE, localId: caredFor };
    return { ...source, ...unsaid, ...alsoUnsaid };
  }
  return {
    source: lastingCode,
    namespace: NAMESPACE,
    localId: values['LA Person Unique Identifier'],
    nhsNumber: values['NHS Number'],
    nino: null,
    surname: values['Last Name'] ?? null,
    givenNames: values['First Name'] ?? null,
    birthDate: values['Date of Birth'],
    deathDate: values['Date of Death'],
    postcode: values.Postcode,
  };
}

/** What a service row is about, in release 2 wording. */
interface Service {
  readonly type: string;
  readonly component: string;
  readonly mechanism: string | null;
  readonly days: Period & { readonly from: PlainDate };
}

function serviceOf(values: CldRow): Service {
  const mechanism = values['Delivery Mechanism'];
  return {
    type: inRelease2(SERVICE_TYPE, values['Service Type'] as Coded),
    component: inRelease2(SERVICE_COMPONENT, values['Service Component'] as Coded),
    mechanism: mechanism && inRelease2(DELIVERY_MECHANISM, mechanism),
    days: daysOfService(values),
  };
}

/** A death date closes an open service; a suspended one stays open. */
function daysOfService(values: CldRow): Service['days'] {
  const end = values['Event End Date'];
  const death = values['Date of Death'];
  const last = end !== null && death !== null ? earlier(end, death) : (end ?? death);
  const from = values['Event Start Date'];
  return { from, until: fromFirstToLast(from, last).until };
}

function awardsOf(context: ReadingContext, values: CldRow): AwardDraft[] {
  if (!isService(values)) return [];
  const service = serviceOf(values);
  const cost = values['Unit Cost'];
  if (cost === null ? !costIsMandatory(service) : isZero(cost)) return [];
  const draft = draftOf(context, values, service);
  if (!isReablement(service)) return [draft];
  return splitReablement(draft);
}

/**
 * Source: the Client Level Data dashboard's data-quality rules: a cost must be given unless the
 * council commissions the support, for long-term support, short-term placements, carer respite and
 * all carer support.
 */
function costIsMandatory({ type, component, mechanism }: Service): boolean {
  if (mechanism === 'CASSR commissioned support') return false;
  return (
    type.startsWith('Long term support') ||
    type.startsWith('Unpaid carer support') ||
    ['Short term residential care', 'Short term nursing care', 'Unpaid carer respite'].includes(
      component,
    )
  );
}

function isReablement({ type, component }: Service): boolean {
  return type === 'Short term support: ST-Max' || component === 'Reablement';
}

function draftOf(context: ReadingContext, values: CldRow, service: Service): AwardDraft {
  const forCarer = isForCarer(values);
  const frequency = values['Cost Frequency (Unit Type)']?.value ?? null;
  const per = frequency === null ? null : (PER_OF[frequency] ?? null);
  const { days } = service;
  return {
    stream: forCarer ? 'carer-support' : 'adult-social-care',
    funder: context.sender.code as OrganisationCode,
    basis: per === 'ONCE' ? 'ONE_OFF' : 'RECURRING',
    mode: modeOf(service),
    legalBasis: forCarer ? 'Care Act 2014 s20' : 'Care Act 2014 s18-19',
    reference: null,
    service: serviceKey(values, service),
    serviceRank: outcomeRank(values['Event Outcome']),
    days,
    year: per === 'ONCE' ? financialYearOf(days.from) : null,
    completedOn: per === 'ONCE' ? days.from : null,
    amount: values['Unit Cost'],
    per,
    unitsPerWeek: values['Planned units per week'],
    unpricedReason: unpricedReason(values, per),
    contribution: contributionOf(fundingStatus(values)),
    reportsPayments: false,
    currency: null,
    description: service.component,
    rawFigures: rawFigures(values),
    element: null,
    ceiling: null,
    currencyShare: null,
    activity: null,
    provider: providerOf(context, values),
    careKey: null,
    reported: null,
  };
}

function isCarer(values: CldRow): boolean {
  return ['Unpaid carer', 'Carer'].includes(values['Client Type'].value);
}

/** The cared-for person's local id where a carer's row tells of a service to that person. */
function caredForOf(values: CldRow): string | null {
  const type = values['Service Type']?.value ?? '';
  const involves = isCarer(values) && type.endsWith('Support involving the person cared-for');
  return involves ? (values['Adult 1 Linked Person_ID'] ?? null) : null;
}

/** A carer's support is the carer's own; respite that is a service to the person cared for is theirs. */
function isForCarer(values: CldRow): boolean {
  return isCarer(values) && caredForOf(values) === null;
}

const PER_OF: Readonly<Record<string, Per>> = {
  'Per session': 'SESSION',
  Hourly: 'HOUR',
  Daily: 'DAY',
  Weekly: 'WEEK',
  Fortnightly: 'FORTNIGHT',
  '4-weekly': 'FOUR_WEEKS',
  Monthly: 'MONTH',
  Quarterly: 'QUARTER',
  Annually: 'YEAR',
  'One-off': 'ONCE',
};

function modeOf({ mechanism, component }: Service): Mode {
  if (mechanism === 'Direct payment' || component === 'Direct payment') return 'DIRECT_PAYMENT';
  return mechanism === 'CASSR managed personal budget' ? 'NOTIONAL' : 'COMMISSIONED';
}

function unpricedReason(values: CldRow, per: Per | null): string | null {
  if (values['Unit Cost'] === null) return 'the council had to give a unit cost and gave none';
  if (per === null) return 'the council gave a unit cost but not how often it is paid';
  const needsUnits = per === 'HOUR' || per === 'DAY' || per === 'SESSION';
  if (needsUnits && values['Planned units per week'] === null) {
    return 'the council gave a cost per hour, day or session but no planned units per week';
  }
  return null;
}

/** The status is the row's own person's; it says nothing of the person they care for. */
function fundingStatus(values: CldRow): string | null {
  return caredForOf(values) === null ? (values['Client Funding Status']?.value ?? null) : null;
}

function contributionOf(status: string | null): Contribution {
  switch (status) {
    case 'Fully social care funded':
      return { kind: 'NONE', reason: 'the council says it funds this fully' };
    case 'Fully client funded':
      return { kind: 'WHOLE', reason: 'the council says the person funds this fully' };
    case 'Joint client and social care funded':
      return {
        kind: 'UNKNOWN',
        reason: 'the council says that the person pays a part, but not how much',
      };
    default:
      return { kind: 'UNKNOWN', reason: 'the council does not say what the person pays' };
  }
}

/** What stays the same while a service's cost is restated; hashed, for it holds the person's key. */
function serviceKey(values: CldRow, { type, component, mechanism, days }: Service): string {
  const parts = [
    caredForOf(values) ?? values['LA Person Unique Identifier'] ?? values['NHS Number'],
    days.from,
    isForCarer(values),
    type,
    component,
    mechanism,
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 27);
}

function outcomeRank(outcome: Coded | null): number {
  const { release2, release1 } = EVENT_OUTCOME;
  if (!outcome) return release1.length + release2.length;
  return (outcome.fromRelease1 ? release1 : release2).indexOf(outcome.value);
}

function rawFigures(values: CldRow): string {
  const said = (value: { value: string } | null) => value?.value ?? 'blank';
  const number = (value: Ratio | null, places: number) =>
    value === null ? 'blank' : toDecimal(value, places);
  return [
    `Unit Cost ${number(values['Unit Cost'], 2)}`,
    `Cost Frequency ${said(values['Cost Frequency (Unit Type)'])}`,
    `Planned units per week ${number(values['Planned units per week'], 2)}`,
    `Client Funding Status ${said(values['Client Funding Status'])}`,
  ].join('; ');
}

/**
 * Reablement is free for up to six weeks and outside the personal budget; a longer service goes on
 * as council care that may be charged for, from day 43.
 */
function splitReablement(draft: AwardDraft): AwardDraft[] {
  const { from, until } = draft.days;
  const dayAfterFree = addDays(from, FREE_REABLEMENT_DAYS);
  const free: AwardDraft = {
    ...draft,
    stream: 'reablement',
    legalBasis: 'Care Act 2014 s2, reablement',
    contribution: { kind: 'NONE', reason: 'reablement is free for up to six weeks' },
  };
  if (draft.basis === 'ONE_OFF') return [free];
  const onwards: AwardDraft = {
    ...draft,
    days: { from: dayAfterFree, until },
    contribution: {
      kind: 'UNKNOWN',
      reason: 'from day 43 reablement may be charged for; the council does not say how much',
    },
  };
  if (until !== null && until <= dayAfterFree) return [free];
  return [{ ...free, days: { from, until: dayAfterFree } }, onwards];
}

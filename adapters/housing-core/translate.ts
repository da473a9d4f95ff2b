import type { AwardDraft } from '../../src/awards/award.ts';
import {
  type RawRow,
  type ReadingContext,
  type RowVerdict,
  reject,
} from '../../src/deliveries/adapter.ts';
import type { Note } from '../../src/deliveries/delivery.ts';
import type { IdentityDraft } from '../../src/people/identity.ts';
import type { OrganisationCode } from '../../src/values/ids.ts';
import { type Pence, poundsText, toPence, toPounds } from '../../src/values/money.ts';
import { ratio, times } from '../../src/values/ratio.ts';
import { type ChargeDue, judge, type Letting } from './judge.ts';
import { type LettingsSeen, tenancyKey } from './lettings-seen.ts';

/** Judges a row: one letting, with a recurring cost for each charge. */
export function translate(context: ReadingContext, seen: LettingsSeen, row: RawRow): RowVerdict {
  const { letting, faults } = judge(row);
  if (!letting) return reject(...faults);
  const repeated = seen.faultsOf(row, letting);
  if (repeated.length > 0) return reject(...repeated);
  return {
    accepted: true,
    submission: {
      scope: `housing-core ${context.lastingCode} ${tenancyKey(letting)}`,
      periodFrom: null,
      periodUntil: null,
      createdBySender: null,
      asOf: context.receivedOn,
    },
    identity: identityOf(context, letting),
    awards: awardsOf(context, letting),
    payments: [],
    claims: [],
    notes: notesOf(letting),
  };
}

/** Known by the tenancy only: who the tenant is has to be recorded, with evidence. */
function identityOf({ lastingCode }: ReadingContext, letting: Letting): IdentityDraft {
  return {
    source: lastingCode,
    namespace: 'tenancy',
    localId: letting.tenancy,
    nhsNumber: null,
    nino: null,
    surname: null,
    givenNames: null,
    birthDate: null,
    deathDate: null,
    postcode: letting.postcode,
  };
}

function notesOf({ charges, householdPays }: Letting): Note[] {
  if (!householdPays) {
    return charges.length > 0 ? [{ field: 'field_140', code: 'CHARGES_NOT_COUNTED' }] : [];
  }
  return charges.length === 0 ? [{ field: 'field_142', code: 'NO_CHARGE' }] : [];
}

function awardsOf({ sender }: ReadingContext, letting: Letting): AwardDraft[] {
  if (!letting.householdPays) return [];
  return letting.charges
    .map((due) => ({ due, weekly: weeklyOf(due) }))
    .filter(({ weekly }) => weekly > 0n)
    .map(({ due, weekly }) => awardOf(sender.code as OrganisationCode, letting, due, weekly));
}

/** round(value ÷ 52 × weeks, 2). Source: the collection's own rule for weekly charges. */
function weeklyOf({ amount, paid }: ChargeDue): Pence {
  return toPence(times(toPounds(amount), ratio(paid.weeks, 52)));
}

function awardOf(
  landlord: OrganisationCode,
  { startsOn }: Letting,
  due: ChargeDue,
  weekly: Pence,
): AwardDraft {
  const { charge } = due;
  return {
    stream: 'tenancy-costs',
    funder: landlord,
    basis: 'RECURRING',
    mode: 'COMMISSIONED',
    legalBasis: 'tenancy agreement',
    reference: null,
    service: null,
    serviceRank: null,
    days: { from: startsOn, until: null },
    year: null,
    completedOn: null,
    amount: toPounds(weekly),
    per: 'WEEK',
    unitsPerWeek: null,
    unpricedReason: null,
    contribution: {
      kind: 'UNKNOWN',
      reason: 'who pays this charge is not known from the letting',
    },
    reportsPayments: false,
    currency: null,
    description: charge.description,
    rawFigures: rawFigures(due, weekly),
    element: charge.element,
    ceiling: null,
    currencyShare: null,
    activity: null,
    provider: null,
    careKey: null,
    reported: null,
  };
}

function rawFigures({ charge, amount, paid }: ChargeDue, weekly: Pence): string {
  const sent = poundsText(amount);
  return `${charge.name} ${sent} pounds ${paid.words}; ${sent} ÷ 52 × ${paid.weeks} = ${poundsText(weekly)} a week`;
}

import type { AwardDraft } from '../../src/awards/award.ts';
import { careKey } from '../../src/awards/care-key.ts';
import { type HrgSpell, lengthOfStay } from '../../src/currencies/activity.ts';
import { monthNumber } from '../../src/currencies/contract-spells.ts';
import {
  type RawRow,
  type ReadingContext,
  type RowVerdict,
  reject,
} from '../../src/deliveries/adapter.ts';
import { type CommissionedDraft, withoutPerson } from '../../src/deliveries/commissioned.ts';
import type { SubmissionDraft } from '../../src/deliveries/delivery.ts';
import { characteristicsSaid } from '../../src/people/characteristic.ts';
import type { IdentityDraft } from '../../src/people/identity.ts';
import { financialYearOf } from '../../src/values/financial-year.ts';
import type { OrganisationCode } from '../../src/values/ids.ts';
import { fromFirstToLast } from '../../src/values/period.ts';
import { addDays, nextMonth, type PlainDate } from '../../src/values/plain-date.ts';
import { ratio } from '../../src/values/ratio.ts';
import {
  ADMITTED,
  AGE,
  CLASSIFICATION,
  COMMISSIONER,
  type CommissionedSpell,
  ETHNIC_CATEGORY,
  FINAL_PRICE,
  GENDER,
  METHOD,
  NHS_NUMBER,
  PROVIDER,
  PSEUDONYM,
  SPELL,
  type SusSpell,
} from './format.ts';
import { type EndedSpell, judge, judgeCommissioned } from './judge.ts';
import type { SpellsSeen } from './spells-seen.ts';

/** Judges a row: one spell of one patient, or every reason why it cannot be taken as that. */
export function translate(context: ReadingContext, seen: SpellsSeen, row: RawRow): RowVerdict {
  if (context.basis === 'commissioning') return translateCommissioned(context, seen, row);
  const { spell, faults } = judge(context, row);
  if (!spell) return reject(...faults);
  const repeated = seen.faultsOf(row, spell.values);
  if (repeated.length > 0) return reject(...repeated);
  return {
    ...TELLS_NO_MORE,
    submission: submissionOf(spell),
    identity: identityOf(spell),
    characteristics: characteristicsSaid({
      SEX: spell.values[GENDER],
      ETHNIC_GROUP: spell.values[ETHNIC_CATEGORY],
    }),
    awards: [awardOf(spell)],
  };
}

const TELLS_NO_MORE = { accepted: true, payments: [], claims: [], notes: [] } as const;

/** A spell that reaches no person: each commissioner's extracts replace its own alone. */
function translateCommissioned(context: ReadingContext, seen: SpellsSeen, row: RawRow): RowVerdict {
  const { spell, faults } = judgeCommissioned(context, row);
  if (!spell) return reject(...faults);
  const repeated = seen.faultsOf(row, spell.values);
  if (repeated.length > 0) return reject(...repeated);
  const submission = submissionOf(spell);
  const scope = `commissioning ${spell.values[COMMISSIONER]} ${submission.scope}`;
  return {
    ...TELLS_NO_MORE,
    submission: { ...submission, scope },
    identity: null,
    awards: [],
    commissioned: [commissionedOf(spell)],
  };
}

function commissionedOf(spell: EndedSpell<CommissionedSpell>): CommissionedDraft {
  const { values, dischargedOn } = spell;
  return withoutPerson(awardOf(spell), {
    kind: 'CARE',
    patient: { number: values[NHS_NUMBER] ?? values[PSEUDONYM], localId: null },
    commissioner: values[COMMISSIONER],
    ...{ year: financialYearOf(dischargedOn), month: monthNumber(dischargedOn) },
    quantity: ONE_SPELL,
  });
}

const ONE_SPELL = ratio(1);

/** What a later file replaces: one provider's spells that ended in a month. */
function submissionOf({ values, dischargedOn }: EndedSpell): SubmissionDraft {
  const month = dischargedOn.slice(0, 7);
  const periodFrom = `${month}-01` as PlainDate;
  const periodUntil = nextMonth(periodFrom);
  return {
    scope: `health-sus-apc ${values[PROVIDER]} ${month}`,
    periodFrom,
    periodUntil,
    createdBySender: null,
    asOf: addDays(periodUntil, -1),
  };
}

function identityOf({ values }: EndedSpell<SusSpell>): IdentityDraft {
  return {
    source: values[PROVIDER],
    namespace: 'health-sus-apc',
    localId: null,
    nhsNumber: values[NHS_NUMBER],
    nino: null,
    surname: null,
    givenNames: null,
    birthDate: null,
    deathDate: null,
    postcode: null,
  };
}

function awardOf(spell: EndedSpell): AwardDraft {
  const { values, dischargedOn, hrg } = spell;
  return {
    stream: 'nhs-tariff',
    funder: values[COMMISSIONER] as OrganisationCode,
    basis: 'ACTIVITY',
    mode: 'COMMISSIONED',
    legalBasis: 'NHS Act 2006 s1',
    reference: null,
    service: null,
    serviceRank: null,
    days: fromFirstToLast(values[ADMITTED], dischargedOn),
    // The price year is the year in which a spell ended.
    year: financialYearOf(dischargedOn),
    completedOn: null,
    amount: null,
    per: null,
    unitsPerWeek: null,
    unpricedReason: null,
    contribution: { kind: 'NONE', reason: 'NHS care is free at the point of use' },
    reportsPayments: false,
    currency: { scheme: 'hrg', code: hrg },
    description: 'hospital care',
    rawFigures: rawFigures(spell),
    element: null,
    ceiling: null,
    currencyShare: null,
    activity: activityOf(spell),
    provider: values[PROVIDER],
    careKey: careKey(values[PROVIDER], values[SPELL]),
    reported: values[FINAL_PRICE]?.pounds ?? null,
  };
}

function activityOf({ values, dischargedOn, hrg }: EndedSpell): HrgSpell {
  return {
    kind: 'SPELL',
    scheme: 'hrg',
    code: hrg,
    admissionMethod: values[METHOD],
    patientClassification: values[CLASSIFICATION],
    ageOnAdmission: values[AGE],
    admittedOn: values[ADMITTED],
    dischargedOn,
    provider: values[PROVIDER],
    // The columns that the hub reads carry no evidence flag and no factor.
    bestPracticeEvidenced: false,
    marketForcesFactor: null,
  };
}

/** Everything but the HRG, which is a diagnosis to many readers. */
function rawFigures({ values, dischargedOn }: EndedSpell): string {
  const nights = lengthOfStay({ admittedOn: values[ADMITTED], dischargedOn });
  const reported = values[FINAL_PRICE];
  return [
    `Admission Method ${values[METHOD]}`,
    `Patient Classification ${values[CLASSIFICATION]}`,
    `Nights ${nights}`,
    `Final Price ${reported === null ? 'blank' : `${reported.sent} pounds`}`,
  ].join('; ');
}

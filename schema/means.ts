import { AGE_BANDS, type AgeBand } from '../src/charging/age.ts';
import {
  CAPITAL_KINDS,
  HOUSEHOLDS,
  INCOME_KINDS,
  LEGAL_BASES,
  MANNERS,
  MEANS_PERS,
  type Means,
  PREMIUMS,
  SETTINGS,
} from '../src/charging/means.ts';
import { NO_PENCE } from '../src/values/money.ts';
import { builder } from './builder.ts';
import { badInput } from './connection.ts';

export const CareSettingEnum = builder.enumType('CareSetting', {
  description:
    'CARE_HOME keeps the personal expenses allowance; NON_RESIDENTIAL, everywhere else, the minimum income guarantee.',
  values: SETTINGS,
});

export const LegalBasisEnum = builder.enumType('ChargingBasis', {
  description:
    'Under which law the support is given. ADULT Care Act s18-19; CARER Care Act s20. Never charged: AFTERCARE Mental Health Act s117; CONTINUING_HEALTHCARE; NURSING, NHS-funded; NHS_SHARE of a joint package; REABLEMENT that is free.',
  values: LEGAL_BASES,
});

export const MannerEnum = builder.enumType('AssessmentManner', {
  description:
    'ASSESSED by income and capital; LIGHT_TOUCH treated as assessed, at a sum the council states; FULL_COST the person agrees to pay all; NOT_DISCLOSED they refuse to say, and pay all.',
  values: MANNERS,
});

const HouseholdEnum = builder.enumType('AssessedHousehold', {
  description: 'SINGLE, or one of a COUPLE, for whom no rate is loaded.',
  values: HOUSEHOLDS,
});

const AgeBandEnum = builder.enumType('AgeBand', {
  description: 'The three ages by which the minimum income guarantee goes.',
  values: Object.fromEntries(
    AGE_BANDS.map((band) => [/^\d/.test(band) ? `AGE_${band}` : `${band}_AGE`, { value: band }]),
  ) as Record<string, { value: AgeBand }>,
});

export const PerEnum = builder.enumType('MeansPer', {
  description: 'How often a sum comes. A month is 12/52 of a week’s share of the year.',
  values: MEANS_PERS,
});

const IncomeKindEnum = builder.enumType('IncomeKind', {
  description: 'EARNINGS are left out whole; the others count but for what is disregarded.',
  values: INCOME_KINDS,
});

const CapitalKindEnum = builder.enumType('CapitalKind', {
  description: 'What the capital is; all count alike.',
  values: CAPITAL_KINDS,
});

const PremiumEnum = builder.enumType('ChargingPremium', {
  description: 'Added to the minimum income guarantee; the two for disability end at pension age.',
  values: PREMIUMS,
});

const RegularInput = builder.inputType('RegularSumInput', {
  description: 'A sum that comes again and again.',
  fields: (t) => ({
    amount: t.field({ type: 'Pence', required: true, description: 'Each time.' }),
    per: t.field({ type: PerEnum, required: true, description: 'How often.' }),
  }),
});

const IncomeInput = builder.inputType('IncomeInput', {
  description: 'An income before anything is left out of it.',
  fields: (t) => ({
    kind: t.field({ type: IncomeKindEnum, required: true, description: 'Which.' }),
    amount: t.field({ type: 'Pence', required: true, description: 'Each time.' }),
    per: t.field({ type: PerEnum, required: true, description: 'How often.' }),
    disregarded: t.field({
      type: 'Pence',
      description: 'The part that SI 2014/2672 Schedule 1 leaves out; left out: none.',
    }),
  }),
});

const CapitalInput = builder.inputType('CapitalInput', {
  description: 'Something owned, before anything is left out of it.',
  fields: (t) => ({
    kind: t.field({ type: CapitalKindEnum, required: true, description: 'What it is.' }),
    amount: t.field({ type: 'Pence', required: true, description: 'Its value.' }),
    disregarded: t.field({
      type: 'Pence',
      description: 'The part that SI 2014/2672 Schedule 2 leaves out; left out: none.',
    }),
  }),
});

const FormerHomeInput = builder.inputType('FormerHomeInput', {
  description: 'The home of somebody who has moved into a care home for good.',
  fields: (t) => ({
    value: t.field({ type: 'Pence', required: true, description: 'Its value.' }),
    residentFrom: t.field({
      type: 'PlainDate',
      required: true,
      description: 'The day of moving in: for twelve weeks from then on it does not count.',
    }),
  }),
});

const ArrangementFeeInput = builder.inputType('ArrangementFeeInput', {
  description:
    'What a council asks for arranging care outside a care home for somebody who pays all of its cost (Care Act 2014 s14(1)(b)); at most what that costs the council (SI 2014/2672 reg 5).',
  fields: (t) => ({
    amount: t.field({ type: 'Pence', required: true, description: 'The fee, each time.' }),
    per: t.field({ type: PerEnum, required: true, description: 'How often.' }),
    costToCouncil: t.field({
      type: 'Pence',
      required: true,
      description: 'What arranging costs the council, as often.',
    }),
  }),
});

export const MeansInput = builder.inputType('MeansInput', {
  description: 'What a council has found out of somebody’s means, and what their care costs it.',
  fields: (t) => ({
    setting: t.field({ type: CareSettingEnum, required: true, description: 'Where they live.' }),
    legalBasis: t.field({ type: LegalBasisEnum, description: 'Which law; left out: ADULT.' }),
    manner: t.field({ type: MannerEnum, description: 'How it was done; left out: ASSESSED.' }),
    agreedWeekly: t.field({ type: 'Pence', description: 'What a LIGHT_TOUCH asks for a week.' }),
    birthDate: t.field({ type: 'PlainDate', description: 'Theirs; or else their ageBand.' }),
    ageBand: t.field({ type: AgeBandEnum, description: 'Instead of their birth date.' }),
    household: t.field({ type: HouseholdEnum, description: 'Left out: SINGLE.' }),
    children: t.int({ description: 'For whom they are responsible; left out: none.' }),
    incomes: t.field({ type: [IncomeInput], description: 'Left out: none.' }),
    capital: t.field({ type: [CapitalInput], description: 'Left out: none.' }),
    formerHome: t.field({ type: FormerHomeInput, description: 'For a care home alone.' }),
    premiums: t.field({ type: [PremiumEnum], description: 'Those that apply; left out: none.' }),
    housingCosts: t.field({ type: [RegularInput], description: 'Not for a care home.' }),
    disabilityExpenses: t.field({ type: [RegularInput], description: 'Not for a care home.' }),
    costOfCare: t.field({
      type: RegularInput,
      required: true,
      description: 'What the care costs the council: its own share, gross.',
    }),
    arrangementFee: t.field({
      type: ArrangementFeeInput,
      description: 'Beside the full cost of care outside a care home; left out: none.',
    }),
  }),
});

/** The means as they were given, with what was left out. */
export function meansOf(input: typeof MeansInput.$inferInput): Omit<Means, 'council'> {
  return {
    legalBasis: input.legalBasis ?? 'ADULT',
    setting: input.setting,
    manner: input.manner ?? 'ASSESSED',
    agreedWeekly: input.agreedWeekly ?? null,
    age: ageOf(input),
    household: input.household ?? 'SINGLE',
    children: input.children ?? 0,
    incomes: (input.incomes ?? []).map(withDisregarded),
    capital: (input.capital ?? []).map(withDisregarded),
    formerHome: input.formerHome ?? null,
    premiums: input.premiums ?? [],
    housingCosts: input.housingCosts ?? [],
    disabilityExpenses: input.disabilityExpenses ?? [],
    costOfCare: input.costOfCare,
    arrangementFee: input.arrangementFee ?? null,
  };
}

function ageOf({ birthDate, ageBand }: typeof MeansInput.$inferInput): Means['age'] {
  if (birthDate && !ageBand) return { birthDate };
  if (ageBand && !birthDate) return { band: ageBand };
  throw badInput('means need a birthDate or an ageBand, one of the two');
}

function withDisregarded<Item extends { disregarded?: Means['agreedWeekly'] | undefined }>(
  item: Item,
): Item & { readonly disregarded: NonNullable<Means['agreedWeekly']> } {
  return { ...item, disregarded: item.disregarded ?? NO_PENCE };
}

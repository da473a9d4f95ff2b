import { GraphQLError } from 'graphql';
import {
  type Activity,
  ActivityRefused,
  PATIENT_CLASSIFICATIONS,
  SETTINGS,
} from '../src/currencies/activity.ts';
import type { Priced, Pricing, Unpriced } from '../src/currencies/pricing.ts';
import { priceFor } from '../src/currencies/service.ts';
import type { Tariff } from '../src/currencies/tariff.ts';
import { poundsText } from '../src/values/money.ts';
import { fromFirstToLast } from '../src/values/period.ts';
import type { PlainDate } from '../src/values/plain-date.ts';
import { toDecimal } from '../src/values/ratio.ts';
import { builder } from './builder.ts';
import { badInput } from './connection.ts';
import { StepType } from './line.ts';
import { Money } from './money.ts';
import { TariffType } from './tariff.ts';

/** What a spell, some days, a rate or points come to by the tariffs known. */
const PricedActivity = builder.objectRef<Priced>('PricedActivity').implement({
  description: 'An activity with a price, and how it was worked out.',
  fields: (t) => ({
    amount: t.field({
      type: Money,
      description: 'The price, rounded once to whole pence; for points of need the weekly sum.',
      resolve: ({ amount }) => ({ pence: amount }),
    }),
    unroundedPounds: t.string({
      description: 'Pounds before the rounding, with six decimals.',
      resolve: ({ exact }) => toDecimal(exact, 6),
    }),
    illustrative: t.exposeBoolean('illustrative', {
      description: 'True where a price was used that nobody pays by.',
    }),
    working: t.field({
      type: [StepType],
      description: 'The steps in their order, each with the pounds after it.',
      resolve: ({ steps, amount }) => [
        ...steps.map(({ words, after }) => ({ step: words, result: toDecimal(after, 6) })),
        {
          step: 'Rounded once to whole pence, a half away from zero',
          result: poundsText(amount),
        },
      ],
    }),
    tariff: t.field({
      type: TariffType,
      description: 'The price that was used; where there were several, the first.',
      resolve: ({ tariffs }) => tariffs[0] as Tariff,
    }),
    tariffs: t.field({
      type: [TariffType],
      description: 'Every price that was looked up and used.',
      resolve: ({ tariffs }) => [...tariffs],
    }),
  }),
});

const UnpricedActivity = builder.objectRef<Unpriced>('UnpricedActivity').implement({
  description: 'An activity that has no price by the tariffs known; never a price of nothing.',
  fields: (t) => ({ reason: t.exposeString('reason', { description: 'Why it has none.' }) }),
});

const PricingUnion = builder.unionType('PricingResult', {
  description: 'A price with its working, or why there is none.',
  types: [PricedActivity, UnpricedActivity],
  resolveType: ({ kind }: Pricing) => (kind === 'PRICED' ? 'PricedActivity' : 'UnpricedActivity'),
});

const HrgSpellInput = builder.inputType('HrgSpellInput', {
  description: 'A hospital spell grouped to an HRG; its price year is the year it ended.',
  fields: (t) => ({
    code: t.string({ required: true, description: 'The HRG, such as HN12F.' }),
    admissionMethod: t.field({
      type: 'Code',
      required: true,
      description: 'NHS Data Dictionary, 11 to 83.',
    }),
    patientClassification: t.field({
      type: 'Code',
      required: true,
      description: 'NHS Data Dictionary: 1 ordinary, 2 day case, 3 to 5 others.',
    }),
    ageOnAdmission: t.int({ description: 'Years; left out where it is not known.' }),
    admissionDate: t.field({ type: 'PlainDate', required: true, description: 'First day.' }),
    dischargeDate: t.field({ type: 'PlainDate', required: true, description: 'Last day.' }),
    provider: t.string({ required: true, description: 'The provider’s organisation code.' }),
    bestPracticeEvidenced: t.boolean({
      description: 'Whether the evidence for a best-practice price is there.',
    }),
    marketForcesFactor: t.field({
      type: 'Decimal',
      description: 'A decimal that stands in for the provider’s own factor.',
    }),
  }),
});

export const SettingEnum = builder.enumType('ClusterSetting', {
  description: 'Whether the days were spent in hospital.',
  values: SETTINGS,
});

const ClusterPeriodInput = builder.inputType('ClusterPeriodInput', {
  description: 'Days in a mental health cluster.',
  fields: (t) => ({
    code: t.field({
      type: 'Code',
      required: true,
      description: 'The cluster; 1 is 01, and 09 is refused.',
    }),
    setting: t.field({ type: SettingEnum, required: true, description: 'In hospital or not.' }),
    firstDay: t.field({ type: 'PlainDate', required: true, description: 'First day.' }),
    lastDay: t.field({ type: 'PlainDate', required: true, description: 'Last day, included.' }),
    provider: t.string({ description: 'For a provider’s own prices.' }),
    initialAssessment: t.boolean({
      description: 'Whether the initial assessment fell on the first day.',
    }),
  }),
});

const WeeklyRateInput = builder.inputType('WeeklyRateInput', {
  description: 'Days at a weekly rate.',
  fields: (t) => ({
    scheme: t.string({ required: true, description: 'Such as funded-nursing-care.' }),
    code: t.string({ required: true, description: 'Such as standard or higher.' }),
    firstDay: t.field({ type: 'PlainDate', required: true, description: 'First day.' }),
    lastDay: t.field({ type: 'PlainDate', required: true, description: 'Last day, included.' }),
  }),
});

const UnitsInput = builder.inputType('UnitsInput', {
  description: 'Hours or contacts on a day.',
  fields: (t) => ({
    scheme: t.string({ required: true, description: 'Such as home-care-hour or ips-contact.' }),
    code: t.string({ required: true, description: 'A code of the scheme.' }),
    count: t.field({ type: 'Decimal', required: true, description: 'How many.' }),
    on: t.field({ type: 'PlainDate', required: true, description: 'The day.' }),
    provider: t.string({ description: 'For a provider’s own prices.' }),
  }),
});

const NeedPointsInput = builder.inputType('NeedPointsInput', {
  description: 'Points of need, for an indicative weekly sum.',
  fields: (t) => ({
    scheme: t.string({ required: true, description: 'Such as resource-allocation.' }),
    points: t.field({ type: 'Decimal', required: true, description: 'How many points.' }),
    on: t.field({ type: 'PlainDate', required: true, description: 'The day of the table.' }),
  }),
});

const PriceActivityInput = builder.inputType('PriceActivityInput', {
  description: 'What to price: exactly one of these.',
  isOneOf: true,
  fields: (t) => ({
    hrgSpell: t.field({ type: HrgSpellInput, description: 'A hospital spell.' }),
    clusterPeriod: t.field({ type: ClusterPeriodInput, description: 'Days in a cluster.' }),
    weeklyRate: t.field({ type: WeeklyRateInput, description: 'Days at a weekly rate.' }),
    units: t.field({ type: UnitsInput, description: 'Hours or contacts.' }),
    needPoints: t.field({ type: NeedPointsInput, description: 'Points of need.' }),
  }),
});

type Asked = typeof PriceActivityInput.$inferInput;

/** The activity that is asked about. Throws ActivityRefused where a field cannot be read. */
export function activityOf(asked: Asked): Activity {
  if (asked.hrgSpell) return spellOf(asked.hrgSpell);
  if (asked.clusterPeriod) {
    const { code, setting, provider, initialAssessment, firstDay, lastDay } = asked.clusterPeriod;
    return {
      ...{ kind: 'CLUSTER_PERIOD', scheme: 'mental-health-cluster', code, setting },
      days: daysFrom(firstDay, lastDay),
      provider: provider ?? null,
      initialAssessment: initialAssessment ?? false,
    };
  }
  if (asked.weeklyRate) {
    const { scheme, code, firstDay, lastDay } = asked.weeklyRate;
    return { kind: 'WEEKLY_DAYS', scheme, code, days: daysFrom(firstDay, lastDay) };
  }
  if (asked.units) {
    const { scheme, code, count, on, provider } = asked.units;
    return { kind: 'UNITS', scheme, code, count, on, provider: provider ?? null };
  }
  if (!asked.needPoints) throw badInput('input needs exactly one activity');
  const { scheme, points, on } = asked.needPoints;
  return { kind: 'NEED_POINTS', scheme, code: 'points', points, on };
}

function spellOf(asked: NonNullable<Asked['hrgSpell']>): Activity {
  const { code, admissionMethod, patientClassification, admissionDate, dischargeDate } = asked;
  const classification = PATIENT_CLASSIFICATIONS.find((each) => each === patientClassification);
  if (!classification) {
    const reason = 'is not a patient classification, 1 to 5';
    throw new ActivityRefused('patientClassification', 'UNKNOWN_CODE', reason);
  }
  return {
    ...{ kind: 'SPELL', scheme: 'hrg', code, admissionMethod },
    patientClassification: classification,
    ageOnAdmission: asked.ageOnAdmission ?? null,
    admittedOn: admissionDate,
    dischargedOn: dischargeDate,
    provider: asked.provider,
    bestPracticeEvidenced: asked.bestPracticeEvidenced ?? false,
    marketForcesFactor: asked.marketForcesFactor ?? null,
  };
}

function daysFrom(firstDay: PlainDate, lastDay: PlainDate) {
  if (lastDay < firstDay) {
    throw new ActivityRefused('lastDay', 'END_BEFORE_START', 'is before the first day');
  }
  return fromFirstToLast(firstDay, lastDay);
}

builder.queryField('priceActivity', (t) =>
  t.field({
    type: PricingUnion,
    description: 'What an activity comes to by the tariffs; for those who may price.',
    args: {
      input: t.arg({ type: PriceActivityInput, required: true, description: 'What to price.' }),
      knownAt: t.arg({
        type: 'PlainDate',
        required: false,
        description: 'By the prices known at the end of this day; left out: known now.',
      }),
    },
    resolve: async (_root, { input, knownAt }, { hub, viewer }) => {
      try {
        const pricing = await priceFor(hub.serving, viewer, activityOf(input), knownAt ?? null);
        if (pricing) return pricing;
      } catch (error) {
        if (!(error instanceof ActivityRefused)) throw error;
        throw badInput(`${error.field} ${error.message}`);
      }
      throw new GraphQLError('prices are for finance, operators and care teams', {
        extensions: { code: 'FORBIDDEN' },
      });
    },
  }),
);

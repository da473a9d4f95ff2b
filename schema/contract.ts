import { GraphQLError } from 'graphql';
import {
  CONTRACT_FORMS,
  type ContractTerms,
  type ReconciledMonth,
  type ReconciledYear,
  VARIABLE_BASES,
} from '../src/currencies/contract.ts';
import { contractsForViewer } from '../src/currencies/contract-service.ts';
import type { AskedContracts, StandingContract } from '../src/currencies/contract-store.ts';
import { plainNumber } from '../src/currencies/pricing.ts';
import { reconciliationsOf } from '../src/deliveries/contract-activity.ts';
import { monthOf } from '../src/values/financial-year.ts';
import { addDays, type PlainDate } from '../src/values/plain-date.ts';
import { builder } from './builder.ts';
import { connectionOf, pageArguments, pageOf, readPage } from './connection.ts';
import type { Context } from './context.ts';
import { Money, money } from './money.ts';
import { OrganisationType } from './stream.ts';

/** A contract, and its year against what was done; all of an answer are reconciled together. */
interface ShownContract extends StandingContract {
  readonly reconciled: () => Promise<ReconciledYear>;
}

interface ShownMonth extends ReconciledMonth {
  readonly firstDay: PlainDate;
}

export const ContractFormEnum = builder.enumType('ContractForm', {
  description:
    'How a commissioner pays a provider. BLOCK and LOW_VOLUME_BLOCK pay a fixed sum and the tariff is only a shadow; ACTIVITY pays each spell by tariff; ALIGNED_PAYMENT pays a fixed sum and a percentage of the price of elective activity.',
  values: CONTRACT_FORMS,
});

const VariableBasisEnum = builder.enumType('VariableBasis', {
  description:
    'What the percentage is taken of: DIFFERENCE of elective activity from plan, both ways; ACTUAL all of it.',
  values: VARIABLE_BASES,
});

const IN_ADVANCE = 'Paid in advance, as if activity went by plan.';
const ACTUAL =
  'What the activity makes due in the end: the fixed sum alone under a block. Null where no activity has been told and the form pays by it; at least so much where complete is false.';
const SHADOW =
  'What all activity comes to by tariff, whatever is paid for it; null where none has been told. Under a block no money moves by it.';
const VARIANCE = 'Actual less plan; below zero when money goes back to the commissioner.';
const LEFT_OUT = 'Hospital spells that no tariff is known for; they are in none of the sums.';
const COMPLETE = 'Whether nothing is missing from actual.';
const SHADOW_COMPLETE = 'Whether nothing is missing from the shadow.';

const ContractMonthType = builder.objectRef<ShownMonth>('ContractMonth').implement({
  description: 'A month of a contract: planned, and reconciled to what was done.',
  fields: (t) => ({
    month: t.exposeInt('month', { description: '1 is April, 12 is March.' }),
    firstDay: t.field({
      type: 'PlainDate',
      description: 'The first day of the month.',
      resolve: (month) => month.firstDay,
    }),
    plan: t.field({
      type: Money,
      description: IN_ADVANCE,
      resolve: ({ plan }) => ({ pence: plan }),
    }),
    actual: t.field({
      type: Money,
      nullable: true,
      description: ACTUAL,
      resolve: (month) => money(month.actual),
    }),
    shadow: t.field({
      type: Money,
      nullable: true,
      description: SHADOW,
      resolve: (month) => money(month.shadow),
    }),
    variance: t.field({
      type: Money,
      nullable: true,
      description: VARIANCE,
      resolve: (month) => money(month.variance),
    }),
    cumulativeVariance: t.field({
      type: Money,
      nullable: true,
      description: 'The variances known up to this month.',
      resolve: (month) => money(month.cumulativeVariance),
    }),
    spellsLeftOut: t.int({ description: LEFT_OUT, resolve: (month) => month.unpriced }),
    complete: t.exposeBoolean('complete', { description: COMPLETE }),
    shadowComplete: t.exposeBoolean('shadowComplete', { description: SHADOW_COMPLETE }),
  }),
});

const ContractTotalsType = builder.objectRef<ReconciledYear['totals']>('ContractTotals').implement({
  description: 'Sums of the months of a contract; null where no month is known.',
  fields: (t) => ({
    plan: t.field({
      type: Money,
      description: IN_ADVANCE,
      resolve: ({ plan }) => ({ pence: plan }),
    }),
    actual: t.field({
      type: Money,
      nullable: true,
      description: 'Actual of the months that are known.',
      resolve: (totals) => money(totals.actual),
    }),
    shadow: t.field({
      type: Money,
      nullable: true,
      description: 'Shadow of the months that are known.',
      resolve: (totals) => money(totals.shadow),
    }),
    variance: t.field({
      type: Money,
      nullable: true,
      description: 'Variance of the months that are known.',
      resolve: (totals) => money(totals.variance),
    }),
    spellsLeftOut: t.int({ description: LEFT_OUT, resolve: (totals) => totals.unpriced }),
    complete: t.exposeBoolean('complete', { description: COMPLETE }),
    shadowComplete: t.exposeBoolean('shadowComplete', { description: SHADOW_COMPLETE }),
  }),
});

const ContractTermsType = builder.objectRef<ContractTerms>('ContractTerms').implement({
  description: 'The terms of a contract; null where its form has no such term.',
  fields: (t) => ({
    source: t.exposeString('source', { description: 'Where its terms are written.' }),
    variablePercent: t.string({
      nullable: true,
      description: 'ALIGNED_PAYMENT: percentage of the price that is paid, as decimal text.',
      resolve: ({ variable }) => variable && plainNumber(variable.percent),
    }),
    variableBasis: t.field({
      type: VariableBasisEnum,
      nullable: true,
      description: 'ALIGNED_PAYMENT: what the percentage is taken of.',
      resolve: ({ variable }) => variable?.basis,
    }),
    emergencyBaseline: t.field({
      type: Money,
      nullable: true,
      description:
        'Emergency activity of the year, before the market forces factor, that is paid in full; null where all of it is.',
      resolve: ({ marginal }) => money(marginal?.baseline ?? null),
    }),
    marginalPercent: t.string({
      nullable: true,
      description: 'Percentage paid above that baseline, as decimal text.',
      resolve: ({ marginal }) => marginal && plainNumber(marginal.percent),
    }),
    lowVolumeLimit: t.field({
      type: Money,
      nullable: true,
      description: 'LOW_VOLUME_BLOCK: the highest annual value at which the form is allowed.',
      resolve: ({ limit }) => money(limit),
    }),
  }),
});

const ContractType = builder.objectRef<ShownContract>('Contract').implement({
  description: 'A year’s contract between a commissioner and a provider, as it stands.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Opaque id of this version.' }),
    code: t.exposeString('code', { description: 'The code by which the two parties name it.' }),
    year: t.field({
      type: 'FinancialYear',
      description: 'The financial year.',
      resolve: (contract) => contract.year,
    }),
    commissioner: t.field({
      type: OrganisationType,
      description: 'Who pays.',
      resolve: ({ commissioner, commissionerName }) => ({
        code: commissioner,
        name: commissionerName,
      }),
    }),
    provider: t.field({
      type: OrganisationType,
      description: 'Who gives the care.',
      resolve: ({ provider, providerName }) => ({ code: provider, name: providerName }),
    }),
    form: t.field({
      type: ContractFormEnum,
      description: 'How it pays.',
      resolve: (contract) => contract.form,
    }),
    version: t.exposeInt('version', { description: 'From 1; other terms are a later version.' }),
    recordedAt: t.field({
      type: 'DateTime',
      description: 'When this version was recorded.',
      resolve: (contract) => contract.recordedAt,
    }),
    terms: t.field({
      type: ContractTermsType,
      description: 'What the form leaves to the two parties.',
      resolve: (contract) => contract,
    }),
    months: t.field({
      type: [ContractMonthType],
      description: 'The twelve months in order.',
      resolve: async ({ year, reconciled }) =>
        (await reconciled()).months.map((each) => ({
          ...each,
          firstDay: monthOf(year, each.month).from,
        })),
    }),
    totals: t.field({
      type: ContractTotalsType,
      description: 'The year.',
      resolve: async ({ reconciled }) => (await reconciled()).totals,
    }),
  }),
});

const ContractConnection = connectionOf<ShownContract>('Contract', ContractType);

/** Read once for all contracts of an answer, and only where a month or a total is asked for. */
async function shownContracts(
  { hub, viewer }: Context,
  asked: AskedContracts,
): Promise<ShownContract[]> {
  const contracts = await contractsForViewer(hub.serving, viewer, asked);
  if (!contracts) {
    throw new GraphQLError('contracts are for finance and operators', {
      extensions: { code: 'FORBIDDEN' },
    });
  }
  let all: Promise<ReconciledYear[]> | null = null;
  return contracts.map((contract, place) => ({
    ...contract,
    reconciled: async () => {
      all ??= reconciliationsOf(hub.serving, contracts, asked.knownAt ?? null);
      return (await all)[place] as ReconciledYear;
    },
  }));
}

const KNOWN_AT =
  'What contracts, deliveries and tariffs had told by the end of this day; left out: what is known now.';

/** The first instant after a day, in UTC. */
const endOf = (day: PlainDate): Date => new Date(`${addDays(day, 1)}T00:00:00Z`);

builder.queryFields((t) => ({
  contracts: t.field({
    type: ContractConnection,
    description: 'Every contract as it stands, in order of id; for finance and operators.',
    args: {
      ...pageArguments(t.arg),
      year: t.arg({ type: 'FinancialYear', required: false, description: 'Of this year only.' }),
      knownAt: t.arg({ type: 'PlainDate', required: false, description: KNOWN_AT }),
    },
    resolve: async (_root, { year, knownAt, ...args }, context) => {
      const { first, after } = readPage(args);
      const asked = { year: year ?? null, knownAt: knownAt ? endOf(knownAt) : null };
      const page = { after, count: first + 1 };
      return pageOf(await shownContracts(context, { ...asked, page }), first);
    },
  }),
  contract: t.field({
    type: ContractType,
    nullable: true,
    description: 'One contract as it stands; for finance and operators.',
    args: {
      code: t.arg.string({ required: true, description: 'The code the two parties name it by.' }),
      year: t.arg({ type: 'FinancialYear', required: true, description: 'The financial year.' }),
      knownAt: t.arg({ type: 'PlainDate', required: false, description: KNOWN_AT }),
    },
    resolve: async (_root, { code, year, knownAt }, context) => {
      const asked = { code, year, knownAt: knownAt ? endOf(knownAt) : null };
      return (await shownContracts(context, asked))[0];
    },
  }),
}));

import type { StandingContract } from '../src/currencies/contract-store.ts';
import type {
  ContractPerformance,
  Performance,
  PerformanceQuarter,
} from '../src/pools/contract-performance.ts';
import { readContractPerformance } from '../src/pools/read-contract-performance.ts';
import { builder } from './builder.ts';
import { ContractFormEnum } from './contract.ts';
import { Money } from './money.ts';
import {
  countFigure,
  FigureUnion,
  forAnalysts,
  moneyFigure,
  QuarterEnum,
  RULE,
} from './published-figure.ts';
import { OrganisationType } from './stream.ts';

const QuarterType = builder.objectRef<PerformanceQuarter>('ContractPerformanceQuarter').implement({
  description:
    'A quarter of a contract, as it was known when it was published: what was to be paid in advance beside what the tariff would have paid for the hospital spells that ended in it.',
  fields: (t) => ({
    quarter: t.field({
      type: QuarterEnum,
      description: 'Which.',
      resolve: ({ quarter }) => quarter,
    }),
    asOf: t.field({
      type: 'PlainDate',
      description: 'The last day that it speaks for.',
      resolve: ({ asOf }) => asOf,
    }),
    plan: t.field({
      type: Money,
      description: 'As agreed, to the penny: the fixed sum alone under a block.',
      resolve: ({ plan }) => ({ pence: plan }),
    }),
    shadow: t.field({
      type: FigureUnion,
      description: 'What the tariff would have paid, with what it is rounded to hiding everybody.',
      resolve: ({ shadow }) => moneyFigure(shadow),
    }),
    difference: t.field({
      type: FigureUnion,
      description: 'Shadow less plan: above zero where more was done than is paid for.',
      resolve: ({ difference }) => moneyFigure(difference),
    }),
    people: t.field({
      type: FigureUnion,
      description: 'How many people’s spells ended in it; somebody may be in several quarters.',
      resolve: ({ people }) => countFigure(people),
    }),
    unpricedPeople: t.field({
      type: FigureUnion,
      description: 'How many of them have a spell that no tariff is known for: it is in no shadow.',
      resolve: ({ unpricedPeople }) => countFigure(unpricedPeople),
    }),
  }),
});

const PerformanceType = builder
  .objectRef<ContractPerformance<StandingContract>>('ContractPerformance')
  .implement({
    description: 'A contract against what was done under it.',
    fields: (t) => ({
      code: t.string({
        description: 'The code by which the two parties name it.',
        resolve: ({ contract }) => contract.code,
      }),
      commissioner: t.field({
        type: OrganisationType,
        description: 'Who pays.',
        resolve: ({ contract: { commissioner, commissionerName } }) => ({
          ...{ code: commissioner, name: commissionerName },
        }),
      }),
      provider: t.field({
        type: OrganisationType,
        description: 'Who gives the care.',
        resolve: ({ contract: { provider, providerName } }) => ({
          ...{ code: provider, name: providerName },
        }),
      }),
      form: t.field({
        type: ContractFormEnum,
        description: 'How it pays.',
        resolve: ({ form }) => form,
      }),
      plan: t.field({
        type: Money,
        description: 'What is paid in advance in the year, as agreed.',
        resolve: ({ plan }) => ({ pence: plan }),
      }),
      quarters: t.field({
        type: [QuarterType],
        description: 'Those that are published, in order.',
        resolve: ({ quarters }) => [...quarters],
      }),
    }),
  });

const AnswerType = builder
  .objectRef<Performance<StandingContract>>('ContractPerformanceAnswer')
  .implement({
    description:
      'Contracts against what was done under them, from published tables: nobody can be found in it, whatever else is asked.',
    fields: (t) => ({
      asOf: t.field({
        type: 'PlainDate',
        nullable: true,
        description: 'The last day that is published; null where nothing is.',
        resolve: ({ asOf }) => asOf,
      }),
      rule: t.field(RULE),
      contracts: t.field({
        type: [PerformanceType],
        description: 'In order of id.',
        resolve: ({ contracts }) => [...contracts],
      }),
      suppressed: t.exposeInt('suppressed', {
        description: 'How many published figures of these contracts are not shown.',
      }),
    }),
  });

const PerformanceInput = builder.inputType('ContractPerformanceInput', {
  description: 'Which contracts.',
  fields: (t) => ({
    year: t.field({ type: 'FinancialYear', required: true, description: 'Their financial year.' }),
    commissioner: t.string({ required: false, description: 'Of this commissioner only, by code.' }),
    provider: t.string({ required: false, description: 'Of this provider only, by code.' }),
  }),
});

builder.queryField('contractPerformance', (t) =>
  t.field({
    type: AnswerType,
    description:
      'Block against shadow tariff, for analysts and finance: each contract’s agreed sum beside what the tariff would have paid for what was done. What was asked is noted.',
    args: {
      input: t.arg({ type: PerformanceInput, required: true, description: 'What is asked.' }),
    },
    resolve: async (_root, { input }, { hub, viewer }) => {
      const { year, commissioner = null, provider = null } = input;
      const asked = { year, commissioner, provider };
      const answer = await readContractPerformance(hub.serving, viewer, asked);
      return forAnalysts(answer, 'how contracts perform');
    },
  }),
);

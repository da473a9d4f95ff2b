import type {
  PartnerSpend,
  PlannedOutputs,
  PoolReport,
  SchemePart,
} from '../src/pools/pool-report.ts';
import { CAVEATS } from '../src/pools/pool-report.ts';
import { PARTS } from '../src/pools/publication.ts';
import type { ReadPool, ReadPoolYear } from '../src/pools/read-pool.ts';
import { readPoolReport } from '../src/pools/read-report.ts';
import type { FinancialYear } from '../src/values/financial-year.ts';
import { lastDay } from '../src/values/period.ts';
import type { PlainDate } from '../src/values/plain-date.ts';
import { toDecimal } from '../src/values/ratio.ts';
import { builder } from './builder.ts';
import { badInput } from './connection.ts';
import type { Context } from './context.ts';
import { Money, money } from './money.ts';
import { SpendNatureEnum } from './pool-recording.ts';
import { MeasuresType, named, type OfYear } from './pool-sums.ts';
import { OrganisationType } from './stream.ts';

export const ReportPartEnum = builder.enumType('PoolReportPart', {
  description:
    'What a report counts: from the first day of the year to the last of a quarter (Q1 to Q4), or all of the YEAR.',
  values: PARTS,
});

const CaveatEnum = builder.enumType('PoolReportCaveat', {
  description:
    'What has to be known of a report: NOT_OVER its days are not over; ORDERS_AS_KNOWN what the host ordered after its last day is in what is committed; CURRENCIES_AS_NOW and SCHEMES_AS_NOW what money paid for, and the names of schemes, are as they are known today and not on the day asked for.',
  values: CAVEATS,
});

const SchemePartType = builder.objectRef<OfYear<SchemePart>>('PoolReportScheme').implement({
  description: 'Revenue or capital of a scheme.',
  fields: (t) => ({
    code: t.exposeString('scheme', { description: 'The scheme’s code.' }),
    name: t.string({
      description: 'The scheme’s name.',
      resolve: ({ shown, scheme }) => shown.schemeNames.get(scheme) ?? scheme,
    }),
    nature: t.field({
      type: SpendNatureEnum,
      description: 'Revenue or capital.',
      resolve: ({ nature }) => nature,
    }),
    measures: t.field({
      type: MeasuresType,
      description: 'Its measures.',
      resolve: (sum) => sum,
    }),
  }),
});

const OutputsType = builder.objectRef<PlannedOutputs>('PoolReportOutputs').implement({
  description: 'What is planned to be delivered by a scheme in the year.',
  fields: (t) => ({
    scheme: t.exposeString('scheme', { description: 'The scheme’s code.' }),
    planned: t.string({
      description: 'How much, as decimal text.',
      resolve: ({ outputs }) => toDecimal(outputs, 6).replace(/\.?0+$/, ''),
    }),
    units: t.exposeString('units', { nullable: true, description: 'Of what.' }),
  }),
});

const PartnerSpendType = builder.objectRef<OfYear<PartnerSpend>>('PoolReportPartner').implement({
  description:
    'Income from a partner, and what of its own money is spent: not yet what it bears, which risk sharing says.',
  fields: (t) => ({
    partner: t.field({
      type: OrganisationType,
      description: 'Who.',
      resolve: ({ shown, partner }) => named(shown, partner),
    }),
    due: t.field({
      type: Money,
      description: 'To be contributed in the year.',
      resolve: ({ due }) => ({ pence: due }),
    }),
    received: t.field({
      type: Money,
      description: 'Received by the report’s last day.',
      resolve: ({ received }) => ({ pence: received }),
    }),
    spend: t.field({
      type: Money,
      description: 'Spent of its money.',
      resolve: ({ spend }) => ({ pence: spend }),
    }),
    forecast: t.field({
      type: Money,
      nullable: true,
      description: 'What will be by the end of the year; null before the first day.',
      resolve: ({ forecast }) => money(forecast),
    }),
    variance: t.field({
      type: Money,
      nullable: true,
      description: 'The forecast less what is due: above zero it is overspent.',
      resolve: ({ variance }) => money(variance),
    }),
  }),
});

/** The account is of a type that this file may not name without going in a circle. */
export const PoolReportType = builder.objectRef<PoolReport<ReadPoolYear>>('PoolReport').implement({
  description:
    'What a pool’s manager reports to the partners, quarterly and yearly, of income and expenditure (SI 2000/617 reg 7 and 9): from the first day of the year on.',
  fields: (t) => ({
    part: t.field({
      type: ReportPartEnum,
      description: 'What it counts.',
      resolve: ({ part }) => part,
    }),
    firstDay: t.field({
      type: 'PlainDate',
      description: 'The first day that it counts.',
      resolve: ({ days }) => days.from,
    }),
    lastDay: t.field({
      type: 'PlainDate',
      description: 'The last; `account.asOf` is before where it is not over.',
      resolve: ({ days }) => lastDay(days),
    }),
    knownOn: t.field({
      type: 'PlainDate',
      description: 'It holds what was known at the end of that day.',
      resolve: ({ knownOn }) => knownOn,
    }),
    caveats: t.field({
      type: [CaveatEnum],
      description: 'What has to be known of it.',
      resolve: ({ caveats }) => [...caveats],
    }),
    schemes: t.field({
      type: [SchemePartType],
      description: 'Each scheme’s revenue and capital apart; those that are only planned too.',
      resolve: ({ account, schemes }) => schemes.map((each) => ({ ...each, shown: account })),
    }),
    outputs: t.field({
      type: [OutputsType],
      description: 'What is planned to be delivered, where plans say it.',
      resolve: ({ outputs }) => [...outputs],
    }),
    partners: t.field({
      type: [PartnerSpendType],
      description: 'By partner, in order of their codes.',
      resolve: ({ account, partners }) => partners.map((each) => ({ ...each, shown: account })),
    }),
  }),
});

export interface AskedReport {
  readonly year: FinancialYear;
  readonly part: (typeof PARTS)[number];
  readonly knownOn?: PlainDate | null | undefined;
}

export function reportOfPool(
  { hub, viewer, today }: Context,
  read: ReadPool,
  { year, part, knownOn }: AskedReport,
) {
  if (knownOn && knownOn > today) throw badInput('knownOn is after today');
  return readPoolReport(hub.serving, viewer, read, { year, part, today, knownOn: knownOn ?? null });
}

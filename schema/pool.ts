import type { PoolGrant } from '../src/pools/pool.ts';
import {
  sumOf,
  sumOfNobody,
  sumsByPartner,
  sumsByScheme,
  sumsByStream,
  type UnattributedSum,
  unattributedSums,
} from '../src/pools/pool-sums.ts';
import type { PartnerContribution } from '../src/pools/pool-year.ts';
import {
  type ReadPool,
  type ReadPoolYear,
  readPool,
  readPoolYear,
} from '../src/pools/read-pool.ts';
import { builder } from './builder.ts';
import { pageArguments } from './connection.ts';
import { Money, money } from './money.ts';
import { PoolAgreementType } from './pool-agreement.ts';
import { entriesOfPool, PoolEntryConnection } from './pool-entry.ts';
import { PoolOutlookType } from './pool-outlook.ts';
import { PoolReportType, ReportPartEnum, reportOfPool } from './pool-report.ts';
import { PoolCarriedType, PoolRiskType } from './pool-risk.ts';
import {
  COMMITTED,
  FORECAST,
  MeasuresType,
  named,
  type OfYear,
  PartnerSumType,
  SchemeSumType,
  SPEND,
  StreamSumType,
} from './pool-sums.ts';
import { OrganisationType, StreamType } from './stream.ts';

const ContributionType = builder
  .objectRef<OfYear<PartnerContribution>>('PoolContribution')
  .implement({
    description: 'What a partner puts into a pool in a year, from all its sources.',
    fields: (t) => ({
      partner: t.field({
        type: OrganisationType,
        description: 'Who.',
        resolve: ({ shown, partner }) => named(shown, partner),
      }),
      due: t.field({
        type: Money,
        description: 'As agreed, with every variation that is known.',
        resolve: ({ due }) => ({ pence: due }),
      }),
      received: t.field({
        type: Money,
        description: 'As the host recorded that it came in.',
        resolve: ({ received }) => ({ pence: received }),
      }),
    }),
  });

const UnattributedType = builder.objectRef<OfYear<UnattributedSum>>('PoolUnattributed').implement({
  description: 'Money of a partner that no rule of any pool catches.',
  fields: (t) => ({
    stream: t.field({
      type: StreamType,
      nullable: true,
      description: 'Of which stream.',
      resolve: ({ shown, stream }) => shown.streams.get(stream),
    }),
    funder: t.field({
      type: OrganisationType,
      description: 'Whose money.',
      resolve: ({ shown, funder }) => named(shown, funder),
    }),
    amount: t.field({
      type: Money,
      description: 'How much was spent.',
      resolve: ({ amount }) => ({ pence: amount }),
    }),
    agreed: t.field({
      type: Money,
      description: 'How much awards come to that is still to come.',
      resolve: ({ agreed }) => ({ pence: agreed }),
    }),
  }),
});

const GrantType = builder
  .objectRef<PoolGrant & { readonly shown: ReadPoolYear }>('PoolGrant')
  .implement({
    description:
      'A grant between an NHS body and a council (NHS Act 2006 s256 or s76): beside the pool, in none of its figures.',
    fields: (t) => ({
      reference: t.exposeString('reference', { description: 'What the two call it.' }),
      giver: t.field({
        type: OrganisationType,
        description: 'Who gives it.',
        resolve: ({ shown, giver }) => named(shown, giver),
      }),
      receiver: t.field({
        type: OrganisationType,
        description: 'Who gets it.',
        resolve: ({ shown, receiver }) => named(shown, receiver),
      }),
      amount: t.field({
        type: Money,
        description: 'How much.',
        resolve: ({ amount }) => ({ pence: amount }),
      }),
      purpose: t.exposeString('purpose', { description: 'What for.' }),
    }),
  });

const within = <Part>(shown: ReadPoolYear, parts: readonly Part[]): OfYear<Part>[] =>
  parts.map((part) => ({ ...part, shown }));

const PoolYearType = builder.objectRef<ReadPoolYear>('PoolYear').implement({
  description: 'The account of a pool for a financial year, exact to the penny.',
  fields: (t) => ({
    year: t.field({
      type: 'FinancialYear',
      description: 'The year.',
      resolve: ({ year }) => year,
    }),
    asOf: t.field({
      type: 'PlainDate',
      nullable: true,
      description: 'The last day that is counted; null before the first day.',
      resolve: ({ asOf }) => asOf,
    }),
    agreement: t.field({
      type: PoolAgreementType,
      description: 'By which accounts are kept and risk is shared: the last one of the year.',
      resolve: ({ agreement }) => agreement,
    }),
    contributions: t.field({
      type: [ContributionType],
      description: 'By partner, in order of their codes.',
      resolve: (year) => within(year, year.contributions),
    }),
    broughtForward: t.field({
      type: Money,
      description: 'What the year before kept in the pool.',
      resolve: ({ broughtForward }) => ({ pence: broughtForward }),
    }),
  }),
});

/** The measures of all of it, as they are told of each part. */
builder.objectFields(PoolYearType, (t) => ({
  planned: t.field({
    type: Money,
    nullable: true,
    description: 'As planned, for all schemes; null where nobody planned.',
    resolve: (year) => money(sumOf(year).planned),
  }),
  planSent: t.exposeBoolean('isPlanSent', {
    description: 'Whether that is a plan the host sent, and not what the agreement planned.',
  }),
  spend: t.field({
    type: Money,
    description: SPEND,
    resolve: (year) => ({ pence: sumOf(year).spend }),
  }),
  committed: t.field({
    type: Money,
    description: COMMITTED,
    resolve: (year) => ({ pence: sumOf(year).committed }),
  }),
  forecast: t.field({
    type: Money,
    nullable: true,
    description: FORECAST,
    resolve: (year) => money(sumOf(year).forecast),
  }),
  variance: t.field({
    type: Money,
    nullable: true,
    description:
      'The forecast less contributions due and what was brought forward: above zero more is spent than there is. Null before the first day.',
    resolve: ({ variance }) => money(variance),
  }),
}));

builder.objectFields(PoolYearType, (t) => ({
  revenue: t.field({
    type: MeasuresType,
    description: 'Of that, revenue.',
    resolve: (year) => sumOf(year, 'REVENUE'),
  }),
  capital: t.field({
    type: MeasuresType,
    description: 'Of that, capital.',
    resolve: (year) => sumOf(year, 'CAPITAL'),
  }),
  carriedByNobody: t.field({
    type: MeasuresType,
    description: 'Of that, what no person carries: block contracts, teams, stores, overheads.',
    resolve: (year) => sumOfNobody(year),
  }),
  schemes: t.field({
    type: [SchemeSumType],
    description: 'By scheme, those that are only planned too.',
    resolve: (year) => within(year, sumsByScheme(year)),
  }),
  partners: t.field({
    type: [PartnerSumType],
    description: 'By whose money it is.',
    resolve: (year) => within(year, sumsByPartner(year)),
  }),
  streams: t.field({
    type: [StreamSumType],
    description: 'By stream, and what no person carries.',
    resolve: (year) => within(year, sumsByStream(year)),
  }),
}));

builder.objectFields(PoolYearType, (t) => ({
  forecastByCurrency: t.field({
    type: PoolOutlookType,
    description:
      'The other forecast, which the straight line stands beside: what is spent and what is promised, ordered or agreed, by what is paid for.',
    resolve: ({ outlook }) => outlook,
  }),
  awardsLeftOut: t.exposeInt('unpriced', {
    description:
      'How many awards draw on the pool of which nobody can say what is still to come: they have no price, or are single sums of which nobody says what was paid. In no figure.',
  }),
  awardsCountedWhole: t.exposeInt('unassessed', {
    description:
      'How many awards are in what is committed whole, for nobody says what of them the person pays.',
  }),
  unattributed: t.field({
    type: [UnattributedType],
    description:
      'Money of its partners, of streams that draw on the pool, that no rule of any pool catches: in none of the figures above.',
    resolve: (year) => within(year, unattributedSums(year)),
  }),
  riskShare: t.field({
    type: [PoolRiskType],
    description: 'The variance by partner, to the penny all of it; none before the first day.',
    resolve: (year) => within(year, year.risk),
  }),
  carriedForward: t.field({
    type: PoolCarriedType,
    nullable: true,
    description: 'What becomes of what was left; null until the year is over.',
    resolve: (year) => year.carriedOver && { ...year.carriedOver, shown: year },
  }),
  grants: t.field({
    type: [GrantType],
    description: 'Grants beside the pool.',
    resolve: (year) => within(year, year.grants),
  }),
}));

builder.objectField(PoolReportType, 'account', (t) =>
  t.field({
    type: PoolYearType,
    description: 'The account of the pool as of the report’s last day.',
    resolve: ({ account }) => account,
  }),
);

const PoolType = builder.objectRef<ReadPool>('Pool').implement({
  description: 'Money that partners put together under NHS Act 2006 s75.',
  fields: (t) => ({
    code: t.string({ description: 'Its code.', resolve: ({ pool }) => pool.code }),
    name: t.string({ description: 'Its name.', resolve: ({ pool }) => pool.name }),
    host: t.field({
      type: OrganisationType,
      description: 'The partner that keeps its accounts.',
      resolve: ({ pool, hostName }) => ({ code: pool.host, name: hostName }),
    }),
    agreements: t.field({
      type: [PoolAgreementType],
      description: 'Its agreements, the first begun first.',
      resolve: ({ agreements }) => [...agreements],
    }),
    report: t.field({
      type: PoolReportType,
      nullable: true,
      description:
        'What its manager reports to the partners of a quarter or a year; null where its account of the year is.',
      args: {
        year: t.arg({ type: 'FinancialYear', required: true, description: 'Which year.' }),
        part: t.arg({ type: ReportPartEnum, required: true, description: 'Which part of it.' }),
        knownOn: t.arg({
          type: 'PlainDate',
          description:
            'As it was known at the end of that day, at most today; left out for what is known now. A report asked for again as of the same day is the same, but for what its caveats say.',
        }),
      },
      resolve: (read, args, context) => reportOfPool(context, read, args),
    }),
    entries: t.field({
      type: PoolEntryConnection,
      description:
        'What the host recorded of days of a year, in the order in which it was recorded; nothing where the caller’s organisation is party to no agreement of it.',
      args: {
        ...pageArguments(t.arg),
        year: t.arg({ type: 'FinancialYear', required: true, description: 'Which year.' }),
      },
      resolve: (read, args, context) => entriesOfPool(context, read, args),
    }),
    year: t.field({
      type: PoolYearType,
      nullable: true,
      description:
        'Its account of a year; null where no agreement has a day of it, or none to which the caller’s organisation is party.',
      args: {
        year: t.arg({ type: 'FinancialYear', required: true, description: 'Which year.' }),
      },
      resolve: (read, { year }, { hub, viewer, today }) =>
        readPoolYear(hub.serving, viewer, read, { year, today }),
    }),
  }),
});

builder.queryField('pool', (t) =>
  t.field({
    type: PoolType,
    nullable: true,
    description:
      'A pool by its code, for the finance role of its host and its partners; null for everybody else, and where there is none.',
    args: { code: t.arg.string({ required: true, description: 'The pool’s code.' }) },
    resolve: (_root, { code }, { hub, viewer, today }) =>
      readPool(hub.serving, viewer, code, today),
  }),
);

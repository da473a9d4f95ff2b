import { GraphQLError } from 'graphql';
import {
  NO_REFERENCES,
  type PricesInArea,
  type PricesOfPeople,
  type PriceVariation,
  type Reference,
  type ReferencePrice,
  type ServicePrices,
  type UnitPrices,
} from '../src/pools/price-variation.ts';
import { TooFine } from '../src/pools/protect.ts';
import { readPriceVariation } from '../src/pools/read-price-variation.ts';
import { builder } from './builder.ts';
import { Money } from './money.ts';
import {
  AS_OF,
  countFigure,
  FigureUnion,
  forAnalysts,
  PART,
  QuarterEnum,
  RULE,
  unitCostFigure,
} from './published-figure.ts';

const UnitPricesType = builder.objectRef<UnitPrices>('UnitPrices').implement({
  description: 'What a unit of a service costs for each of so many people.',
  fields: (t) => ({
    people: t.field({
      type: FigureUnion,
      description: 'How many people the cost is worked out from.',
      resolve: ({ people }) => countFigure(people),
    }),
    cost: t.field({
      type: FigureUnion,
      description: 'The median and the deciles.',
      resolve: ({ cost }) => unitCostFigure(cost),
    }),
  }),
});

const NoReferenceEnum = builder.enumType('NoReferencePrice', {
  description:
    'NO_TARIFF: no list of prices is of that service. NOT_IN_FORCE: none is in force on the day.',
  values: NO_REFERENCES,
});

const ReferencePriceType = builder.objectRef<ReferencePrice>('ReferencePrice').implement({
  description: 'A price from a list of prices: it is nobody’s, and told as it is.',
  fields: (t) => ({
    scheme: t.exposeString('scheme', { description: 'The list.' }),
    code: t.exposeString('code', { description: 'What it prices, by its code.' }),
    name: t.exposeString('name', { description: 'What it prices.' }),
    per: t.exposeString('per', {
      description: 'WEEK: beside the cost of a week. HOUR: beside that of an hour.',
    }),
    price: t.field({
      type: Money,
      description: 'For one.',
      resolve: ({ price }) => ({ pence: price }),
    }),
    illustrative: t.exposeBoolean('illustrative', {
      description: 'Whether it is no price that anybody agreed.',
    }),
    source: t.exposeString('source', { description: 'Where it is from.' }),
  }),
});

const ReferenceType = builder.objectRef<Reference>('PriceReference').implement({
  description: 'What a unit of a service fairly costs, where a list of prices says it.',
  fields: (t) => ({
    prices: t.field({
      type: [ReferencePriceType],
      description: 'Those in force on the day, in order of code.',
      resolve: ({ prices }) => [...prices],
    }),
    none: t.field({
      type: NoReferenceEnum,
      nullable: true,
      description: 'Why there is none; null where there is.',
      resolve: ({ none }) => none,
    }),
  }),
});

const WEEKLY =
  'Of a week, by the weekly comparator of Client Level Data, of whoever has support of which all is priced.';
const HOURLY = 'Of an hour, of whoever has support of which all is paid by the hour.';
const weekly = (told: PricesOfPeople) => told.weekly;
const hourly = (told: PricesOfPeople) => told.hourly;

const InArea = builder.objectRef<PricesInArea>('ServicePricesInArea').implement({
  description: 'What a service costs in one council’s area.',
  fields: (t) => ({
    area: t.exposeString('area', {
      description: 'The council, by its GSS code; NOT_KNOWN where no source says.',
    }),
    name: t.exposeString('name', { nullable: true, description: 'Its name; null of NOT_KNOWN.' }),
    weekly: t.field({ type: UnitPricesType, description: WEEKLY, resolve: weekly }),
    hourly: t.field({ type: UnitPricesType, description: HOURLY, resolve: hourly }),
  }),
});

const ServiceType = builder.objectRef<ServicePrices>('ServicePrices').implement({
  description: 'What a service costs, over all areas and in each.',
  fields: (t) => ({
    service: t.exposeString('service', {
      description: 'A component as Client Level Data names it; else a stream’s code.',
    }),
    weekly: t.field({ type: UnitPricesType, description: WEEKLY, resolve: weekly }),
    hourly: t.field({ type: UnitPricesType, description: HOURLY, resolve: hourly }),
    reference: t.field({
      type: ReferenceType,
      description: 'What it fairly costs, as lists of prices are known now.',
      resolve: ({ reference }) => reference,
    }),
    areas: t.field({
      type: [InArea],
      description: 'The same by area, in order of code.',
      resolve: ({ areas }) => [...areas],
    }),
  }),
});

const PriceVariationType = builder.objectRef<PriceVariation>('PriceVariation').implement({
  description:
    'What support that recurs costs by service and area, on the last day of a quarter: of budgets and of care given, by awards that stand on it.',
  fields: (t) => ({
    part: t.field(PART),
    asOf: t.field(AS_OF),
    rule: t.field(RULE),
    services: t.field({
      type: [ServiceType],
      description: 'In order of their names; a service that is not there is nobody’s.',
      resolve: ({ services }) => [...services],
    }),
    suppressed: t.exposeInt('suppressed', {
      description: 'How many figures of the answer are not shown.',
    }),
  }),
});

function refuseTooFine(error: unknown): never {
  if (!(error instanceof TooFine)) throw error;
  throw new GraphQLError(error.message, { extensions: { code: 'BAD_USER_INPUT' } });
}

builder.queryField('priceVariation', (t) =>
  t.field({
    type: PriceVariationType,
    description:
      'What support costs by service and area, for analysts and finance, from published tables. What was asked is noted.',
    args: {
      year: t.arg({ type: 'FinancialYear', required: true, description: 'The financial year.' }),
      part: t.arg({
        type: QuarterEnum,
        required: false,
        description: 'A quarter; without one the last that is published.',
      }),
      service: t.arg.string({ required: false, description: 'One service alone, by its name.' }),
    },
    resolve: async (_root, { year, part, service }, { hub, viewer }) => {
      const asked = { year, part: part ?? null, service: service ?? null };
      const answer = await readPriceVariation(hub.serving, viewer, asked).catch(refuseTooFine);
      return forAnalysts(answer, 'what support costs');
    },
  }),
);

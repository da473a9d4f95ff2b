import { allSchemes, currenciesOf, type StoredTariff, tariffsOf } from '../src/currencies/read.ts';
import type { CurrencyCode, Scheme } from '../src/currencies/scheme.ts';
import { MEASURES } from '../src/currencies/scheme.ts';
import { currencyNamed } from '../src/currencies/store.ts';
import { addDays, type PlainDate } from '../src/values/plain-date.ts';
import { builder } from './builder.ts';
import { connectionOf, pageArguments, pageOf, readPage } from './connection.ts';
import { TariffType } from './tariff.ts';

const MeasureEnum = builder.enumType('CurrencyMeasure', {
  description: 'What one unit of a scheme’s currencies is; NONE where only the shape is known.',
  values: MEASURES,
});

const lastDayOf = (until: PlainDate | null) => (until === null ? null : addDays(until, -1));

const CurrencyCodeType = builder.objectRef<CurrencyCode>('CurrencyCode').implement({
  description: 'One thing that a payment system pays for; never sterling.',
  fields: (t) => ({
    scheme: t.exposeString('scheme', { description: 'Its scheme.' }),
    code: t.exposeString('code', { description: 'The code, as the scheme writes it.' }),
    name: t.exposeString('name', { description: 'The name its owner gives it.' }),
    group: t.exposeString('group', {
      nullable: true,
      description: 'The chapter or super class it belongs to.',
    }),
    firstDay: t.field({
      type: 'PlainDate',
      description: 'The first day it is in force.',
      resolve: ({ days }) => days.from,
    }),
    lastDay: t.field({
      type: 'PlainDate',
      nullable: true,
      description: 'The last day it is in force; null where it runs on.',
      resolve: ({ days }) => lastDayOf(days.until),
    }),
    unusable: t.exposeString('unusable', {
      nullable: true,
      description: 'Why it must not be used; null where it may.',
    }),
    reviewEvery: t.int({
      nullable: true,
      description: 'The longest time between reviews, in `reviewUnit`.',
      resolve: ({ review }) => review?.every ?? null,
    }),
    reviewUnit: t.string({
      nullable: true,
      description: 'WEEK or MONTH.',
      resolve: ({ review }) => review?.unit ?? null,
    }),
    source: t.exposeString('source', { description: 'Where it was read.' }),
  }),
});

type CodeInList = CurrencyCode & { readonly id: string };

const CurrencyCodeConnection = connectionOf<CodeInList>('CurrencyCode', CurrencyCodeType as never);

const SchemeType = builder.objectRef<Scheme>('CurrencyScheme').implement({
  description: 'A family of currencies: what is paid for, with the days on which it prices.',
  fields: (t) => ({
    code: t.exposeString('code', { description: 'Its code, such as hrg.' }),
    name: t.exposeString('name', { description: 'Its name.' }),
    measure: t.field({
      type: MeasureEnum,
      description: 'What one unit is.',
      resolve: (scheme) => scheme.measure,
    }),
    clinical: t.exposeBoolean('clinical', {
      description:
        'True where its codes are diagnoses: of a person only clinical readers see them.',
    }),
    firstDay: t.field({
      type: 'PlainDate',
      description: 'The first day that it prices.',
      resolve: ({ days }) => days.from,
    }),
    retiredOn: t.field({
      type: 'PlainDate',
      nullable: true,
      description: 'The first day that it no longer prices; from then on it prices history only.',
      resolve: ({ days }) => days.until,
    }),
    succeededBy: t.exposeString('succeededBy', {
      nullable: true,
      description: 'The scheme that took over.',
    }),
    source: t.exposeString('source', { description: 'Where it was read.' }),
    currencies: t.field({
      type: CurrencyCodeConnection,
      description: 'Its codes, in their order.',
      args: pageArguments(t.arg),
      resolve: async ({ code }, args, { hub }) => {
        const { first, after } = readPage(args, isCode);
        const found = await currenciesOf(hub.serving, code, { after, count: first + 1 });
        return pageOf(
          found.map((each) => ({ ...each, id: each.code })),
          first,
        );
      },
    }),
  }),
});

const isCode = (text: string) => /^[A-Za-z0-9-]{1,20}$/.test(text);

const TariffConnection = connectionOf<StoredTariff>('Tariff', TariffType as never);

builder.queryFields((t) => ({
  currencySchemes: t.field({
    type: [SchemeType],
    description: 'Every scheme of currencies.',
    resolve: (_root, _args, { hub }) => allSchemes(hub.serving),
  }),
  currencyScheme: t.field({
    type: SchemeType,
    nullable: true,
    description: 'One scheme by its code.',
    args: { code: t.arg.string({ required: true, description: 'Such as hrg.' }) },
    resolve: async (_root, { code }, { hub }) =>
      (await allSchemes(hub.serving)).find((scheme) => scheme.code === code) ?? null,
  }),
  currency: t.field({
    type: CurrencyCodeType,
    nullable: true,
    description: 'One currency; null where the scheme does not have the code.',
    args: {
      scheme: t.arg.string({ required: true, description: 'Such as mental-health-cluster.' }),
      code: t.arg({
        type: 'Code',
        required: true,
        description: 'As the scheme writes it, or 1 for 01.',
      }),
    },
    resolve: (_root, { scheme, code }, { hub }) => currencyNamed(hub.serving, scheme, code),
  }),
  tariffs: t.field({
    type: TariffConnection,
    description: 'Prices of a scheme, in order of id.',
    args: {
      scheme: t.arg.string({ required: true, description: 'Such as funded-nursing-care.' }),
      code: t.arg({ type: 'Code', required: false, description: 'Of one currency only.' }),
      asOf: t.arg({
        type: 'PlainDate',
        required: false,
        description: 'The prices that stand on this day; left out: of all days.',
      }),
      knownAt: t.arg({
        type: 'PlainDate',
        required: false,
        description: 'By the prices known at the end of this day; left out: known now.',
      }),
      ...pageArguments(t.arg),
    },
    resolve: async (_root, { scheme, code, asOf, knownAt, ...args }, { hub }) => {
      const { first, after } = readPage(args);
      const found = await tariffsOf(hub.serving, {
        scheme,
        code: code ?? undefined,
        asOf: asOf ?? null,
        knownAt: knownAt ?? null,
        page: { after, count: first + 1 },
      });
      return pageOf(found, first);
    },
  }),
}));

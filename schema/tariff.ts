import type { ObjectFieldBuilder } from '@pothos/core';
import { TARIFF_KINDS, type Tariff } from '../src/currencies/tariff.ts';
import { addDays } from '../src/values/plain-date.ts';
import { builder } from './builder.ts';

export const TariffKindEnum = builder.enumType('TariffKind', {
  description:
    'What a tariff prices. ELECTIVE and NON_ELECTIVE a spell, SHORT_STAY the percentage of it for an emergency stay under two days, TOP_UP the percentage added for specialised care, BEST_PRACTICE pounds added where evidenced, the DAY kinds a day of a cluster, POINTS the weekly sum from so many points of need.',
  values: TARIFF_KINDS,
});

type Fields = ObjectFieldBuilder<typeof builder.$inferSchemaTypes, Tariff>;

/** First and last day, as people are shown a period. */
const daysInForce = (t: Fields) => ({
  firstDay: t.field({
    type: 'PlainDate',
    description: 'The first day it is in force.',
    resolve: ({ days }) => days.from,
  }),
  lastDay: t.field({
    type: 'PlainDate',
    nullable: true,
    description: 'The last day it is in force; null where it runs on.',
    resolve: ({ days }) => (days.until === null ? null : addDays(days.until, -1)),
  }),
});

export const TariffType = builder.objectRef<Tariff>('Tariff').implement({
  description: 'A price of a currency, in force over days and known from a day.',
  fields: (t) => ({
    scheme: t.exposeString('scheme', { description: 'The scheme of the currency.' }),
    code: t.exposeString('code', { description: 'The currency that is priced.' }),
    kind: t.field({
      type: TariffKindEnum,
      description: 'What it prices.',
      resolve: (tariff) => tariff.kind,
    }),
    provider: t.exposeString('provider', {
      nullable: true,
      description: 'Whose price it is; null: of every provider that has none of its own.',
    }),
    ...daysInForce(t),
    knownFrom: t.field({
      type: 'PlainDate',
      description: 'The day from which it was known: a price raised later is another tariff.',
      resolve: (tariff) => tariff.knownFrom,
    }),
    pounds: t.field({
      type: 'Decimal',
      nullable: true,
      description: 'Pounds, exactly; null where it is a percentage.',
      resolve: (tariff) => tariff.pounds,
    }),
    percent: t.field({
      type: 'Decimal',
      nullable: true,
      description: 'Per cent, 0 to 100; null where it is a sum.',
      resolve: (tariff) => tariff.percent,
    }),
    trimPoint: t.exposeInt('trimPoint', {
      nullable: true,
      description: 'The longest stay, in days, that the price covers.',
    }),
    longStayPounds: t.field({
      type: 'Decimal',
      nullable: true,
      description: 'Pounds for each day beyond the trim point.',
      resolve: (tariff) => tariff.longStayPounds,
    }),
    points: t.field({
      type: 'Decimal',
      nullable: true,
      description: 'From so many points of need on.',
      resolve: (tariff) => tariff.points,
    }),
    illustrative: t.exposeBoolean('illustrative', {
      description: 'True where nobody pays by it.',
    }),
    source: t.exposeString('source', { description: 'Where the price was read.' }),
  }),
});

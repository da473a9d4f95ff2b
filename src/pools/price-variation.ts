import { type Pence, toPence } from '../values/money.ts';
import { decimal } from '../values/ratio.ts';
import { type ReferenceScheme, referenceOf } from './component.ts';
import { HOURLY, PEOPLE, WEEKLY } from './measure.ts';
import type { ProtectedCell, TablesByMeasure } from './protect.ts';
import { type Publication, type SaidOfFigures, saidOf } from './publication.ts';
import {
  type Figure,
  peopleIn,
  type Suppression,
  type UnitCost,
  unitCostIn,
} from './usage-figures.ts';

/** What a unit of a service costs for each of so many people. */
export interface UnitPrices {
  /** How many people the cost is worked out from. */
  readonly people: Figure<number>;
  readonly cost: Figure<UnitCost>;
}

export interface PricesOfPeople {
  /** Of a week, of whoever has support of which all is priced. */
  readonly weekly: UnitPrices;
  /** Of an hour, of whoever has support of which all is paid by the hour. */
  readonly hourly: UnitPrices;
}

/** NO_TARIFF: no published tariff is of the service. NOT_IN_FORCE: none is in force on the day. */
export const NO_REFERENCES = ['NO_TARIFF', 'NOT_IN_FORCE'] as const;
export type NoReference = (typeof NO_REFERENCES)[number];

/** A tariff as the store reads it, with exact pounds as decimal text. */
export interface ReferenceRow {
  readonly scheme: string;
  readonly code: string;
  readonly name: string;
  readonly per: 'WEEK' | 'HOUR';
  readonly pounds: string;
  readonly illustrative: boolean;
  readonly source: string;
}

/** A price that is nobody’s: it is told as it is. */
export interface ReferencePrice extends Omit<ReferenceRow, 'pounds'> {
  readonly price: Pence;
}

/** What a unit fairly costs: beside the cost of a week, or of an hour, as `per` says. */
export interface Reference {
  readonly prices: readonly ReferencePrice[];
  /** Why there is none; null where there is. */
  readonly none: NoReference | null;
}

export interface PricesInArea extends PricesOfPeople {
  /** The council, by its GSS code, or NOT_KNOWN. */
  readonly area: string;
  /** Null where it is not known. */
  readonly name: string | null;
}

export interface ServicePrices extends PricesOfPeople {
  /** A component of Client Level Data as it is named there; else a stream’s code. */
  readonly service: string;
  readonly reference: Reference;
  readonly areas: readonly PricesInArea[];
}

export interface PriceVariation extends SaidOfFigures {
  readonly services: readonly ServicePrices[];
}

/** The tables of a publication by service, and by service and area. */
export interface PricesTables {
  readonly byService: TablesByMeasure;
  readonly byArea: TablesByMeasure;
}

/** What support costs by service and area, of published cells and, beside them, of tariffs. */
export function priceVariationOf(
  publication: Publication | null,
  { byService, byArea }: PricesTables,
  rows: readonly ReferenceRow[],
  nameOf: (area: string) => string | null,
  only: string | null = null,
): PriceVariation {
  const asked = codesIn(byService, 0).filter((service) => only === null || service === only);
  const services = asked.map((service): ServicePrices => {
    const inAreas = filtered(byArea, ({ codes }) => codes[0] === service);
    const areas = codesIn(inAreas, 1).map((area) => ({
      ...{ area, name: nameOf(area) },
      ...pricesIn(filtered(inAreas, ({ codes }) => codes[1] === area)),
    }));
    const whole = pricesIn(filtered(byService, ({ codes }) => codes[0] === service));
    return { service, ...whole, reference: referenceAmong(rows, referenceOf(service)), areas };
  });
  const figures = services.flatMap((each) => [each, ...each.areas]).flatMap(figuresOf);
  const suppressed = figures.filter((figure) => 'suppressed' in figure).length;
  return { ...saidOf(publication), services, suppressed };
}

const figuresOf = ({ weekly, hourly }: PricesOfPeople): Figure<unknown>[] => [
  ...[weekly.people, weekly.cost, hourly.people, hourly.cost],
];

const codesIn = (tables: TablesByMeasure, dimension: number): string[] =>
  [...new Set([...tables.values()].flat().map(({ codes }) => codes[dimension] as string))].sort();

const filtered = (tables: TablesByMeasure, isKept: (cell: ProtectedCell) => boolean) =>
  new Map([...tables].map(([measure, cells]) => [measure, cells.filter(isKept)]));

/** Whether nobody’s support is told by the hour, or priced at all, is said only where people are. */
function pricesIn(tables: TablesByMeasure): PricesOfPeople {
  const [told] = [...(tables.get(WEEKLY) ?? []), ...(tables.get(PEOPLE) ?? [])];
  const none: Suppression = told?.withheld ?? 'NOT_REPORTED';
  const of = (measure: string): UnitPrices => {
    const cells = tables.get(measure) ?? [];
    return { people: peopleIn(cells, none), cost: unitCostIn(cells, none) };
  };
  return { weekly: of(WEEKLY), hourly: of(HOURLY) };
}

/** The prices of a service’s scheme that are of its unit. */
function referenceAmong(rows: readonly ReferenceRow[], wanted: ReferenceScheme | null): Reference {
  if (wanted === null) return { prices: [], none: 'NO_TARIFF' };
  const prices = rows
    .filter(({ scheme, per }) => scheme === wanted.scheme && per === wanted.per)
    .map(({ pounds, ...row }) => ({ ...row, price: toPence(decimal(pounds)) }));
  return { prices, none: prices.length > 0 ? null : 'NOT_IN_FORCE' };
}

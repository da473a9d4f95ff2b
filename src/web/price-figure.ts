import type { PricesOfPeople, Reference, ServicePrices } from '../pools/price-variation.ts';
import type { Figure as Published, UnitCost } from '../pools/usage-figures.ts';
import { poundsText } from '../values/money.ts';
import type { Cell, Column, Row } from './figure.ts';
import type { Page } from './page.ts';
import { figureSaid } from './pool-usage.ts';

/** The median and the deciles that stand for low and high prices, by their places. */
const TOLD = { low: 0, median: 4, high: 8 } as const;

/** What a week and an hour cost, of a service and in each area, with a price from a list beside it. */
export function priceColumns({ say }: Page): Column[] {
  const prices = (['week', 'hour'] as const).flatMap((unit): Column[] => [
    { name: say(`pools.people-${unit}`), kind: 'COUNT' },
    ...Object.keys(TOLD).map(
      (place): Column => ({
        ...{ name: say(`pools.${unit}-${place}`), kind: 'PRICE' },
      }),
    ),
  ]);
  return [
    { name: say('pools.service'), kind: 'TEXT' },
    ...prices,
    { name: say('pools.reference'), kind: 'TEXT' },
  ];
}

/** The whole area first, then each council's. */
export function priceRows(page: Page, service: ServicePrices): Row[] {
  const { say } = page;
  const name = serviceSaid(page, service.service);
  const beside = referenceSaid(page, service.reference);
  return [
    [name, ...pricesOf(page, service), beside],
    ...service.areas.map((area): Row => {
      const where = area.name ?? say('pools.not-known');
      const said = say('pools.service-in', { service: name, area: where });
      return [said, ...pricesOf(page, area), beside];
    }),
  ];
}

/** A component of Client Level Data as it is named there; a stream has a message. */
const serviceSaid = ({ say }: Page, service: string): string =>
  /^[a-z-]+$/.test(service) ? say(`stream.${service}`) : service;

const pricesOf = (page: Page, { weekly, hourly }: PricesOfPeople): Cell[] =>
  [weekly, hourly].flatMap(({ people, cost }) => [
    figureSaid(page, people),
    ...Object.values(TOLD).map((place) => figureSaid(page, decileAt(cost, place))),
  ]);

const decileAt = (cost: Published<UnitCost>, place: number) =>
  'value' in cost ? { value: cost.value.deciles[place] ?? null } : cost;

function referenceSaid({ say }: Page, { prices, none }: Reference): Cell {
  if (none !== null) return { notShown: say(`pools.reference-${none}`) };
  return prices
    .map(({ name, per, price, illustrative }) =>
      say(illustrative ? 'pools.reference-illustrative' : 'pools.reference-one', {
        ...{ name, unit: say(`pools.per-${per}`), pounds: poundsText(price) },
      }),
    )
    .join('; ');
}

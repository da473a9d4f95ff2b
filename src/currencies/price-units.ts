import { minus, plus, type Ratio, ratio, times } from '../values/ratio.ts';
import type { NeedPoints, Units } from './activity.ts';
import { type Pricing, plainNumber, priced, priceText, unpriced } from './pricing.ts';
import { Working } from './steps.ts';
import { type PriceBook, type Tariff, tariffOn } from './tariff.ts';

/** Hours or contacts at the price of one in force on the day. */
export function priceUnits({ count, on, provider }: Units, book: PriceBook): Pricing {
  const kind = book.scheme.measure === 'HOUR' ? 'HOUR' : 'CONTACT';
  const tariff = tariffOn(book, kind, provider, on);
  const unit = kind === 'HOUR' ? 'hour' : 'contact';
  if (!tariff?.pounds) return unpriced(`no price of one ${unit} is loaded for ${on}`);
  const { pounds } = tariff;
  const working = new Working();
  working.add(
    { type: 'UNITS', count, pounds },
    () => `${plainNumber(count)} × ${priceText(pounds)} for one ${unit}`,
  );
  return priced(working, [tariff]);
}

/**
 * The weekly sum for points of need: on the straight line between the two points of the table that
 * stand around them. Beyond the table's ends there is no price.
 */
export function priceNeed({ points, on }: NeedPoints, book: PriceBook): Pricing {
  const knots = knotsOn(book, on);
  const below = knots.findLast((knot) => !isMore(knot.points, points));
  const above = knots.find((knot) => !isMore(points, knot.points));
  if (!below || !above) {
    const [first, last] = [knots[0], knots.at(-1)];
    return unpriced(
      first && last
        ? `the table of ${on} runs from ${plainNumber(first.points)} to ${plainNumber(last.points)} points`
        : `no table of points is loaded for ${on}`,
    );
  }
  const working = new Working();
  working.add(
    { type: 'BASE', pounds: below.pounds },
    () => `${plainNumber(below.points)} points: ${priceText(below.pounds)} a week`,
  );
  if (below === above) return priced(working, [below.tariff]);
  const share = over(minus(points, below.points), minus(above.points, below.points));
  working.add(
    { type: 'BASE', pounds: times(minus(above.pounds, below.pounds), share) },
    () =>
      `On the line to ${plainNumber(above.points)} points (${priceText(above.pounds)} a week), at ${plainNumber(points)} points`,
  );
  return priced(working, [below.tariff, above.tariff]);
}

interface Knot {
  readonly points: Ratio;
  readonly pounds: Ratio;
  readonly tariff: Tariff;
}

/** The table in force on a day, by points; of two sums for the same points the one known last. */
function knotsOn(book: PriceBook, on: NeedPoints['on']): Knot[] {
  const byPoints = new Map<string, Tariff[]>();
  for (const tariff of book.tariffs) {
    if (tariff.kind !== 'POINTS' || tariff.points === null) continue;
    const key = `${tariff.points.n}/${tariff.points.d}`;
    byPoints.set(key, [...(byPoints.get(key) ?? []), tariff]);
  }
  return [...byPoints.values()]
    .flatMap((tariffs): Knot[] => {
      const tariff = tariffOn({ tariffs }, 'POINTS', null, on);
      if (!tariff?.pounds || !tariff.points) return [];
      return [{ points: tariff.points, pounds: tariff.pounds, tariff }];
    })
    .sort((a, b) => (isMore(a.points, b.points) ? 1 : -1));
}

function isMore(a: Ratio, b: Ratio): boolean {
  return plus(a, { n: -b.n, d: b.d }).n > 0n;
}

function over(a: Ratio, b: Ratio): Ratio {
  return ratio(a.n * b.d, a.d * b.n);
}

import type {
  Activity,
  ClusterPeriod,
  HrgSpell,
  NeedPoints,
  Units,
  WeeklyDays,
} from '../currencies/activity.ts';
import { decimal, type Ratio, toDecimal } from '../values/ratio.ts';

/** An activity with its exact figures as decimal text, as it is kept in a column of JSON. */
type ActivityCell =
  | (Omit<HrgSpell, 'marketForcesFactor'> & { readonly marketForcesFactor: string | null })
  | ClusterPeriod
  | WeeklyDays
  | (Omit<Units, 'count'> & { readonly count: string })
  | (Omit<NeedPoints, 'points'> & { readonly points: string });

/** Throws RangeError where a figure has more than eighteen decimals, which no format sends. */
export function activityToJson(activity: Activity): object {
  return cellOf(activity);
}

function cellOf(activity: Activity): ActivityCell {
  switch (activity.kind) {
    case 'SPELL': {
      const factor = activity.marketForcesFactor;
      return { ...activity, marketForcesFactor: factor && decimalText(factor) };
    }
    case 'UNITS':
      return { ...activity, count: decimalText(activity.count) };
    case 'NEED_POINTS':
      return { ...activity, points: decimalText(activity.points) };
    default:
      return activity;
  }
}

/** The activity that `activityToJson` made the cell from. */
export function activityFromJson(json: object): Activity {
  const cell = json as ActivityCell;
  switch (cell.kind) {
    case 'SPELL': {
      const factor = cell.marketForcesFactor;
      return { ...cell, marketForcesFactor: factor === null ? null : decimal(factor) };
    }
    case 'UNITS':
      return { ...cell, count: decimal(cell.count) };
    case 'NEED_POINTS':
      return { ...cell, points: decimal(cell.points) };
    default:
      return cell;
  }
}

function decimalText(value: Ratio): string {
  const text = toDecimal(value, 18);
  const { n, d } = decimal(text);
  if (n !== value.n || d !== value.d) throw new RangeError('a figure is not exact as decimal text');
  return text.replace(/\.?0+$/, '');
}

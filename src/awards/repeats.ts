import { intersect } from '../values/period.ts';
import type { Line, PricedLine } from './line.ts';
import type { Overlap } from './overlap.ts';

/** Marks what another line of the same person counts already, so that no care counts twice. */
export function withoutRepeats(lines: readonly Line[]): readonly Line[] {
  const guards = guardsAmong(lines);
  if (!guards) return lines;
  return lines.map((line) => {
    const overlap =
      sameSpell(line, guards) ??
      insideCluster(line, guards) ??
      namedByAward(line, guards) ??
      supportCharge(line, guards);
    if (!overlap) return line;
    const counts = overlap.rule === 'SUPPORT_CHARGE_PAID' && line.inTotals;
    return { ...line, overlap, inTotals: counts };
  });
}

/** The lines that others may repeat. */
interface Guards {
  readonly spells: ReadonlyMap<string, PricedLine>;
  readonly clusters: readonly PricedLine[];
  readonly named: readonly Line[];
  readonly support: readonly PricedLine[];
}

const HOUSING_SUPPORT = 'housing-related-support';

function guardsAmong(lines: readonly Line[]): Guards | null {
  const spells = new Map<string, PricedLine>();
  const clusters: PricedLine[] = [];
  const named: Line[] = [];
  const support: PricedLine[] = [];
  for (const line of lines) {
    const { activity, careKey, currency, basis, stream } = line.award;
    if (currency && (basis === 'RECURRING' || basis === 'ONE_OFF')) named.push(line);
    if (line.kind !== 'PRICED') continue;
    if (activity?.kind === 'SPELL' && careKey !== null) spells.set(careKey, line);
    if (activity?.kind === 'CLUSTER_PERIOD') clusters.push(line);
    if (stream === HOUSING_SUPPORT) support.push(line);
  }
  const none = spells.size + clusters.length + named.length + support.length === 0;
  return none ? null : { spells, clusters, named, support };
}

function sameSpell(line: Line, { spells }: Guards): Overlap | null {
  const { activity, careKey } = line.award;
  if (activity !== null || careKey === null) return null;
  const spell = spells.get(careKey);
  if (!spell) return null;
  const words = `the same hospital spell is counted in what ${spell.award.delivery.sender} sent as a spell, priced by tariff`;
  return { rule: 'SAME_SPELL', by: spell.award.delivery.sender, words };
}

/**
 * A contact of placement support on a day of the cluster, a spell on days of an admitted cluster,
 * and care that the provider itself costs as a cluster.
 */
function insideCluster(line: Line, { clusters }: Guards): Overlap | null {
  const { activity, provider, stream, currency } = line.award;
  if (provider === null || activity?.kind === 'CLUSTER_PERIOD') return null;
  const cluster = clusters.find((each) => {
    const period = each.award.activity;
    if (period?.kind !== 'CLUSTER_PERIOD' || each.award.provider !== provider) return false;
    if (!intersect(line.days, period.days)) return false;
    if (stream === 'individual-placement-support') return true;
    if (activity?.kind === 'SPELL') return period.setting === 'ADMITTED';
    return currency?.scheme === period.scheme;
  });
  if (!cluster) return null;
  const words = `the price of mental health support from ${provider} on these days covers it`;
  return { rule: 'INSIDE_CLUSTER', by: provider, words };
}

function namedByAward(line: Line, { named }: Guards): Overlap | null {
  const { basis, currency } = line.award;
  if (basis !== 'ACTIVITY' || !currency) return null;
  const award = named.find(({ award: { currency: of }, days }) => {
    const same = of?.scheme === currency.scheme && of.code === currency.code;
    return same && intersect(line.days, days) !== null;
  });
  if (!award) return null;
  const words = `the award of ${award.award.funder} takes its price from this care and replaces it`;
  return { rule: 'NAMED_BY_AWARD', by: award.award.funder, words };
}

/** A support charge of a letting that an award of the same weekly sum pays on the same days. */
function supportCharge(line: Line, { support }: Guards): Overlap | null {
  if (line.award.element !== 'SUPPORT' || line.kind !== 'PRICED' || line.weekly === null) {
    return null;
  }
  const paying = support.find(
    (each) => each.weekly === line.weekly && intersect(each.days, line.days) !== null,
  );
  if (!paying) return null;
  const words = `paid by the housing-related support award of ${paying.award.funder}`;
  return { rule: 'SUPPORT_CHARGE_PAID', by: paying.award.funder, words };
}

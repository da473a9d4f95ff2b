import { lineAfterDeath } from '../awards/after-death.ts';
import { basisOf, contributionBehind, type Line } from '../awards/line.ts';
import { stepsOf } from '../awards/working-step.ts';
import type { StreamBudget } from '../budgets/budget.ts';
import { lastDay } from '../values/period.ts';
import { lastDayOf } from './days.ts';
import type { Page } from './page.ts';
import { stepSaid } from './steps-said.ts';

type NameOf = (code: string) => string;

/** A stream as its team sees it, each of its lines with the way from the raw figure to the pence. */
export function shownStream(page: Page, stream: StreamBudget, clinical: boolean, nameOf: NameOf) {
  return {
    ...stream,
    lines: stream.lines.map((line) => shownLine(page, line, clinical, nameOf)),
    ceilings: stream.ceilings.map(({ element, days, ceiling, claimed, paid, leftToClaim }) => ({
      ...{ element, ceiling, claimed, paid, leftToClaim },
      ...{ firstDay: days.from, lastDay: lastDay(days) },
    })),
  };
}

/** A line as the page tells it: every figure in pence or null, and why where it is null. */
export function shownLine(page: Page, line: Line, clinical: boolean, nameOf: NameOf) {
  const { award, days, contribution, paid, inTotals, overlap, projectedFrom } = line;
  const priced = line.kind === 'PRICED' ? line : null;
  return {
    ...{ description: award.description, mode: award.mode, legalBasis: award.legalBasis },
    ...{ basis: basisOf(line), firstDay: days.from, lastDay: lastDay(days), projectedFrom },
    ...{ contribution, paid, inTotals, overlap: overlap && { ...overlap, by: nameOf(overlap.by) } },
    afterDeath: afterDeathOf(line),
    ...{ amount: priced?.amount ?? null, weekly: priced?.weekly ?? null },
    ...{ shadow: priced?.shadow ?? false, illustrative: priced?.pricing?.illustrative ?? false },
    unpriced: line.kind === 'UNPRICED' ? line.reason : null,
    contributionReason: contributionBehind(line).reason,
    working: priced ? stepsOf(priced, clinical).map((step) => stepSaid(page, step, nameOf)) : [],
    tariffs: (priced?.pricing?.tariffs ?? []).map(shownTariff),
  };
}

function afterDeathOf(line: Line) {
  const found = lineAfterDeath(line);
  const of = line.award.basis === 'ACTIVITY' ? 'CARE' : 'AWARD';
  return found && { day: found.deathDate, of };
}

type Tariff = NonNullable<Extract<Line, { kind: 'PRICED' }>['pricing']>['tariffs'][number];

/** Which version of a price was used; never what it is a price of, which may be a diagnosis. */
function shownTariff({ source, days, knownFrom, illustrative }: Tariff) {
  return { source, firstDay: days.from, lastDay: lastDayOf(days.until), knownFrom, illustrative };
}

/** Lines beside each other, each with whose money it is. */
export function sideBySide(streams: readonly ReturnType<typeof shownStream>[]) {
  return streams.flatMap(({ stream, funder, lines }, place) =>
    lines.map((line) => ({ ...line, stream, funder: funder.name, place: place + 1 })),
  );
}

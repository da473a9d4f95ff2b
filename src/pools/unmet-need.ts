import type { Pence } from '../values/money.ts';
import { PEOPLE } from './measure.ts';
import type { ProtectedCell, TablesByMeasure } from './protect.ts';
import { type Publication, type SaidOfFigures, saidOf } from './publication.ts';
import {
  COST_NOT_KNOWN,
  NEED_DIMENSIONS,
  NEED_MEASURES,
  NEEDS,
  type NeedDimension,
  UNMET,
  WAITING,
} from './unmet-need-facts.ts';
import { type Figure, moneyIn, peopleIn, type Suppression } from './usage-figures.ts';

/** What is told of unmet need under some codes, or in all. */
export interface NeedFigures {
  /** Who has a need that is not met. */
  readonly people: Figure<number>;
  /** Of them, those of whom one need's cost is not known. */
  readonly costNotKnown: Figure<number>;
  /** What the needs whose cost is known come to in a year. */
  readonly unmet: Figure<Pence>;
  /** What was awarded or promised, and is paid to nobody. */
  readonly waiting: Figure<Pence>;
}

export interface NeedKey {
  readonly dimension: NeedDimension;
  readonly code: string;
}

export interface NeedCell extends NeedFigures {
  readonly keys: readonly NeedKey[];
}

export interface UnmetNeedFigures extends SaidOfFigures {
  readonly cells: readonly NeedCell[];
  readonly totals: NeedFigures;
}

/** The dimensions in the order of the tables, whatever the order asked. */
export const inOrder = (by: readonly NeedDimension[]): NeedDimension[] =>
  NEED_DIMENSIONS.filter((each) => by.includes(each));

/**
 * An answer made of published cells and nothing else: the table by the dimensions asked, and the whole
 * as it is published by itself, for somebody may be in more than one cell.
 */
export function unmetNeedFigures(
  publication: Publication | null,
  by: readonly NeedDimension[],
  tables: TablesByMeasure,
  whole: TablesByMeasure,
): UnmetNeedFigures {
  const order = inOrder(by);
  const none = publication === null ? 'NOT_PUBLISHED' : 'NOT_RECORDED';
  const cells =
    by.length === 0
      ? []
      : codesIn(tables).map(
          (codes): NeedCell => ({
            keys: by.map((dimension) => ({
              dimension,
              code: codes[order.indexOf(dimension)] as string,
            })),
            ...figuresAt(tables, codes, none),
          }),
        );
  const totals = figuresAt(whole, [], none);
  const suppressed = [...cells, totals].flatMap(hiddenIn).length;
  return { ...saidOf(publication), cells, totals, suppressed };
}

/** Every set of codes under which somebody brings anything, in order. */
function codesIn(tables: TablesByMeasure): (readonly string[])[] {
  const found = new Map<string, readonly string[]>();
  for (const measure of NEED_MEASURES) {
    for (const { codes } of tables.get(measure) ?? []) found.set(JSON.stringify(codes), codes);
  }
  return [...found].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, codes]) => codes);
}

function figuresAt(
  tables: TablesByMeasure,
  codes: readonly string[],
  nothing: Suppression,
): NeedFigures {
  const key = JSON.stringify(codes);
  const at = (measure: string): ProtectedCell[] =>
    (tables.get(measure) ?? []).filter((cell) => JSON.stringify(cell.codes) === key);
  // That nobody brings to one measure is told only where nothing beside it is hidden.
  const beside = [PEOPLE, ...NEED_MEASURES].flatMap((measure) => at(measure));
  const none = beside.find(({ withheld }) => withheld !== null)?.withheld ?? nothing;
  return {
    people: peopleIn(at(NEEDS), none),
    costNotKnown: peopleIn(at(COST_NOT_KNOWN), none),
    unmet: moneyIn(at(UNMET), none),
    waiting: moneyIn(at(WAITING), none),
  };
}

/** The figures that are not shown; where nothing is recorded, nothing is hidden. */
const hiddenIn = ({ people, costNotKnown, unmet, waiting }: NeedFigures) =>
  [people, costNotKnown, unmet, waiting].filter(
    (figure) =>
      'suppressed' in figure &&
      figure.suppressed !== 'NOT_RECORDED' &&
      figure.suppressed !== 'NOT_PUBLISHED',
  );

import type { UnmetNeedFigures } from '../pools/unmet-need.ts';
import type { Figure, Suppression } from '../pools/usage-figures.ts';
import type { Organisation } from '../streams/stream.ts';
import type { Cell, Row, Figure as ShownFigure } from './figure.ts';
import type { Written } from './figures.ts';
import type { Say } from './messages.ts';

interface Reading {
  readonly say: Say;
  readonly written: Written;
  readonly organisations: ReadonlyMap<string, Pick<Organisation, 'name'>>;
}

/** Unmet need by area, as the public page and its file both say it. */
export function publicFigure(figures: UnmetNeedFigures, reading: Reading): ShownFigure {
  const { say } = reading;
  const { cells, asOf, ruleVersion, suppressed } = figures;
  return {
    name: 'unmet-need',
    title: say('public.title'),
    words: say('public.what'),
    columns: [
      { name: say('public.area'), kind: 'TEXT' },
      { name: say('public.people'), kind: 'COUNT' },
      { name: say('public.cost-not-known'), kind: 'COUNT' },
      { name: say('public.unmet'), kind: 'MONEY' },
      { name: say('public.waiting'), kind: 'MONEY' },
    ],
    rows: cells.map(({ keys, ...told }): Row => {
      const code = keys[0]?.code ?? '';
      const name = reading.organisations.get(code)?.name ?? say('public.area-not-known');
      return [name, ...cellsOf(told, say)];
    }),
    about: {
      asOf,
      filters: wholeSaid(figures, reading),
      suppression: say('public.suppressed', { count: suppressed }),
      ruleVersion: asOf === null ? null : ruleVersion,
      source: say('public.source'),
    },
    drawing: null,
  };
}

const cellsOf = (
  { people, costNotKnown, unmet, waiting }: UnmetNeedFigures['totals'],
  say: Say,
): Cell[] => [people, costNotKnown, unmet, waiting].map((figure) => cellOf(figure, say));

const cellOf = (figure: Figure<Cell>, say: Say): Cell =>
  'value' in figure ? figure.value : { notShown: whyNot(figure.suppressed, say) };

const whyNot = (reason: Suppression, say: Say): string => say(`public.hidden-${reason}`);

/** What the whole area comes to, published by itself, for somebody may be in more than one row. */
export function wholeSaid({ totals }: UnmetNeedFigures, { say, written }: Reading): string {
  const { people, costNotKnown, unmet, waiting } = totals;
  const told = <Value>(figure: Figure<Value>, write: (value: Value) => string): string =>
    'value' in figure ? write(figure.value) : whyNot(figure.suppressed, say);
  return say('public.whole', {
    people: told(people, String),
    unknown: told(costNotKnown, String),
    unmet: told(unmet, written.money),
    waiting: told(waiting, written.money),
  });
}

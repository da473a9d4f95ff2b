import { join } from 'node:path';
import nunjucks from 'nunjucks';
import { packageRoot } from '../db/package-root.ts';
import type { Pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { writtenIn } from './figures.ts';
import type { Look } from './look.ts';
import { type MessageValues, OTHER_LANGUAGE, sayIn } from './messages.ts';
import type { ViewModel } from './route.ts';

const environment = new nunjucks.Environment(
  new nunjucks.FileSystemLoader([
    join(packageRoot(), 'src/web/templates'),
    join(packageRoot(), 'node_modules/govuk-frontend/dist'),
  ]),
  { autoescape: true, trimBlocks: true, lstripBlocks: true },
);

/** What stands around every view. */
export interface Frame {
  readonly look: Look;
  /** The address of this page, without what follows the question mark. */
  readonly path: string;
  /** The rest of the address, for links to the same page in another language or size. */
  readonly query: Readonly<Record<string, string | undefined>>;
  /** Whether statements can be had as PDF. */
  readonly canPrint: boolean;
  /** Null where nobody is signed in. */
  readonly reader: FrameReader | null;
}

export interface FrameReader {
  readonly role: string;
  /** When they are signed out unless they do something, as a clock shows it. */
  readonly endsAt: Date;
  /** After how many minutes they are warned of that. */
  readonly warnAfter: number;
  /** Ends forms of this page: the token, by the address that they are sent to. */
  readonly token: (path: string) => string;
}

/**
 * A view as HTML. In a template `t(key, values)` says a message, `money`, `day` and `moment` write a
 * figure, `again(changes)` is this page's own address with some of its questions changed.
 */
export function renderView(view: string, model: ViewModel, frame: Frame): string {
  const { look, path, query } = frame;
  const say = sayIn(look);
  const written = writtenIn(look.language);
  return environment.render(`${view}.njk`, {
    ...model,
    ...{ frame, look, otherLanguage: OTHER_LANGUAGE[look.language] },
    t: (key: string, values?: MessageValues) => say(key, values),
    tIn: (language: Look['language'], key: string) => sayIn({ ...look, language })(key),
    money: (amount: Pence) => written.money(amount),
    day: (day: PlainDate) => written.day(day),
    moment: (at: Date) => written.moment(at),
    again: (changes: Readonly<Record<string, string>>) => addressOf(path, { ...query, ...changes }),
  });
}

export function addressOf(
  path: string,
  query: Readonly<Record<string, string | undefined>>,
): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as [string, string]],
  );
  return pairs.length === 0 ? path : `${path}?${new URLSearchParams(pairs)}`;
}

import type { Dimension } from '../pools/dimension.ts';
import { NOT_KNOWN } from '../pools/dimension.ts';
import type { ListedPool } from '../pools/list-pools.ts';
import { LATE } from '../pools/usage-facts.ts';
import { allOrganisations } from '../streams/store.ts';
import type { Organisation } from '../streams/stream.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { LOCALES } from './messages.ts';
import type { Page } from './page.ts';

/** What codes of a pool stand for. */
export interface PoolNames {
  readonly organisations: ReadonlyMap<string, Pick<Organisation, 'name'>>;
  readonly schemes: ReadonlyMap<string, string>;
}

export const namesOf = async (page: Page, { schemes }: ListedPool): Promise<PoolNames> => ({
  ...{ organisations: await allOrganisations(page.db), schemes },
});

export const organisationSaid = ({ organisations }: PoolNames, code: string): string =>
  organisations.get(code)?.name ?? code;

/** A scheme’s own code stands with its name: two may be called the same. */
export function schemeSaid({ schemes }: PoolNames, code: string): string {
  const name = schemes.get(code);
  return name === undefined ? code : `${name} (${code})`;
}

const ORGANISATIONS: readonly Dimension[] = ['PARTNER', 'PROVIDER', 'AREA'];
/** Of these every code has a message of its own. */
const IN_WORDS: readonly Dimension[] = ['SECTOR', 'MODE', 'AGE_BAND', 'QUARTER'];

/** A code of a dimension in the reader's words. */
export function codeSaid(page: Page, names: PoolNames, dimension: Dimension, code: string): string {
  if (code === NOT_KNOWN) return page.say('pools.not-known');
  if (dimension === 'STREAM') return page.say(`stream.${code}`);
  if (dimension === 'SCHEME') return schemeSaid(names, code);
  if (ORGANISATIONS.includes(dimension)) return organisationSaid(names, code);
  if (dimension === 'MONTH') return monthCodeSaid(page, code);
  return IN_WORDS.includes(dimension) ? page.say(`pools.${dimension}-${code}`) : code;
}

const monthCodeSaid = (page: Page, code: string): string =>
  code === LATE ? page.say('pools.late') : monthSaid(page, `${code}-01` as PlainDate);

/** `April 2025`. */
export const monthSaid = ({ look }: Page, firstDay: PlainDate): string =>
  new Intl.DateTimeFormat(LOCALES[look.language], {
    ...{ month: 'long', year: 'numeric', timeZone: 'UTC' },
  }).format(new Date(`${firstDay}T00:00:00Z`));

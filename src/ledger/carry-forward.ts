import { type AskedRule, carryForwardOf, type MoneyRule } from '../streams/money-rule.ts';
import type { Stream } from '../streams/stream.ts';
import type { FinancialYear } from '../values/financial-year.ts';
import type { AccountId } from '../values/ids.ts';
import { NO_PENCE, type Pence, takePence } from '../values/money.ts';
import type { NamedOrganisation } from './account.ts';
import { contingencyLimit } from './contingency.ts';
import type { Source } from './draw.ts';

/** What a source has in an account at the end of a year. */
export interface YearEnd extends Source {
  readonly accountId: AccountId;
  /** Free to be spent. */
  readonly free: Pence;
  readonly setAside: Pence;
  /** What its schedule pays a week; null where none says so. */
  readonly weekly: Pence | null;
}

/** What of it is kept, what its funder may ask back, and what stays set aside. */
export interface Carried {
  readonly kept: Pence;
  /** Proposes a notice, and moves nothing. */
  readonly toReturn: Pence;
  readonly contingency: Pence;
  readonly rule: string;
}

/** What was carried forward, as it was recorded when the year closed. */
export interface CarryForwardRecord extends Carried {
  readonly accountId: AccountId;
  readonly year: FinancialYear;
  readonly stream: Stream;
  readonly funder: NamedOrganisation;
}

/** The person's own money is never asked back. */
export function carriedOfOwn({ free, setAside }: YearEnd): Carried {
  const rule = 'the person’s own money is theirs to keep';
  return { kept: free, toReturn: NO_PENCE, contingency: setAside, rule };
}

/**
 * What of a source's unspent money is carried into the next year by a rule: all of it, nothing, or as
 * much as so many weeks pay. Where a number of weeks is kept and no schedule says what a week pays,
 * all is kept. Money set aside is held apart, whatever the rule.
 */
export function carriedBy(rule: MoneyRule, { free, setAside, weekly }: YearEnd): Carried {
  const said = carryForwardOf(rule);
  const contingency = setAside;
  const words = `${rule.value}: ${rule.source}`;
  if (said.keep === 'ALL') return { kept: free, toReturn: NO_PENCE, contingency, rule: words };
  if (said.keep === 'NONE') return { kept: NO_PENCE, toReturn: free, contingency, rule: words };
  const most = contingencyLimit(weekly, said.weeks);
  if (most === null) {
    const unknown = `${words}; no schedule says what a week pays, so all is kept`;
    return { kept: free, toReturn: NO_PENCE, contingency, rule: unknown };
  }
  const kept = free < most ? free : most;
  return { kept, toReturn: takePence(free, kept), contingency, rule: words };
}

export const carryRule = ({ stream, funder }: Source): AskedRule => ({
  ...{ kind: 'CARRY_FORWARD', organisation: funder, stream },
});

import type { Contract } from '../currencies/contract.ts';
import { type BookOf, type ContractSpell, pricedInOrder } from '../currencies/contract-spells.ts';
import { addPence, NO_PENCE, type Pence, pence } from '../values/money.ts';
import type { Span } from '../values/period.ts';
import type { PublishedFact } from './published-fact.ts';

/** What the tariff would have paid for what was done. */
export const SHADOW = 'SHADOW';

/** That something was done for which no tariff is known: told by how many people it is about alone. */
export const UNPRICED = 'UNPRICED';

/** Of one spell without a price; a pound, below which nothing is shown of a measure. */
const ONE_SPELL = pence(100n);

/** A spell under a contract, and whose it is; null where nothing tells its patients apart. */
export interface PatientsSpell extends ContractSpell {
  readonly person: string | null;
}

/**
 * What everybody brings to a contract's figures of some days of its year: their spells that ended then,
 * by tariff. All spells of the year so far are told, as emergencies use up a baseline through it.
 */
export function contractFacts(
  contract: Pick<Contract, 'code' | 'provider' | 'commissioner' | 'marginal'>,
  spells: readonly PatientsSpell[],
  bookOf: BookOf,
  { from, until }: Span,
): PublishedFact[] {
  const { code, provider, commissioner } = contract;
  const told = pricedInOrder(contract, spells, bookOf)
    .filter(({ spell }) => spell.dischargedOn >= from && spell.dischargedOn < until)
    .map(({ person, spell, pricing }) => ({
      person,
      month: spell.dischargedOn.slice(0, 7),
      amount: pricing?.kind === 'PRICED' ? pricing.amount : null,
    }));
  const whoever = largestOf(told) ?? `nobody known of ${code}`;
  return told.map(({ person, month, amount }) => ({
    person: person ?? whoever,
    codes: { CONTRACT: code, PROVIDER: provider, COMMISSIONER: commissioner, MONTH: month },
    amounts: amount === null ? { [UNPRICED]: ONE_SPELL } : { [SHADOW]: amount },
  }));
}

/**
 * Who brings most: also what nobody is known to have brought counts as theirs. Were it somebody more,
 * seven patients could pass for eight; were it nobody’s, the largest could hide behind it.
 */
function largestOf(
  told: readonly { readonly person: string | null; readonly amount: Pence | null }[],
): string | null {
  const sums = new Map<string, Pence>();
  for (const { person, amount } of told) {
    if (person === null) continue;
    sums.set(person, addPence(sums.get(person) ?? NO_PENCE, amount ?? NO_PENCE));
  }
  let largest: [string | null, bigint] = [null, -1n];
  for (const [person, sum] of sums) if (sum > largest[1]) largest = [person, sum];
  return largest[0];
}

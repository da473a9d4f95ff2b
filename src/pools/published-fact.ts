import { addPence, NO_PENCE, type Pence } from '../values/money.ts';

/** What one person brings to a publication, under one code of each of its dimensions. */
export interface PublishedFact {
  /** Anything that tells people apart; what is kept is a number drawn for the publication. */
  readonly person: string;
  readonly codes: Readonly<Record<string, string>>;
  /** By measure; one that is not there is nothing that was brought. */
  readonly amounts: Readonly<Record<string, Pence>>;
}

/**
 * One fact for each person and set of codes. What comes to nothing is none; who is only counted, without
 * any amount, stays.
 */
export function joinedFacts(facts: readonly PublishedFact[]): PublishedFact[] {
  const found = new Map<string, PublishedFact>();
  const numberOf = numbering();
  for (const fact of facts) {
    const key = `${numberOf(fact.codes)} ${fact.person}`;
    const own = found.get(key);
    found.set(key, own ? { ...fact, amounts: together(own.amounts, fact.amounts) } : fact);
  }
  return [...found.values()].flatMap((fact) => {
    const told = Object.entries(fact.amounts);
    const amounts = told.filter(([, amount]) => amount !== 0n);
    const isNothing = told.length > 0 && amounts.length === 0;
    return isNothing ? [] : { ...fact, amounts: Object.fromEntries(amounts) };
  });
}

/** A number for each set of codes, so that the few that there are need not be written out for everybody. */
function numbering(): (codes: PublishedFact['codes']) => number {
  const seen = new Map<PublishedFact['codes'], number>();
  const written = new Map<string, number>();
  return (codes) => {
    const known = seen.get(codes);
    if (known !== undefined) return known;
    const text = JSON.stringify(codes);
    const number = written.get(text) ?? written.size;
    written.set(text, number);
    seen.set(codes, number);
    return number;
  };
}

function together(
  one: PublishedFact['amounts'],
  other: PublishedFact['amounts'],
): PublishedFact['amounts'] {
  const sums = { ...one };
  for (const [measure, amount] of Object.entries(other)) {
    sums[measure] = addPence(sums[measure] ?? NO_PENCE, amount);
  }
  return sums;
}
